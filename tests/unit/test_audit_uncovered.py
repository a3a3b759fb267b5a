"""Every core item of the checklist has a check, or a written reason why not."""

import json
from pathlib import Path

import pytest

from audit.registry import all_checks
from audit.uncovered import merged, uncovered
from crawler.text import han_chars
from xunlu import main

SPECIFIED = {entry["id"]: entry for entry in json.loads(Path("tests/data/checks.json").read_text("utf-8"))}


def test_every_core_item_has_a_check_or_a_reason_and_never_both():
    core = {name for name, entry in SPECIFIED.items() if entry["tier"] == "core"}
    assert core - set(all_checks()) - set(uncovered()) == set()
    assert set(all_checks()) & set(uncovered()) == set()
    assert set(uncovered()) <= core


@pytest.mark.parametrize("item", uncovered().values(), ids=lambda item: item.id)
def test_reasons_are_written_and_items_are_those_of_the_checklist(item):
    wanted = SPECIFIED[item.id]
    assert (item.area, item.book) == (wanted["area"], wanted["book"]["section"] if wanted["book"] else "")
    assert (item.title.zh, item.title.en) == (wanted["title_zh"], wanted["title_en"])
    assert han_chars(item.why.zh) >= 10 and len(item.why.en.split()) >= 6
    assert item.into == "" or item.into in all_checks()
    assert item.into == "" or item.id in merged(item.into)


def test_only_what_other_rooms_bring_is_open():
    """Of the areas that a crawl alone can judge nothing is left open but what needs an earlier run."""
    open_here = {one.id for one in uncovered().values() if not one.into}
    assert open_here == {"bait-and-switch"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_tells_the_reason(capsys, lang):
    assert main(["--lang", lang, "rule", "bait-and-switch"]) == 0
    assert uncovered()["bait-and-switch"].why.get(lang) in capsys.readouterr().out
    assert main(["--lang", "en", "rule", "bait-and-swich"]) == 2
    assert "Did you mean bait-and-switch?" in capsys.readouterr().err
    assert main(["rule", "--all", "--format", "json"]) == 0
    listed = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert set(listed) == {*all_checks(), *uncovered()}
    for name, one in uncovered().items():
        assert listed[name]["merged_into"] == (one.into or None)
        assert not one.into or name in listed[one.into]["merges"]
