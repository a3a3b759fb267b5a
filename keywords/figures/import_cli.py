"""The command ``import keywords``."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option
from configs.errors import Exit
from configs.text import Text
from crawler.imports.telling import Column, tell_faults

if TYPE_CHECKING:
    from keywords.figures.storing import Imported

TAKEN = Text(
    zh="{file}（{tool}）：{n} 行 → {site} 的关键词数据（{engine}，{day}）：数据 {figures} 行，排名 {positions} 行",
    en="{file} ({tool}): {n} rows -> keyword figures of {site} ({engine}, {day}): {figures} with figures, {positions} with a position",
)
ODD = Text(zh="有 {n} 个数字看不懂，当作没有写：{examples}", en="{n} figures were not understood and are taken as missing: {examples}")  # fmt: skip
FOREIGN = Text(
    zh="有 {n} 行的网址不是 {site} 的：那是别家的排名，没有导入（数据已导入）。竞品的排名用 --site 导入。",
    en="{n} rows name pages of other sites: their positions were not taken, the figures were. Take those of a competitor with --site.",
)
READ = Text(zh="已读 {n} 行……", en="{n} rows read ...")


def _fields() -> tuple[str, ...]:
    from keywords.figures.heads import FIELDS

    return tuple(FIELDS)


@command(
    "keywords",
    Text(
        zh="导入关键词数据：5118、站长之家、爱站、Google 关键字规划师、Search Console、百度、Semrush、Ahrefs 导出的 CSV、TSV\n"
        "（UTF-8、UTF-16、GBK，有无 BOM 均可）或 XLSX：搜索量、搜索结果数、intitle、竞价数、出价、难度、占比；有排名列的，排名一并导入。\n"
        "表头会自动辨认，也可用 --column 指明。1,234、1K–10K、<10 这样的写法都认。有问题的行会说明原因并留在库里，其余照常导入。\n"
        "同一天的几个文件合成一组：后来的补上空缺、替换它写明的数字。只在一组之内比较。",
        en="Import figures of keywords: CSV, TSV or XLSX of 5118, Chinaz, Aizhan, Google Keyword Planner, Search Console, Baidu, Semrush and\n"
        "Ahrefs (text in UTF-8, UTF-16 or GBK): searches, results, intitle, ads, bids, difficulty, shares;\n"
        "positions, too, where there is a column of them. Heads are recognised, or named with --column; so are 1,234, 1K-10K and <10.\n"
        "Faulty lines are told and kept in the store, the others are taken. Files of the same day become one set: a later\n"
        "one fills what is missing and replaces what it names. Figures are compared inside a set only.",
    ),
    examples=(
        "xunlu import keywords 5118.csv planner.csv --date 2026-11-23",
        "xunlu import keywords heat.csv --engine baidu --column keyword=term --column volume=heat",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@option(
    "--site", default="",
    help=Text(zh="哪个站点，默认最近抓取的目标站。", en="Of which site; default: the target crawled last."),
)  # fmt: skip
@option(
    "--engine", default="",
    help=Text(zh="没有引擎列时，是哪个搜索引擎；默认按工具：5118 等为 baidu，其余为 google。", en="Which engine, where no column says it; default: that of the tool, baidu for 5118 and the like, else google."),
)  # fmt: skip
@option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]),
    help=Text(zh="没有日期列时，是哪一天；默认今天。", en="For which day, where no column says it; default: today."),
)  # fmt: skip
@option(
    "--column", "columns", multiple=True, type=Column(_fields),
    help=Text(zh="某一列的表头，如 volume=热度（可重复）。", en="The head of a column: volume=HEAT (repeatable)."),
)  # fmt: skip
@option(
    "--replace", is_flag=True,
    help=Text(zh="先忘掉同一引擎、同一天导入的数字，不与它们合并。", en="Forget the figures of the same engine and day first, instead of merging."),
)  # fmt: skip
@click.pass_obj
def keywords(
    app: App, /, files: tuple[Path, ...], site: str, engine: str, day: datetime.datetime | None, columns: tuple[tuple[str, str], ...], replace: bool,
) -> int:  # fmt: skip
    """Read, store, tell what was not taken; exit code 2 when nothing was."""
    from crawler.store import open_store
    from keywords.figures.storing import import_figures

    when = (day or datetime.datetime.now()).date().isoformat()
    rows, replaced = 0, set[tuple[str, str]]() if replace else None
    with open_store(app.database) as store:
        run = store.run(f"{site}@latest" if site else "latest")
        for file in files:
            found = import_figures(
                store, run, file, day=when, engine=engine, columns=dict(columns), replaced=replaced, progress=app.teller(READ)
            )  # fmt: skip
            _tell(app, file.name, run.site, when, found)
            rows += found.rows
    return Exit.DONE if rows else Exit.USAGE


def _tell(app: App, file: str, site: str, day: str, found: Imported) -> None:
    from crawler.imports.faults import MOST_FAULTS
    from crawler.text import printable

    counts = {"n": f"{found.rows:,}", "figures": f"{found.figures:,}", "positions": f"{found.positions:,}"}
    app.say(TAKEN, file=printable(file), tool=found.tool, site=site, engine=printable(found.engine), day=day, **counts)
    if found.foreign:
        app.say(FOREIGN, n=f"{found.foreign:,}", site=site)
    if found.odd:
        app.say(ODD, n=f"{found.odd:,}", examples=printable(", ".join(found.examples)))
    tell_faults(app, found.import_id, found.faults, found.first_faults, MOST_FAULTS)
