"""Partners in other languages: what addresses have in common, and which language pages are in."""

import pytest

from audit.partners import language_key, language_of, spoken_in

BASE = "https://shop.cn"


@pytest.mark.parametrize(
    ("word", "language"),
    [("zh", "zh"), ("cn", "zh"), ("zh-CN", "zh"), ("zh_hans", "zh"), ("zh-tw", "zh"), ("chs", "zh"), ("EN", "en"), ("en-us", "en"),
     ("jp", "ja"), ("ja", "ja"), ("en-tea", ""), ("tea", ""), ("us", ""), ("uk", ""), ("in", ""), ("", ""), ("enlightened", "")],
)  # fmt: skip
def test_words_that_name_a_language(word, language):
    assert language_of(word) == language


@pytest.mark.parametrize(
    "addresses",
    [
        ("/tea/1.html", "/en/tea/1.html", "/zh-cn/tea/1.html", "/zh_CN/tea/1.html", "/tea/1.html?lang=en"),
        ("/", "/en/", "/?lang=zh", "/?hl=en-US"),
        ("/tea?a=1", "/en/tea?a=1", "/tea?a=1&lang=en", "/tea?lang=en&a=1"),
        ("/docs/a", "/docs/en/a", "/docs/zh-cn/a"),
        ("/index.html", "/index_en.html", "/index.zh-cn.html", "/index-en.html"),
    ],
)
def test_addresses_of_one_page(addresses):
    assert len({language_key(BASE + one) for one in addresses}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/en/tea", "/zh/coffee"),
        ("/en/tea", "/en/tea/"),
        ("/tea?lang=blue", "/tea"),
        ("/tea?page=2&lang=en", "/tea"),
        ("/us/tea", "/zh/tea"),
    ],
)
def test_addresses_of_different_pages(one, other):
    assert language_key(BASE + one) != language_key(BASE + other)


def test_hosts_may_name_the_language():
    hosts = (
        "https://en.shop.cn/a",
        "http://www.shop.cn/a",
        "https://shop.cn/a",
        "https://zh.shop.cn/a",
        "https://shop.cn/en/a",
    )
    assert {language_key(one) for one in hosts} == {"shop.cn/a"}
    assert language_key("https://en.cn/a") == "en.cn/a"
    assert language_key("https://en.shop.cn:8443/a") == "shop.cn:8443/a"
    assert language_key("http://127.0.0.1/en/a") == "127.0.0.1/a"


@pytest.mark.parametrize(
    ("path", "lang", "written", "language"),
    [
        ("/en/a", "en", "en", "en"),
        ("/en/a", "zh-CN", "en", "en"),  # the template prints one lang for all
        ("/en/a", "zh-CN", "zh", "zh"),  # not translated, and says so
        ("/en/a", "zh-CN", "", "en"),
        ("/en/a", "", "", "en"),
        ("/en/a", "cn", "zh", "en"),  # not a language, so no word against it
        ("/cn/a", "en", "en", "en"),  # a branch
        ("/it/a", "it-IT", "", "it"),
        ("/it/a", "en", "en", ""),  # a department
        ("/a", "zh-Hans", "zh", "zh"),
        ("/a", "yue", "zh", "zh"),
        ("/a", "", "en", "en"),
        ("/a", None, None, ""),
    ],
)
def test_language_of_a_page(path, lang, written, language):
    assert spoken_in(BASE + path, lang, written) == language


@pytest.mark.parametrize(
    "url", ["", "x:", "http://", "http://a/%ff?%00=&lang", "http://a/" + "/" * 999, "http://[::1]/en/"]
)
def test_odd_addresses_raise_nothing(url):
    assert isinstance(language_key(url), str)
    assert spoken_in(url, "\ud800", "zh") in ("", "zh", "en")
