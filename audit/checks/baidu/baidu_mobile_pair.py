"""A desktop page and its mobile page must name each other, or engines take them for two.

Only pairs of which both pages were crawled are judged: list the mobile host among the hosts of the site.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

ALTERNATE = '<link rel="alternate" media="only screen and (max-width: 640px)" href="{0}">'
PC = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1><a href="/m/">手机版</a></body></html>'

# What pages say of their mobile counterparts, as pairs of a desktop page and a crawled mobile page.
SAID = """
    said as materialized (
        select f.url_id, f.url, resolved(f.url, a.value ->> '$[1]', f.facts ->> '$.resources.base') as target
        from temp.page_facts f, json_each(f.facts, '$.baidu.mobile_pages') a
        where a.value ->> '$[0]' like '%max-width%' or a.value ->> '$[0]' like '%handheld%'
    ),
    pairs as materialized (
        select s.url_id, s.url, m.url_id as mobile_id, m.url as mobile, m.canonical
        from said s join main.urls u on u.url = s.target join temp.html_pages m on m.url_id = u.url_id
    ),
    mobiles as materialized (
        select m.url_id, m.url, p.url_id as pc_id, p.url as pc
        from temp.html_pages m join main.urls u on u.url = m.canonical join temp.html_pages p on p.url_id = u.url_id
        where mobile_url(m.url) and not mobile_url(p.url)
    )
"""

check = SiteCheck(
    id="baidu-mobile-pair",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.4",
    title=Text(zh="电脑页与手机页没有互相指认", en="A desktop page and its mobile page do not name each other"),
    message=Text(zh="{problem} {other}", en="{problem} {other}"),
    words={
        "no-canonical": Text(zh="手机页没有用 canonical 指回电脑页", en="the mobile page has no canonical back to"),
        "no-alternate": Text(zh="电脑页没有用 alternate 指向手机页", en="the desktop page has no alternate for"),
    },
    why=Text(
        zh="独立移动站要一一对应：电脑页用 alternate 指向手机页，手机页用 canonical 指回来。只有一边时，百度和 Google 可能当成两个重复网页，手机搜索会给出电脑版。",
        en="With separate mobile addresses each desktop page names its mobile page by alternate and gets a canonical back. One-sided, engines may see two copies and send phones to the desktop page.",
    ),
    fix=Text(
        zh="开发：在两套模板里按同一规则生成对方网址，一页对一页。",
        en="Developer: let both templates build the other's address by one rule, page to page.",
    ),
    avoid=Text(zh="不要都指向移动站首页，也不要把两个标签写反。", en="Do not point all pages at the mobile home, nor swap the two tags."),
    verify=Text(zh="分别查看两个网页的源码，网址要逐字相同。", en="Compare the source of both pages: the addresses must be equal letter by letter."),
    before="<!-- 手机页没有 canonical -->",
    after='<link rel="canonical" href="https://www.shop.example/p/1">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/mobile/mobile-sites-mobile-first-indexing",
    view="html_pages",
    applies=f"with {SAID} select url_id from pairs union select mobile_id from pairs union select pc_id from mobiles",
    needs=frozenset({"facts"}),
    sql=f"""
        with {SAID}
        select mobile_id as url_id, json_object('problem', 'no-canonical', 'other', min(url), 'pages', count(*)) as evidence
        from pairs where mobile_id not in (select p.mobile_id from pairs p where p.canonical = p.url) group by mobile_id
        union all
        select pc_id, json_object('problem', 'no-alternate', 'other', min(url), 'pages', count(*))
        from mobiles where pc_id not in (select url_id from pairs) group by pc_id
    """,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PC.format("茶舍", ALTERNATE.format("/m/")),
            "/m/": PC.format("茶舍", '<link rel="canonical" href="/">'),
        }
    ),
    bad=Example(
        {
            "/": PC.format("茶舍", ALTERNATE.format("https://example.com/m/")),
            "/m/": PC.format("茶舍手机版", ""),
            "/tea": PC.format("红茶", ""),
            "/m/tea": PC.format("红茶", '<link rel="canonical" href="https://example.com/tea">'),
        }
    ),
    flags=frozenset({"/m/", "/tea"}),
)  # fmt: skip
