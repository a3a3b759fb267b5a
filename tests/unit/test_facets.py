"""Parameters that sort, filter or lay out a list, and those that only look alike."""

import json

import pytest

from audit.facets import facet_parts

TEA = "https://tea.cn/tea"


@pytest.mark.parametrize(
    ("query", "rest", "keys"),
    [
        ("sort=price", "", ["sort"]),
        ("sort_by=price-ascending", "", ["sort_by"]),
        ("orderby=popularity&page=2", "?page=2", ["orderby"]),
        ("id=3&order=desc&dir=asc", "?id=3", ["order", "dir"]),
        ("limit=all", "", ["limit"]),
        ("pageSize=48", "", ["pageSize"]),
        ("view=list", "", ["view"]),
        ("filter.v.price.gte=10&filter.v.price.lte=20", "", ["filter.v.price.gte", "filter.v.price.lte"]),
        ("f%5B0%5D=color%3Ared&f%5B1%5D=size%3Al", "", ["f[]"]),
        ("price=100-200", "", ["price"]),
        ("min_price=1&max_price=9&q=x", "?q=x", ["min_price", "max_price"]),
    ],
)
def test_what_is_chosen_in_a_list(query, rest, keys):
    assert json.loads(facet_parts(f"{TEA}?{query}")) == {"bare": f"{TEA}{rest}", "keys": keys}


@pytest.mark.parametrize(
    "query",
    ["", "id=3", "page=2", "sort=12", "order=20261126001", "view=article", "mode=login", "dir=images", "limit=abc",
     "display=cart", "color=red", "q=sort", "sort=", "filter=", "price=free", "layout=home", "resort=bali", "%E6%8E%92=a"],
)  # fmt: skip
def test_what_may_be_another_page(query):
    assert facet_parts(f"{TEA}?{query}") is None
