"""The command ``links``; its sub-commands are in ``linkgraph.read_cli`` and ``linkgraph.export_cli``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import option
from configs.groups import default_group
from configs.text import Lang, Text

if TYPE_CHECKING:
    from linkgraph.summary import Summary

HELP = Text(
    zh="为已存的一次运行（RUN，默认 latest）计算站内链接图，并打印摘要。\n"
    "得到每个网页的点击深度、入链、出链、PageRank、枢纽与权威值，锚文本，全站重复的链接，站外域名，以及损失权重的链接。",
    en="Compute the link graph of a stored RUN (default: latest) and print a summary.\n"
    "Yields depth, inlinks, PageRank, hub and authority of every page, anchors, links that repeat over the site,\n"
    "external domains, and links that lose strength.",
)
PARTIAL = Text(
    zh="抓取不完整：深度、入链和孤立网页只按已抓到的网页计算。",
    en="The crawl is incomplete: depth, inlinks and orphans rest on the pages fetched.",
)
NO_PATH = Text(zh="无路径", en="no path")
ROWS = (
    ("pages", Text(zh="网页（200，HTML）", en="Pages (200, HTML)")),
    ("links", Text(zh="链接（网页到目标，去重）", en="Links (page to target, distinct)")),
    ("orphans", Text(zh="孤立网页", en="Orphan pages")),
    ("broken_links", Text(zh="断链", en="Broken links")),
    ("broken_targets", Text(zh="断链指向的网址", en="Broken targets")),
    ("max_depth", Text(zh="最大点击深度", en="Greatest click depth")),
    ("deepest", Text(zh="最深的网页", en="Deepest page")),
    ("dead_ends", Text(zh="死胡同（没有站内出路）", en="Dead ends (no way on)")),
    ("components", Text(zh="互不相连的部分", en="Unconnected parts")),
    ("main_share", Text(zh="能互相到达的网页", en="Pages that reach each other")),
    ("nofollow_links", Text(zh="nofollow 站内链接", en="Internal nofollow links")),
    ("redirect_links", Text(zh="指向跳转的链接", en="Links to redirects")),
    ("canonical_links", Text(zh="指向非规范网址的链接", en="Links to non-canonical URLs")),
    ("external_domains", Text(zh="站外域名", en="External domains")),
)
ADDRESS = Text(zh="网址", en="URL")
TOP = Text(zh="PageRank 最高的网页", en="Top pages by PageRank")
COLUMNS = (Text(zh="占比", en="share"), Text(zh="入链", en="inlinks"), Text(zh="深度", en="depth"))
WIDTH = 8  # display columns of each of them


SUBCOMMANDS = {
    "to": ("linkgraph.read_cli:to", Text(zh="指向一个网址的链接", en="Links to a URL")),
    "from": ("linkgraph.read_cli:from_", Text(zh="一个网页上的链接", en="Links on a page")),
    "path": ("linkgraph.read_cli:path", Text(zh="两个网页之间的最短路径", en="The shortest way between two pages")),
    "orphans": ("linkgraph.read_cli:orphans", Text(zh="孤立网页", en="Pages that nothing links to")),
    "broken": ("linkgraph.read_cli:broken", Text(zh="断链及其所在网页", en="Broken links and their pages")),
    "top": ("linkgraph.read_cli:top", Text(zh="最强的网页", en="The strongest pages")),
    "anchors": ("linkgraph.read_cli:anchors", Text(zh="锚文本", en="Anchor texts")),
    "domains": ("linkgraph.read_cli:domains", Text(zh="链接到的站外域名", en="External domains linked to")),
    "friends": (
        "linkgraph.friends_cli:friends",
        Text(zh="友情链接：对方还链接我们吗", en="Friend links: do partners still link to us"),
    ),
    "between": (
        "linkgraph.between_cli:between",
        Text(zh="抓取过的站点之间的链接", en="Links between the crawled sites"),
    ),
    "leaks": ("linkgraph.read_cli:leaks", Text(zh="损失权重的站内链接", en="Internal links that lose strength")),
    "communities": (
        "linkgraph.structure_cli:communities",
        Text(zh="主题群，与目录和关键词对照", en="Topic silos, next to folders and keywords"),
    ),
    "bridges": (
        "linkgraph.structure_cli:bridges",
        Text(zh="失效就断开别的网页的网页", en="Pages whose loss cuts others off"),
    ),
    "flow": ("linkgraph.structure_cli:flow", Text(zh="权重流向哪类网页", en="Which types of pages authority flows to")),
    "dead-ends": ("linkgraph.structure_cli:dead_ends", Text(zh="没有出路的网页", en="Pages without a way on")),
    "whatif": (
        "linkgraph.whatif_cli:whatif",
        Text(zh="假如改了链接：PageRank 和深度会怎样", en="What other links would do to PageRank and depth"),
    ),
    "backlinks": ("jobs.backlinks_cli:backlinks", Text(zh="导入的外链", en="Imported backlinks")),
    "suggest": (
        "linkgraph.suggest_cli:suggest",
        Text(zh="建议加、去、改哪些链接，为什么", en="Which links to add, remove or mend, and why"),
    ),
    "export": (
        "linkgraph.export_cli:export",
        Text(zh="写成 GraphML、GEXF、DOT 或 CSV", en="Write GraphML, GEXF, DOT or CSV"),
    ),
}


@default_group(
    "links",
    HELP,
    SUBCOMMANDS,
    examples=(
        "xunlu links",
        "xunlu links latest~1 --top 20",
        "xunlu --db shop.db links --format json",
        "xunlu links orphans",
    ),
)
@click.argument("run", default="latest")
@option(
    "--format", "format", type=click.Choice(["table", "json"]), default="table",
    help=Text(zh="输出格式。", en="Output format."),
)  # fmt: skip
@option(
    "--top", type=click.IntRange(min=0), default=10,
    help=Text(zh="列出 PageRank 最高的几页。", en="How many pages to list by PageRank."),
)  # fmt: skip
@click.pass_obj
def links(app: App, /, run: str, format: str, top: int) -> None:
    """Compute the stage and print what came out."""
    from crawler.store import open_store
    from linkgraph.stage import run_links
    from linkgraph.summary import summary

    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare:
            app.prepare(app, store, found.run_id, "links")
        run_links(store, found.run_id)
        result = summary(store, found, top)
    if not result.complete:
        app.say(PARTIAL)
    for line in [as_json(result)] if format == "json" else as_table(result, app.lang):
        app.out(line)


def as_json(result: Summary) -> str:
    """The summary as one JSON object."""
    import json
    from dataclasses import asdict

    return json.dumps(asdict(result), ensure_ascii=False, indent=2)


def as_table(result: Summary, lang: Lang) -> list[str]:
    """The summary as lines for a terminal, columns aligned by display width."""
    from crawler.text import columns, printable

    width = max(columns(label.get(lang)) for _, label in ROWS)
    lines = []
    for name, label in ROWS:
        padding = " " * (width - columns(label.get(lang)))
        lines.append(f"{label.get(lang)}{padding}  {printable(_shown(getattr(result, name), lang))}")
    if result.top:
        lines += ["", TOP.get(lang), _row([label.get(lang) for label in COLUMNS], ADDRESS.get(lang))]
    for page in result.top:
        values = [f"{page.pagerank:.3%}", _shown(page.inlinks, lang), _shown(page.depth, lang)]
        lines.append(_row(values, printable(page.url)))
    return lines


def _shown(value: float | str | None, lang: Lang) -> str:
    if value is None:
        return NO_PATH.get(lang)
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else f"{value:.1%}"


def _row(values: list[str], last: str) -> str:
    """Values right-aligned, then what may be of any width."""
    from crawler.text import columns

    return "".join(" " * (WIDTH - columns(value)) + value for value in values) + "  " + last
