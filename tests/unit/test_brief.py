"""The content brief: its pages, subtopics, terms, questions, links and drafts, in every format, and what it says is wanting."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from configs.app import App
from configs.errors import SettingsError
from configs.settings import Rules, Settings
from crawler.store import open_store
from crawler.text import columns
from keywords.brief.candidates import Keyword, keyword_of
from keywords.brief.headings import same
from keywords.brief.questions import is_question, plain_heading
from keywords.brief.whole import Limits, asked_for, brief_of
from keywords.segment import segmenter
from reports.brief.as_html import html
from reports.brief.as_markdown import markdown
from reports.brief.cli import brief
from reports.brief.limits import limits
from reports.brief.links import as_written, links_to_add
from reports.brief.sections import shown
from tests.brief_market import SETTINGS, build

HOSTILE = ("<script>alert(1)</script>", "a | b ` c", "=1+1", "[x](javascript:alert(2))", "\u202egnp.exe 养壶")
WIDE = Limits(60, 160)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("brief") / "x.db"
    build(path)
    return path


def made(database, keyword, page=None, settings=SETTINGS):
    with open_store(database) as store:
        run = store.run("latest")
        url_id = page and store.db.execute("select url_id from main.urls where url = ?", [page]).fetchone()[0]
        found = brief_of(store, asked_for(store, run, settings, keyword, url_id, WIDE), settings)
        return replace(found, links=links_to_add(store, found))


@pytest.fixture(scope="module")
def pots(database):
    return made(database, "紫砂壶")


def test_it_rests_on_the_competitors_pages_that_serve_the_keyword(pots):
    assert {one.url.partition("/blog/")[0] for one in pots.sources} == {"https://one.example", "https://two.example"}
    assert len(pots.sources) == 6 and pots.enough and all(one.exact and not one.own for one in pots.sources)
    assert all({"in_title", "in_h1", "in_text"} <= set(one.places) for one in pots.sources)
    ranks = [0.8 * one.relevance + 0.2 * one.match for one in pots.sources]
    assert ranks == sorted(ranks, reverse=True) and all(0 < one.match < 1 for one in pots.sources)


def test_the_own_page_is_proposed_and_compared(pots):
    assert (pots.own.url, pots.chosen) == ("https://shop.example/pots/", False)
    has = {one.name.en: one.there for one in pots.has}
    assert has["keyword in the title"] and has["keyword in anchors of own pages"]
    assert not has["keyword in the description"] and not has["structured data FAQPage"]


def test_headings_that_say_the_same_are_one_subtopic_and_repeated_ones_none(pots):
    found = {one.heading: (one.pages, one.sites, one.own) for one in pots.subtopics}
    assert found["养壶方法"] == (4, 2, False)
    assert found["容量大小"] == (2, 2, True)
    assert found["选购泥料"] == (2, 2, False)
    assert "继续阅读" not in found and pots.repeated == 4


def test_questions_of_headings_are_told_once(pots):
    first = pots.questions[0]
    assert (first.text.rstrip("？"), first.pages, first.keyword, first.own) == ("紫砂壶怎么开壶", 4, True, False)
    assert "如何选购泥料" in {one.text for one in pots.questions}


def test_terms_have_ranges_and_the_own_count(pots):
    terms = {one.term: one for one in pots.terms}
    assert pots.terms[0].term == "紫砂壶" and pots.unit == "han"
    assert terms["紫砂壶"].pages == 6 and 0 < terms["紫砂壶"].low <= terms["紫砂壶"].high
    assert terms["紫砂壶"].own_count == 2 and terms["透气"].own_count == 0 and terms["透气"].state == "missing"
    assert not any("茶行" in term for term in terms)


def test_length_schema_and_dates(pots):
    assert 0 < pots.han.low <= pots.han.middle <= pots.han.high and pots.han.own < pots.han.low
    assert [(one.name, one.pages, one.own, one.advised) for one in pots.schema] == [("FAQPage", 6, False, True)]
    assert (pots.newest, pots.dated) == ("2026-05-03", 6)


def test_links_come_from_pages_that_speak_of_the_keyword_and_do_not_link_there(pots):
    first = pots.links[0]
    assert (first.source, first.anchor) == ("https://shop.example/blog/1", "紫砂壶")
    assert "我常用紫砂壶泡普洱" in first.sentence
    assert "https://shop.example/blog/2" not in {one.source for one in pots.links}
    assert ("紫砂壶", 2) in pots.anchors


def test_drafts_are_within_the_limits_and_end_as_the_own_titles_do(pots):
    assert (
        len(pots.titles) >= 3
        and len(pots.descriptions) == 3
        and len({one.text for one in pots.titles}) == len(pots.titles)
    )
    assert all(one.width == columns(one.text) <= one.limit == 60 for one in pots.titles)
    assert all(one.width == columns(one.text) <= one.limit == 160 for one in pots.descriptions)
    assert pots.titles[0].text.startswith("紫砂壶") and pots.titles[0].text.endswith(" | 云岭")


def test_what_is_wanting_is_said_and_nothing_made_up(database):
    found = made(database, "烘干机")
    assert not found.enough and found.own is None and not found.sources
    assert found.subtopics == found.terms == found.questions == found.schema == found.links == () and found.han is None
    said = " ".join(one.en for one in found.remarks)
    assert "Not enough material" in said and "No own page" in said and "Incompletely crawled: two" in said
    assert all("烘干机" in one.text for one in found.titles) and len(found.titles) >= 3


def test_without_a_competitor_it_says_so(database):
    with open_store(database) as store:
        asked = asked_for(store, store.run("latest"), SETTINGS, "紫砂壶", None, WIDE)
        found = brief_of(store, replace(asked, rivals=()), SETTINGS)
    assert "No competitor was crawled" in found.remarks[0].en and not found.enough
    assert found.sources == ()  # the own page is no model for itself, and the others only mention the keyword


def test_a_keyword_that_is_no_target_is_measured_on_demand_by_its_words(database):
    found = made(database, "紫砂壶讲")
    assert found.enough and len(found.sources) == 6 and not any(one.exact for one in found.sources)
    assert found.sources[0].relevance < made(database, "紫砂壶").sources[0].relevance
    assert "only most of its words" in " ".join(one.en for one in found.remarks)
    english = made(database, "teapot care", "https://shop.example/care")
    assert english.lang == "en" and english.chosen and english.own.exact and not english.enough
    assert english.titles[0].text.startswith("Teapot care")


def test_the_cover_of_a_keyword():
    keyword = keyword_of("Green Tea 茶杯", segmenter(), frozenset())
    assert keyword == Keyword("green tea茶杯", ("green", "tea", "茶杯"))
    assert [keyword.cover(copy) for copy in ("好green tea茶杯", "tea 的茶杯", "tea only")] == [
        1.0,
        pytest.approx(0.4),
        0.0,
    ]
    assert keyword_of("茶杯", segmenter(), frozenset()).cover("杯") == 0


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("怎么开壶", True), ("紫砂壶好吗", True), ("Q1：为什么会裂？", True), ("How to choose", True), ("Is it safe?", True),
        ("养壶方法", False), ("Show more", False), ("Issues", False),
    ],
)  # fmt: skip
def test_forms_of_questions(text, asks):
    assert is_question(text) == asks


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("10.1.2. 复制语法", "复制语法"), ("2.1 养壶", "养壶"), ("第 3 章 开壶", "开壶"), ("一、泥料", "泥料"), ("（2）容量", "容量"),
        ("Q1: Why?", "Why?"), ("1.5 L teapots", "1.5 L teapots"), ("2.5 升的壶", "2.5 升的壶"), ("3", "3"), ("2024年新茶", "2024年新茶"),
    ],
)  # fmt: skip
def test_headings_lose_their_number(heading, plain):
    assert plain_heading(heading) == plain


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("ab", "ab", True), ("ab", "abc", True), ("a", "abc", False), ("ab", "cd", False), ("abc", "bcd", True)],
)
def test_headings_say_the_same_by_their_words(one, other, expected):
    assert same(frozenset(one), frozenset(other)) == same(frozenset(other), frozenset(one)) == expected


def test_the_keyword_as_a_text_writes_it():
    assert as_written("买 iPhone 手机壳 吧", "iphone手机壳") == "iPhone 手机壳"
    assert as_written("没有", "手机壳") == ""


def test_limits_are_those_of_the_checks():
    assert limits(Settings(profiles=())) == Limits(60, 160)
    narrow = Settings(rules=Rules(options={"title-too-long": {"max_units": 40}}))
    assert limits(narrow).title == 40
    with pytest.raises(SettingsError):
        limits(Settings(rules=Rules(options={"title-too-long": {"max_unit": 40}})))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_markdown_and_html_have_every_section_and_hostile_texts_are_harmless(tmp_path, lang):
    path = tmp_path / "x.db"
    build(path, HOSTILE)
    found = made(path, "紫砂壶")
    view = shown(found, lang)
    text, page = markdown(view), html(view)
    for section in view.sections:
        assert f"## {section.title}" in text and f">{section.title}</h2>" in page
    assert {"alert(1)" in one for one in (text, page)} == {True}
    assert (
        "<script" not in page
        and "&lt;script&gt;alert(1)" in page
        and "javascript:" not in page.replace("](javascript:", "")
    )
    assert "`<script>alert(1)</script>" in text and "\u202e" not in text + page
    assert all(line.count("|") >= 3 for line in text.splitlines() if line.startswith("|"))
    assert (markdown(shown(made(path, "紫砂壶"), lang)), html(shown(made(path, "紫砂壶"), lang))) == (text, page)


def run(database, *words, lang="en", code=0):
    result = CliRunner().invoke(brief, list(words), obj=App(lang=lang, database=database, settings=SETTINGS))
    assert result.exit_code == code, result.output
    return result


def test_the_command_writes_every_format(database, tmp_path):
    found = json.loads(run(database, "紫砂壶", "--format", "json").stdout)
    assert found["version"] == 1 and found["keyword"] == "紫砂壶" and set(found["remarks"][0]) == {"zh", "en"}
    assert run(database, "紫砂壶").stdout.startswith("# Content brief: 紫砂壶\n")
    assert run(database, "紫砂壶", lang="zh").stdout.startswith("# 内容简报：紫砂壶\n")
    written = run(database, "紫砂壶", "--page", "/pots", "-o", str(tmp_path / "b.html"))
    assert written.stdout == "" and "b.html" in written.stderr
    assert "For the page" in (tmp_path / "b.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (("!?",), 192),
        (("茶" * 200,), 192),
        (("紫砂壶", "--page", "/none"), 121),
        (("紫砂壶", "--run", "one@latest"), 150),
    ],
)
def test_mistakes_are_explained(database, words, number):
    result = CliRunner().invoke(brief, list(words), obj=App(lang="en", database=database, settings=SETTINGS))
    assert isinstance(result.exception, SettingsError) and result.exception.number == number
