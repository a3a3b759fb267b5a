"""What is made of imported backlinks: kinds of anchors, relevance, signs, diversity, growth, lost targets, intersections."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from configs.settings import Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from jobs.stages import finish_stage, keywords_stage, links_stage
from linkgraph.backlinks.assessing import assess, linked_id_of
from linkgraph.backlinks.importing import import_backlinks, linked_site
from linkgraph.backlinks.judging import Measures, _pattern, judge, kind_of, relevance, signs_of
from linkgraph.backlinks.remarks import remarks
from linkgraph.backlinks.tables import SIGNS, TABLES, for_people, parameters, rows_of

HEAD = "Source url,Target url,Anchor,Source title,Nofollow,First seen,Lost link,External links,Page ascore,IP address\n"
BASE = "https://shop.example"


def page(word, *links):
    made = "".join(f'<a href="{link}">{link}</a>' for link in links)
    return f'<html lang="zh"><title>{word}</title><h1>{word}</h1><p>{word}产地直发，全场包邮。</p>{made}</html>'


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        rival = {"/": page("白茶", f"{BASE}/pots/"), "/b": page("白茶", "/", f"{BASE}/")}
        load_site(store, rival, base="https://rival.example", name="rival", role="competitor")
        answers = {
            "/": page("紫砂壶", "/pots/", "/old", "/gone"), "/pots/": page("紫砂壶"), "/old": Answer(status=301, location="/pots/"),
            "/gone": Answer(status=404), "/lost": Answer(status=301, location="/gone"),
        }  # fmt: skip
        answers["/"] += '<a href="/lost">x</a>'
        run_id = load_site(store, answers, base=BASE, name="shop")
        for stage in (finish_stage, links_stage, keywords_stage):
            stage(store, run_id, Settings())
        yield store


def put(store, tmp_path, rows, site="shop", day="2026-11-23", name="t.csv"):
    file = tmp_path / name
    cells = ("", "", "", "", "false", "", "false", "", "", "")
    lines = [",".join([*row, *cells[len(row) :]]) for row in rows]
    file.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    found = import_backlinks(store, linked_site(store, site), file, day=day)
    assert not found.faults, found.first_faults
    judge(store, site)
    return found


def told(store, site="shop"):
    return assess(store.db, site, store.run(f"{site}@latest"))


def listed(store, name, site="shop", least=2):
    run = store.run(f"{site}@latest")
    values = parameters(store.db, linked_id_of(store.db, site), run, f"{site}.example", least)
    return [dict(zip(TABLES[name].columns, row, strict=True)) for row in rows_of(store.db, name, values)]


def test_nothing_imported_is_nothing_to_assess(store):
    assert told(store) is None and judge(store, "shop") is False


def test_shares_are_of_what_is_known(store, tmp_path):
    put(store, tmp_path, [
        ("https://a.com/1", f"{BASE}/", "shop", "茶", "false"), ("https://a.com/2", f"{BASE}/pots/", "", "", "true"),
        ("https://b.org/1", f"{BASE}/pots/", "点击这里", "紫砂壶怎么选", ""), ("https://b.org/2", f"{BASE}/?a=1", "紫砂壶", "", "false", "", "true"),
    ])  # fmt: skip
    one = told(store)
    assert (one.links, one.domains, one.lost) == (3, 2, 1)
    assert (one.followed, one.told) == (pytest.approx(1 / 2), 2)  # an empty cell says neither
    found = {row["domain"]: row["followed"] for row in listed(store, "domains")}
    assert found == {"a.com": 1, "b.org": None}
    view = "select followed, told from v_backlink_domains order by domain"  # has the lost link, too
    assert store.db.execute(view).fetchall() == [(1, 2), (1, 1)]
    store.db.execute("update backlinks set rel = null where lost is not null")
    assert store.db.execute(view).fetchall() == [(1, 2), (None, 0)]
    assert one.deep == pytest.approx(2 / 3) and one.domain_ratio == pytest.approx(2 / 3)
    assert one.kinds == {"brand": 1, "empty": 1, "generic": 1} and one.entropy == pytest.approx(math.log2(3))
    assert (one.ips, one.block_ratio, one.intersect) == (0, None, None)


def test_targets_that_waste_their_links(store, tmp_path):
    put(store, tmp_path, [
        ("https://a.com/1", f"{BASE}/gone"), ("https://b.com/1", f"{BASE}/gone"), ("https://a.com/2", f"{BASE}/old"),
        ("https://a.com/3", f"{BASE}/lost"), ("https://a.com/4", "http://shop.example/pots/"), ("https://a.com/5", f"{BASE}/never"),
    ])  # fmt: skip
    assert [(one["target"], one["fate"], one["final"], one["domains"]) for one in listed(store, "broken")] == [
        (f"{BASE}/gone", "broken", None, 2), (f"{BASE}/lost", "broken", f"{BASE}/gone", 1),
        (f"{BASE}/old", "redirect", f"{BASE}/pots/", 1), (f"{BASE}/never", "unseen", None, 1),
    ]  # fmt: skip
    one = told(store)
    assert (one.broken_targets, one.broken_links, one.redirected_targets, one.unseen_targets) == (2, 3, 1, 1)
    fates = {row["target"]: row["fate"] for row in listed(store, "targets")}
    assert fates["http://shop.example/pots/"] == "fine"  # the crawl knows it under https


def test_what_the_run_does_not_know_is_not_judged(store, tmp_path):
    put(store, tmp_path, [("https://a.com/1", f"{BASE}/never")])
    one = told(store)
    assert (one.broken_targets, one.redirected_targets, one.unseen_targets) == (None, None, 1)


def test_domains_that_link_to_two_rivals_and_not_here(store, tmp_path):
    for site in ("one.example", "two.example"):
        put(store, tmp_path, [
            ("https://both.com/1", f"https://{site}/"), ("https://ours.com/1", f"https://{site}/"), ("https://www.shop.example/", f"https://{site}/"),
            *([("https://single.com/1", f"https://{site}/")] if site == "one.example" else []),
            *([("https://gone.com/1", f"https://{site}/", "", "", "false", "", "true" if site == "one.example" else "false")]),
        ], site=site, name=f"{site}.csv")  # fmt: skip
    assert assess(store.db, "shop", None) is None
    put(store, tmp_path, [("https://ours.com/9", f"{BASE}/")])
    found = listed(store, "intersect")
    assert [(one["domain"], one["rivals"], set(one["sites"].split(","))) for one in found] == [
        ("both.com", 2, {"one.example", "two.example"})
    ]
    assert told(store).intersect == 1
    assert {one["domain"] for one in listed(store, "intersect", least=1)} == {"both.com", "single.com", "gone.com"}


def test_links_between_the_crawled_sites(store, tmp_path):
    put(store, tmp_path, [("https://a.com/1", f"{BASE}/")])
    assert {(one["site"], one["source"], one["target"]) for one in listed(store, "crawled")} == {
        ("rival", "https://rival.example/", f"{BASE}/pots/"), ("rival", "https://rival.example/b", f"{BASE}/"),
    }  # fmt: skip
    assert told(store).crawled_links == 2


def test_signs_are_listed_by_domain_with_their_reasons(store, tmp_path):
    put(store, tmp_path, [
        ("https://bad.com/1", f"{BASE}/", "澳门赌场", "", "false", "", "false", "900"), ("https://bad.com/2", f"{BASE}/"),
        ("https://good.com/1", f"{BASE}/", "紫砂壶", "茶"),
        *((f"https://footer.com/{n}", f"{BASE}/", "茶舍") for n in range(101)),
    ])  # fmt: skip
    rows = listed(store, "toxic")
    assert [(one["domain"], one["suspect"], one["total"]) for one in rows] == [
        ("bad.com", 1, 2),
        ("footer.com", 0, 101),
    ]
    assert (rows[0]["signs"], rows[1]["signs"]) == ("spam-words crowded-page", ",sitewide")
    assert rows[0]["example"] == "https://bad.com/1"
    _, shown = for_people("toxic", (tuple(row.values()) for row in rows), "zh")
    assert SIGNS["spam-words"].zh in next(shown)[3]
    assert told(store).suspect_domains == 2
    assert [one.id for one in remarks(told(store)) if one.id == "backlink-sitewide"]


def test_growth_by_month_and_a_week_that_stands_out(store, tmp_path):
    steady = [
        (f"https://s{n}.com/", f"{BASE}/", f"a{n}", "", "false", f"2026-0{1 + n % 6}-{1 + n % 27:02d}")
        for n in range(60)
    ]
    burst = [(f"https://b{n}.com/", f"{BASE}/", f"b{n}", "", "false", "2026-08-05") for n in range(40)]
    put(store, tmp_path, steady + burst)
    months = {one["month"]: (one["new_links"], one["new_domains"]) for one in listed(store, "growth")}
    assert months["2026-08"] == (40, 40) and sum(links for links, _ in months.values()) == 100
    [jump] = [one for one in remarks(told(store)) if one.id == "backlink-velocity"]
    assert "40" in jump.text.en and "2026-08-0" in jump.text.zh


def test_remarks_keep_to_the_bounds_of_the_checklist(store, tmp_path):
    put(
        store,
        tmp_path,
        [
            (f"https://a.com/{n}", f"{BASE}/", "便宜好茶", "", "false", "", "false", "", "", f"192.0.2.{n}")
            for n in range(30)
        ],
    )
    ids = {one.id: one.level for one in remarks(told(store))}
    assert ids == {
        "backlink-domains-few": "notice",
        "backlink-anchor-concentrated": "warning",
        "backlink-deep-few": "notice",
    }
    put(
        store,
        tmp_path,
        [
            (f"https://d{n}.com/", f"{BASE}/pots/", f"锚{n}", "", "false", "", "false", "", "", f"192.0.2.{n}")
            for n in range(60)
        ],
    )
    ids = {one.id for one in remarks(told(store))}
    assert "backlink-ip-few" in ids and "backlink-deep-few" not in ids


def test_domains_that_are_missing_from_the_next_import(store, tmp_path):
    put(store, tmp_path, [(f"https://d{n}.com/", f"{BASE}/") for n in range(10)], day="2026-10-01")
    put(store, tmp_path, [(f"https://d{n}.com/", f"{BASE}/") for n in range(7)], day="2026-11-01", name="u.csv")
    [lost] = [one for one in remarks(told(store)) if one.id == "backlink-domains-lost"]
    assert lost.level == "warning" and "10" in lost.text.en and "3" in lost.text.en


def test_another_run_is_judged_anew_and_the_same_is_not(store, tmp_path):
    put(store, tmp_path, [("https://a.com/1", f"{BASE}/", "龙井", "龙井茶")])
    assert judge(store, "shop") is False
    before = store.db.execute("select judged from linked_sites").fetchone()[0]
    run_id = load_site(store, {"/": page("龙井茶", "/b"), "/b": page("龙井茶")}, base=BASE, name="shop")
    for stage in (finish_stage, links_stage, keywords_stage):
        stage(store, run_id, Settings())
    assert judge(store, "shop") is False  # the stage did it
    assert (
        json.loads(store.db.execute("select judged from linked_sites").fetchone()[0])["run"]
        == run_id
        != json.loads(before)["run"]
    )
    assert store.db.execute("select relevant, kind from backlinks").fetchone() == (1, "other")


MEASURES = Measures(
    _pattern(["茶舍", "tea-shop"]), _pattern(["紫砂壶", "teapot"]), _pattern(["紫砂壶", "teapot", "普洱"])
)


@pytest.mark.parametrize(
    ("anchor", "kind"),
    [("茶舍官网", "brand"), ("茶舍紫砂壶", "brand"), ("紫砂壶", "money"), ("Teapot sets", "money"), ("teapots", "other"), ("點擊", "other"),
     ("点击这里", "generic"), ("https://a.example/x", "url"), ("www.tea.cn", "url"), (" ", "empty"), ("随便看看别的", "other")],
)  # fmt: skip
def test_kinds_of_anchors(anchor, kind):
    assert kind_of(anchor, MEASURES) == kind


def test_relevance_needs_a_text_and_terms():
    assert relevance("老班章普洱", MEASURES) == 1 and relevance("汽车", MEASURES) == 0
    assert relevance("", MEASURES) is None and relevance("茶", Measures(None, None, None)) is None


@pytest.mark.parametrize(
    ("source", "signs"),
    [("https://1.2.3.4/a", ["bare-ip"]), ("https://x.tk/", ["free-domain"]), ("https://www.baidu.com/s?wd=a", ["search-page"]),
     ("https://link.chinaz.com/shop.example", ["search-page"]), ("https://a.com/online-casino/", ["spam-words"]), ("https://a.com/search", []),
     ("https://tk.com/", [])],
)  # fmt: skip
def test_signs_in_addresses(source, signs):
    assert list(signs_of(source, "", "", None)) == signs


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80))
def test_hostile_texts_are_judged_without_fault(anchor, title):
    assert kind_of(anchor, MEASURES) in ("brand", "money", "url", "generic", "empty", "other")
    assert set(signs_of("https://a.example/%ff%zz", anchor, title, 7)) <= set(SIGNS)
