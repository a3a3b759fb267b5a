"""Forgetting the pages of old runs: what must last stays (runs, scores, states of checks, factors, gates)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from crawler.moments import now
from crawler.records import Run
from crawler.store import Store

# Everything that is kept by the page, link, term or finding; the rest of a run's rows lasts.
BY_RUN = (
    "pages", "page_states", "page_graph", "page_words", "page_terms", "page_robots", "page_anchors", "frontier",
    "findings", "accepted", "redirects", "sitemaps", "sitemap_urls", "probes", "link_roles", "link_leaks", "anchor_profiles",
    "link_communities", "link_flow", "packed_links",
    "external_domains", "keyword_targets", "keyword_places", "keyword_competition", "keyword_map", "keyword_rivals",
    "keyword_gaps", "keyword_labels", "keyword_standing", "keyword_related", "competition",
    "keyword_topics", "keyword_topic_terms", "keyword_topic_shares", "stages", "extracts", "resources", "traps", "agents",
)  # fmt: skip
# What pages share; gone when no page of any run refers to it.
SHARED = (
    ("documents", "hash", "document_hash"),
    ("document_facts", "hash", "document_hash"),
    ("links", "link_set_id", "link_set_id"),
    ("link_sets", "link_set_id", "link_set_id"),
    ("header_sets", "header_set_id", "header_set_id"),
)


def prunable(store: Store, keep: int, sites: Sequence[str] = ()) -> list[Run]:
    """The runs whose pages may go: of each site all but the newest ``keep``, oldest first.

    Left alone are a crawl under way, one that can be resumed, the newest complete run, and the newest that passed its
    gate: it is what the next one is compared with.
    """
    found = []
    pruned = {run_id for (run_id,) in store.db.execute("select run_id from runs where pruned is not null")}
    passed = {run_id for (run_id,) in store.db.execute("select max(g.run_id) from gates g join runs r using (run_id) where g.passed group by r.site_id")}  # fmt: skip
    by_site: dict[str, list[Run]] = {}
    for run in store.runs():
        by_site.setdefault(run.site, []).append(run)
    for site, runs in by_site.items():
        if sites and site not in sites:
            continue
        complete = next((run.run_id for run in reversed(runs) if run.status == "complete"), 0)
        spared = {complete, runs[-1].run_id} | passed | pruned
        old = runs[: max(0, len(runs) - keep)]
        found += [run for run in old if run.run_id not in spared and run.status != "running"]
    return sorted(found, key=lambda run: run.run_id)


def prune(store: Store, runs: Sequence[Run], preserve: Callable[[Store, Run], None]) -> None:
    """Forget the pages of ``runs``; one transaction a run, so that an interruption leaves whole runs.

    Args:
        preserve: writes what must last of a run; called within its transaction, before its pages go.
    """
    for run in runs:
        with store.atomic() as db:
            preserve(store, run)
            _count(db, run.run_id)
            for table in BY_RUN:
                db.execute(f"delete from {table} where run_id = ?", [run.run_id])
    if runs:
        with store.atomic() as db:
            drop_unshared(db)


def _count(db: sqlite3.Connection, run_id: int) -> None:
    """The numbers that ``v_runs`` counted from what is about to go."""
    db.execute(
        "update runs set (crawled, html_pages, discovered) = (select crawled, html_pages, discovered from v_runs"
        " where run_id = :run), pruned = :now where run_id = :run",
        {"run": run_id, "now": now()},
    )


def drop_unshared(db: sqlite3.Connection) -> None:
    """Delete documents, facts, link sets and header sets that no page refers to any more."""
    for table, key, column in SHARED:
        db.execute(
            f"create temp table still_used as select distinct {column} as key from pages where {column} is not null"
        )
        db.execute("create index temp.still_used_key on still_used (key)")
        db.execute(f"delete from {table} where {key} not in (select key from temp.still_used)")
        db.execute("drop table temp.still_used")
