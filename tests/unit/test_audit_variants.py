"""What checks in SQL ask about addresses, robots directives and the likeness of texts."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from audit import directives, likeness, variants
from audit.textsize import is_short
from crawler.records import PageRecord
from crawler.zstd import compress

HOST = "https://example.com"


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://m.shop.com.cn/a", "shop.com.cn"),
        ("https://www.shop.cn:8443/", "shop.cn"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("https://xn--55qx5d.cn/", "xn--55qx5d.cn"),
    ],
)
def test_registrable_domain(url, domain):
    assert variants.registrable(url) == domain


def test_spellings_of_one_path():
    spelled = ["/Tea/", "/tea", "//tea", "/tea//"]
    assert len({variants.folded_path(HOST + path) for path in spelled}) == 1
    assert variants.folded_path(f"{HOST}/?A=1") != variants.folded_path(f"{HOST}/?a=1")
    assert variants.folded_path(HOST) == variants.folded_path(f"{HOST}/")
    assert variants.spelling(f"{HOST}/Tea", f"{HOST}/tea") == "case"
    assert variants.spelling(f"{HOST}/tea", f"{HOST}/Tea/") == "slash"
    assert variants.spelling(f"{HOST}/a//tea", f"{HOST}/a/tea") == "double-slash"


def test_order_of_parameters_and_segments():
    assert variants.sorted_query(f"{HOST}/a?b=2&A=1") == variants.sorted_query(f"{HOST}/a?a=1&B=2")
    assert variants.sorted_query(f"{HOST}/a?a=1") != variants.sorted_query(f"{HOST}/a?a=2")
    assert variants.sorted_path(f"{HOST}/tea/red-tin/") == variants.sorted_path(f"{HOST}/tin/red/tea")
    assert variants.sorted_path(f"{HOST}/tea?a=1") is None
    assert variants.sorted_path(f"{HOST}/tea") is None


@pytest.mark.parametrize(
    ("path", "alias"), [("/index.html", 1), ("/Default.aspx", 1), ("/home", 1), ("/homeware", 0), ("/index.html?a=1", 0), ("/a/index.html", 0)]
)  # fmt: skip
def test_home_alias(path, alias):
    assert variants.home_alias(HOST + path) == alias


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/a/b/c", None),
        ("/", None),
        ("/2025/11/11/11/11", None),
        ("/tea/tea/list", "neighbours"),
        ("/tea/list/tea", None),
        ("/a/b/A/c/a", "repeated"),
        ("/x/example.com/y", "host"),
        ("/x/www.example.com/y", "host"),
    ],
)
def test_path_that_repeats_itself(path, fault):
    found = variants.path_fault(HOST + path, 3)
    assert (json.loads(found)["fault"] if found else None) == fault


def test_ways_out():
    assert variants.exit_path(f"{HOST}/go/map") and variants.exit_path(f"{HOST}/a?url=https%3A//x")
    assert variants.exit_path(f"{HOST}/a?url=https://x")
    assert not variants.exit_path(f"{HOST}/goods/1")
    assert variants.path_depth(f"{HOST}/a//b/?c=/d") == 2


def test_directives_keep_their_agents():
    found = directives.directives("robots: index, max-snippet:0; googlebot: none, unavailable_after: 2025-01-01")
    assert found == [
        ("robots", "index"),
        ("robots", "max-snippet:0"),
        ("googlebot", "none"),
        ("googlebot", "unavailable_after: 2025-01-01"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("robots: unavailable_after: 25 Jun 2027 15:00:00 GMT", datetime(2027, 6, 25, 15, tzinfo=UTC)),
        ("unavailable_after: Friday, 25-Jun-27 15:00:00 UTC, noindex", datetime(2027, 6, 25, 15, tzinfo=UTC)),
        ("googlebot: UNAVAILABLE_AFTER: 2027-06-25", datetime(2027, 6, 25, tzinfo=UTC)),
        ("unavailable_after: 2027-06-25T15:00:00+08:00", datetime(2027, 6, 25, 7, tzinfo=UTC)),
    ],
)
def test_expiry(text, day):
    assert directives.expiry(text, "") == directives.expiry("", text) == day.timestamp()


def test_expiry_that_is_no_date():
    assert directives.expiry("unavailable_after: 月底", "") == -1
    assert directives.expiry("unavailable_after: ,;", "") in (-1, None)
    assert directives.expiry("robots: noindex", "") is None


def test_share_of_texts_that_are_near_equal():
    db = sqlite3.connect(":memory:")
    likeness.register(db)
    same = "这一天没有安排茶会，请看看别的日子，或者在店里随时坐下喝一杯。" * 5
    other = "紫泥透气稳重，适合普洱和老茶；朱泥密度高、香气足，泡乌龙茶更能显出花香。" * 5
    texts = [*[same] * 4, other, ""]
    values = ",".join("(?)" for _ in texts)
    share = db.execute(
        f"select near_equal_share(column1, 3) from (values {values})", [compress(one.encode()) for one in texts]
    ).fetchone()[0]
    assert share == pytest.approx(4 / 6)
    db.close()


def test_short_is_measured_by_the_script_of_the_text():
    assert is_short(PageRecord(HOST, han_chars=99), 100, 60)
    assert not is_short(PageRecord(HOST, han_chars=90, latin_words=10), 100, 60)
    assert is_short(PageRecord(HOST, latin_words=59), 100, 60)
    assert not is_short(PageRecord(HOST, latin_words=60), 100, 60)
    assert is_short(PageRecord(HOST), 100, 60)
