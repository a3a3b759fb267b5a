"""A site crawled as desktop and as phone, and a copy beside its original: what `xunlu compare` says of them."""

import csv
import json

import pytest

from tests.e2e.program import both
from tests.e2e.tiny import Reply, TinySite, moved, page

WELCOME = "紫砂壶与普洱茶的选购和冲泡，都从泥料与水温说起。" * 20
DESKTOP = {
    "/": page("茶舍", *(f"/p/{n}.html" for n in range(1, 6)), "/guide", text=WELCOME),
    "/guide": page("选购指南", text="先看泥料，再看容量。" * 30),
} | {f"/p/{n}.html": page(f"紫砂壶 {n}", "/") for n in range(1, 6)}
MOBILE = {
    "/": page("茶舍", *(f"/p/{n}.html" for n in range(1, 6)), "/app", text=WELCOME),
    "/p/1.html": moved("/"),
    "/app": page("手机应用"),
} | {f"/p/{n}.html": page(f"紫砂壶 {n}", "/", head='<meta name="robots" content="noindex">') for n in range(2, 6)}
CONFIG = """
version = 1
[sites.shop]
start = ["{0}"]
crawl = {{ device = "desktop" }}
[sites.shop-mobile]
start = ["{1}"]
crawl = {{ device = "mobile" }}
"""


class ByDevice(TinySite):
    """Answers phones otherwise."""

    def reply(self, path, headers):
        usual = super().reply(path, headers)
        if "Mobile" not in headers["User-Agent"]:
            return usual
        answer = MOBILE.get(path, Reply(page("没有这一页"), 404))
        return Reply(answer) if isinstance(answer, str) else answer


@pytest.fixture
def shop():
    with ByDevice(DESKTOP) as server:
        yield server


def configure(xunlu, *starts):
    (xunlu.folder / "xunlu.toml").write_text(CONFIG.format(*starts), "utf-8")


def kinds(found):
    return {(one["kind"], one["template"]): one["count"] for one in found["differences"]}


EXPECTED = {
    ("left", "/guide"): 1,
    ("right", "/app"): 1,
    ("status", "/p/*.html"): 1,
    ("indexable", "/p/*.html"): 4,
    ("robots", "/p/*.html"): 4,
    ("links", "/"): 1,
}


def test_two_crawls_of_one_site_by_device(xunlu, shop):
    configure(xunlu, shop.url, shop.url)
    xunlu("crawl", "shop")
    xunlu("crawl", "shop-mobile")
    found = json.loads(xunlu("compare", "--format", "json").out)
    assert [found[side]["device"] for side in ("left", "right")] == ["desktop", "mobile"]
    assert (found["matched_by"], found["complete"], found["compared"]) == ("url", True, 6)
    assert kinds(found) == EXPECTED
    (vary,) = found["remarks"]
    assert (vary["kind"], vary["count"]) == ("vary", 6)
    for lang, words in (
        ("zh", ("只在 shop-mobile", "没有 Vary: User-Agent")),
        ("en", ("only in shop-mobile", "no Vary")),
    ):
        said = xunlu("--lang", lang, "compare", "shop", "shop-mobile").out
        assert all(word in said for word in (*words, "301 /", "/p/*.html"))


def test_one_crawl_as_both_devices(xunlu, shop):
    configure(xunlu, shop.url, shop.url)
    xunlu("crawl", "shop", "--device", "both")
    assert kinds(json.loads(xunlu("compare", "shop", "--format", "json").out)) == EXPECTED
    told = xunlu("compare", "-o", xunlu.folder / "devices.csv")
    assert told.out == ""
    with (xunlu.folder / "devices.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows if row["part"] == "page"} == {kind for kind, _ in EXPECTED}
    assert [row["left_url"] for row in rows if row["kind"] == "left"] == [f"{shop.url}guide"]
    lines = xunlu("compare", "--format", "jsonl", "--limit", 3).out.splitlines()
    assert len(lines) == 3 and json.loads(lines[0])["kind"] == "ttfb"


def test_staging_beside_live(xunlu):
    staging = {**DESKTOP, "/p/1.html": page("紫砂壶（新）", "/"), "/p/2.html": Reply(page("坏了"), 500)}
    with TinySite(DESKTOP) as live, TinySite(staging) as test:
        configure(xunlu, live.url, test.url)
        xunlu("crawl", "shop", "shop-mobile")
        found = json.loads(xunlu("compare", "shop", "shop-mobile", "--format", "json").out)
        assert (found["matched_by"], found["complete"], found["compared"]) == ("path", True, 7)
        assert kinds(found) == {("status", "/p/*.html"): 1, ("title", "/p/*.html"): 1, ("h1", "/p/*.html"): 1}
        example = next(one for one in found["differences"] if one["kind"] == "title")["examples"][0]
        assert example == {
            "left_url": f"{live.url}p/1.html", "right_url": f"{test.url}p/1.html", "left": "紫砂壶 1", "right": "紫砂壶（新）",
        }  # fmt: skip
        assert found["remarks"] == []


@pytest.mark.parametrize(
    ("words", "number"),
    [((), 181), (("127.0.0.1",), 182), (("1", "latest"), 183), (("1", "7"), 110)],
)
def test_what_cannot_be_compared_is_told_in_both_languages(stored, words, number):
    both(stored, number, "compare", *words, code=2)


def test_a_site_that_was_down_is_told(stored, shop):
    configure(stored, shop.url, "http://127.0.0.1:4/")
    stored("crawl", "shop-mobile", code=3)
    both(stored, 184, "compare", "1", "shop-mobile", code=2)
