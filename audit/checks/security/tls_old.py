"""Old TLS can be broken on the way, and browsers refuse it.

Whether RC4, 3DES and export ciphers are still offered is not asked: today's OpenSSL cannot speak them.
"""

from audit.registry import START_URL, Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
SOUND = {"fault": "", "version": "TLSv1.3", "old": "", "key": "RSA", "bits": 2048, "hash": "sha256", "own": False}

check = SiteCheck(
    id="tls-old",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    scope="site",
    book=None,
    title=Text(zh="网站仍在用过时的加密方式", en="The site still uses outdated encryption"),
    message=Text(zh="{host}：{problem} {value}", en="{host}: {problem} {value}"),
    words={
        "only": Text(zh="只支持", en="speaks nothing newer than"),
        "offered": Text(zh="仍接受", en="still accepts"),
        "key": Text(zh="RSA 密钥位数只有", en="RSA key of so few bits:"),
        "signature": Text(zh="证书签名算法是", en="certificate signed with"),
    },
    why=Text(
        zh="只支持旧版本时，当前的浏览器根本打不开网站；仍接受旧版本则容易被降级攻击，支付审核也通不过。与排名无关。",
        en="If nothing newer is spoken, today's browsers cannot open the site; if old versions are still accepted, connections can be downgraded, and payment audits fail. Nothing to do with ranking.",
    ),
    fix=Text(
        zh="运维：服务器或 CDN 只保留 TLS 1.2 和 1.3，证书换成 2048 位以上 RSA 或 ECDSA，签名用 SHA-256。",
        en="Operations: keep TLS 1.2 and 1.3 only at the server or CDN; a certificate with RSA of 2048 bits or ECDSA, signed with SHA-256.",
    ),
    avoid=Text(zh="不要关掉 TLS 1.2，仍有客户端需要。", en="Keep TLS 1.2: some clients need it."),
    verify=Text(zh="用 ssllabs.com/ssltest 检查。", en="Check it at ssllabs.com/ssltest."),
    before="ssl_protocols TLSv1 TLSv1.1 TLSv1.2;",
    after="ssl_protocols TLSv1.2 TLSv1.3;",
    matters=Matters.UX,
    source="https://www.rfc-editor.org/rfc/rfc8996",
    view="run_pages",
    applies=f"""
        {START_URL} where exists (select 1 from main.probes b, temp.current_run r
            where b.run_id = r.run_id and b.kind = 'tls')
    """,
    options={"min_rsa_bits": Option(2048, "bits")},
    identity=("host", "problem"),
    sql=f"""
        with hosts as (
            select url as host, body ->> '$.version' as version, body ->> '$.old' as old, body ->> '$.key' as key,
                body ->> '$.bits' as bits, body ->> '$.hash' as hash, coalesce(body ->> '$.own', 0) as own
            from main.probes where run_id = (select run_id from temp.current_run) and kind = 'tls'
        ),
        found as (
            select host, iif(version in ('', 'TLSv1', 'TLSv1.1'), 'only', 'offered') as problem, old as value from hosts
            where old <> ''
            union all
            select host, 'key', bits from hosts where key = 'RSA' and bits between 1 and :min_rsa_bits - 1
            union all
            select host, 'signature', hash from hosts where hash in ('sha1', 'md5') and not own
        )
        select h.url_id, json_object('host', f.host, 'problem', f.problem, 'value', f.value) as evidence,
            iif(f.problem = 'only', 'error', 'warning') as severity
        from found f
        join ({START_URL}) h
    """,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE}, tls=SOUND),
    bad=Example({"/": PAGE}, tls={**SOUND, "old": "TLSv1.1", "bits": 1024, "hash": "sha1"}),
    flags=frozenset({"/"}),
)  # fmt: skip
