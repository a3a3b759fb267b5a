"""A certificate that browsers do not trust puts a full-page warning between the visitor and the shop."""

from audit.registry import START_URL, Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
SOUND = {"fault": "", "version": "TLSv1.3", "alpn": "h2", "old": "", "days_left": 60.0, "lifetime_days": 90.0}

check = SiteCheck(
    id="tls-invalid",
    module=__name__,
    severity=Severity.ERROR,
    scope="site",
    book="4.3.8",
    title=Text(zh="网站证书无效，浏览器会拦住访客", en="The certificate is not valid; browsers stop visitors"),
    message=Text(zh="{host}：{fault}（到期 {until}，签发者 {issuer}）", en="{host}: {fault} (ends {until}, issued by {issuer})"),
    words={
        "expired": Text(zh="证书已过期", en="certificate has expired"),
        "not-yet-valid": Text(zh="证书尚未生效", en="certificate is not yet valid"),
        "self-signed": Text(zh="自签名证书", en="certificate signed by itself"),
        "untrusted": Text(zh="证书链不完整或签发者不受信任", en="incomplete chain or unknown issuer"),
        "name": Text(zh="证书不包含这个域名", en="certificate is for other names"),
        "revoked": Text(zh="证书已吊销", en="certificate was revoked"),
    },
    why=Text(
        zh="访客先看到整屏的安全警告，绝大多数会离开；搜索引擎也可能抓不到网页。带 www 与不带的域名都要能用。",
        en="Visitors meet a full-screen warning, and nearly all leave; engines may fail to crawl. The name must work with and without www.",
    ),
    fix=Text(
        zh="运维：重新签发证书，写上全部域名（带 www 与不带），安装时附上中间证书，并打开自动续期。",
        en="Operations: issue a new certificate for all names, with and without www, install it with the intermediate ones, and turn on automatic renewal.",
    ),
    avoid=Text(zh="不要退回 http 来绕过警告。", en="Do not go back to http to dodge the warning."),
    verify=Text(zh="用 ssllabs.com/ssltest 检查每个域名。", en="Check every name at ssllabs.com/ssltest."),
    before="CN=shop.example  2025-12-31",
    after="shop.example, www.shop.example  2027-03-31",
    matters=Matters.INDEXING,
    source="https://developer.mozilla.org/docs/Web/Security/Defenses/Transport_Layer_Security",
    view="run_pages",
    applies=f"""
        {START_URL} where exists (select 1 from main.probes b, temp.current_run r
            where b.run_id = r.run_id and b.kind = 'tls' and b.body ->> '$.version' <> '')
    """,
    identity=("host",),
    sql=f"""
        select h.url_id, json_object('host', b.url, 'fault', b.body ->> '$.fault',
            'until', coalesce(substr(b.body ->> '$.not_after', 1, 10), '?'), 'issuer', coalesce(b.body ->> '$.issuer', '?'))
            as evidence
        from main.probes b
        join ({START_URL}) h
        where b.run_id = (select run_id from temp.current_run) and b.kind = 'tls' and b.body ->> '$.fault' <> ''
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, tls=SOUND),
    bad=Example({"/": PAGE}, tls={**SOUND, "fault": "name", "not_after": "2027-01-01T00:00:00+00:00", "issuer": "CN=R3"}),
    flags=frozenset({"/"}),
)  # fmt: skip
