"""What relative links resolve against: ``<base href>`` by the HTML standard.

https://html.spec.whatwg.org/multipage/semantics.html#the-base-element: the first base element with an href decides for
the whole document, also for links before it; an href that is invalid, data: or javascript: leaves the page's own URL.
"""

from __future__ import annotations

import pytest

from crawler.extract import extract
from crawler.records import LinkKind
from crawler.urls import Form, Resolver, base_url

URL = "https://shop.cn/tea/1.html"
HERE = "https://shop.cn/tea/"


def targets(html: str, kind: LinkKind | None = LinkKind.A, **options) -> list[str]:
    found = extract(URL, html.encode(options.pop("charset", "utf-8")), **options).links
    return [link.target for link in found if kind is None or link.kind == kind]


@pytest.mark.parametrize(
    ("base", "found"),
    [
        ("/shop/", "https://shop.cn/shop/"),
        ("sub/", HERE + "sub/"),
        ("../", "https://shop.cn/"),
        ("/shop", "https://shop.cn/shop"),
        ("//cdn.cn/x/", "https://cdn.cn/x/"),
        ("https://other.cn", "https://other.cn/"),
        ("HTTP://Other.cn:80/a/", "http://other.cn/a/"),
        ("http:\\\\other.cn\\a\\", "http://other.cn/a/"),
        ("  /shop/\n", "https://shop.cn/shop/"),
        ("/sh\top/", "https://shop.cn/shop/"),
        ("?x=1", URL + "?x=1"),
        ("/a/?x=1#top", "https://shop.cn/a/?x=1"),
        ("/茶/", "https://shop.cn/%E8%8C%B6/"),
        ("https://中文.cn/", "https://xn--fiq228c.cn/"),
        ("", URL),
        ("#top", URL),
        ("data:text/html,x", URL),
        ("DATA:,", URL),
        ("javascript:void(0)", URL),
        ("java\nscript:x", URL),
        ("https://", URL),
        ("//", URL),
        ("https://shop.cn:99999/", URL),
        ("https://sh op.cn/", URL),
        ("\ud800", URL),
        ("/" + "a" * 50_000, URL),
        ("ftp://other.cn/a/", "ftp://other.cn/a/"),
        ("mailto:a@shop.cn", "mailto:a@shop.cn"),
        ("about:blank", "about:blank"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_what_a_base_says(base, found):
    assert base_url(URL, base) == found


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("<base href=/shop/>", ["https://shop.cn/shop/a", "https://shop.cn/b", "https://shop.cn/shop/?c"]),
        ("<base href=/shop>", ["https://shop.cn/a", "https://shop.cn/b", "https://shop.cn/shop?c"]),
        ("<base href=https://other.cn/x/y>", ["https://other.cn/x/a", "https://other.cn/b", "https://other.cn/x/y?c"]),
        ("<base href=http://shop.cn/tea/>", ["http://shop.cn/tea/a", "http://shop.cn/b", "http://shop.cn/tea/?c"]),
        ("<base href=data:,x>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<base href>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<base href='  '>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<base href=https://[bad/>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<base target=_top>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<base href=ftp://other.cn/>", []),  # ftp://other.cn/a
        ("<base href=mailto:a@shop.cn>", []),  # nothing resolves
        # the first with an href decides, even when it says nothing usable
        ("<base target=_top><base href=/1/><base href=/2/>", ["https://shop.cn/1/a", "https://shop.cn/b", "https://shop.cn/1/?c"]),
        ("<base href=//><base href=/2/>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<base href><base href=/2/>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        # what is no base element of the document
        ("<!--<base href=/no/>-->", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<svg><base href=/no/></base></svg>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<template><p><base href=/no/></template>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<template><base href=/no/></template><base href=/1/>", ["https://shop.cn/1/a", "https://shop.cn/b", "https://shop.cn/1/?c"]),
        ("<title><base href=/no/></title>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
        ("<template>" + "<base href=/no/>" * 1000 + "</template>", [HERE + "a", "https://shop.cn/b", URL + "?c"]),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else "",
)  # fmt: skip
def test_links_below_a_base(base, expected):
    links = "<a href=a>1</a><a href=/b>2</a><a href=?c>3</a><a href=https://e.cn>4</a>"
    assert targets(f"<head>{base}</head>{links}") == [*expected, "https://e.cn/"]
    assert targets(f"<body>{links}<p>{base}") == [*expected, "https://e.cn/"]  # after the links, and not in the head


def test_the_scheme_comes_from_the_base():
    assert targets("<base href=http://other.cn/><a href=//cdn.cn:443/a>1</a>") == ["http://cdn.cn:443/a"]
    assert targets("<base href=//other.cn/><a href=//cdn.cn:443/a>1</a>") == ["https://cdn.cn/a"]
    assert targets("<base href=ftp://other.cn/><a href=//cdn.cn/a>1</a>") == []


def test_every_kind_of_reference_is_below_the_base_but_the_header():
    html = """<link rel=canonical href=c><meta http-equiv=refresh content="0;r"><base href=/x/><a href=a></a>
        <map><area href=m></map><img src=i><iframe src=f></iframe>"""
    found = targets(html, None, headers={"link": "<h>; rel=next, <>; rel=prev"})
    assert found == [f"https://shop.cn/x/{name}" for name in "cr"] + [HERE + "h", URL] + [
        f"https://shop.cn/x/{name}" for name in "amif"
    ]


def test_fragments_lead_away_from_the_page_below_another_base():
    link = "<a href=#top>top</a>"
    assert targets(f"<base href=/>{link}") == ["https://shop.cn/"]
    assert targets(f"<base href=/tea/>{link}") == [HERE]
    assert targets(link) == targets(f"<base href=/tea/1.html>{link}") == targets(f"<base href=#x>{link}") == []
    assert targets(f"<base href=mailto:a>{link}") == []


def test_a_form_changes_links_but_not_the_folder_they_are_below():
    html = "<base href=/shop;jsessionid=1/><a href=a/>1</a><a href=./b/>2</a>"
    remove, add = (Resolver(Form(trailing_slash=policy)) for policy in ("remove", "add"))
    assert targets(html, resolver=remove) == ["https://shop.cn/shop/a", "https://shop.cn/shop/b"]
    assert targets("<base href=/shop/x><a href=a>1</a>", resolver=add) == ["https://shop.cn/shop/a/"]
    assert targets("<base href=/shop/><a href=a>1</a>", resolver=remove) == ["https://shop.cn/shop/a"]


def test_queries_below_a_base_are_in_the_charset_of_the_page():
    html = "<meta charset=gbk><base href=/红茶/><a href='?q=红茶'>云南红茶与普洱茶</a>"
    assert targets(html, charset="gbk") == ["https://shop.cn/%E7%BA%A2%E8%8C%B6/?q=%BA%EC%B2%E8"]
