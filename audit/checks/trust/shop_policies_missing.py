"""Before they pay, buyers want to know how goods arrive and whether they may send them back.

A shop is a site with three products or more that have a price of their own and a control to buy them. What it tells is
looked for in the links of the home page and of twenty products, to other hosts too, in titles, headings and addresses of
all pages that are no products or articles, in headings of those products, in the markup of policies, and in the text of
pages of help or terms; help that was not read may tell of both. Not judged in languages whose words for it are not known here, nor where the home page has next to no
links, which scripts then write.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PRODUCT = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><p class="price">¥{1}.00</p><button>加入购物车</button>{2}</main><footer>{3}</footer></body></html>'
PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main><footer>{2}</footer></body></html>'
FOOT = '<a href="/help/returns">退换货说明</a><a href="/help/delivery">配送方式</a>'
LINKS = "".join(f'<a href="/product/{n}">第 {n} 把壶</a>' for n in range(1, 9))


def site(foot: str, home: str = LINKS) -> dict[str, str]:
    goods = {f"/product/{n}": PRODUCT.format(f"西施壶{n}", 100 + n, "", foot) for n in range(1, 9)}
    return {"/": PAGE.format("茶舍", home, foot), **goods}


check = SiteCheck(
    id="shop-policies-missing",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    tier="extended",
    book=None,
    title=Text(zh="找不到退换货或配送说明", en="Nothing tells of returns or of delivery"),
    message=Text(zh="{products} 个商品页，{lack}（如 {example}）", en="{products} products, {lack} (such as {example})"),
    words={
        "both": Text(zh="没有链接到退换货和配送说明", en="no link to returns and delivery"),
        "returns": Text(zh="没有链接到退换货说明", en="no link to returns"),
        "delivery": Text(zh="没有链接到配送说明", en="no link to delivery"),
    },
    why=Text(
        zh="买家下单前会看能不能退、多久到、运费多少，找不到就放弃购买；购物平台收录商品也要求有这些说明。不是排名因素。",
        en="Before they order, buyers ask whether they may return goods, when these arrive and what that costs; shopping services ask for the same pages. No ranking factor.",
    ),
    fix=Text(
        zh="编辑：写“退换货”和“配送”两页，说清条件、期限、运费，放进页脚菜单；开发：商品模板在购买按钮旁链接到它们。",
        en="Editor: write pages on returns and delivery with terms, times and costs, and put them into the footer menu. Developer: link them beside the buy button.",
    ),
    avoid=Text(zh="不要只写在客服聊天里，也不要照抄别家的条款。", en="Do not leave it to the chat, nor copy another shop's terms."),
    verify=Text(zh="重新完整抓取后，xunlu audit --select shop-policies-missing。", en="After a complete crawl: xunlu audit --select shop-policies-missing."),
    before="<footer>© 茶舍</footer>",
    after='<footer><a href="/help/returns">退换货说明</a> <a href="/help/delivery">配送方式</a></footer>',
    matters=Matters.UX,
    source="https://support.google.com/merchants/answer/6363310",
    view="run_pages",
    # Shops in the languages of audit/shops.py.
    applies="""
        select url_id from temp.home_page where url_id in (
            select url_id from temp.html_pages
            where lang = '' or substr(lower(lang), 1, 2) in ('zh', 'en', 'ja', 'de', 'fr', 'es'))
        and (select count(*) from temp.page_facts where json_extract(facts, '$.offers.own') is not null
            and json_extract(facts, '$.offers.buy') is not null) >= 3
    """,
    needs=frozenset({"complete-crawl", "facts"}),
    sql="""
        with home as materialized (
            select url_id from temp.home_page where url_id in (
                select url_id from temp.html_pages
                where lang = '' or substr(lower(lang), 1, 2) in ('zh', 'en', 'ja', 'de', 'fr', 'es'))
        ),
        goods as materialized (
            select url_id, url from temp.page_facts
            where json_extract(facts, '$.offers.own') is not null and json_extract(facts, '$.offers.buy') is not null
        ),
        sampled as materialized (select url_id, url from goods order by url_id limit 20),
        looked as materialized (select url_id from home union select url_id from sampled),
        links as materialized (
            select l.source_id, l.target_id, policies(l.anchor || ' ' || l.target) as told from temp.page_links l
            where l.kind = 'a' and l.source_id in (select url_id from looked)
        ),
        named as materialized (
            select p.url_id, policies(url_path(p.url) || ' ' || p.title || ' ' || p.h1) as told
            from temp.html_pages p where p.page_type not in ('product', 'article') and p.url_id not in (select url_id from goods)
        ),
        helping as materialized (select url_id from named where told >= 4 limit 50),
        told as (
            select told from named where told > 0
            union all select told from links
            -- Help that was not read, on another host for instance, may tell of both.
            union all select 3 from links where told = 4 and target_id not in (select url_id from temp.html_pages)
            union all select policies(json_extract(facts, '$.outline.headings')) from temp.page_facts
                where url_id in (select url_id from looked)
            union all select iif(facts like '%MerchantReturnPolicy%', 1, 0) + iif(facts like '%hippingDetails%', 2, 0)
                from temp.page_facts where url_id in (select url_id from looked)
            union all select policies_in(d.main_text) from helping h
                join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = h.url_id
                join main.documents d on d.hash = q.document_hash
        ),
        summed as (select max(told & 1) as returns, max(told & 2) as delivery from told)
        select h.url_id, json_object('products', (select count(*) from goods), 'example', (select url from sampled limit 1),
            'lack', case when s.returns > 0 then 'delivery' when s.delivery > 0 then 'returns' else 'both' end) as evidence
        from home h, summed s
        where not (coalesce(s.returns, 0) > 0 and coalesce(s.delivery, 0) > 0) and (select count(*) from goods) >= 3
            and (select count(*) from links where source_id = h.url_id) >= 5
    """,
    confidence=0.85,
    effort_hours=4,
    effort_unit="site",
    profiles={"shop": {}},
    good=Example(site(FOOT)),
    bad=Example(site('<a href="/help/returns">退换货说明</a>')),
    flags=frozenset({"/"}),
)  # fmt: skip
