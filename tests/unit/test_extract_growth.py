"""What a page costs grows with its length and no faster, whatever it repeats; nesting makes it little dearer."""

import time

import pytest

from crawler.extract import extract

URL = "https://shop.example.cn/"
# Of a page of each kind; a page twice as long may take three times as long at most.
REPEATED = {
    "siblings": "<p style role hidden>.<a href=/>.</a>",
    "hidden": "<div style='display:none'><a href=//x.cn/>茶</a></div>",
    "lists": "<ul><li><a href=/1>1</a>",
    "lists-of-words": "<ul><li>乌龙茶 <a href=/1>1</a>",
    "divisions": "<div><div>茶",
    "tables": "<table><tr><td>1<td>2",
    "menus": "<div class=nav><a href=/>茶",
    "crumbs": "<div class=crumb><a href=/>茶</a>&gt;",
    "prices": "<b class=price>1.00",
    "items": "<div itemscope itemtype=Product><b itemprop=name>茶</b>",
    "comments": "<!-- 乌龙茶乌龙茶乌龙茶乌龙茶乌龙茶乌龙茶乌龙茶乌龙茶乌龙茶乌龙茶乌龙茶乌龙茶 -->",
    "roles": "<div role=option id=a tabindex=1 aria-label=茶>",
}


def cost(html, times=3):
    """CPU seconds of one extraction, the least of several."""
    body, found = html.encode(), []
    for _ in range(times):
        begin = time.process_time()
        extract(URL, body)
        found.append(time.process_time() - begin)
    return min(found)


@pytest.mark.parametrize("unit", REPEATED.values(), ids=REPEATED)
def test_twice_the_page_costs_less_than_three_times_as_much(unit):
    count = 60_000 // len(unit)
    least = cost(unit * count)
    while least < 0.03:  # so short that the clock and the rest of the machine would decide
        count *= 2
        least = cost(unit * count)
    assert cost(unit * (2 * count)) < 3 * least


def test_nested_lists_cost_little_more_than_lists_in_a_row():
    nested, row = "<ul><li><a href=/1>1</a>" * 20_000, "<ul><li><a href=/1>1</a></ul>" * 20_000
    assert cost(nested) < 6 * cost(row)


def test_lists_of_links_are_dropped_from_lists_of_words():
    links = "".join(f"<li><a href=/{number}>菜单{number}</a>" for number in range(8))
    inner = f"<ul><li>{'乌龙茶的冲泡方法与水温。' * 20}<ul>{links}</ul></ul>"
    page = extract(URL, f"<main><p>正文</p>{inner}<ul>{links}</ul></main>".encode()).page
    assert "冲泡" in page.main_text
    assert "菜单" not in page.main_text
