"""`robots = "ignore-own"`: only where a site itself says that it is one's own, host by host."""

import pytest

from tests.e2e.modes import configure, last, pages, robots
from tests.e2e.program import both
from tests.e2e.tiny import Reply, TinySite, moved, page

CLOSED = robots("User-agent: *\nDisallow: /\n")
PROOF = "/.well-known/xunlu-verify.txt"


def proof(host):
    return Reply(f"# our own\nXunlu-Verify:  {host}\n", type="text/plain")


@pytest.fixture
def shop():
    answers = {"/": page("首页", "/a"), "/a": page("甲"), "/robots.txt": CLOSED}
    with TinySite(answers) as server:
        server.answers["/sitemap.xml"] = Reply(
            f"<urlset><url><loc>{server.url}listed</loc></url></urlset>", type="text/xml"
        )
        server.answers["/listed"] = page("列")
        yield server


def fetched(site):
    return sorted(path for path in site.paths() if not path.startswith("/.well-known"))


def test_a_closed_site_of_ones_own_is_crawled(xunlu, shop):
    shop.answers[PROOF] = proof(shop.host)
    configure(xunlu, shop.url, site='robots = "ignore-own"')
    xunlu("crawl", "shop")
    assert fetched(shop) == ["/", "/a", "/listed"]
    assert last(xunlu) == ("complete", "finished")


@pytest.mark.parametrize(
    "answer",
    [
        None,
        Reply(page("没有")),  # a shop that answers every path
        Reply("xunlu-verify: other.example\n", type="text/plain"),
        Reply("xunlu-verify:\n", type="text/plain"),
        moved("http://127.0.0.1:4/.well-known/xunlu-verify.txt"),
    ],
)
def test_without_proof_nothing_is_crawled(xunlu, shop, answer):
    if answer:
        shop.answers[PROOF] = answer
    configure(xunlu, shop.url, site='robots = "ignore-own"')
    said = xunlu("crawl", "shop", code=3).err
    assert "XE-207" in said and "xunlu-verify" in said and shop.url in said
    assert fetched(shop) == []


def test_an_open_site_without_proof_is_refused_all_the_same(xunlu, shop):
    shop.answers.pop("/robots.txt")
    configure(xunlu, shop.url, site='robots = "ignore-own"')
    both(xunlu, 207, "crawl", "shop", code=3)
    assert "XE-207" in xunlu("crawl", "shop", "--dry-run", code=3).err


def test_another_host_of_the_site_needs_its_own_proof(xunlu, shop):
    shop.answers[PROOF] = proof(shop.host)
    with TinySite({"/x": page("外"), "/robots.txt": CLOSED}) as other:
        shop.answers["/"] = page("首页", "/a", f"{other.url}x")
        configure(xunlu, shop.url, site='robots = "ignore-own"', crawl=f'hosts = ["{other.host}"]')
        xunlu("crawl", "shop")
        assert fetched(other) == [] and "/a" in fetched(shop)
        other.answers[PROOF] = proof(other.host)
        xunlu("crawl", "shop")
        assert fetched(other) == ["/x"]


def test_hosts_of_a_list_are_obeyed(xunlu, shop):
    shop.answers[PROOF] = proof(shop.host)
    with TinySite({"/x": page("外"), "/robots.txt": CLOSED, "/.well-known/": ""}) as other:
        other.answers[PROOF] = proof(other.host)
        (xunlu.folder / "urls.txt").write_text(f"/a\n{other.url}x\n", "utf-8")
        configure(xunlu, shop.url, site='robots = "ignore-own"')
        xunlu("crawl", "shop", "--list", "urls.txt")
        assert fetched(other) == [] and fetched(shop) == ["/a"]


def test_every_start_host_needs_proof(xunlu, shop):
    shop.answers[PROOF] = proof(shop.host)
    with TinySite({"/": page("二")}) as second:
        configure(xunlu, shop.url, second.url, site='robots = "ignore-own"')
        assert second.url in xunlu("crawl", "shop", code=3).err


def test_what_engines_are_told_is_still_judged(xunlu, shop):
    shop.answers[PROOF] = proof(shop.host)
    configure(xunlu, shop.url, site='robots = "ignore-own"')
    xunlu("run", "shop")
    assert set(pages(xunlu, "indexable_reason").values()) == {"disallowed"}


def test_it_is_no_resumption_of_an_obedient_crawl(xunlu, shop):
    shop.answers |= {PROOF: proof(shop.host), "/robots.txt": robots("User-agent: *\nAllow: /\nCrawl-delay: 0.2\n")}
    configure(xunlu, shop.url)
    with xunlu.start("crawl", "shop") as running:
        running.until(lambda: shop.paths() != [])
        running.process.kill()
        running.process.wait(30)
    configure(xunlu, shop.url, site='robots = "ignore-own"')
    both(xunlu, 111, "crawl", "shop", code=2)
