"""An internal link to an address that redirects costs every visitor a detour, and is easy to mend."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = (
    '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><a href="{1}">红茶</a></main></body></html>'
)

check = SiteCheck(
    id="redirect-internal",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="站内网址会跳转到别处", en="An address of the site redirects"),
    message=Text(zh="返回 {status}，跳转到 {target}；{inlinks} 个网页链接它", en="answers {status} and leads to {target}; {inlinks} pages link to it"),
    why=Text(
        zh="跳转本身没有错，改版后正需要它。只是站内链接还指着旧网址，访客每次多等一回，爬虫多请求一次。",
        en="A redirect is no fault; after a relaunch it is what you need. But links of your own that still name the old address make visitors wait and crawlers ask twice.",
    ),
    fix=Text(
        zh="编辑：把菜单、正文和站点地图里的链接改成目标网址；开发：模板里的网址统一从后台生成。没有站内链接的旧网址保持跳转即可。",
        en="Editor: point menus, texts and sitemap to the target. Developer: let templates print addresses from the database. Old addresses without links of yours just keep redirecting.",
    ),
    avoid=Text(zh="不要删掉跳转，站外的旧链接还在用。", en="Do not remove the redirect: links elsewhere still use it."),
    verify=Text(zh="重新抓取后，xunlu audit --select redirect-internal。", en="After a new crawl: xunlu audit --select redirect-internal."),
    before='<a href="/tea">红茶</a>  (301 -> /tea/)',
    after='<a href="/tea/">红茶</a>',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/301-redirects",
    view="judged_urls",
    sql="""
        select url_id, json_object('status', status, 'target', redirect_to, 'inlinks', coalesce(inlinks, 0)) as evidence
        from temp.run_pages where status in (301, 302, 303, 307, 308) and redirect_to is not null
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", "/tea/"), "/tea/": PAGE.format("红茶", "/")}),
    bad=Example({"/": PAGE.format("茶舍", "/tea"), "/tea/": PAGE.format("红茶", "/"), "/tea": {"status": 308, "location": "/tea/"}}),
    flags=frozenset({"/tea"}),
)  # fmt: skip
