"""A link from https to http sends visitors through a redirect, or onto an insecure page."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="link-scheme-mismatch",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.INFO),
    scope="link",
    book=None,
    title=Text(zh="站内链接在 https 和 http 之间切换", en="A link inside the site changes between https and http"),
    message=Text(zh="“{anchor}”链接到 {target}，这样的链接本页有 {links} 个", en="“{anchor}” links to {target}; {links} such links on this page"),
    why=Text(
        zh="从 https 点到 http，要么多一次跳转，要么浏览器提示“不安全”，访客可能离开。引擎也要多抓一遍同样的网页。",
        en="From https to http costs a redirect, or the browser says “not secure” and visitors leave. Engines crawl the same page twice.",
    ),
    fix=Text(
        zh="开发：模板和菜单用相对地址或 https；在数据库里把旧文章的 http://本站域名 替换成 https://。",
        en="Developer: use relative or https addresses in templates and menus; replace http://your-domain by https:// in old articles in the database.",
    ),
    avoid=Text(zh="不要只靠跳转遮盖。", en="Do not let the redirect cover it up."),
    verify=Text(zh="curl -s 网址 | grep \"http://\"。", en="curl -s URL | grep \"http://\"."),
    before='<a href="http://shop.example/tea">红茶</a>',
    after='<a href="https://shop.example/tea">红茶</a>',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    # Targets of one page are one finding: mostly a whole menu is written so.
    sql="""
        with own as (
            select url from main.urls where host_id in (
                select host_id from main.run_hosts where run_id = (select run_id from temp.current_run))
        )
        select l.source_id as url_id, json_object('target', min(l.target), 'anchor', substr(l.anchor, 1, 120), 'links', count(*)) as evidence,
            iif(l.source like 'https:%', 'warning', 'info') as severity
        from temp.internal_links l
        where exists (select 1 from own where url like 'https:%') and exists (select 1 from own where url like 'http:%')  -- most sites: one scheme
            and substr(l.source, 1, 5) <> substr(l.target, 1, 5) and l.source_id in (select url_id from temp.html_pages)
            and exists (select 1 from main.urls a join main.urls b on b.host_id = a.host_id where a.url_id = l.source_id and b.url_id = l.target_id)
        group by l.source_id
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/a">红茶</a><a href="http://other.example/">外站</a>')}),
    bad=Example({"/": PAGE.format("茶舍", '<a href="http://example.com/a">红茶</a>')}),
    flags=frozenset({"/"}),
)  # fmt: skip
