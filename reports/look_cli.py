"""The commands ``page`` and ``list``: look at what a run knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Lang, Text

if TYPE_CHECKING:
    from reports.page_facts import PageFacts, Table

PAGE = Text(
    zh="一个网址的全部事实：状态、标题、链接、词、自定义提取的值和问题。URL 可写完整网址或路径，中文和编码后的写法都可以。",
    en="Everything known of one URL: status, title, links, terms, extracted values and findings.\n"
    "URL is whole or a path; Chinese and percent-encoded forms are both understood.",
)
NEVER = Text(
    zh="这个网址没有被抓取，只是在链接或站点地图里出现。",
    en="This URL was not fetched; it is only linked or listed in a sitemap.",
)
SECTIONS = {
    "facts": Text(zh="事实", en="Facts"),
    "redirects": Text(zh="跳转", en="Redirects"),
    "findings": Text(zh="问题", en="Findings"),
    "terms": Text(
        zh="词（密度 A = n×词长/L，B = n/L，C = 词元）", en="Terms (density A = n*len/L, B = n/L, C = tokens)"
    ),
    "extracted": Text(zh="自定义提取", en="Custom extraction"),
    "inlinks": Text(zh="指向这里的链接", en="Links to it"),
    "outlinks": Text(zh="这里的链接", en="Links on it"),
    "headers": Text(zh="响应头", en="Response headers"),
}
IN_TERMS = {"title": "in title", "h1": "in h1", "description": "in description", "target": "tracked"}
VALUE_COLUMNS = 200  # of an extracted value shown
MORE = Text(zh="…… 共 {total}", en="... {total} in all")

EMPTY = Text(
    zh="库里还没有运行。先抓取：xunlu run 网址。", en="The store holds no run yet. Crawl first: xunlu run URL."
)
LIST = Text(
    zh="列出运行（runs）、站点（sites）、检查项（checks）、检查领域（areas）、\n"
    "搜索引擎（engines）、预设（presets）或检查标准（profiles）。",
    en="List runs, sites, checks, areas of the checklist, search engines, presets or profiles.",
)


@command("page", PAGE, examples=("xunlu page /products/12.html", "xunlu page https://shop.example/ --format json"))
@click.argument("url", metavar="URL")
@option("--run", "run", default="latest", help=Text(zh="哪一次运行。", en="Which run."))
@option(
    "--format", "format", type=click.Choice(["table", "json", "md"]), default="table",
    help=Text(zh="输出格式。", en="Output format."),
)  # fmt: skip
@option("-o", "--output", default="-", help=Text(zh="写入文件，- 为标准输出。", en="Write to a file; - is stdout."))
@click.pass_obj
def page(app: App, /, url: str, run: str, format: str, output: str) -> None:
    """Find the URL, read all of it, print it."""
    from pathlib import Path

    from configs.output import write_text
    from crawler.lookup import find_url
    from crawler.store import open_store
    from reports.page_facts import page_facts

    with open_store(app.database) as store:
        found = store.run(run)
        url_id, known = find_url(store, found.run_id, url)
        if app.prepare:
            app.prepare(app, store, found.run_id, "report")
        facts = page_facts(store, found.run_id, url_id, known, app.lang)
    text = {"json": _as_json, "md": _as_md, "table": _as_text}[format](facts, app.lang)
    if output == "-":
        app.out(text.rstrip("\n"))
    else:
        write_text(Path(output), text)


def _as_json(page: PageFacts, lang: Lang) -> str:
    import json
    from dataclasses import asdict

    data = asdict(page)
    for name in ("redirects", "inlinks", "outlinks", "terms", "extracted", "findings"):
        table = data[name]
        data[name] = [dict(zip(table["names"], row, strict=True)) for row in table["rows"]]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _as_text(page: PageFacts, lang: Lang) -> str:
    return "".join(_blocks(page, lang, "table"))


def _as_md(page: PageFacts, lang: Lang) -> str:
    return "".join(_blocks(page, lang, "md"))


def _blocks(page: PageFacts, lang: Lang, format: str) -> Iterable[str]:
    from crawler.tables import shown as cell_text
    from crawler.text import printable
    from crawler.urls import shown
    from reports.headings import headings, readable_row

    mark = "## " if format == "md" else ""
    yield f"{'# ' if format == 'md' else ''}{printable(shown(page.url))}   {page.site} #{page.run_id}\n"
    if not page.facts:
        yield f"\n{NEVER.get(lang)}\n"
    kept = {name: value for name, value in page.facts.items() if value not in (None, "") and name != "url"}
    values = map(cell_text, readable_row(list(kept), kept.values(), lang))
    given = list(zip(headings(kept, lang), values, strict=True))
    yield from _section(SECTIONS["facts"].get(lang), mark, ("", ""), given, format)
    for name in ("redirects", "findings", "terms", "extracted", "inlinks", "outlinks"):
        table: Table = getattr(page, name)
        names, cells = _for_people(name, table)
        rows = [readable_row(names, row, lang) for row in cells]
        yield from _section(SECTIONS[name].get(lang), mark, headings(names, lang), rows, format)
        if table.total is not None:
            yield MORE.get(lang, total=f"{table.total:,}") + "\n"
    yield from _section(SECTIONS["headers"].get(lang), mark, ("", ""), list(page.headers.items()), format)


def _for_people(name: str, table: Table) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    """Names and rows of a table as they are printed; of extracted values, which may be whole texts, the beginning."""
    if name == "terms":
        return [IN_TERMS.get(one, one) for one in table.names], table.rows
    if name == "extracted":
        from reports.sentences import clipped

        return ("name", "value"), [(rule, clipped(str(value), VALUE_COLUMNS)) for rule, _, value in table.rows]
    return table.names, table.rows


def _section(
    title: str, mark: str, names: Sequence[str], rows: Sequence[Sequence[object]], format: str
) -> Iterable[str]:
    from crawler.tables import LINES

    if not rows:
        return
    yield f"\n{mark}{title}\n" + ("\n" if mark else "")
    lines = list(LINES[format](names, rows))
    yield from lines if any(names) or format == "md" else lines[2:]


@command("list", LIST, examples=("xunlu list runs", "xunlu list checks --format csv -o checks.csv"))
@click.argument(
    "what", metavar="WHAT", type=click.Choice(["runs", "sites", "checks", "areas", "engines", "presets", "profiles"])
)
@read_options
@click.pass_obj
def list_command(app: App, /, what: str, format: str, output: str, limit: int) -> None:
    """Print one of the lists."""
    from crawler.tables import print_rows
    from reports.headings import headings, readable_row
    from reports.listing import listing

    names, rows = listing(what, app)
    if format in ("table", "md"):
        names = ["proof" if (what, name) == ("engines", "source") else name for name in names]
        rows = [readable_row(names, row, app.lang) for row in rows]
        names = headings(names, app.lang)
    print_rows(app, names, rows, format=format, output=output, limit=limit, nothing=EMPTY)
