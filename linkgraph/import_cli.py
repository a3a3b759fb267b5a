"""The command ``import backlinks``."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from configs.app import App
from configs.cli import command, option
from configs.errors import Exit
from configs.text import Text
from crawler.imports.telling import tell_faults

if TYPE_CHECKING:
    from crawler.store import Store
    from linkgraph.backlinks.rows import Linked

TOOLS = ("auto", "ahrefs", "semrush", "majestic", "gsc", "bing", "baidu")

TAKEN = Text(zh="{file}（{tool}）：{n} 行 → {site} 的外链", en="{file} ({tool}): {n} rows -> backlinks of {site}")
AGAIN = Text(zh="同一个文件以前导入过：没有重复计算。", en="The same file was imported before: nothing counts twice.")
UNDATED = Text(zh="有 {n} 个日期看不懂，当作没有写：{examples}", en="{n} dates were not understood and are taken as missing: {examples}")  # fmt: skip
READ = Text(zh="已读 {n} 行……", en="{n} rows read ...")
JUDGING = Text(zh="正在判断外链……", en="Judging the backlinks ...")
JUDGED = Text(zh="已判断 {n} 行……", en="{n} rows judged ...")


class Mapped(click.ParamType[tuple[str, str]]):
    """``COLUMN=FIELD``."""

    name = "column=field"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        from linkgraph.backlinks.heads import FIELDS

        if isinstance(value, tuple):
            return value
        column, equals, field = str(value).rpartition("=")
        if not equals or field.strip() not in FIELDS or not column.strip():
            self.fail(f"{value!r}: COLUMN=FIELD, {', '.join(FIELDS)}", param, ctx)
        return column.strip(), field.strip()


@command(
    "backlinks",
    Text(
        zh="导入外链：Ahrefs、Semrush、Majestic、Search Console、Bing、百度导出的 CSV 或 TSV（UTF-8、UTF-16、GBK，有无 BOM 均可）。\n"
        "表头会自动辨认，其他工具的列用 --map 指明。有问题的行会说明原因并留在库里，其余照常导入；同一个文件再次导入不会重复。\n"
        "竞品的外链也可以导入：--site 写它的名字或域名，比较时用。",
        en="Import backlinks: CSV or TSV of Ahrefs, Semrush, Majestic, Search Console, Bing and Baidu\n"
        "(UTF-8, UTF-16 or GBK, with or without byte order mark). Heads are recognised; --map names columns of other tools.\n"
        "Faulty lines are told and kept in the store, the others are taken; the same file again changes nothing.\n"
        "Those of competitors, too: --site with their name or domain, to compare.",
    ),
    examples=(
        "xunlu import backlinks ahrefs.csv",
        "xunlu import backlinks rival.csv --site rival.com --date 2026-11-23",
        'xunlu import backlinks tool.csv --map "from page=source" --map "to page=target"',
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--from", "tool", type=click.Choice(TOOLS), default="auto", show_default=True,
    help=Text(zh="哪个工具导出的。", en="Which tool wrote it."),
)  # fmt: skip
@option(
    "--map", "mapped", multiple=True, type=Mapped(),
    help=Text(zh="某一列是什么，如 来源网址=source（可重复）。", en="What a column is, such as FROM=source (repeatable)."),
)  # fmt: skip
@option(
    "--site", default="",
    help=Text(zh="链接指向哪个站点：名字或域名；默认最近抓取的目标站。", en="To which site the links lead: a name or a domain; default: the target crawled last."),
)  # fmt: skip
@option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]),
    help=Text(zh="哪天导出的；默认今天。", en="When it was exported; default: today."),
)  # fmt: skip
@click.pass_obj
def backlinks(
    app: App, /, file: Path, tool: str, mapped: tuple[tuple[str, str], ...], site: str, day: datetime.datetime | None
) -> int:  # fmt: skip
    """Read, store, judge, tell what was not taken; exit code 2 when nothing was."""
    from crawler.imports.faults import MOST_FAULTS
    from crawler.store import open_store
    from crawler.text import printable
    from linkgraph.backlinks.importing import import_backlinks
    from linkgraph.backlinks.judging import judge

    with open_store(app.database, create=bool(site)) as store:
        linked = _linked(app, store, site)
        when = (day or datetime.datetime.now()).date().isoformat()
        found = import_backlinks(
            store, linked, file, day=when, tool="" if tool == "auto" else tool, mapped=dict(mapped), progress=app.teller(READ)
        )  # fmt: skip
        app.say(TAKEN, file=printable(file.name), tool=found.tool, n=f"{found.rows:,}", site=linked.name)
        if found.again:
            app.say(AGAIN)
        if found.undated:
            app.say(UNDATED, n=f"{found.undated:,}", examples=printable(", ".join(found.odd_dates)))
        tell_faults(app, found.import_id, found.faults, found.first_faults, MOST_FAULTS)
        if found.rows >= 100_000:
            app.say(JUDGING)
        judge(store, linked.name, app.teller(JUDGED))

    return Exit.DONE if found.rows else Exit.USAGE


def _linked(app: App, store: Store, site: str) -> Linked:
    from linkgraph.backlinks.importing import linked_site

    if not site:
        return linked_site(store, store.run("latest").site)
    configured = app.settings.sites.get(site)
    return linked_site(store, site, configured.start[0] if configured else "")
