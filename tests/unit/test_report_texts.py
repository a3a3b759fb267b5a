"""Addresses, numbers and sentences as people read them."""

import pytest

from configs.text import Text
from reports.addresses import address, decoded
from reports.numbers import band, day, decimal, duration, effort, exact, moment, percent, quadrant
from reports.parts import Piece
from reports.sentences import clipped, quoted, sentence, text_of


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/%E8%8C%B6/%E5%A3%B6?q=%E7%BA%A2", "https://a.example/茶/壶?q=红"),
        ("https://xn--fiq228c.example/", "https://中文.example/"),
        ("https://a.example/100%25", "https://a.example/100%25"),
        ("https://a.example/a%2Fb%20c", "https://a.example/a%2Fb%20c"),
        ("https://a.example/%FF%FE", "https://a.example/%FF%FE"),
        ("https://a.example/%E2%80%AEx", "https://a.example/%E2%80%AEx"),  # a direction override stays encoded
        ("https://a.example/%0d%0aSet-Cookie", "https://a.example/%0d%0aSet-Cookie"),
        ("/%", "/%"),
        ("https://a.example/%C4%BF%C2%BC/%D7%CF.html", "https://a.example/%C4%BF%C2%BC/%D7%CF.html"),  # 目录/紫 in GBK
    ],
)
def test_decoding_is_readable_and_unambiguous(url, shown):
    assert decoded(url) == shown


def test_an_address_of_the_site_is_its_path_and_links_whole():
    found = address("https://a.example/%E8%8C%B6", "https://a.example")
    assert (found.shown, found.href) == ("/茶", "https://a.example/%E8%8C%B6")
    assert address("https://a.example.evil/", "https://a.example").shown == "https://a.example.evil/"


@pytest.mark.parametrize(
    ("value", "name"),
    [(100, "excellent"), (89.96, "excellent"), (89.94, "good"), (75, "good"),
     (74.9, "fair"), (50, "fair"), (49.9, "poor"), (0, "poor"), (None, "none")]
)  # fmt: skip
def test_bands(value, name):
    assert band(value) == name


def test_quadrants():
    costly = [(1, 4, 50), (1, 4.1, 50), (0.9, 4, 50), (0.9, 5, 50)]
    assert [quadrant(*case) for case in costly] == ["now", "plan", "aside", "park"]
    cheap = [(0.1, 4, 2), (0.1, 5, 2), (0.09, 4, 2), (0.09, 5, 2), (0, 1, 2)]  # a twentieth of what is lost is worth it
    assert [quadrant(*case) for case in cheap] == ["now", "plan", "aside", "park", "info"]


def test_numbers():
    assert percent(0.01) == "< 0.1%" and percent(0) == "0.0%" and percent(12.34) == "12.3%" and percent(None) == "–"
    assert exact(25.0) == "25%" and exact(29.41) == "29.4%"
    assert decimal(-0.001) == "0.0" and decimal(12345.678, 2) == "12,345.68"


def test_times():
    assert day("2026-11-22T01:00:00Z") == Text(zh="2026年11月22日", en="22 Nov 2026")
    assert moment("2026-11-22T01:00:59Z") == "2026-11-22 01:00 UTC" and moment(None) == "–"
    assert duration("2026-11-22T01:00:00Z", "2026-11-22T01:04:22Z") == Text(zh="4 分 22 秒", en="4m22s")
    assert duration("2026-11-22T01:00:00Z", None).zh == "–"


def test_effort_counts_what_has_to_be_touched():
    assert effort("template", 3, 1.5).zh == "3 个模板 · 约 1.5 小时"
    assert effort("template", 1, 0.5).en == "1 template · ≈\u00a030\u00a0min"


def test_a_sentence_marks_what_the_site_wrote():
    message = Text(zh="标题“{title}”宽 {width} 列", en="“{title}” is {width:,} wide")
    made = sentence(message, '{"title": "红茶", "width": 1234}')
    assert made.zh == (Piece("标题“"), Piece("红茶", crawled=True), Piece("”宽 1234 列"))
    assert text_of(made.en) == "“红茶” is 1,234 wide"


def test_codes_are_translated_and_lists_joined():
    words = {"nav": Text(zh="导航", en="navigation"), "footer": Text(zh="页脚", en="footer")}
    message = Text(zh="在{place}，共 {all}", en="in {place}, all {all}")
    made = sentence(message, {"place": "nav", "all": ["nav", "footer"]}, words)
    assert text_of(made.zh) == "在导航，共 导航、页脚" and text_of(made.en) == "in navigation, all navigation, footer"
    assert not any(piece.crawled for piece in made.zh)


@pytest.mark.parametrize("evidence", ['{"other": 1}', "not json", "[1, 2]", '{"title": {"a": [1]}}'])
def test_evidence_that_does_not_fit_is_listed_not_lost(evidence):
    made = sentence(Text(zh="{title} {width:.1f}", en="{title} {width:.1f}"), evidence)
    assert text_of(made.zh)


@pytest.mark.parametrize(
    ("message", "evidence", "zh", "en"),
    [
        (Text("{n} 个网页链接它", "{n} pages link to it"), {"n": 1}, "1 个网页链接它", "1 page links to it"),
        (Text("{n} 个", "{n} pages link to it"), {"n": 11}, "11 个", "11 pages link to it"),
        (Text("{n}", "{a} of {n} fields have no label"), {"a": 1, "n": 1}, "1", "1 of 1 field has no label"),
        (Text("{n}", "{n:.1f} pages, 2.1 pages"), {"n": 1.0}, "1.0", "1.0 pages, 2.1 pages"),
        (Text("{n}", "in {n} batches; {n} indexable pages"), {"n": 1}, "1", "in 1 batch; 1 indexable page"),
        (Text("{n}", "{n} addresses do, {n} categories"), {"n": 1}, "1", "1 address does, 1 category"),
        (Text("“{t}”没有链接", "“{t}” has no link"), {"t": ""}, "（空）没有链接", "(empty) has no link"),
        (Text("没有 viewport {v}", "no viewport: {v}"), {"v": ""}, "没有 viewport", "no viewport"),
        (Text("“{t}”", "“{t}”"), {"t": "1 pages link"}, "“1 pages link”", "“1 pages link”"),
    ],
)  # fmt: skip
def test_sentences_read_as_if_somebody_had_written_them(message, evidence, zh, en):
    made = sentence(message, evidence)
    assert (text_of(made.zh), text_of(made.en)) == (zh, en)


def test_known_codes_beside_other_values_are_translated():
    words = {"price": Text(zh="price（价格）", en="price"), "bad": Text(zh="写错", en="wrong")}
    made = sentence(Text(zh="缺 {fields}", en="lacks {fields}"), {"fields": ["image", "bad", "price"]}, words)
    assert text_of(made.zh) == "缺 image, 写错, price（价格）" and text_of(made.en) == "lacks image, wrong, price"


def test_quotes_are_inert_short_and_readable():
    assert quoted("a\x1b[31m\u202eb\nc") == "a[31mb c"
    assert quoted("https://a.example/%E8%8C%B6") == "https://a.example/茶"
    assert quoted(list(range(9))) == "0, 1, 2, 3, 4 … (+4)"
    assert clipped("红茶红茶", 6) == "红茶…" and clipped("tea house", 5) == "tea …"
