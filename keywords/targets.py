"""Which keywords a run is measured by: those of the configuration, those of the target site, or proposed ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from configs.settings import Settings
from crawler.records import Run
from crawler.store import Store
from keywords.guess import Heads
from keywords.lexicon import CONTENT, FLAG_BITS, Lexicon
from keywords.matching import copy_of
from keywords.places import url_form
from keywords.segment import Segmenter
from keywords.stopwords import target_words

Origin = Literal["config", "guessed"]


CRAWLED = "r.status in ('complete', 'partial')"  # partial: stopped by a limit, as most crawls of rivals are


class Target(NamedTuple):
    """A target keyword in matching form."""

    term: str
    origin: Origin


class Measure(NamedTuple):
    """A target keyword with what is the same for every page."""

    term: str
    in_url: str  # as it stands in the words of a URL
    tokens: list[str]
    size: int  # content tokens
    idf: float  # of its rarest token


def given_targets(store: Store, run: Run, settings: Settings, targets: Sequence[str] | None) -> list[Target] | None:
    """The keywords somebody decided on; None when they have to be proposed from the run's own pages.

    Args:
        targets: override everything else unless empty; those the configuration does not name count as guessed.
    """
    configured = _unique(target_words(settings.keywords))
    if targets:
        return [Target(term, "config" if term in configured else "guessed") for term in _unique(targets)]
    if configured:
        return [Target(term, "config") for term in configured]
    return _of_target_site(store) if run.role == "competitor" else None


def _of_target_site(store: Store) -> list[Target] | None:
    run = newest_target_run(store)
    return (stored_targets(store, run.run_id) or None) if run else None


def newest_target_run(store: Store) -> Run | None:
    """The newest run of a target site that crawled something and whose keywords are computed."""
    runs = store.runs(f"r.role = 'target' and {CRAWLED}")
    found = [run for run in runs if store.stage_finished(run.run_id, "keywords")]
    return found[-1] if found else None


def stored_targets(store: Store, run_id: int) -> list[Target]:
    """The target keywords a run was measured by, best or first named first."""
    rows = store.db.execute(
        "select t.term, k.origin from keyword_targets k join terms t on t.term_id = k.term_id"
        " where k.run_id = ? order by k.ordinal",
        [run_id],
    )
    return [Target(term, origin) for term, origin in rows]


def proposed_targets(heads: Heads, lexicon: Lexicon) -> list[Target]:
    """At most ten, from titles, h1 and the site's own TF-IDF."""
    return [Target(term, "guessed") for term in heads.proposed(lexicon)]


def measures(targets: Iterable[Target], segment: Segmenter, lexicon: Lexicon) -> list[Measure]:
    """The targets ready to be counted."""
    cut = [(term, segment.tokens(term)) for term, _ in targets]
    codes = {term: [code for code in map(lexicon.__getitem__, tokens) if code & CONTENT] for term, tokens in cut}
    rarity = lexicon.rarity()  # after the codes: a word of no page is new to the lexicon
    return [
        Measure(
            term,
            url_form(term),
            tokens,
            len(codes[term]),
            max((float(rarity[code >> FLAG_BITS]) for code in codes[term]), default=0.0),
        )
        for term, tokens in cut
    ]


def _unique(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(copy_of, words))))
