"""Which pages are for mainland China, and which hosts are unreliable there."""

import pytest

from audit.checks.baidu.china_blocked_resources import check
from audit.mainland import UNRELIABLE, for_mainland, unreliable
from crawler.extract import page_from_html
from crawler.facts import Facts
from crawler.facts.writing import WritingFacts
from crawler.records import PageRecord

SIMPLIFIED, TRADITIONAL = WritingFacts("hans", "zh"), WritingFacts("hant", "zh")


@pytest.mark.parametrize(
    ("writing", "lang", "wanted"),
    [
        (SIMPLIFIED, "zh-CN", True),
        (SIMPLIFIED, "", True),
        (SIMPLIFIED, "en", True),
        (WritingFacts("han", "zh"), "zh", True),
        (WritingFacts("mixed", "zh"), "zh-Hans", True),
        (WritingFacts(), "zh", True),
        (WritingFacts(), "zh-Hans-CN", True),
        (SIMPLIFIED, "zh-SG", False),
        (SIMPLIFIED, "zh_TW", False),
        (WritingFacts(), "zh-Hant", False),
        (TRADITIONAL, "zh", False),
        (WritingFacts("latin", "en"), "zh-CN", False),
        (WritingFacts("latin", ""), "zh-CN", False),
        (WritingFacts("kana", "ja"), "zh", False),
        (WritingFacts(), "", False),
        (WritingFacts(), "en", False),
    ],
)
def test_pages_for_the_mainland(writing, lang, wanted):
    page = PageRecord("https://example.com/", lang=lang, facts=Facts(writing=writing))
    assert for_mainland(page) is wanted


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://fonts.googleapis.com/css", "fonts.googleapis.com"),
        ("//WWW.Google.com/recaptcha/api.js", "www.google.com"),
        (" https://x.com/embed ", "x.com"),
        ("https://platform.twitter.com:443/widgets.js", "platform.twitter.com"),
        ("https://fonts.googleapis.com./css", "fonts.googleapis.com"),
        ("https://cdn.netflix.com/a.js", ""),
        ("https://notgoogle.com/a.js", ""),
        ("https://fonts.googleapis.cn/css", ""),
        ("https://www.google-analytics.com/analytics.js", ""),
        ("https://www.recaptcha.net/recaptcha/api.js", ""),
        ("/js/googleapis.com/a.js", ""),
        ("https://cdn.example.com/?from=google.com", ""),
        ("http://[broken/a.js", ""),
        ("data:text/css,a{}", ""),
        ("", ""),
    ],
)
def test_unreliable_hosts(address, host):
    assert unreliable(address, "https://shop.example/") == host


def test_a_page_of_such_a_host_may_load_its_own_files():
    assert unreliable("https://www.google.com/a.js", "https://www.google.com/shop") == ""


def test_the_hosts_can_be_chosen():
    page = page_from_html(
        "https://shop.example/",
        "<html lang='zh'><head><script src='https://cdn.partner.example/a.js'></script>"
        "<script src='https://www.google.com/b.js'></script></head><body><p>好用的茶壶，开水冲下去，茶香舒展。</p></body></html>",
    )
    (usual,) = check.rule(page, {"hosts": UNRELIABLE})
    (chosen,) = check.rule(page, {"hosts": ("partner.example",)})
    assert (usual["hosts"], chosen["hosts"]) == (["www.google.com"], ["cdn.partner.example"])
