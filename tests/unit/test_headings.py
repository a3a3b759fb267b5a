"""Columns that people read have names in both languages, and their codes are words."""

from __future__ import annotations

import pytest

from configs.app import App
from crawler.store import open_store
from reports.headings import HEADINGS, WORDS, headings, readable_row
from reports.listing import LISTS, RUN_NAMES, SITE_NAMES
from reports.page_facts import HIDDEN

SAME = {"h1", "url"}  # written alike in both languages


def test_every_fact_of_a_page_has_a_name(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        columns = [row[1] for row in store.db.execute("pragma table_info(v_pages)")]
    assert len(columns) > 40
    assert {*columns} - {*HIDDEN} - SAME <= HEADINGS.keys()


@pytest.mark.parametrize("what", [*LISTS, "runs", "sites"])
def test_every_column_of_a_list_has_a_name(what):
    names = {"runs": RUN_NAMES, "sites": SITE_NAMES}.get(what) or LISTS[what](App())[0]
    assert {*names} - SAME <= HEADINGS.keys()


def test_values_are_read_in_the_language_of_the_person():
    names = ["indexable", "indexable_reason", "pagerank", "page_type", "error", "density A", "h1", "dead_end"]
    row = [1, "noindex", 0.0123, "product", None, 0.05, "=1+1", None]
    assert readable_row(names, row, "zh") == ["✓", "noindex 排除", "1.230%", "商品页", None, "5.00%", "=1+1", ""]
    assert readable_row(names, row, "en")[3] == "Product"
    assert headings(["inlinks", "nonsense"], "zh") == ["入链", "nonsense"]


def test_a_number_or_an_own_type_of_page_is_no_code():
    assert readable_row(["answer", "page_type", "status"], [404, "tasting", 200], "zh") == [404, "tasting", 200]
    assert all(text.zh and text.en for words in WORDS.values() for text in words.values())
