"""The command ``keywords``."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from configs.app import App
from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from crawler.text import columns
from keywords.cli import keywords

TARGETS = Settings(keywords=Keywords(targets=("乌龙茶", "black tea")))


def page(title: str, text: str) -> str:
    return f"<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>{text}</p></main></body></html>"


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "x.db"
    with open_store(path, create=True) as store:
        load_site(
            store, {"/": page("乌龙茶专卖", "乌龙茶，凤凰乌龙茶。"), "/b": page("Black tea", "Black tea for all.")}
        )
        load_site(
            store,
            {"/": page("茶2", "乌龙茶")},
            base="https://r.example",
            name="rival2",
            role="competitor",
            complete=False,
        )
    return path


def run(database, *arguments, lang="en", settings=TARGETS):
    app = App(lang=lang, database=database, settings=settings)
    result = CliRunner().invoke(keywords, list(arguments), obj=app, catch_exceptions=False)
    assert result.exit_code == 0
    return result


def test_json_has_terms_and_market(database):
    found = json.loads(run(database, "--format", "json", "--top", "2").stdout)
    assert found["site"] == "example" and found["complete"] is True and len(found["terms"]) == 2
    assert [(row["keyword"], row["site"], row["own"], row["pages"]) for row in found["market"]] == [
        ("乌龙茶", "example", True, 1),
        ("乌龙茶", "rival2", False, 1),
        ("black tea", "example", True, 1),
        ("black tea", "rival2", False, 0),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_are_aligned_and_every_density_names_its_formula(database, lang):
    lines = run(database, lang=lang).stdout.splitlines()
    tables = [[at for at, line in enumerate(lines) if line.startswith(("关键词 ", "keyword "))]]
    heads = [lines[at] for at in tables[0]]
    assert len(heads) == 2
    for head in heads:
        assert all(
            formula in head
            for formula in (("A n×词长/L", "B n/L", "C 词元") if lang == "zh" else ("A n*len/L", "B n/L", "C tokens"))
        )
    market = lines[tables[0][1] : tables[0][1] + 5]
    ends = {columns(line[: line.rindex("%") + 1]) for line in market[1:]}
    assert len(ends) == 1
    assert "*" not in "".join(market[1:])


def test_guesses_are_marked_and_a_competitor_can_be_shown(database):
    shown = run(database, "rival2@latest", settings=Settings())
    assert "incomplete" in shown.stderr and "rival2" in shown.stdout
    run(database, settings=Settings())
    text = run(database, lang="zh", settings=Settings()).stdout
    assert "乌龙茶*" in text and "推测" in text


def test_a_site_without_text_says_so(tmp_path):
    path = tmp_path / "y.db"
    with open_store(path, create=True) as store:
        load_site(store, {"/": "<html><body></body></html>"})
    assert run(path, settings=Settings()).stdout == "Nothing to analyse: no HTML page with text.\n"


def test_missing_stages_are_run_first(database):
    asked = []
    app = App(lang="en", database=database, settings=TARGETS)
    app.prepare = lambda app, store, run_id, stage: asked.append((run_id, stage))
    CliRunner().invoke(keywords, [], obj=app, catch_exceptions=False)
    assert asked == [(1, "keywords")]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "第 3 行 乌龙茶，第 1 行已有"), ("en", "line 3, 乌龙茶, is already in line 1")]
)
def test_words_written_twice_are_told_and_do_no_harm(database, tmp_path, lang, said):
    words = tmp_path / "words.txt"
    words.write_text("乌龙茶\n凤凰\n乌龙茶 5 n\n", "utf-8")
    settings = Settings(keywords=Keywords(targets=("乌龙茶",), userdict=str(words), stopwords=("builtin:zh",)))
    result = run(database, lang=lang, settings=settings)
    assert str(words) in result.stderr and said in result.stderr and "乌龙茶" in result.stdout
    words.write_text("乌龙茶\n", "utf-8")
    assert "words.txt" not in run(database, lang=lang, settings=settings).stderr
