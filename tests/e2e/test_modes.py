"""Only the sitemaps, only one page: what is asked for, and what a part of a site lets nobody judge."""

import pytest

from tests.e2e.modes import configure, last, pages, robots, sitemap, star
from tests.e2e.program import both, query
from tests.e2e.tiny import SMALL, Reply, TinySite, moved, page


@pytest.fixture
def shop():
    with TinySite({**SMALL, "/alone": page("孤页", "/deep"), "/deep": page("深")}) as server:
        server.answers["/sitemap.xml"] = sitemap(f"{server.url}a", f"{server.url}alone", "https://elsewhere.example/x")
        yield server


def unjudged(xunlu):
    """Checks that were not judged, with the reason."""
    rows = query(xunlu.db, "select check_id, reason from v_checks where run_id = (select max(run_id) from runs) and reason <> ''")  # fmt: skip
    return dict(rows)


def test_only_the_urls_of_the_sitemaps(xunlu, shop):
    xunlu("crawl", shop.url, "--sitemap-only")
    assert sorted(shop.paths()) == ["/a", "/alone"]
    assert last(xunlu, "mode, status, reason") == ("sitemap", "partial", "sitemap")
    assert "only the URLs of sitemaps were fetched" in xunlu("list", "runs").out
    assert "只抓取了站点地图中的网址" in xunlu("--lang", "zh", "list", "runs").out


def test_redirects_of_sitemap_urls_are_followed_and_excluded_ones_left_out(xunlu, shop):
    shop.answers["/alone"] = moved("/deep")
    xunlu("crawl", shop.url, "--sitemap-only", "--exclude", "/a")
    assert pages(xunlu) == {"/alone": 301, "/deep": 200}


@pytest.mark.parametrize("sitemaps", ['"auto"', '"off"', '["{url}maps.xml"]'])
def test_without_a_sitemap_there_is_nothing_to_crawl(xunlu, site, sitemaps):
    configure(xunlu, site.url, site=f"sitemaps = {sitemaps.format(url=site.url)}")
    for said in both(xunlu, 210, "crawl", "shop", "--sitemap-only", code=3):
        assert site.url in said
    assert set(site.paths()) <= {"/maps.xml"}


def test_a_sitemap_of_other_hosts_only_is_none(xunlu, site):
    site.answers["/sitemap.xml"] = sitemap("https://elsewhere.example/x")
    both(xunlu, 210, "crawl", site.url, "--sitemap-only", code=3)


def test_a_server_that_is_down_is_told_as_such(xunlu):
    with TinySite(SMALL) as site:
        url = site.url
    both(xunlu, 201, "crawl", url, "--sitemap-only", code=3)


def test_robots_txt_that_forbids_everything_is_told_as_such(xunlu, shop):
    shop.answers["/robots.txt"] = robots("User-agent: *\nDisallow: /\n")
    both(xunlu, 203, "crawl", shop.url, "--sitemap-only", code=3)
    assert shop.paths() == []


def test_a_start_page_that_robots_txt_forbids_is_no_hindrance(xunlu, shop):
    shop.answers["/robots.txt"] = robots("User-agent: *\nDisallow: /$\n")
    xunlu("crawl", shop.url, "--sitemap-only")
    assert sorted(shop.paths()) == ["/a", "/alone"]


def test_only_the_start_urls(xunlu, shop):
    configure(xunlu, shop.url, f"{shop.url}alone")
    xunlu("crawl", "shop", "--one-page")
    assert sorted(shop.paths()) == ["/", "/alone"]
    assert last(xunlu, "mode, status, reason") == ("page", "partial", "page")
    assert "only the start URL was fetched" in xunlu("list", "runs").out
    assert [asked.path for asked in shop.asked if asked.path.startswith("/sitemap")] == []


@pytest.mark.parametrize("mode", ["sitemap", "page"])
def test_modes_of_the_configuration(xunlu, shop, mode):
    configure(xunlu, shop.url, crawl=f'mode = "{mode}"')
    xunlu("crawl")
    assert last(xunlu, "mode, status, reason") == (mode, "partial", mode)


@pytest.mark.parametrize(
    "words",
    [
        ("--sitemap-only", "--one-page"),
        ("--list", "urls.txt", "--one-page"),
        ("--list", "urls.txt", "--sitemap-only", "--one-page"),
    ],
)
def test_two_modes_at_once_are_refused(xunlu, shop, words):
    (xunlu.folder / "urls.txt").write_text(f"{shop.url}a\n", "utf-8")
    for command in ("crawl", "run"):
        for said in both(xunlu, 143, command, shop.url, *words, code=2):
            assert "--one-page" in said
    assert shop.asked == [] and not xunlu.db.exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--one-page",), "only the start URL was fetched"),
        (("--sitemap-only",), "only the URLs of sitemaps were fetched"),
        (("--list", "urls.txt"), "only the URLs of a list were fetched"),
    ],
)
def test_what_only_a_whole_site_shows_is_not_judged(xunlu, shop, words, why):
    (xunlu.folder / "urls.txt").write_text("/a\n/alone\n", "utf-8")
    result = xunlu("run", shop.url, *words)
    reasons = unjudged(xunlu)
    assert reasons["orphan-page"] == "crawl-incomplete"
    assert {check for check, reason in reasons.items() if reason == "crawl-incomplete"} >= {"orphan-page"}
    assert query(xunlu.db, "select count(*) from v_findings where check_id = 'orphan-page'") == [(0,)]
    assert "(partial)" in result.out
    assert why in (xunlu.folder / "report.html").read_text("utf-8")


def test_a_whole_crawl_judges_them(xunlu, shop):
    result = xunlu("run", shop.url)
    assert "orphan-page" not in unjudged(xunlu)
    assert query(xunlu.db, "select count(*) from v_findings where check_id = 'orphan-page'") == [(1,)]
    assert "(partial)" not in result.out


@pytest.mark.parametrize("mode", ["spider", "sitemap", "list"])
def test_max_pages_is_exact_in_every_mode(xunlu, mode):
    with TinySite(star(30)) as site:
        site.answers["/sitemap.xml"] = sitemap(*(f"{site.url}{n}" for n in range(30)))
        (xunlu.folder / "urls.txt").write_text("".join(f"/{n}\n" for n in range(30)), "utf-8")
        words = {"spider": (), "sitemap": ("--sitemap-only",), "list": ("--list", "urls.txt")}[mode]
        xunlu("crawl", site.url, *words, "--max-pages", 7)
        assert len(site.paths()) == 7
    assert last(xunlu) == ("partial", "max-pages")
    assert len(pages(xunlu)) == 7


def test_max_pages_that_are_just_enough_cut_nothing(xunlu):
    with TinySite(star(9)) as site:
        xunlu("crawl", site.url, "--max-pages", 10, "--strict")
        assert last(xunlu) == ("complete", "finished")


def test_a_mode_is_no_resumption_of_another(xunlu, shop):
    with xunlu.start("crawl", shop.url, "--rate", 8) as running:
        running.until(lambda: bool(query(xunlu.db, "select 1 from pages")))
        running.process.kill()
        running.process.wait(30)
    both(xunlu, 111, "crawl", shop.url, "--one-page", code=2)
    xunlu("crawl", shop.url, "--one-page", "--fresh")
    assert query(xunlu.db, "select mode, status from runs") == [("spider", "interrupted"), ("page", "partial")]


def test_a_page_that_is_no_page_is_an_error_in_every_mode(xunlu, shop):
    shop.answers |= {"/": Reply(page("没有"), 404), "/a": Reply("", 410), "/alone": Reply("x", type="text/plain")}
    assert "404" in both(xunlu, 205, "crawl", shop.url, "--one-page", code=3)[0]
    assert f"{shop.url}a answered: 410" in both(xunlu, 205, "crawl", shop.url, "--sitemap-only", code=3)[0]
