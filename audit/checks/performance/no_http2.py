"""HTTP/2 sends all files of a page over one connection instead of queueing them.

Judged by what the host of the start page agrees on in a TLS handshake, and by an Alt-Svc header that announces HTTP/3.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

HTML = {
    "html": '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>',
    "headers": {"Content-Type": "text/html"},
}

check = SiteCheck(
    id="no-http2",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    title=Text(zh="服务器没有启用 HTTP/2", en="The server does not speak HTTP/2"),
    message=Text(zh="{host} 协商到 {alpn}", en="{host} agrees on {alpn}"),
    words={"none": Text(zh="HTTP/1.1（没有 ALPN）", en="HTTP/1.1 (no ALPN)")},
    why=Text(
        zh="网页的几十个文件要排队下载，手机网络上尤其慢；HTTP/2 在一个连接里同时传。不是排名因素，速度是较弱的一个。",
        en="Dozens of files queue up, slowly on mobile networks; HTTP/2 sends them at once over one connection. No ranking factor itself; speed is a weak one.",
    ),
    fix=Text(
        zh="运维：Nginx 写 http2 on，或在 CDN 面板打开 HTTP/2；需要 HTTPS。",
        en="Operations: http2 on in Nginx, or the switch at the CDN; HTTPS is needed.",
    ),
    avoid=Text(zh="不要为此再合并所有文件。", en="No need to merge all files any more."),
    verify=Text(zh="curl -sI --http2 -o /dev/null -w '%{http_version}' 首页，应为 2。", en="curl -sI --http2 -o /dev/null -w '%{http_version}' of the home page: 2."),
    before="listen 443 ssl;",
    after="listen 443 ssl;\nhttp2 on;",
    matters=Matters.UX,
    source="https://developer.chrome.com/docs/lighthouse/best-practices/uses-http2",
    view="run_pages",
    applies="""
        select s.url_id from temp.start_pages s
        join main.probes b on b.run_id = s.run_id and b.kind = 'tls' and s.url like b.url || '%'
        where s.is_html and b.body ->> '$.version' <> ''
    """,
    needs=frozenset({"headers"}),
    sql="""
        select s.url_id, json_object('host', b.url, 'alpn', coalesce(nullif(b.body ->> '$.alpn', ''), 'none')) as evidence
        from (select url_id, url, run_id from temp.start_pages where is_html order by length(url), url limit 1) s
        join main.probes b on b.run_id = s.run_id and b.kind = 'tls' and s.url like b.url || '%'
        left join temp.page_headers h on h.url_id = s.url_id
        where b.body ->> '$.version' <> '' and b.body ->> '$.alpn' <> 'h2'
            and coalesce(h.headers ->> '$."alt-svc"', '') not like '%h3%'
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {"/": {**HTML, "headers": {"Alt-Svc": 'h3=":443"; ma=86400'}}}, tls={"version": "TLSv1.3", "alpn": "http/1.1"}
    ),
    bad=Example({"/": HTML}, tls={"version": "TLSv1.3", "alpn": "http/1.1"}),
    flags=frozenset({"/"}),
)  # fmt: skip
