"""Names that do not resolve: told as such, tried again so often, and no other host has to wait for them."""

import pytest

from tests.e2e.program import query
from tests.faults.crawling import HTTP, assert_healthy, crawl, site
from tests.faults.server import FaultServer

NOWHERE = "no-such-shop.invalid"


def test_a_host_without_an_address_among_others(tmp_path):
    links = [f"http://{NOWHERE}/a", f"http://{NOWHERE}/b"]
    with FaultServer(site({}, *links)) as server:
        settings = f'{HTTP}[sites.two]\nstart = ["{server.url}"]\n[sites.two.crawl]\nhosts = ["{NOWHERE}"]\n'
        done = crawl(tmp_path, server, name="two", settings=settings)
    assert_healthy(done)
    probes = query(
        done.xunlu.db, "select kind, error from probes where url like ? order by kind", f"http://{NOWHERE}/%"
    )
    assert ("robots", "dns") in probes
    assert {done.rows[link].error for link in links} == {"dns"}
    assert done.seconds < 30


@pytest.mark.parametrize(("lang", "said"), [("en", "the host name does not resolve (DNS)"), ("zh", "找不到这个域名")])
def test_a_start_without_an_address(tmp_path, lang, said):
    class Nobody:
        url = f"http://{NOWHERE}/"

    done = crawl(tmp_path, Nobody(), "--lang", lang, code=3)
    assert "XE-201" in done.result.err
    assert said in done.result.err
    assert done.ended() == ("failed", "unreachable")
