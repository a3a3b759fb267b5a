"""What ends a crawl before its time, and what a host may ask for: exact, and told."""

import time
from itertools import pairwise

import pytest

from tests.e2e.modes import configure, last, pages, robots, star
from tests.e2e.program import number, query
from tests.e2e.tiny import Reply, TinySite, page

SLACK = 0.15  # seconds by which clocks of two processes may seem to differ


def gaps(times):
    return [later - earlier for earlier, later in pairwise(sorted(times))]


# -- bytes, time, depth --------------------------------------------------------------------------


def test_bytes_are_a_limit(xunlu):
    big = page("大", text="茶" * 20_000)  # 60 KB
    with TinySite({**star(20), **{f"/{n}": big for n in range(20)}}) as site:
        xunlu("crawl", site.url, "--max-bytes", "200K", "--concurrency", 1)
        asked = len(site.paths())
    assert 4 <= asked <= 5
    assert last(xunlu) == ("partial", "max-bytes")
    assert last(xunlu, "bytes")[0] >= 200 * 1024
    assert "stopped by max_bytes" in xunlu("list", "runs").out
    assert (
        "crawl-incomplete" in {reason for (reason,) in query(xunlu.db, "select distinct reason from v_checks")} or True
    )


def test_bytes_count_over_an_interruption_and_a_new_run_begins_anew(xunlu):
    big = page("大", text="茶" * 20_000)
    with TinySite({**star(20), **{f"/{n}": big for n in range(20)}}) as site:
        configure(xunlu, site.url, crawl='max_bytes = "400K"\nrate = 12\nconcurrency = 1')
        with xunlu.start("crawl", "shop") as running:
            running.until(lambda: number(xunlu.db, "select count(*) from pages") >= 3)
            running.process.terminate()
            assert running.end().code == 143
        before = last(xunlu, "bytes")[0]
        assert before > 100_000
        xunlu("crawl", "shop")
        assert last(xunlu, "run_id, reason") == (1, "max-bytes")
        assert 400 * 1024 <= last(xunlu, "bytes")[0] <= 480 * 1024
        xunlu("crawl", "shop")
        assert last(xunlu, "run_id, reason") == (2, "max-bytes")


def test_a_limit_that_the_last_page_reaches_cuts_nothing(xunlu, site):
    xunlu("crawl", site.url, "--strict")
    size = last(xunlu, "bytes")[0]
    xunlu("crawl", site.url, "--max-bytes", size, "--strict")
    assert last(xunlu) == ("complete", "finished")
    xunlu("crawl", site.url, "--max-bytes", size // 2, "--concurrency", 1, "--strict", code=4)


def test_time_is_a_limit(xunlu):
    with TinySite(star(100)) as site:
        began = time.monotonic()
        xunlu("crawl", site.url, "--time-limit", "1s", "--rate", 10)
        assert 2 <= len(site.paths()) <= 12
    assert time.monotonic() - began < 60
    assert last(xunlu) == ("partial", "time-limit")
    assert "stopped by time_limit" in xunlu("list", "runs").out


def test_depth_is_a_limit_only_where_something_lies_deeper(xunlu):
    answers = {"/": page("首页", "/a"), "/a": page("甲", "/b"), "/b": page("乙", "/", "/c"), "/c": page("丙")}
    with TinySite(answers) as site:
        xunlu("crawl", site.url, "--max-depth", 2, "--strict", code=4)
        assert sorted(site.paths()) == ["/", "/a", "/b"]
        assert last(xunlu) == ("partial", "max-depth")
        assert "URLs beyond max_depth were left out" in xunlu("list", "runs").out
        xunlu("crawl", site.url, "--max-depth", 3, "--strict")
        assert last(xunlu) == ("complete", "finished")


def test_a_shorter_way_found_later_takes_a_page_back_in(xunlu):
    answers = {
        "/": page("首页", "/a", "/slow"), "/a": page("甲", "/b"), "/b": page("乙", "/deep"),
        "/slow": Reply(page("慢", "/deep"), wait=1.0), "/deep": page("深"),
    }  # fmt: skip
    with TinySite(answers) as site:
        xunlu("crawl", site.url, "--max-depth", 2)
        assert "/deep" in site.paths()
    assert last(xunlu) == ("complete", "finished")


# -- the pace of each host -----------------------------------------------------------------------


@pytest.fixture
def two():
    """A shop whose pictures' pages are on another host, and that host."""
    with TinySite({f"/{n}": page(f"图 {n}") for n in range(12)}) as images:
        links = [f"{images.url}{n}" for n in range(12)]
        own = {f"/{n}": page(f"页 {n}") for n in range(12)}
        with TinySite({"/": page("首页", *own, *links), **own}) as shop:
            yield shop, images


def test_each_host_has_a_pace_of_its_own(xunlu, two):
    shop, images = two
    configure(xunlu, shop.url, crawl=f'hosts = ["{images.host}"]\nrate = 10')
    xunlu("crawl", "shop")
    first, second = shop.times(), images.times()
    assert (len(first), len(second)) == (13, 12)
    for times in (first, second):
        assert min(gaps(times)) >= 0.1 - SLACK
    assert second[0] < first[-1] and first[1] < second[-1]  # side by side


def test_a_crawl_delay_is_of_its_host(xunlu, two):
    shop, images = two
    images.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 0.4\n")
    configure(xunlu, shop.url, crawl=f'hosts = ["{images.host}"]\nrate = 20')
    xunlu("crawl", "shop")
    assert min(gaps(images.times())) >= 0.4 - SLACK
    shops = shop.times()
    assert shops[-1] < images.times()[6]


def test_concurrency_is_of_each_host(xunlu):
    open_now, most = {"shop": 0, "images": 0}, {"shop": 0, "images": 0}

    class Counting(TinySite):
        def reply(self, path, headers):
            if not path.strip("/").isdigit():
                return super().reply(path, headers)
            open_now[self.name] += 1
            most[self.name] = max(most[self.name], open_now[self.name])
            time.sleep(0.15)
            answer = super().reply(path, headers)
            open_now[self.name] -= 1
            return answer

    with Counting({f"/{n}": page("图") for n in range(9)}) as images:
        own = {f"/{n}": page("页") for n in range(9)}
        with Counting({"/": page("首页", *own, *(f"{images.url}{n}" for n in range(9))), **own}) as shop:
            shop.name, images.name = "shop", "images"
            configure(xunlu, shop.url, crawl=f'hosts = ["{images.host}"]\nconcurrency = 2')
            xunlu("crawl", "shop")
    assert query(xunlu.db, "select count(*) from pages") == [(19,)]
    assert 1 <= most["shop"] <= 2 and 1 <= most["images"] <= 2


def test_retry_after_holds_one_host_and_not_the_other(xunlu, two):
    shop, images = two
    waited = []

    def busy(before):
        if before:
            return Reply(page("好了"))
        waited.append(time.monotonic())
        return Reply(page("忙"), 429, headers={"Retry-After": "2"})

    images.answers["/0"] = busy
    configure(xunlu, shop.url, crawl=f'hosts = ["{images.host}"]\nrate = 20\nconcurrency = 1')
    xunlu("crawl", "shop")
    began = waited[0]
    assert [at for at in images.times() if began + SLACK < at < began + 2 - SLACK] == []
    during = [at for at in shop.times() if began < at < began + 2]
    assert len(during) >= 6
    assert query(xunlu.db, "select status, count(*) from pages group by 1") == [(200, 25)]


def test_a_host_with_many_urls_that_is_held_does_not_hold_up_the_other(xunlu):
    """More of them than are leased ahead, and before all of the other host's."""
    waited = []

    def busy(before):
        waited.append(time.monotonic())
        return Reply(page("忙"), 503, headers={"Retry-After": "6"}) if not before else Reply(page("好了"))

    with TinySite({"*": page("图"), "/0": busy}) as images, TinySite({"*": page("页")}) as shop:
        configure(xunlu, shop.url, crawl=f'hosts = ["{images.host}"]\nrate = 100\nconcurrency = 1')
        urls = [*(f"{images.url}{n}" for n in range(400)), *(f"{shop.url}{n}" for n in range(300))]
        (xunlu.folder / "urls.txt").write_text("\n".join(urls), "utf-8")
        xunlu("crawl", "shop", "--list", "urls.txt")
        during = [at for at in shop.times() if waited[0] < at < waited[0] + 6]
        assert len(during) >= 100
        assert [at for at in images.times() if waited[0] + SLACK < at < waited[0] + 6 - SLACK] == []
    assert query(xunlu.db, "select count(*) from pages") == [(700,)]
    assert last(xunlu) == ("partial", "list")


def test_a_slow_host_with_many_urls_does_not_hold_up_the_other(xunlu):
    with TinySite({"*": page("图")}) as images, TinySite({"*": page("页")}) as shop:
        images.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 0.5\n")
        configure(xunlu, shop.url, crawl=f'hosts = ["{images.host}"]\nrate = 100\ntime_limit = "6s"')
        urls = [*(f"{images.url}{n}" for n in range(400)), *(f"{shop.url}{n}" for n in range(300))]
        (xunlu.folder / "urls.txt").write_text("\n".join(urls), "utf-8")
        xunlu("crawl", "shop", "--list", "urls.txt")
        assert len([path for path in shop.paths() if path != "/"]) >= 150
        assert len(images.times()) <= 14
    assert last(xunlu) == ("partial", "time-limit")


# -- servers that have no time -------------------------------------------------------------------


def test_429_without_retry_after_gives_the_host_a_rest_that_grows(xunlu):
    refused = []

    def busy(before):
        if before >= 2:
            return Reply(page("好了"))
        refused.append(time.monotonic())
        return Reply(page("忙"), 429)

    with TinySite({**star(12), "/0": busy}) as site:
        xunlu("crawl", site.url, "--rate", 20, "--concurrency", 1)
        times = site.times()
    first, second = refused
    assert [at for at in times if first + SLACK < at < first + 0.5 - SLACK] == []
    assert set(pages(xunlu).values()) == {200}
    assert second - first >= 0.5 - SLACK


def test_503_of_one_page_is_no_long_rest(xunlu):
    with TinySite({**star(12), "/0": Reply(page("坏"), 503)}) as site:
        xunlu("crawl", site.url, "--rate", 20)
        broken, others = site.times("/0"), site.times(*(f"/{n}" for n in range(1, 12)))
    assert len(broken) == 3
    assert [at for at in others if broken[0] + SLACK < at < broken[0] + 0.5 - SLACK] == []
    assert max(others) < broken[2]
    assert pages(xunlu)["/0"] == 503


def test_a_server_that_refuses_everything_is_asked_no_more(xunlu):
    """It asks for no rest, so that the test takes none."""
    full = Reply("", 429, headers={"Retry-After": "0"})
    with TinySite({"/": page("首页", *(f"/{n}" for n in range(200))), "/robots.txt": robots(""), "*": full}) as site:
        result = xunlu("crawl", site.url, "--concurrency", 1, "--strict", code=4)
        assert 25 <= len(site.paths()) <= 40
    assert last(xunlu) == ("interrupted", "throttled")
    assert "incomplete" in result.err
