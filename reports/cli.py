"""The commands ``report`` and ``sql``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from configs.app import App
from configs.cli import browser_option, command, option, read_options
from configs.reporting import FORMATS
from configs.text import LANGUAGES, Text


@command(
    "report",
    Text(
        zh="把一次运行写成报告：独立的 HTML 文件、JSON、Markdown 摘要或 PDF；--summary 为给老板的两页摘要。\n缺少的分析会先补上。",
        en="Write a run as a report: one self-contained HTML file, JSON, a summary in Markdown, or a PDF; --summary: two pages for the boss.\n"
        "Missing analyses are computed first.",
    ),
    examples=(
        "xunlu report",
        "xunlu report latest -o report.html --report-lang zh",
        "xunlu report --format md -o -",
        "xunlu report -o report.json",
        "xunlu report --summary --report-lang zh -o summary.pdf",
    ),
)
@click.argument("run", default="latest")
@option(
    "-o",
    "--output",
    default="",
    help=Text(
        zh="写到哪个文件，- 为标准输出；默认见 [report] output。",
        en="The file to write; - is stdout; default: [report] output.",
    ),
)
@option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    default=None,
    help=Text(zh="格式；不写时看 -o 的扩展名。", en="Format; else what the extension of -o says."),
)
@option(
    "--summary",
    is_flag=True,
    help=Text(zh="给老板的两页 A4 摘要（PDF 或 HTML）。", en="The summary for the boss: two pages A4, PDF or HTML."),
)
@option(
    "--report-lang",
    type=click.Choice([*LANGUAGES, "both"]),
    default=None,
    help=Text(
        zh="报告的语言；both 可在网页中切换；默认见 [report] languages。",
        en="Language of the report; both can be switched in the page; default: [report] languages.",
    ),
)
@option(
    "--compare",
    default=None,
    metavar="RUN|off",
    help=Text(zh="与哪次更早的运行比较；off 不比较。", en="The earlier run to compare with; off: none."),
)
@browser_option
@option("--open", "show", is_flag=True, help=Text(zh="写完后用浏览器打开。", en="Open it in the browser."))
@click.pass_obj
def report(
    app: App, /, run: str, output: str, kind: str | None, summary: bool, report_lang: str | None, compare: str | None, browser: str, show: bool
) -> None:  # fmt: skip
    """Write the report of RUN and say what is in it."""
    from dataclasses import replace

    from crawler.store import open_store
    from reports.load import load_report
    from reports.summary import summary_lines
    from reports.writing import manner, saying, text_of, write_output, write_outputs

    chosen = chosen_format(app, output, kind, summary)
    settings = app.settings
    if compare:
        settings = replace(settings, report=replace(settings.report, compare=compare))
    how = manner(settings, app.lang, report_lang=report_lang or "", browser=browser, told=saying(app))
    if chosen == "pdf":
        from reports.browser import find_browser

        find_browser(browser)  # before the analyses, which may take minutes
    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare:
            app.prepare(app, store, found.run_id, "report")
        model = load_report(store, found.run_id, settings)
        if output == "-":
            sys.stdout.write(text_of(model, chosen, how, summary=summary))
            return
        path = placed(app, output, chosen, summary, found.site, found.started)
        if summary:
            written = [(path, write_output(model, path, chosen, how, summary=True))]
        else:
            also = () if kind else settings.report.also
            written = list(write_outputs(store, model, path, chosen, how, also))
    for line in summary_lines(model, app.lang, report=str(path), report_bytes=written[0][1], store=str(app.database)):
        app.say(line)
    for place, _ in written:
        app.out(str(place))
    if show:
        click.launch(path.absolute().as_uri())


def chosen_format(app: App, output: str, kind: str | None, summary: bool) -> str:
    """``kind``, else what the extension of the file says, else PDF for the summary and HTML for the rest.

    Raises:
        SettingsError: a format that there is not, or not on stdout.
    """
    from configs.cli import format_of
    from configs.errors import REMEDY, SettingsError

    known = ("html", "pdf") if summary else FORMATS
    name = output if output or summary else app.settings.report.output
    usual = "html" if not summary or output == "-" else "pdf"
    chosen = kind or format_of(name.removesuffix(".htm"), known) or usual
    if chosen not in known:
        raise SettingsError(
            123,
            Text(zh=f"摘要没有 {chosen} 格式", en=f"the summary has no format {chosen}"),
            [(REMEDY, Text(zh=f"可用：{', '.join(known)}", en=f"Known: {', '.join(known)}"))],
        )
    if output == "-" and chosen == "pdf":
        raise SettingsError(
            124,
            Text(zh="这种输出要写进文件", en="this output needs a file"),
            [(REMEDY, Text(zh="加上 -o 文件名。", en="Add -o FILE."))],
        )
    return chosen


def placed(app: App, output: str, kind: str, summary: bool, site: str, day: str) -> Path:
    """The file to write: the one that was named, else the configured one with the extension of its format."""
    from configs.output import make_folder
    from configs.reporting import filled
    from reports.writing import beside, kind_of

    path = Path(filled(output or app.settings.report.output, site, day))
    if output:
        return path
    make_folder(path.parent)
    if summary:
        made = beside(path, "summary")
        return made if kind == "pdf" else made.with_suffix(".html")
    return path if kind_of(path) == kind else beside(path, kind)


@command(
    "sql",
    Text(
        zh="对库执行一条只读 SQL。视图 v_pages、v_links、v_findings 等见 docs/data-model.md。",
        en="Run one SQL statement on the store, reading only. Views: v_pages, v_links ...; docs/data-model.md.",
    ),
    examples=(
        'xunlu sql "select url, status from v_pages where status >= 400"',
        'xunlu sql "select check_id, count(*) as pages from v_findings group by 1" --format csv -o findings.csv',
    ),
)
@click.argument("statement", metavar="SELECT")
@read_options
@click.pass_obj
def sql(app: App, statement: str, format: str, output: str, limit: int) -> None:
    """Print the rows of STATEMENT."""
    from crawler.tables import print_rows
    from reports.readonly import reading_store, select

    with reading_store(app.database) as store:
        names, rows = select(store, statement)
        print_rows(app, names, rows, format=format, output=output, limit=limit)
