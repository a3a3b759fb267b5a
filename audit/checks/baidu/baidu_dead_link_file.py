"""The dead links that a site reports to Baidu: a list of the usual form, of addresses that are really gone.

Baidu takes pages that say so with status 200 and redirects for dead as well: told of are only listed addresses that show a
page engines may index. Without such a file there is nothing to judge; most sites need none.
"""

from audit.example_probes import after
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text
from crawler.probe_rows import Probe

BAIDU = "https://ziyuan.baidu.com/badlink/index"
PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'
FILE = "https://example.com/silian.txt"


def listing(**facts: object) -> Probe:
    """A file, and what is known of the addresses in it."""
    usual = {
        "kind": "text",
        "listed": 3,
        "bytes": 120,
        "ended": 3,
        "alive": 0,
        "unknown": 0,
        "examples": [],
        "asked": 0,
    }
    return Probe("dead-links", FILE, 200, body=usual | facts)


check = SiteCheck(
    id="baidu-dead-link-file",
    module=__name__,
    severity=Severity.INFO,
    scope="site",
    book="4.3.8",
    title=Text(zh="提交给百度的死链文件有问题", en="The file of dead links for Baidu has a fault"),
    message=Text(zh="{file}：{fault}（列出 {listed} 个网址，{size_mb} MB，仍可打开 {alive} 个）", en="{file}: {fault} ({listed} addresses, {size_mb} MB, {alive} still open)"),
    words={
        "index": Text(zh="是索引形式，百度不处理", en="it is an index, which Baidu does not process"),
        "too-many": Text(zh="网址太多", en="too many addresses"),
        "too-large": Text(zh="文件太大", en="the file is too large"),
        "alive": Text(zh="列出了仍在的网页", en="it lists pages that are still there"),
    },
    why=Text(
        zh="百度按死链文件删除收录。误列的网页会被删掉，重新收录要等很久；文件超限或用索引形式，则整份不处理。没有死链文件完全没关系。",
        en="Baidu removes what the file lists. A page listed by mistake is dropped and takes long to come back; a file over the limits or in index form is not processed at all. Having no such file is fine.",
    ),
    fix=Text(
        zh="开发：生成文件前逐个请求，只留返回 404 或 410 的网址；超过上限就分成几个文件；百度删除之后，把文件清空或撤下。",
        en="Developer: ask for each address before writing the file and keep those that answer 404 or 410; split what is over the limits; empty the file once Baidu has removed them.",
    ),
    avoid=Text(zh="不要用它隐藏还在卖的商品。", en="Do not hide products that are on sale with it."),
    verify=Text(zh="重新抓取后，xunlu audit --select baidu-dead-link-file。", en="After a new crawl: xunlu audit --select baidu-dead-link-file."),
    before="https://shop.example/tea  (200)",
    after="https://shop.example/tea-2019  (404)",
    matters=Matters.INDEXING,
    source=BAIDU,
    view="run_pages",
    applies="select h.url_id from temp.home_page h where exists (select 1 from main.probes b where b.run_id = (select run_id from temp.current_run) and b.kind = 'dead-links' and b.status = 200)",
    needs=frozenset({"after"}),
    identity=("file", "fault"),
    options={"max_urls": Option(50000, "addresses", BAIDU), "max_mb": Option(10, "MB", BAIDU)},
    sql="""
        with files as (
            select url as file, body from main.probes
            where run_id = (select run_id from temp.current_run) and kind = 'dead-links' and status = 200
        ),
        judged as (
            select *, 'index' as fault from files where body ->> '$.kind' = 'index'
            union all select *, 'too-many' from files where body ->> '$.listed' > :max_urls
            union all select *, 'too-large' from files where body ->> '$.bytes' > :max_mb * 1048576
            union all select *, 'alive' from files where body ->> '$.alive' > 0
        )
        select h.url_id, json_object('file', j.file, 'fault', j.fault, 'listed', j.body ->> '$.listed',
            'size_mb', round((j.body ->> '$.bytes') / 1048576.0, 2), 'alive', j.body ->> '$.alive',
            'examples', j.body -> '$.examples', 'max_urls', :max_urls, 'max_mb', :max_mb) as evidence
        from temp.home_page h, judged j
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"baidu": {}, "book-2016": {}},
    good=Example({"/": PAGE}, probes=(listing(unknown=1, listed=4), after())),
    bad=Example({"/": PAGE}, probes=(listing(ended=2, alive=1, examples=["https://example.com/"]), after())),
    flags=frozenset({"/"}),
)  # fmt: skip
