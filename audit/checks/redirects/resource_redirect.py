"""Every file of a page that redirects is asked for twice, on every page view.

Files of other sites redirect for reasons of their own: their counting pixels go on to partners, and refuse or lose those
who bear no cookies. Of those only styles and scripts are told, gently, and files that are gone. Own pictures that lead
to an address signed for a while (a temporary redirect to another host, with parameters) cannot name it in the page.
A file that fails without any redirect is another fault.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text
from crawler.causes import UNANSWERED, listed

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><a href="/tea">红茶</a></main></body></html>'
SITE, CDN = "https://example.com", "https://cdn.example.net"

check = SiteCheck(
    id="resource-redirect",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book=None,
    title=Text(zh="网页引用的图片、样式或脚本要跳转", en="Pictures, styles or scripts of a page redirect"),
    message=Text(
        zh="{kind} {file} 返回 {status}，转到 {final}，{fault}；这样的文件有 {files} 个，最多的用在 {pages} 个网页",
        en="{kind} {file} answers {status} and leads to {final}: {fault}; {files} such files, the commonest on {pages} pages",
    ),
    words={
        "image": Text(zh="图片", en="picture"),
        "style": Text(zh="样式", en="style sheet"),
        "script": Text(zh="脚本", en="script"),
        "redirects": Text(zh="每次都多一次请求", en="one more request each time"),
        "signed": Text(zh="临时地址，每次都多一次请求", en="an address for a while, one more request each time"),
        "foreign": Text(zh="外站文件，可直接写最终网址", en="a file of another site whose final address may be written"),
        "loops": Text(zh="跳不出来", en="it never arrives"),
        "gone": Text(zh="最后是错误页", en="an error in the end"),
        "unanswered": Text(zh="最后没有回答", en="no answer in the end"),
    },
    why=Text(
        zh="样式和脚本跳转会推迟整页的显示，手机上更明显；跳到错误页的文件等于没有。对排名影响很小，主要是慢。",
        en="Redirected styles and scripts hold up the whole page, most of all on phones; those that end in errors are lost. The effect on rankings is slight; it is mostly time.",
    ),
    fix=Text(
        zh="开发：把模板、商品描述和样式表里的地址改成最终网址（补上 https、www、版本号）；跳到错误页的，补回文件或删去引用。",
        en="Developer: write the final address (https, www, version number) in templates, product texts and style sheets; put missing files back or remove what refers to them.",
    ),
    avoid=Text(zh="不要删掉跳转，旧页面和搜索结果还在用。", en="Keep the redirect: old pages and search results still use it."),
    verify=Text(zh="curl -I 文件网址，直接返回 200。", en="curl -I FILE answers 200 at once."),
    before='<img src="http://shop.example/img/pot.jpg">  (301)',
    after='<img src="https://shop.example/img/pot.jpg">  (200)',
    matters=Matters.UX,
    source="https://developer.chrome.com/docs/lighthouse/performance/redirects",
    needs=frozenset({"files-asked"}),
    identity=("kind", "fault"),
    sql=f"""
        with own as materialized (select host_id from main.run_hosts where run_id = (select run_id from temp.current_run)),
        moved as materialized (
            select r.example_id, r.kind, u.url as file, f.url as final, r.status, r.pages, r.final_status, r.error,
                u.host_id in own or registrable(u.url) = registrable(e.url) as own,
                r.status in (302, 303, 307) and f.host_id <> u.host_id and instr(f.url, '?') as signed
            from main.resources r
            join main.urls u on u.url_id = r.url_id
            join main.urls f on f.url_id = r.final_id
            join main.urls e on e.url_id = r.example_id
            where r.run_id = (select run_id from temp.current_run) and r.hops > 0 and r.method <> ''
                and r.kind in ('image', 'style', 'script')
        ),
        judged as materialized (
            select *, case
                when error in ('redirect-loop', 'redirect-limit') then iif(own, 'loops', null)
                when final_status in (404, 410) or (own and final_status in (500, 502, 504)) then 'gone'
                when final_status is null then iif(own and error in ({listed(UNANSWERED)}), 'unanswered', null)
                when final_status not between 200 and 299 then null  -- refused
                when own then iif(signed, 'signed', 'redirects')
                when kind <> 'image' then 'foreign' end as fault
            from moved
        )
        -- The file is the one of max(): SQLite takes bare columns from that row.
        select example_id as url_id, json_object('kind', kind, 'fault', fault, 'file', file, 'status', status,
            'final', final, 'files', count(*), 'pages', max(pages)) as evidence,
            case when fault in ('loops', 'gone', 'unanswered') then 'error' when fault = 'redirects' then 'warning'
                else 'notice' end as severity
        from judged
        where fault is not null and example_id in (select url_id from temp.html_pages)
        group by example_id, kind, fault
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {"/": PAGE.format("茶舍"), "/tea": PAGE.format("红茶")},
        files=(
            {"kind": "style", "url": f"{SITE}/a.css"},
            {"kind": "image", "url": f"{SITE}/lost.jpg", "status": 404},
            {"kind": "image", "url": "https://px.example.org/hit.gif", "status": 302, "final": f"{CDN}/1.gif", "final_status": 200},
            {"kind": "script", "url": f"{CDN}/ad.js", "status": 302, "final": f"{CDN}/b.js", "final_status": 403},
            {"kind": "script", "url": f"{CDN}/id.js", "status": 302, "final": f"{CDN}/id.js", "error": "redirect-loop"},
            {"kind": "image", "url": f"{SITE}/shy.jpg", "method": "", "status": None, "error": "robots"},
        ),
    ),
    bad=Example(
        {"/": PAGE.format("茶舍"), "/tea": PAGE.format("红茶"), "/pot": PAGE.format("壶")},
        files=(
            {"kind": "style", "url": "http://example.com/a.css", "status": 301, "final": f"{SITE}/a.css", "final_status": 200, "pages": 3},
            {"kind": "style", "url": "http://example.com/b.css", "status": 301, "final": f"{SITE}/b.css", "final_status": 200},
            {"kind": "script", "url": "https://cdn.example.org/v", "status": 302, "final": "https://cdn.example.org/v3.js", "final_status": 200},
            {"kind": "image", "url": f"{SITE}/pot.jpg", "status": 301, "final": f"{SITE}/404", "final_status": 404, "example": "/tea"},
            {"kind": "image", "url": f"{SITE}/cup.jpg", "status": 302, "final": f"{CDN}/cup.jpg?sign=1", "final_status": 200, "example": "/pot"},
        ),
    ),
    flags=frozenset({"/", "/tea", "/pot"}),
)  # fmt: skip
