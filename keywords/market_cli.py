"""The commands ``keywords topics|matrix|titles|expand``: the market side by side, in any format."""

from __future__ import annotations

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Text
from keywords.read_cli import MORE, NOTHING, analysed, run_argument, warn

FIRST = 40  # rows that a terminal shows where nobody asked for a number


@command(
    "topics",
    Text(
        zh="把市场（本站与竞品）写进标题或 h1 的词按共同出现的网页归成主题，以最强的词命名，并给出各站的声量占比。\n"
        "声量是有该主题词的网页按位置加权的合计；只反映抓到的网页，不是搜索份额。",
        en="Terms in titles and h1 of the market (own site and competitors), grouped into topics by the pages they share and\n"
        "named by the strongest; with each site's share of voice: its pages on the topic, weighed by where the term stands.\n"
        "It speaks of the pages crawled; it is no share of searches.",
    ),
    examples=("xunlu keywords topics", "xunlu keywords topics --format csv -o topics.csv"),
)
@run_argument
@read_options
@click.pass_obj
def topics(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Topics and shares of voice."""
    from crawler.tables import print_rows
    from keywords.market_reading import market_sites, topic_columns, topic_rows, topics_for_people

    with analysed(app, run, market=True) as (store, found):
        warn(app, store, found, market=True)
        sites = market_sites(store.db, found.run_id)
        names, rows = topic_columns(sites), topic_rows(store.db, found.run_id, sites)
        if format in ("table", "md"):
            names, rows = topics_for_people(sites, rows, app.lang)
        print_rows(
            app, names, rows, format=format, output=output, limit=limit, first=FIRST, nothing=NOTHING, more=MORE
        )  # fmt: skip


@command(
    "matrix",
    Text(
        zh="目标关键词 × 站点：强度、含该词的网页数、标题含它的网页数、位置分，一站一列。",
        en="Target keyword by site: strength, pages with the keyword, pages with it in the title, placement; a column a site.",
    ),
    examples=("xunlu keywords matrix --show strength", "xunlu keywords matrix --format csv -o matrix.csv"),
)
@run_argument
@option(
    "--show", multiple=True, type=click.Choice(["strength", "pages", "title_pages", "placement"]),
    help=Text(zh="只要哪些数字；可多次；默认全部。", en="Only these figures; may be repeated; default all."),
)  # fmt: skip
@read_options
@click.pass_obj
def matrix(app: App, /, run: str, show: tuple[str, ...], format: str, output: str, limit: int) -> None:
    """Keyword by site."""
    from collections.abc import Iterable

    from crawler.tables import Row, print_rows
    from keywords.market_reading import MEASURES, market_sites, matrix_columns, matrix_for_people, matrix_rows
    from keywords.reading import VALUES

    measures = [name for name in MEASURES if name in (show or MEASURES)]
    with analysed(app, run, market=True) as (store, found):
        warn(app, store, found, market=True)
        sites = market_sites(store.db, found.run_id)
        cells = matrix_rows(store.db, found.run_id, sites, measures)
        names, rows = matrix_columns(sites, measures), cells
        lines: Iterable[Row] = rows
        if format in ("table", "md"):
            names, lines = matrix_for_people(sites, measures, cells, VALUES, app.lang)
        print_rows(app, names, lines, format=format, output=output, limit=limit, nothing=NOTHING)


@command(
    "titles",
    Text(
        zh="各站标题和 h1 的写法：各部分（主题、分类、站名）的顺序和分隔符、宽度、常加的词（年份、批发、价格、官网……），\n"
        "按网页类型给出占比和例子。别人这样写，不等于搜索引擎要求这样写。",
        en="How the sites write titles and h1: order of the parts (subject, category, brand) and the signs between them, width,\n"
        "words often added (years, price, buy ...), by type of page, with shares and examples. That others write so is no rule\n"
        "of a search engine.",
    ),
    examples=("xunlu keywords titles", "xunlu keywords titles --kind modifier --format csv -o modifiers.csv"),
)
@run_argument
@option(
    "--kind", type=click.Choice(["all", "title", "h1", "separator", "modifier", "h1-to-title"]), default="all",
    help=Text(zh="只列哪一类。", en="Only rows of a kind."),
)  # fmt: skip
@read_options
@click.pass_obj
def titles(app: App, /, run: str, kind: str, format: str, output: str, limit: int) -> None:
    """Title and h1 patterns."""
    from crawler.tables import print_rows
    from keywords.market_reading import TITLE_COLUMNS, market_sites, title_rows, titles_for_people

    with analysed(app, run, market=True) as (store, found):
        warn(app, store, found, market=True)
        names, rows = list(TITLE_COLUMNS), title_rows(store.db, market_sites(store.db, found.run_id), kind)
        if format in ("table", "md"):
            names, rows = titles_for_people(rows, app.lang)
        print_rows(
            app, names, rows, format=format, output=output, limit=limit, first=FIRST, nothing=NOTHING, more=MORE
        )  # fmt: skip


@command(
    "expand",
    Text(
        zh="从抓到的市场扩展长尾词：标题、h1–h3、锚文本和问句里含这个词的更长说法，有几个站点、几页在用，意图，\n"
        "本站有没有网页覆盖它。不写词时用全部目标关键词。不是搜索量，只说明市场上有人这样写。",
        en="Long-tail expansion from the crawled market: longer phrases in titles, h1-h3, anchors and questions that hold the\n"
        "keyword, the sites and pages that use them, their intent, and whether an own page covers them. Without a keyword:\n"
        "all targets. No search volumes: it says that the market writes so.",
    ),
    examples=(
        "xunlu keywords expand",
        "xunlu keywords expand 'green tea' --missing",
        "xunlu keywords expand teapot --questions --format csv -o questions.csv",
    ),
)
@click.argument("keyword", required=False)
@option("--questions", is_flag=True, help=Text(zh="只要问句。", en="Only questions."))
@option("--missing", is_flag=True, help=Text(zh="只要本站没有覆盖的。", en="Only those that no own page covers."))
@option("--run", default="latest", help=Text(zh="目标站的哪次运行。", en="Which run of the target site."))
@read_options
@click.pass_obj
def expand(
    app: App, /, keyword: str | None, questions: bool, missing: bool, run: str, format: str, output: str, limit: int
) -> None:  # fmt: skip
    """Longer phrases that hold a keyword."""
    from crawler.tables import print_rows
    from keywords.asked import refuse_empty
    from keywords.market_reading import EXPAND_COLUMNS, expand_rows, expansion_for_people, market_sites

    if keyword is not None:
        refuse_empty(keyword)
    with analysed(app, run, market=True) as (store, found):
        warn(app, store, found, market=True)
        words = (keyword,) if keyword is not None else ()
        sites = market_sites(store.db, found.run_id)
        rows = expand_rows(store, found.run_id, sites, words, app.settings, questions=questions, missing=missing)
        names = list(EXPAND_COLUMNS)
        if format in ("table", "md"):
            names, rows = expansion_for_people(rows, app.lang)
        print_rows(
            app, names, rows, format=format, output=output, limit=limit, first=FIRST, nothing=NOTHING, more=MORE
        )  # fmt: skip
