"""The commands ``links communities|bridges|flow|dead-ends``: the shape of the link graph."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Text
from crawler.store import Store
from linkgraph.read_cli import computed, print_table, run_option, write_table

FITS = Text(
    zh="{pages} 个网页，{communities} 个群，模块度 {modularity}（0.3 以上为明显分群）。"
    "与第 {level} 级目录的吻合：调整兰德指数 {rand}（1 完全一致，0 等于随机），{purity} 的网页在本群最常见的目录里。",
    en="{pages} pages, {communities} silos, modularity {modularity} (above 0.3 they are distinct). Fit with folders of level"
    " {level}: adjusted Rand index {rand} (1 the same, 0 as by chance); {purity} of the pages are in the commonest folder of"
    " their silo.",
)
TOPICS = Text(
    zh="与目标关键词的吻合（{pages} 个有关键词的网页）：调整兰德指数 {rand}，{purity} 的网页属于本群最常见的关键词。",
    en="Fit with target keywords ({pages} pages that have one): adjusted Rand index {rand}; {purity} of the pages have the"
    " commonest keyword of their silo.",
)
NO_TOPICS = Text(
    zh="没有网页与目标关键词相关，无法按目标关键词对照。",
    en="No page is relevant for a target keyword: silos are not compared with them.",
)
NO_TERMS = Text(
    zh="还没有关键词分析，不知道各群讲什么：先运行 xunlu keywords。",
    en="There is no keyword analysis yet, so that what silos speak of is not known: run xunlu keywords first.",
)
TERMS = Text(
    zh="“讲什么”按最大的 {silos} 个群各自最强的 {pages} 个网页：在本群常见、在别的群少见的词。",
    en="What silos speak of, by the {pages} strongest pages of the {silos} largest: terms common in one and rare in others.",
)
SAMPLED = Text(
    zh="中介值按 {sampled} 个起点估算，全站 {pages} 个网页。",
    en="Betweenness is estimated from {sampled} of {pages} pages.",
)


@command(
    "communities",
    Text(
        zh="主题群：彼此链接多于链接别处的网页（全站重复的链接不算），与网址目录、网页讲的词和目标关键词对照。\n写上编号 N 时列出该群的网页。",
        en="Topic silos: pages that link among themselves more than elsewhere, links repeated over the site left out, next to\n"
        "the folders of their URLs, the terms of their pages and target keywords. With a number N the pages of that silo.",
    ),
    examples=("xunlu links communities", "xunlu links communities 3 --limit 20", "xunlu links communities --format csv -o silos.csv"),
)  # fmt: skip
@click.argument("community", metavar="[N]", required=False, type=click.IntRange(min=1))
@run_option
@read_options
@click.pass_obj
def communities(app: App, /, community: int | None, run: str, format: str, output: str, limit: int) -> None:
    """Silos, or the pages of one."""
    from linkgraph.reading import rows_of
    from linkgraph.silo_terms import fill_silo_terms
    from linkgraph.topics import fill_topics

    if community:
        print_table(app, "community", run, format, output, limit, community=community)
        return
    with computed(app, run) as (store, found):
        fits = fill_topics(store.db, found.run_id)
        _say_fits(app, store, found.run_id, fits, fill_silo_terms(store.db, found.run_id))
        write_table(app, "communities", rows_of(store, "communities", {"run": found.run_id}), format, output, limit)


def _say_fits(app: App, store: Store, run_id: int, topics: tuple[float, float, int] | None, terms: bool) -> None:
    from linkgraph.silo_terms import DESCRIBED, SAMPLE

    row = store.db.execute(
        "select pages, communities, modularity, folder_level, folder_rand, folder_purity from link_graphs where run_id = ?",
        [run_id],
    ).fetchone()
    if not row or not row[1]:
        return
    pages, count, modularity, level, rand, purity = row
    app.say(
        FITS, pages=f"{pages:,}", communities=f"{count:,}", modularity=f"{modularity:.2f}", level=level,
        rand=f"{rand:.2f}", purity=f"{purity:.0%}",
    )  # fmt: skip
    app.say(TERMS if terms else NO_TERMS, silos=DESCRIBED, pages=SAMPLE)
    if topics:
        app.say(TOPICS, rand=f"{topics[0]:.2f}", purity=f"{topics[1]:.0%}", pages=f"{topics[2]:,}")
    elif terms:
        app.say(NO_TOPICS)


@command(
    "bridges",
    Text(
        zh="桥：从起始网址到别的网页非经过不可的网页。它一旦失效，“断开的网页”就再也走不到。\n给那些网页另加链接。",
        en="Bridges: pages that every way from the start to other pages leads over. Should one fail, nothing leads to the\n"
        "pages cut off any more: link to them from elsewhere, too.",
    ),
    examples=("xunlu links bridges", "xunlu links bridges --format csv -o bridges.csv"),
)
@run_option
@read_options
@click.pass_obj
def bridges(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Pages whose loss cuts others off."""
    with computed(app, run) as (store, found):
        row = store.db.execute("select sampled, pages from link_graphs where run_id = ?", [found.run_id]).fetchone()
    if row and row[0] < row[1]:
        app.say(SAMPLED, sampled=row[0], pages=f"{row[1]:,}")
    print_table(app, "bridges", run, format, output, limit)


@command(
    "flow",
    Text(
        zh="权重去了哪里：每类网页（首页、分类、商品……）占全站权重的多少，平均强度（1 为全站平均）。\n"
        "--links 列出从哪类流向哪类，以及流失在 nofollow、站外、断链、没抓到的网址和死胡同的份额。",
        en="Where authority goes: what share of it the pages of each type have (home, category, product ...), and how strong the\n"
        "average one is (1: as the site's average). --links lists what goes from which type to which, and what is lost to\n"
        "nofollow, other sites, broken links, URLs not fetched and dead ends.",
    ),
    examples=("xunlu links flow", "xunlu links flow --links --format csv -o flow.csv"),
)
@option("--links", "links", is_flag=True, help=Text(zh="从哪类到哪类。", en="From which type to which."))
@run_option
@read_options
@click.pass_obj
def flow(app: App, /, links: bool, run: str, format: str, output: str, limit: int) -> None:
    """Authority by type of page."""
    print_table(app, "flow links" if links else "flow", run, format, output, limit)


@command(
    "dead-ends",
    Text(
        zh="死胡同：没有可跟踪的链接通向站内别的网页，权重到此为止。",
        en="Dead ends: pages from which no followed link leads on to another page of the site.",
    ),
    examples=("xunlu links dead-ends", "xunlu links dead-ends --format csv -o dead-ends.csv"),
)
@run_option
@read_options
@click.pass_obj
def dead_ends(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Pages without a way on."""
    print_table(app, "dead-ends", run, format, output, limit)
