"""Two canonical links that disagree cancel each other out: engines then ignore both."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
LINK = '<link rel="canonical" href="https://example.com{}">'

check = SiteCheck(
    id="canonical-multiple",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="网页写了好几个规范网址", en="A page names several canonical addresses"),
    message=Text(zh="有 {links} 个 canonical，指向 {targets} 个网址：{urls}", en="{links} canonical links to {targets} addresses: {urls}"),
    why=Text(
        zh="几个 canonical 指向不同网址时，搜索引擎会全部忽略，自己决定收录哪一个；重复写同一个网址只是多余，但往往说明主题和插件各输出了一次。",
        en="When canonical links differ, engines ignore all of them and choose for themselves. The same address twice is merely surplus, but shows that theme and plug-in both print one.",
    ),
    fix=Text(
        zh="开发：查看网页源码和响应头 Link，只留一处输出。常见原因是主题自带 canonical，又装了 SEO 插件；关掉其中一个。",
        en="Developer: look at the source and the Link header, and keep one place that prints it. Usually the theme has a canonical and an SEO plugin adds another: switch one off.",
    ),
    avoid=Text(zh="不要用脚本在浏览器里改 canonical。", en="Do not repair it with a script in the browser."),
    verify=Text(zh="curl -si 网址 | grep -ic canonical，应为 1。", en="curl -si URL | grep -ic canonical prints 1."),
    before='<link rel="canonical" href="/tea/"> … <link rel="canonical" href="/">',
    after='<link rel="canonical" href="https://shop.example/tea/">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.html_pages where canonical is not null",
    sql="""
        with several as materialized (
            select p.url_id from main.pages p
            where p.run_id = (select run_id from temp.current_run) and p.canonicals > 1
                and p.url_id in (select url_id from temp.html_pages)
        ),
        counted as (
            select s.url_id, count(*) as links, count(distinct l.target_id) as targets, json_group_array(distinct l.target) as urls
            from several s cross join temp.page_links l on l.source_id = s.url_id and l.kind = 'canonical'
            group by s.url_id
        )
        select url_id, json_object('links', links, 'targets', targets, 'urls', json(urls)) as evidence,
            iif(targets > 1, 'error', 'warning') as severity
        from counted where links > 1
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("/")), "/a": PAGE.format("红茶", LINK.format("/a"))}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("/")),
            "/a": PAGE.format("红茶", LINK.format("/a") + LINK.format("/b")),
            "/b": PAGE.format("绿茶", LINK.format("/b") * 2),
            "/c": {"html": PAGE.format("白茶", LINK.format("/c")), "headers": {"Link": '<https://example.com/>; rel="canonical"'}},
        }
    ),
    flags=frozenset({"/a", "/b", "/c"}),
)  # fmt: skip
