"""Settings: the embedded defaults, units, and what the values may be."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configs.settings import Crawl, Http, Settings, Site
from configs.units import seconds, size
from configs.validate import faults


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30s", 30),
        ("10m", 600),
        ("2h", 7200),
        ("500ms", 0.5),
        ("1d", 86400),
        ("1.5h", 5400),
        (" 5 s ", 5),
        ("0.5s", 0.5),
    ],
)
def test_durations(text, expected):
    assert seconds(text) == expected


@pytest.mark.parametrize(
    "text", ["", "5", "s", "-5s", "0s", "5x", "5 sm", "s5", "nans", "infs", "1e999s", "五s", "5ss", "5h30m"]
)
def test_what_is_no_duration(text):
    with pytest.raises(ValueError, match=r"write|positive"):
        seconds(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", 1), ("500K", 512_000), ("15m", 15 * 1024**2), ("1G", 1024**3), ("10 MB", 10 * 1024**2), ("1.5k", 1536), ("0.1", 1), (" 2kb ", 2048)],
)  # fmt: skip
def test_sizes(text, expected):
    assert size(text) == expected


@pytest.mark.parametrize("text", ["", "M", "-1M", "0", "10T", "nan", "inf", "1e400", "1MM"])
def test_what_is_no_size(text):
    with pytest.raises(ValueError, match=r"write|positive"):
        size(text)


@given(st.text(max_size=12))
def test_any_text_is_a_positive_quantity_or_a_value_error(text):
    for parse in (seconds, size):
        try:
            value = parse(text)
        except ValueError:
            continue
        assert 0 < value < math.inf


def test_the_defaults_are_without_fault_and_frozen():
    assert faults(Settings()) == []
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().lang = "zh"  # type: ignore[misc]


def site(**values) -> Settings:
    return Settings(sites={"tea": Site(**{"start": ("https://tea.cn/",), **values})})


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(lang="fr"), ("lang", "fr")),
        (Settings(http=Http(timeout="5")), ("[http] timeout", "30s", "'5'")),
        (Settings(http=Http(max_body="-1")), ("[http] max_body", "15M")),
        (Settings(http=Http(retries=-1)), ("[http] retries",)),
        (site(role="friend"), ("[sites.tea] role", "competitor", "friend")),
        (site(start=()), ("[sites.tea]", "start")),
        (site(start=("tea.cn",)), ("[sites.tea]", "https://")),
        (site(sitemaps="on"), ("[sites.tea] sitemaps", '"off"')),
        (site(sitemaps=("/s.xml",)), ("[sites.tea] sitemaps",)),
        (site(crawl=Crawl(max_pages=-1)), ("[sites.tea.crawl] max_pages",)),
        (site(crawl=Crawl(rate=math.nan)), ("[sites.tea.crawl] rate",)),
        (site(crawl=Crawl(rate=math.inf)), ("[sites.tea.crawl] rate",)),
        (site(crawl=Crawl(store_html="some")), ("store_html", "some")),
        (site(crawl=Crawl(time_limit="2")), ("time_limit", "2h")),
        (site(crawl=Crawl(exclude=("cart",))), ("[sites.tea.crawl]", "'cart'")),
    ],
)
def test_faults_name_their_place_in_both_languages(settings, words):
    (fault,) = faults(settings)
    for text in (fault.zh, fault.en):
        assert all(word in text for word in words), text
    assert fault.zh != fault.en


def test_every_fault_is_told():
    assert len(faults(site(role="x", start=(), crawl=Crawl(max_depth=-1, store_html="")))) == 4
