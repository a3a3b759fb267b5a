"""What was not seen is not judged: each need, met and not met, and the reason that is recorded."""

from __future__ import annotations

import json

import pytest

from audit.example_backlinks import assessed
from audit.needs import FURTHER, NEEDS, REASONS, SHUT_OUT, missing
from audit.registry import all_checks
from audit.runner import run_checks
from configs.settings import Settings
from crawler.offline import Answer, load_site
from crawler.probe_rows import Probe
from crawler.store import open_store
from linkgraph.stage import run_links

HOME = '<html lang="zh"><head><title>茶舍</title></head><body><main><h1>茶舍</h1>{}</main></body></html>'
INDEX = "<sitemapindex>{}</sitemapindex>"
URLSET = "<urlset>{}</urlset>"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "site.db", create=True) as store:
        yield store


def pages(number, **further):
    """A home page and so many pages that it links to, and further answers."""
    names = [f"/{n}" for n in range(number)]
    links = "".join(f'<a href="{name}">{name}</a>' for name in (*names, *(f"/{name}" for name in further)))
    return {
        "/": HOME.format(links),
        **{name: HOME.format(name) for name in names},
        **{f"/{name}": one for name, one in further.items()},
    }


def lacking(store, run_id):
    store.use_run(run_id)
    return missing(store, run_id)


def many(number, **answer):
    return {f"odd{n}": Answer(**answer) for n in range(number)}


def test_every_reason_has_words_in_both_languages():
    reasons = {reason for _, reason in (*NEEDS.values(), *FURTHER.values())}
    assert reasons <= set(REASONS)
    assert all(REASONS[reason].zh and REASONS[reason].en for reason in reasons)
    assert set(FURTHER) <= set(NEEDS)


HIDDEN = ({"status": 403}, {"status": 429}, {"html": HOME.format("半")})
BROKEN = (
    {"status": 500},
    {"status": 503},
    {"error": "timeout"},
    {"error": "tls"},
    {"error": "reset"},
    {"error": "truncated"},
)


@pytest.mark.parametrize("answer", HIDDEN, ids=str)
@pytest.mark.parametrize(("readable", "hidden", "met"), [(18, 1, True), (17, 1, False), (37, 2, True), (36, 2, False)])
def test_of_twenty_pages_one_may_be_hidden(store, answer, readable, hidden, met):
    run_id = load_site(store, pages(readable, **many(hidden, **answer)))
    if "html" in answer:
        odd = "url_id in (select url_id from urls where url like '%/odd%')"
        store.db.execute(f"update pages set truncated = 1 where run_id = ? and {odd}", [run_id])
    found = lacking(store, run_id)
    assert [found.get(need) for need in ("complete-crawl", "depths")] == [None if met else "pages-unread"] * 2


@pytest.mark.parametrize("answer", BROKEN, ids=str)
@pytest.mark.parametrize(("readable", "broken", "met"), [(8, 1, True), (7, 1, False), (17, 2, True), (16, 2, False)])
def test_of_ten_pages_one_may_be_broken(store, answer, readable, broken, met):
    found = lacking(store, load_site(store, pages(readable, **many(broken, **answer))))
    assert found.get("complete-crawl") == (None if met else "pages-unread")


@pytest.mark.parametrize(
    "answer",
    [{"status": 404}, {"status": 410}, {"status": 301, "location": "/0"}, {"error": "robots"}, {"error": "too-large"},
     {"body": b"%PDF", "headers": {"Content-Type": "application/pdf"}}],
    ids=str,
)  # fmt: skip
def test_what_holds_no_links_is_not_missed(store, answer):
    assert "complete-crawl" not in lacking(store, load_site(store, pages(3, **many(9, **answer))))


def test_challenges_and_faults_of_ours_hide_pages(store):
    run_id = load_site(store, pages(30))
    unread = [f"error = '{error}', is_html = 0" for error in ("extract-failed", "parse-timeout", "parse-memory")]
    for change in ("challenge = 'cloudflare', is_html = 0", *unread):
        store.db.execute(f"update pages set {change} where run_id = ? and url_id % 5 = 0", [run_id])
        assert lacking(store, run_id)["complete-crawl"] == "pages-unread"
        store.db.execute("update pages set challenge = null, error = null, is_html = 1 where run_id = ?", [run_id])
        assert "complete-crawl" not in lacking(store, run_id)


@pytest.mark.parametrize(
    ("status", "reason", "mode", "sample", "complete", "depths"),
    [
        ("complete", "finished", "spider", "breadth", None, None),
        ("complete", "finished", "spider", "template", None, None),
        ("partial", "max-pages", "spider", "breadth", "crawl-incomplete", None),
        ("partial", "max-pages", "spider", "template", "crawl-incomplete", "depths-unknown"),
        ("interrupted", "signal", "spider", "breadth", "crawl-incomplete", None),
        ("interrupted", "killed", "spider", "", "crawl-incomplete", None),
        ("partial", "list", "list", "breadth", "crawl-incomplete", "depths-unknown"),
        ("partial", "sitemap", "sitemap", "breadth", "crawl-incomplete", "depths-unknown"),
        ("partial", "page", "page", "breadth", "crawl-incomplete", "depths-unknown"),
    ],
)
def test_what_a_cut_crawl_knows(store, status, reason, mode, sample, complete, depths):
    run_id = load_site(store, pages(3))
    settings = json.dumps({"crawl": {"sample": sample}} if sample else {})
    store.db.execute(
        "update runs set status = ?, reason = ?, mode = ?, settings = ? where run_id = ?",
        [status, reason, mode, settings, run_id],
    )
    found = lacking(store, run_id)
    assert (found.get("complete-crawl"), found.get("depths")) == (complete, depths)


@pytest.mark.parametrize(
    ("refused", "others", "shut"), [(9, 3, False), (10, 88, True), (10, 89, False), (12, 107, False)]
)
def test_a_site_that_turns_the_crawler_away(store, refused, others, shut):
    run_id = load_site(store, pages(others, **many(refused, status=403)))
    assert lacking(store, run_id).get("let-in") == ("turned-away" if shut else None)
    assert (store.db.execute(SHUT_OUT).fetchone() is not None) == shut


def test_of_a_site_that_turns_the_crawler_away_no_refusal_is_a_fault(store):
    answers = pages(20, **many(60, status=403), gone=Answer(status=404))
    run_id = load_site(store, answers, sitemap=list(answers))
    run_links(store, run_id)
    summary = run_checks(store, run_id, Settings())
    states = {one.check_id: (one.state, one.reason) for one in summary.checks}
    assert states["http-403"] == ("not-judged", "turned-away")
    assert states["orphan-page"] == ("not-judged", "pages-unread")
    found = store.db.execute(
        "select check_id, url, evidence ->> '$.target', severity from v_findings where check_id in"
        " ('link-broken-internal', 'sitemap-lists-non-200', 'http-4xx')"
    ).fetchall()
    gone = "https://example.com/gone"
    assert sorted(found) == sorted([
        ("http-4xx", gone, None, "error"), ("sitemap-lists-non-200", gone, None, "error"),
        ("link-broken-internal", "https://example.com/", gone, "error"),
    ])  # fmt: skip


def test_a_few_refusals_are_told(store):
    answers = pages(20, **many(2, status=403))
    run_id = load_site(store, answers, sitemap=list(answers))
    run_links(store, run_id)
    run_checks(store, run_id, Settings())
    found = store.db.execute("select check_id, severity, count(*) from v_findings where url like '%odd%' group by 1, 2")
    told = {check: (level, count) for check, level, count in found}
    assert told == {"http-403": ("warning", 2), "sitemap-lists-non-200": ("warning", 2)}
    links = store.db.execute("select severity from v_findings where check_id = 'link-broken-internal'").fetchall()
    assert links == [("notice",)] * 2


OWN = URLSET.format("<url><loc>https://example.com/</loc></url>")
CHILDREN = INDEX.format("".join(f"<sitemap><loc>https://example.com/{name}.xml</loc></sitemap>" for name in "ab"))


@pytest.mark.parametrize(
    ("files", "robots", "whole"),
    [
        ({"/sitemap.xml": OWN}, "", True),
        ({"/sitemap.xml": CHILDREN, "/a.xml": OWN, "/b.xml": OWN}, "", True),
        ({"/sitemap.xml": CHILDREN, "/a.xml": OWN}, "", True),  # 404: there is nothing in it
        ({"/sitemap.xml": CHILDREN, "/a.xml": OWN, "/b.xml": Answer(status=500)}, "", False),
        ({"/sitemap.xml": CHILDREN, "/a.xml": OWN, "/b.xml": Answer(status=403)}, "", False),
        ({"/sitemap.xml": CHILDREN, "/a.xml": OWN, "/b.xml": Answer(error="timeout")}, "", False),
        ({"/sitemap.xml": CHILDREN, "/a.xml": OWN, "/b.xml": "<html><title>茶</title>"}, "", False),
        ({"/sitemap.xml": OWN.replace("</urlset>", "<url><loc>https://exam")}, "", False),
        ({"/sitemap.xml": Answer(status=500), "/s.xml": OWN}, "Sitemap: https://example.com/s.xml", True),
        ({"/sitemap.xml": OWN, "/s.xml": Answer(status=429)}, "Sitemap: https://example.com/s.xml", False),
    ],
)
def test_a_page_is_in_no_sitemap_only_where_all_were_read(store, files, robots, whole):
    run_id = load_site(store, {**pages(2), **files}, robots=f"User-agent: *\nAllow: /\n{robots}\n")
    run_links(store, run_id)
    assert lacking(store, run_id).get("whole-sitemaps") == (None if whole else "sitemaps-in-part")
    summary = run_checks(store, run_id, Settings(), select=["sitemap-missing-pages"])
    assert [(one.state, one.reason, one.failing) for one in summary.checks] == [
        ("failed", "", 2) if whole else ("not-judged", "sitemaps-in-part", 0)
    ]


@pytest.mark.parametrize(
    ("files", "robots", "state"),
    [
        ({}, "", "failed"),  # 404 thrice: there is none
        ({"/sitemap.xml": OWN}, "", "passed"),
        ({"/sitemap.xml": Answer(status=403)}, "", "not-judged"),
        ({"/sitemap.xml": Answer(status=500)}, "", "not-judged"),
        ({"/sitemap_index.xml": Answer(error="timeout")}, "", "not-judged"),
        ({"/sitemap.xml": Answer(status=500), "/sitemap.txt": "https://example.com/\n"}, "", "passed"),
        ({"/s.xml": Answer(status=403)}, "Sitemap: https://example.com/s.xml", "not-judged"),
        ({"/s.xml": Answer(status=500)}, "Sitemap: https://example.com/s.xml", "failed"),
        ({}, "Sitemap: https://example.com/s.xml", "failed"),
    ],
)
def test_that_there_is_no_sitemap_is_said_only_where_it_was_answered(store, files, robots, state):
    run_id = load_site(store, {**pages(2), **files}, robots=f"User-agent: *\nAllow: /\n{robots}\n")
    summary = run_checks(store, run_id, Settings(), select=["sitemap-missing"])
    assert [(one.state, one.reason) for one in summary.checks] == [
        (state, "sitemap-not-answered" if state == "not-judged" else "")
    ]


ABSENT = {  # what a check says of the whole site: who says so needs the whole of it
    "channels-interlink", "content-links-up", "form-only-access", "home-links-channels", "html-sitemap-missing",
    "isolated-url", "topic-scatter",
    "img-not-modern", "js-only-link", "nofollow-inlinks", "one-inlink", "orphan-page", "pagerank-flow", "pagination-chain",
    "shop-policies-missing", "parity-missing", "keyword-in-anchors", "keyword-pyramid", "keyword-related-terms",
}  # fmt: skip


def test_who_says_that_something_is_nowhere_needs_the_whole_site():
    assert {name for name, check in all_checks().items() if "complete-crawl" in check.needs} == ABSENT
    assert "depths" in all_checks()["click-depth"].needs
    assert "whole-sitemaps" in all_checks()["sitemap-missing-pages"].needs


@pytest.mark.parametrize(
    ("kinds", "role", "found"),
    [
        ((), "target", {"extra-probes", "after", "files-asked"}),
        (("favicon",), "target", {"after", "files-asked"}),
        (("variant", "after"), "target", {"files-asked"}),
        ((), "competitor", {"files-asked"}),  # of whom neither is ever asked: there is nothing to judge
    ],
)
def test_what_is_asked_beside_the_pages(store, kinds, role, found):
    probes = [Probe(kind, "https://example.com/", 200) for kind in kinds]
    run_id = load_site(store, pages(2), role=role, probes=probes)
    assert {"extra-probes", "after", "files-asked"} & lacking(store, run_id).keys() == found


@pytest.mark.parametrize(
    ("kinds", "files", "found"),
    [
        ((), (), {"partners", "external-asked", "outside-asked"}),
        (("partner",), (), {"external-asked"}),
        ((), ({"kind": "external", "url": "https://a.example/", "method": "HEAD"},), {"partners"}),
        ((), ({"kind": "external", "url": "https://a.example/", "method": ""},), {"partners", "external-asked", "outside-asked"}),
        ((), ({"kind": "image", "url": "https://a.example/a.png"},), {"partners", "external-asked", "outside-asked"}),
    ],
)  # fmt: skip
def test_what_is_asked_of_other_sites(store, kinds, files, found):
    probes = [Probe(kind, "https://friend.example/", 200, body={}) for kind in kinds]
    run_id = load_site(store, pages(2), probes=probes, files=files)
    assert {"partners", "external-asked", "outside-asked"} & lacking(store, run_id).keys() == found


def test_backlinks_that_were_imported(store):
    reason = lacking(store, load_site(store, pages(2)))["backlinks"]
    assert (
        reason == "no-backlinks"
        and "xunlu import backlinks" in REASONS[reason].en
        and "xunlu import backlinks" in REASONS[reason].zh
    )
    run_id = load_site(store, pages(2), name="other", backlinks=assessed())
    assert "backlinks" not in lacking(store, run_id)


def test_files_that_were_asked_for(store):
    file = {"kind": "style", "url": "https://example.com/a.css"}
    assert "files-asked" not in lacking(store, load_site(store, pages(2), files=[file]))
    unasked = file | {"method": "", "status": None, "error": "robots"}
    assert "files-asked" in lacking(store, load_site(store, pages(2), files=[unasked], name="other"))
