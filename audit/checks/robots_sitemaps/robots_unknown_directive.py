"""A line that no crawler understands is passed over: what it was to close stays open."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
KNOWN = (
    "user-agent", "disallow", "allow", "sitemap", "crawl-delay", "clean-param", "host", "request-rate", "visit-time", "noindex",
    "content-signal",
)  # fmt: skip

check = SiteCheck(
    id="robots-unknown-directive",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    book=None,
    title=Text(zh="robots.txt 里有爬虫看不懂的行", en="robots.txt has a line that crawlers do not understand"),
    message=Text(zh="第 {line} 行看不懂：{text}", en="line {line} is not understood: {text}"),
    why=Text(
        zh="看不懂的行会被跳过。拼错的 Disallow 等于没写，本想封闭的目录照样被抓。Google 认得几种常见拼写错误，别的引擎未必。",
        en="Such lines are skipped: a misspelt Disallow closes nothing. Google reads some common misspellings, others may not.",
    ),
    fix=Text(
        zh="开发：打开 robots.txt，改正证据里的那一行；说明文字前加 #；每行写成“字段名 + 冒号 + 值”。",
        en="Developer: open robots.txt and correct the line; put # before remarks; write each line as “field: value”.",
    ),
    avoid=Text(zh="不要发明字段，爬虫不会照办。", en="Do not invent fields: crawlers ignore them."),
    verify=Text(zh="重新抓取后本项消失；Search Console 有 robots.txt 报告。", en="Crawl again and this is gone; Search Console has a robots.txt report."),
    before="Disalow: /cart/",
    after="Disallow: /cart/",
    matters=Matters.INDEXING,
    source="https://www.rfc-editor.org/rfc/rfc9309.html",
    view="run_pages",
    applies="select url_id from temp.home_robots where status = 200",
    needs=frozenset({"robots"}),
    identity=("text",),
    options={"known": Option(KNOWN, "field names")},
    sql="""
        select r.url_id, json_object('line', min(f.value ->> '$.line'), 'text', f.value ->> '$.text', 'field', f.value ->> '$.field',
            'meant', f.value ->> '$.meant', 'robots', r.robots) as evidence
        from temp.home_robots r, json_each(robots_unknown_fields(r.body, :known)) f
        where r.status = 200
        group by f.value ->> '$.text'
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example({"/": PAGE}, robots="# 茶舍\nUser-agent: *\nDisallow: /cart/ # 购物车\nCrawl-delay: 1\nSitemap: https://example.com/sitemap.xml\n"),
    bad=Example({"/": PAGE}, robots="User-agent: *\nDisalow: /cart/\nAllows: /\n"),
    flags=frozenset({"/"}),
)  # fmt: skip
