"""`--conditional`: only changes are asked for, and the run is the one that a full crawl would have made."""

from functools import partial
from zlib import crc32

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.modes import configure, last, pages, robots, sitemap
from tests.e2e.program import number, query
from tests.e2e.tiny import Reply, TinySite, moved, page
from tests.trap_sites import key_calendar

DATE = "Tue, 24 Nov 2026 08:00:00 GMT"
RULES = '[[sites.shop.extract]]\nname = "headline"\ncss = "h1"\n[[sites.shop.extract]]\nname = "link"\ncss = "a"\nall = true\n'
ASKED = ("If-None-Match", "If-Modified-Since")


class Versions(TinySite):
    """Serves pages with a validator each, and 304 to those who have them.

    Args:
        kind: etag, date, both, none; deaf: sends etags and does not read conditions.
    """

    def __init__(self, answers, kind="etag"):
        super().__init__(answers)
        self.kind = kind

    def reply(self, path, headers):
        answer = super().reply(path, headers)
        if answer.status != 200 or not str(answer.type).startswith("text/html") or self.kind == "none":
            return answer
        tag = f'"{crc32(answer.sent):x}"'
        sent = {"etag": {"ETag": tag}, "date": {"Last-Modified": DATE}, "deaf": {"ETag": tag}}.get(self.kind) or {"ETag": tag, "Last-Modified": DATE}  # fmt: skip
        same = headers.get("If-None-Match") == tag if self.kind != "date" else headers.get("If-Modified-Since") == DATE
        if same and self.kind != "deaf":
            return Reply(status=304, type=None, headers=sent)
        return Reply(answer.body, headers={**answer.headers, **sent})

    def conditions(self):
        """Conditional headers by path since the last call."""
        found = {one.path: {n: one.headers[n] for n in ASKED if n in one.headers} for one in self.asked if one.path in self.paths()}  # fmt: skip
        self.asked.clear()
        return found


SITE = {
    "/": page("首页", "/a", "/b", "/old", "/gone", "/a"),
    "/a": page("甲", "/c", text="短"),
    "/b": page("乙", "/d", head='<meta name="robots" content="nofollow">'),
    "/c": page("甲", "/", text='<img src="/i.png"> <a rel="nofollow" href="/e">不跟</a>'),
    "/d": page("没有人跟到这里"),
    "/e": page("也没有"),
    "/old": moved("/c"),
}
FETCHED = {"/", "/a", "/b", "/c", "/old", "/gone"}
UNCHANGED = FETCHED - {"/old", "/gone"}


@pytest.fixture
def shop():
    with Versions(SITE) as server:
        yield server


OF_THE_RUN = ("run_id", "fetched", "ttfb_ms", "download_ms", "not_modified", "attempts")
NO_TIMES = ("slow-response",)  # checks that look at the times of pages, which an unchanged page has none of


def table(xunlu, view, run):
    """Rows of a view without what belongs to the run."""
    names = [str(row[1]) for row in query(xunlu.db, f"pragma table_info({view})") if row[1] not in OF_THE_RUN]
    return sorted(map(repr, query(xunlu.db, f"select {', '.join(names)} from {view} where run_id = {run}")))


def same(xunlu, first, second):
    """Assert that two runs tell the same of a site."""
    for view in ("v_pages", "v_links", "v_extracted", "v_redirects"):
        assert table(xunlu, view, second) == table(xunlu, view, first), view
    for statement in (
        "select check_id, severity, url, evidence from v_findings where run_id = ?",
        "select check_id, state, reason, applicable, failing from v_checks where run_id = ?",
    ):
        told = [[row for row in query(xunlu.db, f"{statement} order by 1, 2, 3", run) if row[0] not in NO_TIMES] for run in (second, first)]  # fmt: skip
        assert told[0] == told[1]


def test_what_did_not_change_is_told_as_before(xunlu, shop):
    configure(xunlu, shop.url, site=RULES)
    xunlu("run", "shop")
    shop.conditions()
    result = xunlu("run", "shop", "--conditional")
    asked = shop.conditions()
    assert {path for path, headers in asked.items() if headers} == UNCHANGED
    assert set(asked) == FETCHED
    assert last(xunlu, "status, base_run_id") == ("complete", 1)
    assert "4 pages unchanged since the last run (304)" in result.err
    found = pages(xunlu, "status, not_modified, ttfb_ms, download_ms")
    assert {path for path, row in found.items() if row == (200, 1, None, None)} == UNCHANGED
    assert number(xunlu.db, "select count(*) from v_extracted where run_id = 2") > 6
    assert number(xunlu.db, "select count(*) from v_findings where run_id = 2") > 6
    same(xunlu, 1, 2)
    xunlu("run", "shop")
    same(xunlu, 1, 3)


def test_a_run_of_unchanged_pages_is_one_to_rest_on(xunlu, shop):
    for words in ((), ("--conditional",), ("--conditional",)):
        xunlu("run", shop.url, *words)
        asked = shop.conditions()
    assert {path for path, headers in asked.items() if headers} == UNCHANGED
    assert last(xunlu, "base_run_id") == (2,)
    same(xunlu, 1, 3)


def test_changes_are_seen_with_what_they_link_to(xunlu, shop):
    xunlu("run", shop.url)
    shop.conditions()
    shop.answers |= {"/a": page("甲，新", "/new", text="长"), "/new": page("新"), "/gone": page("又在")}
    xunlu("run", shop.url, "--conditional")
    assert set(shop.conditions()) == FETCHED | {"/new"}
    found = pages(xunlu, "status, title, not_modified")
    assert found["/a"] == (200, "甲，新", 0) and found["/new"] == (200, "新", 0) and found["/gone"][:2] == (200, "又在")
    assert found["/c"] == (200, "甲", 1)  # linked from a redirect of an unchanged page only
    xunlu("run", shop.url, "--fresh")
    same(xunlu, 3, 2)


def test_a_page_that_is_gone_is_gone(xunlu, shop):
    xunlu("crawl", shop.url)
    shop.answers |= {"/a": Reply(page("没有了"), 404), "/c": moved("/b")}
    xunlu("crawl", shop.url, "--conditional")
    assert pages(xunlu) == {"/": 200, "/a": 404, "/b": 200, "/c": 301, "/old": 301, "/gone": 404}


@pytest.mark.parametrize(
    ("kind", "unchanged", "header"),
    [
        ("date", UNCHANGED, {"If-Modified-Since"}),
        ("both", UNCHANGED, {"If-None-Match", "If-Modified-Since"}),
        ("deaf", set(), {"If-None-Match"}),
        ("none", set(), set()),
    ],
)
def test_validators_of_all_kinds(xunlu, kind, unchanged, header):
    with Versions(SITE, kind) as site:
        xunlu("run", site.url)
        site.conditions()
        xunlu("run", site.url, "--conditional")
        asked = site.conditions()
    assert {name for headers in asked.values() for name in headers} == header
    assert {path for path, same in pages(xunlu, "not_modified").items() if same} == unchanged
    same(xunlu, 1, 2)


def test_without_an_earlier_run_everything_is_asked_for(xunlu, shop):
    result = xunlu("crawl", shop.url, "--conditional")
    assert not any(shop.conditions().values())
    assert last(xunlu, "status, base_run_id") == ("complete", None)
    assert "unchanged" not in result.err


def test_the_configuration_and_the_command_line(xunlu, shop):
    configure(xunlu, shop.url, crawl="conditional = true")
    xunlu("crawl")
    shop.conditions()
    xunlu("crawl")
    assert any(shop.conditions().values())
    xunlu("crawl", "--no-conditional")
    assert not any(shop.conditions().values())
    assert last(xunlu, "base_run_id") == (None,)


@pytest.mark.parametrize(
    "other",
    [
        {"crawl": 'exclude = ["/b"]'},
        {"crawl": 'strip_params = ["x"]'},
        {"crawl": 'device = "mobile"'},
        {"crawl": 'mode = "page"'},
        {"site": '[[sites.shop.extract]]\nname = "n"\ncss = "h1"'},
    ],
)
def test_a_run_that_meant_other_pages_is_none_to_rest_on(xunlu, shop, other):
    configure(xunlu, shop.url)
    xunlu("crawl")
    configure(xunlu, shop.url, **other)
    shop.conditions()
    xunlu("crawl", "--conditional")
    assert not any(shop.conditions().values())
    assert last(xunlu, "base_run_id") == (None,)


def test_an_older_run_of_the_same_meaning_is(xunlu, shop):
    xunlu("crawl", shop.url)
    xunlu("crawl", shop.url, "--one-page")
    xunlu("crawl", shop.url, "--conditional")
    assert last(xunlu, "base_run_id") == (1,)


def test_pages_whose_html_was_not_kept_are_asked_for_whole_where_it_is_wanted(xunlu, shop):
    configure(xunlu, shop.url, crawl='store_html = "off"')
    xunlu("crawl")
    shop.conditions()
    xunlu("crawl", "--conditional")
    assert any(shop.conditions().values())
    configure(xunlu, shop.url)
    xunlu("crawl", "--conditional")
    assert not any(shop.conditions().values())
    xunlu("crawl", "--conditional")
    assert {path for path, headers in shop.conditions().items() if headers} == UNCHANGED
    assert number(xunlu.db, "select count(*) from documents where html is null") == 0


def test_a_304_that_nobody_asked_for_is_a_row_and_no_page(xunlu, shop):
    shop.answers["/a"] = Reply(status=304, type=None)
    xunlu("run", shop.url)
    xunlu("run", shop.url, "--conditional")
    assert pages(xunlu)["/a"] == 304


def test_killed_and_resumed_it_rests_on_the_same_run(xunlu):
    answers = {
        "/": page("首页", *(f"/{n}" for n in range(60))),
        **{f"/{n}": page(f"{n}", f"/{n + 1}") for n in range(60)},
    }
    with Versions(answers) as site:
        xunlu("run", site.url)
        site.answers["/59"] = page("59", "/late")
        site.answers["/late"] = page("晚")
        with xunlu.start("crawl", site.url, "--conditional", "--rate", 30, "--concurrency", 1) as running:
            running.until(lambda: number(xunlu.db, "select count(*) from pages where run_id = 2") >= 10)
            running.process.kill()
            running.process.wait(30)
        site.conditions()
        xunlu("run", site.url, "--conditional")
        assert all(headers for path, headers in site.conditions().items() if path != "/late")
        assert last(xunlu, "run_id, status, base_run_id") == (2, "complete", 1)
        assert number(xunlu.db, "select count(*) from pages where run_id = 2 and not_modified") == 60
        xunlu("run", site.url)
        same(xunlu, 3, 2)


def test_limits_hold_and_a_limited_run_can_be_rested_on(xunlu, shop):
    xunlu("crawl", shop.url, "--max-pages", 3)
    xunlu("crawl", shop.url, "--conditional", "--max-pages", 3)
    assert last(xunlu, "status, reason, base_run_id") == ("partial", "max-pages", 1)
    assert len(pages(xunlu)) == 3


def test_other_modes_can_be_conditional_too(xunlu, shop):
    shop.answers["/sitemap.xml"] = sitemap(f"{shop.url}a", f"{shop.url}b")
    for words in (("--sitemap-only",), ("--one-page",)):
        xunlu("crawl", shop.url, *words)
        shop.conditions()
        xunlu("crawl", shop.url, *words, "--conditional")
        assert all(shop.conditions().values())


def test_robots_txt_is_read_anew(xunlu, shop):
    xunlu("crawl", shop.url)
    shop.answers["/robots.txt"] = robots("User-agent: *\nDisallow: /a\n")
    shop.conditions()
    xunlu("crawl", shop.url, "--conditional")
    assert "/a" not in shop.conditions()
    assert pages(xunlu, "error")["/a"] == "robots"


def test_an_endless_part_is_given_up_again(xunlu):
    class Calendar(Versions):
        def reply(self, path, headers):
            answer = key_calendar(path) if path == "/" or path.startswith("/room/") else None
            if answer:
                self.answers[path] = page(answer[0], *answer[1], text=answer[0])
            return super().reply(path, headers)

    counts = []
    with Calendar({}) as site:
        for words in ((), ("--conditional",), ("--conditional",)):
            xunlu("crawl", site.url, "--max-pages", 2000, "--concurrency", 1, *words)
            counts.append(len(pages(xunlu)))
    assert last(xunlu) == ("complete", "finished")
    assert query(xunlu.db, "select run_id, kind from v_traps") == [(1, "calendar"), (2, "calendar"), (3, "calendar")]
    assert max(counts) - min(counts) < 40  # what is under way when it is found differs
    assert number(xunlu.db, "select count(*) from pages where run_id = 3 and not_modified") > 100


def test_a_whole_shop_gives_the_same_findings(xunlu):
    with ShopServer(partial(make_shop, pages=150)) as server:
        xunlu("run", server.url)
        xunlu("run", server.url, "--conditional")
    assert number(xunlu.db, "select count(*) from pages where run_id = 2 and not_modified") > 100
    assert number(xunlu.db, "select count(*) from v_findings where run_id = 2") > 100
    same(xunlu, 1, 2)


def test_pages_that_want_a_slash_more_than_the_site_writes(xunlu):
    answers = {"/": page("首页", "/zh/", "/a"), "/zh": moved("/zh/"), "/zh/": page("中文", "tea"), "/zh/tea": page("茶"), "/a": page("甲")}  # fmt: skip
    with Versions(answers) as site:
        configure(xunlu, site.url, crawl='trailing_slash = "remove"')
        xunlu("run", "shop")
        site.conditions()
        xunlu("run", "shop", "--conditional")
        assert site.conditions()["/zh/"]
    assert pages(xunlu, "status, title, not_modified")["/zh"] == (200, "中文", 1)
    same(xunlu, 1, 2)
