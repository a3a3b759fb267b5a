"""The command ``diff``: what changed between two runs of a site."""

from __future__ import annotations

import json
from pathlib import Path

import click

from configs.app import App
from configs.cli import command, read_options
from configs.text import Text


@command(
    "diff",
    Text(
        zh="比较一个站点的两次运行：新增、消失和有变化的网页，新增、仍在和已修复的问题，按网址模板归并。\n"
        "被中断、被拦截或范围不同的抓取不会判断网页的新增与消失；没有重新抓到的网页不算已修复。\n"
        "默认比较最近两次。json 给出分组，csv、tsv、jsonl 给出每一处变化。",
        en="Compare two runs of a site: pages new, gone and changed; findings new, still there and fixed, by URL template.\n"
        "A crawl that was cut, blocked or of another scope tells no new or gone pages; only what was crawled again is fixed.\n"
        "Without arguments the two newest. json has the groups; csv, tsv and jsonl have every single change.",
    ),
    examples=("xunlu diff", "xunlu diff latest~1 latest --format csv -o changes.csv"),
)
@click.argument("older", metavar="[RUN]", default="latest~1")
@click.argument("newer", metavar="[RUN]", default="latest")
@read_options
@click.pass_obj
def diff(app: App, older: str, newer: str, format: str, output: str, limit: int) -> None:
    """Bring both runs up to date, compare, print."""
    from configs.output import write_text
    from crawler.store import open_store
    from crawler.tables import print_rows
    from reports.history.diff import diff as compared
    from reports.history.diff_data import NAMES, diff_object, diff_rows
    from reports.history.diff_text import diff_text
    from reports.history.pair import pair

    with open_store(app.database) as store:
        both = pair(store, store.run(older), store.run(newer))
        if app.prepare:
            for run in (both.older, both.newer):
                app.prepare(app, store, run.run_id, "report")
        if format in ("csv", "tsv", "jsonl"):
            print_rows(app, NAMES, diff_rows(store, both), format=format, output=output, limit=limit)
            return
        found = compared(store, both)
    if format == "json":
        text = json.dumps(diff_object(found), ensure_ascii=False, indent=2)
    else:
        text = diff_text(found, app.lang, format).rstrip("\n")
    if output == "-":
        app.out(text)
    else:
        write_text(Path(output), text + "\n")
