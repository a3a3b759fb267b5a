"""Which types of pages authority goes to, and the topic silos that links make."""

from __future__ import annotations

import sqlite3

from configs.text import Text
from crawler.text import printable
from crawler.urls import shown
from linkgraph.silo_terms import SiloTerm, silo_terms
from linkgraph.topics import fill_topics
from reports.charting.shares import TYPES
from reports.model_links import AuthorityLoss, Silo, Silos, TopicFit, TypeShare
from reports.numbers import share
from reports.parts import Cut
from reports.reader import Reader
from reports.sentences import clipped
from reports.words import named

SILOS, FOLDER_COLUMNS, TERM_COLUMNS = 12, 40, 24

LOSSES: dict[str, Text] = {
    "nofollow": Text(zh="站内 nofollow 链接", en="internal nofollow links"),
    "external": Text(zh="站外链接", en="links to other sites"),
    "broken": Text(zh="断链", en="broken links"),
    "file": Text(zh="指向文件的链接", en="links to files"),
    "unread": Text(zh="没抓到的网址", en="URLs not fetched"),
    "dead-end": Text(zh="死胡同", en="dead ends"),
}


def type_shares(reader: Reader) -> tuple[TypeShare, ...]:
    """Authority by type of page, the strongest type first."""
    rows = list(reader.rows("select * from v_page_types where run_id = :run order by pagerank desc, page_type"))
    longest = max((float(row["pagerank"]) for row in rows), default=0.0)
    pages = sum(int(row["pages"]) for row in rows)
    return tuple(
        TypeShare(
            name=named(TYPES, row["page_type"]),
            pages=int(row["pages"]),
            part=share(row["pages"], pages),
            authority=100.0 * float(row["pagerank"]),
            width=share(float(row["pagerank"]), longest),
            editorial=100.0 * float(row["pagerank_editorial"]),
            strength=float(row["strength"]),
        )
        for row in rows
    )


def losses(reader: Reader) -> tuple[AuthorityLoss, ...]:
    """Where authority ends that no page of the site gets, the greatest part first; none for runs of older versions."""
    rows = reader.rows(
        "select kind, sum(share) as share from link_flow where run_id = :run and kind <> 'page' group by kind"
        " having sum(share) > 0 order by 2 desc, kind"
    )
    return tuple(AuthorityLoss(named(LOSSES, row["kind"]), 100.0 * float(row["share"])) for row in rows)


def silos(reader: Reader) -> Silos | None:
    """The largest silos and how well they fit the folders; None where there are none."""
    graph = next(reader.rows("select * from link_graphs where run_id = :run and communities > 0"), None)
    if graph is None:
        return None
    rows = list(
        reader.rows("select * from v_communities where run_id = :run order by community limit :limit", limit=SILOS)
    )
    total = int(graph["communities"])
    command = f"xunlu links communities --run {reader.run_id} --format csv"
    terms = silo_terms(reader.db, reader.run_id)
    topics = fill_topics(reader.db, reader.run_id)
    return Silos(
        rows=tuple(_silo(reader, row, terms.get(int(row["community"]), [])) for row in rows),
        cut=Cut(len(rows), total, command, len(rows) >= total),
        modularity=float(graph["modularity"]),
        level=int(graph["folder_level"]),
        rand=float(graph["folder_rand"]),
        purity=100.0 * float(graph["folder_purity"]),
        terms=bool(terms),
        topics=TopicFit(topics[0], 100.0 * topics[1], topics[2]) if topics else None,
    )


def _silo(reader: Reader, row: sqlite3.Row, terms: list[SiloTerm]) -> Silo:
    return Silo(
        number=int(row["community"]),
        pages=int(row["pages"]),
        authority=100.0 * float(row["pagerank"]),
        kept=share(row["inside"], row["inside"] + row["leaving"]),
        folder=clipped(printable(shown(row["folder"])), FOLDER_COLUMNS),
        in_folder=share(row["folder_pages"], row["pages"]),
        strongest=reader.address(row["strongest"]),
        terms=tuple(clipped(printable(one.term), TERM_COLUMNS) for one in terms),
    )
