"""One page measured: its best terms and the target keywords, with densities, prominence and places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from keywords.density import phrase_hits
from keywords.matching import holds, positions
from keywords.places import Place, intro_span, words_of_url
from keywords.segment import Segmenter
from keywords.spill import CutPage
from keywords.targets import Measure
from keywords.terms import Ranked, ranked_terms
from keywords.writer import PageRow, TermRow

BEST_TERMS = 50  # a page
_SPACES = (ord(" "), ord("\n"))


class Hits(NamedTuple):
    """Where some terms stand in the main text of a page; arrays by term."""

    counts: NDArray[np.int64]
    first: NDArray[np.int64]  # index of a term's first hit in starts and offsets
    starts: NDArray[np.int64]  # of all hits, term by term
    offsets: NDArray[np.int64]  # visible characters before each of them
    length: int  # visible characters of the text: L of the formulas


def measured_page(
    page: CutPage, targets: Sequence[Measure], rarity: NDArray[np.float64], segment: Segmenter
) -> PageRow:
    """The rows of one page: its best terms, and every target keyword that is in text, title, h1, description or URL."""
    words = page.found.han + page.latin_words
    best = ranked_terms(page.found, rarity, BEST_TERMS, f"{page.title}\n{page.h1}")
    heads = "\n".join((page.title, page.h1, page.description))
    wanted, address = _wanted(page, targets, heads)
    if wanted:
        known = {ranked[1] for ranked in best}
        best += _others(page, [target for target in wanted if target.term not in known], segment)
    if not best:
        return PageRow(page.url_id, words, [], [])
    terms = [ranked[1] for ranked in best]
    hits = _hits(page.copy, terms)
    rows = _rows(page, heads, best, hits)
    places = _places(page, wanted, terms, rows, hits, address) if wanted else []
    return PageRow(page.url_id, words, [row for row in rows if row[1] or row[5] or row[6] or row[7]], places)


def _wanted(page: CutPage, targets: Sequence[Measure], heads: str) -> tuple[list[Measure], str]:
    """The targets that may stand on the page, and the words of its URL."""
    if not targets:
        return [], ""
    address, copy = words_of_url(page.url), page.copy
    return [t for t in targets if t.term in copy or t.term in heads or t.in_url in address], address


def _others(page: CutPage, targets: Sequence[Measure], segment: Segmenter) -> list[Ranked]:
    """Targets that are none of the best terms. The page is only cut again for those that were not counted before."""
    found, ranked = page.found, []
    words = dict(zip(found.names[: len(found.words)], found.hits.tolist(), strict=False)) if targets else {}
    tokens: list[str] = []
    for term, _, parts, size, idf in targets:
        if not all(part in page.copy for part in parts):  # it stands in the title or the URL
            hits = 0
        elif len(parts) == 1 and parts[0] in words:
            hits = words[parts[0]]
        else:
            tokens = tokens or segment.tokens(page.copy)
            hits = phrase_hits(tokens, parts)
        ranked.append((hits * idf / found.content if found.content else 0.0, term, hits, size))
    return ranked


def _hits(copy: str, terms: Sequence[str]) -> Hits:
    starts: list[int] = []
    counts = []
    for term in terms:
        found = positions(copy, term)
        counts.append(len(found))
        starts += found
    code_points = np.frombuffer(copy.encode("utf-32-le", "surrogatepass"), np.uint32)
    gaps = np.flatnonzero((code_points == _SPACES[0]) | (code_points == _SPACES[1]))
    where, number = np.array(starts, np.int64), np.array(counts, np.int64)
    return Hits(number, np.cumsum(number) - number, where, where - np.searchsorted(gaps, where), len(copy) - len(gaps))


def _rows(page: CutPage, heads: str, best: Sequence[Ranked], hits: Hits) -> list[TermRow]:
    """A row for each term; see ``keywords.density`` for the formulas."""
    tfidf, terms, token_hits, sizes = zip(*best, strict=True)
    lengths = np.array([len(term) - term.count(" ") for term in terms])
    length, content = max(hits.length, 1), max(page.found.content, 1)
    before = np.add.reduceat(np.append(hits.offsets, 0), np.minimum(hits.first, len(hits.offsets)))
    some = hits.counts > 0
    prominence = np.where(some, 1 - before / (np.maximum(hits.counts, 1) * length), 0.0)
    placed = [term in heads for term in terms]
    return list(
        zip(
            terms,
            hits.counts.tolist(),
            (hits.counts * lengths / length).tolist(),
            (hits.counts / length).tolist(),
            (np.array(token_hits) * np.array(sizes) / content).tolist(),
            *([may and holds(text, term) for may, term in zip(placed, terms, strict=True)] for text in page[3:6]),
            prominence.tolist(),
            tfidf,
            strict=True,
        )
    )


def _places(
    page: CutPage, wanted: Sequence[Measure], terms: Sequence[str], rows: Sequence[TermRow], hits: Hits, address: str
) -> list[Place]:
    """A row for each target keyword that stands anywhere."""
    begin, end = intro_span(page.copy, page.h1)
    at = {term: number for number, term in enumerate(terms)}
    found: list[Place] = []
    for target in wanted:
        number = at[target.term]
        _, count, _, _, _, in_title, in_h1, in_description, prominence, _ = rows[number]
        first = int(hits.first[number])
        starts = hits.starts[first : first + count]
        early = bool(((starts >= begin) & (starts + len(target.term) <= end)).any())
        named = holds(address, target.in_url)
        if count or in_title or in_h1 or in_description or named:
            offset = int(hits.offsets[first]) if count else None
            found.append((target.term, in_title, in_h1, in_description, early, named, count > 0, offset, prominence))
    return found
