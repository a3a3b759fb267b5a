"""Everything a run knows of one URL, as plain data: for ``xunlu page``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from configs.text import Lang
from crawler.store import Store
from reports.catalogue import installed_checks, texts_of
from reports.sentences import sentence, text_of
from reports.words import SEVERITIES

MOST = 20  # links listed in each direction; the rest is counted
TERMS = 15

LINKS_IN = """
    select a.url, n.text, l.rel & 1, p.url_id
    from pages p
    join links l on l.link_set_id = p.link_set_id and l.target_id = :url_id and l.kind = 0
    join urls a on a.url_id = p.url_id
    join anchors n on n.anchor_id = l.anchor_id
    left join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
    where p.run_id = :run and p.url_id <> :url_id
    order by g.pagerank desc nulls last, a.url, l.ordinal limit :most
"""
LINKS_OUT = """
    select l.target, l.anchor, l.position, l.internal, l.rel, coalesce(p.status, p.error)
    from v_links l left join pages p on p.run_id = l.run_id and p.url_id = l.target_id
    where l.run_id = :run and l.source_id = :url_id and l.kind = 'a'
    order by l.ordinal limit :most
"""
HOPS = "select at, status, target from v_redirects where run_id = :run and url_id = :url_id order by hop"
WORDS = """
    select term, count, density_chars, density_hits, density_tokens, in_title, in_h1, in_description, prominence, target
    from v_keywords where run_id = :run and url_id = :url_id order by target desc, tfidf desc, term limit :most
"""
VALUES = """
    select name, ordinal, value from extracts where run_id = :run and url_id = :url_id
    order by name, ordinal limit :most
"""
FOUND = """
    select check_id, area, severity, evidence from v_findings where run_id = :run and url_id = :url_id
    order by case severity when 'error' then 0 when 'warning' then 1 when 'notice' then 2 else 3 end, check_id
"""
HIDDEN = ("run_id", "site", "role", "url_id", "text_hash", "simhash")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under names; ``total`` counts those left out too, None where nothing was left out."""

    names: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    total: int | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One URL of one run. ``facts`` are the columns of v_pages, empty for a URL that was never asked for."""

    run_id: int
    site: str
    url: str
    facts: dict[str, object]
    markup: dict[str, object]  # crawler/facts, by theme
    headers: dict[str, str]
    redirects: Table
    inlinks: Table
    outlinks: Table
    terms: Table
    extracted: Table
    findings: Table


def page_facts(store: Store, run_id: int, url_id: int, url: str, lang: Lang) -> PageFacts:
    """Read it; links in both directions are cut after ``MOST``, those from the strongest pages first."""
    db = store.db
    cursor = db.execute("select * from v_pages where run_id = ? and url_id = ?", [run_id, url_id])
    names = [column[0] for column in cursor.description]
    row = cursor.fetchone()
    facts = {name: value for name, value in zip(names, row, strict=True) if name not in HIDDEN} if row else {}
    markup, headers = _documents(store, run_id, url_id)
    inlinks, outlinks = facts.get("inlinks"), facts.get("outlinks")
    return PageFacts(
        run_id=run_id,
        site=store.run(str(run_id)).site,
        url=url,
        facts=facts,
        markup=markup,
        headers=headers,
        redirects=_table(store, HOPS, ("at", "status", "target"), run_id, url_id),
        inlinks=_table(store, LINKS_IN, ("source", "anchor", "nofollow"), run_id, url_id, total=inlinks),
        outlinks=_table(
            store, LINKS_OUT, ("target", "anchor", "position", "internal", "rel", "answer"), run_id, url_id, total=outlinks
        ),
        terms=_table(
            store, WORDS,
            ("term", "count", "density A", "density B", "density C", "title", "h1", "description", "prominence", "target"),
            run_id, url_id, most=TERMS,
        ),
        extracted=_table(
            store, VALUES, ("name", "ordinal", "value"), run_id, url_id, total=_values(store, run_id, url_id)
        ),
        findings=_findings(store, run_id, url_id, lang),
    )  # fmt: skip


def _documents(store: Store, run_id: int, url_id: int) -> tuple[dict[str, object], dict[str, str]]:
    row = store.db.execute(
        "select f.facts, h.headers from pages p left join document_facts f on f.hash = p.document_hash"
        " left join header_sets h on h.header_set_id = p.header_set_id where p.run_id = ? and p.url_id = ?",
        [run_id, url_id],
    ).fetchone()
    facts, headers = row or (None, None)
    return json.loads(facts or "{}"), json.loads(headers or "{}")


def _values(store: Store, run_id: int, url_id: int) -> int:
    """Values that custom extraction found on the page."""
    row = store.db.execute("select count(*) from extracts where run_id = ? and url_id = ?", [run_id, url_id]).fetchone()
    return int(row[0])


def _table(
    store: Store, sql: str, names: Sequence[str], run_id: int, url_id: int, *, total: object = None, most: int = MOST
) -> Table:
    rows = store.db.execute(sql, {"run": run_id, "url_id": url_id, "most": most}).fetchall()
    cut = int(total) if isinstance(total, int) and len(rows) >= most and total > len(rows) else None
    return Table(tuple(names), tuple(tuple(row[: len(names)]) for row in rows), cut)


def _findings(store: Store, run_id: int, url_id: int, lang: Lang) -> Table:
    catalogue, rows = installed_checks(), []
    for check_id, area, severity, evidence in store.db.execute(FOUND, {"run": run_id, "url_id": url_id}):
        texts = texts_of(catalogue, check_id, area)
        said = sentence(texts.message, evidence, texts.words)
        told = text_of(said.zh if lang == "zh" else said.en)
        rows.append((SEVERITIES[severity].get(lang), check_id, f"{texts.title.get(lang)}: {told}" if lang == "en" else f"{texts.title.zh}：{told}"))  # fmt: skip
    return Table(("severity", "check", "finding"), tuple(rows))
