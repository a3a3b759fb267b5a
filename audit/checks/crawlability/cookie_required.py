"""Crawlers keep no cookies: what is shown only to those who bring some is not there for them.

The crawl keeps none either. Redirects that go in circles while cookies are set, and pages that ask for cookies, are visited
again with a jar; told is only what then shows another page. That every visitor gets a cookie is no fault, nor is an article
about cookies, nor that carts and accounts need them.
"""

from audit.example_probes import HOME, after, visit
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><a href="/tea">红茶</a></main></body></html>'
SET = {"Set-Cookie": "seen=1; Path=/"}

check = SiteCheck(
    id="cookie-required",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="不带 Cookie 就看不到内容", en="Nothing is shown to those who bring no cookies"),
    message=Text(
        zh="不带 Cookie：{kind}（{without}）；带上 {cookies} 就打开 {final}，共 {pages} 个网页可能如此",
        en="without cookies {kind} ({without}); with {cookies} it opens {final}; {pages} pages may be like this",
    ),
    words={
        "loop": Text(zh="不停跳转", en="it redirects in circles"),
        "redirect": Text(zh="跳到提示页", en="it leads to a page about cookies"),
        "page": Text(zh="只有提示", en="it only asks for cookies"),
    },
    why=Text(
        zh="搜索引擎的爬虫不带 Cookie，每次都像第一次来：它们只看到跳转或提示，这些网页进不了索引。禁用 Cookie 的访客也打不开。",
        en="Crawlers of search engines bring no cookies; each request is like a first visit. They see a circle or a notice, and these pages are not indexed. Visitors who block cookies are kept out, too.",
    ),
    fix=Text(
        zh="开发：没有 Cookie 时照常返回网页，地区、语言、年龄之类用默认值；检测 Cookie 只放在购物车和登录。运维：检查防火墙和 CDN 的“Cookie 验证”规则。",
        en="Developer: show the page without cookies, with defaults for region, language and age; test for cookies in cart and login only. Operations: look at the cookie challenge of firewall and CDN.",
    ),
    avoid=Text(zh="不要只给 Googlebot 放行，那是伪装。", en="Do not let in Googlebot alone: that is cloaking."),
    verify=Text(zh="curl -sIL 网址，不带 Cookie 也是 200。", en="curl -sIL URL ends in 200 without cookies."),
    before="GET /tea  302  Set-Cookie: seen=1  Location: /tea",
    after="GET /tea  200  Set-Cookie: seen=1",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    view="run_pages",
    applies="""
        select url_id from temp.run_pages where exists (select 1 from main.probes a
            where a.run_id = (select run_id from temp.current_run) and a.kind = 'after')
    """,
    needs=frozenset({"after"}),
    options={"min_jaccard": Option(0.5, "share of tokens")},
    sql="""
        with visits as (
            select u.url_id, u.url, b.body, coalesce((select a.body ->> '$.cookie_pages' from main.probes a
                where a.run_id = b.run_id and a.kind = 'after'), 1) as pages
            from main.probes b join main.urls u on u.url = b.url
            where b.run_id = (select run_id from temp.current_run) and b.kind = 'cookie' and b.error = ''
        )
        select v.url_id, json_object('kind', v.body ->> '$.kind', 'without', v.body ->> '$.without',
            'cookies', v.body -> '$.cookies', 'final', v.body ->> '$.final', 'status', v.body ->> '$.final_status',
            'jaccard', v.body ->> '$.jaccard', 'pages', v.pages) as evidence
        from visits v
        where v.body ->> '$.final_status' between 200 and 299 and v.body ->> '$.jaccard' < :min_jaccard
            and json_array_length(v.body, '$.cookies') > 0
            and not private_path(v.url) and not private_path(v.body ->> '$.final')
    """,
    confidence=0.85,  # a firewall may know the crawlers of engines by other marks
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍"),
            "/tea": {"html": PAGE.format("红茶"), "headers": SET},
            "/help": PAGE.format("怎样启用 Cookie"),
            "/member": {"status": 302, "location": "/member", "headers": SET},
        },
        probes=(visit(f"{HOME}help", "page", 1.0), visit(f"{HOME}member", "loop", 0.0), after(2)),
    ),
    bad=Example(
        {"/": PAGE.format("茶舍"), "/tea": {"status": 302, "location": "/tea", "headers": SET}},
        probes=(visit(f"{HOME}tea", "loop", 0.0), after(1)),
    ),
    flags=frozenset({"/tea"}),
)  # fmt: skip
