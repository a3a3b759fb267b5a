"""The keyword stage of a run: words of every page, its best terms, and the target keywords on it.

Pages are read and cut once; what was cut waits in a temporary file until the document frequencies of the whole site
are known, then every page is ranked and written. In memory: the lexicon (bounded) and one batch of pages.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from configs import scripts
from configs.settings import Settings
from crawler.store import Store
from crawler.zstd import decompress
from keywords.competition import run_competition
from keywords.guess import Heads
from keywords.lexicon import Lexicon
from keywords.matching import copy_of
from keywords.measure import BEST_TERMS, measured_page
from keywords.segment import Segmenter
from keywords.shopwords import shop_segmenter
from keywords.spill import CutPage, Spill
from keywords.stopwords import stop_words, target_words, user_words
from keywords.targets import Target, given_targets, measures, proposed_targets
from keywords.terms import candidates
from keywords.weigh import add_links, add_texts
from keywords.writer import PageRow, Writer

__all__ = ["BEST_TERMS", "run_competition", "run_keywords"]

BATCH = 200  # pages written at once

PAGES = """
    select v.url_id, v.url, p.latin_words, p.title, p.h1, p.description, d.main_text
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
    scripts.use(settings.keywords.simplified)
    stop, own = stop_words(settings.keywords), (*user_words(settings.keywords), *target_words(settings.keywords))
    segment, lexicon = shop_segmenter(own), Lexicon(stop)
    wanted = given_targets(store, store.run(str(run_id)), settings, targets)
    heads = Heads(segment) if wanted is None else None
    store.use_run(run_id)
    with _no_cycles(), Spill(store.path.parent) as spill:
        cut_pages(store, segment, lexicon, spill, heads)
        chosen = proposed_targets(heads, lexicon) if heads is not None else wanted or []
        measured = measures(chosen, segment, lexicon)
        rarity = lexicon.rarity()
        with store.atomic():
            writer = Writer(store.db, run_id)
            writer.clear()
            writer.write_targets(chosen)
            for batch in _batches(measured_page(page, measured, rarity, segment) for page in spill):
                writer.write_pages(batch)
            add_texts(store.db, run_id)
            add_links(store.db, run_id)
            store.mark_stage(run_id, "keywords", options(chosen, stop, own))


def cut_pages(store: Store, segment: Segmenter, lexicon: Lexicon, spill: Spill, heads: Heads | None) -> None:
    """Cut and count every HTML page of the current run: words into ``lexicon``, titles into ``heads``."""
    for url_id, url, latin_words, *texts, packed in store.db.execute(PAGES):
        title, h1, description = map(copy_of, texts)
        copy = copy_of(decompress(packed).decode("utf-8")) if packed else ""
        found = candidates(segment.tokens(copy), lexicon)
        spill.put(CutPage(url_id, url, latin_words, title, h1, description, copy, found))
        if heads is not None:
            heads.add(title, h1)


@contextmanager
def _no_cycles() -> Iterator[None]:
    """The search for cyclic garbage is off: there is none among rows and words, and it takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _batches(pages: Iterator[PageRow]) -> Iterator[list[PageRow]]:
    while batch := list(islice(pages, BATCH)):
        yield batch


def options(targets: Sequence[Target], stop: frozenset[str], own: Sequence[str]) -> str:
    """What the result of the stage depends on, as json."""
    lists = hashlib.sha256("\n".join([*sorted(stop), "", *sorted(own)]).encode()).hexdigest()
    found = {"targets": [target.term for target in targets], "lists": lists[:16]}
    return json.dumps(found | ({"simplified": True} if scripts.simplified else {}), ensure_ascii=False)
