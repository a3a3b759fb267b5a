"""A sitemap may list addresses of its own host only; others are passed over.

Where the file lies below the path of its entries is not judged: engines read such files once they are submitted or
named in robots.txt.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><h1>{0}</h1></body></html>'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
URL = "<url><loc>{}</loc></url>"

check = SiteCheck(
    id="sitemap-loc-invalid",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="站点地图列出了不属于本站的网址", en="The sitemap lists an address that is not the site's own"),
    message=Text(zh="{sitemap} 里的网址{fault}（{bytes} 字节）", en="address in {sitemap} {fault} ({bytes} bytes)"),
    words={
        "other-host": Text(zh="在别的主机上", en="is on another host"),
        "http": Text(zh="用 http，而本站是 https", en="uses http on an https site"),
        "too-long": Text(zh="太长", en="is too long"),
    },
    why=Text(
        zh="别的域名、测试域名或 http 开头的条目会被忽略，或多走一次跳转。过长的网址引擎可能不收，百度的上限是 256 字节。",
        en="Entries of other domains, test hosts or http are ignored or cost a redirect. Very long addresses may be refused; Baidu's limit is 256 bytes.",
    ),
    fix=Text(
        zh="开发：检查商城系统里的“网站地址”设置，应为 https 的正式域名；换域名或上 https 后要重新生成站点地图。",
        en="Developer: check the site address set in the shop system: https and the real domain. Generate the sitemap anew after a move.",
    ),
    avoid=Text(zh="不要手工替换，下次生成又会变回去。", en="Do not replace by hand: the next run brings it back."),
    verify=Text(zh="curl 站点地图 | grep -v https://正式域名。", en="curl the sitemap | grep -v https://your-domain."),
    before="<loc>http://test.shop.example/tea</loc>",
    after="<loc>https://shop.example/tea</loc>",
    matters=Matters.INDEXING,
    source="https://www.sitemaps.org/protocol.html#location",
    view="run_pages",
    applies="select url_id from temp.run_sitemap",
    needs=frozenset({"sitemap", "sitemap-files"}),
    options={"max_bytes": Option(2048, "bytes")},
    sql="""
        with judged as (
            select s.url_id, s.url, s.sitemap, case
                when not exists (select 1 from main.urls u join main.run_hosts r on r.host_id = u.host_id
                    where u.url_id = s.url_id and r.run_id = (select run_id from temp.current_run)) then 'other-host'
                when s.url like 'http:%' and h.url like 'https:%' then 'http'
                when length(cast(s.url as blob)) > :max_bytes then 'too-long' end as fault
            from temp.run_sitemap s left join temp.home_page h
        )
        select url_id, json_object('fault', fault, 'sitemap', sitemap, 'bytes', length(cast(url as blob))) as evidence,
            iif(fault = 'too-long', 'warning', 'error') as severity
        from judged where fault is not null
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={
        "google": {},
        "baidu": {"thresholds": {"max_bytes": 256}},
        "book-2016": {"thresholds": {"max_bytes": 256}},
        "shop": {},
    },
    good=Example({"/": PAGE.format("茶舍"), "/sitemap.xml": URLSET.format(URL.format("https://example.com/"))}),
    bad=Example({"/": PAGE.format("茶舍"), "/sitemap.xml": URLSET.format(URL.format("http://example.com/tea"))}),
    flags=frozenset({"http://example.com/tea"}),
)  # fmt: skip
