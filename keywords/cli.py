"""The command ``keywords``; its sub-commands are in ``keywords.read_cli``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import option
from configs.groups import default_group
from configs.text import Lang, Text

if TYPE_CHECKING:
    from keywords.overview import Overview, SiteTerm, Standing

HELP = Text(
    zh="分析已存的一次运行（RUN，默认 latest）的关键词，并打印全站的词和目标关键词在各站的表现。\n"
    "目标关键词取自配置 [keywords] targets；没有配置时，由标题、h1 和 TF-IDF 推测，并注明。",
    en="Analyse the keywords of a stored RUN (default: latest); print the terms of the site and how its targets\n"
    "stand against the competitors. Targets come from [keywords] targets, else they are guessed and marked so.",
)
PARTIAL = Text(
    zh="抓取不完整：以下数字只按已抓到的网页计算。",
    en="The crawl is incomplete: the figures rest on the pages fetched.",
)
NO_PAGES = Text(zh="没有可分析的词：没有带正文的 HTML 网页。", en="Nothing to analyse: no HTML page with text.")
TERMS = Text(zh="全站的词（{site}，运行 {run}，{date}）", en="Terms of the site ({site}, run {run}, {date})")
MARKET = Text(zh="目标关键词（各站最强网页）", en="Target keywords (strongest page of each site)")
GUESSED = Text(
    zh="* 推测的关键词：在配置 [keywords] targets 中写明，结果更准。",
    en="* guessed; name your own under [keywords] targets for better results.",
)
FORMULAS = Text(
    zh="密度：A = n × 词长 ÷ L；B = n ÷ L；C = 命中词元 ÷ 实义词元。n 为命中次数，L 为正文可见字数。\n"
    "密度没有搜索引擎公布的标准，2–8 % 只是站长的习惯说法。",
    en="Density: A = n * length / L; B = n / L; C = tokens of the hits / content tokens; n: hits, L: characters.\n"
    "No search engine publishes a target; 2-8 % is a webmaster convention.",
)
TWICE = Text(
    zh="{path} 有 {n} 个词写了两次（不影响结果）：第 {line} 行 {word}，第 {first} 行已有。",
    en="{path}: {n} words stand there twice, which does no harm: line {line}, {word}, is already in line {first}.",
)
KEYWORD, SITE, PAGES = Text(zh="关键词", en="keyword"), Text(zh="站点", en="site"), Text(zh="网页", en="pages")
TITLES, HITS, WEIGHT = Text(zh="标题含", en="in title"), Text(zh="次数", en="hits"), Text(zh="TF-IDF", en="TF-IDF")
OF, BEST = Text(zh="共", en="of"), Text(zh="最强网页", en="strongest page")
DENSITIES = (
    Text(zh="密度 A n×词长/L", en="density A n*len/L"),
    Text(zh="密度 B n/L", en="density B n/L"),
    Text(zh="密度 C 词元", en="density C tokens"),
)
MEAN = Text(zh="平均", en="mean ")
TERM_HEAD = (KEYWORD, PAGES, HITS, TITLES, *(Text(MEAN.zh + x.zh, MEAN.en + x.en) for x in DENSITIES), WEIGHT)
MARKET_HEAD = (KEYWORD, SITE, PAGES, OF, TITLES, Text(zh="h1 含", en="in h1"), *DENSITIES, BEST)


SUBCOMMANDS = {
    "top": ("keywords.read_cli:top", Text(zh="全站最突出的词", en="The terms of the site")),
    "page": ("keywords.page_cli:page", Text(zh="一个网页的词和位置", en="The terms of a page and their places")),
    "map": ("keywords.read_cli:keyword_map", Text(zh="每个关键词由哪个网页承担", en="Which page stands for each keyword")),
    "labels": ("keywords.read_cli:labels", Text(zh="意图、长尾、层级与宽窄", en="Intent, long tail, tier and breadth")),
    "pyramid": ("keywords.read_cli:pyramid", Text(zh="关键词金字塔", en="The pyramid of keywords")),
    "cannibal": ("keywords.read_cli:cannibal", Text(zh="互相竞争的网页", en="Pages that compete with each other")),
    "gap": ("keywords.read_cli:gap", Text(zh="与竞品的差距", en="The gap to the competitors")),
    "positions": ("keywords.import_cli:positions", Text(zh="导入的排名与排名因素", en="Imported rankings beside the factors")),
    "topics": ("keywords.market_cli:topics", Text(zh="市场的主题与声量占比", en="Topics of the market and shares of voice")),
    "matrix": ("keywords.market_cli:matrix", Text(zh="关键词 × 站点", en="Keyword by site")),
    "expand": ("keywords.market_cli:expand", Text(zh="由一个词扩展长尾词", en="Longer phrases that hold a keyword")),
    "titles": ("keywords.market_cli:titles", Text(zh="各站标题和 h1 的写法", en="How the sites write titles and h1")),
    "phrases": ("keywords.phrase_cli:phrases", Text(zh="全站的短语与结合度", en="Phrases of the site with association scores")),
    "words": ("keywords.phrase_cli:words", Text(zh="提议加进用户词典的词", en="Words proposed for the user dictionary")),
    "figures": ("keywords.figures.read_cli:figures", Text(zh="导入的搜索量、结果数，KEI 与竞争度 F-09", en="Imported figures, KEI and competition F-09")),
    "opportunities": ("keywords.figures.read_cli:opportunities", Text(zh="机会矩阵：先做哪些词", en="Which keywords first: value and chance")),
    "compete": ("keywords.read_cli:compete", Text(zh="竞争度与胜算", en="Competition and chances")),
}  # fmt: skip


@default_group(
    "keywords",
    HELP,
    SUBCOMMANDS,
    examples=(
        "xunlu keywords",
        "xunlu keywords latest~1 --top 50",
        "xunlu --db shop.db keywords --format json",
        "xunlu keywords gap",
    ),
)
@click.argument("run", default="latest")
@option(
    "--format", "format", type=click.Choice(["table", "json"]), default="table",
    help=Text(zh="输出格式。", en="Output format."),
)  # fmt: skip
@option(
    "--top", type=click.IntRange(min=0), default=20,
    help=Text(zh="列出 TF-IDF 合计最高的几个词。", en="How many terms of the site to list."),
)  # fmt: skip
@click.pass_obj
def keywords(app: App, /, run: str, format: str, top: int) -> None:
    """Compute the stage, compare the market and print what came out."""
    from crawler.store import open_store
    from keywords.market import run_market
    from keywords.overview import overview
    from keywords.stage import run_keywords
    from keywords.targets import newest_target_run

    with open_store(app.database) as store:
        found = store.run(run)
        if app.prepare:
            app.prepare(app, store, found.run_id, "keywords")
        run_keywords(store, found.run_id, app.settings)
        target = found if found.role == "target" else newest_target_run(store)
        if target:
            run_market(store, target.run_id, app.settings)
        result = overview(store, found, target.run_id if target else None, top)
    if not result.complete:
        app.say(PARTIAL)
    _tell_repeated(app)
    for line in [as_json(result)] if format == "json" else as_tables(result, app.lang):
        app.out(line)


def _tell_repeated(app: App) -> None:
    from keywords.stopwords import own_lists
    from keywords.wordlists import repeated

    for path in own_lists(app.settings.keywords):
        if twice := repeated(path):
            app.say(TWICE, path=path, n=len(twice), **twice[0]._asdict())


def as_json(result: Overview) -> str:
    """The overview as one JSON object; densities are shares, 0..1."""
    import json
    from dataclasses import asdict

    return json.dumps(asdict(result), ensure_ascii=False, indent=2)


def as_tables(result: Overview, lang: Lang) -> list[str]:
    """The overview as lines for a terminal."""
    if not result.terms and not result.market:
        return [NO_PAGES.get(lang)]
    head = TERMS.get(lang, site=result.site, run=result.run_id, date=result.started[:10])
    lines = [head, *_table(TERM_HEAD, [_term(term) for term in result.terms], lang)]
    if result.market:
        rows = [_standing(standing, lang) for standing in result.market]
        lines += ["", MARKET.get(lang), *_table(MARKET_HEAD, rows, lang)]
        if any(standing.origin == "guessed" for standing in result.market):
            lines.append(GUESSED.get(lang))
    return [*lines, "", *FORMULAS.get(lang).splitlines()]


def _term(term: SiteTerm) -> list[str]:
    counts = (term.pages, term.hits, term.title_pages)
    shares = (term.density_chars, term.density_hits, term.density_tokens)
    return [term.term, *map(_number, counts), *map(_percent, shares), f"{term.tfidf:.3f}"]


def _standing(row: Standing, lang: Lang) -> list[str]:
    shares = (row.density_chars, row.density_hits, row.density_tokens)
    counts = (row.pages, row.html_pages, row.title_pages, row.h1_pages)
    word = row.keyword + ("*" if row.origin == "guessed" else "")
    return [word, row.site, *map(_number, counts), *map(_percent, shares), row.best_url or "—"]


def _number(count: int) -> str:
    return f"{count:,}"


def _percent(share: float) -> str:
    return f"{share:.2%}"


def _table(head: Sequence[Text], rows: Sequence[Sequence[str]], lang: Lang) -> list[str]:
    """Columns aligned by display width: words left, numbers right."""
    from crawler.text import columns, printable

    cells = [[text.get(lang) for text in head], *([printable(cell) for cell in row] for row in rows)]
    widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    words = [text in (KEYWORD, SITE, BEST) for text in head]
    lines = []
    for row in cells:
        padded = [
            cell + " " * (width - columns(cell)) if left else " " * (width - columns(cell)) + cell
            for cell, width, left in zip(row, widths, words, strict=True)
        ]
        lines.append("  ".join(padded).rstrip())
    return lines
