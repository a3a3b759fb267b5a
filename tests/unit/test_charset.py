"""Bytes to text: what Chinese shops send, and what they claim it is."""

from __future__ import annotations

import pytest

from crawler.charset import SNIFF, declared_charset, decode
from crawler.extract import extract

TEXT = "云南红茶，产自凤庆。春茶采摘于清明之前，汤色红亮，滋味鲜爽，回甘持久，适合配奶或清饮。"
TRADITIONAL = "雲南紅茶，產自鳳慶。春茶採摘於清明之前，湯色紅亮，滋味鮮爽，回甘持久，適合配奶或清飲。"


def page(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<!DOCTYPE html><html><head>{meta}<title>茶</title></head><body><p>{text * 3}</p></body></html>"


@pytest.mark.parametrize(
    ("label", "codec", "charset", "text"),
    [
        ("gb2312", "gbk", "gbk", TEXT),
        ("GBK", "gbk", "gbk", TEXT),
        ("gb18030", "gb18030", "gb18030", TEXT + "𠮷䶮🍵"),
        ("gb2312", "gb18030", "gbk", TEXT + "𠮷🍵"),  # four-byte characters under the old name, as browsers read it
        ("big5", "big5", "big5", TRADITIONAL),
        ("utf-8", "utf-8", "utf-8", TEXT),
        ("UTF8", "utf-8", "utf-8", TEXT),
        ("shift_jis", "shift_jis", "shift_jis", "紅茶とお茶の店です"),
    ],
)
@pytest.mark.parametrize("by_header", [True, False])
def test_right_declarations(label, codec, charset, text, by_header):
    html = page(text, "" if by_header else label)
    found = decode(html.encode(codec), f'text/html; charset="{label}"' if by_header else "text/html")
    assert found == (html, charset, label.lower())


@pytest.mark.parametrize(
    ("claimed", "codec", "charset", "text"),
    [
        ("utf-8", "gbk", ("gbk", "gb18030"), TEXT),
        ("utf-8", "big5", ("big5",), TRADITIONAL),
        ("gbk", "utf-8", ("utf-8",), TEXT),
        ("gb2312", "utf-8", ("utf-8",), TRADITIONAL),
        ("big5", "utf-8", ("utf-8",), TEXT),
        ("gbk", "big5", ("big5",), TRADITIONAL),
        ("big5", "gbk", ("gbk", "gb18030"), TEXT),
        ("shift_jis", "gbk", ("gbk", "gb18030"), TEXT),
        ("klingon", "gbk", ("gbk", "gb18030"), TEXT),
        ("klingon", "utf-8", ("utf-8",), TEXT),
        ("utf-16", "utf-8", ("utf-8",), TEXT),
    ],
)
def test_wrong_declarations_are_overruled(claimed, codec, charset, text):
    html = page(text, claimed)
    found = decode(html.encode(codec))
    assert found.text == html
    assert found.charset in charset
    assert found.declared == claimed


@pytest.mark.parametrize(
    ("codec", "charset"), [("utf-8", ("utf-8",)), ("gbk", ("gbk", "gb18030")), ("big5", ("big5",))]
)
def test_undeclared(codec, charset):
    html = page(TRADITIONAL if codec == "big5" else TEXT)
    found = decode(html.encode(codec))
    assert (found.text, found.declared) == (html, "")
    assert found.charset in charset


@pytest.mark.parametrize(
    ("mark", "codec", "charset"),
    [
        (b"\xef\xbb\xbf", "utf-8", "utf-8"),
        (b"\xff\xfe", "utf-16-le", "utf-16le"),
        (b"\xfe\xff", "utf-16-be", "utf-16be"),
    ],
)
@pytest.mark.parametrize("claimed", ["", "gbk"])
def test_a_byte_order_mark_beats_every_declaration(mark, codec, charset, claimed):
    html = page(TEXT)
    found = decode(mark + html.encode(codec), f"text/html; charset={claimed}" if claimed else "")
    assert found == (html, charset, claimed or charset)


@pytest.mark.parametrize(
    ("label", "charset"), [("utf-16", "utf-16le"), ("utf-16le", "utf-16le"), ("UTF-16BE", "utf-16be")]
)
def test_utf16_without_mark_is_believed_of_the_header_only(label, charset):
    html = page(TEXT)
    body = html.encode("utf-16-be" if charset == "utf-16be" else "utf-16-le")
    assert decode(body, f"text/html; charset={label}") == (html, charset, label.lower())
    assert decode(html.encode(), f"text/html; charset={label}").text == html


def test_the_header_beats_the_meta():
    html = page(TEXT, "big5")
    assert decode(html.encode("gbk"), "text/html;charset=gbk") == (html, "gbk", "gbk")


def test_a_meta_behind_a_long_comment():
    html = page(TEXT, "gbk").replace("<head>", f"<head><!-- {'x' * 2000} -->")
    assert decode(html.encode("gbk")) == (html, "gbk", "gbk")
    late = page(TEXT, "gbk").replace("<head>", f"<head><!-- {'x' * SNIFF} -->")
    assert decode(late.encode("gbk")).text == late
    assert decode(late.encode("gbk")).declared == ""


@pytest.mark.parametrize(
    ("head", "content_type", "expected"),
    [
        ('<meta charset=gbk>', "", "gbk"),
        ("<META CHARSET='GB2312' />", "text/html", "gb2312"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=Big5">', "", "big5"),
        ('<meta content="text/html;charset= gbk " http-equiv=content-type>', "", "gbk"),
        ('<meta name="a" content="b"><meta charset="gbk">', "", "gbk"),
        ('<meta charset="gbk">', "text/html; CHARSET=utf-8", "utf-8"),
        ('<meta charset="">', "", ""),
        ("<p>charset=gbk</p>", "", ""),
        ("", "text/html; charset=", ""),
    ],
)  # fmt: skip
def test_where_a_declaration_is_found(head, content_type, expected):
    assert declared_charset(head.encode(), content_type) == expected


def test_few_broken_bytes_do_not_overrule_a_declaration():
    html = page(TEXT * 30, "gbk")
    broken = html.encode("gbk") + b"\xff"
    assert decode(broken).charset == "gbk"
    assert decode(broken).text[: len(html)] == html


def test_a_short_gbk_page_stays_gbk():
    assert decode("<meta charset=gbk><p>联通</p>".encode("gbk")) == ("<meta charset=gbk><p>联通</p>", "gbk", "gbk")


@pytest.mark.parametrize(
    "content_type", ["text/html; charset=utf-7", "text/html; charset=rot13", "text/html; charset=.."]
)
def test_labels_that_no_browser_knows(content_type):
    assert decode(b"+ADw-script+AD4-", content_type).text == "+ADw-script+AD4-"


@pytest.mark.parametrize("label", ["windows-874", "x-user-defined", "iso-8859-8-i", "x-mac-cyrillic", "replacement"])
def test_a_page_in_any_charset_of_the_standard_is_extracted(label):
    body = '<title>x</title><a href="/s?q=茶">茶</a>'.encode()
    found = extract("https://shop.cn/", body, content_type=f"text/html; charset={label}")
    assert found.page.is_html
    assert found.page.charset_declared == label


def test_hostile_declarations_end():
    assert decode(b"\xff" + b"<metacharset" * 100_000).declared == ""
    assert decode(b"\xff" + b"<meta " * 200_000).declared == ""
