"""A visitor waits for the first byte before anything can appear; a slow server is also crawled more slowly."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

WEB_DEV = "https://web.dev/articles/ttfb"
PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'


def stores(*times: int) -> dict[str, dict[str, object]]:
    """Pages of one template, by time to first byte."""
    return {f"/store/{n}": {"html": PAGE.format(f"门店 {n}"), "ttfb_ms": ms} for n, ms in enumerate(times, 1)}


check = SiteCheck(
    id="slow-response",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="服务器反应慢，网页要等才打开", en="The server is slow to answer, so pages open late"),
    message=Text(
        zh="首字节 {ttfb_ms:g} 毫秒；模板 {template} 的中位数 {median_ms:g} 毫秒，超过 {limit_ms:g}",
        en="first byte after {ttfb_ms:g} ms; median of {template} is {median_ms:g} ms, more than {limit_ms:g}",
    ),
    why=Text(
        zh="首字节之前屏幕一片空白，访客容易离开；服务器慢时爬虫也会放慢。速度是较弱的排名因素。这里测的是爬虫所在网络，真实访客可能更快或更慢。",
        en="Nothing shows before the first byte, and visitors leave; crawlers slow down too. Speed is a weak ranking factor. Measured from the crawler's network: real visitors may see other times.",
    ),
    fix=Text(
        zh="运维：给这类网页加整页缓存或 CDN，打开数据库慢查询日志；开发：找出模板里逐条查询、实时算价的代码。托管店铺先停用多余插件再比较。",
        en="Operations: cache these pages or use a CDN; log slow database queries. Developer: find queries in loops and prices computed live in the template. Hosted shop: switch off spare plugins and compare.",
    ),
    avoid=Text(zh="不要只压缩图片，那不影响首字节。", en="Do not just compress images: that does not change the first byte."),
    verify=Text(
        zh="curl -so /dev/null -w '%{time_starttransfer}' 网址，测五次取中位数。",
        en="curl -so /dev/null -w '%{time_starttransfer}' URL, five times, take the median.",
    ),
    before="TTFB 1.8 s",
    after="TTFB 0.2 s",
    matters=Matters.UX,
    source=WEB_DEV,
    applies="select url_id from temp.html_pages where ttfb_ms is not null",
    options={
        "notice_ms": Option(600, "milliseconds"),
        "warning_ms": Option(1000, "milliseconds"),
        "error_ms": Option(3000, "milliseconds"),
    },
    sql="""
        with timed as (
            select url_id, coalesce(template, '') as template, ttfb_ms,
                row_number() over (partition by template order by ttfb_ms) as place,
                count(*) over (partition by template) as pages
            from temp.html_pages where ttfb_ms is not null
        ),
        medians as materialized (
            select template, pages, avg(ttfb_ms) as median_ms
            from timed where place in ((pages + 1) / 2, (pages + 2) / 2)
            group by template, pages
        ),
        measured as (  -- fewer than three pages have no median worth the name
            select t.url_id, t.template, t.pages, t.ttfb_ms, iif(t.pages >= 3, m.median_ms, t.ttfb_ms) as median_ms
            from timed t join medians m on m.template = t.template
        ),
        judged as (
            select *, case when median_ms > :error_ms then 'error' when median_ms > :warning_ms then 'warning'
                else 'notice' end as severity
            from measured where median_ms > :notice_ms
        )
        select url_id, json_object('template', template, 'pages', pages, 'ttfb_ms', ttfb_ms, 'median_ms', median_ms,
            'limit_ms', case severity when 'error' then :error_ms when 'warning' then :warning_ms else :notice_ms end)
            as evidence, severity
        from judged
    """,
    effort_hours=8,
    profiles={"google": {}, "baidu": {}, "book-2016": {"thresholds": {"warning_ms": 1500}}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍"), **stores(80, 90, 2500)}),
    bad=Example({"/": PAGE.format("茶舍"), "/slow": {"html": PAGE.format("搜索"), "ttfb_ms": 700}, **stores(90, 1200, 3100)}),
    flags=frozenset({"/slow", "/store/1", "/store/2", "/store/3"}),
)  # fmt: skip
