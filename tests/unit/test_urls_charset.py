"""The query of a link in the charset of its page, as browsers encode it."""

from __future__ import annotations

import pytest

from crawler.urls import Resolver, normalise

BASE = "https://shop.cn/tea/green/1.html?page=2"
HERE = "https://shop.cn/tea/green/"


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        ("gbk", "q=%B2%E8"),
        ("GB2312", "q=%B2%E8"),
        ("gb18030", "q=%B2%E8"),
        ("big5", "q=%AF%F9"),
        ("shift_jis", "q=%92%83"),
        ("euc-kr", "q=%D2%FE"),
        ("euc-jp", "q=%C3%E3"),
        ("iso-2022-jp", "q=%1B$BCc%1B(B"),
        ("windows-1252", "q=%26%2333590%3B"),
        ("x-user-defined", "q=%26%2333590%3B"),
        ("utf-8", "q=%E8%8C%B6"),
        ("utf-16be", "q=%E8%8C%B6"),
        ("replacement", "q=%E8%8C%B6"),
        ("hz-gb-2312", "q=%E8%8C%B6"),  # Python could; the Encoding standard forbids
        ("iso-2022-kr", "q=%E8%8C%B6"),
        ("idna", "q=%E8%8C%B6"),
        ("punycode", "q=%E8%8C%B6"),
        ("utf-7", "q=%E8%8C%B6"),
        ("hex", "q=%E8%8C%B6"),
        ("undefined", "q=%E8%8C%B6"),
        ("", "q=%E8%8C%B6"),
        ("x\0", "q=%E8%8C%B6"),
        ("\ud800", "q=%E8%8C%B6"),
        ("茶", "q=%E8%8C%B6"),
        ("gbk" * 1000, "q=%E8%8C%B6"),
    ],
    ids=ascii,
)
def test_queries_in_every_charset(charset, expected):
    resolver = Resolver()
    assert resolver.resolve(BASE, "/s?q=茶", charset) == f"https://shop.cn/s?{expected}"
    assert resolver.resolve(BASE, "?q=茶", charset) == f"{HERE}1.html?{expected}"
    assert resolver.resolve(BASE, "/茶?a", charset) == "https://shop.cn/%E8%8C%B6?a"
    assert resolver.resolve(BASE, "//茶.cn/?a#茶", charset) == "https://xn--cl1a.cn/?a"


@pytest.mark.parametrize(
    ("charset", "char", "expected"),
    [
        ("gbk", "乗", "%81\\"),  # the second byte is a backslash: browsers leave it
        ("gbk", "亅", "%81|"),
        ("iso-2022-jp", "ア", "%1B$B%%22%1B(B"),  # % as it is, " escaped
        ("big5", "功", "%A5\\"),
        ("windows-1252", "é€", "%E9%80"),
        ("iso-8859-1", "€", "%80"),
        ("iso-8859-9", "ğ", "%F0"),
        ("gb18030", "😀", "%949%FC6"),
    ],
)
def test_bytes_of_a_legacy_query_that_look_ascii(charset, char, expected):
    found = Resolver().resolve(BASE, f"/s?q={char}", charset)
    assert found == f"https://shop.cn/s?q={expected}"
    assert normalise(found) == found
