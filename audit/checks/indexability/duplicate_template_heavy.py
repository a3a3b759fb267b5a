"""Pages of one template whose text is mostly the same notices, with a few lines of their own between them.

A line is a notice when it stands on half or more of the pages of the template and language, as the checklist counts repeated
blocks; lines that a few products share are their own. Home pages, lists, accounts and legal pages are no such pages, texts that
are alike to the letter count once (duplicate-exact tells of them), and so do short ones not at all (thin-content).
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
NOTICES = (
    "本店所有茶叶均为当季新茶，冷库存放，下单后四十八小时内发货，偏远地区除外。",
    "收到货物请当面验收，如有破损请拍照联系客服，七天之内可以无理由退换。",
    "因拍摄光线和显示器不同，实物颜色可能与图片略有差异，请以收到的实物为准。",
    "满二百元包邮，会员折上九五折，积分可以抵扣现金，生日当月双倍积分。",
)
OWN = (
    "清明前采自狮峰的{0}，芽叶细嫩，豆香清幽，汤色嫩绿，第 {1} 号茶园，适合清饮。",
    "老茶农手工炒制的{0}，一锅只炒半斤，火候全凭手感，每年不过 {1} 斤，卖完为止。",
    "{0}耐泡，可以续水五次，回甘明显；第 {1} 批的香气偏高，喜欢清淡的请选下一批。",
    "把{0}放进冰箱冷藏，半年之内喝完；第 {1} 罐开封以后，两周之内香气最好，别放太久。",
)


def site(notices: int, own: int) -> dict[str, str]:
    """Eight products with so many ``notices`` in common, and ``own`` lines each."""
    shared = "".join(f"<p>{line}</p>" for line in NOTICES[:notices])
    pages = {"/": PAGE.format("茶舍", "<p>欢迎。</p>")}
    for number in range(8):
        name = f"龙井{'甲乙丙丁戊己庚辛'[number]}"
        lines = "".join(f"<p>{line.format(name, number)}</p>" for line in OWN[:own])
        pages[f"/product/{number}.html"] = PAGE.format(name, lines + shared)
    return pages


check = SiteCheck(
    id="duplicate-template-heavy",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    book=None,
    tier="extended",
    title=Text(zh="一批网页的正文大半是相同的说明", en="Pages of one kind are mostly the same notices"),
    message=Text(
        zh="{template} 的 {pages} 个网页，自己的文字中位数只占 {share:.0%}，其余各页相同，例如“{line}”",
        en="of the text of {pages} pages ({template}), {share:.0%} is their own at the median; the rest is alike, such as “{line}”",
    ),
    why=Text(
        zh="发货、售后说明比商品介绍还长，各页看起来差不多，引擎不容易分辨，也难以判断该展示哪一个。这不是处罚。",
        en="Where notices on delivery and returns outweigh the product, pages look alike, and engines can hardly tell which to show. It is no penalty.",
    ),
    fix=Text(
        zh="编辑：每个商品写足自己的介绍、规格、用法；开发：通用说明移到单独的网页，商品页只留一句和链接。",
        en="Editor: write what is special to each product. Developer: move the notices to a page of their own, and keep a line and a link.",
    ),
    avoid=Text(zh="不要把说明做成图片了事。", en="Do not just turn the notices into images."),
    verify=Text(zh="并排打开两页，看不同的文字有多少。", en="Open two of them side by side: how much differs?"),
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    confidence=0.85,
    identity=("template", "language"),
    options={
        "min_pages": Option(5, "pages of a template"),
        "min_unique_share": Option(0.3, "share of the main text, 0-1"),
    },
    # A hundred templates at most, a hundred pages of each.
    sql="""
        with texts as materialized (
            select min(p.url_id) as url_id, p.template, lower(substr(p.lang, 1, 2)) as tongue, q.document_hash,
                max(p.han_chars + 2 * p.latin_words) as size
            from temp.indexable_pages p
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = p.url_id
            where p.page_type not in ('home', 'category', 'account', 'legal') and p.template is not null and p.text_hash is not null
                and p.han_chars + 2 * p.latin_words >= 100 and not later_page(p.url) and not listing_path(p.url)
            group by p.template, tongue, p.text_hash
        ),
        kinds as materialized (
            select template, tongue, count(*) as pages, min(count(*), 100) as looked_at from texts group by template, tongue
            having count(*) >= :min_pages order by count(*) desc, template limit 100
        ),
        picked as materialized (
            select * from (
                select t.*, k.looked_at, row_number() over (partition by t.template, t.tongue order by t.url_id) as place
                from texts t join kinds k on k.template = t.template and k.tongue = t.tongue
            ) where place <= 100
        ),
        lines as materialized (
            select p.url_id, p.template, p.tongue, p.looked_at, j.value ->> '$[0]' as hash, j.value ->> '$[1]' as length
            from picked p join main.documents d on d.hash = p.document_hash, json_each(lines_of(d.main_text)) j
        ),
        notices as materialized (
            select template, tongue, hash, max(length) as length, min(url_id) as url_id from lines
            group by template, tongue, hash having count(*) * 2 >= max(looked_at)
        ),
        shares as materialized (
            select p.template, p.tongue, p.looked_at, 1.0 - min(1.0, total(n.length) * 1.0 / p.size) as share
            from picked p left join lines l on l.url_id = p.url_id
            left join notices n on n.template = l.template and n.tongue = l.tongue and n.hash = l.hash
            group by p.url_id
        ),
        ranked as (
            select *, row_number() over (partition by template, tongue order by share) as place from shares
        ),
        medians as (
            select template, tongue, avg(share) as share from ranked
            where place in ((looked_at + 1) / 2, looked_at / 2 + 1) group by template, tongue
        ),
        longest as (
            select template, tongue, hash, url_id, max(length) from notices group by template, tongue
        )
        select h.url_id, json_object('template', m.template, 'language', m.tongue, 'pages', k.pages, 'share', round(m.share, 3),
            'line', line_with(d.main_text, g.hash), 'example', u.url) as evidence
        from medians m join kinds k on k.template = m.template and k.tongue = m.tongue
        join longest g on g.template = m.template and g.tongue = m.tongue
        join main.urls u on u.url_id = g.url_id
        join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = g.url_id
        join main.documents d on d.hash = q.document_hash
        cross join temp.home_page h
        where m.share < :min_unique_share
    """,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(site(2, 4) | {f"/list/{n}/": PAGE.format(f"列表 {n}", "".join(f"<p>{line}</p>" for line in NOTICES)) for n in range(8)}),
    bad=Example(site(4, 1)),
    flags=frozenset({"/"}),
)  # fmt: skip
