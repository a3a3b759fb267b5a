"""The keyword stage of a run: words of every page, its best terms, and the target keywords on it.

Pages are read and cut once; what was cut waits in a temporary file until the document frequencies of the whole site
are known, then every page is ranked and written. In memory: the frequencies (bounded), one batch of pages.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from configs.settings import Settings
from crawler.store import Store
from crawler.zstd import decompress
from keywords.competition import run_competition
from keywords.density import density_chars, density_hits, density_tokens, phrase_hits, prominence
from keywords.frequency import Frequencies
from keywords.guess import Heads
from keywords.matching import copy_of, holds, positions, visible_length, visible_offsets
from keywords.segment import Segmenter, segmenter
from keywords.spill import CutPage, Spill
from keywords.stopwords import stop_words, user_words
from keywords.targets import Measure, Target, given_targets, measures, proposed_targets
from keywords.terms import Ranked, Vocabulary, ranked_terms
from keywords.writer import PageRow, TermRow, Writer

__all__ = ["BEST_TERMS", "run_competition", "run_keywords"]

BEST_TERMS = 50  # a page
BATCH = 200  # pages written at once

PAGES = """
    select v.url_id, p.latin_words, p.title, p.h1, p.description, d.main_text
    from temp.html_pages v
    join main.pages p on p.run_id = v.run_id and p.url_id = v.url_id
    left join main.documents d on d.hash = p.document_hash
    order by v.url_id
"""


def run_keywords(store: Store, run_id: int, settings: Settings, targets: Sequence[str] | None = None) -> None:
    """Compute and store ``page_words``, ``page_terms`` and ``keyword_targets`` of a run; safe to run again.

    Args:
        targets: keywords to count, as a person writes them. None: those of the configuration; without any, a
            competitor takes those of the target site's newest complete run, and a target site proposes its own.

    Raises:
        InputError: a stop word file or the user dictionary cannot be read.
        SettingsError: there is no such run.
        StoreError: no room for the temporary file.
    """
    stop, own = stop_words(settings.keywords), (*user_words(settings.keywords), *settings.keywords.targets)
    segment = segmenter(own)
    wanted = given_targets(store, run_id, settings, targets)
    heads = Heads(segment) if wanted is None else None
    store.use_run(run_id)
    with Spill(store.path.parent) as spill:
        words = Vocabulary(cut_pages(store, segment, spill, heads), stop)
        chosen = wanted if heads is None else proposed_targets(heads, words)
        with store.atomic():
            writer = Writer(store.db, run_id)
            writer.clear()
            writer.write_targets(chosen or [])
            counted = measures(chosen or [], segment, words)
            for batch in _batches(measured_page(page, counted, words) for page in spill):
                writer.write_pages(batch)
            store.mark_stage(run_id, "keywords", options(chosen or [], stop, own))


def cut_pages(store: Store, segment: Segmenter, spill: Spill, heads: Heads | None) -> Frequencies:
    """Cut the main text of every HTML page of the current run into ``spill``; returns the document frequencies."""
    frequencies = Frequencies()
    for url_id, latin_words, title, h1, description, packed in store.db.execute(PAGES):
        copy = copy_of(decompress(packed).decode("utf-8")) if packed else ""
        tokens = segment.tokens(copy)
        frequencies.add(set(tokens))
        page = CutPage(url_id, latin_words, copy_of(title), copy_of(h1), copy_of(description), copy, tokens)
        if heads is not None:
            heads.add(page.title, page.h1)
        spill.put(page)
    return frequencies


def measured_page(page: CutPage, targets: Iterable[Measure], words: Vocabulary) -> PageRow:
    """The rows of one page: its best terms, and every target keyword that is in its text, title, h1 or description."""
    counts = Counter(page.tokens)
    known = [(words[token], count) for token, count in counts.items()]
    content = sum(count for word, count in known if word.content)
    found = sum(count for word, count in known if word.han)
    best = {term.term: term for term in ranked_terms(page.tokens, counts, words, BEST_TERMS)}
    for target in targets:
        if target.term not in best and _anywhere(page, target.term):
            best[target.term] = _ranked(page, target, counts, content)
    length = visible_length(page.copy)
    rows = tuple(filter(None, (_measured(page, term, length, content) for term in best.values())))
    return PageRow(page.url_id, found + page.latin_words, rows)


def _anywhere(page: CutPage, term: str) -> bool:
    return any(holds(text, term) for text in (page.copy, page.title, page.h1, page.description))


def _ranked(page: CutPage, target: Measure, counts: Counter[str], content: int) -> Ranked:
    inside = all(token in counts for token in target.tokens)
    hits = phrase_hits(page.tokens, target.tokens) if inside else 0
    return Ranked(hits * target.idf / content if content else 0.0, target.term, hits, target.size)


def _measured(page: CutPage, ranked: Ranked, length: int, content: int) -> TermRow | None:
    """The row of a term; None for a phrase that stands nowhere in one piece."""
    tfidf, term, token_hits, size = ranked
    starts = positions(page.copy, term)
    hits = len(starts)
    placed = [holds(text, term) for text in (page.title, page.h1, page.description)]
    if not hits and not any(placed):
        return None
    return TermRow(
        term,
        hits,
        density_chars(hits, len(term) - term.count(" "), length),
        density_hits(hits, length),
        density_tokens(token_hits, size, content),
        placed[0],
        placed[1],
        placed[2],
        prominence(visible_offsets(page.copy, starts), length),
        tfidf,
    )


def _batches(pages: Iterator[PageRow]) -> Iterator[list[PageRow]]:
    while batch := list(islice(pages, BATCH)):
        yield batch


def options(targets: Sequence[Target], stop: frozenset[str], own: Sequence[str]) -> str:
    """What the result of the stage depends on, as json."""
    lists = hashlib.sha256("\n".join([*sorted(stop), "", *sorted(own)]).encode()).hexdigest()
    return json.dumps({"targets": [target.term for target in targets], "lists": lists[:16]}, ensure_ascii=False)
