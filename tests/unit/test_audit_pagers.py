"""Links that promise the next page, and what counts as a page of the same text."""

import pytest

from audit.pagers import folder, leads_up, next_link, one_piece

A = "https://shop.example"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("下一页", "page"),
        ("下一頁 »", "page"),
        ("【下一页】", "page"),
        ("Next Page >>", "page"),
        ("下一章", "chapter"),
        ("下一篇", ""),
        ("下一页：白茶怎么存", ""),
        ("Next", ""),
        ("Next post", ""),
        ("→", ""),
        ("", ""),
        (None, ""),
        ("下一页" * 50, ""),
    ],
)
def test_links_that_promise_the_next_page(text, kind):
    assert next_link(text) == kind


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("/story.html", "/story_2.html"),
        ("/story_2.html", "/story_3.html"),
        ("/story/2", "/story/3"),
        ("/story/", "/story/page/2"),
        ("/story", "/story-all.html"),
        ("/show.php?id=5", "/show.php?id=5&p=2"),
        ("/list?page=2", "/list?page=3"),
        ("/list-p2.html", "/list-p3.html"),
    ],
)
def test_pages_of_one_text_by_their_address(url, other):
    assert one_piece(A + url, "甲", A + other, "乙") == 1


@pytest.mark.parametrize(
    ("heads", "other"),
    [
        ("选壶指南 | 茶舍\n选壶指南", "选壶指南（2） | 茶舍\n选壶指南"),
        ("选壶指南 第 1 页", "第二页：选壶指南"),
        ("茶", "选壶指南\n茶"),
        ("", "任何标题"),
        ("ＴＥＡ ｇｕｉｄｅ ｆｏｒ ｔｅａｐｏｔｓ", "Tea for teapots, part 2"),
    ],
)
def test_pages_of_one_text_by_their_titles(heads, other):
    assert one_piece(f"{A}/news/301.html", heads, f"{A}/tours/977.html", other) == 1


@pytest.mark.parametrize(
    ("url", "heads", "other", "other_heads"),
    [
        ("/news/301.html", "春茶上市\n春茶上市", "/news/302.html", "白茶怎么存\n白茶怎么存"),
        ("/show?id=5", "春茶上市", "/show?id=6", "店庆"),
        ("/en/tea", "How to store white tea", "/en/cars", "Cheap car insurance"),
        ("/a", "红茶 | 茶舍", "/b", "贷款 | 茶舍"),
        ("/", "红茶", "https://other.example/", "贷款"),
    ],
)
def test_other_texts(url, heads, other, other_heads):
    there = other if "://" in other else A + other
    assert one_piece(A + url, heads, there, other_heads) == 0


def test_the_way_up():
    assert leads_up(f"{A}/news/1.html", f"{A}/news/")
    assert leads_up(f"{A}/news/2026/1.html", f"{A}/")
    assert not leads_up(f"{A}/news/1.html", f"{A}/tours/")
    assert not leads_up(f"{A}/news/1.html", f"{A}/news/2.html")
    assert folder(f"{A}/book/1.html?x=/") == f"{A}/book"
