"""Crawlers follow <a href>; what only a script leads to they may never find.

Judged are elements whose script goes to a fixed address of the site; menus that only open and close are none.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body>{1}<main><h1>{0}</h1></main></body></html>'

check = SiteCheck(
    id="js-only-link",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="要靠脚本才能点进去的链接", en="A link that works by script only"),
    message=Text(zh="“{text}”靠脚本跳到 {target}，{state}", en="“{text}” goes to {target} by script; {state}"),
    words={
        "unreached": Text(zh="站内没有普通链接通向它", en="no plain link of the site leads there"),
        "menu": Text(zh="菜单里这样的链接偏多", en="many links of the menu are made so"),
    },
    why=Text(
        zh="搜索引擎只可靠地跟随 <a href>。用 onclick 跳转的网页可能不被发现，也得不到权重；访客也无法在新标签页打开。",
        en="Engines reliably follow <a href> only. Pages behind onclick may not be found and get no weight; visitors cannot open them in a new tab.",
    ),
    fix=Text(
        zh="开发：改成 <a href=\"/sale\">，需要的脚本再接管点击；整块可点的卡片，在标题上放真正的链接。",
        en="Developer: write <a href=\"/sale\"> and let a script take over the click if needed; on clickable cards make the heading a real link.",
    ),
    avoid=Text(zh="不要写 href=\"javascript:\"。", en="No href=\"javascript:\"."),
    verify=Text(zh="关掉 JavaScript 再点一遍。", en="Switch JavaScript off and click."),
    before="<div onclick=\"location.href='/sale'\">特价</div>",
    after='<a href="/sale">特价</a>',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    needs=frozenset({"facts", "links", "complete-crawl"}),
    identity=("target",),
    options={"max_nav_share": Option(0.1, "share of the links in menus, 0-1")},
    sql="""
        with scripted as materialized (
            select f.url_id, f.url, resolved(f.url, j.value ->> '$[0]', f.facts ->> '$.resources.base') as target, j.value ->> '$[1]' as text, j.value ->> '$[2]' as in_menu,
                coalesce(json_extract(f.facts, '$.links.menu_links'), 0) as menu_links
            from temp.page_facts f, json_each(json_extract(f.facts, '$.links.scripted')) j
        ),
        own as (
            select s.*, sum(in_menu) over (partition by url_id) as menu_scripted,
                coalesce((select p.inlinks from temp.run_pages p where p.url = s.target), 0) as inlinks,
                s.target in (select url from temp.start_pages) as home
            from scripted s
            where target is not null and resolved(target, '/') = resolved(url, '/') and not private_path(target) and target <> url
        ),
        judged as (
            select *, case when inlinks = 0 and not home then 'unreached'
                when in_menu and menu_scripted > :max_nav_share * (menu_links + menu_scripted) then 'menu' end as state
            from own
        )
        select url_id, json_object('target', target, 'text', min(text), 'state', state, 'in_menu', max(in_menu)) as evidence,
            iif(state = 'unreached', 'error', 'warning') as severity
        from judged where state is not null group by url_id, target
    """,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", "<nav><a href='/sale'>特价</a></nav><div onclick=\"location.href='/sale'\">特价</div><a href='javascript:;'>菜单</a>"), "/sale": PAGE.format("特价", "<a href='/'>首页</a><b onclick=\"location.href='/cart'\">购物车</b>")}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", "<nav><a href='/a'>红茶</a></nav><div onclick=\"location.href='/sale'\">特价</div>"),
            "/a": PAGE.format("红茶", "<nav><a href=\"javascript:location.href='/b'\">绿茶</a><a href='/'>首页</a></nav>"),
            "/c": PAGE.format("白茶", "<a href='/b'>绿茶</a>"),
            "/b": PAGE.format("绿茶", ""),
            "/sale": PAGE.format("特价", ""),
        }
    ),
    flags=frozenset({"/", "/a"}),
)  # fmt: skip
