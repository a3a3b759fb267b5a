"""Places, keyword -> page, cannibalisation, competition and gap on small sites whose answer is plain to see."""

from __future__ import annotations

import pytest

from crawler.offline import Answer
from crawler.store import open_store
from keywords.cannibals import focus, list_key
from keywords.gaps import is_subject
from keywords.market import run_market
from keywords.places import WEIGHTS, intro_span, words_of_url
from keywords.stage import run_keywords
from tests.keyword_market import BASE, FILLER, OWN, RIVAL_1, RIVAL_2, analysed, link, page, rows, settings


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


SITE = {
    "/": page(
        "云岭茶行",
        link("/c/puer/", "普洱茶"),
        link("/old", "普洱茶大全"),
        link("/a", "文章"),
        '<img src="/x.png" alt="普洱茶饼" width="400" height="300">',
    ),
    "/a": page("怎么喝茶", FILLER * 8 + "普洱茶也好。", link("/c/puer/", "去看普洱茶"), link("/", "首页")),
    "/c/puer/": page("普洱茶", "普洱茶来自云南。", description="云南普洱茶", h1="普洱茶"),
    "/c/pu-er-tea": page("Pu er tea", "A dark tea.", lang="en"),
}


def test_places_are_found_one_by_one(store):
    run_id = analysed(store, SITE, settings("普洱茶", "pu-er tea"))
    found = rows(
        store, "v_keyword_places", run_id, "url",
        "in_title", "in_h1", "in_description", "in_intro", "in_url", "in_alt", "in_text", "anchors", "first_at",
        condition="term = '普洱茶'",
    )  # fmt: skip
    assert found["/c/puer/"] == (1, 1, 1, 1, 0, 0, 1, 2, 0)
    late = found["/a"]
    assert late[:4] == (0, 0, 0, 0) and late[6] == 1 and late[8] == 4 + len(FILLER) * 8
    assert found["/"][5] == 1 and found["/"][0] == 0
    assert rows(store, "v_keyword_places", run_id, "url", "in_url", condition="term = 'pu-er tea'") == {
        "/c/pu-er-tea": 1
    }


def test_placement_is_the_sum_of_its_weights_and_relevance_rests_on_it(store):
    run_id = analysed(store, SITE, settings("普洱茶"))
    for row in store.db.execute("select * from keyword_places where run_id = ?", [run_id]):
        names = [column[1] for column in store.db.execute("pragma table_info(keyword_places)")]
        one = dict(zip(names, row, strict=True))
        assert one["placement"] == pytest.approx(sum(weight for name, weight in WEIGHTS.items() if one[name]))
        expected = 0.7 * one["placement"] + 0.2 * one["link_strength"] + 0.1 * one["prominence"]
        assert one["relevance"] == pytest.approx(expected)
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_an_anchor_over_a_redirect_counts_for_the_page_at_its_end(store):
    run_id = analysed(store, SITE | {"/old": Answer(status=301, location="/c/puer/")}, settings("普洱茶大全"))
    assert rows(store, "v_keyword_places", run_id, "url", "anchors") == {"/": 0, "/c/puer/": 1}


def test_without_the_link_graph_the_other_weights_are_scaled_up(store):
    run_id = analysed(store, SITE, settings("普洱茶"), links=False)
    for placement, prominence, strength, relevance in store.db.execute(
        "select placement, prominence, link_strength, relevance from keyword_places where run_id = ?", [run_id]
    ):
        assert strength is None and relevance == pytest.approx((0.7 * placement + 0.1 * prominence) / 0.8)


@pytest.mark.parametrize(
    ("copy", "h1", "expected"),
    [
        ("", "", ""),
        ("茶", "", "茶"),
        ("红茶\n" + "茶" * 120, "红茶", "茶" * 100),
        ("红茶很好\n" + "茶" * 120, "红茶", "红茶很好\n" + "茶" * 96),
        (" ".join(["tea"] * 150), "", " ".join(["tea"] * 100)),
        ("x" * 500_000, "", "x" * 500_000),
    ],
)
def test_the_intro_is_a_hundred_characters_or_words(copy, h1, expected):
    begin, end = intro_span(copy, h1)
    assert copy[begin:end] == expected


def test_words_of_a_url_are_decoded_and_set_apart():
    assert (
        words_of_url("https://a.example/%E6%99%AE%E6%B4%B1-cha/Oolong_Tea.html?q=a+b")
        == "普洱cha oolong tea html q a b"
    )


def test_the_map_names_the_page_of_the_configuration_and_judges_it(store):
    pages = [
        ("/c/puer", ("普洱茶",)),
        ("/a", ("怎么喝茶", "云南")),
        ("/nowhere", ("茶行",)),
        ("https://other.example/", ("首页",)),
    ]
    run_id = analysed(store, SITE, settings("dark", "绝无此词", pages=pages))
    found = rows(store, "v_keyword_map", run_id, "term", "origin", "verdict", "url", "best_url")
    assert found["普洱茶"] == ("config", "right", f"{BASE}/c/puer/", f"{BASE}/c/puer/")
    assert found["怎么喝茶"][:2] == ("config", "right")
    assert found["云南"] == ("config", "other", f"{BASE}/a", f"{BASE}/c/puer/")
    assert found["茶行"] == ("config", "missing", None, f"{BASE}/")
    assert found["dark"] == ("proposed", "weak", f"{BASE}/c/pu-er-tea", f"{BASE}/c/pu-er-tea")
    assert found["绝无此词"] == ("proposed", "none", None, None)
    assert found["首页"][0] == "proposed"  # of another site


def test_a_page_that_may_not_be_indexed_is_no_page_for_a_keyword(store):
    site = SITE | {"/c/puer/": page("普洱茶", "普洱茶", head='<meta name="robots" content="noindex">')}
    run_id = analysed(store, site, settings(pages=[("/c/puer/", ("普洱茶",))]))
    assert rows(store, "v_keyword_map", run_id, "term", "verdict", "best_url") == {"普洱茶": ("missing", f"{BASE}/")}


def rivals_of(store, site, *targets, pages=()):
    run_id = analysed(store, site, settings(*targets, pages=pages))
    found = store.db.execute(
        "select term, url from v_keyword_rivals where run_id = ? order by term, place", [run_id]
    ).fetchall()
    groups = {}
    for term, url in found:
        groups.setdefault(term, []).append(url.removeprefix(BASE))
    return groups


HOME = page("云岭茶行", link("/1", "一"), link("/2", "二"), link("/3", "三"))


def test_two_pages_with_one_subject_compete_and_the_linked_one_is_proposed(store):
    site = {
        "/": HOME,
        "/1": page("普洱茶 - 云岭茶行", "普洱茶来自云南。", h1="普洱茶"),
        "/2": page("普洱茶叶 - 云岭茶行", "普洱茶叶很好。", h1="普洱茶叶", head=""),
        "/3": page("普洱茶礼盒 - 云岭茶行", "普洱茶礼盒送人。", link("/2", "普洱茶叶"), h1="普洱茶礼盒"),
    }
    found = rivals_of(store, site, "普洱茶")
    assert found == {"普洱茶": ["/2", "/1"]}


def test_the_page_of_the_configuration_keeps_its_keyword(store):
    site = {"/": HOME, "/1": page("普洱茶", "普洱茶。"), "/2": page("普洱茶", "普洱茶。", link("/1", "普洱茶"))}
    assert rivals_of(store, site, pages=[("/2", ("普洱茶",))]) == {"普洱茶": ["/2", "/1"]}


@pytest.mark.parametrize(
    "site",
    [
        {"/1": page("Tea", "Tea tea.", lang="en"), "/2": page("Tea", "Tea, tea.", lang="de")},
        {
            "/1": page("茶", "红茶", head='<link rel="alternate" hreflang="zh-TW" href="/2">', h1="红茶", lang=""),
            "/2": page("红茶", "红茶", lang=""),
        },
        {"/1": page("红茶", "红茶一", link("/1?page=2", "下一页")), "/1?page=2": page("红茶", "红茶二")},
        {
            "/1": page("红茶", "红茶一", head='<link rel="next" href="/2">'),
            "/2": page("红茶", "红茶二", head='<link rel="prev" href="/1">'),
        },
        {"/1": page("红茶", "红茶一"), "/2": page("红茶", "红茶二", head='<meta name="robots" content="noindex">')},
        {"/1": page("红茶礼盒装", "红茶一"), "/2": page("红茶冲泡方法", "红茶二")},
        {"/1": page("红茶", "红茶一"), "/2": page("白茶", "红茶，红茶，还是红茶")},
    ],
    ids=["languages", "hreflang", "page number", "rel next", "noindex", "other subjects", "mention"],
)
def test_what_is_no_cannibalisation(store, site):
    assert rivals_of(store, {"/": HOME} | site, "红茶", "tea") == {}


def test_strong_terms_of_the_site_are_compared_too_under_their_whole_name(store):
    site = {
        "/": HOME,
        "/1": page("凤凰单丛蜜兰香", "凤凰单丛蜜兰香，凤凰单丛蜜兰香好喝。"),
        "/2": page("凤凰单丛蜜兰香", "凤凰单丛蜜兰香，凤凰单丛蜜兰香买二两。"),
        "/3": page("白瓷杯", "白瓷杯，白瓷杯。"),
    }
    assert rivals_of(store, site, "白瓷杯") == {"凤凰单丛蜜兰香": ["/2", "/1"]}


def test_focus_and_list_keys():
    assert focus("普洱茶", "普洱茶饼") == 0.75 and focus("tea", "steam") == 0 and focus("红茶", "红茶") == 1
    same = [
        "https://a.example/c/?page=2",
        "https://a.example/c/page/3/",
        "https://a.example/c/page-4",
        "https://a.example/c",
    ]
    assert {list_key(url) for url in same} == {"https://a.example/c"}
    assert list_key("https://a.example/p?id=2") != list_key("https://a.example/p?id=3")


def test_gaps_are_terms_the_competitors_aim_pages_at_and_leads_the_other_way(store):
    run_id = analysed(store, OWN, settings("乌龙茶"), [RIVAL_1, RIVAL_2])
    gaps = rows(store, "v_keyword_gaps", run_id, "term", "kind", "rivals", "rival_heads", "own_heads", "best_url")
    assert gaps["白茶"][:4] == ("gap", 2, 3, 0)
    assert gaps["白茶"][4] in ("https://r1.example/2", "https://r1.example/3", "https://r2.example/2")
    assert {term for term, row in gaps.items() if row[0] == "gap"} == {"白茶"}
    assert {term for term, row in gaps.items() if row[0] == "lead"} == {"茉莉花茶"}
    assert not any("茶庄" in term or "茶行" in term for term in gaps)


def test_a_term_in_an_own_title_is_no_gap_even_if_it_is_not_among_its_best_terms(store):
    own = OWN | {"/9": page("选白茶还是绿茶", "、".join(f"词{chr(0x4E00 + n)}" for n in range(300)))}
    run_id = analysed(store, own, settings("乌龙茶"), [RIVAL_1, RIVAL_2])
    assert "白茶" not in rows(store, "v_keyword_gaps", run_id, "term", "kind", condition="kind = 'gap'")


def test_product_codes_and_numbers_are_no_subjects():
    assert [word for word in ("bch-106", "230ml", "iphone 15", "15克装", "tea") if is_subject(word)] == [
        "iphone 15", "15克装", "tea",
    ]  # fmt: skip


def test_without_competitors_there_is_no_gap_and_nothing_is_judged(store):
    run_id = analysed(store, OWN, settings("乌龙茶"))
    assert rows(store, "v_keyword_gaps", run_id, "term", "kind") == {}
    assert rows(store, "v_competition", run_id, "term", "competition", "verdict") == {"乌龙茶": (None, "not-judged")}


def test_running_the_market_again_changes_nothing(store):
    run_id = analysed(store, OWN, settings("乌龙茶", "白茶"), [RIVAL_1, RIVAL_2])
    tables = ("keyword_places", "keyword_map", "keyword_rivals", "keyword_gaps", "keyword_competition", "competition")

    def snapshot():
        return [store.db.execute(f"select * from {name} order by 1, 2, 3").fetchall() for name in tables]

    before = snapshot()
    run_market(store, run_id, settings("乌龙茶", "白茶"))
    assert snapshot() == before


def test_pages_that_were_given_the_same_keyword_compete(store):
    site = {
        "/": page("云岭茶行", FILLER, link("/a", "甲"), link("/b", "乙"), link("/en", "en")),
        "/a": page("云南好茶", "普洱茶来自云南。"),
        "/b": page("茶与生活", FILLER),
        "/en": page("Dark tea", "A dark tea.", lang="en"),
        "/c": page("不收录", FILLER, head='<meta name="robots" content="noindex">'),
    }
    chosen = settings(pages=[("/b", ("普洱茶",)), ("/a", ("普洱茶",)), ("/c", ("普洱茶",))])
    run_id = analysed(store, site, chosen)
    found = rows(store, "v_keyword_rivals", run_id, "url", "term", "place", "in_title")
    assert found == {"/a": ("普洱茶", 1, 0), "/b": ("普洱茶", 2, 0)}
    bilingual = settings(pages=[("/a", ("普洱茶",)), ("/en", ("普洱茶",))])  # one page in two languages
    run_keywords(store, run_id, bilingual)
    run_market(store, run_id, bilingual)
    assert rows(store, "v_keyword_rivals", run_id, "url", "term") == {}
