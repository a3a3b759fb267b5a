"""The commands ``report`` and ``sql``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import LANGUAGES, Text


@command(
    "report",
    Text(
        zh="把一次运行写成一个独立的 HTML 文件；缺少的分析会先补上。",
        en="Write a run as one self-contained HTML file; missing analyses are computed first.",
    ),
    examples=("xunlu report", "xunlu report latest -o report.html --report-lang zh"),
)
@click.argument("run", default="latest")
@option(
    "-o", "--output", default="", help=Text(zh="写到哪个文件，- 为标准输出。", en="The file to write; - is stdout.")
)
@option(
    "--report-lang",
    type=click.Choice([*LANGUAGES, "both"]),
    default="both",
    help=Text(zh="报告的语言；both 可在网页中切换。", en="Language of the report; both can be switched in the page."),
)
@option("--open", "show", is_flag=True, help=Text(zh="写完后用浏览器打开。", en="Open it in the browser."))
@click.pass_obj
def report(app: App, run: str, output: str, report_lang: str, show: bool) -> None:
    """Write the HTML report of RUN and say what is in it."""
    from crawler.store import open_store
    from reports.load import load_report
    from reports.render import html_of, write_report
    from reports.summary import summary_lines

    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare:
            app.prepare(app, store, found.run_id, "report")
        model = load_report(store, found.run_id, app.settings)
        if output == "-":
            sys.stdout.write(html_of(model, first=app.lang, report_lang=report_lang))
            return
        path = Path(output or app.settings.report.output)
        size = write_report(model, path, first=app.lang, report_lang=report_lang)
    for line in summary_lines(model, app.lang, report=str(path), report_bytes=size, store=str(app.database)):
        app.say(line)
    app.out(str(path))
    if show:
        click.launch(path.absolute().as_uri())


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
    from crawler.tables import write_rows
    from reports.readonly import reading_store, select

    with reading_store(app.database) as store:
        names, rows = select(store, statement)
        count = write_rows(names, rows, format=format, output=output, limit=limit)
    if output != "-":
        app.wrote(count, output)
