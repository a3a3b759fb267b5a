"""Breadth first, links before sitemaps: what a limit leaves is the part of the site that visitors reach first."""

from functools import partial

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.program import query


def test_a_limited_crawl_takes_what_is_linked_nearest(xunlu):
    with ShopServer(partial(make_shop, pages=200, clean=True)) as server:
        xunlu("crawl", server.url, "--max-pages", "40")
        states = query(xunlu.db, "select state, source, depth from frontier")
        done = [(source, depth) for state, source, depth in states if state == 2]
        assert len(done) == 40
        assert {source for source, _ in done} == {0}  # the sitemap names every page, none was taken from there
        assert max(depth for _, depth in done) == 1


def test_depth_while_crawling_is_click_depth(xunlu):
    with ShopServer(partial(make_shop, pages=200, clean=True)) as server:
        xunlu("crawl", server.url)
        xunlu("links")
        different = query(
            xunlu.db,
            "select u.url, f.depth, g.depth from frontier f join urls u using (url_id)"
            " join page_graph g on g.run_id = f.run_id and g.url_id = f.url_id where f.depth is not g.depth",
        )
        assert different == []
