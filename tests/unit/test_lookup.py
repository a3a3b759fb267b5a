"""The URL a person means is found however it is written; an unknown one is refused naming its neighbours."""

import pytest

from configs.errors import SettingsError
from crawler.lookup import find_url
from crawler.offline import load_site
from crawler.store import open_store

PAGE = "<html lang=zh><title>茶</title><h1>茶</h1><a href='/商品/紫砂壶.html?颜色=红'>壶</a><a href='/list/'>列表</a><a href='/%C4%BF%C2%BC/%BA%F8.html'>目录</a></html>"
POT = "https://example.com/%E5%95%86%E5%93%81/%E7%B4%AB%E7%A0%82%E5%A3%B6.html?%E9%A2%9C%E8%89%B2=%E7%BA%A2"


@pytest.fixture
def crawled(tmp_path):
    with open_store(tmp_path / "a.db", create=True) as store:
        first = load_site(store, {"/": PAGE, "/list/": PAGE, "/only-old": PAGE})
        run_id = load_site(store, {"/": PAGE, "/list/": PAGE})
        yield store, run_id, first


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://example.com/", "https://example.com/"),
        ("/", "https://example.com/"),
        ("example.com", "https://example.com/"),
        ("list", "https://example.com/list/"),
        ("/list", "https://example.com/list/"),
        ("https://example.com/list#top", "https://example.com/list/"),
        ("/商品/紫砂壶.html?颜色=红", POT),
        (POT, POT),
        ("/目录/壶.html", "https://example.com/%C4%BF%C2%BC/%BA%F8.html"),  # of a shop that writes its addresses in GBK
        (POT.removeprefix("https://example.com").lower(), POT),
    ],
)
def test_url_is_found_however_it_is_written(crawled, text, url):
    store, run_id, _ = crawled
    assert find_url(store, run_id, text)[1] == url


def test_url_of_another_run_is_not_known(crawled):
    store, run_id, first = crawled
    assert find_url(store, first, "/only-old")[1] == "https://example.com/only-old"
    with pytest.raises(SettingsError, match="/only-old"):
        find_url(store, run_id, "/only-old")


def test_unknown_url_names_its_neighbours(crawled):
    store, run_id, _ = crawled
    with pytest.raises(SettingsError) as caught:
        find_url(store, run_id, "/lisst/")
    assert caught.value.number == 121
    assert "/list/" in caught.value.rows[-1][1].en
