"""Every check on its own examples: good is silent, bad is flagged, and both languages can print what was found."""

import json

import pytest

from audit.examples import example_page, record_of
from audit.registry import VIEWS, HtmlCheck, PageCheck, Severity, SiteCheck, all_checks
from audit.runner import run_checks
from audit.selection import tasks
from configs.settings import KeywordPage, Keywords, Rules, Settings
from crawler.extract import page_from_html
from crawler.offline import Answer, load_site
from crawler.store import open_store
from keywords.market import run_market
from keywords.stage import run_keywords
from linkgraph.stage import run_links
from reports.sentences import sentence, text_of

CHECKS = list(all_checks().values())
PAGE = [check for check in CHECKS if isinstance(check, PageCheck)]
HTML = [check for check in CHECKS if isinstance(check, HtmlCheck)]
SITE = [check for check in CHECKS if isinstance(check, SiteCheck)]
URL = "https://example.com/"


def by_id(check):
    return check.id


def options(check):
    (task,) = tasks(Rules(select=(check.id,)))
    return task.options


def read_aloud(check, evidence):
    """Both languages print the evidence, and nothing of the template is left over."""
    for lang in ("zh", "en"):
        template = getattr(check.message, lang)
        assert template.format(**evidence)
        line = text_of(getattr(sentence(check.message, evidence, check.words), lang))
        assert line and "{" not in line.replace(json.dumps(evidence), "")


def levels(check, found):
    return {Severity(str(evidence.get("severity", check.severity))) for evidence in found}


@pytest.mark.parametrize("check", PAGE, ids=by_id)
def test_page_check_is_silent_on_good_pages(check):
    assert check.good
    for example in check.good:
        page = record_of(example)
        if VIEWS[check.view](page):
            assert list(check.rule(page, options(check))) == []


@pytest.mark.parametrize("check", PAGE, ids=by_id)
def test_page_check_flags_bad_pages(check):
    assert check.bad
    for example in check.bad:
        page = record_of(example)
        assert VIEWS[check.view](page)
        found = list(check.rule(page, options(check)))
        assert found
        assert levels(check, found) <= set(check.all_levels)
        for evidence in found:
            assert set(check.identity) <= set(evidence)
            read_aloud(check, evidence)


@pytest.mark.parametrize("check", HTML, ids=by_id)
def test_html_check_on_its_examples(check):
    from bs4 import BeautifulSoup

    assert check.good and check.bad
    for example in check.good:
        html = example_page(example)
        assert list(check.rule(page_from_html(URL, html), BeautifulSoup(html, "lxml"), options(check))) == []
    for example in check.bad:
        html = example_page(example)
        found = list(check.rule(page_from_html(URL, html), BeautifulSoup(html, "lxml"), options(check)))
        assert found
        for evidence in found:
            read_aloud(check, evidence)


@pytest.mark.parametrize("check", PAGE, ids=by_id)
def test_bad_page_trips_nothing_else_of_its_area(check):
    """So that an example teaches one fault; what it cannot help tripping stands in with_."""
    others = [other for other in PAGE if other.area == check.area and other.id not in {check.id, *check.with_}]
    for example in check.bad:
        if not isinstance(example, str):
            continue
        page = record_of(example)
        loud = [
            other.id
            for other in others
            if VIEWS[other.view](page)
            and {Severity.ERROR, Severity.WARNING} & levels(other, list(other.rule(page, options(other))))
        ]
        assert loud == []


@pytest.mark.parametrize("path", ["zh", "en"])
def test_clean_page_trips_no_page_check(path):
    page = record_of("<p>茶</p>" if path == "zh" else "<p>tea</p>")
    found = {check.id for check in PAGE if VIEWS[check.view](page) and list(check.rule(page, options(check)))}
    assert found == set()


def audited(tmp_path, example, check):
    """Store with the example crawled, its links computed and the one check run."""
    store = open_store(tmp_path / "site.db", create=True)
    answers = {path: given if isinstance(given, str) else Answer(**given) for path, given in example.pages.items()}
    given = {
        "sitemap": example.sitemap,
        "robots": example.robots,
        "random_path": example.random_path,
        "tls": example.tls,
        "probes": example.probes,
        "files": example.files,
        "backlinks": example.backlinks,
    }
    run_id = load_site(store, answers, **given)
    run_links(store, run_id)
    if "keywords" in check.needs:
        pages = tuple(KeywordPage(path, terms) for path, terms in example.keywords.items())
        settings = Settings(keywords=Keywords(targets=example.targets, pages=pages))
        run_keywords(store, run_id, settings)
        run_market(store, run_id, settings)
    summary = run_checks(store, run_id, Settings(), checks=[check])
    rows = store.db.execute("select url, severity, evidence from v_findings where run_id = ?", [run_id]).fetchall()
    return store, run_id, summary, rows


@pytest.mark.parametrize("check", SITE, ids=by_id)
def test_site_check_is_silent_on_a_good_site(check, tmp_path):
    store, _, summary, rows = audited(tmp_path, check.good, check)
    with store:
        assert [(result.state, result.reason) for result in summary.checks] == [("passed", "")]
        assert summary.checks[0].applicable > 0
        assert rows == []


@pytest.mark.parametrize("check", SITE, ids=by_id)
def test_site_check_flags_a_bad_site(check, tmp_path):
    store, run_id, summary, rows = audited(tmp_path, check.bad, check)
    with store:
        assert {url.removeprefix("https://example.com") for url, _, _ in rows} == check.flags
        assert {Severity(severity) for _, severity, _ in rows} <= set(check.all_levels)
        for _, _, evidence in rows:
            found = json.loads(evidence)
            assert set(check.identity) <= set(found)
            read_aloud(check, found)
        prints = store.db.execute("select fingerprint from findings where run_id = ?", [run_id]).fetchall()
        assert len(set(prints)) == len(rows)
        assert summary.checks[0].failing == len(check.flags)
