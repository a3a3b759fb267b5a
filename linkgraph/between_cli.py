"""The command ``links between``: which of the crawled sites link to each other."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import command, read_options
from configs.text import Text

ALONE = Text(
    zh="库里只有一个站点：先抓取竞品（xunlu crawl --competitor 网址）。",
    en="The store has one site only: crawl competitors first (xunlu crawl --competitor URL).",
)
NONE = Text(zh="{sites} 个站点之间没有链接。", en="None of the {sites} sites links to another.")
COMPARED = Text(zh="按各站点最近的抓取：{sites}。", en="By the newest crawl of each site: {sites}.")


@command(
    "between",
    Text(
        zh="抓取过的站点（目标站与竞品）之间的链接：谁链接谁，多少链接、多少网页、是否可跟踪，附一个例子。\n"
        "按每个站点最近的一次抓取；RUN 是你自己站点的运行。竞品链接到你的每一条：xunlu links backlinks --crawled。",
        en="Links between the crawled sites, target and competitors: who links to whom, how many links and pages, whether\n"
        "they are followed, with an example. By the newest crawl of each site; RUN is the run of yours. Each link of\n"
        "competitors to you: xunlu links backlinks --crawled.",
    ),
    examples=("xunlu links between", "xunlu links between --format csv -o between.csv"),
)
@click.argument("run", default="latest")
@read_options
@click.pass_obj
def between(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Links between sites."""
    from crawler.store import open_store
    from crawler.tables import print_rows
    from linkgraph.between import COLUMNS, crawled_sites, for_people
    from linkgraph.between import between as rows_of

    with open_store(app.database) as store:
        run_id = store.run(run).run_id
        sites = crawled_sites(store.db, run_id)
        rows = list(rows_of(store.db, run_id))  # one a pair of sites
    people = format in ("table", "md")
    names = [text.get(app.lang) for text in COLUMNS.values()] if people else list(COLUMNS)
    shown = (for_people(row) if people else row for row in rows)
    print_rows(app, names, shown, format=format, output=output, limit=limit)
    if len(sites) < 2:
        app.say(ALONE)
        return
    app.say(COMPARED, sites="; ".join(f"{site.name} {site.day}" for site in sites))
    if not rows:
        app.say(NONE, sites=len(sites))
