"""Long-tail expansion: longer phrases of the crawled market that hold a keyword, and whether an own page covers them.

Phrases are parts of titles (names of sites left out), h1, headings of level 2 and 3, and anchors of internal links; those
that ask something are questions. A phrase holds the keyword and something more, has at most 24 Han characters or 10 words
(a question twice that), and is told once, in its commonest spelling. It counts by sites and pages that use it.

Covered: title or h1 of an own indexable page holds it; partly: one holds two thirds of its content words; no: none does.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from configs import scripts
from crawler.facts import facts_from_json
from crawler.text import HAN, collapse, han_chars
from keywords.brands import brand_names, is_brand, shown_parts
from keywords.brief.candidates import Keyword, keyword_of
from keywords.brief.questions import is_question
from keywords.intent import Intent, read_intent
from keywords.long_tail import is_long, size_of
from keywords.matching import copy_of, holds
from keywords.segment import Segmenter

LISTED = 200  # phrases of a keyword
MOST_HAN, MOST_WORDS = 24, 10
HEADS = 5000  # own titles and h1 with the keyword that are looked at
PROBES = 50  # keywords that are looked for in the store itself
_RUN = re.compile(f"[{HAN}]+|[a-z0-9]+")
KINDS = ("title", "h1", "heading", "anchor", "question")
_EDGES = " \t,，.。、:：;；!！?？…-–—_|·()（）[]【】「」“”\"'"
_LEVELS = (2, 3)

_HEADS = """
    select u.url, p.title, p.h1, coalesce(s.indexable_reason = 'ok', 1) from pages p join urls u on u.url_id = p.url_id
    left join page_states s on s.run_id = p.run_id and s.url_id = p.url_id
    where p.run_id = ? and p.is_html and p.status between 200 and 299 and not p.truncated
"""
_OUTLINES = """
    select u.url, f.facts from pages p join urls u on u.url_id = p.url_id
    join document_facts f on f.hash = p.document_hash
    where p.run_id = ? and p.is_html and p.status between 200 and 299 and ({probes})
"""
_ANCHORS = """
    select u.url, n.text, k.pages from page_anchors k
    join anchors n on n.anchor_id = k.anchor_id
    join urls u on u.url_id = k.url_id
    where k.run_id = ? and k.kind = 'text'
"""


class Site(NamedTuple):
    """A run that phrases are taken from."""

    run_id: int
    own: bool


@dataclass(slots=True)
class Phrase:
    """A phrase that holds a keyword."""

    keyword: str
    phrase: str  # in its commonest spelling
    kinds: tuple[str, ...]
    intent: Intent
    long_tail: bool  # three content words or six Han characters
    sites: int
    pages: int
    own_pages: int
    covered: Literal["yes", "partly", "no"]
    own_url: str  # of the page that covers it; empty: none
    example: str  # URL of a page that uses it: of a competitor where one does


@dataclass(slots=True)
class _Seen:
    """What is known of a phrase so far."""

    spellings: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)
    pages: dict[int, set[str]] = field(default_factory=dict)  # URLs by run


def expansion(
    db: sqlite3.Connection,
    sites: Sequence[Site],
    keywords: Sequence[str],
    segment: Segmenter,
    stop_words: Collection[str],
) -> Iterator[Phrase]:
    """The phrases of each keyword, those of most sites and pages first; of equals, those that tell an intent.

    Args:
        keywords: matching copies.
    """
    found: dict[str, dict[str, _Seen]] = {keyword: {} for keyword in keywords}
    heads: list[tuple[str, str]] = []  # own titles and h1 with one of the keywords, and their URLs
    for site in sites:
        names = brand_names(db, site.run_id)
        for kind, url, text, serves in _texts(db, site.run_id, keywords):
            copy = copy_of(text)
            if site.own and serves and len(heads) < HEADS:
                heads.append((copy, url))
            for keyword in keywords:
                if keyword in copy and holds(copy, keyword):
                    _note(found[keyword], keyword, kind, text, url, site, names)
    for keyword in keywords:
        yield from _ranked(found[keyword], keyword, sites, heads, segment, stop_words)


def _texts(db: sqlite3.Connection, run_id: int, keywords: Sequence[str]) -> Iterator[tuple[str, str, str, bool]]:
    """Kind, URL and text of all that may hold a phrase, and whether it is title or h1 of an indexable page."""
    for url, title, h1, indexable in db.execute(_HEADS, [run_id]):
        if _any(copy_of(title), keywords):
            for part in shown_parts(title):
                yield "title", url, part, bool(indexable)
        if _any(copy_of(h1), keywords):
            yield "h1", url, h1, bool(indexable)
    known = [_probe(keyword) for keyword in keywords] if len(keywords) <= PROBES and not scripts.simplified else []
    probes = " or ".join("instr(lower(f.facts), ?)" for _ in known) if all(known) and known else "1"
    rows = db.execute(_OUTLINES.format(probes=probes), [run_id, *(known if all(known) else ())])
    for url, markup in rows:
        for level, text in facts_from_json(markup).outline.headings:
            if level in _LEVELS:
                yield "heading", url, text, False
    spelled = lru_cache(maxsize=1 << 16)(copy_of)  # the anchors of menus come again and again
    for url, text, _ in db.execute(_ANCHORS, [run_id]):
        if _any(spelled(text), keywords):
            yield "anchor", url, text, False


def _any(copy: str, keywords: Sequence[str]) -> bool:
    return any(keyword in copy for keyword in keywords)


def _probe(keyword: str) -> str:
    """What a text has, however it is spaced or accented: the longest run of Han or of plain letters; empty: none."""
    return max(_RUN.findall(keyword), key=len, default="")


def _note(
    found: dict[str, _Seen], keyword: str, kind: str, text: str, url: str, site: Site, names: Collection[str]
) -> None:  # fmt: skip
    plain = collapse(text).strip(_EDGES)
    copy, asks = copy_of(plain), is_question(text)
    if copy == keyword or not _fits(plain, asks) or not holds(copy, keyword) or is_brand(copy, names):
        return
    seen = found.setdefault(copy, _Seen())
    seen.spellings[plain] += 1
    seen.kinds.add(kind)
    if asks:
        seen.kinds.add("question")
    seen.pages.setdefault(site.run_id, set()).add(url)


def _fits(text: str, asks: bool) -> bool:
    most = 2 if asks else 1
    return han_chars(text) <= most * MOST_HAN and len(text.split()) <= most * MOST_WORDS and "\n" not in text


def _ranked(
    found: dict[str, _Seen], keyword: str, sites: Sequence[Site], heads: Sequence[tuple[str, str]], segment: Segmenter,
    stop_words: Collection[str],
) -> Iterator[Phrase]:  # fmt: skip
    order = sorted(
        found,
        key=lambda copy: (-len(found[copy].pages), -_pages(found[copy]), read_intent(copy).intent == "none", copy),
    )
    about = [(copy, url) for copy, url in heads if holds(copy, keyword)]
    own_runs = {site.run_id for site in sites if site.own}
    for copy in order[:LISTED]:
        seen = found[copy]
        covered, own_url = _covered(keyword_of(copy, segment, stop_words), about)
        theirs = [url for run_id, urls in seen.pages.items() if run_id not in own_runs for url in urls]
        ours = [url for run_id, urls in seen.pages.items() if run_id in own_runs for url in urls]
        size = size_of(copy, segment.tokens(copy), stop_words)
        yield Phrase(
            keyword=keyword,
            phrase=min(seen.spellings, key=lambda text: (-seen.spellings[text], sum(map(str.isupper, text)), text)),
            kinds=tuple(kind for kind in KINDS if kind in seen.kinds),
            intent=read_intent(copy).intent,
            long_tail=is_long(size),
            sites=len(seen.pages),
            pages=_pages(seen),
            own_pages=len(ours),
            covered=covered,
            own_url=own_url,
            example=min(theirs or ours),
        )


def _pages(seen: _Seen) -> int:
    return sum(map(len, seen.pages.values()))


def _covered(phrase: Keyword, heads: Sequence[tuple[str, str]]) -> tuple[Literal["yes", "partly", "no"], str]:
    """Whether an own title or h1 has a phrase, and the URL of the page."""
    best, page = 0.0, ""
    for copy, url in heads:
        cover = phrase.cover(copy)
        if cover > best or (cover == best and cover and (len(url), url) < (len(page), page)):
            best, page = cover, url
    return ("yes" if best == 1.0 else "partly" if best else "no"), page
