"""The command ``keywords page``: the terms of one page, and the page as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Text
from keywords.read_cli import analysed, print_table, run_argument, warn

if TYPE_CHECKING:
    from keywords.page_view import PageView


@command(
    "page",
    Text(
        zh="一个网页的词：次数、密度、位置（标题、h1、首段、网址、图片 alt、锚文本）；目标关键词在前，由这个网页承担的词还有小标题（h2–h6）和加粗的次数。表格之后是整页的情况：\n"
        "深度、标题与正文、可读性、日期、堆砌、TextRank、短语、对市场的 TF-IDF；JSON 要加 --detail。URL 可以是完整网址，也可以是路径。",
        en="The terms of one page: hits, densities, places (title, h1, intro, URL, alt, anchors); target keywords first. Below\n"
        "the table the page as a whole: depth, title against text, readability, date, stuffing, TextRank, phrases, TF-IDF\n"
        "against the market; in JSON with --detail. URL is absolute, or a path of the site.",
    ),
    examples=("xunlu keywords page /", "xunlu keywords page / latest --format json --detail"),
)
@click.argument("url")
@run_argument
@option(
    "--detail/--no-detail", default=None,
    help=Text(zh="整页的情况；表格默认有，JSON 默认没有。", en="The page as a whole: by default below a table, not in JSON."),
)  # fmt: skip
@read_options
@click.pass_obj
def page(app: App, /, url: str, run: str, detail: bool | None, format: str, output: str, limit: int) -> None:
    """Terms of a page."""
    if format == "json" and detail:
        _page_object(app, url, run, output, limit)
        return
    print_table(app, "page", run, format, output, limit, url=url)
    if format == "table" and output == "-" and detail is not False:
        from keywords.page_lines import lines

        if view := _view(app, url, run):
            app.out("")
            for line in lines(view, app.lang):
                app.out(line)


def _view(app: App, url: str, run: str) -> PageView | None:
    from crawler.lookup import find_url
    from keywords.page_view import page_view

    with analysed(app, run, market=False) as (store, found):
        return page_view(store, found, find_url(store, found.run_id, url)[0], app.settings)


def _page_object(app: App, url: str, run: str, output: str, limit: int) -> None:
    """Terms and page as one JSON object."""
    import json
    from dataclasses import asdict
    from itertools import islice
    from pathlib import Path

    from configs.output import replacing
    from crawler.lookup import find_url
    from keywords.reading import TABLES, rows_of

    with analysed(app, run, market=False) as (store, found):
        warn(app, store, found, market=False)
        values = {"run": found.run_id, "url_id": find_url(store, found.run_id, url)[0]}
        rows = islice(rows_of(store, "page", values), limit or None)
        terms = [dict(zip(TABLES["page"].columns, row, strict=True)) for row in rows]
    view = _view(app, url, run)
    told = asdict(view) | {"phrases": [one._asdict() for one in view.phrases]} if view else None
    text = json.dumps({"page": told, "terms": terms}, ensure_ascii=False, indent=2)
    if output == "-":
        app.out(text)
        return
    with replacing(Path(output)) as file:
        file.write(text + "\n")
    app.wrote(len(terms), output)
