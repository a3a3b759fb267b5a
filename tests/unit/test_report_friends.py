"""The report's part on partners and external domains: states, history, what is on no list, and nothing where there is none."""

from __future__ import annotations

import pytest

from configs.settings import Settings
from crawler.offline import load_site
from crawler.partner_states import BAD, STATES, UNASKED
from crawler.probe_rows import Probe
from crawler.store import open_store
from linkgraph.friends import WORDS
from linkgraph.stage import run_links
from reports.load import load_report
from reports.render import render_html as render

HOME = "https://example.com/"
PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><main><h1>茶舍</h1></main><div><h4>友情链接</h4>{}</div></body></html>'
EVIL = "<script>alert(1)</script>"


def partner(page, state, day="", **facts):
    link = {"target": HOME, "anchor": f"茶舍{EVIL}", "followed": True, "hidden": "", "position": "main"}
    agreed = {"ours": HOME, "link": "", "anchor": "茶舍", "target": "", "since": day}
    there = state not in ("gone", "refused")
    body = {
        "agreed": agreed,
        "partner": "friend.example",
        "state": state,
        "links": [link] * there,
        "outlinks": 9,
        **facts,
    }
    return Probe("partner", page, 200, "", body)


@pytest.fixture
def report(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as store:
        links = '<a href="https://friend.example/">紫砂</a><a href="https://new.example/">茶友</a>'
        asked = [{"kind": "external", "url": url, "status": status} for url, status in (("https://friend.example/", 404), ("https://new.example/", 403))]  # fmt: skip
        for states in (("live", "live", "refused"), ("gone", "live", "refused")):
            probes = [partner(f"https://friend.example/{n}", state) for n, state in enumerate(states)]
            run_id = load_site(store, {"/": PAGE.format(links)}, probes=probes, files=asked)
            run_links(store, run_id)
        yield load_report(store, run_id, Settings())


def test_partners_and_what_is_on_no_list(report):
    friends = report.links.friends
    assert [(one.page.shown, one.state.en, one.tone, one.direction.en) for one in friends.rows] == [
        ("https://friend.example/0", "gone", "poor", "ours only"), ("https://friend.example/1", "there", "good", "both ways"),
        ("https://friend.example/2", "refuses crawlers", "none", "unknown"),
    ]  # fmt: skip
    gone = friends.rows[0]
    assert gone.history.en.startswith("there 20") and "; gone 20" in gone.history.en and gone.anchor is None
    assert (friends.bad, friends.unlisted, friends.cut.total) == (1, 1, 3)


def test_domains_tell_what_answered(report):
    assert {one.domain: (one.asked, one.dead) for one in report.links.domains} == {
        "friend.example": (1, 1), "new.example": (0, 0),
    }  # fmt: skip


def test_the_page_shows_it_and_runs_nothing(report):
    html = render(report)
    assert "links-friends" in html and EVIL not in html


def test_without_any_there_is_no_section(tmp_path):
    with open_store(tmp_path / "b.db", create=True) as store:
        run_id = load_site(store, {"/": PAGE.format("")})
        run_links(store, run_id)
        report = load_report(store, run_id, Settings())
    assert report.links.friends is None and "links-friends" not in render(report)


def test_every_state_has_a_name_and_those_to_see_to_are_states():
    assert set(STATES) <= set(WORDS) and set(BAD) <= set(STATES)
    assert len(set(STATES)) == len(STATES) and not set(BAD) & set(UNASKED)
