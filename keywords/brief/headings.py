"""Subtopics: headings of level 2 and 3 of the best pages, those that say the same put together.

Two headings say the same when their content words, the keyword's own left out, are the same, or half of them are (Jaccard
0.5 or more), or the shorter of them with two words or more is within the longer. Headings that a site repeats on three of
ten pages of a language, of two types or more (「继续阅读」, "Related"), are no subtopics; they are counted and left out.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from crawler.facts import facts_from_json
from crawler.store import Store
from keywords.brief.candidates import Keyword
from keywords.brief.material import Page
from keywords.brief.model import Subtopic
from keywords.brief.questions import is_question, plain_heading
from keywords.matching import copy_of
from keywords.segment import Segmenter

LEVELS = (2, 3)
ALIKE = 0.5
SHOWN = 20  # subtopics
ALONE = 4  # of one page alone
OTHERS = 3  # further ways to put one
SAMPLE = 200  # pages of a site in which repeated headings are looked for
REPEATED, FEWEST, TYPES = 0.3, 3, 2  # share of them, pages, types of pages

_SAMPLE = """
    select lower(substr(p.lang, 1, 2)), coalesce(t.page_type, ''), f.facts from (
        select p.url_id, row_number() over (order by u.url) - 1 as number, count(*) over () as pages from pages p
        join urls u on u.url_id = p.url_id
        where p.run_id = :run and p.is_html and p.status between 200 and 299
    ) n
    join pages p on p.run_id = :run and p.url_id = n.url_id
    join document_facts f on f.hash = p.document_hash
    left join page_states t on t.run_id = :run and t.url_id = n.url_id
    where n.number % max(1, (n.pages + :sample - 1) / :sample) = 0
"""


@dataclass(slots=True)
class _Cluster:
    """Headings that say the same."""

    words: frozenset[str]
    texts: Counter[str] = field(default_factory=Counter)
    levels: Counter[int] = field(default_factory=Counter)
    pages: set[int] = field(default_factory=set)  # numbers of the sources
    first: int = 0  # order of its first heading


@dataclass(frozen=True, slots=True)
class Subtopics:
    """What the headings come to."""

    listed: tuple[Subtopic, ...]
    repeated: int  # headings left out


class Words:
    """The content words of a heading, without those of the keyword."""

    def __init__(self, keyword: Keyword, segment: Segmenter, stop_words: Collection[str]) -> None:
        self._segment, self._stop = segment, stop_words
        self._own = {keyword.term, *keyword.words}

    def of(self, copy: str) -> frozenset[str]:
        tokens = [token for token in self._segment.tokens(copy) if token and token not in self._stop]
        return frozenset(token for token in tokens if token not in self._own) or frozenset(tokens)


def subtopics(store: Store, sources: Sequence[Page], own: Page | None, keyword: Keyword, words: Words) -> Subtopics:
    """Subtopics of the sources: those of most pages first, then in the order of the pages."""
    repeated = {run: repeated_headings(store.db, run) for run in sorted({page.found.run_id for page in sources})}
    clusters: list[_Cluster] = []
    left_out = 0
    for number, page in enumerate(sources):
        for level, text in page.headings:
            plain = plain_heading(text)
            copy = copy_of(plain)
            if level not in LEVELS or not copy or copy == keyword.term:
                continue
            if copy_of(text) in repeated[page.found.run_id]:
                left_out += 1
            elif not is_question(text) and (found := words.of(copy)):
                _add(clusters, found, plain, level, number)
    clusters.sort(key=lambda one: (-len(one.pages), not _names(one, keyword), one.first))
    made = tuple(_subtopic(one, sources, own, words) for one in _few_of_one_page(clusters)[:SHOWN])
    return Subtopics(made, left_out)


def _names(one: _Cluster, keyword: Keyword) -> bool:
    """Whether a heading has the keyword."""
    return any(keyword.cover(copy_of(text)) for text in one.texts)


def _few_of_one_page(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """All that several pages have; of what one page alone has, its first few: a long page is no outline for others."""
    alone: Counter[int] = Counter()
    kept = []
    for one in clusters:
        if len(one.pages) == 1:
            (page,) = one.pages
            alone[page] += 1
            if alone[page] > ALONE:
                continue
        kept.append(one)
    return kept


def repeated_headings(db: sqlite3.Connection, run_id: int) -> frozenset[str]:
    """Headings, as matching copies, that the pages of a run repeat whatever they are about."""
    pages: Counter[tuple[str, str]] = Counter()  # by language: each has words of its own for what is repeated
    types: dict[tuple[str, str], set[str]] = defaultdict(set)
    total: Counter[str] = Counter()
    for lang, page_type, markup in db.execute(_SAMPLE, {"run": run_id, "sample": SAMPLE}):
        total[lang] += 1
        for copy in {copy_of(text) for level, text in facts_from_json(markup).outline.headings if level > 1}:
            pages[lang, copy] += 1
            types[lang, copy].add(page_type)
    return frozenset(
        one[1]
        for one, count in pages.items()
        if count >= max(FEWEST, REPEATED * total[one[0]]) and len(types[one]) >= TYPES
    )


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two headings say the same, by their words."""
    both = len(one & other)
    if not both:
        return False
    return both / len(one | other) >= ALIKE or (both == min(len(one), len(other)) > 1)


def _add(clusters: list[_Cluster], words: frozenset[str], text: str, level: int, page: int) -> None:
    found = next((one for one in clusters if same(one.words, words)), None)
    if found is None:
        clusters.append(found := _Cluster(words, first=len(clusters)))
    found.texts[text] += 1
    found.levels[level] += 1
    found.pages.add(page)


def _subtopic(one: _Cluster, sources: Sequence[Page], own: Page | None, words: Words) -> Subtopic:
    texts = sorted(one.texts, key=lambda text: (-one.texts[text], len(text), text))
    return Subtopic(
        heading=texts[0],
        level=min(one.levels, key=lambda level: (-one.levels[level], level)),
        others=tuple(texts[1 : 1 + OTHERS]),
        pages=len(one.pages),
        sites=len({sources[number].source.site for number in one.pages}),
        own=None if own is None else _has(own.headings, one.words, words),
    )


def _has(headings: Iterable[tuple[int, str]], wanted: frozenset[str], words: Words) -> bool:
    return any(level > 1 and same(words.of(copy_of(plain_heading(text))), wanted) for level, text in headings)
