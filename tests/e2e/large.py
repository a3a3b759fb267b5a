"""A store of many pages made in seconds by SQL on the real schema, and what a command on it costs in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from crawler.store import STAGES, open_store
from tests.e2e.program import Program

# The size of the process itself, without that of the one that started it, which getrusage counts in.
MEASURED = (
    "import sys, xunlu; code = xunlu.main(sys.argv[1:]);"
    " status = open('/proc/self/status').read();"
    " print(status.partition('VmHWM:')[2].split()[0], file=sys.stderr); sys.exit(code)"
)
NUMBERS = "with recursive n (i) as (select 1 union all select i + 1 from n where i < :pages)"
URL = "'https://tea-shop.example/' || iif(i % 2, 'cups', 'teas') || '/p-' || i || '.html'"
FILL = (
    "insert into sites values (1, 'tea-shop', 'target', 'https://tea-shop.example/', '', '')",
    "insert into runs (run_id, site_id, role, status, reason, started, finished) values"
    " (1, 1, 'target', 'complete', 'finished', '2026-11-01T00:00:00Z', '2026-11-01T02:00:00Z')",
    "insert into hosts values (1, 'tea-shop.example')",
    "insert into run_hosts values (1, 1)",
    "insert into templates values (1, '/cups/*'), (2, '/teas/*')",
    f"{NUMBERS} insert into urls select i, {URL}, 1 from n",
    f"""{NUMBERS} insert into pages (run_id, url_id, fetched, status, is_html, content_type, title, title_width, titles,
        description, description_width, h1, lang, han_chars, ttfb_ms, size_bytes, canonical_id, link_set_id)
        select 1, i, 0, 200, 1, 'text/html', '=cmd|'' /C calc''!A' || i, 20, 1,
        '宜兴紫砂壶，手工原矿，一壶一证，第' || i || '款；适合普洱茶、乌龙茶与岩茶，七天无理由退换。', 80, '紫砂壶第' || i || '款',
        'zh', 400, 120 + i % 50, 20000, i, i from n""",
    f"{NUMBERS} insert into page_states select 1, i, 1 + i % 2, 'product', 'ok' from n",
    f"""{NUMBERS} insert into page_graph (run_id, url_id, depth, inlinks, inlinks_followed, outlinks, pagerank, pagerank_editorial)
        select 1, i, 3, 2, 2, 2, 1.0 / :pages, 1.0 / :pages from n""",
    f"{NUMBERS} insert into anchors select i, '+紫砂壶' || i from n",
    f"{NUMBERS} insert into link_sets select i, cast(i as blob) from n",
    f"{NUMBERS} insert into links select i, 0, i % :pages + 1, i % :pages + 1, 0, 0, 0 from n",
    f"{NUMBERS} insert into links select i, 1, (i * 7919) % :pages + 1, i, 0, 0, 0 from n",
    """insert into check_runs (run_id, check_id, area, severity, scope, state, applicable, failing)
        values (1, 'title-too-long', 'metadata', 'warning', 'page', 'failed', :pages, :pages),
        (1, 'h1-missing', 'content', 'notice', 'page', 'passed', :pages, 0)""",
    f"""{NUMBERS} insert into findings (run_id, check_id, url_id, severity, fingerprint, evidence)
        select 1, 'title-too-long', i, 'warning', printf('%032x', i), '{{"width": 80, "limit": 60, "title": "=1+1"}}' from n""",
)


def large_store(path: Path, pages: int) -> None:
    """A complete, analysed run of ``pages`` pages with two links each, and a finding on each."""
    with open_store(path, create=True) as store, store.atomic() as db:
        for statement in FILL:
            db.execute(statement, {"pages": pages} if ":pages" in statement else {})
        for stage in STAGES:
            db.execute("insert into stages (run_id, stage, finished) values (1, ?, '2026-11-01T03:00:00Z')", [stage])


def peak_mb(xunlu: Program, *words: object, code: int = 0) -> float:
    """The most memory that a command needed, in MB: resident, of the process itself."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "--lang", xunlu.lang, "--db", str(xunlu.db), *map(str, words)],
        cwd=xunlu.folder, env=xunlu.environment(), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        timeout=800, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return int(done.stderr.split()[-1]) / 1024
