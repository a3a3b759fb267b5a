"""Every check is complete, documented, and says the numbers of the checklist."""

import importlib
import json
import pkgutil
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import audit.checks
from audit.examples import record_of
from audit.explain import AREA, EFFORT, MATTERS, SURE, fields, markdown
from audit.needs import NEEDS, REASONS
from audit.registry import AREAS, PageCheck, Severity, all_checks, load
from audit.scoring import scoring
from configs.settings import Score
from configs.text import LANGUAGES, Text
from crawler.text import han_chars
from reports.sentences import sentence, text_of

CHECKS = list(all_checks().values())
SPECIFIED = {entry["id"]: entry for entry in json.loads(Path("tests/data/checks.json").read_text("utf-8"))}
URL = "https://example.com/"
TEXTS = ("title", "message", "why", "fix", "avoid", "verify")

each = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


def test_every_file_is_found():
    files = [path for path in Path("audit/checks").rglob("*.py") if path.name != "__init__.py"]
    assert len(files) == len(CHECKS) >= 24
    areas = [path for path in Path("audit/checks").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [path for path in areas if not (path / "__init__.py").exists()] == []


@each
def test_id_is_the_file_and_area_the_folder(check):
    module = importlib.import_module(check.module)
    path = Path(module.__file__)
    assert path.stem.replace("_", "-") == check.id
    assert path.parent.name.replace("_", "-") == check.area in AREAS


@each
def test_check_agrees_with_the_checklist(check):
    wanted = SPECIFIED[check.id]
    assert (check.area, str(check.severity), check.scope, check.tier) == (
        wanted["area"], wanted["severity"], wanted["scope"], wanted["tier"],
    )  # fmt: skip
    assert check.book == (wanted["book"] and wanted["book"]["section"])
    defaults = {name: option.default for name, option in check.options.items()}
    named = {name: list(one) if isinstance(one, tuple) else one for name, one in defaults.items()}
    lists = {
        name for name in named if name == "hosts" and re.search("(?:configurable host|block) list", wanted["rule_en"])
    }
    assert {name: one for name, one in named.items() if name not in lists} == wanted["thresholds"]
    assert {name: dict(values) for name, values in check.profiles.items()} == wanted["profiles"]


@each
def test_profiles_change_only_what_exists(check):
    for values in check.profiles.values():
        assert set(values) <= {"severity", "thresholds"}
        assert set(values.get("thresholds", {})) <= set(check.options)


class Read(dict):
    """Options that remember which were asked for."""

    def __init__(self, check):
        super().__init__({name: option.default for name, option in check.options.items()})
        self.asked = set()

    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)


@each
def test_every_option_is_read_and_documented(check):
    options = Read(check)
    if isinstance(check, PageCheck):
        for example in (*check.good, *check.bad):
            page = record_of(example)
            list(check.rule(replace(page, not_found_text="页面不存在"), options))
        assert options.asked == set(check.options)
    else:
        sql = getattr(check, "sql", "") + check.applies
        assert {name for name in check.options if f":{name}" in sql} == set(check.options)
    for option in check.options.values():
        assert option.unit
        assert option.source == "" or option.source.startswith("https://")


@each
def test_facts_and_headers_are_asked_for(check):
    """A run crawled before they were gathered is not judged: it would pass for want of evidence."""
    source = Path(importlib.import_module(check.module).__file__).read_text("utf-8")
    assert ("facts" in check.needs) == bool(re.search(r"\bpage\.facts\b|\bpage_facts\b", source))
    assert ("headers" in check.needs) == bool(re.search(r"\bpage\.headers\b|\bpage_headers\b", source))


@each
def test_texts_stand_in_both_languages(check):
    for name in TEXTS:
        text = getattr(check, name)
        assert isinstance(text, Text)
        assert text.zh.strip() and text.en.strip()
        if name != "message":
            assert han_chars(text.zh) > 0
            assert han_chars(re.sub(r"ICP备", "", text.en)) == 0
    for text in check.words.values():
        assert text.zh.strip() and text.en.strip()
    assert check.source.startswith("https://")
    assert importlib.import_module(check.module).__doc__
    assert bool(check.before) == bool(check.after)


@each
def test_texts_are_short_and_promise_nothing(check):
    told = [getattr(check, name) for name in TEXTS if name != "message"]
    assert sum(han_chars(text.zh) for text in told) <= 200
    assert sum(len(text.en.split()) for text in told) <= 120
    everything = " ".join(f"{text.zh} {text.en}" for text in told)
    assert not re.search(r"Google loves|百度喜欢|guarantee|保证(?:排名|收录)", everything, re.IGNORECASE)


@each
def test_chinese_is_typeset(check):
    """A space between Han and Latin letters or digits, full-width punctuation after Han."""
    for name in TEXTS:
        text = re.sub(r"<[^>]*>|https?://\S+|\{[^}]*\}|ICP备\S*", "", getattr(check, name).zh)
        assert re.findall(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", text) == []
        assert re.findall(r"[\u4e00-\u9fff][,;:!?]", text) == []


@each
def test_declared_values_are_known(check):
    assert check.severity in check.all_levels
    assert set(check.needs) <= set(NEEDS)
    assert check.confidence in SURE
    assert check.effort_unit in EFFORT and check.effort_hours > 0
    assert scoring(Score()).axis(check.area)
    assert set(check.with_) <= set(all_checks())
    if isinstance(check, PageCheck):
        assert check.reads <= {"main_text", "not_found_text"}


def test_names_of_areas_and_reasons_are_complete():
    assert set(AREA) == set(AREAS)
    assert {reason for _, reason in NEEDS.values()} <= set(REASONS)
    assert set(MATTERS) >= {check.matters for check in CHECKS}
    axes = scoring(Score()).axes
    assert sorted(area for areas in axes.values() for area in areas) == sorted(AREAS)
    assert set(Severity) == set(scoring(Score()).severity)


@each
@pytest.mark.parametrize("lang", LANGUAGES)
def test_explanation_is_whole(check, lang):
    page = markdown(check, lang)
    assert page.startswith(f"# {check.title.get(lang)}\n")
    assert check.source in page and f"`{check.id}`" in page
    for name in check.options:
        assert f"`{name}`" in page


def test_json_has_every_field_of_every_check_under_stable_keys():
    made = [fields(check) for check in CHECKS]
    assert json.loads(json.dumps(made)) == made
    common = set.intersection(*(set(one) for one in made))
    assert common >= {"id", "area", "kind", "severity", "levels", "title", "why", "fix", "options", "good", "bad"}
    assert {tuple(one) for one in made if one["kind"] == "page"} == {tuple(made[0])}


def test_codes_in_evidence_become_words():
    check = all_checks()["http-4xx"]
    said = sentence(check.message, {"status": 410, "kind": "gone"}, check.words)
    assert (text_of(said.zh), text_of(said.en)) == ("返回 410（已永久删除）", "answers 410 (removed for good)")


def test_id_that_is_not_the_file_is_refused_naming_both():
    check = all_checks()["title-missing"]
    with pytest.raises(LookupError, match=r"title-absent.*title_missing\.py"):
        replace(check, id="title-absent")
    with pytest.raises(LookupError, match="titles"):
        replace(check, module="audit.checks.titles.title_missing")


def test_file_without_a_check_is_refused():
    with pytest.raises(LookupError, match=r"audit\.needs declares no check"):
        load("audit.needs")


def test_walk_sees_all_modules():
    names = {
        module.name for module in pkgutil.walk_packages(audit.checks.__path__, "audit.checks.") if not module.ispkg
    }
    assert names == {check.module for check in CHECKS}


GOLDEN = {
    finding[0]
    for path in Path("tests/sites").glob("*/expect.toml")
    for finding in tomllib.loads(path.read_text("utf-8"))["findings"]
}


@each
def test_check_has_its_page_and_a_finding_on_a_golden_site(check):
    page = Path("docs/checks") / check.area / f"{check.id}.md"
    assert page.is_file(), "run make docs"
    assert check.title.zh in page.read_text("utf-8")
    assert check.id in GOLDEN


def test_there_are_a_hundred_core_checks_over_all_areas_that_have_some():
    """Trust and monitoring have no core checks."""
    core = [check for check in CHECKS if check.tier == "core"]
    assert len(core) >= 100
    wanted = {entry["area"] for entry in SPECIFIED.values() if entry["tier"] == "core"}
    assert {check.area for check in core} >= wanted
