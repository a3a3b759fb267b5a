"""The backlinks of a site in numbers, by section 4.3.7: relevance, anchors, diversity, depth, follow, growth, signs, losses."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass
from typing import Any

from crawler.records import Run
from crawler.urls import host_key
from linkgraph.backlinks.rows import linking_domain
from linkgraph.backlinks.standing_out import lost_domains, search_pages, sitewide, weeks
from linkgraph.backlinks.tables import CRAWLED, CURRENT, INTERSECT, LEAST, TARGETS, TOXIC


@dataclass(frozen=True, slots=True)
class Assessment:
    """Shares are 0..1; None: nothing to judge by."""

    site: str
    imports: int
    first_day: str
    last_day: str
    links: int  # pairs of source and target, neither lost nor found gone
    listed: int  # links that lists of domains speak of, beside them
    domains: int
    domain_ratio: float | None  # F-11
    ips: int
    ip_domains: int  # whose IPv4 address is known
    block_ratio: float | None  # /24 blocks by these
    told: int  # links of which a tool says whether they are followed
    followed: float | None  # of these
    deep: float | None  # F-12
    relevant: float | None  # of the domains of which something is known
    anchors: int
    entropy: float | None  # F-13, bits
    kinds: dict[str, int]  # links by kind of anchor
    top_anchor: str
    top_share: float | None  # of the commonest anchor that is no brand and no URL
    lost: int
    suspect_links: int
    suspect_domains: int
    broken_targets: int | None  # None: the run knows none of the targets
    broken_links: int
    broken_domains: int
    redirected_targets: int | None
    redirected_links: int
    unseen_targets: int  # not crawled: not judged
    crawled_links: int | None  # found on the competitors' pages; None: no other site was crawled
    rivals: int  # further sites with imported backlinks
    intersect: int | None  # domains that link to two of them and not here; None: fewer than two were imported
    verified: dict[str, int]  # links by what the linking pages answered
    weeks: list[dict[str, Any]]  # day, links, domains: new ones by the tools' dates; the last ones, none left out
    sitewide: list[dict[str, Any]]  # domain, anchor, pages, the most first; not all, see standing_out
    search_pages: list[dict[str, Any]]  # domain, links: pages of results and of webmaster tools; the most first
    search_links: int  # all of them
    search_domains: int
    lost_domains: list[
        dict[str, Any]
    ]  # tool, before, newest, had, lost, examples: of tools that listed the site on two days


def linked_id_of(db: sqlite3.Connection, name: str) -> int | None:
    """The number of a site whose backlinks were imported; None for none."""
    row = db.execute("select linked_id from linked_sites where name = ?", [name]).fetchone()
    return None if row is None else int(row[0])


def own_domain(db: sqlite3.Connection, name: str) -> str:
    """The domain of a site, as linking domains are written."""
    row = db.execute("select start_url from sites where name = ?", [name]).fetchone()
    return linking_domain(host_key(str(row[0])) if row else name)


def assess(db: sqlite3.Connection, name: str, run: Run | None) -> Assessment | None:
    """The numbers of a site, by SQL and one pass over counted anchors; None when nothing was imported.

    Args:
        run: of the site, for what became of the targets; None: it was never crawled.
    """
    linked_id = linked_id_of(db, name)
    if linked_id is None:
        return None
    start = db.execute("select start_url from sites where name = ?", [name]).fetchone()
    values: dict[str, object] = {
        "linked": linked_id,
        "run": run.run_id if run else 0,
        "least": LEAST,
        "own": own_domain(db, name),
        "home": str(start[0]).partition("://")[2].rstrip("/") if start else "",
    }
    one = _first(db, f"""
        with live as ({CURRENT})
        select sum(source <> ''), sum(iif(source = '', links, 0)), count(distinct domain_id), count(distinct nullif(ip, '')),
            avg(iif(source <> '' and rel is not null, (rel & 7) = 0, null)), sum(source <> '' and rel is not null),
            avg(iif(target <> '', {_DEEP}, null)), sum(signs <> ''), count(distinct iif(source <> '', domain_id, null)) from live
    """, values)  # fmt: skip
    links, listed, domains, ips, followed, rels, deep, suspect, direct = one
    count, entropy, kinds, top_anchor, top_share = _anchors(db, values)
    fates = _fates(db, values)
    imports = _first(db, "select count(*), min(day), max(day) from backlink_imports where linked_id = :linked", values)
    ratio = direct / links if links else None
    met = any(fates[fate][0] for fate in fates if fate != "unseen")
    others = run and _count(
        db, "select count(distinct site_id) - 1 from runs where pruned is null and status <> 'running'", values
    )
    rivals = _count(db, "select count(*) from linked_sites where linked_id <> :linked", values)
    ip_domains, blocks = _blocks(db, values)
    pages = search_pages(db, values)
    return Assessment(
        site=name, imports=imports[0], first_day=imports[1] or "", last_day=imports[2] or "",
        links=links or 0, listed=listed or 0, domains=domains, domain_ratio=ratio, ips=ips, ip_domains=ip_domains, block_ratio=blocks,
        told=rels or 0, followed=followed, deep=deep, relevant=_relevant(db, values), anchors=count, entropy=entropy, kinds=kinds,
        top_anchor=top_anchor, top_share=top_share,
        lost=_count(db, "select count(*) from backlinks where linked_id = :linked and counted and lost is not null", values),
        suspect_links=suspect or 0, suspect_domains=_count(db, f"select count(*) from ({TOXIC})", values),
        broken_targets=fates["broken"][0] if met else None, broken_links=fates["broken"][1], broken_domains=fates["broken"][2],
        redirected_targets=fates["redirect"][0] if met else None, redirected_links=fates["redirect"][1], unseen_targets=fates["unseen"][0],
        crawled_links=_count(db, f"select count(*) from ({CRAWLED})", values) if others else None,
        rivals=rivals, intersect=_count(db, f"select count(*) from ({INTERSECT})", values) if rivals >= LEAST else None,
        verified=dict(db.execute("select state, count(*) from backlink_checks where linked_id = ? group by state order by 2 desc", [linked_id])),
        weeks=weeks(db, values), sitewide=sitewide(db, values), search_pages=pages[0], search_links=pages[1], search_domains=pages[2],
        lost_domains=lost_domains(db, values),
    )  # fmt: skip


# An index file of the root, and parameters of campaigns behind it, are the home page; so is the start URL.
_PATH = "rtrim(substr(target, instr(target, '://') + 3), '/')"
_DEEP = f"""
    {_PATH} <> :home and ({_PATH} like '%/%/%' or (({_PATH} like '%/%' or target like '%?%') and target not like '%/?utm_%'
        and lower({_PATH}) not glob '*/index.[hpaj]*' and lower({_PATH}) not glob '*/default.[ha]*'))
"""


def _first(db: sqlite3.Connection, sql: str, values: dict[str, object]) -> tuple[Any, ...]:
    row: tuple[Any, ...] = db.execute(sql, values).fetchone()
    return row


def _count(db: sqlite3.Connection, sql: str, values: dict[str, object]) -> int:
    return int(db.execute(sql, values).fetchone()[0] or 0)


def _relevant(db: sqlite3.Connection, values: dict[str, object]) -> float | None:
    sql = f"with live as ({CURRENT}) select avg(r) from (select max(relevant) as r from live group by domain_id)"
    found = db.execute(sql, values).fetchone()[0]
    return None if found is None else float(found)


def _blocks(db: sqlite3.Connection, values: dict[str, object]) -> tuple[int, float | None]:
    """Domains whose IPv4 address is known, and distinct /24 blocks by these."""
    sql = f"""
        with live as ({CURRENT}), known as (
            select domain_id, rtrim(min(ip), '0123456789') as block from live where ip like '%.%' group by domain_id
        )
        select count(*), count(distinct block) from known
    """
    domains, blocks = db.execute(sql, values).fetchone()
    return domains, blocks / domains if domains else None


def _anchors(
    db: sqlite3.Connection, values: dict[str, object]
) -> tuple[int, float | None, dict[str, int], str, float | None]:
    """Distinct anchors, their entropy, links by kind, and the commonest that is neither brand nor URL with its share."""
    sql = f"""
        with live as ({CURRENT})
        select min(anchor), kind, count(*) as many from live where anchor is not null group by matching_copy(anchor) order by many desc, 1
    """
    total, own, count, kinds, top, most = 0, 0.0, 0, dict[str, int](), "", 0
    for anchor, kind, many in db.execute(sql, values):
        count, total, own = count + 1, total + many, own + many * math.log2(many)
        kinds[kind] = kinds.get(kind, 0) + many
        if not most and kind not in ("brand", "url", "empty"):
            top, most = anchor, many
    if not total:
        return 0, None, {}, "", None
    return count, max(0.0, math.log2(total) - own / total), kinds, top, most / total


def _fates(db: sqlite3.Connection, values: dict[str, object]) -> dict[str, tuple[int, int, int]]:
    """Targets, links and domains by what became of the target."""
    found = dict.fromkeys(("broken", "redirect", "unseen", "unanswered", "fine"), (0, 0, 0))
    sql = f"with {TARGETS} select fate, count(*), sum(links), sum(domains) from judged group by fate"
    for fate, targets, links, domains in db.execute(sql, values):
        found[fate] = (targets, links, domains)
    return found
