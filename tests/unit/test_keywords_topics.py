"""Topics, shares of voice, the keyword matrix and title patterns on small markets whose answer is plain to see."""

import math

import numpy as np
import pytest
from click.testing import CliRunner

from configs.app import App
from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.brands import separated_parts
from keywords.market import run_market
from keywords.market_cli import matrix, titles, topics
from keywords.market_reading import pattern_text
from keywords.modifiers import modifiers
from keywords.stage import run_keywords
from keywords.titles import Known, brand_ends, shape, site_titles
from keywords.topics import Market, ties
from linkgraph.stage import run_links

SETTINGS = Settings(keywords=Keywords(targets=("普洱茶", "紫砂壶")))
TEAS = ("普洱茶", "熟茶", "茶饼")
POTS = ("紫砂壶", "盖碗", "公道杯")


def page(title, text, h1=None):
    return f'<html lang="zh"><head><title>{title}</title></head><body><main><h1>{h1 or title}</h1><p>{text}</p></main></body></html>'


def about(words, number, name):
    """A page whose title has one of the words, and whose text has all of them twice."""
    subject = words[number % len(words)]
    text = "。".join(f"{word}{'很好' if number % 2 else '耐用'}，{word}第{number}批" for word in words)
    return page(f"{subject}{number}号_{name}", text, h1=f"{subject}{number}号")


def site(name, teas, pots):
    home = {"/": page(f"首页_{name}", "欢迎光临，今天天气很好。", h1="欢迎")}
    tea = {f"/tea/{n}": about(TEAS, n, name) for n in range(teas)}
    pot = {f"/pot/{n}": about(POTS, n, name) for n in range(pots)}
    return home | tea | pot


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("topics") / "x.db"
    with open_store(path, create=True) as store:
        rival = load_site(
            store, site("竞品行", 12, 4), base="https://rival.example", name="rival", role="competitor", complete=False
        )
        own = load_site(store, site("云岭号", 4, 12))
        for run_id in (rival, own):
            run_links(store, run_id)
        run_keywords(store, own, SETTINGS)
        run_market(store, own, SETTINGS)
    return path


@pytest.fixture
def store(database):
    with open_store(database) as store:
        yield store


def test_terms_of_the_same_pages_are_one_topic_and_its_shares_are_those_of_the_pages(store):
    run_id = store.run("latest").run_id
    terms = {}
    for topic, term in store.db.execute(
        "select topic, term from v_keyword_topic_terms where run_id = ? order by topic, place", [run_id]
    ):
        terms.setdefault(topic, []).append(term)
    teas = next(topic for topic, found in terms.items() if "普洱茶" in found)
    pots = next(topic for topic, found in terms.items() if "紫砂壶" in found)
    assert set(TEAS) <= set(terms[teas]) and set(POTS) <= set(terms[pots]) and teas != pots
    rows = {
        (topic, own): (pages, share)
        for topic, own, pages, share in store.db.execute(
            "select topic, own, pages, share from v_keyword_topics where run_id = ?", [run_id]
        )
    }
    assert [rows[teas, own][0] for own in (0, 1)] == [12, 4] and [rows[pots, own][0] for own in (0, 1)] == [4, 12]
    assert rows[teas, 0][1] == pytest.approx(0.75) and rows[pots, 1][1] == pytest.approx(0.75)
    assert all(
        math.isclose(total, 1)
        for (total,) in store.db.execute(
            "select sum(share) from v_keyword_topics where run_id = ? group by topic", [run_id]
        )
    )


def test_the_voice_of_a_page_is_the_weight_of_the_places_of_its_best_term(store):
    voice = store.db.execute(
        "select h.voice / h.pages from v_keyword_topics h where h.run_id = ? and h.own", [store.run("latest").run_id]
    ).fetchall()
    assert all(one == pytest.approx((0.30 + 0.20 + 0.10) / 0.65) for (one,) in voice)  # title, h1, text; no description


def test_names_of_sites_are_no_topic(store):
    found = {term for (term,) in store.db.execute("select term from v_keyword_topic_terms")}
    assert not any("云岭" in term or "竞品" in term for term in found)


def test_the_same_topics_whatever_came_first_and_again(database, tmp_path):
    def told(store):
        run_id = store.run("latest").run_id
        return [
            store.db.execute(f"select {columns} from {view} where run_id = ? order by 1, 2", [run_id]).fetchall()
            for view, columns in (
                ("v_keyword_topics", "topic, site, name, terms, pages, voice"),
                ("v_keyword_topic_terms", "topic, place, term, voice"),
            )
        ]

    with open_store(database) as store:
        first = told(store)
        run_market(store, store.run("latest").run_id, SETTINGS)
        assert told(store) == first
    with open_store(tmp_path / "y.db", create=True) as store:
        turned = dict(reversed(site("竞品行", 12, 4).items()))
        load_site(store, turned, base="https://rival.example", name="rival", role="competitor", complete=False)
        own = load_site(store, dict(reversed(site("云岭号", 4, 12).items())))
        run_keywords(store, own, SETTINGS)
        run_market(store, own, SETTINGS)
        assert [rows[:2] for rows in told(store)] == [rows[:2] for rows in first]


def test_ties_are_the_mutual_information_of_meeting_in_heads():
    places = np.array([12, 2, 12, 2, 12, 12])
    market = Market(np.array([0, 0, 1, 1, 2, 3]), np.array([0, 1, 0, 1, 2, 2]), places, np.zeros(4, np.int64), 3)
    expected = math.log(0.5 / (0.5 * 0.5)) / -math.log(
        0.5
    )  # they meet on 2 of 4 pages; heads of one, text of the other
    assert ties(market).toarray().tolist() == [
        [0, pytest.approx(expected), 0],
        [pytest.approx(expected), 0, 0],
        [0, 0, 0],
    ]


def test_a_market_of_empty_pages_has_no_topics(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, {"/": "", "/a": "<title></title>"})
        run_keywords(store, run_id, Settings())
        run_market(store, run_id, Settings())
        assert store.db.execute("select count(*) from keyword_topics").fetchone() == (0,)


def test_parts_keep_the_signs_before_them():
    assert separated_parts("紫砂壶 - 茶具_云岭 | ") == [("", "紫砂壶"), ("-", "茶具"), ("_", "云岭")]
    assert separated_parts("sk-ii cream | shop") == [("", "sk-ii cream"), ("|", "shop")]
    assert separated_parts("") == [] and separated_parts(" | | ") == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("紫砂壶_云岭号", "subject _ brand"),
        ("紫砂壶 | 茶具 | 云岭号", "subject | category | brand"),
        ("云岭号", "brand"),
        ("Teapot – Teaware – Yunling", "subject – category – brand"),
        ("甲|茶具|乙|茶具|丙", "subject | category | subject | category …"),
    ],
)
def test_the_shape_of_a_title(title, expected):
    known = Known(frozenset({"云岭号", "yunling"}), frozenset({"茶具", "teaware"}))
    assert shape(title, known) == expected


def test_patterns_count_pages_by_type_and_tell_widths(store):
    found = site_titles(store.db, store.run("latest").run_id)
    one = next(one for one in found.patterns if one.kind == "title" and one.pages > 4)
    assert (one.pattern, found.separators) == ("subject _ brand", [("_", 17)])
    assert 0 < one.share <= 1 and one.width >= 14 and one.example.endswith("_云岭号")
    assert found.h1_like == {"part": 16, "different": 1}


def test_a_large_site_is_sampled_evenly(store):
    found = site_titles(store.db, store.run("latest").run_id, sample=5)
    assert found.pages in (4, 5)


@pytest.mark.parametrize(
    ("form", "ends"),
    [("{} | 云岭号", ("", " | 云岭号")), ("云岭号｜{}", ("云岭号|", "")), ("{}", ("", ""))],
    ids=["end", "beginning", "neither"],
)
def test_how_the_titles_of_a_site_begin_or_end(tmp_path, form, ends):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(
            store, {f"/{n}": page(form.format(f"第{n}壶"), "好壶。") for n in range(5)} | {"/": page("首", "好。")}
        )
        assert brand_ends(store.db, run_id, han=True) == ends
        assert brand_ends(store.db, run_id, han=False) == ("", "")


def test_modifiers_are_whole_words_and_years_one():
    assert modifiers("best teapots 2024 price") == ["best", "price", "20xx"]
    assert modifiers("bestial pricey 12024") == []
    assert modifiers("紫砂壶批发价格表") == ["批发", "价格表"]


def test_a_pattern_is_told_in_the_persons_language():
    assert pattern_text("subject | brand …", "zh") == "主题 | 站名 …"


def run(database, command, *words, lang="en"):
    app = App(lang=lang, database=database, settings=SETTINGS)
    result = CliRunner().invoke(command, list(words), obj=app, catch_exceptions=False)
    assert result.exit_code == 0
    return result


@pytest.mark.parametrize("command", [topics, matrix, titles], ids=["topics", "matrix", "titles"])
@pytest.mark.parametrize("format", ["table", "md", "csv", "json"])
def test_every_format_in_both_languages(database, command, format):
    english, chinese = (run(database, command, "--format", format, lang=lang) for lang in ("en", "zh"))
    assert "Incompletely crawled: rival" in english.stderr
    assert (english.stdout == chinese.stdout) == (format in ("csv", "json"))
    assert "rival" in english.stdout and len(english.stdout.splitlines()) > 2


def test_the_matrix_has_a_column_a_measure_and_site(database):
    head, *rows = run(database, matrix, "--show", "pages", "--format", "csv").stdout.splitlines()
    assert head == "term,competition,verdict,pages example,pages rival"
    assert [row.split(",")[0::3][:1] + row.split(",")[3:] for row in rows] == [
        ["普洱茶", "4", "12"],
        ["紫砂壶", "12", "4"],
    ]
