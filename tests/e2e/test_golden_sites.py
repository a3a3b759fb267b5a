"""Golden sites crawled over HTTP: the findings of their areas must equal the stored list, no more and no less."""

import json

import pytest

from audit.registry import AREAS, all_checks
from configs.load import load_settings
from crawler.offline import load_site
from crawler.store import open_store
from jobs.stages import RUN
from linkgraph.backlinks.importing import import_backlinks, linked_site
from tests.e2e.golden import golden_sites
from tests.e2e.program import Program
from tests.e2e.tiny import TinySite

GOLDEN = golden_sites()
STAGES = ("finish", "links", "keywords", "audit")


def crawled(program, golden):
    """The address at which the site was served and crawled."""
    with TinySite({}) as site:
        base = site.url.rstrip("/")
        site.answers = golden.answers(base)
        program("crawl", f"{base}/", "--max-pages", 300)
    return base


def loaded(program, golden):
    """The address that the site has, though nothing answers there."""
    with open_store(program.db, create=True) as store:
        load_site(
            store, golden.offline(), base=golden.base, tls=golden.data.get("tls"), robots=golden.data.get("robots", ""),
            probes=golden.probes(), files=golden.data.get("files", ()),
        )  # fmt: skip
        for file, day in golden.tables():
            import_backlinks(store, linked_site(store, "example"), file, day=day)
    return golden.base


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_findings_equal_the_list(golden, tmp_path):
    program = Program(tmp_path)
    (tmp_path / "xunlu.toml").write_text(f"version = 1\n{golden.settings}\n", "utf-8")
    base = loaded(program, golden) if golden.base else crawled(program, golden)
    settings = load_settings(str(tmp_path / "xunlu.toml"))[0]
    with open_store(program.db) as store:
        for stage in STAGES:
            RUN[stage](store, 1, settings)
        rows = store.db.execute("select check_id, area, url, severity, evidence from v_findings").fetchall()
        crashed = store.db.execute("select check_id, reason from v_checks where state = 'crashed'").fetchall()
    assert crashed == []
    found = {
        (check, url.removeprefix(base) or "/", level): json.loads(evidence)
        for check, area, url, level, evidence in rows
        if area in golden.areas or check in golden.checks
    }
    missing = sorted(set(golden.findings) - set(found))
    surplus = {finding: evidence for finding, evidence in sorted(found.items()) if finding not in golden.findings}
    assert (missing, surplus) == ([], {})


def test_golden_sites_name_areas_and_checks_that_exist():
    for golden in GOLDEN:
        assert golden.areas | golden.checks
        assert golden.areas <= set(AREAS)
        assert golden.checks <= set(all_checks())
        assert len(set(golden.findings)) == len(golden.findings)
