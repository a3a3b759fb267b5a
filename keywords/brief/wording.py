"""Terms with target ranges: how often the best pages use the words that several of them use; and how long they are.

Candidates are the terms that the keyword stage stored of these pages, and the keyword. One that half of the pages use, two
at least, is listed: the 25th and 75th percentile of its rate (hits by 1,000 Han characters, or by 1,000 words where most
pages are of other scripts) over the pages that use it. It is what others do, no rule of a search engine.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

import numpy as np

from crawler.text import dominant_script
from keywords.brands import is_brand
from keywords.brief.candidates import Keyword
from keywords.brief.material import Page
from keywords.brief.model import Range, State, TermRange, Unit
from keywords.gaps import is_subject
from keywords.matching import positions
from keywords.weigh import TERM_WEIGHT

SHOWN = 25  # terms beside the keyword
FEWEST = 2  # pages that use a term
SHARE = 0.5  # of the pages
PER = 1000
LOW, HIGH = 25, 75  # percentiles

_TERMS = f"""
    select t.term, {TERM_WEIGHT} from page_terms k join terms t on t.term_id = k.term_id
    where k.run_id = ? and k.url_id = ? and k.count > 0
"""


def unit_of(pages: Sequence[Page]) -> Unit:
    """What the texts are measured by: Han characters where they prevail, else words."""
    han = sum(page.source.han for page in pages)
    latin = sum(max(page.source.words - page.source.han // 2, 0) for page in pages)
    return "han" if dominant_script(han, latin) == "han" else "words"


def length(page: Page, unit: Unit) -> int:
    """Length of a page's main text."""
    return page.source.han if unit == "han" else page.source.words


def range_of(values: Sequence[int], own: int | None) -> Range:
    """Quartiles of some lengths."""
    low, middle, high = np.percentile(np.array(values, dtype=np.float64), [LOW, 50, HIGH])
    return Range(round(low), round(middle), round(high), own)


def term_ranges(
    db: sqlite3.Connection,
    sources: Sequence[Page],
    own: Page | None,
    keyword: Keyword,
    names: Collection[str],
    unit: Unit,
) -> tuple[TermRange, ...]:
    """The keyword, then the terms that most pages use."""
    weights: dict[str, float] = {}
    for page in sources:
        for term, weight in db.execute(_TERMS, [page.found.run_id, page.found.url_id]):
            weights[term] = weights.get(term, 0.0) + weight
    least = max(FEWEST, SHARE * len(sources))
    counts: dict[str, list[int]] = {}
    for term in weights:
        if term != keyword.term and is_subject(term) and not is_brand(term, names):
            found = [len(positions(page.copy, term)) for page in sources]
            if sum(map(bool, found)) >= least:
                counts[term] = found
    order = sorted(counts, key=lambda term: (-round(sum(map(bool, counts[term])) * weights[term], 9), term))
    chosen = _distinct(order, counts)[:SHOWN]
    counts[keyword.term] = [len(positions(page.copy, keyword.term)) for page in sources]
    kept = [keyword.term, *chosen] if any(counts[keyword.term]) else chosen
    return tuple(_ranged(term, counts[term], sources, own, unit) for term in kept)


def _distinct(terms: Sequence[str], counts: dict[str, list[int]]) -> list[str]:
    """Without terms that only occur inside a longer one that is listed, too."""
    return [
        term for term in terms if not any(term != one and term in one and counts[one] == counts[term] for one in terms)
    ]


def _ranged(term: str, counts: Sequence[int], sources: Sequence[Page], own: Page | None, unit: Unit) -> TermRange:
    rates = [
        PER * hits / length(page, unit)
        for hits, page in zip(counts, sources, strict=True)
        if hits and length(page, unit)
    ]
    low, high = (float(one) for one in np.percentile(np.array(rates or [0.0]), [LOW, HIGH]))
    middle = float(np.median([length(page, unit) for page in sources])) / PER
    own_count = None if own is None else len(positions(own.copy, term))
    own_rate = None if own is None or own_count is None else PER * own_count / max(length(own, unit), 1)
    return TermRange(
        term=term,
        pages=sum(map(bool, counts)),
        low=round(low, 1),
        high=round(high, 1),
        low_count=max(1, round(low * middle)),
        high_count=max(1, round(high * middle)),
        own_count=own_count,
        own_rate=None if own_rate is None else round(own_rate, 1),
        state=_state(own_count, own_rate, low, high),
    )


def _state(count: int | None, rate: float | None, low: float, high: float) -> State:
    if count is None or rate is None:
        return ""
    if not count:
        return "missing"
    return "less" if rate < low else "more" if rate > high else "within"
