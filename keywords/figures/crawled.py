"""Imported keywords in the crawled market: the own page that serves each, and competition where it is no target.

Targets are counted by the keyword stage, with all their places. Of other keywords a run knows where they are among the 50
best terms of a page, and titles and h1: one pass over each, for every site of the market. Their competition is the formula
of ``keywords.competition`` over what that tells: coverage, placement of title, h1, description and main text (scaled up to
1), match and depth. It is an estimate: a keyword that pages only mention in passing is not seen.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.text import HAN
from keywords.competition import K1, B, Parts, mean_length, site_strength
from keywords.matching import WordFinder, copy_of
from keywords.places import WEIGHTS

_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")  # 「紫砂壶 价格」 is written 紫砂壶价格 on pages
TITLE, H1, TEXT, DESCRIPTION = (WEIGHTS[name] for name in ("in_title", "in_h1", "in_text", "in_description"))
SEEN = TITLE + H1 + TEXT + DESCRIPTION  # of a placement of 1, what is known here

# The key of page_terms begins with the page: all keywords are asked for at once, since one reads the whole run.
_TERMS = f"""
    with placed as (
        select w.number, k.url_id, k.in_title or k.in_h1 as headed, k.tfidf, p.words,
            ({TITLE} * k.in_title + {H1} * k.in_h1 + {TEXT} * (k.count > 0) + {DESCRIPTION} * k.in_description) / {SEEN} as placement,
            k.count / (k.count + {K1} * (1 - {B} + {B} * coalesce(p.words, 0) / :mean)) as text_match
        from page_terms k
        cross join temp.figure_set w on w.term_id = k.term_id and w.verdict is null
        join page_states s on s.run_id = k.run_id and s.url_id = k.url_id and s.indexable_reason = 'ok'
        left join page_words p on p.run_id = k.run_id and p.url_id = k.url_id
        where k.run_id = :site
    ),
    ranked as (select *, row_number() over (partition by number order by placement desc, tfidf desc, url_id) as place from placed)
    select number, count(*), max(placement), avg(placement), max(text_match), max(words) filter (where place = 1),
        max(url_id) filter (where place = 1), max(headed) filter (where place = 1)
    from ranked group by number
"""
_HEADS = """
    select p.url_id, w.words, p.title, p.h1 from pages p
    join page_states s on s.run_id = p.run_id and s.url_id = p.url_id and s.indexable_reason = 'ok'
    left join page_words w on w.run_id = p.run_id and w.url_id = p.url_id
    where p.run_id = ? and p.is_html and p.status between 200 and 299 order by p.url_id
"""
_OWN = "update temp.figure_set set own_url_id = ?, served = ? where number = ? and own_url_id is null"
_ESTIMATED = "update temp.figure_set set competition = ?, own_strength = ?, estimated = 1 where number = ?"
# Where a page ranks for a keyword, it serves it, whatever its title says.
_RANKING = """
    update temp.figure_set set served = 2, own_url_id = (
        select u.url_id from urls u join pages p on p.run_id = :run and p.url_id = u.url_id where u.url = figure_set.page
    )
    where page is not null and own_url_id is null
"""
_RANKS = "update temp.figure_set set served = 2 where own_url_id is null and position is not null"


class Seen(NamedTuple):
    """A keyword on a site: pages, the best and the mean placement 0..1, match 0..1 and words of its best page, and that page."""

    pages: int
    best: float
    mean: float
    match: float | None
    words: int | None
    url_id: int
    headed: bool


class _Keywords:
    """The keywords of the set that are no targets, to be found in titles."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.numbers: dict[str, list[int]] = {}
        for number, keyword in db.execute("select number, keyword from temp.figure_set where verdict is null"):
            self.numbers.setdefault(_BETWEEN_HAN.sub("", keyword), []).append(number)
        self.finder = WordFinder(self.numbers)


def add_crawled(db: sqlite3.Connection, run_id: int, rivals: Sequence[int]) -> None:
    """Fill in own pages, and competition of keywords that are no targets, in ``temp.figure_set``.

    Args:
        rivals: runs of the competitors; without one there is no competition.
    """
    known, mean = _Keywords(db), mean_length(db, [run_id, *rivals])
    (size,) = db.execute("select count(*) from temp.figure_set").fetchone()
    own = _seen(db, run_id, known, mean)
    db.executemany(_OWN, ((one.url_id, 3 if one.headed else 2, number) for number, one in own.items()))
    db.execute(_RANKING, {"run": run_id})
    db.execute(_RANKS)
    if rivals:
        mine = _strengths(own, size)
        theirs = np.stack([_strengths(_seen(db, rival, known, mean), size) for rival in rivals])
        score = (theirs.max(axis=0) + theirs.mean(axis=0)) / 2
        others = [number for numbers in known.numbers.values() for number in numbers]
        db.executemany(_ESTIMATED, ((score[number - 1].item(), mine[number - 1].item(), number) for number in others))


def _seen(db: sqlite3.Connection, site: int, known: _Keywords, mean: float) -> dict[int, Seen]:
    """The keywords that a site has among the best terms of its pages, or else in titles and h1, by number."""
    rows = db.execute(_TERMS, {"site": site, "mean": mean})
    found = {
        number: Seen(pages, best, average, match, words, url_id, bool(headed))
        for number, pages, best, average, match, words, url_id, headed in rows
    }
    for term, seen in _in_heads(db, site, known.finder).items():
        for number in known.numbers[term]:
            main = found.get(number)
            if main is None:
                found[number] = seen
            elif not main.headed:  # a main term of one page, and in title or h1 of another: that is its page
                pages, best = max(main.pages, seen.pages), max(main.best, seen.best)
                found[number] = main._replace(pages=pages, best=best, url_id=seen.url_id, headed=True)
    return found


def _in_heads(db: sqlite3.Connection, site: int, finder: WordFinder) -> dict[str, Seen]:
    """By keyword; its page is the one whose title or h1 is nearest to it, that is the shortest."""
    if not finder:
        return {}
    nearest: dict[str, tuple[int, int, int | None]] = {}  # length, page and its words
    placements: dict[str, tuple[int, float, float]] = {}  # pages, best and sum
    for url_id, words, title, h1 in db.execute(_HEADS, [site]):
        for term, (length, placement) in _of_page(finder, title, h1).items():
            one = (length, url_id, words)
            nearest[term] = min(nearest.get(term, one), one, key=lambda page: page[:2])
            pages, best, total = placements.get(term, (0, 0.0, 0.0))
            placements[term] = (pages + 1, max(best, placement), total + placement)
    return {
        term: Seen(pages, best, total / pages, None, nearest[term][2], nearest[term][1], True)
        for term, (pages, best, total) in placements.items()
    }


def _of_page(finder: WordFinder, title: str | None, h1: str | None) -> dict[str, tuple[int, float]]:
    """Keywords in title and h1: length of the shorter of them, and placement. Main text is taken to have them, too."""
    found: dict[str, tuple[int, float]] = {}
    for head, weight in ((title, TITLE), (h1, H1)):
        text = _BETWEEN_HAN.sub("", copy_of(head or ""))
        for term in set(finder.everywhere(text)):
            length, placement = found.get(term, (len(text), TEXT / SEEN))
            found[term] = (min(length, len(text)), placement + weight / SEEN)
    return found


def _strengths(seen: dict[int, Seen], size: int) -> NDArray[np.float64]:
    """Of a site, by number - 1; 0 where it has no page."""
    found = np.zeros(size)
    for number, one in seen.items():
        parts = Parts(one.pages, (one.best + one.mean) / 2, one.match, None, one.words, None)
        found[number - 1] = site_strength(parts)
    return found
