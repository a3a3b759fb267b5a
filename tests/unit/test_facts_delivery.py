"""Facts of canonical links as written, and of how a page's content is delivered."""

import pytest

from crawler.extract import page_from_html
from crawler.facts.canonical import MAX_KEPT, CanonicalFacts
from crawler.facts.delivery import MAX_WIDTHS, DeliveryFacts

URL = "https://example.com/"


def canonical(html):
    return page_from_html(URL, html).facts.canonical


def delivery(html):
    return page_from_html(URL, html).facts.delivery


def test_plain_page_has_the_defaults():
    html = "<html><head><title>茶</title></head><body><p>红茶</p></body></html>"
    assert (canonical(html), delivery(html)) == (CanonicalFacts(), DeliveryFacts())


def test_canonical_is_kept_as_written_with_its_place_and_attributes():
    html = (
        "<head><base href='/x/'><link rel='CANONICAL nofollow' href=' a b '></head>"
        "<body><p>茶</p><link rel=canonical href='/c' media=print type='text/html'></body>"
    )
    assert canonical(html).links == ((" a b ", "head", ""), ("/c", "body", "media type"))
    assert canonical(html).based
    assert canonical("<link rel=canonical>").links == (("", "head", ""),)
    assert len(canonical("<link rel=canonical href=/a>" * 50).links) == MAX_KEPT


def test_element_that_ends_the_head_moves_the_canonical_into_the_body():
    assert canonical("<head><img src=x><link rel=canonical href=/a></head>").links == (("/a", "body", ""),)


@pytest.mark.parametrize(
    ("script", "target"),
    [
        ("location.href='/new'", "/new"),
        ('window.location = "https://example.org/";', "https://example.org/"),
        ("self.location.replace('/茶')", "/茶"),
        ("var later = 1; top.location.assign( '/a' );", "/a"),
        ("setTimeout(\"location.href='/x'\", 1000)", "/x"),
        ("setTimeout(function () { location.href = '/y'; }, 0)", "/y"),
        ("setTimeout(() => { location.href = '/y'; }, 0)", "/y"),
        ("window.onload = function () { location.replace('/z'); }", "/z"),
        # under a condition, at a click, computed, commented out, something else
        ("if (phone) { location.href = '/m'; }", ""),
        ("if (phone) location.href = '/m';", ""),
        ("function go() { location.href = '/a'; }", ""),
        ("button.onclick = () => location.assign('/b')", ""),
        ("location.href = target;", ""),
        ("// location.href = '/old';\nvar a = 1;", ""),
        ("/* location.href = '/old'; */", ""),
        ("settings.location = '/x';", ""),
        ("if (location.href == '/x') {}", ""),
        ("location.hash = '/x';", ""),
    ],
)
def test_script_redirect(script, target):
    assert delivery(f"<script>{script}</script>").script_redirect == target


def test_script_that_never_ends_is_read_in_time():
    assert delivery(f"<script>location.href='/a';{'{' * 100_000}</script>").script_redirect in ("", "/a")
    assert delivery("<script>" + "location = " * 50_000 + "</script>").script_redirect == ""


def test_frames_and_iframes():
    assert delivery("<frameset><frame src=a><frame src=b></frameset>").frames == 3
    assert delivery("<frameset><frame src=a></frameset>").frame_sources == ("a",)
    large = '<iframe src="/a" width="100%" height="600"></iframe><iframe src="/b" style="width: 800px; height:90vh">'
    assert delivery(large).large_iframes == (("/a", -100, 600), ("/b", 800, -100))
    for small in (
        'src="/a" width=300 height=200',
        'width="100%" height=600',
        'src="https://player.bilibili.com/" width="100%" height=600',
    ):
        assert delivery(f"<iframe {small}></iframe>").large_iframes == ()


def test_plugins_are_told_from_other_embedded_files():
    assert delivery('<embed src="/a.SWF?x=1">').plugins == (("embed", "/a.SWF?x=1"),)
    assert delivery('<object classid="x"><param name="movie" value="b.swf"></object>').plugins == (("object", "b.swf"),)
    assert delivery('<applet code="Tea.class"></applet>').plugins == (("applet", "Tea.class"),)
    assert delivery('<object data="/a.svg" type="image/svg+xml"></object><embed src="/a.pdf">').plugins == ()


def test_empty_root_counts_only_with_a_script_file():
    shell = '<div id="app"> </div>'
    assert delivery(f'{shell}<script src="/a.js"></script>').empty_root == "app"
    assert delivery(f"{shell}<script>1</script>").empty_root == ""
    assert delivery('<div id="root">茶</div><script src="/a.js"></script>').empty_root == ""


def test_empty_root_is_found_in_capitals_where_browsers_do():
    assert delivery('<DIV ID="APP"></DIV><SCRIPT SRC="/a.js"></SCRIPT>').empty_root == "APP"
    assert delivery('<!DOCTYPE html><div id="APP"></div><script src="/a.js"></script>').empty_root == ""
    assert delivery('<APP-ROOT></APP-ROOT><script src="/a.js"></script>').empty_root == "app-root"


def test_widths_of_content_pictures():
    html = '<img width="750"><img style="width:600px"><img width="100"><a><img width=800></a><footer><img width=900></footer>'
    assert delivery(f"<body>{html}</body>").image_widths == (750, 600)
    assert len(delivery('<img width="750">' * 500).image_widths) == MAX_WIDTHS


def test_refresh_of_a_noscript_is_none():
    assert delivery('<meta http-equiv="Refresh" content=" 0;  url=/n ">').refresh == "0; url=/n"
    assert delivery('<noscript><meta http-equiv="refresh" content="0; url=/n"></noscript>').refresh == ""
