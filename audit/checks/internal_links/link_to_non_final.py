"""Links to addresses that redirect or name another canonical make everybody take a detour.

A listing that links to its own sorted or filtered forms, and links to logins and carts, are as they should be;
pages that name an address of another site are copies on purpose.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{2}</head><body><main><h1>{0}</h1>{1}</main></body></html>'
MANY = "".join(f'<a href="/p/{n}">茶 {n}</a>' for n in range(25))

check = SiteCheck(
    id="link-to-non-final",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE),
    scope="link",
    book="4.3.4",
    title=Text(zh="站内链接绕了一道弯", en="A link inside the site takes a detour"),
    message=Text(zh="“{anchor}”链接到 {target}，{state}，应直接指向 {final}", en="“{anchor}” links to {target}, which {state}; it should lead straight to {final}"),
    words={
        "redirects": Text(zh="它会跳转", en="redirects"),
        "canonicalised": Text(zh="它声明了别的规范网址", en="names another canonical address"),
    },
    why=Text(
        zh="每次跳转让访客多等一下，爬虫多跑一趟；指向非规范网址的链接让引擎拿不准该收录哪个。少量无妨，菜单和模板里的要改。",
        en="Each redirect costs visitors time and crawlers a request; links to other than canonical addresses blur which one to index. A few are harmless, those in menus and templates are worth changing.",
    ),
    fix=Text(
        zh="编辑：把链接改成最终网址；开发：菜单、模板和相关商品直接输出规范网址，去掉 http、旧路径和跟踪参数。",
        en="Editor: link to the final address. Developer: let menus, templates and related products print canonical addresses without http, old paths and tracking parameters.",
    ),
    avoid=Text(zh="不要拆掉跳转，外部链接还要靠它。", en="Do not remove the redirect: links from elsewhere need it."),
    verify=Text(zh="curl -I 目标网址，应直接返回 200。", en="curl -I the target: 200 at once."),
    before='<a href="/old-tea">红茶</a>  (301)',
    after='<a href="/tea">红茶</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    identity=("target",),
    options={"warning_share": Option(0.05, "share of the internal links, 0-1")},
    sql="""
        with ends as materialized (  -- where a chain ends; a loop, which ends nowhere, is another check's
            select url_id, target, max(hop) as hop from temp.run_redirects group by url_id
        ),
        bad as materialized (
            select p.url_id, p.url, 'redirects' as state, e.target as final from temp.run_pages p
            join ends e on e.url_id = p.url_id
            where p.status between 300 and 399 and not private_path(p.url)
                and not exists (select 1 from temp.run_redirects r where r.url_id = e.url_id and r.at = e.target)
            union all
            select h.url_id, h.url, 'canonicalised', h.canonical from temp.html_pages h
            join main.urls c on c.url = h.canonical
            join main.run_hosts r on r.run_id = (select run_id from temp.current_run) and r.host_id = c.host_id
            where h.canonical <> h.url and not private_path(h.url)
        ),
        found as (
            select l.source_id as url_id, min(l.ordinal) as first, count(*) as links, l.anchor, l.position, b.url as target, b.state, b.final
            from temp.internal_links l join bad b on b.url_id = l.target_id
            where l.source_id in (select url_id from temp.html_pages)
                and (b.state = 'redirects' or url_path(l.source) <> url_path(b.url))
            group by l.source_id, l.target_id
        ),
        share as materialized (
            select (select sum(links) from found) * 1.0 / max(1, (select count(*) from temp.internal_links)) as bad
        )
        select url_id, json_object('target', target, 'state', state, 'final', final, 'anchor', substr(anchor, 1, 120),
            'position', position, 'links', links) as evidence,
            iif((select bad from share) > :warning_share, 'warning', 'notice') as severity
        from found
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/list">茶叶</a>', ""), "/list": PAGE.format("茶叶", '<a href="/list?sort=new">新品</a><a href="/account">我的</a>', ""), "/list?sort=new": PAGE.format("茶叶", '<a href="/round">回</a>', '<link rel="canonical" href="https://example.com/list">'), "/round": {"status": 301, "location": "/again"}, "/again": {"status": 301, "location": "/round"}, "/account": {"status": 302, "location": "/login"}}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", '<a href="/old">红茶</a>' + MANY, ""),
            "/old": {"status": 301, "location": "/tea"},
            "/tea": PAGE.format("红茶", '<a href="/copy">绿茶</a>' + MANY, ""),
            "/copy": PAGE.format("绿茶", "", '<link rel="canonical" href="https://example.com/green">'),
        }
    ),
    flags=frozenset({"/", "/tea"}),
)  # fmt: skip
