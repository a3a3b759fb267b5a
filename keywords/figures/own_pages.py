"""Which own page serves an imported keyword that is no target and none of the best terms of a page: titles and h1 tell."""

from __future__ import annotations

import re
import sqlite3

from crawler.text import HAN
from keywords.matching import WordFinder, copy_of

_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")  # 「紫砂壶 价格」 is written 紫砂壶价格 on pages

_KEYWORDS = "select number, keyword from temp.figure_set where own_url_id is null"
_HEADS = """
    select p.url_id, p.title, p.h1 from pages p
    join page_states s on s.run_id = p.run_id and s.url_id = p.url_id and s.indexable_reason = 'ok'
    where p.run_id = ? and p.is_html and p.status between 200 and 299 order by p.url_id
"""
_SET = "update temp.figure_set set own_url_id = ?, served = 3 where number = ?"
# Where a page ranks for a keyword, it serves it, whatever its title says.
_RANKING = """
    update temp.figure_set set own_url_id = u.url_id, served = 2
    from urls u join pages p on p.run_id = :run and p.url_id = u.url_id
    where u.url = figure_set.page and figure_set.own_url_id is null
"""
_RANKS = "update temp.figure_set set served = 2 where own_url_id is null and position is not null"


def find_own_pages(db: sqlite3.Connection, run_id: int) -> None:
    """Fill ``own_url_id`` and ``served`` of keywords in ``temp.figure_set`` that have none, in one pass over all titles and h1.

    Of several pages that have it there it is the one whose title or h1 is nearest to the keyword, that is the shortest.
    """
    numbers: dict[str, list[int]] = {}
    for number, keyword in db.execute(_KEYWORDS):
        numbers.setdefault(_BETWEEN_HAN.sub("", keyword), []).append(number)
    finder, best = WordFinder(numbers), dict[str, tuple[int, int]]()
    if finder:
        for url_id, *heads in db.execute(_HEADS, [run_id]):
            for text in {_BETWEEN_HAN.sub("", copy_of(head or "")) for head in heads}:
                for start, end in finder.spans(text):
                    found = (len(text), url_id)
                    best[text[start:end]] = min(best.get(text[start:end], found), found)
    db.executemany(_SET, ((url_id, number) for term, (_, url_id) in best.items() for number in numbers[term]))
    db.execute(_RANKING, {"run": run_id})
    db.execute(_RANKS)
