"""The keyword stage on stored sites: tables, targets, guesses, the market, and running again."""

from __future__ import annotations

import json

import pytest

from configs.errors import InputError, SettingsError
from configs.settings import Keywords, Report, Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from keywords.competition import competitor_runs, run_competition
from keywords.market import run_market
from keywords.stage import BEST_TERMS, run_keywords
from keywords.targets import stored_targets


def page(title: str, *paragraphs: str, h1: str = "", description: str = "", lang: str = "zh") -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<html lang="{lang}"><head><title>{title}</title><meta name="description" content="{description}"></head>'
        f"<body><main><h1>{h1}</h1>{body}</main></body></html>"
    )


SITE = {
    "/": page("乌龙茶专卖-云岭茶行", "云岭的乌龙茶，来自凤凰山。", "iPhone 手机壳，iPhone手机壳！", h1="云岭乌龙茶"),
    "/oolong": page(
        "凤凰单丛乌龙茶-云岭茶行",
        "凤凰单丛是乌龙茶的一种，凤凰单丛香气浓。",
        h1="凤凰单丛",
        description="乌龙茶里的凤凰单丛",
    ),
    "/cup": page("品茗杯-云岭茶行", "白瓷品茗杯，型号 SK-II-9 与 ABC-1234/XL，¥199。", h1="品茗杯"),
    "/tea": page("Black tea | 云岭茶行", "Black tea is a tea. Steamed black tea.", h1="Black tea", lang="en"),
    "/hant": page("臺灣紅茶-云岭茶行", "這款紅茶香氣濃郁，紅茶適合送禮。", h1="臺灣紅茶", lang="zh-Hant"),
    "/empty": page(""),
    "/gone": Answer(page("乌龙茶", "乌龙茶乌龙茶"), status=404),
    "/old": Answer(status=301, location="/"),
}
TARGETS = Settings(
    keywords=Keywords(targets=("乌龙茶", "ＢＬＡＣＫ  Tea", "iPhone 手机壳", "紅茶", "咖啡", "ABC-1234/XL", "！"))
)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def table(store, name: str, run_id: int, columns: str = "*") -> list[tuple]:
    return store.db.execute(f"select {columns} from {name} where run_id = ? order by 1, 2, 3", [run_id]).fetchall()


def row(store, run_id: int, path: str, term: str) -> dict[str, object]:
    """The row of v_keywords of one page and term, as a dict."""
    found = store.db.execute(
        "select * from v_keywords where run_id = ? and url = ? and term = ?",
        [run_id, f"https://example.com{path}", term],
    )
    names = [column[0] for column in found.description]
    return dict(zip(names, found.fetchone() or [None] * len(names), strict=True))


def terms(store, run_id: int, path: str) -> set[str]:
    url = f"https://example.com{path}"
    return {
        term for (term,) in store.db.execute("select term from v_keywords where run_id = ? and url = ?", [run_id, url])
    }


def test_words_are_han_words_and_latin_words_of_html_pages(store):
    run_id = load_site(store, SITE)
    run_keywords(store, run_id, Settings())
    words = dict(
        store.db.execute(
            "select u.url, w.words from page_words w join urls u using (url_id) where run_id = ?", [run_id]
        )
    )
    assert {url.removeprefix("https://example.com") for url in words} == {
        path for path in SITE if path not in ("/gone", "/old")
    }
    assert words["https://example.com/empty"] == 0
    text = "Black tea is a tea. Steamed black tea. Black tea"  # the h1 is main text, too
    assert words["https://example.com/tea"] == len(text.split())


def test_targets_are_counted_wherever_they_stand(store):
    run_id = load_site(store, SITE)
    run_keywords(store, run_id, TARGETS)
    assert [target.term for target in stored_targets(store, run_id)] == [
        "乌龙茶", "black tea", "iphone手机壳", "紅茶", "咖啡", "abc-1234/xl", "!",
    ]  # fmt: skip
    assert {target.origin for target in stored_targets(store, run_id)} == {"config"}
    found = row(store, run_id, "/oolong", "乌龙茶")
    assert (found["count"], found["in_title"], found["in_h1"], found["in_description"], found["target"]) == (
        1,
        1,
        0,
        1,
        1,
    )
    assert row(store, run_id, "/", "iphone手机壳")["count"] == 2
    assert row(store, run_id, "/tea", "black tea")["count"] == 3
    assert row(store, run_id, "/hant", "紅茶")["count"] == 3
    assert row(store, run_id, "/cup", "abc-1234/xl")["count"] == 1
    assert row(store, run_id, "/cup", "乌龙茶")["count"] is None
    assert not store.db.execute("select 1 from v_keywords where term = '咖啡'").fetchone()


def test_a_target_only_in_the_title_has_a_row_without_hits(store):
    run_id = load_site(store, {"/": page("白茶饼", "今天卖的东西。")})
    run_keywords(store, run_id, Settings(keywords=Keywords(targets=("白茶饼",))))
    found = row(store, run_id, "/", "白茶饼")
    assert (found["count"], found["in_title"], found["density_chars"], found["prominence"], found["tfidf"]) == (
        0,
        1,
        0,
        0,
        0,
    )


def test_densities_of_a_row_are_those_of_the_formulas(store):
    run_id = load_site(
        store, {"/": page("", "夏季真丝连衣裙碎花连衣裙女装连衣裙的凉爽透气通勤舒适连衣裙柔软轻薄颜色鲜艳")}
    )
    run_keywords(store, run_id, Settings())
    found = row(store, run_id, "/", "连衣裙")
    assert found["count"] == 4 and found["density_chars"] == pytest.approx(12 / 37)
    assert found["density_hits"] == pytest.approx(4 / 37) and found["density_tokens"] == 0.25
    assert found["tfidf"] == pytest.approx(0.25)  # on the only page, so idf is 1


def test_terms_leave_out_stop_words_single_characters_and_prices(store):
    run_id = load_site(store, SITE)
    run_keywords(store, run_id, Settings())
    assert {"凤凰单丛", "香气", "凤凰单丛乌龙茶"} <= terms(store, run_id, "/oolong")
    assert {"sk-ii-9", "abc-1234/xl"} <= terms(store, run_id, "/cup")
    for path in SITE:
        assert not {"的", "丛", "茶", "¥199", "is", "型号", ""} & terms(store, run_id, path)


def test_a_page_keeps_fifty_terms_and_the_targets(store):
    words = [f"word{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(120)]
    text = " ".join([*words[:60] * 2, *words[60:]])
    run_id = load_site(store, {"/": page("", text.replace(" ", ", ")), "/b": page("", "wordaa")})
    run_keywords(store, run_id, Settings(keywords=Keywords(targets=(words[119],))))
    kept = terms(store, run_id, "/")
    assert len(kept) == BEST_TERMS + 1 and words[119] in kept
    assert kept - {words[119]} <= set(words[:60]) and "wordaa" not in kept


def test_targets_beyond_the_best_terms_are_counted_as_words(store):
    """A word that was counted, words in a row, and one that only stands inside another word."""
    crowd = " ".join(f"word{chr(97 + i // 26)}{chr(97 + i % 26)} " * 3 for i in range(2 * BEST_TERMS))
    run_id = load_site(
        store, {"/": page("kettle clay teapot", f"{crowd} kettle, iron clay teapot. Kettles.", lang="en")}
    )
    run_keywords(store, run_id, Settings(keywords=Keywords(targets=("kettle", "clay teapot", "clay kettle", "ettle"))))
    found = {term: row(store, run_id, "/", term) for term in ("kettle", "clay teapot", "clay kettle", "ettle")}
    assert [found[term]["count"] for term in found] == [1, 1, None, None]
    content = 6 * BEST_TERMS + 4  # a target stays whole: kettle, iron, clay teapot, kettles
    assert [found[term]["density_tokens"] for term in ("kettle", "clay teapot")] == [
        pytest.approx(1 / content),
        pytest.approx(1 / content),
    ]


def test_user_dictionary_words_are_terms(store, tmp_path):
    (tmp_path / "user.txt").write_text("充电宝\nLouis Vuitton\n", "utf-8")
    run_id = load_site(store, {"/": page("", "充电宝很好，Louis  Vuitton 也很好。")})
    run_keywords(store, run_id, Settings(keywords=Keywords(userdict=str(tmp_path / "user.txt"))))
    assert terms(store, run_id, "/") == {"充电宝", "louis vuitton"}


def test_guessed_targets_come_from_titles_and_leave_the_site_name_out(store):
    run_id = load_site(store, SITE)
    run_keywords(store, run_id, Settings())
    found = stored_targets(store, run_id)
    assert {target.origin for target in found} == {"guessed"} and len(found) <= 10
    names = [target.term for target in found]
    assert {"乌龙茶", "black tea", "凤凰单丛"} <= set(names)
    assert not any("茶行" in name or name == "tea" for name in names)


def test_a_site_without_text_has_no_targets(store):
    run_id = load_site(store, {"/": page(""), "/b": page("标题而已")})
    run_keywords(store, run_id, Settings())
    assert stored_targets(store, run_id) == [] and table(store, "page_terms", run_id) == []
    assert [words for *_, words in table(store, "page_words", run_id)] == [0, 0]


def test_hostile_text_is_stored_as_data(store):
    nasty = [
        "'); drop table pages;--",
        "\x1b[31m红茶\x1b[0m",
        "\u202e红茶",
        "&lt;script&gt;",
        "{0}%s" * 3,
        "\U0001f375" * 50,
        "字" * 300,
    ]
    run_id = load_site(
        store, {"/": page("'; --红茶", *nasty, h1="红茶" * 300), "/long": page("a" * 5000, "b" * 200_000)}
    )
    run_keywords(store, run_id, Settings(keywords=Keywords(targets=("红茶", "'); drop table pages;--"))))
    assert row(store, run_id, "/", "红茶")["in_title"] == 1
    assert row(store, run_id, "/", "'); drop table pages;--")["count"] == 1
    assert all(len(term) <= 80 for (term,) in store.db.execute("select term from terms"))
    assert store.db.execute("pragma integrity_check").fetchone() == ("ok",)


def snapshot(store, run_id: int) -> list[list[tuple]]:
    return [table(store, name, run_id) for name in ("page_words", "page_terms", "keyword_targets", "competition")]


def test_running_again_changes_nothing_and_marks_the_stage(store):
    run_id, other = (
        load_site(store, SITE),
        load_site(store, {"/": page("别的站", "别的站")}, base="https://b.example", name="b"),
    )
    run_keywords(store, other, Settings())
    run_keywords(store, run_id, Settings())
    run_competition(store, run_id, [])
    before, others = snapshot(store, run_id), snapshot(store, other)
    run_keywords(store, run_id, Settings())
    assert table(store, "competition", run_id) == []
    run_competition(store, run_id, [])
    assert snapshot(store, run_id) == before and snapshot(store, other) == others
    assert store.stage_finished(run_id, "keywords")
    options = json.loads(
        store.db.execute("select options from stages where run_id = ? and stage = 'keywords'", [run_id]).fetchone()[0]
    )
    assert options["targets"] == [target.term for target in stored_targets(store, run_id)]


def test_what_fails_leaves_the_stored_result_alone(store, tmp_path):
    run_id = load_site(store, SITE)
    run_keywords(store, run_id, Settings())
    before = snapshot(store, run_id)
    with pytest.raises(InputError):
        run_keywords(store, run_id, Settings(keywords=Keywords(userdict=str(tmp_path / "no.txt"))))
    with pytest.raises(SettingsError):
        run_keywords(store, 99, TARGETS)
    assert (
        snapshot(store, run_id) == before and [path.name for path in tmp_path.iterdir() if "db" not in path.name] == []
    )


RIVAL = {
    "/": page("乌龙茶-对手", "乌龙茶就是好，乌龙茶！", h1="乌龙茶"),
    "/a": page("乌龙茶-对手", "乌龙茶就是好，乌龙茶！", h1="乌龙茶"),
    "/b": page("对手", "也说一句乌龙茶和红茶。"),
}


def load_rival(store, name="rival", **options) -> int:
    return load_site(store, RIVAL, base=f"https://{name}.example", name=name, role="competitor", **options)


def test_a_competitor_is_measured_by_the_words_of_the_target_site(store):
    run_id, rival = load_site(store, SITE), load_rival(store)
    run_keywords(store, run_id, Settings())
    run_keywords(store, rival, Settings())
    assert stored_targets(store, rival) == stored_targets(store, run_id)
    run_keywords(store, rival, Settings(), ["红茶", "红 茶", "  "])
    assert [tuple(target) for target in stored_targets(store, rival)] == [("红茶", "guessed"), ("红 茶", "guessed")]


def test_the_market_counts_every_site_and_names_its_best_page(store):
    run_id, rival = load_site(store, SITE), load_rival(store)
    run_keywords(store, run_id, TARGETS)
    assert [run.run_id for run in run_market(store, run_id, TARGETS)] == [rival]
    rows = store.db.execute(
        "select t.term, c.site_run_id, c.pages, c.title_pages, c.h1_pages, c.html_pages, u.url, c.best_density"
        " from competition c join terms t using (term_id) left join urls u on u.url_id = best_url_id where run_id = ?",
        [run_id],
    )
    market = {(term, site): facts for term, site, *facts in rows}
    assert len(market) == 7 * 2
    pages, titles, h1s, judged, best, density = market["乌龙茶", rival]
    assert (pages, titles, h1s, judged, best) == (3, 2, 2, 3, "https://rival.example/")  # equal to /a, but first by URL
    assert 0 < density <= 1
    assert market["乌龙茶", run_id][:4] == [2, 2, 1, 6] and market["乌龙茶", run_id][4] == "https://example.com/"
    assert market["咖啡", rival] == [0, 0, 0, 3, None, 0.0]


def test_only_crawled_and_named_competitors_are_compared_by_their_newest_run(store):
    load_rival(store, "old")
    newest = load_rival(store, "old", complete=False)
    other = load_rival(store, "other")
    assert [run.run_id for run in competitor_runs(store, Settings())] == [newest, other]
    assert [run.run_id for run in competitor_runs(store, Settings(report=Report(competitors=("other",))))] == [other]
    store.db.execute("update runs set status = 'failed' where run_id = ?", [other])
    assert [run.run_id for run in competitor_runs(store, Settings())] == [newest]


def test_competitors_are_counted_again_when_the_targets_change(store):
    run_id, rival = load_site(store, SITE), load_rival(store)
    for word in ("红茶", "乌龙茶"):
        settings = Settings(keywords=Keywords(targets=(word,)))
        run_keywords(store, run_id, settings)
        run_market(store, run_id, settings)
        assert [target.term for target in stored_targets(store, rival)] == [word]
        (pages,) = store.db.execute(
            "select pages from competition where run_id = ? and site_run_id = ?", [run_id, rival]
        ).fetchone()
        assert pages == {"红茶": 1, "乌龙茶": 3}[word]
