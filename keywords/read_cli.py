"""The commands ``keywords top|gap|cannibal|map|labels|pyramid|compete``: what the analysis stored, in any format."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Text

if TYPE_CHECKING:
    from crawler.records import Run
    from crawler.store import Store

FIRST = 50  # terms that `top` shows on a terminal

PARTIAL = Text(
    zh="抓取不完整（{sites}）：数字只按已抓到的网页计算。",
    en="Incompletely crawled: {sites}. The figures rest on the pages fetched.",
)
NO_RIVALS = Text(
    zh="库里没有竞品的抓取，无从比较。用 xunlu run 网址 --competitor 竞品网址 一并抓取。",
    en="No competitor was crawled, so there is nothing to compare with: xunlu run URL --competitor URL.",
)
GUESSED = Text(
    zh="目标关键词是推测的；在配置 [keywords] targets 中写明，结果更准。",
    en="The target keywords are guessed; name your own under [keywords] targets for better results.",
)
NOTHING = Text(zh="没有可列出的内容。", en="Nothing to list.")
NO_RIVAL_PAGES = Text(zh="没有互相竞争的网页。", en="No pages compete with each other.")
MORE = Text(zh="只列出前 {n} 个；--limit 改变个数。", en="The first {n} only; --limit changes that.")

run_argument = click.argument("run", default="latest")


@contextmanager
def analysed(app: App, reference: str, *, market: bool) -> Iterator[tuple[Store, Run]]:
    """The store and the run, with every stage computed that the tables need."""
    from crawler.store import open_store
    from keywords.competition import competitor_runs
    from keywords.reading import compare

    with open_store(app.database) as store:
        run = store.run(reference)
        rivals = competitor_runs(store, app.settings) if market and run.role == "target" else []
        for one in (run, *rivals):
            if app.prepare:
                app.prepare(app, store, one.run_id, "audit")  # the stages before the audit: links and keywords
        if market:
            compare(store, run, app.settings)
        yield store, run


def print_table(
    app: App, name: str, run: str, format: str, output: str, limit: int, *, url: str | None = None, kind: str = "all"
) -> None:
    from crawler.lookup import find_url
    from crawler.tables import print_rows
    from keywords.reading import MARKET, TABLES, for_people, rows_of

    with analysed(app, run, market=name in MARKET) as (store, found):
        warn(app, store, found, market=name in MARKET)
        values = {
            "run": found.run_id,
            "kind": kind,
            "url_id": find_url(store, found.run_id, url)[0] if url is not None else None,
        }
        names, rows = list(TABLES[name].columns), rows_of(store, name, values)
        if format in ("table", "md"):
            names, rows = for_people(name, rows, app.lang)
        nothing = NO_RIVAL_PAGES if name == "cannibal" else NOTHING
        print_rows(
            app, names, rows, format=format, output=output, limit=limit, first=FIRST if name == "top" else 0, nothing=nothing, more=MORE
        )  # fmt: skip


def warn(app: App, store: Store, run: Run, *, market: bool) -> None:
    """What a person must know to read the figures."""
    partial = [run.site] if run.status != "complete" else []
    if market:
        rows = store.db.execute(
            "select distinct s.name, r.status, c.site_run_id = c.run_id from competition c"
            " join runs r on r.run_id = c.site_run_id join sites s using (site_id) where c.run_id = ?",
            [run.run_id],
        ).fetchall()
        partial += sorted(site for site, status, own in rows if status != "complete" and not own)
        if rows and all(own for _, _, own in rows):
            app.say(NO_RIVALS)
        if store.db.execute(
            "select 1 from keyword_targets where run_id = ? and origin = 'guessed' limit 1", [run.run_id]
        ).fetchone():
            app.say(GUESSED)
    if partial:
        app.say(PARTIAL, sites=", ".join(partial))


@command(
    "top",
    Text(
        zh="全站最突出的词，按 TF-IDF 合计排列；密度是平均值，列名注明公式。\n密度没有搜索引擎公布的标准，2–8 % 只是站长的习惯说法。",
        en="The terms of the whole site by summed TF-IDF; densities are means, their formula stands in the heading.\n"
        "No search engine publishes a target for density; 2-8 % is a webmaster convention.",
    ),
    examples=("xunlu keywords top", "xunlu keywords top latest~1 --limit 100 --format csv -o terms.csv"),
)
@run_argument
@read_options
@click.pass_obj
def top(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Terms of the site."""
    print_table(app, "top", run, format, output, limit)


@command(
    "gap",
    Text(
        zh="与竞品的差距：gap 竞品有专门网页而本站没有，weak 本站偏少，lead 只有本站做。\n只比标题和 h1 里的词；站名、货号、数字不算。",
        en="The gap to the competitors: gap = they aim pages at it and you do not; weak = you hardly do; lead = only you do.\n"
        "Terms of titles and h1 are compared; names of sites, product codes and numbers are left out.",
    ),
    examples=("xunlu keywords gap", "xunlu keywords gap --kind gap --format csv -o gap.csv"),
)
@run_argument
@option(
    "--kind", type=click.Choice(["all", "gap", "weak", "lead"]), default="all",
    help=Text(zh="只列哪一类。", en="Only those of a kind."),
)  # fmt: skip
@read_options
@click.pass_obj
def gap(app: App, /, run: str, kind: str, format: str, output: str, limit: int) -> None:
    """Terms the competitors have, and the other way round."""
    print_table(app, "gap", run, format, output, limit, kind=kind)


@command(
    "cannibal",
    Text(
        zh="站内互相竞争同一个词的网页；名次 1 是建议保留的网页。\n不同语言的版本、同一列表的分页不算竞争。",
        en="Pages of the site that compete for the same term; place 1 is the one proposed to keep it.\n"
        "Versions in other languages and further pages of a list are no rivals.",
    ),
    examples=("xunlu keywords cannibal", "xunlu keywords cannibal --format md"),
)
@run_argument
@read_options
@click.pass_obj
def cannibal(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Pages that compete."""
    print_table(app, "cannibal", run, format, output, limit)


@command(
    "map",
    Text(
        zh="每个目标关键词由哪个网页承担：配置 [[keywords.pages]] 指定的，或建议的；以及是否合适。",
        en="Which page stands for each target keyword, of [[keywords.pages]] or proposed, and whether it is the right one.",
    ),
    examples=("xunlu keywords map", "xunlu keywords map --format json"),
)
@run_argument
@read_options
@click.pass_obj
def keyword_map(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Keyword -> page."""
    print_table(app, "map", run, format, output, limit)


@command(
    "labels",
    Text(
        zh="每个目标关键词是哪一种：意图（购买、比较、了解、找网站）、长尾、金字塔层级、宽窄。\n"
        "意图按修饰词判断（价格、哪个好、怎么、官网……）；没有修饰词就看不出。",
        en="What kind of keyword each target is: intent (buy, compare, inform, navigate), long tail, tier, breadth.\n"
        "Intent is told by modifiers (price, best, how, login ...); without one it is open.",
    ),
    examples=("xunlu keywords labels", "xunlu keywords labels --format csv -o labels.csv"),
)
@run_argument
@read_options
@click.pass_obj
def labels(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Kinds of keywords."""
    print_table(app, "labels", run, format, output, limit)


@command(
    "pyramid",
    Text(
        zh="关键词金字塔：核心词（2–3 个）放首页，二级词放分类页，长尾词放商品页和文章页；以及现在由哪个网页承担。",
        en="The pyramid: 2-3 core terms on the home page, second tier on categories, long tail on products and articles,\n"
        "and which page stands for each of them now.",
    ),
    examples=("xunlu keywords pyramid", "xunlu keywords pyramid --format md"),
)
@run_argument
@read_options
@click.pass_obj
def pyramid(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Tiers of keywords and their pages."""
    print_table(app, "pyramid", run, format, output, limit)


@command(
    "compete",
    Text(
        zh="每个目标关键词的竞争度（0–100）、本站强度与判断，逐站列出构成；算法见 docs/keywords.md。\n"
        "只反映抓取到的市场，不是搜索引擎的数字。",
        en="Competition of each target keyword (0-100), own strength and verdict, with the parts of every site.\n"
        "How it is computed: docs/keywords.md. It speaks of the crawled market, not of a search engine.",
    ),
    examples=("xunlu keywords compete", "xunlu keywords compete --format csv -o competition.csv"),
)
@run_argument
@read_options
@click.pass_obj
def compete(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Competition scores."""
    print_table(app, "compete", run, format, output, limit)
