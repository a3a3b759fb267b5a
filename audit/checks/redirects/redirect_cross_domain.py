"""An own address that leads to a stranger's domain is a forgotten move, or the work of an intruder."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1></main></body></html>'

check = SiteCheck(
    id="redirect-cross-domain",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="自己的网址跳到了别人的域名", en="An address of the site leads to a foreign domain"),
    message=Text(zh="{status} 跳转到 {target}", en="{status} to {target}"),
    why=Text(
        zh="访客和链接都被送走。可能是旧域名、已停用的服务，也可能是网站被入侵后埋下的跳转。通往支付、地图等外部服务的，确认无误即可。",
        en="Visitors and links are sent away. It may be an old domain, a closed service, or a redirect planted by an intruder. Those to payment, maps and the like are fine once you know them.",
    ),
    fix=Text(
        zh="编辑：确认目标是否自己的。是：把域名写进配置 hosts；不是：开发在服务器、CDN、店铺后台和 .htaccess 里查这条规则，删除并检查是否被入侵。",
        en="Editor: is the target yours? Then list its host in the configuration. If not, the developer finds the rule on server, CDN, shop admin or .htaccess, removes it and looks for an intrusion.",
    ),
    avoid=Text(zh="不要放着不管，过期域名会被别人买走。", en="Do not leave it: expired domains are bought by others."),
    verify=Text(zh="curl -sIL 网址，终点在自己的域名。", en="curl -sIL URL ends on your own domain."),
    before="/partner  ->  302  https://old-agency.example/",
    after="/partner  ->  410",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/essentials/spam-policies",
    view="judged_urls",
    applies="select url_id from temp.judged_urls where redirect_to is not null",
    # Counters of outgoing clicks (/go/..., ?url=http...) are meant to leave.
    sql="""
        select d.url_id, json_object('status', d.status, 'target', d.target, 'at', d.at) as evidence
        from temp.run_redirects d
        join main.urls t on t.url = d.target
        where t.host_id not in (select host_id from main.run_hosts where run_id = (select run_id from temp.current_run))
            and registrable(d.target) <> registrable(d.url) and not exit_path(d.url)
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍"),
            "/m": {"status": 302, "location": "https://m.example.com/"},
            "/go/map": {"status": 302, "location": "https://maps.example.org/"},
            "/out?url=https%3A%2F%2Fexample.org": {"status": 302, "location": "https://example.org/"},
        }
    ),
    bad=Example({"/": PAGE.format("茶舍"), "/partner": {"status": 301, "location": "https://example.org/"}}),
    flags=frozenset({"/partner"}),
)  # fmt: skip
