"""A sitemap with errors of form is read in part or not at all."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}</loc></url></urlset>'

check = SiteCheck(
    id="sitemap-invalid",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    scope="site",
    book="4.3.4",
    title=Text(zh="站点地图的格式有错", en="The sitemap has errors of form"),
    message=Text(zh="{sitemap}：{fault}（{detail}）", en="{sitemap}: {fault} ({detail})"),
    words={
        "unreadable": Text(zh="不是站点地图", en="is no sitemap"),
        "broken": Text(zh="读到一半出错", en="breaks off with an error"),
        "relative": Text(zh="网址没有写全", en="addresses are not complete"),
        "unusable": Text(zh="有不成网址的条目", en="entries that are no addresses"),
        "encoding": Text(zh="编码不是 UTF-8", en="is not in UTF-8"),
        "namespace": Text(zh="命名空间不是 sitemaps.org 的", en="has not the namespace of sitemaps.org"),
        "not-a-sitemap": Text(zh="内容不符", en="other content"),
    },
    why=Text(
        zh="引擎遇到错误会停在出错处，后面的网址都读不到；只写路径、不写域名的条目会被跳过。命名空间写错有的引擎能容忍，有的整个拒收。",
        en="Engines stop at an error and miss what follows; entries without a host are skipped. A wrong namespace is tolerated by some and refused by others.",
    ),
    fix=Text(
        zh="开发：存为 UTF-8，& 写成 &amp;，loc 写完整网址，根元素照 sitemaps.org 的例子；最好用商城自带的生成功能。",
        en="Developer: save as UTF-8, write & as &amp;, give whole addresses, take the root element from sitemaps.org; best let the shop system generate it.",
    ),
    avoid=Text(zh="不要手工拼接 XML。", en="Do not assemble XML by hand."),
    verify=Text(zh="xmllint --noout sitemap.xml；再看站长平台的状态。", en="xmllint --noout sitemap.xml, then the state in the webmaster tools."),
    before="<loc>/tea?a=1&b=2</loc>",
    after="<loc>https://shop.example/tea?a=1&amp;b=2</loc>",
    matters=Matters.INDEXING,
    source="https://www.sitemaps.org/protocol.html",
    view="run_pages",
    applies="select url_id from temp.start_pages where exists (select 1 from main.sitemaps m where m.run_id = (select run_id from temp.current_run) and m.status = 200)",
    needs=frozenset({"sitemap-files"}),
    identity=("sitemap", "fault"),
    # Only what answered 200 is judged; a web page at a guessed address is no sitemap that somebody wanted.
    sql="""
        with files as (
            select * from main.sitemaps
            where run_id = (select run_id from temp.current_run) and status = 200 and (origin <> 'guess' or kind <> '')
        ),
        faults as (
            select url, 'unreadable' as fault, error as detail, 'error' as severity from files where kind = ''
            union all
            select url, 'broken', error, 'error' from files where kind <> '' and error not in ('', 'too-large')
            union all
            select f.url, j.key, coalesce(f.examples ->> ('$.' || j.key || '[0]'), j.value), iif(j.key = 'namespace', 'warning', 'error')
            from files f, json_each(f.faults) j where j.key in ('relative', 'unusable', 'encoding', 'namespace')
        )
        select h.url_id, json_object('sitemap', f.url, 'fault', f.fault, 'detail', f.detail) as evidence, f.severity
        from faults f, temp.home_page h
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE, "/sitemap.xml": URLSET.format("https://example.com/tea?a=1&amp;b=2")}),
    bad=Example({"/": PAGE, "/sitemap.xml": URLSET.format("/tea").replace("http:", "https:")}),
    flags=frozenset({"/"}),
)  # fmt: skip
