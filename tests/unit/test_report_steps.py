"""The first steps in plain words, and the glossary behind the question marks."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import reports
from configs.text import Text
from crawler.store import open_store
from crawler.text import han_chars
from reports.first_steps import MOST, first_steps
from reports.glossary import glossary, term_name
from reports.load import load_report
from reports.render import render_html
from tests.report_site import SETTINGS, build

TEMPLATES = sorted((Path(reports.__file__).parent / "templates").glob("*.j2"))
USED = re.compile(r'k\.g\("([a-z-]+)"\)')


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("steps") / "cha.db")
    with open_store(path) as store:
        return load_report(store, run_id, SETTINGS)


def steps(model, **changed):
    parts = {
        name: changed.get(name, getattr(model, name))
        for name in ("overview", "checklist", "fix", "keywords", "market", "links")
    }
    return first_steps(model.head.run_id, model.head.start, *parts.values())


def test_steps_come_from_the_report_and_end_with_looking_again(model):
    assert model.steps == steps(model) and 2 <= len(model.steps) <= MOST
    first = next(step for step in model.steps if step.key == "first")
    best = model.fix.plan[0].card
    assert (
        best.title.zh in first.title.zh
        and first.target == f"check-{best.check_id}"
        and first.command == best.check_command
    )
    broken = next(step for step in model.steps if step.key == "broken")
    assert f"{model.links.broken_cut.total}" in broken.title.en and "export broken-links" in broken.command
    assert model.steps[-1].key == "again" and model.steps[-1].command == "xunlu run https://cha.example/"


def test_what_stands_in_the_way_comes_first(model):
    cap = Text(zh="全站 noindex：总分最高 30", en="noindex on the whole site: the score is at most 30")
    made = steps(model, overview=replace(model.overview, partial=True, cap=cap))
    assert [step.key for step in made[:3]] == ["crawl", "cap", "first"] and len(made) <= MOST
    assert made[1].text.en.startswith("Noindex on the whole site")


def test_an_editor_need_not_wait_for_a_developer(model):
    plan = [replace(row, card=replace(row.card, owner="developer")) for row in model.fix.plan]
    plan[2] = replace(plan[2], card=replace(plan[2].card, owner="editor"))
    made = {step.key: step for step in steps(model, fix=replace(model.fix, plan=tuple(plan)))}
    assert made["editor"].target == f"check-{plan[2].card.check_id}"
    plan[0] = replace(plan[0], card=replace(plan[0].card, owner="editor"))
    assert "editor" not in {step.key for step in steps(model, fix=replace(model.fix, plan=tuple(plan)))}


def test_without_competitors_or_targets_it_says_so_and_orphans_of_a_part_are_none(model):
    bare = replace(model.fix, plan=())
    quiet = replace(model.links, partial=True)
    made = steps(
        model, fix=bare, links=quiet, market=replace(model.market, alone=True), keywords=replace(model.keywords, guessed=True)
    )  # fmt: skip
    assert [step.key for step in made] == ["broken", "targets", "competitor", "again"]


def test_an_unaudited_run_is_audited_first(tmp_path):
    path, run_id = build(tmp_path / "bare.db", analyse=False)
    with open_store(path) as store:
        model = load_report(store, run_id, SETTINGS)
    assert [(step.key, step.command) for step in model.steps] == [("audit", f"xunlu audit {run_id}")]


def test_a_start_address_is_quoted_for_the_shell(model):
    odd = replace(model.head.start, url="https://cha.example/?a=1&b='; rm -rf x")
    again = first_steps(1, odd, model.overview, model.checklist, model.fix, model.keywords, model.market, model.links)[
        -1
    ]
    assert again.command == """xunlu run 'https://cha.example/?a=1&b='"'"'; rm -rf x'"""


def test_every_term_is_explained_in_both_languages_and_once():
    assert len({term.key for term in glossary()}) == len(glossary()) >= 30
    for term in glossary():
        assert re.fullmatch(r"[a-z-]+", term.key)
        assert han_chars(term.text.zh) > 10 and han_chars(term.text.en + term.name.en) == 0
        assert han_chars(term.text.zh) <= 100 and len(term.text.en.split()) <= 40


def test_every_term_is_used_and_every_use_has_a_term(model):
    used = {key for path in TEMPLATES for key in USED.findall(path.read_text("utf-8"))}
    assert used == {term.key for term in glossary()}
    assert {step.term for step in model.steps} - {""} <= used
    with pytest.raises(KeyError):
        term_name("no-such-term")


def test_the_report_links_the_words_to_the_glossary(model):
    html = render_html(model)
    ids = set(re.findall(r"id=(term-[a-z-]+)[ >]", html))
    targets = set(re.findall(r"href=#(term-[a-z-]+)", html))
    assert targets <= ids and len(targets) > 20
    assert "id=steps" in html and "我先做什么" in html
    assert "What do I do first" in render_html(model, first="en", languages=["en"])
    section = html[html.index("<section id=glossary") :]
    assert len(section[: section.index("</section>")].encode()) < 20_000
