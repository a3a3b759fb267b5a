"""Which URLs belong to a crawl, and how they are written: subdomains, folders, hosts, parameters, slashes, session ids."""

import pytest

from tests.e2e.modes import configure, last, pages, robots, sitemap
from tests.e2e.program import number, query
from tests.e2e.tiny import Reply, TinySite, moved, page

NAMES = ("shop.test", "img.shop.test", "m.shop.test", "www.shop.test", "other.test", "notshop.test")


class Names(TinySite):
    """Plays all hosts, as the proxy through which they are reached: no name has to resolve. Answers by host and path."""

    def reply(self, path, headers):
        return super().reply(path.removeprefix("http://"), headers)

    def of(self, host):
        """Pages asked for on a host, each once; robots.txt and other probes left out."""
        found = [one.removeprefix(host) for one in self.paths() if one.startswith(f"{host}/")]
        beside = ("/robots.txt", "/sitemap", "/llms", "/xunlu-", "/favicon", "/index", "/default", "/home")
        return sorted({path for path in found if not path.startswith(beside)})

    def asked_for_robots(self):
        return [one.path.removesuffix("/robots.txt") for one in self.asked if one.path.endswith("/robots.txt")]


@pytest.fixture
def web():
    answers = {
        "shop.test/": page("首页", "/a", "http://img.shop.test/1", "http://m.shop.test/", "http://other.test/x", "http://notshop.test/", "http://img.shop.test/2"),
        "shop.test/a": page("甲"), "img.shop.test/1": page("图", "/3", "http://shop.test/b"), "img.shop.test/2": page("图二"),
        "img.shop.test/3": page("图三"), "m.shop.test/": page("手机", "/no", "/yes"), "m.shop.test/yes": page("好"), "m.shop.test/no": page("不"),
        "shop.test/b": page("乙"), "other.test/x": page("外"), "notshop.test/": page("外"),
        "m.shop.test/robots.txt": robots("User-agent: *\nDisallow: /no\nCrawl-delay: 0.3\n"),
    }  # fmt: skip
    with Names(answers) as server:
        yield server


def through(xunlu, web, *starts, crawl="", **more):
    configure(xunlu, *starts, crawl=f"rate = 200\n{crawl}", top=f'[http]\nproxy = "http://{web.host}"', **more)


# -- hosts ---------------------------------------------------------------------------------------


def test_subdomains_belong_to_it_each_with_its_own_robots_txt(xunlu, web):
    through(xunlu, web, "http://shop.test/", crawl='within = "subdomains"')
    xunlu("crawl", "shop")
    assert web.of("shop.test") == ["/", "/a", "/b"]
    assert web.of("img.shop.test") == ["/1", "/2", "/3"]
    assert web.of("m.shop.test") == ["/", "/yes"]
    assert web.of("other.test") == web.of("notshop.test") == []
    assert sorted(web.asked_for_robots()) == ["img.shop.test", "m.shop.test", "shop.test", "www.shop.test"]
    assert last(xunlu) == ("complete", "finished")
    states = dict(
        query(xunlu.db, "select u.url, f.reason from frontier f join urls u using (url_id) where f.state = 4")
    )
    assert states == {"http://m.shop.test/no": "robots"}
    hosts = {host for (host,) in query(xunlu.db, "select h.host from run_hosts join hosts h using (host_id)")}
    assert hosts == {"shop.test", "www.shop.test", "img.shop.test", "m.shop.test"}
    times = web.times("m.shop.test/", "m.shop.test/yes")
    assert times[1] - times[0] >= 0.25
    assert number(xunlu.db, "select count(*) from v_links where internal and target like 'http://img.shop.test/%'") >= 3


def test_without_it_other_hosts_stay_outside(xunlu, web):
    through(xunlu, web, "http://shop.test/")
    xunlu("crawl", "shop")
    assert web.of("shop.test") == ["/", "/a"]
    assert web.of("img.shop.test") == web.of("m.shop.test") == []


def test_hosts_that_are_named_belong_to_it(xunlu, web):
    through(xunlu, web, "http://shop.test/", crawl='hosts = ["img.shop.test"]')
    xunlu("crawl", "shop")
    assert web.of("img.shop.test") == ["/1", "/2", "/3"]
    assert web.of("shop.test") == ["/", "/a", "/b"]
    assert web.of("m.shop.test") == []


def test_a_subdomain_that_does_not_answer_holds_nothing_up(xunlu, web):
    for path in ("img.shop.test/robots.txt", "m.shop.test/robots.txt"):
        web.answers[path] = Reply("", 503)
    through(xunlu, web, "http://shop.test/", crawl='within = "subdomains"')
    xunlu("crawl", "shop")
    assert web.of("img.shop.test") == web.of("m.shop.test") == []
    assert web.of("shop.test") == ["/", "/a"]
    assert last(xunlu) == ("complete", "finished")


def test_a_start_on_a_subdomain_takes_in_the_domain(xunlu):
    """Which needs a suffix that is known; nobody is asked, for the proxy answers."""
    answers = {
        "img.shop.com.cn/": page("图", "http://www.shop.com.cn/a", "http://other.com.cn/"),
        "www.shop.com.cn/a": page("甲"),
    }
    with Names({**answers, "other.com.cn/": page("外")}) as web:
        through(xunlu, web, "http://img.shop.com.cn/", crawl='within = "subdomains"')
        xunlu("crawl", "shop")
        assert web.of("www.shop.com.cn") == ["/a"] and web.of("other.com.cn") == []


def test_a_crawl_of_subdomains_goes_on_where_it_was(xunlu, web):
    through(xunlu, web, "http://shop.test/", crawl='within = "subdomains"\nconcurrency = 1')
    path = xunlu.folder / "xunlu.toml"
    path.write_text(path.read_text("utf-8").replace("rate = 200", "rate = 8"), "utf-8")
    with xunlu.start("crawl", "shop") as running:
        running.until(lambda: len(web.of("img.shop.test")) > 0 and number(xunlu.db, "select count(*) from pages") > 2)
        running.process.kill()
        running.process.wait(30)
    xunlu("crawl", "shop")
    assert query(xunlu.db, "select status from runs") == [("complete",)]
    assert number(xunlu.db, "select count(*) from pages where error is null") == 8
    assert web.of("m.shop.test").count("/no") == 0


def test_a_stop_while_a_host_is_asked_for_its_rules(xunlu, web):
    web.answers["img.shop.test/robots.txt"] = Reply("", 404, wait=20)
    web.answers["m.shop.test/robots.txt"] = Reply("", 404, wait=20)
    through(xunlu, web, "http://shop.test/", crawl='within = "subdomains"')
    with xunlu.start("crawl", "shop") as running:
        running.until(lambda: "/a" in web.of("shop.test") and len(web.asked_for_robots()) == 4)
        running.process.terminate()
        result = running.end()
    assert result.code == 143
    assert "Task was destroyed" not in result.err
    assert last(xunlu) == ("interrupted", "terminated")


# -- folders -------------------------------------------------------------------------------------

FOLDER = {
    "/zh/": page("首页", "/zh/a", "/en/", "/", "/zh/b/c", "/zhx"), "/zh/a": page("甲", "/zh"), "/zh/b/c": page("丙"),
    "/en/": page("home"), "/": page("root"), "/zhx": page("x"), "/zh": moved("/zh/"),
}  # fmt: skip


@pytest.mark.parametrize("start", ["zh/", "zh/index.html"])
def test_a_folder(xunlu, start):
    with TinySite({**FOLDER, "/zh/index.html": FOLDER["/zh/"]}) as site:
        xunlu("crawl", f"{site.url}{start}", "--within", "folder")
        assert not {"/", "/en/", "/zhx"} & set(site.paths())
    assert set(pages(xunlu)) == {f"/{start}", "/zh", "/zh/", "/zh/a", "/zh/b/c"}


def test_a_start_without_its_slash_is_a_page_of_the_folder_above(xunlu):
    with TinySite(FOLDER) as site:
        xunlu("crawl", f"{site.url}zh/a", "--within", "folder", "--max-pages", 50)
        assert "/en/" not in site.paths() and "/zh/" in site.paths()


# -- parameters ----------------------------------------------------------------------------------


def test_parameters_that_are_ignored_stripped_and_sorted(xunlu):
    links = ("/a?sort=price", "/a?b=2&a=1", "/a?a=1&b=2", "/a?from=mail", "/a?filter_color=1&x=2", "/a?x=2&from=1")
    answers = {"/": page("首页", *links), "/a": page("甲"), "/a?a=1&b=2": page("乙"), "/a?x=2": page("丙")}
    with TinySite(answers) as site:
        configure(
            xunlu, site.url, crawl='ignore_params = ["sort", "filter_*"]\nstrip_params = ["from"]\nsort_params = true'
        )
        xunlu("crawl", "shop")
        assert sorted(site.paths()) == sorted(answers)


def test_what_is_stripped_by_default_and_what_is_not(xunlu):
    with TinySite({"/": page("首页", "/a?utm_source=x&spm=1", "/a?gclid=1", "/a?fbclid=1", "/a?sort=1"), "*": page("页")}) as site:  # fmt: skip
        xunlu("crawl", site.url)
        assert sorted(site.paths()) == ["/", "/a", "/a?sort=1"]
        configure(xunlu, site.url, crawl="strip_params = []")
        site.asked.clear()
        xunlu("crawl", "shop", "--fresh")
        assert len(site.paths()) == 5


# -- slashes -------------------------------------------------------------------------------------


def test_a_slash_is_taken_away_and_a_server_that_wants_it_gets_it(xunlu):
    answers = {
        "/": page("首页", "/zh/", "/zh", "/plain/"), "/zh": moved("/zh/"), "/zh/": page("中文", "tea.html", "?p=2", "../up"),
        "/zh/tea.html": page("茶"), "/zh?p=2": moved("/zh/?p=2"), "/zh/?p=2": page("第二页"), "/up": page("上"), "/plain": page("平"),
    }  # fmt: skip
    with TinySite(answers) as site:
        configure(xunlu, site.url, crawl='trailing_slash = "remove"')
        xunlu("run", "shop")
        assert "/plain/" not in site.paths()
        assert site.paths().count("/zh") == site.paths().count("/zh/") == 1
    found = pages(xunlu, "status, title")
    assert found == {
        "/": (200, "首页"), "/zh": (200, "中文"), "/zh/tea.html": (200, "茶"), "/zh?p=2": (200, "第二页"), "/up": (200, "上"),
        "/plain": (200, "平"),
    }  # fmt: skip
    assert last(xunlu) == ("complete", "finished")
    assert query(xunlu.db, "select count(*) from v_redirects") == [(0,)]


def test_a_slash_is_added_and_a_server_that_does_not_want_it_is_heeded(xunlu):
    answers = {"/": page("首页", "/zh", "/bare", "/file.html"), "/zh/": page("中文", "tea"), "/zh/tea/": page("茶"), "/bare/": moved("/bare"), "/bare": page("光", "next"), "/next/": page("下"), "/file.html": page("文件")}  # fmt: skip
    with TinySite(answers) as site:
        configure(xunlu, site.url, crawl='trailing_slash = "add"')
        xunlu("crawl", "shop")
    assert pages(xunlu) == dict.fromkeys(("/", "/zh/", "/zh/tea/", "/bare/", "/next/", "/file.html"), 200)


def test_a_start_url_in_another_form_than_the_sites(xunlu):
    answers = {"/zh": moved("/zh/"), "/zh/": page("中文", "a"), "/zh/a": page("甲"), "/en/": page("en")}
    with TinySite(answers) as site:
        configure(xunlu, f"{site.url}zh/", crawl='trailing_slash = "remove"\nwithin = "folder"')
        xunlu("crawl", "shop")
    assert pages(xunlu) == {"/zh": 200, "/zh/a": 200}


def test_a_server_that_goes_back_and_forth_is_a_loop_that_ends(xunlu):
    with TinySite({"/": page("首页", "/x"), "/x": moved("/x/"), "/x/": moved("/x")}) as site:
        configure(xunlu, site.url, crawl='trailing_slash = "remove"')
        xunlu("run", "shop")
        assert site.paths().count("/x") + site.paths().count("/x/") <= 3
    assert pages(xunlu, "status, redirect_to")["/x"] == (301, f"{site.url}x")
    assert query(xunlu.db, "select count(*) from v_findings where check_id = 'redirect-loop'") == [(1,)]


def test_max_pages_is_exact_although_addresses_are_asked_for_twice(xunlu):
    answers = {"/": page("首页", *(f"/{n}" for n in range(20)))}
    for n in range(20):
        answers |= {f"/{n}": moved(f"/{n}/"), f"/{n}/": page(f"{n}")}
    with TinySite(answers) as site:
        configure(xunlu, site.url, crawl='trailing_slash = "remove"\nmax_pages = 8')
        xunlu("crawl", "shop")
    assert list(pages(xunlu).values()) == [200] * 8


def test_killed_between_the_two_addresses_it_is_still_one_page(xunlu):
    answers = {"/": page("首页", *(f"/{n}" for n in range(30)))}
    for n in range(30):
        answers |= {f"/{n}": moved(f"/{n}/"), f"/{n}/": page(f"{n}")}
    with TinySite(answers) as site:
        configure(xunlu, site.url, crawl='trailing_slash = "remove"\nrate = 25\nconcurrency = 2')
        with xunlu.start("crawl", "shop") as running:
            running.until(lambda: len(site.paths()) > 12)
            running.process.kill()
            running.process.wait(30)
        xunlu("crawl", "shop")
    assert list(pages(xunlu).values()) == [200] * 31


# -- session ids ---------------------------------------------------------------------------------


def test_a_server_that_gives_each_visitor_a_number_loses_no_page(xunlu):
    class Numbering(TinySite):
        """Every address without a session id leads to one; a page links with its id."""

        count = 0

        def reply(self, path, headers):
            place, _, query = path.partition("?")
            answer = super().reply(path, headers)
            if place not in ("/", "/a", "/b"):
                return answer
            if "PHPSESSID=" not in query:
                self.count += 1
                return moved(f"{place}?PHPSESSID={self.count:032x}", 302)
            return Reply(page(place, *(f"{one}?{query}" for one in ("/", "/a", "/b"))))

    with Numbering({}) as site:
        xunlu("run", site.url)
        assert len([path for path in site.paths() if path.partition("?")[0] in ("/", "/a", "/b")]) == 6
    assert pages(xunlu, "status, title") == {"/": (200, "/"), "/a": (200, "/a"), "/b": (200, "/b")}
    assert last(xunlu) == ("complete", "finished")
    assert query(xunlu.db, "select count(*) from urls where url like '%PHPSESSID%'") == [(0,)]


def test_a_server_that_never_has_enough_of_numbers_is_a_loop_that_ends(xunlu):
    class Endless(TinySite):
        count = 0

        def reply(self, path, headers):
            self.count += 1
            answer = super().reply(path, headers)
            return moved(f"/?PHPSESSID={self.count:032x}", 302) if path.partition("?")[0] == "/" else answer

    with Endless({}) as site:
        result = xunlu("crawl", site.url, code=3)
        assert (
            len([path for path in site.paths() if path.startswith(("/?", "/")) and path.partition("?")[0] == "/"]) <= 3
        )
    assert "XE-205" in result.err


# -- robots and sitemaps in the form of the site -------------------------------------------------


def test_a_sitemap_in_another_form_is_read_in_the_sites(xunlu):
    with TinySite({"/": page("首页"), "/a": page("甲"), "/b": page("乙")}) as site:
        site.answers["/sitemap.xml"] = sitemap(
            f"{site.url}a/", f"{site.url}b?spm=1", f"{site.url}a", f"{site.url}c?x=1"
        )
        configure(xunlu, site.url, crawl='trailing_slash = "remove"\nignore_params = ["x"]')
        xunlu("crawl", "shop")
        assert sorted(site.paths()) == ["/", "/a", "/b"]
    assert pages(xunlu, "in_sitemap") == {"/": 0, "/a": 1, "/b": 1}
