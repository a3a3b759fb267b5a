"""``xunlu page`` and ``xunlu list``: what a run knows of one URL, and what there is."""

import json
import shutil

import pytest

from audit.registry import AREAS, all_checks
from tests.e2e.program import CONTROL, Program
from tests.e2e.tiny import TinySite, moved, page

SITE = {
    "/": page("首页", "/%E5%A3%B6", "/gone", "/old", "http://127.0.0.1:4/away"),
    "/%E5%A3%B6": page("紫砂壶 \x1b[31m红 \u202e翻", "/", "/gone"),
    "/old": moved("/older"),
    "/older": moved("/%E5%A3%B6"),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("look"))
    with TinySite(SITE) as site:
        program("run", site.url, "-q")
        base = site.url.rstrip("/")
    return program, base


@pytest.fixture
def xunlu(crawled, tmp_path):
    made = Program(tmp_path)
    shutil.copy(crawled[0].db, made.db)
    return made


def facts(xunlu, url):
    return json.loads(xunlu("page", url, "--format", "json").out)


def test_page_has_facts_links_and_findings(xunlu, crawled):
    base = crawled[1]
    found = facts(xunlu, "/壶")
    assert found["url"] == f"{base}/%E5%A3%B6"
    assert found["facts"]["status"] == 200
    assert found["facts"]["title"].startswith("紫砂壶")
    assert {"source": f"{base}/", "anchor": "/%E5%A3%B6", "nofollow": 0} in found["inlinks"]
    answers = {link["target"]: str(link["answer"]) for link in found["outlinks"]}
    assert answers == {f"{base}/": "200", f"{base}/gone": "404"}
    assert "link-broken-internal" in {one["check"] for one in found["findings"]}
    assert found["headers"]["content-type"].startswith("text/html")
    assert found["terms"]


def test_redirect_shows_its_hops(xunlu, crawled):
    base = crawled[1]
    hops = facts(xunlu, "/old")["redirects"]
    assert [(hop["at"], hop["status"], hop["target"]) for hop in hops] == [
        (f"{base}/old", 301, f"{base}/older"),
        (f"{base}/older", 301, f"{base}/%E5%A3%B6"),
    ]


def test_linked_url_that_was_not_fetched_says_so(xunlu):
    assert "not fetched" in xunlu("page", "http://127.0.0.1:4/away").out


@pytest.mark.parametrize("format", ["table", "md"])
def test_every_section_is_printed_and_nothing_drives_the_terminal(xunlu, format):
    said = xunlu("page", "/壶", "--format", format).out
    assert all(
        word in said for word in ("Facts", "Findings", "Terms", "Links to it", "Links on it", "Response headers")
    )
    assert not CONTROL.search(said)
    chinese = Program(xunlu.folder, lang="zh")("page", "/壶", "--format", format).out
    assert all(word in chinese for word in ("事实", "问题", "指向这里的链接", "响应头"))


def test_page_to_a_file(xunlu):
    xunlu("page", "/", "--format", "md", "-o", "home.md")
    assert (xunlu.folder / "home.md").read_text("utf-8").startswith("# ")


def test_unknown_url_names_the_nearest(xunlu):
    said = xunlu("page", "/olld", code=2).err
    assert "XE-121" in said
    assert "/old" in said


def test_lists(xunlu):
    runs = json.loads(xunlu("list", "runs", "--format", "json").out)
    assert [(run["run"], run["status"]) for run in runs] == [(1, "complete")]
    assert 0 <= runs[0]["score"] <= 100
    sites = json.loads(xunlu("list", "sites", "--format", "json").out)
    assert [(site["runs"], site["role"]) for site in sites] == [(1, "target")]
    checks = json.loads(xunlu.bare("list", "checks", "--format", "json").out)
    assert [check["check"] for check in checks] == list(all_checks())
    areas = json.loads(xunlu.bare("list", "areas", "--format", "json").out)
    assert [area["area"] for area in areas] == list(AREAS)
    assert sum(area["checks"] for area in areas) == len(checks)


def test_lists_need_a_store_only_for_what_is_stored(tmp_path):
    program = Program(tmp_path)
    assert "XE-303" in program("list", "runs", code=6).err
    program("list", "checks")
