"""How keywords stand on their pages: titles, leads, URLs, images, bold text, windows, and the terms that go with them."""

from __future__ import annotations

import json
from math import log2

import pytest

from audit.runner import run_checks
from configs.settings import KeywordPage, Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from jobs.stages import audit_stage, keywords_stage, links_stage, mapping_stage
from keywords.emphasis import emphasis_of
from keywords.market import run_market
from keywords.matching import copy_of
from keywords.related import Related, chosen
from keywords.slug import form_of, initials, spelled
from keywords.stage import run_keywords
from keywords.standing import Sheet, fits, standing, windows, within

NAMES = (
    "fits", "words", "title_words", "title_han", "title_latin", "h1_words", "description_hits", "intro_han", "intro_latin",
    "first_paragraph", "windows", "url_form", "images", "alts", "alts_with", "alts_same", "alts_distinct", "strong_hits",
    "strong_share", "heading_hits",
)  # fmt: skip


@pytest.mark.parametrize(
    ("url", "term", "words", "form"),
    [
        ("https://a.cn/", "紫砂壶", ["紫砂壶"], "home"),
        ("https://a.cn/index.html", "紫砂壶", ["紫砂壶"], "home"),
        ("https://a.cn/%E7%B4%AB%E7%A0%82%E5%A3%B6/", "紫砂壶", ["紫砂壶"], "keyword"),
        ("https://a.cn/紫砂-壶", "紫砂壶", ["紫砂", "壶"], "keyword"),
        ("https://a.cn/c/zishahu/", "紫砂壶", ["紫砂壶"], "pinyin"),
        ("https://a.cn/c/zi-sha-hu.html", "紫砂壶", ["紫砂壶"], "pinyin"),
        ("https://a.cn/c/ZSH/", "紫砂壶", ["紫砂壶"], "pinyin"),
        ("https://a.cn/c/lvcha/", "绿茶", ["绿茶"], "pinyin"),
        ("https://a.cn/c/lc/", "绿茶", ["绿茶"], "none"),  # two letters may be anything
        ("https://a.cn/c/purple-clay-pots/", "紫砂壶", ["紫砂壶"], "words"),  # may be its English
        ("https://a.cn/p/10086.html", "紫砂壶", ["紫砂壶"], "none"),
        ("https://a.cn/goods/detail/id-8f3c2", "紫砂壶", ["紫砂壶"], "none"),
        ("https://a.cn/shouji-ke/", "iphone手机壳", ["iphone", "手机壳"], "words"),
        ("https://a.cn/iphone-shoujike/", "iphone手机壳", ["iphone", "手机壳"], "pinyin"),
        ("https://a.com/clay-teapot", "clay teapots", ["clay", "teapots"], "keyword"),
        ("https://a.com/teapots/of-clay", "clay teapot", ["clay", "teapot"], "keyword"),
        ("https://a.com/steam", "tea", ["tea"], "keyword"),
    ],
)
def test_what_a_path_says(url, term, words, form):
    assert form_of(url, term, words) == form


def test_pinyin_knows_words_of_two_readings():
    assert spelled("重庆银行") == "chongqingyinhang" and initials("紫砂壶") == "zsh"


def test_windows_are_places_with_all_words_close_together():
    words = ["手工", "紫砂壶"]
    assert windows("手工紫砂壶。紫砂壶是手工的。", "手工紫砂壶", words) == 2
    assert windows("手工" + "茶" * 60 + "紫砂壶", "手工紫砂壶", words) == 0  # too far apart
    assert windows("手工手工手工", "手工紫砂壶", words) == 0
    assert windows("紫砂壶手工紫砂壶手工紫砂壶", "手工紫砂壶", words) == 2  # no less than the exact hits
    assert windows("", "", []) == 0


def test_bold_text_outside_of_main_text_and_headings_does_not_count():
    html = (
        "<body><nav><b>紫砂壶</b></nav><main><h1><b>紫砂壶</b></h1><h2>选紫砂壶</h2><h4>别的</h4>"
        "<p>买<strong>紫砂壶<b>要看</b></strong>泥料</p></main><footer><b>泥料</b></footer></body>"
    )
    found = emphasis_of(html, copy_of("紫砂壶\n选紫砂壶\n别的\n买紫砂壶要看泥料"))
    assert found.bold == ["紫砂壶要看"] and found.headed("紫砂壶") == 1
    assert found.share == pytest.approx(5 / 17)
    assert emphasis_of("", "") == ([], [], 0.0)
    assert emphasis_of("<p><b>茶</b> 无正文", "").share == 0.0


def sheet(**parts):
    usual = {
        "url": "https://a.cn/p/1", "title": "", "h1": "", "description": "", "script": "han", "copy": "", "alts": [], "emphasis": None,
    }  # fmt: skip
    return Sheet(**{**usual, **parts})


def told(page, term, words):
    return dict(zip(NAMES, standing(page, term, words), strict=True))


def test_titles_and_leads_are_measured_before_the_keyword():
    page = sheet(
        title="2026 new 宜兴紫砂壶", h1="壶", copy="壶\n价格 99 元\n一段不够长的话\n这里讲紫砂壶的做法，写得长一些，超过四十列才算是一个段落。"
    )  # fmt: skip
    found = told(page, "紫砂壶", ["紫砂壶"])
    assert (found["title_han"], found["title_latin"], found["title_words"], found["h1_words"]) == (2, 2, 1, 0)
    assert (found["intro_han"], found["intro_latin"], found["first_paragraph"]) == (13, 1, True)
    late = told(
        page._replace(copy="这里讲壶的做法，写得长一些，超过四十列才算是一个段落。\n紫砂壶"), "紫砂壶", ["紫砂壶"]
    )
    assert late["first_paragraph"] is False
    none = told(sheet(), "紫砂壶", ["紫砂壶"])
    assert (none["title_han"], none["intro_han"], none["strong_hits"], none["heading_hits"]) == (None,) * 4


def test_alts_count_different_images_with_one_text():
    alts = [("紫砂壶", 1), ("紫砂壶", 1), ("紫砂壶", 2), ("紫砂壶侧面", 3), ("茶盘", 4), ("", 5)]
    found = told(sheet(alts=alts), "紫砂壶", ["紫砂壶"])
    assert [found[name] for name in NAMES[12:17]] == [6, 5, 4, 2, 2]


@pytest.mark.parametrize(
    ("script", "title", "term", "fit"),
    [
        ("han", "茶", "紫砂壶", True),
        ("latin", "Tea", "紫砂壶", False),
        ("han", "茶", "teapot", False),
        ("han", "iPhone 手机壳", "iphone", True),  # a brand in the title
        ("latin", "紫砂壶 teapots", "紫砂壶", True),
    ],
)
def test_pages_in_another_script_are_not_asked_for_a_keyword(script, title, term, fit):
    assert fits(sheet(script=script, title=copy_of(title), copy="x"), term) == fit


def test_the_words_of_a_keyword_count_in_singular_and_plural():
    assert within("gongfu teaware set", ["gongfu", "teaware", "sets"]) == 3
    assert within("clay teapots", ["clay", "teapot"]) == 2 and within("teapotx", ["teapot"]) == 0
    assert within("gas", ["ga"]) == 0


def test_keywords_of_stop_words_alone_are_not_judged(tmp_path):
    words = Keywords(pages=(KeywordPage("/c/puer/", ("the of",)),))
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, SITE)
        keywords_stage(store, run_id, Settings(keywords=words))
        audit_stage(store, run_id, Settings(keywords=words))
        assert {tier for (tier,) in store.db.execute("select tier from keyword_labels")} == {"second"}
        found = store.db.execute("select distinct check_id from findings where check_id like 'keyword-%'").fetchall()
        assert not {"keyword-density", "keyword-in-title", "keyword-pyramid"} & {name for (name,) in found}


def test_related_terms_leave_out_names_numbers_and_pieces():
    rows = ["紫砂壶盖", "紫砂", "云岭茶行", "三四个", "99", "8%", "壶", "泥料", "原矿泥料", "的", "容量"]
    found = chosen("紫砂壶", [Related(at, term, 9, 1.0) for at, term in enumerate(rows)], {"云岭茶行"}, {"的"})
    assert [one.term for one in found] == ["泥料", "容量"]
    real = ["三脚架", "数码", "多肉植物", "百合"]  # they begin like an amount
    rows = [Related(at, term, 9, 1.0) for at, term in enumerate([*real, "一百五十个", "第三年"])]
    assert [one.term for one in chosen("相机", rows, (), ())] == real
    assert len(chosen("茶", [Related(at, f"词{chr(0x4E8C + at)}", 9, 1.0) for at in range(30)], (), ())) == 10


FILLER = "春天的山坡上云雾很多，采茶的人一早就出门。"


def page(title, text, more=""):
    return f'<html lang="zh"><head><title>{title}</title></head><body><main><h1>{title}</h1><p>{text}</p>{more}</main></body></html>'


SITE = {
    "/": page("云岭茶行", FILLER),
    "/c/puer/": page("普洱茶", "普洱茶来自云南，泡茶要看水温。"),
    **{f"/news/{n}.html": page(f"札记{n}", "普洱茶要看仓储，历史与水温。") for n in range(6)},
    **{f"/wiki/{n}.html": page(f"别的{n}", "瓷器轻薄，仓储方便。" * (n % 2) + FILLER) for n in range(8)},
}
CHOSEN = Settings(keywords=Keywords(pages=(KeywordPage("/c/puer/", ("普洱茶",)),)))


def test_related_terms_of_a_run_by_pmi(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, SITE)
        run_keywords(store, run_id, CHOSEN)
        run_market(store, run_id, CHOSEN)
        rows = store.db.execute("select related, pages, pmi, present from v_keyword_related where run_id = ?", [run_id])
        found = {term: rest for term, *rest in rows}
    assert found["水温"] == [7, pytest.approx(log2(16 / 7)), 1]  # on every page with the keyword and on no other
    assert found["历史"][0] == 6 and found["历史"][2] == 0
    assert found["仓储"] == [6, pytest.approx(log2(6 * 16 / (7 * 10))), 0]
    assert "瓷器" not in found and "普洱茶" not in found


def keyword_rows(store, run_id):
    tables = ("keyword_map", "keyword_labels", "keyword_standing", "keyword_related", "keyword_rivals")
    return [
        store.db.execute(f"select * from {table} where run_id = ? order by 2, 3, 4", [run_id]).fetchall()
        for table in tables
    ]


def test_the_audit_maps_what_is_not_mapped_yet_and_does_it_once(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, SITE)
        run_keywords(store, run_id, CHOSEN)  # the keywords, without the map
        links_stage(store, run_id, CHOSEN)
        audit_stage(store, run_id, CHOSEN)
        first = keyword_rows(store, run_id)
        assert all(first[:4])
        states = dict(store.db.execute("select check_id, state from v_checks where area = 'keywords'").fetchall())
        assert states["keyword-in-title"] == "passed" and "crashed" not in states.values()
        marked = "update keyword_standing set windows = 99 where run_id = ?"
        store.db.execute(marked, [run_id])
        mapping_stage(store, run_id, CHOSEN)
        run_market(store, run_id, CHOSEN)  # as a competitor's stage does: the pages are not looked at again
        assert {row[0] for row in store.db.execute("select windows from keyword_standing")} == {99}
        keywords_stage(store, run_id, CHOSEN)
        assert keyword_rows(store, run_id) == first


def test_guessed_keywords_are_told_as_such_and_never_as_errors(tmp_path):
    stuffed = "。".join(["普洱茶好，普洱茶妙，买普洱茶就来看普洱茶"] * 9)
    site = {"/": page("欢迎光临", FILLER), "/tea.html": page("普洱茶", stuffed), "/b.html": page("普洱茶与人", FILLER)}
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, site)
        for chosen_ones, level, origin in ((Settings(), "notice", "guessed"), (Settings(keywords=Keywords(targets=("普洱茶",))), "error", "given")):  # fmt: skip
            run_keywords(store, run_id, chosen_ones)
            run_market(store, run_id, chosen_ones)
            run_checks(store, run_id, chosen_ones)
            rows = store.db.execute(
                "select check_id, severity, evidence from v_findings where area = 'keywords'"
            ).fetchall()
            high = [
                (severity, json.loads(evidence)) for check, severity, evidence in rows if check == "keyword-density"
            ]
            assert [(severity, one["origin"]) for severity, one in high if one["term"] == "普洱茶"] == [(level, origin)]
            if origin == "guessed":
                assert {severity for _, severity, _ in rows} <= {"notice", "info"}


def test_a_competitor_is_not_judged_by_the_keywords_of_another(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        own = load_site(store, SITE)
        rival = load_site(store, {"/": page("茶", FILLER)}, base="https://r.example", name="r", role="competitor")
        run_keywords(store, own, CHOSEN)
        run_market(store, own, CHOSEN)
        audit_stage(store, rival, CHOSEN)
        states = store.db.execute(
            "select distinct state, reason from v_checks where area = 'keywords' and run_id = ?", [rival]
        )
        assert set(states) >= {("not-judged", "keywords-not-mapped")}


def test_odd_pages_are_read_without_a_fault(tmp_path):
    odd = {
        "/": "", "/one": "<title>茶</title>茶", "/big": page("普洱茶", "普洱茶与人生。" * 150_000),
        "/ruby": page("<ruby>普洱茶<rt>pǔ ěr</rt></ruby> 🍵", "︵普洱茶︶ mixed Latin 🍵 ｐｕ'ｅｒ"), "/nul": "<b>\0</b><h2>" + "<b>" * 500,
    }  # fmt: skip
    pages = tuple(KeywordPage(path, (f"词{at}", "普洱茶")) for at, path in enumerate(odd))
    chosen_ones = Settings(keywords=Keywords(targets=("🍵", "的", "a" * 300), pages=pages))
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, odd)
        run_keywords(store, run_id, chosen_ones)
        run_market(store, run_id, chosen_ones)
        summary = run_checks(store, run_id, chosen_ones)
        assert summary.crashed == ()
        assert store.db.execute("select count(*) from keyword_labels").fetchone()[0] == 9


def test_anchors_are_not_judged_by_their_words_where_two_scripts_count_as_one(tmp_path):
    """A link that says 軟體下載免費 has all words of 免费 软件, as no comparison of the letters tells."""
    nav = "".join(f'<a href="/n{at}">第{at}篇</a>' for at in range(6))
    link = '<nav><a href="/soft">軟體下載，免費</a></nav>'
    site = {"/": page("首頁", nav), "/soft": page("免費軟體", "軟體可以免費下載。" * 20)}
    site |= {f"/n{at}": page(f"新聞{at}", link + FILLER) for at in range(6)}
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, site)
        links_stage(store, run_id, Settings())
        for simplified, state in ((True, ("not-judged", 0)), (False, ("failed", 1))):
            words = Keywords(
                targets=("免费 软件",), pages=(KeywordPage("/soft", ("免费 软件",)),), simplified=simplified
            )
            keywords_stage(store, run_id, Settings(keywords=words))
            audit_stage(store, run_id, Settings(keywords=words))
            found = store.db.execute("select state, applicable from v_checks where check_id = 'keyword-in-anchors'")
            assert found.fetchall() == [state]
