"""Whether two crawls are the same: every public view, what the markup says, and the model of the report; times left out."""

from __future__ import annotations

import dataclasses
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from configs.settings import Settings
from configs.text import Text
from crawler.store import open_store
from labs.server import ShopServer
from reports.load import load_report
from reports.model_table import PageTable
from tests.e2e.tiny import ALIASES

VIEWS = (
    "v_pages", "v_links", "v_findings", "v_checks", "v_redirects", "v_keywords", "v_keyword_places", "v_keyword_map", "v_keyword_labels",
    "v_keyword_standing", "v_keyword_related",
    "v_keyword_topics", "v_keyword_topic_terms",
    "v_keyword_rivals", "v_anchors", "v_anchor_profiles", "v_external_domains", "v_link_leaks", "v_agents", "v_traps",
    "v_link_graphs", "v_communities", "v_link_flow", "v_page_types",
)  # fmt: skip
# Numbers of rows, and times of this run.
LEFT_OUT = {
    "run_id", "url_id", "source_id", "target_id", "ttfb_ms", "download_ms", "fingerprint", "started", "finished",
    "strong_component", "weak_component", "site_run_id",
}  # fmt: skip
TIMED = "slow-response"  # its findings are about times
ROUNDED = 9  # digits of sums whose order of adding may differ
# Of a report's values: when, how long, and answer times.
# Numbers of addresses are given in the order in which they were met: told by their addresses, or drawn from them.
NUMBERED = re.compile(r"\.table\.(ids|told|sentences)\b|\.views\.(ego|map)\b")
TIMES = re.compile(r"^\.head\.(day|started|finished|duration|run_id) |ttfb|[0-9] ms( /|$)|slow-response")
# Asked for whenever a crawl begins or goes on.
BESIDE = ("/robots.txt", "/sitemap.xml", "/llms.txt", "/xunlu-", "/favicon.ico", *(f"/{name}" for name in ALIASES))


def written(value: object) -> object:
    """A value as it is compared."""
    return float(f"{value:.{ROUNDED}g}") if isinstance(value, float) else value


def export(db: Path) -> list[str]:
    """Every public view as sorted lines of JSON, and what the markup of each page says."""
    connection = sqlite3.connect(db)
    lines = []
    for view in VIEWS:
        names = [row[1] for row in connection.execute(f"pragma table_info({view})")]
        kept = [name for name in names if name not in LEFT_OUT]
        where = f" where check_id <> '{TIMED}'" if "check_id" in names else ""
        rows = connection.execute(f"select {', '.join(kept)} from {view}{where}")
        lines += sorted(json.dumps([view, *map(written, row)], ensure_ascii=False) for row in rows)
    rows = connection.execute(
        "select u.url, f.facts, d.main_text, h.headers from pages p join urls u on u.url_id = p.url_id"
        " join document_facts f on f.hash = p.document_hash join documents d on d.hash = p.document_hash"
        " left join header_sets h on h.header_set_id = p.header_set_id"
    )
    lines += sorted(json.dumps([url, facts, text.hex(), served]) for url, facts, text, served in rows)
    connection.close()
    return lines


def asked(server: ShopServer) -> dict[str, int]:
    """How often each page of a shop was asked for."""
    return {path: count for path, count in server.requests.items() if not path.startswith(BESIDE)}


def model(db: Path, run_id: int) -> list[str]:
    """Every value that the report of a run shows, each as a line with its place."""
    with open_store(db) as store:
        report = load_report(store, run_id, Settings())
    lines = [*_leaves(report, ""), *_table(report.table)]
    return [line for line in lines if not TIMES.search(line) and not NUMBERED.match(line)]


def _table(table: PageTable) -> Iterator[str]:
    """What the table tells of pages, by their addresses."""
    addresses = dict(zip(table.ids, table.urls, strict=True))
    for url_id, told in table.told.items():
        for one in told:
            text = table.sentences[one.sentence]
            yield f"told {addresses[url_id]} {table.checks[one.check].check_id} {one.severity} {text.en} / {text.zh}"


def _leaves(value: object, place: str) -> Iterator[str]:
    if isinstance(value, Text):
        yield f"{place} = {value.en} / {value.zh}"
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _leaves(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, f"{place}[{key}]")
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _leaves(each, f"{place}[{number}]")
    else:
        yield f"{place} = {written(value)}"
