"""`crawl --dry-run`: what a crawl would do, without crawling and without a store."""

import pytest

from tests.e2e.modes import configure, robots, sitemap, star
from tests.e2e.program import both
from tests.e2e.tiny import NOWHERE, SMALL, Reply, TinySite, moved, page

RULES = "User-agent: *\nDisallow: /cart\nCrawl-delay: 0.1\n\nUser-agent: other\nDisallow: /\n"
FIRST = ("/a", "/cart/1", "/old/x", "/a?sort=price", "https://elsewhere.example/b", "/x/x/x/x", "/list/1")
AD = '<a rel="nofollow" href="/ad">广告</a>'


@pytest.fixture
def shop():
    with TinySite({"/": page("首页", *FIRST, text=AD), "/robots.txt": robots(RULES), "*": page("页")}) as server:
        server.answers["/sitemap.xml"] = sitemap(f"{server.url}a", f"{server.url}listed", f"{server.url}cart/2")
        server.answers["/llms.txt"] = Reply("", 404)
        yield server


def decisions(site, text):
    """What is told of each path."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    told = {}
    for line in lines:
        decision, _, url = line.rpartition("  ")
        told["/" + url.removeprefix(site.url) if url.startswith(site.url) else url] = decision
    return told


def test_it_tells_what_becomes_of_each_url_and_why(xunlu, shop):
    configure(xunlu, shop.url, crawl='exclude = ["/old/**"]\nignore_params = ["so*"]')
    result = xunlu("crawl", "shop", "--dry-run")
    assert decisions(shop, result.out) == {
        "/": "fetch",
        "/ad": "nofollow, not followed",
        "/a": "fetch",
        "/cart/1": "disallowed by robots.txt 2: Disallow: /cart",
        "/old/x": "excluded exclude /old/**",
        "/a?sort=price": "excluded ignore_params so*",
        "https://elsewhere.example/b": "other host",
        "/x/x/x/x": "like a trap repeating",
        "/list/1": "fetch",
        "/listed": "fetch",
        "/cart/2": "disallowed by robots.txt 2: Disallow: /cart",
    }
    assert f"robots.txt  {shop.url}robots.txt  200, crawl-delay 0.1 s" in result.out
    assert f"sitemap     {shop.url}sitemap.xml  urlset 3 entries" in result.out
    assert "User-Agent  xunlu/" in result.out
    assert result.err == ""


def test_in_chinese(xunlu, shop):
    configure(xunlu, shop.url, crawl='exclude = ["/old/**"]\nignore_params = ["sort"]')
    out = xunlu("--lang", "zh", "crawl", "shop", "--dry-run").out
    told = decisions(shop, out)
    assert told["/"] == "抓取" and told["/cart/1"] == "robots.txt 禁止 2: Disallow: /cart"
    assert told["/old/x"] == "排除 exclude /old/**" and told["/a?sort=price"] == "排除 ignore_params sort"
    assert told["https://elsewhere.example/b"] == "其他主机" and told["/ad"] == "nofollow，不跟踪"
    assert "crawl-delay 0.1 秒" in out and "urlset 3 条" in out and "前 11 个网址：" in out


def test_nothing_is_stored_and_the_start_page_is_asked_for_once(xunlu, shop):
    before = sorted(path.name for path in xunlu.folder.iterdir())
    xunlu("crawl", shop.url, "--dry-run")
    assert sorted(path.name for path in xunlu.folder.iterdir()) == before
    asked = [one.path for one in shop.asked]
    assert asked[0] == "/robots.txt" and "/a" not in asked and "/list/1" not in asked


def test_an_existing_store_stays_as_it_is(xunlu, site):
    xunlu("crawl", site.url)
    before = xunlu.db.read_bytes()
    assert ": about 4 URLs, as fast as the server answers" in xunlu("crawl", site.url, "--dry-run").out
    assert xunlu.db.read_bytes() == before


@pytest.mark.parametrize(
    ("listed", "words", "said"),
    [
        (2, (), "about 3 URLs, under a minute"),
        (2399, (), "about 2,400 URLs, about 2 min at this rate"),
        (2399, ("--max-pages", 1300), "about 1,300 URLs, about 1 min at this rate"),
        (2399, ("--time-limit", "61s"), "about 2,400 URLs, about 1 min at this rate"),
        (0, ("--max-pages", 73_200), "at most 73,200 URLs, up to 1 h 1 min at this rate"),
        (0, ("--max-pages", 73_200, "--time-limit", "10m"), "at most 73,200 URLs, up to 10 min at this rate"),
    ],
)
def test_the_time_that_it_will_take(xunlu, site, listed, words, said):
    if listed:
        site.answers["/sitemap.xml"] = sitemap(*(f"{site.url}{n}" for n in range(listed)))
    assert said in xunlu("crawl", site.url, "--dry-run", "--rate", 20, *words).out


def test_the_time_of_a_crawl_delay(xunlu, site):
    site.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 0.1\n")
    words = ("crawl", site.url, "--dry-run", "--max-pages", 6000)
    assert "at most 6,000 URLs, up to 10 min at this rate" in xunlu(*words).out
    assert "：最多 6,000 个网址，按限速最长 10 分钟" in xunlu("--lang", "zh", *words).out


def test_two_hosts_are_asked_side_by_side(xunlu, site):
    with TinySite({"/": page("二")}) as other:
        urls = [f"{one.url}{n}" for one in (site, other) for n in range(1200)]
        (xunlu.folder / "urls.txt").write_text("\n".join(urls), "utf-8")
        out = xunlu("crawl", "--list", "urls.txt", "--dry-run", "--rate", 20).out
    assert "about 2,400 URLs, about 1 min at this rate" in out
    assert out.count("robots.txt  http") == 2


def test_max_pages_leaves_the_rest(xunlu):
    with TinySite(star(30)) as site:
        told = decisions(site, xunlu("crawl", site.url, "--dry-run", "--max-pages", 5).out)
    assert len(told) == 20
    assert list(told.values()) == ["fetch"] * 5 + ["beyond max_pages"] * 15


def test_other_modes(xunlu, shop):
    (xunlu.folder / "urls.txt").write_text("/cart/9\n/old/1\n", "utf-8")
    words = ("crawl", shop.url, "--dry-run", "--exclude", "/old/**")
    out = xunlu(*words, "--list", "urls.txt").out
    assert decisions(shop, out) == {"/cart/9": "disallowed by robots.txt 2: Disallow: /cart", "/old/1": "fetch"}
    out = xunlu(*words, "--sitemap-only").out
    assert list(decisions(shop, out)) == ["/a", "/listed", "/cart/2"]
    told = decisions(shop, xunlu(*words, "--one-page").out)
    assert told["/"] == "fetch" and told["/a"] == "links are not followed"


def test_folders_and_includes(xunlu):
    with TinySite({"/zh/": page("首页", "/zh/a", "/en/a", "/zh/b")}) as site:
        words = ("crawl", f"{site.url}zh/", "--dry-run", "--within", "folder")
        told = decisions(site, xunlu(*words, "--include", "/**/a").out)
    assert told == {"/zh/": "fetch", "/zh/a": "fetch", "/en/a": "excluded within", "/zh/b": "excluded include"}


def test_a_start_page_that_moves_or_fails_is_survived(xunlu):
    with TinySite({"/": moved("/neu"), "/neu": page("新", "/a")}) as site:
        assert decisions(site, xunlu("crawl", site.url, "--dry-run").out) == {"/": "fetch", "/a": "fetch"}
        site.answers["/"] = Reply("", 500)
        assert decisions(site, xunlu("crawl", site.url, "--dry-run").out) == {"/": "fetch"}


def test_what_would_fail_fails_with_the_same_error(xunlu, site):
    site.answers["/robots.txt"] = robots("User-agent: xunlu\nDisallow: /\n")
    assert "XE-203" in xunlu("crawl", site.url, "--dry-run", code=3).err
    site.answers["/robots.txt"] = robots("")
    assert "XE-210" in xunlu("crawl", site.url, "--dry-run", "--sitemap-only", code=3).err
    assert "XE-201" in xunlu("crawl", NOWHERE, "--dry-run", code=3).err
    assert not xunlu.db.exists()


def test_a_rival_that_would_fail_is_said_and_left_out(xunlu, site):
    result = xunlu("crawl", site.url, "--competitor", NOWHERE, "--dry-run")
    assert "fetch" in decisions(site, result.out).values()
    assert f"XE-201: cannot reach {NOWHERE}" in result.err
    with TinySite(SMALL) as rival:
        out = xunlu("crawl", site.url, "--competitor", rival.url, "--dry-run").out
    assert site.host in out and rival.host in out


def test_it_is_an_option_of_crawl_only(xunlu, site):
    both(xunlu, 101, "run", site.url, "--dry-run", code=2)
