"""Who sells links, or looks as if, loses the trust that makes a link worth anything.

Offers are looked for in the anchors, title and description of the home page. Footer links count when they stand on half
or more of the pages (friend links of the home page alone do not), share no character or word with the home page's title
and lead to ten domains.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍：龙井与紫砂壶</title></head><body><main><h1>茶</h1></main><footer>{0}</footer></body></html>'
SOLD = "".join(f'<a href="https://s{n}.example{n}.com/">贷款公司{n}</a>' for n in range(10))
FRIENDS = "".join(f'<a href="https://t{n}.example{n}.com/">普洱茶网{n}</a>' for n in range(12))

check = SiteCheck(
    id="link-selling",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    book="4.3.8",
    title=Text(zh="网站看起来在买卖链接", en="The site looks as if it trades in links"),
    message=Text(zh="{problem}{offer}{domains}：{examples}", en="{problem}{offer}{domains}: {examples}"),
    words={
        "offer": Text(zh="首页写着 ", en="the home page says "),
        "footer": Text(zh="全站页脚有不相关的外链，域名数 ", en="site-wide footer links to unrelated domains, "),
    },
    why=Text(
        zh="百度绿萝算法和 Google 都处罚买卖链接，买的和卖的都受影响。自己不知情时，可能是前任代运营或模板作者加的。",
        en="Baidu and Google punish both sides of the trade. If you know nothing of it, a former agency or the author of the theme may have added the links.",
    ),
    fix=Text(
        zh="编辑：删掉卖链接的文字；全站页脚里不相关的链接撤下，确有商业合作的加 rel=\"sponsored\"。",
        en="Editor: remove the offer; take unrelated links out of the footer, or mark real partnerships rel=\"sponsored\".",
    ),
    avoid=Text(zh="不要改成图片继续卖。", en="Do not go on selling with pictures."),
    verify=Text(zh="重新抓取后，xunlu audit --select link-selling。", en="After a new crawl: xunlu audit --select link-selling."),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
    view="html_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"links"}),
    confidence=0.5,
    options={"min_links": Option(10, "domains")},
    sql="""
        with home as materialized (
            select url_id, title, description from temp.start_pages where is_html and status between 200 and 299
            order by length(url), url limit 1
        ),
        outgoing as materialized (
            select l.anchor, l.rel, l.position, l.internal, l.repeated, l.target
            from temp.page_links l where l.source_id = (select url_id from home) and l.kind = 'a'
        ),
        offers as (
            select link_trade(anchor) as offer from outgoing where link_trade(anchor) <> ''
            union all select link_trade(title || ' ' || coalesce(description, '')) from home
        ),
        strange as (
            select owner(o.target) as domain, min(o.anchor) as anchor from outgoing o, home h
            where o.position = 'footer' and not o.internal and o.repeated and o.rel not like '%nofollow%'
                and o.rel not like '%sponsored%' and o.anchor <> '' and not alike(o.anchor, h.title)
                and not known_platform(o.target)
            group by domain
        )
        select h.url_id, json_object('problem', 'offer', 'offer', (select max(offer) from offers), 'domains', '',
            'examples', h.title) as evidence
        from home h where exists (select 1 from offers where offer <> '')
        union all
        select h.url_id, json_object('problem', 'footer', 'offer', '', 'domains', count(*),
            'examples', json_group_array(s.anchor))
        from home h, strange s group by h.url_id having count(*) >= :min_links
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({path: PAGE.format(FRIENDS) for path in ("/", "/a", "/b", "/c")}),
    bad=Example({path: PAGE.format(SOLD) for path in ("/", "/a", "/b", "/c")}),
    flags=frozenset({"/"}),
)  # fmt: skip
