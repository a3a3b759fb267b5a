"""Where to change a fault in a known shop system: every check has a kind of place or none, every place is typeset."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from audit.places_by_platform import FILE, kind_of, place, place_of_kind, places, runs_on
from audit.registry import AREAS, all_checks
from crawler.facts import platforms
from crawler.text import han_chars

TABLE = tomllib.loads(Path("audit", FILE).read_text("utf-8"))
OWN = [
    pytest.param(name, kind, entry, id=f"{name}-{kind}")
    for name, kinds in TABLE["places"].items()
    for kind, entry in kinds.items()
]
SPECIFIED = {entry["id"]: entry["area"] for entry in json.loads(Path("tests/data/checks.json").read_text("utf-8"))}
# Every name that a sign of crawler/facts/platforms.py leads to.
KNOWN = {
    *(name for _, name in platforms._GENERATORS),
    *(name for _, name in platforms._ADDRESSES),
    *(name for _, name in platforms._COOKIES),
    *(name for _, _, name in platforms._HEADERS),
    *platforms._NAMES,
    "Magento", "PrestaShop", "Youzan",
}  # fmt: skip
CHINESE_ONLY = {"ECShop", "ShopXO", "DedeCMS", "Discuz!"}  # whose back office has no English menus

each = pytest.mark.parametrize(("name", "kind", "entry"), OWN)


def test_every_area_has_a_kind_or_none():
    assert tuple(TABLE["areas"]) == AREAS
    assert set(TABLE["areas"].values()) <= {"", *TABLE["kinds"]}


@pytest.mark.parametrize("check", all_checks().values(), ids=lambda check: check.id)
def test_every_check_has_a_kind_or_none(check):
    assert kind_of(check.id, check.area) in {"", *TABLE["kinds"]}


def test_exceptions_are_checks_of_the_checklist_and_differ_from_their_area():
    for check_id, kind in TABLE["checks"].items():
        assert kind in {"", *TABLE["kinds"]}
        assert check_id in SPECIFIED, check_id
        assert kind != TABLE["areas"][SPECIFIED[check_id]], check_id


def test_no_kind_is_unused():
    asked = {kind_of(check_id, area) for check_id, area in SPECIFIED.items()}
    assert asked - {""} == set(TABLE["kinds"]) == {kind for kinds in TABLE["places"].values() for kind in kinds}
    installed = {kind_of(check.id, check.area) for check in all_checks().values()}
    assert installed - {""} == set(TABLE["kinds"])


def test_systems_are_those_that_a_crawl_can_tell():
    assert {*TABLE["places"], *runs_on(), *runs_on().values()} <= KNOWN
    assert set(places()) == {*TABLE["places"], *runs_on()}


@each
def test_places_are_typeset_and_short(name, kind, entry):
    assert kind in TABLE["kinds"]
    assert set(entry) == {"zh", "en", "source"}
    zh, en = entry["zh"], entry["en"]
    assert re.findall(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", zh) == []
    assert re.findall(r"[\u4e00-\u9fff] ?[,;:!?(]|[,;:!?][\u4e00-\u9fff]", zh) == []
    assert re.findall(r"\S→|→\S|[>»]", f"{zh} {en}".replace("->", "")) == []
    assert not zh.endswith("。") and not en.endswith(".")  # part of a longer line
    assert "{" not in zh + en  # it is no template
    assert zh and han_chars(zh) <= 60
    assert 0 < len(en.split()) <= 34
    assert han_chars(en) == 0 or name in CHINESE_ONLY


@each
def test_sources_are_https(name, kind, entry):
    assert re.fullmatch(r"https://[\w.-]+/\S*", entry["source"])


def test_texts_of_one_system_differ():
    for kinds in TABLE["places"].values():
        assert len({entry["zh"] for entry in kinds.values()}) == len(kinds)


def test_a_place_by_the_area_of_the_check():
    assert place("title-too-long", "metadata", "Shopify").en.startswith("Products, collections")
    assert place("robots-blocks-page", "robots-sitemaps", "Shopify").zh.startswith("在线商店 → 模板 → 编辑代码：")
    assert "/sitemap.xml" in place("sitemap-lastmod", "robots-sitemaps", "Shopify").zh


def test_new_checks_fall_back_to_their_area():
    assert place("title-of-tomorrow", "metadata", "WordPress") == place("title-missing", "metadata", "WordPress")
    assert place("slow-of-tomorrow", "performance", "WordPress") is None
    assert place("anything", "no-such-area", "WordPress") is None


def test_what_cannot_be_known_is_not_said():
    assert place("title-missing", "metadata", "") is None
    assert place("title-missing", "metadata", "Youzan") is None
    assert place("slow-response", "performance", "Shopify") is None
    assert place("robots-blocks-page", "robots-sitemaps", "ECShop") is None


def test_a_plug_in_has_the_places_of_the_system_below_and_its_own():
    assert place("robots-blocks-page", "robots-sitemaps", "WooCommerce") == place(
        "robots-blocks-page", "robots-sitemaps", "WordPress"
    )
    assert place("h1-missing", "content", "WooCommerce") != place("h1-missing", "content", "WordPress")
    assert place_of_kind("structured-data", "WooCommerce").source.startswith("https://")
    assert place_of_kind("structured-data", "WordPress") is None
