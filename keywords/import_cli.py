"""The commands ``import rankings`` and ``keywords positions``."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from configs.app import App
from configs.cli import LazyGroup, command, option, read_options
from configs.errors import Exit
from configs.text import Text
from crawler.imports.telling import Column, tell_faults
from crawler.text import printable
from keywords.rankings import ENGINE, HEADS

GROUP = Text(zh="导入其他工具的文件，与抓取的结果放在一起。", en="Import files of other tools beside what was crawled.")
SUBCOMMANDS = {
    "rankings": ("keywords.import_cli:rankings", Text(zh="导入关键词排名", en="Import rankings of keywords")),
    "keywords": (
        "keywords.figures.import_cli:keywords",
        Text(zh="导入关键词的搜索量、结果数、出价等", en="Import searches, results, bids ... of keywords"),
    ),
    "backlinks": ("linkgraph.import_cli:backlinks", Text(zh="导入外链", en="Import backlinks")),
}
import_ = LazyGroup("import", help=GROUP.en, no_args_is_help=True)
import_.text, import_.lazy = GROUP, SUBCOMMANDS
import_.examples = (
    "xunlu import rankings queries.csv --date 2026-11-23",
    "xunlu import keywords 5118.csv",
    "xunlu import backlinks ahrefs.csv",
)

TAKEN = Text(zh="{file}：{n} 行 → {site} 的排名（{engine}）", en="{file}: {n} rows -> rankings of {site} ({engine})")
NONE = Text(
    zh="还没有导入排名：xunlu import rankings 文件.csv",
    en="No rankings were imported yet: xunlu import rankings FILE.csv",
)
SHOWN = 5


@command(
    "rankings",
    Text(
        zh="导入关键词排名：Search Console 导出的“查询”表，或任何有关键词列和排名列的 CSV（UTF-8、GBK，有无 BOM 均可）。\n"
        "列名会自动辨认，也可用 --column 指明。有问题的行会说明原因并留在库里，其余照常导入；同一天再次导入会替换。",
        en="Import rankings: the queries of Search Console, or any CSV with a column of keywords and one of positions\n"
        "(UTF-8 or GBK, with or without byte order mark). Columns are recognised, or named with --column.\n"
        "Faulty lines are told and kept in the store, the others are taken; the same day again replaces.",
    ),
    examples=(
        "xunlu import rankings queries.csv --date 2026-11-23",
        "xunlu import rankings baidu.csv --engine baidu --column keyword=term --column position=place",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--site",
    default="",
    help=Text(zh="哪个站点，默认最近抓取的目标站。", en="Of which site; default: the target crawled last."),
)
@option(
    "--engine",
    default=ENGINE,
    show_default=True,
    help=Text(zh="没有引擎列时，是哪个搜索引擎。", en="Which engine, where no column says it."),
)
@option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=Text(zh="没有日期列时，是哪一天；默认今天。", en="For which day, where no column says it; default: today."),
)
@option(
    "--column",
    "columns",
    multiple=True,
    type=Column(lambda: HEADS),
    help=Text(
        zh="某一列的表头，如 position=平均名次（可重复）。", en="The head of a column: position=RANK (repeatable)."
    ),
)
@click.pass_obj
def rankings(
    app: App, /, file: Path, site: str, engine: str, day: datetime.datetime | None, columns: tuple[tuple[str, str], ...]
) -> int:
    """Read, store, tell what was not taken; exit code 2 when nothing was."""
    from crawler.store import open_store
    from keywords.rankings import read_rankings, store_rankings

    with open_store(app.database) as store:
        run = store.run(f"{site}@latest" if site else "latest")
        when = (day or datetime.datetime.now()).date().isoformat()
        table = read_rankings(file, run.start_url, columns=dict(columns), day=when, engine=engine)
        number = store_rankings(store, run, file.name, table)
    app.say(TAKEN, file=printable(file.name), n=f"{len(table.found):,}", site=run.site, engine=engine)
    tell_faults(app, number, len(table.faults), [fault for fault, _ in table.faults[:SHOWN]])
    return Exit.DONE if table.found else Exit.USAGE


@command(
    "positions",
    Text(
        zh="导入的排名，与该网页的排名因素并列：标题里有没有、位置分、相关度、点击深度、入链、词数、首字节。",
        en="Imported rankings beside the factors of the page: in the title, placement, relevance, clicks from home, inlinks,\n"
        "words, first byte.",
    ),
    examples=("xunlu keywords positions", "xunlu keywords positions --engine baidu --format csv -o positions.csv"),
)
@click.argument("run", default="latest")
@option("--engine", default="", help=Text(zh="只看一个引擎。", en="Only one engine."))
@read_options
@click.pass_obj
def positions(app: App, /, run: str, engine: str, format: str, output: str, limit: int) -> None:
    """One row a keyword and page."""
    from crawler.store import open_store
    from crawler.tables import print_rows
    from keywords.rankings import POSITIONS, engine_of
    from keywords.rankings import positions as found_in

    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare:
            app.prepare(app, store, found.run_id, "audit")
        rows = found_in(store, found, engine_of(engine))
        print_rows(app, POSITIONS, rows, format=format, output=output, limit=limit, nothing=NONE)
