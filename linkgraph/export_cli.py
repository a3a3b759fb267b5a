"""The command ``links export``: the graph as a file for other programs."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import command, option
from configs.text import Text
from linkgraph.read_cli import computed, run_option

WROTE = Text(zh="{pages} 个网页，{links} 个链接 → {path}", en="{pages} pages, {links} links -> {path}")


@command(
    "export",
    Text(
        zh="把链接图写成文件：.graphml 和 .gexf 给 Gephi 等程序，.dot 给 Graphviz，.csv 每行一个链接。\n"
        "边写边取，多大的站点都行；Gephi 打开几万个网页就慢了，用 --max-nodes 或 --editorial 缩小。",
        en="Write the link graph to a file: .graphml and .gexf for Gephi and the like, .dot for Graphviz, .csv with one link a line.\n"
        "Sites of any size are streamed; Gephi gets slow with tens of thousands of pages: --max-nodes or --editorial.",
    ),
    examples=(
        "xunlu links export -o graph.graphml",
        "xunlu links export -o graph.gexf --max-nodes 2000 --editorial",
        "xunlu links export -o links.csv --nodes pages.csv",
    ),
)
@option(
    "-o",
    "--output",
    required=True,
    help=Text(zh="文件：.graphml、.gexf、.dot 或 .csv。", en="File: .graphml, .gexf, .dot or .csv."),
)
@option(
    "--nodes", "nodes", default="",
    help=Text(zh="把网页及其数字另存为这个 CSV 文件。", en="Write the pages with their figures to this CSV file, too."),
)  # fmt: skip
@run_option
@option(
    "--max-nodes", type=click.IntRange(min=0), default=0,
    help=Text(zh="只要 PageRank 最高的几个网页，0 为全部。", en="Only so many pages, the strongest; 0 is all."),
)  # fmt: skip
@option(
    "--editorial/--all-links", default=False,
    help=Text(zh="只要正文中不重复的链接。", en="Only editorial links: in main text and not repeated."),
)  # fmt: skip
@click.pass_obj
def export(app: App, /, output: str, nodes: str, run: str, max_nodes: int, editorial: bool) -> None:
    """Write the file and say what is in it."""
    from linkgraph.export import export as write
    from linkgraph.export import export_nodes

    with computed(app, run) as (store, found):
        pages, links = write(store, found.run_id, output, max_nodes=max_nodes, editorial=editorial)
        listed = export_nodes(store, found.run_id, nodes, max_nodes=max_nodes) if nodes else 0
    app.say(WROTE, pages=f"{pages:,}", links=f"{links:,}", path=output)
    if nodes:
        app.wrote(listed, nodes)
