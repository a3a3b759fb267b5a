"""`sample = "template"`: what a limit leaves shows every kind of page that a site has."""

import re
from collections import Counter

import pytest

from tests.e2e.modes import configure, last, pages, sitemap
from tests.e2e.program import number
from tests.e2e.tiny import TinySite, page

PRODUCTS, CATEGORIES, ARTICLES = 300, 5, 3


def shop():
    """Products come first on every page; articles are two clicks away, behind the last category."""
    products = [f"/p/tea-{n}.html" for n in range(PRODUCTS)]
    categories = [f"/c/{n}/" for n in range(CATEGORIES)]
    articles = [f"/guide/{name}" for name in ("brew", "store", "choose")]
    answers = {"/": page("首页", *products[:120], *categories, "/about", "/news/2026/11/24/opening")}
    answers |= {path: page(path, *products[n * 60 : n * 60 + 60]) for n, path in enumerate(categories)}
    answers[categories[-1]] = page("末", *products[240:], "/guide/")
    answers |= {path: page(path, *products[:20]) for path in products}
    answers |= {"/guide/": page("指南", *articles), **{path: page(path) for path in articles}}
    return answers | {"/about": page("关于"), "/news/2026/11/24/opening": page("开业")}


def kinds(paths):
    return Counter(re.sub(r"\d+|tea-\d+|brew|store|choose", "*", path) for path in paths)


def crawled(xunlu, *words):
    with TinySite(shop()) as site:
        xunlu("crawl", site.url, "--max-pages", 30, *words)
    return kinds(pages(xunlu))


@pytest.mark.parametrize("concurrency", [1, 4, 16])
def test_every_template_is_seen(xunlu, concurrency):
    found = crawled(xunlu, "--sample", "template", "--concurrency", concurrency)
    assert sum(found.values()) == 30
    assert found["/"] == found["/about"] == found["/guide/"] == found["/news/*/*/*/opening"] == 1
    assert found["/c/*/"] == CATEGORIES
    assert found["/guide/*"] >= 2
    assert last(xunlu) == ("partial", "max-pages")


def test_breadth_takes_what_comes_first(xunlu):
    found = crawled(xunlu, "--concurrency", 1)
    assert found == {"/": 1, "/p/*.html": 29}


def test_without_a_limit_both_are_the_whole_site(xunlu):
    with TinySite(shop()) as site:
        xunlu("crawl", site.url, "--sample", "template")
        first = pages(xunlu)
        xunlu("crawl", site.url)
        assert pages(xunlu) == first
    assert len(first) == PRODUCTS + CATEGORIES + ARTICLES + 4


@pytest.mark.parametrize("given", ["", 'sample = "template"\n'])
def test_rivals_are_sampled_whether_it_is_written_or_not(xunlu, given):
    with TinySite(shop()) as site:
        configure(xunlu, site.url, crawl=f"{given}max_pages = 30", site='role = "competitor"')
        xunlu("crawl", "shop")
    assert kinds(pages(xunlu))["/c/*/"] == CATEGORIES


def test_an_interrupted_sample_goes_on_as_one(xunlu):
    with TinySite(shop()) as site:
        words = ("crawl", site.url, "--sample", "template", "--max-pages", 30, "--concurrency", 1)
        with xunlu.start(*words, "--rate", 20) as running:
            running.until(lambda: number(xunlu.db, "select count(*) from pages") > 4)
            running.process.kill()
            running.process.wait(30)
        xunlu(*words)
    found = kinds(pages(xunlu))
    assert sum(found.values()) == 30
    assert found["/c/*/"] == CATEGORIES and found["/guide/"] == 1


def test_urls_of_a_sitemap_are_spread_too(xunlu):
    with TinySite(shop()) as site:
        paths = [*(f"/p/tea-{n}.html" for n in range(100)), *(f"/c/{n}/" for n in range(5)), "/guide/brew"]
        site.answers["/sitemap.xml"] = sitemap(*(site.url + path.lstrip("/") for path in paths))
        xunlu("crawl", site.url, "--sitemap-only", "--sample", "template", "--max-pages", 20)
    assert set(kinds(pages(xunlu))) == {"/p/*.html", "/c/*/", "/guide/*"}
