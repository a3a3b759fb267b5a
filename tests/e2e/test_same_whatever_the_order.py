"""The order in which answers come, and how many connections there are, change nothing but times.

One shop with planted faults is crawled one request at a time, and with sixteen at once while the server answers
in shuffled order: pages, facts, links, keywords and findings are the same byte for byte in a sorted export.
"""

import hashlib
import json
import random
import sqlite3
import time
from functools import partial

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import Program

PAGES = 260
VIEWS = (
    "v_pages", "v_links", "v_findings", "v_checks", "v_redirects", "v_keywords", "v_keyword_places", "v_keyword_map",
    "v_keyword_rivals", "v_anchors", "v_anchor_profiles", "v_external_domains", "v_link_leaks", "v_agents", "v_traps",
)  # fmt: skip
# Numbers of rows, and times of this run.
LEFT_OUT = {
    "run_id", "url_id", "source_id", "target_id", "ttfb_ms", "download_ms", "fingerprint", "started", "finished",
    "strong_component", "weak_component",
}  # fmt: skip
TIMED = "slow-response"  # its findings are about times
ROUNDED = 9  # digits of sums whose order of adding may differ


class Shuffled(ShopServer):
    """Answers each path after a wait of its own, drawn from a seed."""

    seed = 0

    def _answer(self, path):
        if self.seed:
            time.sleep(random.Random(f"{self.seed} {path}").random() * 0.03)
        return super()._answer(path)


def written(value):
    return float(f"{value:.{ROUNDED}g}") if isinstance(value, float) else value


def export(db):
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


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Exports by (connections, seed of the order)."""
    found, port = {}, 0
    for connections, seed in ((1, 0), (16, 1), (16, 2)):
        with Shuffled(partial(make_shop, pages=PAGES), port=port) as server:
            port = int(server.url.rstrip("/").rpartition(":")[2])  # a URL is what it is with its port
            server.seed = seed
            program = Program(tmp_path_factory.mktemp("order"))
            program("run", server.url, "--concurrency", connections, "-q", "-o", "report.html")
            found[connections, seed] = export(program.db)
    return found


def test_the_export_is_not_empty(crawled):
    kinds = {line.split('"')[1] for line in crawled[1, 0] if line.startswith('["v_')}
    assert {"v_pages", "v_links", "v_findings", "v_checks", "v_keywords", "v_anchors"} <= kinds


@pytest.mark.parametrize("other", [(16, 1), (16, 2)])
def test_byte_for_byte_the_same(crawled, other):
    one, two = crawled[1, 0], crawled[other]
    assert sorted(set(one) ^ set(two))[:20] == []
    digests = {hashlib.sha256("\n".join(lines).encode()).hexdigest() for lines in (one, two)}
    assert len(digests) == 1
