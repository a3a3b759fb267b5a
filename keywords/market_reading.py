"""Tables of the market: topics and shares of voice, keyword by site, title patterns, longer phrases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from configs.settings import Settings
from configs.text import Lang, Text
from crawler.store import Store
from crawler.urls import shown
from keywords.matching import copy_of
from keywords.titles import SiteTitles, site_titles

Row = tuple[object, ...]
TERMS = 12  # of a topic that are listed
MODIFIERS = 30  # of a site
SHARE = Text(zh="{site} 占比", en="share {site}")
MEASURES: dict[str, Text] = {
    "strength": Text(zh="{site} 强度", en="strength {site}"),
    "pages": Text(zh="{site} 网页", en="pages {site}"),
    "title_pages": Text(zh="{site} 标题含", en="in title {site}"),
    "placement": Text(zh="{site} 位置分", en="placement {site}"),
}
HEADINGS: dict[str, Text] = {
    "topic": Text(zh="序号", en="no."),
    "name": Text(zh="主题", en="topic"),
    "terms": Text(zh="词", en="terms"),
    "pages": Text(zh="网页数", en="pages"),
    "term": Text(zh="关键词", en="keyword"),
    "competition": Text(zh="竞争度", en="competition"),
    "verdict": Text(zh="判断", en="verdict"),
    "site": Text(zh="站点", en="site"),
    "own": Text(zh="本站", en="own"),
    "kind": Text(zh="类别", en="kind"),
    "page_type": Text(zh="网页类型", en="page type"),
    "pattern": Text(zh="写法", en="pattern"),
    "share": Text(zh="占比", en="share"),
    "width": Text(zh="宽度（列）", en="width (columns)"),
    "example": Text(zh="例子", en="example"),
    "url": Text(zh="网页", en="page"),
}
WORDS: dict[str, Text] = {
    "title": Text(zh="标题", en="title"),
    "h1": Text(zh="h1", en="h1"),
    "modifier": Text(zh="修饰词", en="modifier"),
    "separator": Text(zh="分隔符", en="separator"),
    "h1-to-title": Text(zh="h1 与标题", en="h1 to title"),
    "same": Text(zh="相同", en="same"),
    "part": Text(zh="h1 是标题的一部分", en="h1 is part of the title"),
    "different": Text(zh="不同", en="different"),
    "missing": Text(zh="没有 h1", en="no h1"),
    "other": Text(zh="其他", en="other"),
    "home": Text(zh="首页", en="home"),
    "category": Text(zh="分类", en="category"),
    "product": Text(zh="商品", en="product"),
    "article": Text(zh="文章", en="article"),
    "account": Text(zh="账户", en="account"),
    "legal": Text(zh="法律与说明", en="legal"),
}
PARTS: dict[str, Text] = {
    "brand": Text(zh="站名", en="brand"),
    "category": Text(zh="分类", en="category"),
    "subject": Text(zh="主题", en="subject"),
}
EXPAND_COLUMNS = (
    "term", "phrase", "kinds", "intent", "long_tail", "sites", "pages", "own_pages", "covered", "own_url", "example",
)  # fmt: skip
EXPAND_HEADINGS: dict[str, Text] = {
    "term": Text(zh="关键词", en="keyword"),
    "phrase": Text(zh="更长的说法", en="phrase"),
    "kinds": Text(zh="出现在", en="stands in"),
    "intent": Text(zh="意图", en="intent"),
    "long_tail": Text(zh="长尾", en="long tail"),
    "sites": Text(zh="站点数", en="sites"),
    "pages": Text(zh="网页数", en="pages"),
    "own_pages": Text(zh="本站网页", en="own pages"),
    "covered": Text(zh="本站覆盖", en="covered"),
    "own_url": Text(zh="由哪页", en="by page"),
    "example": Text(zh="例子", en="example"),
}
EXPAND_WORDS: dict[str, Text] = {
    "title": Text(zh="标题", en="title"),
    "h1": Text(zh="h1", en="h1"),
    "heading": Text(zh="h2–h3", en="h2-h3"),
    "anchor": Text(zh="锚文本", en="anchor"),
    "question": Text(zh="问句", en="question"),
    "yes": Text(zh="有", en="yes"),
    "partly": Text(zh="部分", en="partly"),
    "no": Text(zh="没有", en="no"),
}
TITLE_COLUMNS = ("site", "own", "kind", "page_type", "pattern", "pages", "share", "width", "example", "url")


class Site(NamedTuple):
    """A site of the market."""

    run_id: int
    name: str
    own: bool


def market_sites(db: sqlite3.Connection, run_id: int) -> list[Site]:
    """The sites that a run was compared with by topics or keywords, the own one first, then by name."""
    rows = db.execute(
        "select r.run_id, s.name, r.run_id = :run from runs r join sites s using (site_id) where r.run_id = :run or r.run_id in"
        " (select site_run_id from competition where run_id = :run union"
        " select site_run_id from keyword_topic_shares where run_id = :run) order by r.run_id <> :run, s.name",
        {"run": run_id},
    )
    return [Site(one, name, bool(own)) for one, name, own in rows]


def topic_rows(db: sqlite3.Connection, run_id: int, sites: Sequence[Site]) -> Iterator[Row]:
    """Number, name, pages, the share of every site, terms; the largest topic first."""
    shares = {
        (topic, site): share
        for topic, site, share in db.execute(
            "select topic, site_run_id, share from keyword_topic_shares where run_id = ?", [run_id]
        )
    }
    heads = db.execute(
        "select k.topic, t.term, k.pages, (select group_concat(term, '; ') from (select w.term from keyword_topic_terms x"
        " join terms w on w.term_id = x.term_id where x.run_id = k.run_id and x.topic = k.topic order by x.place limit ?))"
        " from keyword_topics k join terms t on t.term_id = k.term_id where k.run_id = ? order by k.topic",
        [TERMS, run_id],
    )
    for topic, name, pages, terms in heads:
        yield topic, name, pages, *(shares.get((topic, site.run_id), 0.0) for site in sites), terms


def topic_columns(sites: Sequence[Site]) -> list[str]:
    """The columns of ``topic_rows`` as JSON names them."""
    return ["topic", "name", "pages", *(f"share {site.name}" for site in sites), "terms"]


def topics_for_people(sites: Sequence[Site], rows: Iterator[Row], lang: Lang) -> tuple[list[str], Iterator[Row]]:
    """The same with headings and per cent."""
    names = [HEADINGS[name].get(lang) for name in ("topic", "name", "pages")]
    names += [*(SHARE.get(lang, site=site.name) for site in sites), HEADINGS["terms"].get(lang)]
    return names, (
        tuple(f"{value:.1%}" if isinstance(value, float) else value for value in row) for row in rows
    )  # fmt: skip


def matrix_columns(sites: Sequence[Site], measures: Sequence[str]) -> list[str]:
    """The columns of ``matrix_rows`` as JSON names them."""
    return ["term", "competition", "verdict", *(f"{name} {site.name}" for name in measures for site in sites)]


def matrix_rows(
    db: sqlite3.Connection, run_id: int, sites: Sequence[Site], measures: Sequence[str]
) -> Iterator[list[object]]:
    """A row for each target keyword: competition, verdict, then each measure on each site."""
    cells: dict[int, dict[int, sqlite3.Row | tuple[object, ...]]] = {}
    for term_id, site, *found in db.execute(
        f"select term_id, site_run_id, {', '.join(MEASURES)} from competition where run_id = ?", [run_id]
    ):
        cells.setdefault(term_id, {})[site] = tuple(found)
    at = {name: place for place, name in enumerate(MEASURES)}
    heads = db.execute(
        "select k.term_id, t.term, c.competition, c.verdict from keyword_targets k join terms t using (term_id)"
        " left join keyword_competition c on c.run_id = k.run_id and c.term_id = k.term_id where k.run_id = ?"
        " order by k.ordinal",
        [run_id],
    )
    for term_id, term, competition, verdict in heads:
        found = cells.get(term_id, {})
        values = (found[site.run_id][at[name]] if site.run_id in found else None for name in measures for site in sites)
        yield [term, competition, verdict, *values]


def matrix_for_people(
    sites: Sequence[Site], measures: Sequence[str], rows: Iterator[list[object]], verdicts: dict[str, Text], lang: Lang
) -> tuple[list[str], Iterator[Row]]:
    """The same with headings, words for verdicts, and rounded."""
    names = [HEADINGS[name].get(lang) for name in ("term", "competition", "verdict")]
    names += [MEASURES[name].get(lang, site=site.name) for name in measures for site in sites]

    def shown_row(row: list[object]) -> Row:
        head = (row[0], _rounded(row[1], 1), verdicts[str(row[2])].get(lang) if row[2] else "—")
        places = [2 if name == "placement" else 1 for name in measures for _ in sites]
        return (*head, *(_rounded(value, place) for value, place in zip(row[3:], places, strict=True)))

    return names, map(shown_row, rows)


def _rounded(value: object, places: int) -> object:
    return "—" if value is None else round(value, places) if isinstance(value, float) else value


def title_rows(db: sqlite3.Connection, sites: Sequence[Site], kind: str) -> Iterator[Row]:
    """Patterns, separators, modifiers and how h1 stands to the title, site by site, the own one first."""
    for site in sites:
        found = site_titles(db, site.run_id)
        for row in _rows_of_site(found):
            if kind in ("all", row[0]):
                yield site.name, int(site.own), *row


def _rows_of_site(found: SiteTitles) -> Iterator[Row]:
    for one in found.patterns:
        yield one.kind, one.page_type, one.pattern, one.pages, one.share, one.width, one.example, one.url
    titled = sum(one.pages for one in found.patterns if one.kind == "title")
    for sign, pages in found.separators:
        yield "separator", None, sign, pages, pages / titled, None, None, None
    for word in found.modifiers[:MODIFIERS]:
        yield "modifier", None, word.word, word.pages, word.share, None, word.example, word.url
    for name in ("same", "part", "different", "missing"):
        if pages := found.h1_like.get(name, 0):
            yield "h1-to-title", None, name, pages, pages / found.pages, None, None, None


def titles_for_people(rows: Iterator[Row], lang: Lang) -> tuple[list[str], Iterator[Row]]:
    """The same with headings, words for codes and per cent; whose site it is stands in its name."""

    def shown_row(row: Row) -> Row:
        site, _, kind, page_type, pattern, pages, share, width, example, url = row
        return (
            site,
            _worded(kind, lang),
            _worded(page_type, lang),
            pattern_text(str(pattern), lang) if kind in ("title", "h1") else _worded(pattern, lang),
            pages,
            f"{share:.0%}",
            "—" if width is None else width,
            example or "—",
            shown(str(url)) if url else "—",
        )

    names = [HEADINGS[name].get(lang) for name in TITLE_COLUMNS if name != "own"]
    return names, map(shown_row, rows)


def _worded(value: object, lang: Lang) -> object:
    return "—" if value is None else WORDS[str(value)].get(lang) if value in WORDS else value


def pattern_text(pattern: str, lang: Lang) -> str:
    """A pattern in the person's language: "subject | brand" is "主题 | 站名"."""
    return " ".join(PARTS[word].get(lang) if word in PARTS else word for word in pattern.split(" "))


def expand_rows(
    store: Store, run_id: int, sites: Sequence[Site], words: Sequence[str], settings: Settings, *, questions: bool, missing: bool
) -> Iterator[Row]:  # fmt: skip
    """Longer phrases of each of ``words``, or of the target keywords where there are none."""
    from keywords import expansion
    from keywords.shopwords import shop_segmenter
    from keywords.stopwords import stop_words, target_words, user_words
    from keywords.targets import stored_targets

    terms = [copy for copy in map(copy_of, words) if copy] or [one.term for one in stored_targets(store, run_id)]
    if not terms:
        return
    segment = shop_segmenter((*user_words(settings.keywords), *target_words(settings.keywords)))
    from_sites = [expansion.Site(site.run_id, site.own) for site in sites]
    for one in expansion.expansion(store.db, from_sites, terms, segment, stop_words(settings.keywords)):
        if (questions and "question" not in one.kinds) or (missing and one.covered == "yes"):
            continue
        yield (
            one.keyword, one.phrase, " ".join(one.kinds), one.intent, int(one.long_tail), one.sites, one.pages, one.own_pages,
            one.covered, one.own_url or None, one.example,
        )  # fmt: skip


def expansion_for_people(rows: Iterator[Row], lang: Lang) -> tuple[list[str], Iterator[Row]]:
    """The same with headings and words for codes."""
    from configs.intents import INTENTS

    def shown_row(row: Row) -> Row:
        keyword, phrase, kinds, intent, long_tail, sites, pages, own_pages, covered, own_url, example = row
        places = Text("、", ", ").get(lang).join(EXPAND_WORDS[kind].get(lang) for kind in str(kinds).split())
        return (
            keyword, phrase, places, INTENTS[str(intent)].get(lang), "✓" if long_tail else "", sites, pages, own_pages,
            EXPAND_WORDS[str(covered)].get(lang), shown(str(own_url)) if own_url else "—", shown(str(example)),
        )  # fmt: skip

    return [EXPAND_HEADINGS[name].get(lang) for name in EXPAND_COLUMNS], map(shown_row, rows)
