"""The command ``export``: take a table of a run away as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import choosing_options, command, format_of, option
from configs.errors import REMEDY, SettingsError
from configs.text import Text

if TYPE_CHECKING:
    from crawler.records import Run

TABLES = (
    "pages",
    "links",
    "broken-links",
    "findings",
    "tasks",
    "accepted",
    "checks",
    "redirects",
    "keywords",
    "extracted",
    "resources",
    "traps",
    "agents",
    "friends",
    "backlinks",
)
SELECTABLE = ("findings", "tasks", "accepted", "checks")
FILES = {"sitemap": "xml", "dead-links": "txt"}  # what engines read, with the usual format
ALL = "all"
ROWS = ("csv", "tsv", "json", "jsonl", "xlsx", "md", "table")  # of every table
MACHINE = ("sarif", "junit", "github", "gitlab")  # of findings, for CI
GRAPH = ("graphml", "gexf", "dot")  # of links
FORMATS = (*ROWS, *MACHINE, *GRAPH, "xml", "txt")

HELP = Text(
    zh="把一次运行的数据导出成文件：pages 网址，links 链接，broken-links 死链及来源网页，findings 问题，tasks 按负责人要做的事，accepted 已接受的问题，checks 检查项，\n"
    "redirects 跳转，keywords 词，extracted 自定义提取的值，resources 检查过的图片、样式、脚本和站外网址，traps 放弃的无尽网址，agents robots.txt 对各爬虫的规定，friends 友情链接的伙伴，backlinks 导入的外链；sitemap 由可收录网页生成的站点地图，dead-links 给百度的死链文件；all 全部表格。\n"
    "findings 还可写成 sarif、junit、github、gitlab 给 CI 读；links 还可写成 graphml、gexf、dot 给画图程序。\n"
    "格式看文件的扩展名，或用 --format；不写 -o 时把 CSV 写到标准输出。",
    en="Export data of a run: pages, links, broken-links (with source page and anchor), findings, tasks (by who has to act), accepted (with reason and last day), checks, redirects,\n"
    "keywords, extracted (values of custom extraction), resources (images, styles, scripts, external addresses),\n"
    "traps (endless parts given up), agents (robots.txt for known crawlers), friends (partners of exchanged links), backlinks (imported); sitemap made from the indexable pages, dead-links for Baidu; all: every table.\n"
    "Findings can be sarif, junit, github or gitlab, too, for CI; links graphml, gexf or dot, for programs that draw.\n"
    "The file's extension tells the format, or --format does; without -o, CSV goes to stdout.",
)
WROTE_URLS = Text(zh="{n} 个网址 → {path}", en="{n} URLs -> {path}")
INCOMPLETE = Text(
    zh="抓取不完整（{why}）：没有抓到的网页不在其中。",
    en="The crawl is incomplete ({why}): pages it did not reach are missing here.",
)
INDEX = Text(
    zh="百度不处理索引文件：请把各个分文件逐一写进 robots.txt 的 Sitemap 行或提交。",
    en="Baidu does not read index files: name each part in a Sitemap line of robots.txt, or submit it.",
)


@command(
    "export",
    HELP,
    examples=(
        "xunlu export broken-links -o broken.csv",
        "xunlu export findings --select link-broken-internal -o findings.xlsx",
        'xunlu export pages --where "status = 200 and inlinks = 0" --columns url,title --format md',
        "xunlu export findings --format sarif -o xunlu.sarif",
        "xunlu export links -o links.gexf",
        "xunlu export extracted -o values.xlsx",
        "xunlu export sitemap -o sitemap.xml",
        "xunlu export all -o export/",
    ),
)
@click.argument("what", metavar="WHAT", type=click.Choice([*TABLES, *FILES, ALL]))
@option(
    "-o",
    "--output",
    default="-",
    help=Text(zh="文件；all 时为目录或 .xlsx；- 为标准输出。", en="File; for all a folder or .xlsx; - is stdout."),
)
@option("--format", "format", type=click.Choice(FORMATS), default=None, help=Text(zh="输出格式。", en="Output format."))
@option("--run", "run", default="latest", help=Text(zh="哪一次运行。", en="Which run."))
@choosing_options("status >= 400")
@option(
    "--select",
    multiple=True,
    metavar="AREA|ID|LEVEL",
    help=Text(
        zh="findings、tasks、accepted 和 checks：只要这些领域、检查项或级别。",
        en="For findings, tasks, accepted and checks: only these areas, checks or levels.",
    ),
)
@option(
    "--limit",
    type=click.IntRange(min=0),
    default=0,
    help=Text(zh="最多几行，0 为全部。", en="At most so many rows; 0 is all."),
)
@click.pass_obj
def export(
    app: App, /, what: str, output: str, format: str | None, run: str, where: str, columns: str, select: tuple[str, ...], limit: int
) -> None:  # fmt: skip
    """Prepare what the table needs, then stream it."""
    from crawler.store import open_store

    kind = chosen_format(what, output, format)
    _refuse_misplaced(what, kind, {"--where": where, "--columns": columns, "--select": select, "--limit": limit})
    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare:
            app.prepare(app, store, found.run_id, "links" if what in FILES else "report")
        found = store.run(str(found.run_id))
    if what in FILES:
        _submission(app, found, what, output, kind, limit)
    elif what == ALL:
        _everything(app, found, output, kind, limit)
    else:
        condition = " and ".join(f"({one})" for one in (where, _selected(select)) if one)
        names = [name.strip() for name in columns.split(",") if name.strip()]
        if kind in MACHINE:
            _machine(app, found, output, kind, condition, limit)
        elif kind in GRAPH:
            _graph(app, found, output, kind)
        else:
            _table(app, found, what, output, kind, condition, names, limit)
    if found.status != "complete":
        from reports.words import STOPPED

        app.say(INCOMPLETE, why=STOPPED[found.reason].get(app.lang) if found.reason in STOPPED else found.reason)


def chosen_format(what: str, output: str, format: str | None) -> str:
    """``format``, else what the file's extension says, else the usual one.

    Raises:
        SettingsError: a format that the export does not have, or that needs a file.
    """
    own = ("xml", "txt") if what in FILES else (*ROWS, *{"findings": MACHINE, "links": GRAPH}.get(what, ()))
    named = "" if format or what == ALL else format_of(output, own)
    kind = format or named or FILES.get(what, "csv")
    if kind not in own:
        listed = ", ".join(own)
        raise SettingsError(
            123,
            Text(zh=f"{what} 没有 {kind} 格式", en=f"{what} has no format {kind}"),
            [(REMEDY, Text(zh=f"可用：{listed}", en=f"Known: {listed}"))],
        )
    if output == "-" and (kind == "xlsx" or what == ALL):
        raise SettingsError(
            124,
            Text(zh="这种输出要写进文件", en="this output needs a file"),
            [(REMEDY, Text(zh="加上 -o 文件名（all 时为目录）。", en="Add -o FILE (a folder for all)."))],
        )
    return kind


def _refuse_misplaced(what: str, kind: str, given: dict[str, object]) -> None:
    """An option that would be ignored is a mistake."""
    barred = set() if what in SELECTABLE else {"--select"}
    if what in FILES or what == ALL:
        barred |= {"--where", "--columns"}
    elif kind in GRAPH:
        barred |= {"--where", "--columns", "--limit"}
    elif kind in MACHINE:
        barred |= {"--columns"}
    if wrong := next((name for name, value in given.items() if value and name in barred), ""):
        named = f"{what} --format {kind}" if kind in (*GRAPH, *MACHINE) else what
        raise SettingsError(
            125,
            Text(zh=f"{named} 不接受 {wrong}", en=f"{named} does not take {wrong}"),
            [(REMEDY, Text(zh="看 xunlu export --help；链接图用 xunlu links export --max-nodes 缩小。" if kind in GRAPH else "看 xunlu export --help。",
                           en="See xunlu export --help; xunlu links export --max-nodes makes a graph smaller." if kind in GRAPH else "See xunlu export --help."))],
        )  # fmt: skip


def _selected(select: tuple[str, ...]) -> str:
    """The condition of --select; names are those of the checklist, so that nothing foreign gets into the SQL."""
    from audit.registry import AREAS, all_checks
    from audit.selection import LEVELS, refuse_unknown

    for name in select:
        refuse_unknown("--select", name, [*AREAS, *LEVELS, *all_checks()])
    levels, names = ([f"'{name}'" for name in select if (name in LEVELS) is level] for level in (True, False))
    parts = [f"(check_id in ({', '.join(names)}) or area in ({', '.join(names)}))"] if names else []
    return " and ".join([*parts, f"severity in ({', '.join(levels)})"] if levels else parts)


def _table(app: App, run: Run, what: str, output: str, kind: str, where: str, columns: list[str], limit: int) -> None:
    from itertools import islice

    from crawler.tables import write_rows
    from reports.exports import EXPORTS, rows_of
    from reports.readonly import reading_store
    from reports.xlsx import write_workbook

    with reading_store(app.database) as store:
        names, rows = rows_of(
            store, EXPORTS[what], run.run_id, app.lang, where=where, columns=columns, efforts=app.settings.rules.effort
        )
        if kind == "xlsx":
            count = write_workbook(Path(output), [(what, names, islice(rows, limit) if limit else rows)])
        else:
            count = write_rows(names, rows, format=kind, output=output, limit=limit)
    if output != "-":
        app.wrote(count, output)


def _machine(app: App, run: Run, output: str, kind: str, where: str, limit: int) -> None:
    """Findings for CI; whatever --select leaves of them."""
    import sys

    from configs.output import write_text
    from reports.machine.load import load_results
    from reports.machine.write import FORMATS as WRITERS
    from reports.readonly import reading_store

    with reading_store(app.database) as store:
        results = load_results(store, run, where=where, limit=limit, gate=False)
    text = WRITERS[kind]([results], app.lang)
    if output == "-":
        sys.stdout.write(text)
    else:
        write_text(Path(output), text)
        app.wrote(results.findings, output)


def _graph(app: App, run: Run, output: str, kind: str) -> None:
    from crawler.store import open_store
    from linkgraph.export import export as write
    from linkgraph.export_cli import WROTE

    with open_store(app.database) as store:
        pages, links = write(store, run.run_id, output, format=kind)
    if output != "-":
        app.say(WROTE, pages=f"{pages:,}", links=f"{links:,}", path=output)


def _everything(app: App, run: Run, output: str, kind: str, limit: int) -> None:
    """Every table: sheets of one workbook, or files of a folder."""
    from configs.output import make_folder, place_in
    from reports.readonly import reading_store
    from reports.workbook import filled_tables, write_everything

    if output.lower().endswith(".xlsx"):
        with reading_store(app.database) as store:
            count = write_everything(store, run.run_id, app.lang, Path(output), app.settings.rules.effort, limit=limit)
        app.wrote(count, output)
        return
    make_folder(Path(output))
    with reading_store(app.database) as store:
        names = filled_tables(store, run.run_id)
    for name in names:
        file = place_in(Path(output), f"{name}.{kind if kind != 'table' else 'txt'}")
        _table(app, run, name, str(file), kind, "", [], limit)
    for name, usual in FILES.items():
        _submission(app, run, name, str(place_in(Path(output), f"{name}.{usual}")), usual, limit)


def _submission(app: App, run: Run, what: str, output: str, kind: str, limit: int) -> None:
    from itertools import islice

    from crawler.store import open_store
    from reports.submissions import FORMATS as WRITERS
    from reports.submissions import dead_urls, indexable_urls, write_submission

    with open_store(app.database, read_only=True) as store:
        urls = islice((indexable_urls if what == "sitemap" else dead_urls)(store, run.run_id), limit or None)
        if output == "-":
            app.out(WRITERS[kind](urls).rstrip("\n"))
            return
        written, count = write_submission(Path(output), urls, kind, run.start_url)
    app.say(WROTE_URLS, n=f"{count:,}", path=", ".join(str(path) for path in written[:6]))
    if len(written) > 1 and kind == "xml":
        app.say(INDEX)
