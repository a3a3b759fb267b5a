"""The limit of custom extraction: rules that take too long end, and the crawl goes on."""

import pytest

from configs.settings import ExtractRule
from crawler.charset import decode
from crawler.custom import CustomRules
from crawler.custom_guard import PATIENCE, GuardedRules
from tests.unit.test_custom import BROKEN, ENGLISH, TEMPLATE, URL


@pytest.fixture
def gbk():
    return decode(TEMPLATE.format(charset="gbk").encode("gbk"), "text/html").text


# -- the limit ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("css", "tame"),
    [
        (".price", True),
        ("div > p.price + ul li[data-id='2']", True),
        ("tr:nth-child(2n + 1) td:nth-last-of-type(even)", True),
        ("li:not(.sold):first-child", True),
        ("div:has(p)", False),
        (":is(div, p) a", False),
        ("li:nth-child(2 of :has(a))", False),
        ("li:not(:has(a))", False),
    ],
)
def test_which_selectors_need_no_guard(css, tame):
    assert CustomRules([ExtractRule("x", css=css)]).tame is tame


def test_other_kinds_need_a_guard():
    css = ExtractRule("c", css="p")
    assert CustomRules([]).tame
    assert not CustomRules([css, ExtractRule("x", xpath="//p")]).tame
    assert not CustomRules([css, ExtractRule("r", regex="p")]).tame


RULES = [
    ExtractRule("price", css=".price b, b.price"),
    ExtractRule("brand", xpath="//th[.='品牌']/following-sibling::td[1]"),
    ExtractRule("sku", regex=r'"sku":"([^"]+)"'),
    ExtractRule("colors", css=".colors li", all=True),
    ExtractRule("elsewhere", css="p", match="/cart/**"),
]


def test_guarded_values_are_those_of_the_rules(gbk):
    with GuardedRules(RULES) as guarded:
        for html in (gbk, ENGLISH, "", gbk.encode(), "<p>\ud800", *BROKEN):
            assert guarded.values(URL, html) == CustomRules(RULES).values(URL, html)
        assert guarded.values("https://shop.example/cart/", ENGLISH)[-1] == ("elsewhere", 0, "$420 $349.00")
        assert guarded.complaints() == []
    with GuardedRules(RULES[:1]) as guarded:
        assert guarded.values(URL, gbk) == [("price", 0, "￥1,280.00")]


def test_hostile_pages_cost_each_rule_a_second_and_lose_only_its_values():
    rules = [
        ExtractRule("title", css="title"),
        ExtractRule("nested", regex=r"(x+x+)+y"),
        ExtractRule("siblings", xpath="//i/following-sibling::i"),
        ExtractRule("count", xpath="count(//i)"),
    ]
    hostile = "<title>壶</title>" + "<i></i>" * 50_000 + "x" * 60
    with GuardedRules(rules) as guarded:
        assert guarded.values(URL, hostile) == [("title", 0, "壶"), ("count", 0, "50000")]
        assert guarded.slow == {"nested": 1, "siblings": 1}
        harmless = "<title>壶</title><i>a</i><i>b</i>xxy"
        expected = [("title", 0, "壶"), ("nested", 0, "xx"), ("siblings", 0, "b"), ("count", 0, "2")]
        assert guarded.values(URL, harmless) == expected
        slow = guarded.complaints()
    assert [("nested" in text.zh, "nested" in text.en) for text in slow] == [(True, True), (False, False)]
    assert all("1 个网页" in text.zh and "1 page(s)" in text.en for text in slow)


def test_a_rule_that_is_always_too_slow_is_given_up():
    with GuardedRules([ExtractRule("nested", regex=r"(x+x+)+y"), ExtractRule("p", css="p")]) as guarded:
        guarded.slow["nested"] = PATIENCE - 1
        hostile = "<p>a</p>" + "x" * 60
        assert guarded.values(URL, hostile) == [("p", 0, "a")]
        assert guarded.slow["nested"] == PATIENCE
        assert guarded.values(URL, "<p>a</p>xxy") == [("p", 0, "a")]
        (complaint,) = guarded.complaints()
    assert "不再使用" in complaint.zh
    assert "given up" in complaint.en


def test_a_process_that_is_gone_is_started_again(gbk):
    with GuardedRules([ExtractRule("sku", regex=r'"sku":"([^"]+)"')]) as guarded:
        assert guarded.values(URL, gbk) == [("sku", 0, "XS-220-A")]
        guarded.close()
        assert guarded.values(URL, gbk) == [("sku", 0, "XS-220-A")]
