"""KEI, F-09, the labels of imported figures, and the opportunity matrix on a small stored run."""

import numpy as np
import pytest

from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from crawler.text import han_chars
from keywords.figures import measures
from keywords.figures.explain import Facts, sentence
from keywords.figures.opportunity import ORDER, Known, quadrant, standing
from keywords.figures.sets import Set, sets, size_of
from keywords.figures.storing import import_figures
from keywords.figures.tables import COLUMNS, SHOWN, for_machines, for_people, rows_of
from keywords.market import run_market
from keywords.stage import run_keywords
from linkgraph.stage import run_links
from tests.unit.test_history_diff import page

DAY = "2026-11-23"
SETTINGS = Settings(keywords=Keywords(targets=("紫砂壶", "普洱茶")))
NAN = float("nan")
TABLE = (
    "关键词,月均搜索量,收录量,intitle,竞价数,竞价价格,强站占比,首页占比,排名,网址\n"
    "紫砂壶,9000,3000万,120万,8,3.1,60%,70%,12,/zisha/\n"
    "普洱茶,20000,8000万,300万,8,4.0,70%,80%,,\n"
    "紫砂壶 价格,800,40万,9000,5,2.0,20%,30%,2,/zisha/\n"
    "紫砂壶怎么养,500,9万,300,1,0.5,0,10%,,\n"
    "茶,5000,1亿,900万,9,,,,35,https://shop.example/gone.html\n"
    "手工朱泥壶,0,8900,20,0,-,0,0,,\n"
)


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    """A store with a shop, its competitor, and imported figures of two engines."""
    folder = tmp_path_factory.mktemp("figures")
    (folder / "t.csv").write_text(TABLE, "utf-8")
    (folder / "seen.csv").write_text(
        "Top queries,Clicks,Impressions,Position\n紫砂壶,3,400,4\nteapot,1,20,9\n", "utf-8"
    )
    rival = {"/": page("紫砂壶 普洱茶"), "/b": page("普洱茶")}
    own = {
        "/": page("首页"),
        "/zisha/": page("紫砂壶"),
        "/yang/": page("紫砂壶怎么养护"),
        "/long": page("老师傅谈紫砂壶怎么养"),
    }
    with open_store(folder / "x.db", create=True) as store:
        other = load_site(store, rival, base="https://rival.example", name="rival", role="competitor")
        run = store.run(str(load_site(store, own, base="https://shop.example", name="shop")))
        for run_id in (other, run.run_id):
            run_links(store, run_id)
        run_keywords(store, run.run_id, SETTINGS)
        run_market(store, run.run_id, SETTINGS)
        import_figures(store, run, folder / "t.csv", day=DAY, engine="baidu")
        import_figures(store, run, folder / "seen.csv", day=DAY)
        yield store, run


def found(market, name="opportunities", **options):
    store, run = market
    return {row["keyword"]: row for row in rows_of(store, run, name, SETTINGS, **{"engine": "baidu"} | options)}


def test_kei_and_its_variant():
    assert measures.kei(100, 1000) == 10 and measures.kei(100, 1000, 3) == 30
    assert [measures.kei(None, 5), measures.kei(5, None), measures.kei(5, 0)] == [None] * 3


def test_percentiles_count_equal_ones_by_half_and_leave_unknown_ones_alone():
    ranked = measures.percentiles(np.array([3.0, NAN, 1.0, 3.0, 9.0]))
    assert ranked[[0, 2, 3, 4]].tolist() == [50, 12.5, 50, 87.5] and np.isnan(ranked[1])
    assert measures.percentiles(np.array([7.0])).tolist() == [50]
    assert np.isnan(measures.percentiles(np.array([NAN]))).all()


def test_f09_is_the_mean_of_the_inputs_that_are_known():
    figures = dict.fromkeys(measures.INPUTS, np.array([NAN, NAN, NAN]))
    figures |= {"results": np.array([10.0, 1000, NAN]), "ads": np.array([8.0, NAN, NAN])}
    score, known = measures.competition(figures)
    assert score[:2].tolist() == [(25 + 50) / 2, 75] and np.isnan(score[2])
    assert known.sum(axis=0).tolist() == [2, 1, 0]


@pytest.mark.parametrize(
    ("label", "values", "labels"),
    [
        (measures.results_label, [None, 99_999, 100_000, 999_999, 1_000_000, 9_999_999, 10_000_000], ["", "low", "medium", "medium", "hot", "hot", "fierce"]),
        (measures.intitle_label, [None, 9999, 10_000], ["", "low", ""]),
        (measures.ads_label, [None, 3, 4, 7, 8], ["", "low", "medium", "medium", "high"]),
        (measures.strong_label, [None, 0.3, 0.31], ["", "", "hard"]),
        (measures.home_label, [None, 0.4, 0.41, 0.69, 0.7], ["", "easy", "", "", "hard"]),
        (measures.kei_label, [None, 9.9, 10, 100, 101], ["", "poor", "fair", "fair", "good"]),
    ],
    ids=["results", "intitle", "ads", "strong", "home", "kei"],
)  # fmt: skip
def test_labels_have_the_limits_of_the_checklist(label, values, labels):
    assert [label(value) for value in values] == labels


def test_too_broad_and_too_narrow():
    assert measures.breadth_label(5, 1e7, 1) == "too-broad"
    assert [
        measures.breadth_label(5, 1e7, 2),
        measures.breadth_label(5, 9e6, 1),
        measures.breadth_label(None, None, 0),
    ] == [""] * 3
    assert measures.breadth_label(0, 1e9, 1) == "too-narrow"


def test_quadrants():
    assert quadrant(60, 60, None) == quadrant(60, 10, 15) == quadrant(60, None, 15) == "quick"
    assert quadrant(60, 40, 30) == "invest" and quadrant(40, 60, None) == "fill" and quadrant(40, 40, None) == "leave"
    assert quadrant(None, None, 3) == "keep" and quadrant(60, None, None) == quadrant(None, 60, None) == "unknown"


def test_what_is_unknown_has_no_weight_in_the_chance():
    nothing = Known(None, "none", None, None, None, None, None, 3)
    assert standing(nothing) == (None, None, 0, "unknown")
    assert standing(nothing._replace(f09=40)).chance == pytest.approx((0.2 * 60 + 0.1 * 100) / 0.3)
    assert standing(nothing._replace(demand=90, intent="buy", difficulty=0)).value == 100


def test_the_sets_of_a_site_are_the_newest_of_each_engine(market):
    store, run = market
    assert sets(store, run) == [Set("baidu", DAY), Set("google", "")]
    assert sets(store, run, "google") == [Set("google", "")] and sets(store, run, day="2026-01-01") == []
    assert [size_of(store, run, one) for one in sets(store, run)] == [6, 2]


def test_figures_stand_beside_what_was_crawled(market):
    rows = found(market, "figures")
    pot = rows["紫砂壶"]
    assert (pot["kei"], pot["kei_label"], pot["results_label"], pot["position"]) == (
        9000**2 / 3e7,
        "poor",
        "fierce",
        12,
    )
    assert pot["kei_intitle"] == 9000**2 / 1.2e6 * 3 and pot["own_page"].startswith("https://shop.example/")
    assert pot["competition"] is not None and pot["verdict"] in ("winnable", "even", "hard")
    assert rows["茶"]["left_out"] == "strong_share,home_share" and rows["茶"]["breadth"] == "too-broad"
    assert rows["手工朱泥壶"]["breadth"] == "too-narrow" and rows["手工朱泥壶"]["kei"] == 0
    scores = [rows[term]["f09"] for term in ("手工朱泥壶", "紫砂壶怎么养", "紫砂壶 价格", "紫砂壶", "普洱茶")]
    assert scores == sorted(scores) and 0 <= scores[0] < 20 and 70 < scores[-1] <= 100
    assert rows["紫砂壶怎么养"]["own_page"] == "https://shop.example/yang/"  # of two titles the shorter one
    assert "teapot" not in rows


def test_competition_of_other_keywords_is_estimated_from_heads_and_best_terms(market):
    rows = found(market, "figures")
    assert [rows[term]["estimated"] for term in ("紫砂壶", "普洱茶", "紫砂壶怎么养", "手工朱泥壶")] == [0, 0, 1, 1]
    assert rows["手工朱泥壶"]["competition"] == rows["手工朱泥壶"]["own_strength"] == 0
    raising = rows["紫砂壶怎么养"]
    assert raising["competition"] == 0 and 20 < raising["own_strength"] <= 100 and raising["verdict"] is None
    told = sentence(Facts("leave", 1, None, "", True, None, None, 40.0, 30.0, None, False, True), "en")
    assert "competition about 40 in the crawled market, the site about 30" in told


def test_an_estimate_weighs_both_sites_by_what_is_known_of_them(tmp_path):
    """A competitor with more and better pages is stronger, and none of them seen is no competition."""
    words = ["白茶", "黑茶", "黄茶"]
    rival = {"/": page("茶行")} | {f"/{at}": page("白茶 黑茶") for at in range(3)}
    own = {"/": page("首页"), "/b": page("黑茶")}
    table = tmp_path / "t.csv"
    table.write_text("keyword,volume\n" + "".join(f"{word},{at}\n" for at, word in enumerate(words)), "utf-8")
    with open_store(tmp_path / "x.db", create=True) as store:
        other = load_site(store, rival, base="https://rival.example", name="rival", role="competitor")
        run = store.run(str(load_site(store, own, base="https://shop.example", name="shop")))
        run_keywords(store, run.run_id, SETTINGS)
        run_market(store, run.run_id, SETTINGS)
        import_figures(store, run, table, day=DAY)
        rows = {row["keyword"]: row for row in rows_of(store, run, "figures", SETTINGS)}
    white, black, yellow = (rows[word] for word in words)
    assert white["competition"] > 40 and white["own_strength"] == 0 and white["served"] == 1
    assert 0 < black["own_strength"] < black["competition"] and black["own_page"] == "https://shop.example/b"
    assert yellow["competition"] == yellow["own_strength"] == 0 and other != run.run_id


def test_the_matrix_says_what_to_do_and_why(market):
    rows = found(market)
    assert {term: row["quadrant"] for term, row in rows.items()} == {
        "紫砂壶": "quick", "普洱茶": "invest", "紫砂壶 价格": "keep", "紫砂壶怎么养": "fill", "茶": "invest", "手工朱泥壶": "fill",
    }  # fmt: skip
    assert rows["普洱茶"]["served"] == 1 and rows["紫砂壶"]["served"] == 3
    assert (rows["茶"]["served"], rows["茶"]["own_page"]) == (2, None)
    assert "第 12 名" in rows["紫砂壶"]["why_zh"] and "position 12" in rows["紫砂壶"]["why_en"]
    assert list(found(market, quadrant="keep")) == ["紫砂壶 价格"]
    order = [row["quadrant"] for row in rows.values()]
    assert order == sorted(order, key=ORDER.index)


def test_positions_alone_make_a_matrix_by_impressions(market):
    rows = found(market, engine="google")
    assert {term: row["quadrant"] for term, row in rows.items()} == {"紫砂壶": "quick", "teapot": "fill"}
    assert "400" in rows["紫砂壶"]["why_en"]


@pytest.mark.parametrize("name", ["figures", "opportunities"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_for_people_and_machines(market, name, lang):
    store, run = market
    heads, rows = for_people(name, rows_of(store, run, name, SETTINGS), lang)
    cells = list(rows)
    assert len(heads) == len(SHOWN[name]) and all(len(row) == len(heads) for row in cells) and len(cells) >= 6
    assert "—" in cells[-1]
    columns, machine = for_machines(name, rows_of(store, run, name, SETTINGS))
    assert columns == list(COLUMNS[name]) and len(next(machine)) == len(columns)


@pytest.mark.parametrize("kind", ORDER)
@pytest.mark.parametrize("served", [1, 2, 3])
def test_every_sentence_is_whole_in_both_languages(kind, served):
    for position, page_known in ((7.0, True), (7.0, False), (None, False)):
        facts = Facts(kind, served, 1200.0, "month", False, None, position, 40.0, 30.0, None, page_known, False)
        assert sentence(facts, "zh").endswith("。") and "约 1,200" in sentence(facts, "zh")
        assert sentence(facts, "en").endswith(".") and not han_chars(sentence(facts, "en"))
    bare = Facts(kind, served, None, "", True, None, None, None, None, 12.0, False, False)
    assert "F-09" in sentence(bare, "en") and "搜索量未知" in sentence(bare, "zh")


def test_the_page_of_a_keyword_is_one_with_it_in_title_or_h1_though_another_says_it_more_often(tmp_path):
    (tmp_path / "t.csv").write_text("keyword,volume\n铁观音,500\n专题,9\n铁观音专题,9\n", "utf-8")
    main = (
        "<html lang=zh><title>乌龙茶</title><main><h1>乌龙茶</h1><p>"
        + "铁观音香，铁观音甜。" * 20
        + "</p></main></html>"
    )
    headed = "<html lang=zh><title>铁观音专题</title><main><h1>专题</h1><p>这里有许多文章，慢慢看。</p></main></html>"
    with open_store(tmp_path / "x.db", create=True) as store:
        run = store.run(
            str(load_site(store, {"/": page("首页"), "/a": main, "/b": headed}, base="https://shop.example"))
        )
        run_links(store, run.run_id)
        run_keywords(store, run.run_id, SETTINGS)
        run_market(store, run.run_id, SETTINGS)
        import_figures(store, run, tmp_path / "t.csv", day=DAY)
        row, inner, whole = rows_of(store, run, "figures", SETTINGS)
    assert (row["keyword"], row["served"], row["own_page"]) == ("铁观音", 3, "https://shop.example/b")
    assert (inner["served"], whole["served"]) == (3, 3)  # whatever other keywords the table has
