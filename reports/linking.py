"""The link graph in tables: broken links with their sources, redirect chains; the rest comes from its neighbours."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from crawler.records import Position
from crawler.text import printable
from reports.backlinks import backlinks
from reports.between import site_links
from reports.friendly import friendly
from reports.leaking import external_domains, leaks
from reports.model_links import BrokenLink, Chain, ChainStep, Links
from reports.outside import outside_dead
from reports.page_rows import status_name
from reports.parts import Cut, Source
from reports.reader import BAD, Reader
from reports.sentences import clipped
from reports.shape import graph_shape
from reports.silos import losses, silos, type_shares
from reports.strength import anchor_profiles, rankings, strong
from reports.weak import weak_lists
from reports.words import PLACES, named

BROKEN, CHAINS = 50, 25
SOURCES = 3  # linking pages shown for each target
LONGEST_CHAIN = 12

# 403 and 429 refuse crawlers; whether people get the page, nobody knows.
BROKEN_TARGET = f"{BAD} and coalesce(p.status, 0) not in (403, 429) and p.inlinks > 0"


def links(
    reader: Reader,
    weak: Mapping[str, Sequence[sqlite3.Row]],
    broken: Sequence[sqlite3.Row],
    outside: Sequence[sqlite3.Row],
    linked: Mapping[int, tuple[Source, ...]],
    *,
    judged: bool,
) -> Links:
    """The link tables of a run.

    Args:
        weak: rows of ``reports.weak.weak_rows``.
        broken: rows of ``broken_rows``.
        outside: rows of ``reports.outside.outside_rows``.
        linked: pages that link to any of them.
        judged: the stage links has been computed.
    """
    loops, lost = chains(reader), leaks(reader)
    profiles, domains = anchor_profiles(reader), external_domains(reader)
    run = reader.run_id
    strongest = strong(reader)
    count = reader.count(f"select count(*) from v_pages p where p.run_id = :run and {BROKEN_TARGET}")
    return Links(
        judged=judged,
        partial=reader.count("select count(*) from runs where run_id = :run and status <> 'complete'") > 0,
        weak=weak_lists(reader, weak, linked) if judged else (),
        broken=tuple(_broken(reader, row, linked) for row in broken),
        broken_cut=Cut(len(broken), count, f"xunlu links broken --run {run} --format csv", len(broken) >= count),
        outside=outside_dead(reader, outside, linked),
        chains=loops,
        chains_cut=reader.cut(len(loops), chain_count(reader), f"select * from v_redirects where run_id = {run}"),
        leaks=lost[0],
        leaks_cut=lost[1],
        strong=strongest[0],
        strong_cut=strongest[1],
        rankings=rankings(reader),
        anchors=profiles[0],
        anchors_cut=profiles[1],
        types=type_shares(reader) if judged else (),
        losses=losses(reader),
        silos=silos(reader),
        shape=graph_shape(reader) if judged else None,
        domains=domains[0],
        domains_cut=domains[1],
        backlinks=backlinks(reader),
        between=site_links(reader),
        friends=friendly(reader),
    )


def broken_rows(reader: Reader) -> list[sqlite3.Row]:
    """Link targets that answer 4xx, 5xx or not at all, the most linked first."""
    return list(
        reader.rows(
            f"select p.url_id, p.url, p.status, p.error, p.inlinks from v_pages p where p.run_id = :run and {BROKEN_TARGET}"
            " order by p.inlinks desc, p.url limit :limit",
            limit=BROKEN,
        )
    )


def _broken(reader: Reader, row: sqlite3.Row, linked: Mapping[int, tuple[Source, ...]]) -> BrokenLink:
    return BrokenLink(
        target=reader.address(row["url"]),
        status_shown=status_name(row["status"], row["error"]),
        inlinks=int(row["inlinks"]),
        sources=linked.get(int(row["url_id"]), ()),
    )


def link_sources(reader: Reader, targets: Iterable[int]) -> Mapping[int, tuple[Source, ...]]:
    """For each target the first linking pages by URL, with anchor and place; one pass over the run's links."""
    wanted = sorted(set(targets))
    if not wanted:
        return {}
    rows = reader.rows(
        """
        with linking as (
            select l.target_id, p.url_id, l.anchor_id, l.position, min(l.ordinal)
            from pages p cross join links l on l.link_set_id = p.link_set_id
            where p.run_id = :run and l.kind = 0 and l.target_id in (select value from json_each(:wanted))
            group by l.target_id, p.url_id
        ), placed as (
            select k.*, u.url as source, row_number() over (partition by k.target_id order by u.url) as place
            from linking k join urls u on u.url_id = k.url_id
        )
        select p.target_id, p.source, n.text as anchor, p.position from placed p
        join anchors n on n.anchor_id = p.anchor_id where p.place <= :most order by p.target_id, p.place
        """,
        wanted=json.dumps(wanted),
        most=SOURCES,
    )
    found: dict[int, list[Source]] = {}
    for row in rows:
        anchor = clipped(printable(row["anchor"]), 60)
        source = Source(reader.address(row["source"]), anchor, named(PLACES, Position(row["position"]).name.lower()))
        found.setdefault(int(row["target_id"]), []).append(source)
    return {target: tuple(sources) for target, sources in found.items()}


CHAINED = """
    select url_id, max(hop) as hops, max(target = url or hop > :longest) as loop
    from v_redirects where run_id = :run group by url_id having max(hop) > 1 or max(target = url)
"""


def chain_count(reader: Reader) -> int:
    """Redirect chains of two or more hops, and loops."""
    return reader.count(f"select count(*) from ({CHAINED})", longest=LONGEST_CHAIN)


def chains(reader: Reader) -> tuple[Chain, ...]:
    """Loops first, then the longest chains."""
    heads = list(
        reader.rows(
            f"select c.*, v.url from ({CHAINED}) c join v_redirects v on v.run_id = :run and v.url_id = c.url_id"
            " and v.hop = 1 order by c.loop desc, c.hops desc, v.url limit :limit",
            limit=CHAINS,
            longest=LONGEST_CHAIN,
        )
    )
    return tuple(_chain(reader, int(row["url_id"]), int(row["hops"])) for row in heads)


def _chain(reader: Reader, url_id: int, hops: int) -> Chain:
    rows = list(
        reader.rows(
            "select v.at, v.status, v.target from v_redirects v where v.run_id = :run and v.url_id = :url_id"
            " order by v.hop limit :most",
            url_id=url_id,
            most=LONGEST_CHAIN,
        )
    )
    steps = [ChainStep(reader.address(row["at"]), int(row["status"])) for row in rows]
    last = rows[-1]["target"]
    answer = list(reader.rows("select status from v_pages where run_id = :run and url = :url", url=last))
    steps.append(ChainStep(reader.address(last), answer[0]["status"] if answer else None))
    return Chain(hops=hops, loop=last in {row["at"] for row in rows}, steps=tuple(steps))
