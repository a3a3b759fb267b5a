"""An address that repeats itself is mostly a relative link gone wrong, and can go on for ever.

Those that repeat a segment three times are not fetched, and judged as they were linked.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="url-repeated-segments",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="网址里同一段路径反复出现", en="An address repeats a part of its path"),
    message=Text(zh="路径 {path} {fault}：{segment}（{times} 次）", en="path {path} {fault}: {segment} ({times} times)"),
    words={
        "host": Text(zh="里含有域名", en="contains the host name"),
        "repeated": Text(zh="里同一段重复", en="repeats a segment"),
        "neighbours": Text(zh="里相邻两段相同", en="has two equal neighbours"),
    },
    why=Text(
        zh="多半是少写了开头的 / 或 https://，相对链接每点一层就多一段，爬虫会掉进无底洞，抓取额度被无效网址占满。",
        en="Mostly a leading / or https:// is missing: each click on the relative link adds a segment, and crawlers fall into an endless pit of useless addresses.",
    ),
    fix=Text(
        zh="开发：在链接来源页把链接改成以 / 或 https:// 开头；让服务器对不存在的深层路径返回 404，不要忽略多余的路径。",
        en="Developer: begin the links on the source page with / or https://, and let the server answer 404 to paths that do not exist instead of ignoring the surplus.",
    ),
    avoid=Text(zh="不要只用 robots.txt 挡，链接仍是坏的。", en="Do not just block it in robots.txt: the links stay broken."),
    verify=Text(zh="curl -I 网址，应返回 404 或 301。", en="curl -I URL answers 404 or 301."),
    before='<a href="tea/list.html">  (在 /tea/ 页)  ->  /tea/tea/list.html',
    after='<a href="/tea/list.html">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    options={"min_repeats": Option(3, "occurrences of one segment")},
    applies="""
        select url_id from temp.html_pages union all
        select url_id from main.frontier where run_id = (select run_id from temp.current_run) and reason = 'trap:repeating'
    """,
    sql="""
        with known as (
            select url_id, url from temp.html_pages
            union all
            select f.url_id, u.url from main.frontier f join main.urls u on u.url_id = f.url_id
            where f.run_id = (select run_id from temp.current_run) and f.reason = 'trap:repeating'
        ),
        judged as materialized (
            select url_id, path_fault(url, :min_repeats) as evidence from known
        )
        select url_id, evidence, iif(evidence ->> '$.fault' = 'neighbours', 'warning', 'error') as severity
        from judged where evidence is not null
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", ""), "/tea/green/tea/": PAGE.format("绿茶", ""), "/2025/11/11/sale": PAGE.format("大促", "")}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", ""),
            "/tea/tea/list": PAGE.format("绿茶", ""),
            "/a/b/a/c/a/": PAGE.format("红茶", ""),
            "/tea/www.example.com/cup": PAGE.format("茶杯", ""),
        }
    ),
    flags=frozenset({"/tea/tea/list", "/a/b/a/c/a/", "/tea/www.example.com/cup"}),
)  # fmt: skip
