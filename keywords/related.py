"""Terms that go with a target keyword on the site's own pages, by pointwise mutual information: ``keyword_related``.

PMI = log2(n(k, t) * N / (n(k) * n(t))) over the N pages with terms: how much more often a term is among the best of the pages that
have the keyword than chance would have it. Only terms on five such pages or more count, no names of the site, numbers,
single characters, and none that holds the keyword or stands in it; of two terms that hold each other the closer one stays.
Of large sites 20,000 pages are looked at, drawn evenly.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from configs.settings import Settings
from crawler.store import Store
from crawler.zstd import decompress
from keywords.brands import brand_names, is_brand
from keywords.gaps import is_subject
from keywords.matching import copy_of, holds
from keywords.segment import is_money, is_number
from keywords.stopwords import stop_words

# 一百五十, 三四个, 第三年: amounts; 三脚架 and 数码 are none.
_NUMERAL = re.compile("第?[一二三四五六七八九十百千万亿两几数半多〇零]+[个款种件只条次年天位张片克斤元度分]?")
TOP = 10
MIN_PAGES = 5  # with both: fewer say nothing
SAMPLE = 20_000  # pages looked at
LOOKED_AT = 10 * TOP  # terms of a keyword, before names and pieces are taken out

_PAGES = """
    insert into temp.related_pages
    select url_id from (select url_id, row_number() over (order by url_id) as place, count(*) over () as pages
        from page_words where run_id = :run)
    where pages <= :sample or place * :sample / pages > (place - 1) * :sample / pages
"""
# One pass over the terms of the sample; then those of each keyword's pages.
_COUNTS = """
    insert into temp.related_counts
    select k.term_id, count(*) from temp.related_pages p
    cross join page_terms k on k.run_id = :run and k.url_id = p.url_id
    group by k.term_id having count(*) >= :least
"""
_TOGETHER = """
    with having_it as materialized (
        select k.url_id from keyword_places k join temp.related_pages p using (url_id)
        where k.run_id = :run and k.term_id = :term and (k.in_text or k.in_title or k.in_h1)
    ),
    together as (
        select t.term_id, count(*) as pages from having_it h
        cross join page_terms t on t.run_id = :run and t.url_id = h.url_id
        where t.count > 0 and t.term_id <> :term group by t.term_id having count(*) >= :least
    )
    select x.term_id, w.term, x.pages,
        log2(1.0 * x.pages * (select count(*) from temp.related_pages) / ((select count(*) from having_it) * c.pages)) as pmi
    from together x
    join temp.related_counts c using (term_id)
    join terms w using (term_id)
    where pmi > 0
    order by pmi desc, x.pages desc, w.term limit :limit
"""
_TEXT = """
    select p.title, p.h1, d.main_text from keyword_map m
    join pages p on p.run_id = m.run_id and p.url_id = m.url_id
    left join documents d on d.hash = p.document_hash
    where m.run_id = ? and m.term_id = ?
"""


class Related(NamedTuple):
    """A term that goes with a keyword."""

    term_id: int
    term: str
    pages: int
    pmi: float


def run_related(store: Store, run_id: int, settings: Settings) -> None:
    """Write ``keyword_related`` of a run whose keywords are mapped; safe to run again.

    Raises:
        InputError: a stop word file cannot be read.
        SettingsError: there is no such bundled stop word list.
    """
    stop = stop_words(settings.keywords)
    with store.atomic() as db:
        db.execute("delete from keyword_related where run_id = ?", [run_id])
        targets = db.execute(
            "select k.term_id, t.term from keyword_targets k join terms t using (term_id) where k.run_id = ?", [run_id]
        ).fetchall()
        if not targets:
            return
        for table in (
            "related_pages (url_id integer primary key)",
            "related_counts (term_id integer primary key, pages integer)",
        ):
            db.execute(f"create temp table if not exists {table}")
            db.execute(f"delete from temp.{table.partition(' ')[0]}")
        db.execute(_PAGES, {"run": run_id, "sample": SAMPLE})
        db.execute(_COUNTS, {"run": run_id, "least": MIN_PAGES})
        names = brand_names(db, run_id)
        for term_id, term in targets:
            asked = {"run": run_id, "term": term_id, "least": MIN_PAGES, "limit": LOOKED_AT}
            rows = (Related(*row) for row in db.execute(_TOGETHER, asked))
            found = chosen(term, rows, names, stop)
            copy = _copy(store, run_id, term_id) if found else None
            db.executemany(
                "insert into keyword_related values (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        run_id,
                        term_id,
                        one.term_id,
                        place,
                        one.pages,
                        one.pmi,
                        None if copy is None else holds(copy, one.term),
                    )
                    for place, one in enumerate(found)
                ],
            )


def chosen(term: str, found: Iterable[Related], names: Collection[str], stop: Collection[str]) -> list[Related]:
    """The ten closest that say something beside the keyword itself. ``found``: the closest first."""
    kept: list[Related] = []
    for one in found:
        others = (term, *(other.term for other in kept))
        if _speaks(one.term, names, stop) and not any(one.term in other or other in one.term for other in others):
            kept.append(one)
        if len(kept) == TOP:
            break
    return kept


def _speaks(term: str, names: Collection[str], stop: Collection[str]) -> bool:
    """Whether a term is a word of the subject: no stop word, number, price, single character or name of the site."""
    if len(term) < 2 or term in stop or is_number(term) or is_money(term) or _NUMERAL.fullmatch(term):
        return False
    return is_subject(term) and not is_brand(term, names)


def _copy(store: Store, run_id: int, term_id: int) -> str | None:
    """Title, h1 and main text of the page that should rank for a keyword; None: there is none."""
    row: Sequence[object] | None = store.db.execute(_TEXT, [run_id, term_id]).fetchone()
    if row is None:
        return None
    title, h1, packed = row
    text = decompress(packed).decode("utf-8") if isinstance(packed, bytes) else ""
    return "\n".join(map(copy_of, (str(title or ""), str(h1 or ""), text)))
