"""Links of a page: targets, anchors, rel, kinds, and where they stand."""

from __future__ import annotations

import pytest

from crawler.extract import extract
from crawler.records import LinkKind, Position, Rel

URL = "https://shop.cn/tea/1.html"


def links(html: str, kind: LinkKind | None = None, **options):
    found = extract(URL, html.encode(options.pop("charset", "utf-8")), **options).links
    return [link for link in found if kind is None or link.kind == kind]


@pytest.mark.parametrize(
    ("base", "href", "target"),
    [
        ("/shop/", "a", "https://shop.cn/shop/a"),
        ("https://cdn.cn/x/y", "z", "https://cdn.cn/x/z"),
        ("https://cdn.cn/x/y", "/z", "https://cdn.cn/z"),
        ("sub/", "a", "https://shop.cn/tea/sub/a"),
        ("javascript:x", "a", "https://shop.cn/tea/a"),
        ("", "a", "https://shop.cn/tea/a"),
        ("//cdn.cn", "?a", "https://cdn.cn/?a"),
    ],
)
def test_base_href(base, href, target):
    html = f'<head><base target=_top><base href="{base}"><base href="/ignored/"></head><a href="{href}">x</a>'
    assert links(html)[0].target == target


@pytest.mark.parametrize(
    "href",
    ["", "#top", "javascript:void(0)", " JavaScript:;", "mailto:a@b.cn", "tel:1", "data:text/html,x", "weixin://dl", "ftp://a/b",
     "http://", "https://a b/"],
)  # fmt: skip
def test_what_is_not_followed(href):
    assert links(f'<a href="{href}">x</a><area href="{href}"><img src="{href}"><iframe src="{href}"></iframe>') == []


@pytest.mark.parametrize(
    ("inner", "attributes", "anchor"),
    [
        (" 云南\n <b>红茶</b> ", "", "云南 红茶"),
        ("<img src=a alt=' 图片\n说明 '>", "", "图片 说明"),
        ("<img src=a><img src=b alt=第二>", "", "第二"),
        ("", "title=标题", "标题"),
        ("<svg></svg>", "aria-label=购物车 title=x", "购物车"),
        ("", "", ""),
        ("字<img src=a alt=图>", "", "字"),
        ("x" * 500, "", "x" * 300),
    ],
)
def test_anchor_texts(inner, attributes, anchor):
    found = links(f"<a href=/a {attributes}>{inner}</a>", LinkKind.A)
    assert [link.anchor for link in found] == [anchor]


@pytest.mark.parametrize(
    ("rel", "expected"),
    [
        ("nofollow", Rel.NOFOLLOW),
        ("NoFollow UGC", Rel.NOFOLLOW | Rel.UGC),
        ("sponsored,noopener", Rel.SPONSORED | Rel.NOOPENER),
        ("nofollow nofollow", Rel.NOFOLLOW),
        ("author external", Rel.NONE),
        ("", Rel.NONE),
    ],
)
def test_rel(rel, expected):
    assert links(f'<a href=/a rel="{rel}">x</a>')[0].rel == expected


def test_kinds_in_the_order_of_the_document():
    html = """
        <head><link rel=stylesheet href=/s.css><link rel="alternate" type="application/rss+xml" href=/feed>
        <link rel=canonical href=/c><link rel=alternate hreflang=" ZH-cn " href=/zh><link rel="Next" href=/n>
        <link rel=prev href=/p><meta http-equiv=refresh content="9;/r"></head>
        <a href=/1>一</a><map><area href=/2></map><img src=/i.jpg alt=图><img data-src=/lazy.jpg><iframe src=/f></iframe>"""
    assert [(link.target.removeprefix("https://shop.cn"), link.kind.name, link.anchor) for link in links(html)] == [
        ("/c", "CANONICAL", ""),
        ("/zh", "ALTERNATE", "zh-cn"),
        ("/n", "NEXT", ""),
        ("/p", "PREV", ""),
        ("/r", "REFRESH", ""),
        ("/1", "A", "一"),
        ("/2", "A", ""),
        ("/i.jpg", "IMAGE", "图"),
        ("/lazy.jpg", "IMAGE", ""),
        ("/f", "FRAME", ""),
    ]


def test_the_link_header():
    header = (
        '</c>; rel="canonical", <https://shop.cn/en,x>; rel=\'x\'; rel=alternate; hreflang="EN" , </zh>;rel=alternate;hreflang=zh,'
        ' </style.css>; rel=preload; as=style, </n?a=1,2>; title="a, b"; rel=next, broken'
    )
    found = [(link.target, link.kind.name, link.anchor) for link in links("<p>x", headers={"link": header})]
    assert ("https://shop.cn/c", "CANONICAL", "") in found
    assert ("https://shop.cn/zh", "ALTERNATE", "zh") in found
    assert ("https://shop.cn/n?a=1,2", "NEXT", "") in found
    assert not any("style" in target for target, _, _ in found)
    assert all(link.position == Position.HEAD for link in links("<p>x", headers={"link": header}))


def test_queries_follow_the_charset_of_the_page():
    html = "<meta charset=gbk><a href='/s?q=红茶'>红茶</a><a href='/红茶'>x</a>"
    assert [link.target for link in links(html, charset="gbk")] == [
        "https://shop.cn/s?q=%BA%EC%B2%E8",
        "https://shop.cn/%E7%BA%A2%E8%8C%B6",
    ]


def test_a_link_inside_a_link_is_its_own():
    found = links("<a href=/1>一<a href=/2>二</a></a>")
    assert [(link.target[-1], link.anchor) for link in found] == [("1", "一"), ("2", "二")]
