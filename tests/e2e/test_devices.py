"""`--device`: what servers see, two runs of one site, and what they are called."""

from itertools import pairwise

import pytest

from tests.e2e.modes import configure, robots, star
from tests.e2e.program import both, number, query, resume_words
from tests.e2e.tiny import SMALL, Reply, TinySite, page

MOBILE, DESKTOP = " Mobile Safari/", "(Windows NT 10.0; Win64; x64)"


def agents(site):
    """User agents by path, of pages."""
    found = {}
    for one in site.asked:
        if one.path in site.paths():
            found.setdefault(one.path, []).append(one.headers["User-Agent"])
    return found


def runs(xunlu, columns="site, device, status"):
    return query(xunlu.db, f"select {columns} from v_runs order by run_id")


@pytest.mark.parametrize("device", ["any", "desktop", "mobile"])
def test_one_device_is_one_run_under_the_sites_name(xunlu, site, device):
    xunlu("crawl", site.url, "--device", device)
    assert runs(xunlu) == [(site.host, device, "complete")]
    for (agent,) in agents(site).values():
        assert "xunlu/" in agent
        assert (MOBILE in agent) == (device == "mobile") and (DESKTOP in agent) == (device == "desktop")
        assert agent.startswith("xunlu/") == (device == "any")


def test_both_are_two_runs_of_which_the_desktop_is_the_latest(xunlu, site):
    result = xunlu("crawl", site.url, "--device", "both")
    assert runs(xunlu) == [(f"{site.host}-mobile", "mobile", "complete"), (site.host, "desktop", "complete")]
    for found in agents(site).values():
        assert sorted(MOBILE in agent for agent in found) == [False, True]
        assert sorted(DESKTOP in agent for agent in found) == [False, True]
    assert f"{site.host}-mobile: run #1" in result.err and f"{site.host}: run #2" in result.err
    assert query(xunlu.db, "select distinct role from v_runs") == [("target",)]
    xunlu("audit")
    assert query(xunlu.db, "select distinct run_id from v_checks") == [(2,)]


def test_servers_that_answer_by_device_show_in_the_runs(xunlu):
    class Adaptive(TinySite):
        def reply(self, path, headers):
            answer = super().reply(path, headers)
            return Reply(page("手机版", "/m")) if path == "/" and "Mobile" in headers["User-Agent"] else answer

    with Adaptive({"/": page("电脑版", "/d"), "/m": page("手机页"), "/d": page("电脑页")}) as site:
        configure(xunlu, site.url, crawl='device = "both"')
        xunlu("crawl", "shop")
    titles = set(query(xunlu.db, "select site, title from v_pages"))
    assert titles == {("shop-mobile", "手机版"), ("shop-mobile", "手机页"), ("shop", "电脑版"), ("shop", "电脑页")}


def test_robots_txt_is_read_as_xunlus_whatever_the_device(xunlu):
    rules = "User-agent: Mozilla\nDisallow: /\n\nUser-agent: Chrome\nDisallow: /\n\nUser-agent: xunlu\nDisallow: /b\n"
    with TinySite({**SMALL, "/robots.txt": robots(rules)}) as site:
        xunlu("crawl", site.url, "--device", "both")
        assert set(site.paths()) == {"/", "/a", "/c"}


def test_the_role_is_kept(xunlu, site):
    with TinySite(SMALL) as rival:
        xunlu("crawl", site.url, "--competitor", rival.url, "--device", "both")
    found = dict(runs(xunlu, "site, role"))
    assert found == {
        f"{site.host}-mobile": "target", site.host: "target", f"{rival.host}-mobile": "competitor", rival.host: "competitor",
    }  # fmt: skip
    assert runs(xunlu, "site")[-1] == (rival.host,)


def test_a_configured_site_keeps_its_labels_and_types(xunlu, site):
    configure(xunlu, site.url, crawl='device = "both"', site='label = { zh = "茶铺", en = "Tea" }\n[[sites.shop.types]]\nname = "letter"\nmatch = "/?"')  # fmt: skip
    xunlu("crawl")
    assert query(xunlu.db, "select name, label_zh from sites order by site_id") == [
        ("shop-mobile", "茶铺"),
        ("shop", "茶铺"),
    ]
    assert {site for (site,) in query(xunlu.db, "select distinct site from v_runs")} == {"shop", "shop-mobile"}


def test_both_devices_keep_one_pace(xunlu):
    with TinySite(star(8)) as site:
        xunlu("crawl", site.url, "--device", "both", "--rate", 10, "--concurrency", 2)
        times = sorted(site.times(*(f"/{n}" for n in range(8))))
    assert len(times) == 16
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.1 - 0.05
    assert times[-1] - times[0] >= 1.4


def test_a_crawl_delay_and_a_wish_for_peace_count_for_both(xunlu):
    refused = []

    def busy(before):
        if before >= 2:
            return Reply(page("好了"))
        refused.append(before)
        return Reply(page("忙"), 503, headers={"Retry-After": "1"})

    with TinySite({**star(5), "/0": busy, "/robots.txt": robots("User-agent: *\nCrawl-delay: 0.2\n")}) as site:
        xunlu("crawl", site.url, "--device", "both")
        times = sorted(site.times("/", *(f"/{n}" for n in range(5))))
        began = site.times("/0")[0]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.2 - 0.05
    assert [at for at in times if began + 0.05 < at < began + 0.95] == []
    assert [status for (_, _, status) in runs(xunlu)] == ["complete"] * 2


def test_an_interrupted_crawl_of_both_goes_on_as_both(xunlu):
    with TinySite(star(30)) as site:
        words = ("crawl", site.url, "--device", "both", "--rate", 30)
        with xunlu.start(*words) as running:
            running.until(lambda: number(xunlu.db, "select count(*) from pages") > 10)
            running.process.terminate()
            said = running.end()
        assert [status for (_, _, status) in runs(xunlu)] == ["interrupted"] * 2
        result = xunlu.bare(*resume_words(said.err))
        assert result.err.count("going on with the interrupted run") == 2
    assert runs(xunlu, "run_id, status, crawled") == [(1, "complete", 31), (2, "complete", 31)]


def test_another_device_is_no_resumption(xunlu):
    with TinySite(star(30)) as site:
        with xunlu.start("crawl", site.url, "--device", "mobile", "--rate", 10) as running:
            running.until(lambda: number(xunlu.db, "select count(*) from pages") > 2)
            running.process.kill()
            running.process.wait(30)
        both(xunlu, 111, "crawl", site.url, "--device", "desktop", code=2)
        xunlu("crawl", site.url, "--device", "desktop", "--fresh", "--max-pages", 2)
    assert runs(xunlu, "device, status") == [("mobile", "interrupted"), ("desktop", "partial")]


def test_the_whole_job_of_both_writes_two_reports_and_the_desktop_is_the_first(xunlu):
    phone = Reply(page("手机版", "/a"))

    class Adaptive(TinySite):
        def reply(self, path, headers):
            answer = super().reply(path, headers)
            return phone if path == "/" and "Mobile" in headers["User-Agent"] else answer

    with Adaptive({**SMALL, "/": page("电脑版", "/b")}) as site:
        configure(xunlu, site.url)
        result = xunlu("run", "shop", "--device", "both", "-o", "r.html")
        assert result.out.index("shop  run #2") < result.out.index("shop-mobile  run #1")
        assert "Report r.html" in result.out and "Report r-shop-mobile.html" in result.out
        first, second = (xunlu.folder / name for name in ("r.html", "r-shop-mobile.html"))
        assert first.is_file() and second.is_file()
        assert xunlu("compare", "shop-mobile", "shop").code == 0
