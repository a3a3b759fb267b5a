"""Pages of the site that compete for one term, and terms that only one side of the market aims at."""

from __future__ import annotations

import sqlite3

from configs.text import Text
from crawler.text import printable
from reports.addresses import address
from reports.model_keywords import Cannibals, GapList, GapRow, Rival
from reports.parts import Cut
from reports.reader import Reader

TERMS, PAGES, GAPS = 20, 6, 20

KINDS: dict[str, tuple[Text, Text]] = {
    "gap": (
        Text(zh="缺口：竞品有，你没有", en="Gap: competitors have it, you have not"),
        Text(
            zh="竞品写进标题或 h1、你一个网页也没写的词。值得卖的，就做一页。",
            en="In titles or h1 of competitors, in none of yours. If you sell it, make a page for it.",
        ),
    ),
    "weak": (
        Text(zh="偏弱：竞品多，你少", en="Weak: they have many pages on it, you few"),
        Text(
            zh="你的网页数和占比都不到竞品的三分之一。",
            en="You have less than a third of their pages on it, in number and in share.",
        ),
    ),
    "lead": (
        Text(zh="独有：你有，竞品没有", en="Lead: you have it, they have not"),
        Text(zh="只有你写进标题或 h1 的词。守住它们。", en="In titles or h1 of yours only. Keep them."),
    ),
}


def cannibals(reader: Reader) -> tuple[tuple[Cannibals, ...], Cut]:
    """Terms several pages compete for: target keywords first, then those with the most relevant pages."""
    heads = list(
        reader.rows(
            """
            select t.term, k.term_id, count(*) as pages, k.term_id in
                (select term_id from keyword_targets where run_id = :run) as target, count(*) over () as terms
            from keyword_rivals k join terms t on t.term_id = k.term_id
            where k.run_id = :run group by k.term_id order by target desc, max(k.relevance) desc, t.term limit :limit
            """,
            limit=TERMS,
        )
    )
    total = int(heads[0]["terms"]) if heads else 0
    made = tuple(
        Cannibals(
            term=printable(head["term"]),
            target=bool(head["target"]),
            pages=tuple(_rival(reader, row) for row in _pages(reader, int(head["term_id"]))),
            more=max(0, int(head["pages"]) - PAGES),
        )
        for head in heads
    )
    command = f"xunlu keywords cannibal {reader.run_id} --format csv"
    return made, Cut(len(made), total, command, len(made) >= total and not any(one.more for one in made))


def _pages(reader: Reader, term_id: int) -> list[sqlite3.Row]:
    return list(
        reader.rows(
            "select k.*, u.url from keyword_rivals k join urls u on u.url_id = k.url_id"
            " where k.run_id = :run and k.term_id = :term order by k.place limit :limit",
            term=term_id,
            limit=PAGES,
        )
    )


def _rival(reader: Reader, row: sqlite3.Row) -> Rival:
    strength = row["link_strength"]
    return Rival(
        page=reader.address(row["url"]),
        keep=row["place"] == 1,
        in_title=bool(row["in_title"]),
        in_h1=bool(row["in_h1"]),
        focus=100.0 * float(row["focus"]),
        relevance=100.0 * float(row["relevance"]),
        link_strength=None if strength is None else 100.0 * float(strength),
    )


def gaps(reader: Reader) -> tuple[GapList, ...]:
    """The lists that have rows, the gaps first."""
    made = (_gap_list(reader, kind) for kind in KINDS)
    return tuple(one for one in made if one.rows)


def _gap_list(reader: Reader, kind: str) -> GapList:
    rows = list(
        reader.rows(
            "select * from v_keyword_gaps where run_id = :run and kind = :kind order by ordinal limit :limit",
            kind=kind,
            limit=GAPS,
        )
    )
    total = reader.count("select count(*) from keyword_gaps where run_id = :run and kind = :kind", kind=kind)
    command = f"xunlu keywords gap {reader.run_id} --kind {kind} --format csv"
    name, remark = KINDS[kind]
    return GapList(
        kind, name, remark, tuple(_gap(reader, row) for row in rows), Cut(len(rows), total, command, len(rows) >= total)
    )


def _gap(reader: Reader, row: sqlite3.Row) -> GapRow:
    return GapRow(
        term=printable(row["term"]),
        rivals=int(row["rivals"]),
        rival_pages=int(row["rival_heads"]),
        rival_share=100.0 * float(row["rival_share"]),
        own_pages=int(row["own_heads"]),
        own_share=100.0 * float(row["own_share"]),
        best=reader.address(row["best_url"]) if row["kind"] == "lead" else address(row["best_url"]),
    )
