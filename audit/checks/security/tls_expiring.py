"""A certificate that runs out overnight closes the shop until somebody notices.

Short-lived certificates are renewed late by design: they are judged by the last third (warning) and the last tenth
(error) of their time, where that is less than the given days.
"""

from audit.registry import START_URL, Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
FACTS = {"fault": "", "version": "TLSv1.3", "lifetime_days": 90.0, "not_after": "2027-01-01T00:00:00+00:00"}

check = SiteCheck(
    id="tls-expiring",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.ERROR),
    scope="site",
    book="4.3.8",
    title=Text(zh="网站证书快到期了", en="The certificate is about to run out"),
    message=Text(zh="{host} 的证书还剩 {days:g} 天（{until} 到期）", en="the certificate of {host} has {days:g} days left (until {until})"),
    why=Text(
        zh="一过期，浏览器就整屏警告，订单当天归零。自动续期的证书剩得这样少，多半是续期失败了。",
        en="Once it runs out browsers show a full-screen warning, and orders stop that day. When renewal is automatic, so little left means that it failed.",
    ),
    fix=Text(
        zh="运维：现在就续期；检查自动续期的任务和它的日志，并设到期前的短信或邮件提醒。",
        en="Operations: renew it now; look at the renewal job and its log, and set up a reminder.",
    ),
    avoid=Text(zh="不要等到最后一天，续期可能要验证域名。", en="Do not wait for the last day: renewal may ask for proof of the name."),
    verify=Text(zh="浏览器地址栏的锁形图标里看有效期。", en="See the dates behind the lock in the address bar."),
    before="notAfter: 2026-12-01",
    after="notAfter: 2027-03-01",
    matters=Matters.INDEXING,
    source="https://letsencrypt.org/docs/integration-guide/",
    view="run_pages",
    applies=f"""
        {START_URL} where exists (select 1 from main.probes b, temp.current_run r
            where b.run_id = r.run_id and b.kind = 'tls' and b.body ->> '$.days_left' > 0)
    """,
    options={
        "warning_days": Option(30, "days left", "https://letsencrypt.org/docs/integration-guide/"),
        "error_days": Option(7, "days left"),
    },
    identity=("host",),
    sql=f"""
        with certificates as (
            select b.url as host, b.body ->> '$.days_left' as days, substr(b.body ->> '$.not_after', 1, 10) as until,
                min(:warning_days, b.body ->> '$.lifetime_days' / 3.0) as soon,
                min(:error_days, b.body ->> '$.lifetime_days' / 10.0) as now
            from main.probes b
            where b.run_id = (select run_id from temp.current_run) and b.kind = 'tls' and b.body ->> '$.days_left' > 0
        )
        select h.url_id, json_object('host', c.host, 'days', c.days, 'until', c.until) as evidence,
            iif(c.days < c.now, 'error', 'warning') as severity
        from certificates c
        join ({START_URL}) h
        where c.days < c.soon
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, tls={**FACTS, "lifetime_days": 6.6, "days_left": 3.5}),
    bad=Example({"/": PAGE}, tls={**FACTS, "days_left": 20.5}),
    flags=frozenset({"/"}),
)  # fmt: skip
