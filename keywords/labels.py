"""What kind of keyword each target is: intent, long tail, tier of the pyramid, and how broad; ``keyword_labels`` of a run.

Broad: a single word without a modifier that half of the site's pages have; who searches for it may want anything. Narrow:
long, and no page of the site has it; one page is what a long keyword wants.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from configs.settings import Settings
from crawler.store import Store
from keywords.brands import brand_names
from keywords.intent import read_intent
from keywords.long_tail import Size, head_of, is_long, is_long_tail, size_of
from keywords.pyramid import Short, core_terms, tier_of
from keywords.shopwords import shop_segmenter
from keywords.stopwords import stop_words, user_words

BROAD = 0.5  # of the site's pages
LEAST_PAGES = 4  # of a site; below, half of its pages say nothing

_TARGETS = """
    select t.term, k.term_id, k.ordinal, coalesce(s.page_type = 'home', 0),
        coalesce((m.origin = 'config' or m.verdict = 'right') and s.page_type <> 'home', 0), (
        select count(*) from keyword_places p where p.run_id = k.run_id and p.term_id = k.term_id
            and (p.in_text or p.in_title or p.in_h1))
    from keyword_targets k
    join terms t using (term_id)
    left join keyword_map m on m.run_id = k.run_id and m.term_id = k.term_id
    left join page_states s on s.run_id = k.run_id and s.url_id = m.url_id
    where k.run_id = ? order by k.ordinal
"""


class Counted(NamedTuple):
    """A target as it is stored."""

    term: str
    term_id: int
    ordinal: int
    on_home: bool  # its page is the home page
    elsewhere: bool  # another page has it in title or h1, or was assigned by the owner
    pages: int


def run_labels(store: Store, run_id: int, settings: Settings) -> None:
    """Write ``keyword_labels`` of a run whose keywords are mapped; safe to run again.

    Raises:
        InputError: a stop word file or the user dictionary cannot be read.
        SettingsError: there is no such bundled stop word list.
    """
    db = store.db
    found = [Counted(*row) for row in db.execute(_TARGETS, [run_id])]
    with store.atomic():
        db.execute("delete from keyword_labels where run_id = ?", [run_id])
        if not found:
            return
        sizes = _sizes(found, settings)
        (whole,) = db.execute("select count(*) from page_words where run_id = ?", [run_id]).fetchone()
        rows = labelled(found, sizes, brand_names(db, run_id), whole)
        db.executemany(f"insert into keyword_labels values ({', '.join('?' * 12)})", [(run_id, *row) for row in rows])


def labelled(
    targets: Sequence[Counted], sizes: Mapping[str, Size], names: set[str], whole: int
) -> list[tuple[object, ...]]:
    """The columns of ``keyword_labels`` from the term on. ``names``: of the site; ``whole``: its HTML pages."""
    ids = {one.term: one.term_id for one in targets}
    heads = [one.term for one in targets if not is_long(sizes[one.term])]
    tails = {one.term for one in targets if is_long_tail(one.term, sizes[one.term], heads)}
    short = [
        Short(one.term, bool(one.on_home), one.pages, one.ordinal, bool(one.elsewhere))
        for one in targets
        if one.term not in tails and sizes[one.term].tokens
    ]
    core = core_terms(short)
    rows: list[tuple[object, ...]] = []
    for one in targets:
        intent, modifier = read_intent(one.term, names)
        size, head = sizes[one.term], head_of(one.term, heads)
        tier = tier_of(one.term, core=core, long_tail=one.term in tails)
        reach = min(1.0, one.pages / whole) if whole else 0.0
        breadth = breadth_of(size, intent, one.pages, whole)
        rows.append(
            (one.term_id, intent, modifier, *size, ids.get(head), one.term in tails, tier, one.pages, reach, breadth)
        )
    return rows


def breadth_of(size: Size, intent: str, pages: int, whole: int) -> str:
    """broad, narrow or "", see the top of this module."""
    if size.tokens <= 1 and intent == "none" and whole >= LEAST_PAGES and pages >= BROAD * whole:
        return "broad"
    return "narrow" if is_long(size) and not pages else ""


def _sizes(targets: Sequence[Counted], settings: Settings) -> dict[str, Size]:
    """Cut without the targets as known words: each would be one token then."""
    segment, stop = shop_segmenter(user_words(settings.keywords)), stop_words(settings.keywords)
    return {one.term: size_of(one.term, segment.tokens(one.term), stop) for one in targets}
