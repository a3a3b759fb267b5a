"""Cannibalisation: pages of one site that compete for the same term, and the one that should keep it.

The subject of a title or h1 is its first part that is no name of the site. A page aims at a term when title and h1 hold it
and it is at least 0.7 of the visible characters of one of the subjects (普洱茶 of 普洱茶饼, not of 普洱茶礼盒); or when only
one holds it, it is 0.7 of that subject, and the page is nearly as relevant as the best one. Two such pages compete unless they are the same page in two languages
(different lang, or hreflang between them) or of one list (rel next and prev, or URLs that differ in the page number).
Pages that the configuration gives the same keyword compete in any case. Only indexable pages count. Proposed is the page of the configuration, else the one with the highest sum of relevance
and link strength, halved.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from crawler.records import LinkKind
from crawler.store import Store
from keywords.brands import brand_names, title_parts
from keywords.matching import copy_of, holds, visible_length
from keywords.places import WEIGHTS
from keywords.weigh import relevance_sql

FOCUS = 0.7  # share of the title's or h1's part
NEAR = 0.9  # of the best page's relevance
MOST_PAGES = 20  # a further term in title and h1 of more pages is a word of a catalogue, no page's subject
MOST_TERMS = 500  # further terms looked at, by TF-IDF
MOST_RIVALS = 50  # pages compared for a term

_PLACED = " + ".join(f"{WEIGHTS[name]} * k.{name}" for name in ("in_title", "in_h1", "in_description"))
_OF_TARGET = """
    select p.url_id, u.url, p.title, p.h1, lower(p.lang), k.relevance, k.link_strength
    from keyword_places k
    join pages p on p.run_id = k.run_id and p.url_id = k.url_id
    join page_states s on s.run_id = k.run_id and s.url_id = k.url_id and s.indexable_reason = 'ok'
    join urls u on u.url_id = k.url_id
    where k.run_id = :run and k.term_id = :term and (k.in_title or k.in_h1)
    order by k.relevance desc, u.url
"""
_OF_PAGES = """
    select p.url_id, u.url, p.title, p.h1, lower(p.lang), coalesce(k.relevance, 0.0), x.strength
    from json_each(:pages) j
    join pages p on p.run_id = :run and p.url_id = j.value
    join page_states s on s.run_id = p.run_id and s.url_id = p.url_id and s.indexable_reason = 'ok'
    join urls u on u.url_id = p.url_id
    left join keyword_places k on k.run_id = p.run_id and k.url_id = p.url_id and k.term_id = :term
    left join temp.link_strength x on x.url_id = p.url_id
    order by p.url_id
"""
# Of other terms only the places in page_terms are known. All of them at once: its key begins with the page, so that
# asking for one term reads the whole run.
_OF_TERMS = f"""
    select t.term, k.term_id, p.url_id, u.url, p.title, p.h1, lower(p.lang),
        {relevance_sql(f"({_PLACED} + {WEIGHTS['in_text']} * (k.count > 0))", "x.strength", "k.prominence")} as relevance,
        x.strength
    from page_terms k
    cross join temp.keyword_strong c on c.term_id = k.term_id
    join terms t on t.term_id = k.term_id
    join pages p on p.run_id = k.run_id and p.url_id = k.url_id
    join page_states s on s.run_id = k.run_id and s.url_id = k.url_id and s.indexable_reason = 'ok'
    join urls u on u.url_id = k.url_id
    left join temp.link_strength x on x.url_id = k.url_id
    where k.run_id = :run and k.in_title and k.in_h1
    order by length(t.term) desc, t.term, relevance desc, u.url
"""
_STRONG = """
    insert into temp.keyword_strong
    select k.term_id from page_terms k join terms t using (term_id)
    where k.run_id = :run and k.in_title and k.in_h1
        and not exists (select 1 from keyword_targets x where x.run_id = :run and x.term_id = k.term_id)
    group by k.term_id having count(*) between 2 and :most
    order by sum(k.tfidf) desc, t.term limit :limit
"""
_PAGE_NUMBER = re.compile(r"(?<=[?&])(?:page|paged|pg|pn|p|start|offset)=\d+&?|/(?:page|p)[/-]?\d+(?=/?(?:$|\?))", re.I)


class Aim(NamedTuple):
    """A page that aims at a term."""

    url_id: int
    url: str
    lang: str
    in_title: bool
    in_h1: bool
    focus: float
    relevance: float
    link_strength: float | None


def run_cannibals(store: Store, run_id: int, assigned: Mapping[str, Collection[int]] = MappingProxyType({})) -> None:
    """Write ``keyword_rivals`` of a run whose places are weighed and whose keywords are mapped.

    Args:
        assigned: keywords that the configuration gives to several pages; these compete, whatever they say.
    """
    with store.atomic() as db:
        db.execute("delete from keyword_rivals where run_id = ?", [run_id])
        names = brand_names(db, run_id)
        targets = db.execute(
            "select k.term_id, t.term, m.url_id from keyword_targets k join terms t using (term_id)"
            " left join keyword_map m on m.run_id = k.run_id and m.term_id = k.term_id and m.origin = 'config'"
            " where k.run_id = ? order by k.ordinal",
            [run_id],
        ).fetchall()
        found: dict[frozenset[int], tuple[int, list[Aim]]] = {}  # pages -> term and the pages, best first
        for term_id, term, kept in targets:
            rows = db.execute(_OF_TARGET, {"run": run_id, "term": term_id})
            rivals = _rivals(db, run_id, term, rows, names)
            if term in assigned:
                rivals = _with_assigned(db, run_id, (term_id, term), rivals, assigned[term], names)
            if rivals:
                _write(db, run_id, term_id, sorted(rivals, key=lambda aim: (aim.url_id != kept, *_place(aim))))
                found[_pages(rivals)] = term_id, []
        db.execute("create temp table if not exists keyword_strong (term_id integer primary key)")
        db.execute("delete from temp.keyword_strong")
        db.execute(_STRONG, {"run": run_id, "most": MOST_PAGES, "limit": MOST_TERMS})
        strong = groupby(db.execute(_OF_TERMS, {"run": run_id}), key=itemgetter(0, 1))  # the whole name first
        for (term, term_id), group in strong:
            rivals = _rivals(db, run_id, term, (row[2:] for row in group), names)
            if rivals and not any(_pages(rivals) <= pages for pages in found):
                found[_pages(rivals)] = term_id, sorted(rivals, key=_place)
        for term_id, rivals in found.values():
            _write(db, run_id, term_id, rivals)


def _pages(rivals: Iterable[Aim]) -> frozenset[int]:
    return frozenset(aim.url_id for aim in rivals)


def _place(aim: Aim) -> tuple[float, str]:
    return -(aim.relevance + (aim.link_strength or 0.0)) / 2, aim.url


def _rivals(
    db: sqlite3.Connection, run_id: int, term: str, rows: Iterable[tuple[Any, ...]], names: Collection[str]
) -> list[Aim]:
    """The pages that compete for a term; empty when fewer than two do. ``rows``: its pages, the most relevant first."""
    aims: list[Aim] = []
    best = 0.0
    for url_id, url, title, h1, lang, relevance, strength in rows:
        best = max(best, relevance)  # the first is the best
        aim = _aim(term, title, h1, names)
        near = relevance >= NEAR * best
        if aim[2] >= FOCUS and ((aim[0] and aim[1]) or near):
            aims.append(Aim(url_id, url, lang, *aim, relevance, strength))
        if len(aims) == MOST_RIVALS:
            break
    return competing(aims, _kin(db, run_id, aims)) if len(aims) > 1 else []


def _with_assigned(
    db: sqlite3.Connection,
    run_id: int,
    target: tuple[int, str],
    rivals: Sequence[Aim],
    pages: Collection[int],
    names: Collection[str],
) -> list[Aim]:
    """The rivals for a target, and those of the pages it was assigned to that are no versions of each other."""
    known = {aim.url_id for aim in rivals}
    asked = {"run": run_id, "term": target[0], "pages": json.dumps(sorted(pages))}
    aims = [
        Aim(url_id, url, lang, *_aim(target[1], title, h1, names), relevance, strength)
        for url_id, url, title, h1, lang, relevance, strength in db.execute(_OF_PAGES, asked)
    ]
    others = competing(aims, _kin(db, run_id, aims)) if len(aims) > 1 else []
    return [*rivals, *(aim for aim in others if aim.url_id not in known)]


def _aim(term: str, title: str, h1: str, names: Collection[str]) -> tuple[bool, bool, float]:
    """Whether title and h1 hold the term, and its larger share of their subjects."""
    copies = [copy_of(title), copy_of(h1)]
    in_title, in_h1 = (holds(copy, term) for copy in copies)
    subjects = [next((part for part in title_parts(copy) if part not in names), "") for copy in copies]
    return in_title, in_h1, max(focus(term, subject) for subject in subjects)


def focus(term: str, part: str) -> float:
    """Share of a title's part that is the term, by visible characters; 0 when it does not hold it."""
    return visible_length(term) / visible_length(part) if holds(part, term) else 0.0


def competing(aims: Sequence[Aim], kin: Mapping[int, set[int]]) -> list[Aim]:
    """The pages, in their order, of which each has a rival among the others that is no kin of it."""
    rivals: set[int] = set()
    for one, other in combinations(aims, 2):
        if not _akin(one, other) and other.url_id not in kin.get(one.url_id, ()):
            rivals |= {one.url_id, other.url_id}
    return [aim for aim in aims if aim.url_id in rivals]


def _akin(one: Aim, other: Aim) -> bool:
    """Whether two pages are the same in two languages, or of one list."""
    if one.lang and other.lang and one.lang != other.lang:
        return True
    return list_key(one.url) == list_key(other.url)


def list_key(url: str) -> str:
    """A URL without its page number: the same for all pages of a list."""
    return _PAGE_NUMBER.sub("", url).rstrip("?&/")


def _kin(db: sqlite3.Connection, run_id: int, aims: Sequence[Aim]) -> dict[int, set[int]]:
    """Pages tied by hreflang, rel next or rel prev, both ways."""
    kin: dict[int, set[int]] = {}
    kinds = f"{LinkKind.ALTERNATE.value}, {LinkKind.NEXT.value}, {LinkKind.PREV.value}"
    for aim in aims:
        rows = db.execute(
            "select distinct l.target_id from pages p join links l on l.link_set_id = p.link_set_id"
            f" where p.run_id = ? and p.url_id = ? and l.kind in ({kinds})",
            [run_id, aim.url_id],
        )
        for (other,) in rows:
            kin.setdefault(aim.url_id, set()).add(other)
            kin.setdefault(other, set()).add(aim.url_id)
    return kin


def _write(db: sqlite3.Connection, run_id: int, term_id: int, rivals: Sequence[Aim]) -> None:
    db.executemany(
        "insert into keyword_rivals values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (run_id, term_id, aim.url_id, place, aim.in_title, aim.in_h1, aim.focus, aim.relevance, aim.link_strength)
            for place, aim in enumerate(rivals, 1)
        ],
    )
