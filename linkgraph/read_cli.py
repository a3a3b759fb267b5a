"""The commands ``links to|from|path|orphans|broken|top|domains|anchors|leaks``: what the analysis stored."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Text

if TYPE_CHECKING:
    from crawler.records import Run
    from crawler.store import Store

FIRST = 50  # rows shown where nobody asked for a number
RANKED = ("top", "domains", "profiles", "bridges", "communities", "community")

PARTIAL = Text(
    zh="抓取不完整：只按已抓到的网页计算。",
    en="The crawl is incomplete: this rests on the pages fetched.",
)
COMPUTING = Text(zh="计算链接图……", en="Computing the link graph ...")
NOTHING = Text(zh="没有可列出的内容。", en="Nothing to list.")
NO_PATH = Text(
    zh="走不通：没有由可跟踪链接组成的路径。",
    en="There is no way: no path of links that engines follow.",
)
MORE = Text(zh="只列出前 {n} 个；--limit 改变个数。", en="The first {n} only; --limit changes that.")
PROFILE = Text(
    zh="{anchors} 种锚文本，{uses} 次使用；熵 {entropy:.2f} 比特（0 为始终同一种）；正文链接的熵 {main}。",
    en="{anchors} distinct anchors in {uses} uses; entropy {entropy:.2f} bits (0: always the same); of editorial links {main}.",
)

NOT_ASKED = Text(
    zh="站外网址没有问过，哪些打不开不知道：用 xunlu crawl --check-external head 抓取。",
    en="External addresses were not asked for, so that none is known to be dead: crawl with --check-external head.",
)
LOGGED = Text(zh="读取日志：{n} 行……", en="Reading the log: {n} lines ...")
ODD_LINES = Text(
    zh="{file}：{lines} 行中有 {n} 行不是访问日志（第一处在第 {first} 行），已跳过。",
    en="{file}: {n} of {lines} lines are not of an access log (the first is line {first}); left out.",
)
EXTERNAL_ASKED = "select 1 from resources where run_id = ? and kind = 'external' and method <> '' limit 1"

run_option = option("--run", "run", default="latest", help=Text(zh="哪一次运行。", en="Which run."))


@contextmanager
def computed(app: App, reference: str) -> Iterator[tuple[Store, Run]]:
    """The store and the run, with its link graph computed."""
    from crawler.store import open_store
    from linkgraph.stage import run_links

    with open_store(app.database) as store:
        run = store.run(reference)
        if app.prepare:
            app.prepare(app, store, run.run_id, "links")
        if not store.stage_finished(run.run_id, "links"):
            app.say(COMPUTING)
            run_links(store, run.run_id)
        if run.status != "complete":
            app.say(PARTIAL)
        yield store, run


def print_table(app: App, name: str, run: str, format: str, output: str, limit: int, **values: Any) -> None:
    """Print a table; ``url`` among the values stands for the ``url_id`` that the query asks for."""
    from crawler.lookup import find_url
    from linkgraph.reading import rows_of

    with computed(app, run) as (store, found):
        values["run"] = found.run_id
        if values.get("url"):
            values["url_id"] = find_url(store, found.run_id, values["url"])[0]
        if name == "anchors":
            _say_profile(app, store, found.run_id, values["url_id"])
        write_table(app, name, rows_of(store, name, values), format, output, limit)


def write_table(app: App, name: str, rows: Iterator[tuple[object, ...]], format: str, output: str, limit: int) -> None:
    """Write rows of one of ``linkgraph.reading.TABLES`` as asked for; says what was cut."""
    from crawler.tables import print_rows
    from linkgraph.reading import TABLES, for_people

    # Rankings are cut wherever they go, lists only where a person would have to scroll through them.
    long = name.partition(" ")[0] in RANKED or (name != "path" and sys.stdout.isatty())
    names = list(TABLES[name].columns)
    if format in ("table", "md"):
        names, rows = for_people(name, rows, app.lang)
    nothing = NO_PATH if name == "path" else NOTHING
    print_rows(
        app, names, rows, format=format, output=output, limit=limit, first=FIRST if long else 0, nothing=nothing, more=MORE
    )  # fmt: skip


def _say_profile(app: App, store: Store, run_id: int, url_id: int) -> None:
    row = store.db.execute(
        "select anchors, uses, entropy, entropy_editorial from anchor_profiles where run_id = ? and url_id = ?",
        [run_id, url_id],
    ).fetchone()
    if row:
        anchors, uses, entropy, main = row
        app.say(PROFILE, anchors=anchors, uses=uses, entropy=entropy, main="—" if main is None else f"{main:.2f}")


@command(
    "to",
    Text(
        zh="指向一个网址的站内链接：所在网页、锚文本、位置；经跳转到达的也在内（“经跳转”一列）。\nURL 可写完整网址或路径，中文和编码后的写法都可以。",
        en="Links of the site to one URL: page, anchor, position; also those through a redirect (column via).\n"
        "URL is whole or a path; Chinese and percent-encoded forms are both understood.",
    ),
    examples=("xunlu links to /products/12.html", "xunlu links to / --format csv -o inlinks.csv"),
)
@click.argument("url", metavar="URL")
@run_option
@read_options
@click.pass_obj
def to(app: App, /, url: str, run: str, format: str, output: str, limit: int) -> None:
    """Inlinks."""
    print_table(app, "to", run, format, output, limit, url=url)


@command(
    "from",
    Text(
        zh="一个网页上的链接，按出现次序：指向哪里、回答什么、锚文本、位置、rel。",
        en="Links on one page in their order: where they lead, what that answers, anchor, position, rel.",
    ),
    examples=("xunlu links from /", "xunlu links from / --format json --limit 20"),
)
@click.argument("url", metavar="URL")
@run_option
@read_options
@click.pass_obj
def from_(app: App, /, url: str, run: str, format: str, output: str, limit: int) -> None:
    """Outlinks."""
    print_table(app, "from", run, format, output, limit, url=url)


@command(
    "path",
    Text(
        zh="从一个网页到另一个网址的最短路径，每一步附锚文本；只走可跟踪的链接，跳转不算一步。",
        en="The shortest way from one page to another URL, with the anchor of every step.\n"
        "Only links that engines follow; redirects are no steps of their own.",
    ),
    examples=("xunlu links path / /products/12.html", "xunlu links path / /products/12.html --format md"),
)
@click.argument("begin", metavar="FROM")
@click.argument("end", metavar="TO")
@run_option
@read_options
@click.pass_obj
def path(app: App, /, begin: str, end: str, run: str, format: str, output: str, limit: int) -> None:
    """Shortest path."""
    from crawler.lookup import find_url
    from linkgraph.path import rows_of_path, shortest_path

    with computed(app, run) as (store, found):
        ends = [find_url(store, found.run_id, url)[0] for url in (begin, end)]
        steps = shortest_path(store, found.run_id, *ends)
        write_table(app, "path", rows_of_path(steps), format, output, limit)


@command(
    "orphans",
    Text(
        zh="孤立网页：能打开，但站内没有可跟踪的链接指向它，多半只在站点地图里。\n"
        "导入的排名、外链和 --log 的访问日志里有、站内没有链接、这次没有抓到的网址也列出（“抓到”一列为空）。",
        en="Orphan pages: they answer, but no link that engines follow leads to them; mostly known from a sitemap.\n"
        "Addresses of imported rankings, backlinks and of access logs (--log) that no page links to and that were not\n"
        "crawled follow.",
    ),
    examples=(
        "xunlu links orphans",
        "xunlu links orphans --format csv -o orphans.csv",
        "xunlu links orphans --log access.log --log access.log.1.gz",
    ),
)
@option(
    "--log", "logs", type=click.Path(path_type=Path), multiple=True,
    help=Text(
        zh="服务器的访问日志（Apache、nginx 的 common 或 combined 格式，可为 .gz；可重复）。",
        en="Access log of the server (common or combined format of Apache and nginx, also .gz; repeatable).",
    ),
)  # fmt: skip
@run_option
@read_options
@click.pass_obj
def orphans(app: App, /, logs: tuple[Path, ...], run: str, format: str, output: str, limit: int) -> None:
    """Orphan pages."""
    from linkgraph.reading import rows_of

    with computed(app, run) as (store, found):
        _read_logs(app, store, found, logs)
        write_table(app, "orphans", rows_of(store, "orphans", {"run": found.run_id}), format, output, limit)


def _read_logs(app: App, store: Store, run: Run, logs: tuple[Path, ...]) -> None:
    """Fill ``temp.logged`` and say what of the logs was not understood."""
    from crawler.text import printable
    from linkgraph.server_log import begin, read_log

    begin(store.db)
    for path in logs:
        log = read_log(store.db, path, run, app.teller(LOGGED))
        if log.odd:
            app.say(
                ODD_LINES,
                file=printable(path.name),
                n=f"{log.odd:,}",
                lines=f"{log.lines:,}",
                first=f"{log.first_odd:,}",
            )


@command(
    "broken",
    Text(
        zh="断链：目标回答 4xx、5xx 或没有回答（403、429 是拒绝爬虫，不算），附所在网页和锚文本。\n--external：打不开的站外网址，每个一行。",
        en="Broken links with their page and anchor: the target answers 4xx, 5xx or not at all.\n"
        "403 and 429 refuse crawlers and are left out. --external: dead addresses of other sites, one a row.",
    ),
    examples=("xunlu links broken", "xunlu links broken --external", "xunlu links broken --run latest~1 --format md"),
)
@option(
    "--external",
    is_flag=True,
    help=Text(
        zh="打不开的站外网址，每个一行（抓取时要 --check-external）。",
        en="Dead addresses of other sites, one a row (the crawl has to --check-external).",
    ),
)
@run_option
@read_options
@click.pass_obj
def broken(app: App, /, external: bool, run: str, format: str, output: str, limit: int) -> None:
    """Broken links."""
    if external:
        with computed(app, run) as (store, found):
            row = store.db.execute(EXTERNAL_ASKED, [found.run_id]).fetchone()
        if row is None:
            app.say(NOT_ASKED)
    print_table(app, "broken external" if external else "broken", run, format, output, limit)


@command(
    "top",
    Text(
        zh="最强的网页，按 PageRank、正文 PageRank（不算全站重复的链接）、枢纽、权威、中介或入链排列。\n这些数字只反映站内链接，不是搜索引擎的数字。",
        en="The strongest pages by PageRank, editorial PageRank (repeated links left out), hub, authority,\n"
        "betweenness or inlinks.\n"
        "The figures speak of the site's own links; they are none of a search engine.",
    ),
    examples=("xunlu links top", "xunlu links top --by pagerank_editorial --limit 20", "xunlu links top --by hub --format json"),
)  # fmt: skip
@option(
    "--by", type=click.Choice(
        ["pagerank", "pagerank_editorial", "hub", "authority", "inlinks", "inlinks_editorial", "betweenness"]
    ),
    default="pagerank", help=Text(zh="按什么排列。", en="What to rank by."),
)  # fmt: skip
@run_option
@read_options
@click.pass_obj
def top(app: App, /, by: str, run: str, format: str, output: str, limit: int) -> None:
    """Strongest pages."""
    print_table(app, f"top {by}", run, format, output, limit)


@command(
    "domains",
    Text(
        zh="链接到的站外域名：链接数、网页数、nofollow 等各多少，正文里的还是全站重复的，附一个例子。",
        en="External domains the site links to: links, pages, nofollow and the like, editorial or repeated, an example.",
    ),
    examples=("xunlu links domains", "xunlu links domains --format csv -o domains.csv"),
)
@run_option
@read_options
@click.pass_obj
def domains(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """External domains."""
    print_table(app, "domains", run, format, output, limit)


@command(
    "anchors",
    Text(
        zh="指向一个网址的锚文本，最常用的 20 种，各有多少网页使用；不写 URL 时列出每个网址的概况。",
        en="The 20 commonest anchors of the links to a URL, and how many pages use them; without URL, all URLs in brief.",
    ),
    examples=("xunlu links anchors /", "xunlu links anchors --limit 100 --format csv -o anchors.csv"),
)
@click.argument("url", metavar="[URL]", required=False)
@run_option
@read_options
@click.pass_obj
def anchors(app: App, /, url: str | None, run: str, format: str, output: str, limit: int) -> None:
    """Anchor profiles."""
    print_table(app, "anchors" if url else "profiles", run, format, output, limit, url=url)


@command(
    "leaks",
    Text(
        zh="损失权重的站内链接，按目标汇总：nofollow，指向跳转的，指向规范网址在别处的网页的。\n改成直接链接到终点即可。",
        en="Internal links that lose strength, by target: nofollow, to redirects, to pages whose canonical is elsewhere.\n"
        "Link to where they lead instead.",
    ),
    examples=("xunlu links leaks", "xunlu links leaks --kind redirect --format csv -o redirected.csv"),
)
@option(
    "--kind", type=click.Choice(["all", "nofollow", "redirect", "canonical"]), default="all",
    help=Text(zh="只列哪一类。", en="Only those of a kind."),
)  # fmt: skip
@run_option
@read_options
@click.pass_obj
def leaks(app: App, /, kind: str, run: str, format: str, output: str, limit: int) -> None:
    """Links that lose strength."""
    print_table(app, "leaks", run, format, output, limit, kind=kind)
