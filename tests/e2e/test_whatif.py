"""links whatif as a person calls it: addresses, plans and plan files, formats, and what is said of mistakes."""

import csv
import io
import json

import pytest

from crawler.offline import Answer, load_site
from crawler.store import open_store
from tests.e2e.program import CONTROL, Inside, both
from tests.e2e.tiny import page

URL = "https://shop.example/"
ANSWERS = {
    "/": page("首页", "/茶叶/", "/list", "/missing"),
    "/%E8%8C%B6%E5%8F%B6/": page("茶叶", "/", "/list"),
    "/list": page("列表", "/", "/list2"),
    "/list2": page("第二页", "/list", "/old"),
    "/old": Answer(status=301, location="/deep"),
    "/missing": Answer(page("没有"), status=404),
    "/deep": page("深处", "/", "/missing"),
    "/lonely": page("=cmd|'/c'!A1", "/"),
}
PLAN = """
version = 1
name = "深处与孤页"
[[page]]
url = "/hub/"
[[add]]
from = "/"
to = "/hub/"
[[add]]
from = "/hub/"
to = "/lonely"
anchor = "孤页"
place = "nav"
[[remove]]
from = "/list2"
to = "/deep"
"""
TABLE = "操作,所在网页,链接到\n添加,/,/deep\nnofollow,/茶叶/,/list\n删除,/,/missing\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    xunlu = Inside(tmp_path_factory.mktemp("whatif"))
    with open_store(xunlu.db, create=True) as store:
        load_site(store, ANSWERS, base=URL, sitemap=["/lonely"])
    (xunlu.folder / "hub.toml").write_text(PLAN, "utf-8")
    (xunlu.folder / "table.csv").write_text(TABLE, "gbk")
    return xunlu, URL


def found(xunlu, *words):
    return json.loads(xunlu("links", "whatif", *words, "--format", "json", "--limit", "0").out)


def test_nothing_changes_without_a_change(small):
    xunlu, _ = small
    (xunlu.folder / "empty.toml").write_text("version = 1\n", "utf-8")
    told = found(xunlu, "--plan", "empty.toml")
    assert told["plans"][0]["changes"] == []
    assert {name: told["plans"][0][name] for name in told["before"]} == told["before"]
    assert found(xunlu)["plans"] == []


def test_before_is_what_the_stage_stored(small):
    xunlu, _url = small
    changes = found(xunlu, "--add", "/", "/deep")["plans"][0]["changes"]
    stored = {row["url"]: row for row in json.loads(xunlu("links", "top", "--format", "json").out)}
    assert {row["url"] for row in changes} == set(stored)
    for row in changes:
        one = stored[row["url"]]
        assert (row["pagerank_before"], row["editorial_before"]) == (one["pagerank"], one["pagerank_editorial"])
        assert row["depth_before"] == one["depth"]


def test_a_link_brings_a_page_nearer_and_cures_an_orphan(small):
    xunlu, url = small
    (plan,) = found(xunlu, "--add", "/", "/deep", "--add", "茶叶", f"{url}lonely")["plans"]
    rows = {row["url"].removeprefix(url): row for row in plan["changes"]}
    assert (rows["deep"]["depth_before"], rows["deep"]["depth"]) == (3, 1)
    assert rows["deep"]["pagerank"] > rows["deep"]["pagerank_before"]
    assert (rows["lonely"]["orphan_before"], rows["lonely"]["orphan"], rows["lonely"]["depth"]) == (1, 0, 2)
    assert (plan["cured"], plan["shallower"], plan["orphans"]) == (1, 2, 0)


def test_plans_stand_side_by_side(small):
    xunlu, url = small
    told = found(xunlu, "--plan", "hub.toml", "--plan", "table.csv", "--remove", "/", "/list")
    hub, table, inline = told["plans"]
    assert [plan["name"] for plan in told["plans"]] == ["深处与孤页", "table", "command line"]
    assert (hub["pages"], hub["cured"], hub["new_pages"]) == (told["before"]["pages"] + 1, 1, [f"{url}hub/"])
    rows = {row["url"].removeprefix(url): row for row in hub["changes"]}
    assert (rows["hub/"]["pagerank_before"], rows["hub/"]["depth"], rows["lonely"]["depth"]) == (None, 1, 2)
    assert rows["deep"]["depth"] is None  # the link to /old was one to /deep
    assert (table["edits"], inline["deeper"]) == (3, 3)
    text = xunlu("--lang", "zh", "links", "whatif", "--plan", "hub.toml", "--plan", "table.csv").out
    heading = text.splitlines()[0].split()
    assert heading == ["全站", "现在", "深处与孤页", "table"]
    assert "孤立网页" in text


def test_wildcards_stand_for_several_pages(small):
    xunlu, _url = small
    (xunlu.folder / "wild.csv").write_text("action,from,to\nadd,/list*,/deep\nnofollow,**,/list\n", "utf-8")
    told = xunlu("links", "whatif", "--plan", "wild.csv", "--add", "/l*", "/deep", "--format", "json")
    wild, inline = json.loads(told.out)["plans"]
    assert (wild["edits"], wild["links"], inline["links"]) == (2, 4, 2)  # /list2 leads to /deep through a redirect
    assert "/l* -> " in told.err and "2 pages change, 1 more need none" in told.err
    both(xunlu, 165, "links", "whatif", "--add", "/x/*", "/", code=2)


@pytest.mark.parametrize("format", ["csv", "md", "table"])
def test_every_format(small, format):
    xunlu, _url = small
    words = ("links", "whatif", "--plan", "hub.toml", "--add", "/", "/lonely", "--format", format)
    out = xunlu(*words).out
    assert not CONTROL.search(out.replace("\n", "").replace("\t", ""))
    if format == "csv":
        read = list(csv.DictReader(io.StringIO(out)))
        assert {row["plan"] for row in read} == {"深处与孤页", "command line"}
    file = xunlu.folder / f"out.{format}"
    xunlu(*words, "-o", file)
    plain = "\n".join(line.rstrip() for line in file.read_text("utf-8-sig").splitlines())
    assert plain == "\n".join(line.rstrip() for line in out.splitlines())


def test_mistakes_are_told_in_both_languages(small):
    xunlu, _ = small
    assert all("/deep" in said for said in both(xunlu, 121, "links", "whatif", "--add", "/", "/deeep", code=2))
    assert all("/list" in said for said in both(xunlu, 163, "links", "whatif", "--remove", "/", "/lonely", code=2))
    both(xunlu, 162, "links", "whatif", "--add", "/missing", "/", code=2)
    both(xunlu, 162, "links", "whatif", "--for", "/missing", code=2)
    both(xunlu, 164, "links", "whatif", "--page", "/list", code=2)
    both(xunlu, 440, "links", "whatif", "--plan", "none.toml", code=2)


def test_doubtful_changes_are_told(small):
    xunlu, _ = small
    for words, told in ((("/", "/茶叶/"), "there already"), (("/", "/missing"), "lost")):
        assert told in xunlu("links", "whatif", "--add", *words).err
