"""Dates that an article shows, declares, and bears in its address and title."""

from datetime import date

import pytest

from audit.registry import all_checks
from crawler.facts import Facts
from crawler.facts.baidu import BaiduFacts
from crawler.facts.dates import DateFacts
from crawler.page_dates import addressed, apart, claimed, declared, is_article, shown
from crawler.records import PageRecord

MAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    "line",
    [
        "2024-05-01",
        "2024/5/1 08:30",
        "2024年5月1日",
        "2024 年 5 月 1 日",
        "May 1, 2024",
        "1 May 2024",
        "1st May 2024",
        "发布时间：2024-05-01 浏览：123 次 作者：茶舍",
        "发布于 2024.5.1 · 茶话",
        "Published on May 1st, 2024 by the tea house",
        "Last updated: 1 May 2024",
        "茶话 | 2024-05-01 08:30 发布",
        "最後更新：2024年5月1日",
    ],
)
def test_dates_readers_see(line):
    assert [one.first for one in shown(f"怎样开壶\n{line}\n先用清水冲净。", "怎样开壶")] == [MAY]


@pytest.mark.parametrize(
    "line",
    [
        "2024-05-01 我们参加了茶博会",
        "活动时间：2024-05-01",
        "发布会时间：2024-05-01",
        "2024-05-01 至 2024-05-07",
        "三天前",
        "电话 2024-0501-12",
        "2024-15-01",
        "unpublished 2024-05-01 drafts",
        f"发布于 2024-05-01{'，' * 120}",
        "2024",
    ],
)
def test_dates_of_something_else(line):
    assert shown(f"怎样开壶\n{line}\n先用清水冲净。", "怎样开壶") == []


def test_only_beside_the_heading():
    far = "\n".join(["怎样开壶", *["先用清水冲净。"] * 7, "2024-05-01"])
    assert shown(far, "怎样开壶") == []
    assert len(shown("2024-05-01\n怎样开壶\n先用清水冲净。", "怎样开壶")) == 1
    assert shown("", "") == []


@pytest.mark.parametrize(
    ("path", "span"),
    [
        ("/2024/05/01/tea", (MAY, MAY)),
        ("/blog/2024/02/tea.html", (date(2024, 2, 1), date(2024, 2, 29))),
        ("/news/20240501/tea", (MAY, MAY)),
        ("/news/2024-05-01-tea.html", (MAY, MAY)),
        ("/2024/05/", None),
        ("/2024/tea", None),
        ("/2024/13/tea", None),
        ("/2024/02/31/tea", None),
        ("/p/20240599/tea", None),
        ("/p/202405011234/tea", None),
        ("/collections/2024-05", None),
    ],
)
def test_dates_in_addresses(path, span):
    found = addressed(f"https://example.com{path}")
    assert [(one.first, one.last) for one in found] == ([span] if span else [])


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("2026 最新开壶指南", True),
        ("开壶指南（最新2026）", True),
        ("How to season a pot (updated 2026)", True),
        ("Teapots: 2026 edition", True),
        ("2025 年最新开壶指南", False),
        ("2026 年的春茶", False),
        ("2030 年规划", False),
        ("最新消息", False),
    ],
)
def test_years_that_titles_claim(title, found):
    assert bool(claimed(title, date(2024, 10, 1))) is found


def test_declared_days_are_read_without_the_hour():
    facts = Facts(
        dates=DateFacts(published="2024-05-01T23:59:00Z", modified="May 2024"),
        baidu=BaiduFacts(times=(("pubDate", "2024-05-02T08:00:00"), ("lrDate", "2024-06-01T00:00:00"))),
    )
    page = PageRecord("https://example.com/a", facts=facts)
    assert [one.text for one in declared(page)] == ["datePublished 2024-05-01T23:59:00Z", "pubDate 2024-05-02T08:00:00"]
    one, other = declared(page)
    assert (apart(one, other), apart(other, one), apart(one, one)) == (1, 1, 0)


def test_lists_and_products_are_no_articles():
    article = PageRecord("https://example.com/a", page_type="article")
    assert is_article(article)
    assert is_article(PageRecord("https://example.com/a", schema_types=("NewsArticle",)))
    assert not is_article(PageRecord("https://example.com/a", schema_types=("Article", "Product")))
    assert not is_article(PageRecord("https://example.com/a", page_type="article", facts=Facts(dates=DateFacts(several=True))))  # fmt: skip
    assert not is_article(PageRecord("https://example.com/a"))


@pytest.mark.parametrize(
    ("path", "published", "found"),
    [
        ("/blog/2019/05/tea", "2024-05-01", True),
        ("/blog/2024/04/tea", "2024-05-01", False),
        ("/blog/2024/05/tea", "2024-05-31", False),
        ("/blog/2019/05/tea", "", False),
    ],
)
def test_an_address_is_held_against_the_other_dates(path, published, found):
    check = all_checks()["dates-disagree"]
    facts = Facts(dates=DateFacts(published=published))
    page = PageRecord(f"https://example.com{path}", 200, is_html=True, page_type="article", facts=facts)
    evidence = list(check.rule(page, {"tolerance_days": 1}))
    assert [one["where"] for one in evidence] == (["address"] if found else [])
