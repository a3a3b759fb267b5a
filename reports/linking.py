"""The link graph in tables: strongest pages, orphans, broken links with their sources, redirect chains, depth."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from crawler.records import Position
from crawler.text import printable
from reports.model_tables import BrokenLink, Chain, ChainStep, Links
from reports.page_rows import BY_RANK, page_rows, status_name
from reports.parts import Source
from reports.reader import BAD, Reader
from reports.sentences import clipped
from reports.words import PLACES, named

TOP, ORPHANS, BROKEN, CHAINS, DEEPEST = 25, 25, 50, 25, 25
SOURCES = 3  # linking pages shown for each broken link
LONGEST_CHAIN = 12

COMPLETE = "p.is_html and p.status between 200 and 299"
ORPHAN = f"{COMPLETE} and p.depth is null and coalesce(p.inlinks, 0) = 0"
DEEP = f"{COMPLETE} and p.depth > 3"
BROKEN_TARGET = f"{BAD} and p.inlinks > 0"


def links(reader: Reader, *, judged: bool) -> Links:
    """The link tables of a run; ``judged``: the stage links has been computed."""
    run = f"run_id = {reader.run_id}"

    def total(condition: str) -> int:
        return reader.count(f"select count(*) from v_pages p where p.run_id = :run and {condition}")

    top = page_rows(reader, f"{COMPLETE} and p.pagerank is not null", BY_RANK, TOP)
    orphans = page_rows(reader, ORPHAN if judged else "0", "p.in_sitemap desc, p.url", ORPHANS)
    deepest = page_rows(reader, DEEP, "p.depth desc, p.url", DEEPEST)
    bad = broken(reader)
    loops = chains(reader)
    selected = {
        "top": f"select url, pagerank, inlinks, depth from v_pages p where {run} and {COMPLETE} order by pagerank desc",
        "orphans": f"select url, in_sitemap from v_pages p where {run} and {ORPHAN}",
        "broken": f"select l.source, l.target, l.anchor from v_links l join v_pages p on p.run_id = l.run_id"
        f" and p.url_id = l.target_id where l.{run} and l.kind = 'a' and {BROKEN_TARGET}",
        "chains": f"select * from v_redirects where {run}",
        "deepest": f"select url, depth from v_pages p where {run} and {DEEP} order by depth desc",
    }
    return Links(
        judged=judged,
        top=top,
        top_cut=reader.cut(len(top), total(f"{COMPLETE} and p.pagerank is not null"), selected["top"]),
        orphans=orphans,
        orphans_cut=reader.cut(len(orphans), total(ORPHAN) if judged else 0, selected["orphans"]),
        broken=bad,
        broken_cut=reader.cut(len(bad), total(BROKEN_TARGET), selected["broken"]),
        chains=loops,
        chains_cut=reader.cut(len(loops), chain_count(reader), selected["chains"]),
        deepest=deepest,
        deepest_cut=reader.cut(len(deepest), total(DEEP), selected["deepest"]),
    )


def broken(reader: Reader) -> tuple[BrokenLink, ...]:
    """Link targets that answer 4xx, 5xx or not at all, the most linked first."""
    rows = list(
        reader.rows(
            f"select p.url_id, p.url, p.status, p.error, p.inlinks from v_pages p where p.run_id = :run and {BROKEN_TARGET}"
            " order by p.inlinks desc, p.url limit :limit",
            limit=BROKEN,
        )
    )
    found = link_sources(reader, [int(row["url_id"]) for row in rows])
    return tuple(
        BrokenLink(
            target=reader.address(row["url"]),
            status_shown=status_name(row["status"], row["error"]),
            inlinks=int(row["inlinks"]),
            sources=found.get(int(row["url_id"]), ()),
        )
        for row in rows
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
