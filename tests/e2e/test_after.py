"""What a crawl asks for once its pages are done: only where they give reason to, and then few requests."""

import json

import pytest

from crawler.store import open_store
from tests.e2e.program import Program
from tests.e2e.tiny import Reply, TinySite, moved, page

SET = {"Set-Cookie": "seen=1; Path=/; HttpOnly"}
ASKS = page("请启用 Cookie", text="本店需要 Cookie 才能显示网页。")
TEA = page("红茶", text="武夷山的正山小种，条索紧结，汤色红亮。")


class CookieSite(TinySite):
    """Answers of ``with_cookies`` go to those who bring a cookie."""

    def __init__(self, answers, with_cookies):
        super().__init__(answers)
        self.with_cookies = with_cookies

    def reply(self, path, headers):
        usual = super().reply(path, headers)
        given = self.with_cookies.get(path) if headers.get("Cookie") else None
        return Reply(given) if isinstance(given, str) else given or usual


def crawled(tmp_path, site, *words):
    """Rows of what was asked afterwards, by kind and path."""
    program = Program(tmp_path)
    program("crawl", site.url, *words)
    with open_store(program.db) as store:
        rows = store.db.execute(
            "select kind, url, status, error, body from probes where kind in ('after', 'cookie', 'dead-links')"
        ).fetchall()
    return {
        (kind, "/" + url.split("/", 3)[3]): (status, error, json.loads(body or "{}"))
        for kind, url, status, error, body in rows
    }


def test_an_ordinary_site_is_asked_for_nothing(tmp_path):
    answers = {
        "/": Reply(page("首页", "/tea", "/help"), headers=SET), "/tea": moved("/tea/", 302), "/tea/": TEA,
        "/help": page("Cookie 政策"),
    }  # fmt: skip
    with TinySite(answers) as site:
        found = crawled(tmp_path, site)
        assert sorted(site.paths()) == ["/", "/help", "/tea", "/tea/"]
    assert found == {("after", "/"): (None, "", {"cookie_pages": 0, "visited": 0, "files": 0})}


def test_a_page_that_goes_in_circles_without_cookies(tmp_path):
    gate = Reply(status=302, headers={"Location": "/tea", **SET})
    with CookieSite({"/": page("首页", "/tea"), "/tea": gate}, {"/tea": TEA}) as site:
        found = crawled(tmp_path, site)
        assert [one.headers.get("Cookie") for one in site.asked if one.path == "/tea"] == [None, None, "seen=1"]
    assert found[("after", "/")][2]["cookie_pages"] == 1
    status, error, facts = found[("cookie", "/tea")]
    assert (status, error, facts["kind"], facts["final_status"], facts["jaccard"]) == (302, "", "loop", 200, 0.0)
    assert facts["cookies"] == ["seen"]


def test_a_page_that_asks_for_cookies(tmp_path):
    answers = {
        "/": page("首页", "/tea", "/pot"), "/tea": Reply(ASKS, headers=SET), "/pot": Reply(status=302, headers={"Location": "/enable-cookies", **SET}),
        "/enable-cookies": ASKS,
    }  # fmt: skip
    with CookieSite(answers, {"/tea": TEA, "/pot": page("茶壶", text="宜兴紫砂壶，容量二百毫升。")}) as site:
        found = crawled(tmp_path, site)
    for path, kind in (("/tea", "page"), ("/pot", "redirect")):
        _, error, facts = found[("cookie", path)]
        assert (error, facts["kind"], facts["final_status"]) == ("", kind, 200)
        assert facts["jaccard"] < 0.3


def test_an_article_about_cookies_and_a_circle_that_stays_one(tmp_path):
    answers = {
        "/": page("首页", "/help", "/loop"), "/help": Reply(page("How to enable cookies"), headers=SET),
        "/loop": Reply(status=302, headers={"Location": "/loop", **SET}),
    }  # fmt: skip
    with TinySite(answers) as site:
        found = crawled(tmp_path, site)
        assert len([one for one in site.asked if one.path == "/loop"]) <= 12
    assert found[("cookie", "/help")][2]["jaccard"] == 1.0
    assert found[("cookie", "/loop")][1] == "too-many-redirects"


def test_at_most_three_pages_are_visited(tmp_path):
    paths = [f"/{n}" for n in range(9)]
    answers = {"/": page("首页", *paths), **dict.fromkeys(paths, Reply(ASKS, headers=SET))}
    with CookieSite(answers, dict.fromkeys(paths, TEA)) as site:
        found = crawled(tmp_path, site)
    assert found[("after", "/")][2] == {"cookie_pages": 9, "visited": 3, "files": 0}
    assert len(found) == 4


ROBOTS = "User-agent: Baiduspider\nDisallow: /cart/\n\nUser-agent: *\nDisallow: /cart/\nDisallow: /shy"


def silian(site, *paths):
    return Reply("\n".join(f"{site.url.rstrip('/')}{path}" for path in paths), type="text/plain")


def test_the_file_of_dead_links(tmp_path):
    with TinySite(
        {"/": page("首页", "/tea", "/gone"), "/tea": TEA, "/robots.txt": Reply(ROBOTS, type="text/plain")}
    ) as site:
        site.answers |= {
            "/new": page("新品", text="明前龙井已经上市。"), "/old": moved("/tea"), "/shy": page("害羞"),
            "/silian.txt": silian(site, "/gone", "/lost", "/tea", "/new", "/old", "/shy"),
        }  # fmt: skip
        found = crawled(tmp_path, site)
        asked = [one.path for one in site.asked]
    status, _, facts = found[("dead-links", "/silian.txt")]
    assert (status, facts["kind"], facts["listed"], facts["ended"], facts["alive"]) == (200, "text", 6, 2, 2)
    assert sorted(url.rpartition("/")[2] for url in facts["examples"]) == ["new", "tea"]
    assert (facts["asked"], facts["unknown"]) == (3, 1)  # robots.txt closes one
    assert "/shy" not in asked and "/silian.xml" not in asked


@pytest.mark.parametrize(
    ("robots", "wanted"),
    [
        ("User-agent: *\nDisallow: /cart/", []),
        (ROBOTS, ["/silian.txt", "/silian.xml"]),
        ("User-agent: *\nDisallow: /cart/\n# /files/silian-2026.txt", ["/files/silian-2026.txt"]),
        ("User-agent: *\nDisallow: /cart/\nSitemap: {base}/files/silian-2026.txt", ["/files/silian-2026.txt"]),
        ("User-agent: Baiduspider\nUser-agent: *\nDisallow: /silian", []),
    ],
)
def test_where_it_is_looked_for(tmp_path, robots, wanted):
    with TinySite({"/": page("首页")}) as site:
        site.answers["/robots.txt"] = Reply(robots.replace("{base}", site.url.rstrip("/")), type="text/plain")
        crawled(tmp_path, site)
        asked = [one.path for one in site.asked if "silian" in one.path]
    assert list(dict.fromkeys(asked)) == wanted


def test_a_page_in_place_of_the_file_is_none(tmp_path):
    answers = {"/": page("首页"), "/robots.txt": Reply(ROBOTS, type="text/plain"), "*": page("首页")}
    with TinySite(answers) as site:
        found = crawled(tmp_path, site)
    assert {key: row[0] for key, row in found.items() if key[0] == "dead-links"} == {
        ("dead-links", "/silian.txt"): 404, ("dead-links", "/silian.xml"): 404,
    }  # fmt: skip
