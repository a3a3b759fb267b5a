"""The command ``compare``: two crawls side by side, such as mobile and desktop, or staging and live."""

from __future__ import annotations

import json
from pathlib import Path

import click

from configs.app import App
from configs.cli import command, read_options
from configs.text import Text


@command(
    "compare",
    Text(
        zh="并排比较两次抓取：手机与桌面，或测试站与正式站（如 xunlu compare shop shop-mobile）。\n"
        "两边主机相同时按网址对照，否则按路径与参数；差异按网址模板归并。\n"
        "可写运行（shop@latest、编号）或站点名，站点名指它最近一次运行。只写一个时与它的手机或桌面版比较；"
        "不写时取最近一个两种设备都抓取过的站点（crawl --device both）。\n"
        "json 给出分组，csv、tsv、jsonl 给出每一处差异。",
        en="Two crawls side by side: mobile and desktop, or staging and live (xunlu compare shop shop-mobile).\n"
        "Pages are matched by URL where the hosts are the same, else by path and query; differences are told by template.\n"
        "Name runs (shop@latest, a number) or sites, which mean their latest run. One alone is laid beside its twin of the"
        " other device; without any, the newest site that was crawled as both (crawl --device both).\n"
        "json has the groups; csv, tsv and jsonl have every single difference.",
    ),
    examples=("xunlu compare shop@latest~1 shop@latest", "xunlu compare shop rival --format csv -o compare.csv"),
)
@click.argument("left", metavar="[SITE|RUN]", default="")
@click.argument("right", metavar="[SITE|RUN]", default="")
@read_options
@click.pass_obj
def compare(app: App, left: str, right: str, format: str, output: str, limit: int) -> None:
    """Sort the pages of both runs where that was not done, compare, print."""
    from configs.output import write_text
    from crawler.store import open_store
    from crawler.tables import print_rows
    from reports.history.compare import compare as compared
    from reports.history.compare_data import NAMES, compare_object, compare_rows
    from reports.history.compare_runs import couple
    from reports.history.compare_text import compare_text

    with open_store(app.database) as store:
        both = couple(store, left, right)
        if app.prepare:
            for run in (both.left, both.right):
                app.prepare(app, store, run.run_id, "links")  # what the stage needs: sorted pages
        if format in ("csv", "tsv", "jsonl"):
            print_rows(app, NAMES, compare_rows(store, both), format=format, output=output, limit=limit)
            return
        found = compared(store, both)
    if format == "json":
        text = json.dumps(compare_object(found), ensure_ascii=False, indent=2)
    else:
        text = compare_text(found, app.lang, format, limit).rstrip("\n")
    if output == "-":
        app.out(text)
    else:
        write_text(Path(output), text + "\n")
