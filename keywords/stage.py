"""The keyword stage of a run: words of every page, its best terms, and the target keywords on it.

Pages are read and cut once; what was cut waits in a temporary file until the document frequencies of the whole site
are known, then every page is ranked and written. In memory: the lexicon (bounded) and one batch of pages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from configs.settings import Settings
from crawler.store import Store
from crawler.zstd import decompress
from keywords.competition import run_competition
from keywords.density import density_chars, density_hits, density_tokens, prominence
from keywords.guess import Heads
from keywords.lexicon import Lexicon
from keywords.matching import copy_of, holds, positions, spaces, visible_offsets
from keywords.segment import Segmenter, segmenter
from keywords.spill import CutPage, Spill, fenced
from keywords.stopwords import stop_words, user_words
from keywords.targets import Measure, Target, given_targets, measures, proposed_targets
from keywords.terms import Ranked, candidates, ranked_terms
from keywords.writer import PageRow, TermRow, Writer

__all__ = ["BEST_TERMS", "run_competition", "run_keywords"]

BEST_TERMS = 50  # a page
BATCH = 200  # pages written at once
NOWHERE = (False, False, False)  # not in title, h1, description

PAGES = """
    select v.url_id, p.latin_words, p.title, p.h1, p.description, d.main_text
    from temp.html_pages v
    join main.pages p on p.run_id = v.run_id and p.url_id = v.url_id
    left join main.documents d on d.hash = p.document_hash
    order by v.url_id
"""


def run_keywords(store: Store, run_id: int, settings: Settings, targets: Sequence[str] | None = None) -> None:
    """Compute and store ``page_words``, ``page_terms`` and ``keyword_targets`` of a run; safe to run again.

    Not to be called inside a transaction: pages are read before one is begun, so that it stays short.

    Args:
        targets: keywords to count, as a person writes them. None or empty: those of the configuration; without
            any, a competitor takes those of the target site's newest run, and a target site proposes its own.

    Raises:
        InputError: a stop word file or the user dictionary cannot be read.
        SettingsError: there is no such run.
        StoreError: no room for the temporary file.
    """
    stop, own = stop_words(settings.keywords), (*user_words(settings.keywords), *settings.keywords.targets)
    segment, lexicon = segmenter(own), Lexicon(stop)
    wanted = given_targets(store, store.run(str(run_id)), settings, targets)
    heads = Heads(segment) if wanted is None else None
    store.use_run(run_id)
    with Spill(store.path.parent) as spill:
        cut_pages(store, segment, lexicon, spill, heads)
        chosen = proposed_targets(heads, lexicon) if heads is not None else wanted or []
        measured = measures(chosen, segment, lexicon)
        rarity = lexicon.rarity()
        with store.atomic():
            writer = Writer(store.db, run_id)
            writer.clear()
            writer.write_targets(chosen)
            for batch in _batches(measured_page(page, measured, rarity) for page in spill):
                writer.write_pages(batch)
            store.mark_stage(run_id, "keywords", options(chosen, stop, own))


def cut_pages(store: Store, segment: Segmenter, lexicon: Lexicon, spill: Spill, heads: Heads | None) -> None:
    """Cut and count every HTML page of the current run: words into ``lexicon``, titles into ``heads``."""
    for url_id, latin_words, *texts, packed in store.db.execute(PAGES):
        title, h1, description = map(copy_of, texts)
        copy = copy_of(decompress(packed).decode("utf-8")) if packed else ""
        tokens = segment.tokens(copy)
        found = candidates(tokens, lexicon)
        spill.put(CutPage(url_id, latin_words, title, h1, description, copy, fenced(tokens), found))
        if heads is not None:
            heads.add(title, h1)


def measured_page(page: CutPage, targets: Iterable[Measure], rarity: NDArray[np.float64]) -> PageRow:
    """The rows of one page: its best terms, and every target keyword that is in its text, title, h1 or description."""
    best = {ranked.term: ranked for ranked in ranked_terms(page.found, rarity, BEST_TERMS)}
    heads = "\n".join((page.title, page.h1, page.description))
    for target in targets:
        if target.term not in best and (holds(page.copy, target.term) or holds(heads, target.term)):
            best[target.term] = _ranked(target, page)
    gaps = spaces(page.copy)
    rows = (_measured(page, heads, ranked, gaps) for ranked in best.values())
    return PageRow(page.url_id, page.found.han + page.latin_words, [row for row in rows if row])


def _ranked(target: Measure, page: CutPage) -> Ranked:
    hits, content = page.tokens.count(fenced(target.tokens)), page.found.content
    return Ranked(hits * target.idf / content if content else 0.0, target.term, hits, target.size)


def _measured(page: CutPage, heads: str, ranked: Ranked, gaps: list[int]) -> TermRow | None:
    """The row of a term; None for a phrase that stands nowhere in one piece."""
    tfidf, term, token_hits, size = ranked
    starts, length = positions(page.copy, term), len(page.copy) - len(gaps)
    hits, placed = len(starts), NOWHERE
    if term in heads:
        placed = (holds(page.title, term), holds(page.h1, term), holds(page.description, term))
    if not hits and True not in placed:
        return None
    return (
        term,
        hits,
        density_chars(hits, len(term) - term.count(" "), length),
        density_hits(hits, length),
        density_tokens(token_hits, size, page.found.content),
        *placed,
        prominence(visible_offsets(starts, gaps), length),
        tfidf,
    )


def _batches(pages: Iterator[PageRow]) -> Iterator[list[PageRow]]:
    while batch := list(islice(pages, BATCH)):
        yield batch


def options(targets: Sequence[Target], stop: frozenset[str], own: Sequence[str]) -> str:
    """What the result of the stage depends on, as json."""
    lists = hashlib.sha256("\n".join([*sorted(stop), "", *sorted(own)]).encode()).hexdigest()
    return json.dumps({"targets": [target.term for target in targets], "lists": lists[:16]}, ensure_ascii=False)
