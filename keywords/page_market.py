"""A page beside the others: its phrases against the site, its terms against the market, from pages drawn evenly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from configs.settings import Settings
from crawler.store import Store
from keywords.association import Phrase
from keywords.lexicon import Lexicon
from keywords.site_phrases import Neighbours, Run, Runs, runs_of, texts, tools
from keywords.terms import candidates, ranked_terms, speaks
from keywords.textrank import textrank

DRAWN = 500  # pages of each site that a page is compared with
TERMS, PHRASES = 15, 15  # shown


class Beside(NamedTuple):
    """What the texts tell of one page."""

    textrank: list[tuple[str, float]]
    market_terms: list[tuple[str, float, float]]  # term, TF-IDF against the market, against the site
    phrases: list[Phrase]  # hits of the page, pages of the site


def beside(
    store: Store, run_id: int, rivals: Sequence[int], settings: Settings, copy: str, heads: str
) -> Beside:  # fmt: skip
    """One page beside its site and the market.

    Args:
        rivals: runs of the competitors.
        copy: main text of the page, made by ``copy_of``.
        heads: its title and h1, made by ``copy_of``.
    """
    segment, lexicon = tools(settings)
    tokens = segment.tokens(copy)
    mine = _repeated(tokens, lexicon)
    site, exact, own, market = Runs(lexicon), Neighbours(mine), Lexicon(lexicon.stop_words), Lexicon(lexicon.stop_words)
    site.add(tokens)
    for one in (run_id, *rivals):
        for text in texts(store, one, DRAWN):
            cut = segment.tokens(text)
            candidates(cut, market)
            if one == run_id:
                candidates(cut, own)
                site.add(cut)
                exact.add(cut)
    against = [dict(_terms(tokens, known, heads)) for known in (market, own)]
    best = sorted(against[0].items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    return Beside(
        textrank(tokens, lexicon, TERMS),
        [(term, tfidf, against[1].get(term, 0.0)) for term, tfidf in best],
        _phrases(mine, site, exact),
    )


def _terms(tokens: Sequence[str], known: Lexicon, heads: str) -> list[tuple[str, float]]:
    page = candidates(tokens, known)
    return [(term, tfidf) for tfidf, term, *_ in ranked_terms(page, known.rarity(), 1000, heads)]


def _repeated(tokens: Sequence[str], lexicon: Lexicon) -> dict[Run, int]:
    """Runs of 2-4 content words that stand on the page twice and more; none inside an equal one."""
    counts = {run: count for run, count in Counter(runs_of(tokens, lexicon)).items() if count > 1}
    inside = {part for run, count in counts.items() for part in (run[:-1], run[1:]) if counts.get(part) == count}
    return {run: count for run, count in counts.items() if run not in inside and speaks(run, count)}


def _phrases(mine: dict[Run, int], site: Runs, exact: Neighbours) -> list[Phrase]:
    found = [
        exact.phrase(run, site.seam(run))._replace(hits=hits) for run, hits in mine.items() if exact.hits[run]
    ]  # a page that was not drawn may be the only one that has it
    return sorted(found, key=lambda one: (-one.hits * one.npmi, one.term))[:PHRASES]
