"""The brief of a keyword, put together from the crawled market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from configs.settings import Settings
from configs.text import Text
from crawler.records import Run
from crawler.store import Store
from crawler.text import columns, han_chars
from keywords.brands import brand_names
from keywords.brief import drafts
from keywords.brief.candidates import Found, Keyword, keyword_of, mean_words, measure_one, place, serving
from keywords.brief.headings import Subtopics, Words, subtopics
from keywords.brief.material import Page, page_of
from keywords.brief.model import Brief, Draft, Has, Question, Range, SchemaType, TermRange
from keywords.brief.questions import questions
from keywords.brief.remarks import remarks
from keywords.brief.schema import schema_types
from keywords.brief.wording import range_of, term_ranges, unit_of
from keywords.competition import competitor_runs
from keywords.intent import read_intent
from keywords.matching import copy_of, holds
from keywords.shopwords import shop_segmenter
from keywords.stopwords import stop_words, target_words, user_words
from keywords.titles import brand_ends

SOURCES, PER_SITE = 10, 5
FEWEST = 2  # pages to rest a brief on
OWN_FROM = 3  # with fewer pages of competitors, other own pages are looked at as well


@dataclass(frozen=True, slots=True)
class Limits:
    """Display columns that titles and descriptions may have."""

    title: int
    description: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for."""

    keyword: str  # as a person wrote it
    run: Run
    rivals: tuple[Run, ...]
    page: int | None  # url_id of the page it is for; None: the one to propose
    limits: Limits


def asked_for(store: Store, run: Run, settings: Settings, keyword: str, page: int | None, limits: Limits) -> Asked:
    """The question with the runs of the competitors."""
    rivals = tuple(one for one in competitor_runs(store, settings) if one.site != run.site)
    return Asked(keyword, run, rivals, page, limits)


def brief_of(store: Store, asked: Asked, settings: Settings) -> Brief:
    """The brief, without the links to add, which the link graph tells."""
    stop = stop_words(settings.keywords)
    segment = shop_segmenter((*user_words(settings.keywords), *target_words(settings.keywords)))
    keyword = keyword_of(asked.keyword, segment, stop)
    own = _own(store, asked, keyword)
    found = _sources(store, asked, keyword, own)
    sources = [page_of(store, one) for one in found]
    enough = len(sources) >= FEWEST
    rests = sources if enough else []
    words = Words(keyword, segment, stop)
    return _made(store, asked, keyword, sources, rests, page_of(store, own) if own else None, words)


def _own(store: Store, asked: Asked, keyword: Keyword) -> Found | None:
    run_id, mean = asked.run.run_id, _mean(store, asked)
    if asked.page is not None:
        return measure_one(store, run_id, asked.page, keyword, mean)
    row = store.db.execute(
        "select m.url_id from keyword_map m join terms t on t.term_id = m.term_id where m.run_id = ? and t.term = ?"
        " and m.verdict in ('right', 'weak', 'other')",
        [run_id, keyword.term],
    ).fetchone()
    if row and row[0] is not None:
        return measure_one(store, run_id, int(row[0]), keyword, mean)
    return next(iter(serving(store, run_id, keyword, 1, mean)), None)


def _sources(store: Store, asked: Asked, keyword: Keyword, own: Found | None) -> list[Found]:
    """The best pages of the competitors; of the own site only where these are few."""
    mean = _mean(store, asked)
    found = [page for rival in asked.rivals for page in serving(store, rival.run_id, keyword, PER_SITE, mean)]
    if len(found) < OWN_FROM:
        others = serving(store, asked.run.run_id, keyword, PER_SITE + 1, mean)
        found += [page for page in others if own is None or page.url_id != own.url_id][:PER_SITE]
    return sorted(found, key=place)[:SOURCES]


def _mean(store: Store, asked: Asked) -> float:
    return mean_words(store.db, [asked.run.run_id, *(rival.run_id for rival in asked.rivals)])


def _made(
    store: Store, asked: Asked, keyword: Keyword, sources: Sequence[Page], rests: Sequence[Page], own: Page | None, words: Words
) -> Brief:  # fmt: skip
    run_id = asked.run.run_id
    names = set[str]().union(
        *(brand_names(store.db, one) for one in (run_id, *(rival.run_id for rival in asked.rivals)))
    )
    unit = unit_of(rests or ([own] if own else []))
    intent = read_intent(keyword.term, brand_names(store.db, run_id))
    topics = subtopics(store, rests, own, keyword, words)
    terms = term_ranges(store.db, rests, own, keyword, names, unit) if rests else ()
    put = questions(rests, own, keyword)
    lang: Literal["zh", "en"] = "zh" if han_chars(keyword.term) or (sources and unit == "han") else "en"
    made = _drafted(store, asked, keyword, lang, _wanted(intent.intent, rests), topics, _named(terms, rests), put)
    schema = schema_types([page.source for page in rests], own.source if own else None)
    words_range = range_of([page.source.words for page in rests], own.source.words if own else None) if rests else None
    han_range = range_of([page.source.han for page in rests], own.source.han if own else None) if rests else None
    own_source = own.source if own else None
    days = sorted(filter(None, (page.source.modified for page in rests)))
    return Brief(
        keyword=asked.keyword,
        lang=lang,
        run_id=run_id,
        site=asked.run.site,
        day=asked.run.started[:10],
        intent=intent.intent,
        modifier=intent.modifier,
        enough=bool(rests),
        remarks=remarks(asked.run, asked.rivals, [page.source for page in sources], own_source, made[0], FEWEST),
        sources=tuple(page.source for page in sources),
        own=own_source,
        chosen=asked.page is not None,
        has=_has(own, asked.limits, han_range if unit == "han" else words_range, unit == "han", schema) if own else (),
        unit=unit,
        words=words_range,
        han=han_range,
        subtopics=topics.listed,
        repeated=topics.repeated,
        terms=terms,
        questions=put,
        schema=schema,
        newest=days[-1] if days else "",
        dated=len(days),
        titles=made[0],
        descriptions=made[1],
        links=(),
        anchors=_anchors(store, own) if own else (),
    )


def _wanted(intent: str, sources: Sequence[Page]) -> str:
    """What drafts take for the intent where the keyword tells none: buying, if most of the pages are products and lists."""
    sold = sum(page.source.page_type in ("product", "category") for page in sources)
    return "buy" if intent == "none" and 2 * sold > len(sources) else intent


def _named(terms: Sequence[TermRange], sources: Sequence[Page]) -> list[TermRange]:
    """Terms that two sources have in title, h1, description or a heading: the others are words of the running text."""
    heads = [
        copy_of(
            "\n".join(
                (page.source.title, page.source.h1, page.source.description, *(text for _, text in page.headings))
            )
        )
        for page in sources
    ]
    return [one for one in terms if sum(holds(head, one.term) for head in heads) >= FEWEST]


def _fit(topics: Subtopics, keyword: Keyword) -> list[str]:
    """Headings for drafts: those of several pages first, then those that have the keyword."""
    shared = [one.heading for one in topics.listed if one.pages > 1]
    return shared + [one.heading for one in topics.listed if one.pages == 1 and keyword.cover(copy_of(one.heading))]


def _drafted(
    store: Store, asked: Asked, keyword: Keyword, lang: Literal["zh", "en"], intent: str, topics: Subtopics, terms: Sequence[TermRange],
    put: Sequence[Question],
) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:  # fmt: skip
    """Titles and descriptions."""
    parts = drafts.parts_of(
        asked.keyword, lang, intent, _fit(topics, keyword), (one.term for one in terms),
        (one.text for one in put if one.keyword), brand_ends(store.db, asked.run.run_id, han=lang == "zh"),
    )  # fmt: skip
    return drafts.titles(parts, asked.limits.title), drafts.descriptions(parts, asked.limits.description)


def _has(own: Page, limits: Limits, lengths: Range | None, han: bool, schema: Sequence[SchemaType]) -> tuple[Has, ...]:
    """What the own page has and lacks, point by point."""
    source = own.source
    title, description = columns(source.title), columns(source.description)
    amount = source.han if han else source.words
    rows = [
        Has(Text(zh="标题里有这个词", en="keyword in the title"), "in_title" in source.places, source.title),
        Has(Text(zh=f"标题不超过 {limits.title} 列", en=f"title of {limits.title} columns at most"), 0 < title <= limits.title, str(title)),
        Has(Text(zh="h1 里有这个词", en="keyword in the h1"), "in_h1" in source.places, source.h1),
        Has(Text(zh="首段里有这个词", en="keyword in the introduction"), "in_intro" in source.places, ""),
        Has(Text(zh="描述里有这个词", en="keyword in the description"), "in_description" in source.places, source.description),
        Has(
            Text(zh=f"描述不超过 {limits.description} 列", en=f"description of {limits.description} columns at most"),
            0 < description <= limits.description,
            str(description),
        ),
        Has(Text(zh="站内锚文本里有这个词", en="keyword in anchors of own pages"), "anchors" in source.places, ""),
    ]  # fmt: skip
    if lengths:
        unit = Text(zh="汉字", en="Han characters") if han else Text(zh="词", en="words")
        rows.append(Has(Text(zh=f"篇幅不少于 {lengths.low:,} {unit.zh}", en=f"length of {lengths.low:,} {unit.en} at least"), amount >= lengths.low, f"{amount:,}"))  # fmt: skip
    rows += [
        Has(Text(zh=f"结构化数据 {one.name}", en=f"structured data {one.name}"), bool(one.own), "")
        for one in schema
        if one.advised
    ]
    return (
        *rows,
        Has(
            Text(zh="写明更新或发布日期", en="names the day of its last change or of publication"),
            bool(source.modified),
            source.modified,
        ),
    )


def _anchors(store: Store, own: Page) -> tuple[tuple[str, int], ...]:
    rows = store.db.execute(
        "select n.text, k.pages from page_anchors k join anchors n on n.anchor_id = k.anchor_id"
        " where k.run_id = ? and k.url_id = ? and k.kind <> 'empty' order by k.place limit 8",
        [own.found.run_id, own.found.url_id],
    )
    return tuple((text, pages) for text, pages in rows)
