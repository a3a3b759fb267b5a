"""What may stand out among backlinks: weeks with many new ones, footers of whole sites, pages of results, domains that left.

Facts only, cut to what a check needs; the bounds are those of the checks (``remarks`` for a terminal).
"""

from __future__ import annotations

import datetime
import json
import sqlite3
from itertools import pairwise
from typing import Any

from linkgraph.backlinks.tables import CURRENT

WEEKS = 8  # before a week, to compare it with
LATEST = 52  # weeks that are looked at
FEWEST = 20  # pages of a domain that are worth keeping as site-wide
MOST = 100  # domains kept of each kind
EXAMPLES = 5
CAPPED = 500  # tools cut their exports at multiples of it: what is missing there may only be cut off
COMPARABLE = 0.5  # of the rows of the import before; a smaller one is another kind of export, most likely

_MONDAY = 1721425.5  # Julian day of 0001-01-01, a Monday
Facts = list[dict[str, Any]]


def weeks(db: sqlite3.Connection, values: dict[str, object]) -> Facts:
    """New links and domains by week, from Monday, the last ``LATEST`` and ``WEEKS`` before them; those without any, too.

    A date after that of its file is a slip.
    """
    found = {week: (links, domains) for week, links, domains in db.execute(
        "select cast((julianday(first_seen) - ?1) / 7 as integer), count(*), count(distinct domain_id) from backlinks"
        " where linked_id = ?2 and counted and source <> '' and first_seen <= date(last_day, '+1 day') group by 1", [_MONDAY, values["linked"]]
    )}  # fmt: skip
    if not found:
        return []
    newest = max(found)
    return [
        {"day": datetime.date.fromordinal(week * 7 + 1).isoformat(), "links": links, "domains": domains}
        for week in range(max(min(found), newest - LATEST - WEEKS), newest + 1)
        for links, domains in [found.get(week, (0, 0))]
    ]


def sitewide(db: sqlite3.Connection, values: dict[str, object]) -> Facts:
    """Domains that link from many pages with one anchor. Bare addresses are left out: people on forums write them, too."""
    sql = f"""
        with live as ({CURRENT})
        select domain, anchor, count(distinct source) as pages from live where source <> '' and anchor is not null and kind <> 'url'
        group by domain_id, anchor having count(*) >= {FEWEST} and pages >= {FEWEST} order by pages desc, domain, anchor limit {MOST}
    """
    return [{"domain": one, "anchor": anchor[:80], "pages": pages} for one, anchor, pages in db.execute(sql, values)]


def search_pages(db: sqlite3.Connection, values: dict[str, object]) -> tuple[Facts, int, int]:
    """Domains whose pages of results, or of a webmaster tool, link here; all such links, all such domains."""
    sql = f"""
        with live as ({CURRENT})
        select domain, count(*) as links, sum(count(*)) over (), count(*) over () from live where signs like '%search-page%'
        group by domain_id order by links desc, domain limit {MOST}
    """
    rows = db.execute(sql, values).fetchall()
    return [{"domain": row[0], "links": row[1]} for row in rows], *(rows[0][2:] if rows else (0, 0))


def lost_domains(db: sqlite3.Connection, values: dict[str, object]) -> Facts:
    """Domains that a tool had in its last import but one and has no longer; of exports that can be compared only."""
    days = db.execute(
        "select b.tool, b.day, sum(i.rows), max(i.rows > 0 and i.rows % :cap = 0) from backlink_imports b join imports i using (import_id)"
        " where b.linked_id = :linked group by b.tool, b.day order by b.tool, b.day", {**values, "cap": CAPPED}
    ).fetchall()  # fmt: skip
    last = {tool: (before, newest) for (tool, *before), (same, *newest) in pairwise(days) if tool == same}
    return [
        _lost(db, values, tool, before[0], newest[0])
        for tool, (before, newest) in last.items()
        if not before[2] and not newest[2] and newest[1] >= COMPARABLE * before[1]
    ]


def _lost(db: sqlite3.Connection, values: dict[str, object], tool: str, before: str, newest: str) -> dict[str, Any]:
    sql = """
        with seen as materialized (
            select domain_id, max(first_day <= :before and last_day >= :before and coalesce(lost, :newest) >= :before) as had,
                max(last_day >= :newest and lost is null) as has
            from backlinks where linked_id = :linked and tool = :tool group by domain_id
        )
        select sum(had), sum(had and not has), (select json_group_array(domain) from (
            select d.domain from seen s join backlink_domains d using (domain_id) where s.had and not s.has order by d.domain limit :most
        )) from seen
    """
    given = {**values, "tool": tool, "before": before, "newest": newest, "most": EXAMPLES}
    had, lost, examples = db.execute(sql, given).fetchone()
    return {
        "tool": tool, "before": before, "newest": newest, "had": had or 0, "lost": lost or 0, "examples": json.loads(examples),
    }  # fmt: skip
