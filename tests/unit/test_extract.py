"""Facts of one response: head, headings, images, directives; and that no page is too odd or too large."""

from __future__ import annotations

import pytest

from crawler.extract import extract, is_html, is_noindex, page_from_html
from crawler.links import MAX_LINKS
from crawler.records import LinkKind

URL = "https://shop.cn/tea/1.html"


def page(head: str = "", body: str = "", **facts):
    html = f"<!DOCTYPE html><html lang=zh-CN><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return extract(URL, html.encode(), **facts).page


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("text/html", b"", True),
        ("Text/HTML; charset=gbk", b"%PDF", True),
        ("application/xhtml+xml", b"", True),
        ("", b"<!DOCTYPE html><p>", True),
        ("", b"  <!-- x --><HTML>", True),
        ("", b"%PDF-1.7", False),
        ("", b"", False),
        ("text/plain", b"<html>", False),
        ("image/jpeg", b"<html>", False),
        ("application/json", b"{}", False),
        (";charset=utf-8", b"<html>", True),
    ],
)
def test_what_is_html(content_type, body, expected):
    assert is_html(content_type, body) is expected
    found = extract(URL, body, content_type=content_type)
    assert found.page.is_html is expected
    assert found.page.size_bytes == len(body)


def test_a_file_that_is_no_page_has_no_facts():
    found = extract(URL, b"<title>x</title><a href=/b>", content_type="image/png", status=200)
    assert (found.page.title, found.links, found.html, found.page.content_type) == ("", (), b"", "image/png")


def test_titles():
    svg = "<svg><title>图标</title></svg>"
    found = page("<title> 云南\n红茶 </title><title>另一个</title>", svg)
    assert (found.title, found.titles) == ("云南 红茶", 2)
    assert (page("", svg).title, page("", svg).titles) == ("", 0)
    assert (page("<title></title><title>二</title>").title, page("<title></title>").titles) == ("", 1)


def test_a_title_full_of_newlines_is_one_line():
    found = page("<title>\n\n红茶\r\n\t\u3000购买\u00a0指南\n</title>")
    assert found.title == "红茶 购买 指南"


def test_long_texts_are_clipped():
    found = page(
        f"<title>{'茶' * 5_000_000}</title><meta name=description content='{'好' * 9000}'>", f"<h1>{'大' * 9000}</h1>"
    )
    assert (len(found.title), len(found.description), len(found.h1)) == (1000, 2000, 1000)
    assert found.size_bytes > 10_000_000


def test_character_references_are_decoded_once():
    found = page("<title>茶 &amp;amp; 杯 &lt;b&gt; &#33590; &#0;</title>")
    assert found.title == "茶 &amp; 杯 <b> 茶 \ufffd"


def test_descriptions():
    head = '<meta name="Description" content=""><meta name=description content=" 云南\n红茶 ">'
    found = page(head + '<meta property="og:description" content="x">')
    assert (found.description, found.descriptions) == ("云南 红茶", 2)
    assert page("<meta name=description>").descriptions == 1


@pytest.mark.parametrize(
    ("body", "text", "count"),
    [
        ("<h1>红<b>茶</b></h1>", "红茶", 1),
        ("<h1><a href=/><img src=l.png alt='茶舍 标志'></a></h1>", "茶舍 标志", 1),
        ("<h1> </h1><h1>第二个</h1>", "第二个", 2),
        ("<h1><img src=x></h1>", "", 1),
        ("<h2>不是</h2>", "", 0),
        ("<svg><h1>x</h1></svg>", "x", 1),  # the parser closes the svg at a heading, as browsers do
    ],
)
def test_h1(body, text, count):
    found = page("", body)
    assert (found.h1, found.h1s) == (text, count)


def test_images():
    body = (
        '<img src=a.jpg alt="茶"><img src=b.jpg><img src=c.jpg alt="" width="640px"><img src=d.jpg alt="" width=50%>'
        "<img src=pixel.gif width=1 height=1><img src=x.gif aria-hidden=true><img src=y.gif role=presentation>"
        "<img data-src=lazy.jpg>"
    )
    found = page("", body)
    assert (found.images, found.images_no_alt, found.images_no_alt_src) == (5, 2, ("b.jpg", "lazy.jpg"))
    assert found.images_empty_alt_px == 640
    many = page("", "".join(f"<img src={number}.jpg>" for number in range(30)))
    assert (many.images_no_alt, len(many.images_no_alt_src)) == (30, 10)


@pytest.mark.parametrize(
    ("html", "lang"),
    [
        ("<html lang=' zh-CN '>", "zh-CN"),
        ("<html xml:lang=en>", "en"),
        ("<html lang='' xml:lang=en>", "en"),
        ("<html>", ""),
        ("<p lang=de>", ""),
    ],
)
def test_lang(html, lang):
    assert extract(URL, html.encode()).page.lang == lang


def test_robots_metas_and_header():
    head = '<meta name=ROBOTS content="NOINDEX,\nfollow"><meta name=Baiduspider content=noarchive><meta name=author content=x>'
    found = page(head, headers={"x-robots-tag": "googlebot: none"})
    assert found.robots == "robots: NOINDEX, follow; baiduspider: noarchive"
    assert found.x_robots == "googlebot: none"


@pytest.mark.parametrize(
    ("robots", "x_robots", "expected"),
    [
        ("robots: NoIndex", "", True),
        ("", "none", True),
        ("robots: index, follow", "", False),
        ("robots: nofollow", "unavailable_after: 2030", False),
        ("robots: max-snippet:-1, noindexed", "", False),
    ],
)
def test_noindex(robots, x_robots, expected):
    assert is_noindex(robots, x_robots) is expected


def test_canonicals():
    link = '</tea/2.html>; rel="canonical"'
    assert page(headers={"link": link}).canonical == "https://shop.cn/tea/2.html"
    both = page("<link rel='shortlink canonical' href='../tea/3.html#x'>", headers={"link": link})
    assert (both.canonical, both.canonicals) == ("https://shop.cn/tea/3.html", 2)
    assert page("<link rel=canonical href=''><link rel=canonical>").canonicals == 0
    assert page("<link rel=canonical href='javascript:x'>").canonical == ""


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0;url=/new", "https://shop.cn/new"),
        ("5; URL='https://new.cn/?a=1;b'", "https://new.cn/?a=1;b"),
        ("0.5,/new", "https://shop.cn/new"),
        ("3", ""),
        ("0;url=", ""),
        ("now;url=/x", ""),
        ("0;url=javascript:x", ""),
    ],
)
def test_meta_refresh(content, target):
    assert page(f'<meta http-equiv="Refresh" content="{content}">').refresh == target


def test_schema_types():
    head = (
        '<script type="application/ld+json">{"@type":"Product","offers":{"@type":["Offer","schema:x"]}}</script>'
        '<script type="application/ld+json">{"@type": "https://schema.org/Organization", broken</script>'
        '<script>{"@type":"NotLinkedData"}</script>'
    )
    assert page(head).schema_types == ("Offer", "Organization", "Product", "schema:x")


def test_counts_by_script():
    body = (
        "<main><p>云南红茶 Golden Monkey 100g，don't miss！</p></main><script>var 茶 = 1</script><div hidden>隐藏</div>"
    )
    found = page("<title>标题不算</title>", body)
    assert (found.han_chars, found.latin_words) == (4, 5)
    assert found.visible_chars == len("云南红茶GoldenMonkey100g，don'tmiss！")


def test_the_stored_html_is_utf8_as_decoded():
    html = "<meta charset=gbk><title>茶</title>"
    assert extract(URL, html.encode("gbk")).html.decode() == html
    utf8 = "<meta charset=utf-8><title>茶</title>".encode()
    assert extract(URL, utf8).html == utf8
    assert extract(URL, b"\xef\xbb\xbf" + utf8).html == utf8
    assert extract(URL, utf8 + b"\xff").html.decode().endswith("\ufffd")


def test_nul_characters_are_replaced():
    found = extract(URL, b"<title>a\0b</title><p>c\0d</p><a href='/x\0y'>e\0f</a>")
    assert found.page.title == "a\ufffdb"
    assert "\0" not in found.page.main_text + found.links[0].anchor + found.links[0].target


def test_known_facts_and_status_are_kept():
    found = extract(URL, b"<p>x", status=404, known={"ttfb_ms": 5, "download_ms": 9, "truncated": True}).page
    assert (found.status, found.ttfb_ms, found.download_ms, found.truncated) == (404, 5, 9, True)


def test_a_page_that_stands_alone():
    assert page_from_html(URL, "<p>x").indexable
    assert page_from_html(URL, "<meta name=robots content=noindex>").indexable_reason == "noindex"
    assert page_from_html(URL, "<link rel=canonical href=/other>").indexable_reason == "canonicalised"
    assert page_from_html(URL, f"<link rel=canonical href={URL}#x>").indexable


@pytest.mark.parametrize(
    "html", ["", "\0", "<", "<html>", "<frameset><frame src=/a></frameset>", "</body></html>", "<body hidden>x"]
)
def test_hardly_a_page(html):
    found = extract(URL, html.encode())
    assert found.page.is_html
    assert found.page.titles == 0


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000 + "茶" * 20,
        "<article>" + "<header>" * 200_000 + "茶",
        "<h1><div>" * 100_000 + "茶",
        "<ul><li><a href=/1>1</a>" * 20_000,
        "<table><tr><td>" * 100_000,
        "<div " + " ".join(f"a{number}=1" for number in range(1_000_000)) + ">茶</div>",
        "<a href='" * 200_000,
        "<meta http-equiv=refresh content='0" + ";" * 1_000_000 + "'>",
        "<script type=application/ld+json>" + '"@type":[' * 100_000,
        "<p style role hidden>.<a href=/>.</a>" * 100_000,
    ],
    ids=[
        "nested",
        "headers",
        "headings",
        "lists",
        "tables",
        "attributes",
        "unclosed",
        "refresh",
        "json-ld",
        "siblings",
    ],
)
def test_hostile_pages_end(html):
    assert extract(URL, html.encode()).page.is_html


def test_references_of_a_page_are_limited():
    found = extract(URL, "".join(f"<a href=/{number}>x</a>" for number in range(MAX_LINKS + 10)).encode())
    assert len(found.links) == MAX_LINKS
    assert {link.kind for link in found.links} == {LinkKind.A}


def test_a_hostile_link_header_ends():
    assert page(headers={"link": "<" * 100_000}).canonical == ""
    assert page(headers={"link": "<a>;" + ", " * 100_000}).canonical == ""
