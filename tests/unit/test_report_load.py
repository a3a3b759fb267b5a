"""The report's model says what the store says, adds up, and never cuts in silence."""

import csv
import dataclasses
import io
import json
import shlex

import pytest

from configs.entry import run_group
from configs.settings import Report, Settings
from crawler.store import open_store
from reports.load import load_report
from reports.model import ReportModel
from reports.readonly import reading_store, select
from tests.report_site import SETTINGS, build
from xunlu import LAZY


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    return build(tmp_path_factory.mktemp("report") / "cha.db")


@pytest.fixture(scope="module")
def model(stored):
    path, run_id = stored
    with open_store(path) as store:
        return load_report(store, run_id, SETTINGS)


def number(stored, sql, *values):
    with open_store(stored[0]) as store:
        return store.db.execute(sql, values).fetchone()[0]


def cards(model):
    return [card for quadrant in model.fix.quadrants for card in quadrant.cards]


def test_every_failing_check_has_one_card(model, stored):
    with open_store(stored[0]) as store:
        rows = store.db.execute("select check_id from v_checks where run_id = ? and state = 'failed'", [stored[1]])
        assert sorted(card.check_id for card in cards(model)) == sorted(row[0] for row in rows)
    assert [card.rank for card in cards(model)] == list(range(1, len(cards(model)) + 1))


def test_points_of_all_cards_and_the_cap_sum_to_what_the_score_lacks(model):
    lost = sum(card.points for card in cards(model)) + model.overview.cap_points
    assert lost == pytest.approx(100 - model.overview.total.value)


def test_each_sum_multiplies_to_its_points(model):
    sums = [one for card in cards(model) for one in card.sums]
    assert sums
    for one in sums:
        assert one.axis_share / 100 * one.weight / one.weights * one.lost / 100 * 100 == pytest.approx(one.points)
        assert one.lost == pytest.approx(min(100, 100 * one.affected / one.saturation))
    for card in cards(model):
        assert sum(one.points for one in card.sums) == pytest.approx(card.points)


def test_axis_shares_are_those_the_audit_used(model):
    shares = {axis.name.en: axis.weight for axis in model.overview.axes}
    for one in (one for card in cards(model) for one in card.sums):
        assert one.axis_share == pytest.approx(shares[one.axis_name.en])


def test_cards_stand_in_the_order_of_points_for_the_effort(model):
    for quadrant in model.fix.quadrants:
        bargains = [card.points / card.hours for card in quadrant.cards]
        assert bargains == sorted(bargains, reverse=True)
        assert {card.quadrant for card in quadrant.cards} <= {quadrant.key}
    assert 1 <= len(model.overview.first) <= 3
    assert all(card.points > 0 for card in model.overview.first)


def test_the_funnel_is_nested_and_counts_what_the_store_has(model, stored):
    funnel = next(chart for chart in model.charts if chart.kind == "funnel")
    counts = [bar.value for bar in funnel.bars]
    assert counts == sorted(counts, reverse=True)
    assert counts[1] == number(stored, "select count(*) from v_pages where run_id = ?", stored[1]) - 1
    assert counts[3] == number(stored, "select sum(indexable) from v_pages where run_id = ?", stored[1])


def test_bars_fit_their_track(model):
    for chart in model.charts:
        assert all(0 <= bar.width <= 100 and 0 <= bar.share <= 100 for bar in chart.bars)
        if chart.bars and chart.key in ("status", "indexable", "media", "depth", "titles", "lengths", "types"):
            assert sum(bar.share for bar in chart.bars) == pytest.approx(100)


def test_broken_links_name_their_sources_and_anchors(model):
    gone = next(one for one in model.links.broken if one.target.shown == "/gone")
    assert gone.status_shown.zh == "404"
    assert {(source.page.shown, source.anchor) for source in gone.sources} == {
        ("/", "旧活动"),
        ("/cups/", "停售的杯子"),
    }


def test_what_robots_txt_disallows_is_neither_crawled_nor_broken(model, stored):
    pages = number(stored, "select count(*) from v_pages where run_id = ?", stored[1])
    assert model.overview.crawled == model.head.pages == pages - 1
    assert "/cart/" not in {one.target.shown for one in model.links.broken}
    row = next(row for row in model.pages.rows if row.page.shown == "/cart/")
    assert row.status_shown.zh == "robots.txt 禁止" and row.tone == "none"


def test_every_command_in_the_report_runs(model, stored, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cuts = [
        model.pages.cut,
        *(getattr(model.keywords, f.name) for f in dataclasses.fields(model.keywords) if f.name.endswith("_cut")),
    ]
    cuts += [one.cut for one in model.keywords.gaps]
    cuts += [getattr(model.links, f.name) for f in dataclasses.fields(model.links) if f.name.endswith("_cut")]
    cuts += [one.cut for one in (*model.links.weak, *model.links.rankings)]
    cuts += [getattr(model.structure, f.name) for f in dataclasses.fields(model.structure) if f.name.endswith("_cut")]
    cuts += [model.market.behind_cut, model.market.ahead_cut]
    commands = {cut.command for cut in (*cuts, model.fix.cards_cut)} | {card.command for card in cards(model)}
    with reading_store(stored[0]) as store:
        for words in map(shlex.split, sorted(commands)):
            if words[1] == "sql":
                assert words[3:5] == ["--format", "csv"]
                names, rows = select(store, words[2])
                assert names and list(rows) is not None
            else:
                code = run_group(LAZY, ["--db", str(stored[0]), *words[1:]], prepare="tests.report_site:prepared")
                assert words[1] in ("export", "links", "keywords") and code == 0
    for cut in cuts:
        assert cut.complete == (cut.shown >= cut.total)


def test_the_command_of_a_cut_list_gets_as_many_rows_as_it_says(model, stored, capsys):
    links = model.links
    cuts = [*(weak.cut for weak in links.weak), links.leaks_cut, links.domains_cut, links.strong_cut, links.anchors_cut]
    cuts += [model.pages.cut, model.keywords.map_cut, *(gap.cut for gap in model.keywords.gaps)]
    assert sum(cut.total > 0 for cut in cuts) > 6
    for cut in cuts:
        words = shlex.split(cut.command.partition(" -o ")[0])
        capsys.readouterr()
        code = run_group(LAZY, ["--db", str(stored[0]), *words[1:]], prepare="tests.report_site:prepared")
        rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
        assert (code, len(rows[1:])) == (0, cut.total), cut.command


def test_redirect_chains_show_every_hop_and_loops(model):
    chains = {chain.steps[0].page.shown: chain for chain in model.links.chains}
    assert [step.page.shown for step in chains["/old"].steps] == ["/old", "/older", "/oldest", "/cups/"]
    assert [step.status for step in chains["/old"].steps] == [301, 302, 301, 200]
    assert chains["/loop"].loop and not chains["/old"].loop


def test_orphans_and_deep_pages_are_listed(model):
    lists = {one.key: one for one in model.links.weak}
    assert "/orphan" in {row.page.shown for row in lists["orphans"].rows}
    assert lists["deep"].rows[0].page.shown == "/deep-6"
    assert lists["deep"].rows[0].depth == 7


def test_chinese_addresses_are_shown_decoded_and_kept_encoded(model):
    row = next(row for row in model.pages.rows if row.page.shown == "/普洱/")
    assert row.page.href == "https://cha.example/%E6%99%AE%E6%B4%B1/"


def test_keywords_are_compared_with_every_rival(model):
    assert [site.name for site in model.keywords.sites] == ["cha", "rival-a", "rival-b"]
    row = next(row for row in model.keywords.market if row.term == "紫砂壶")
    assert [cell.judged for cell in row.cells] == [True, True, True]
    assert row.cells[1].pages == 5 and row.cells[1].title_pages == 5
    assert not row.gap and not row.alone
    assert {row.term: (row.gap, row.alone) for row in model.keywords.market}["普洱茶"] == (False, True)


def test_competitors_stand_side_by_side_with_their_dates(model):
    assert [site.name for site in model.market.sites] == ["cha", "rival-a", "rival-b"]
    assert all(site.day.en[-4:].isdigit() for site in model.market.sites)
    assert all(len(axis.cells) == 3 for axis in model.market.axes)
    assert [axis.name.zh for axis in model.market.axes] == ["总分", "抓取", "结构", "页面", "关键词", "链接", "健康"]


def test_configured_competitors_restrict_and_missing_ones_are_named(stored):
    with open_store(stored[0]) as store:
        chosen = Settings(report=Report(competitors=("rival-b", "nobody")))
        market = load_report(store, stored[1], chosen).market
    assert [site.name for site in market.sites] == ["cha", "rival-b"]
    assert market.missing == ("nobody",)


def test_every_number_of_the_checklist_is_a_state_of_a_check(model, stored):
    checks = model.checklist
    assert checks.passed + checks.failed + checks.not_judged + checks.crashed == checks.total
    assert checks.total == number(stored, "select count(*) from v_checks where run_id = ?", stored[1])


def test_cut_lists_say_how_many_are_missing_and_how_to_get_them(model, monkeypatch, stored):
    monkeypatch.setattr("reports.page_rows.TOP_PAGES", 3)
    monkeypatch.setattr("reports.page_rows.ERROR_PAGES", 1)
    with open_store(stored[0]) as store:
        small = load_report(store, stored[1], SETTINGS)
    assert not small.pages.cut.complete
    assert small.pages.cut.shown == len(small.pages.rows) == 4
    assert small.pages.cut.total == len(model.table.ids)
    assert small.pages.cut.command == f"xunlu export pages --run {stored[1]} -o pages.csv"
    assert len({row.page.url for row in small.pages.rows}) == 4


def test_a_run_without_analyses_is_not_judged_but_shown(tmp_path):
    path, run_id = build(tmp_path / "bare.db", analyse=False)
    with open_store(path) as store:
        bare = load_report(store, run_id, SETTINGS)
    assert bare.overview.total.value is None and bare.overview.total.band == "none"
    assert not (bare.checklist.judged or bare.links.judged or bare.keywords.judged)
    assert bare.pages.rows


def test_a_partial_crawl_is_marked(tmp_path):
    path, run_id = build(tmp_path / "partial.db", complete=False)
    with open_store(path) as store:
        overview = load_report(store, run_id, SETTINGS).overview
    assert overview.partial
    assert overview.stopped.zh == "因 max_pages 上限停止"


def test_loading_twice_gives_the_same_model_and_writes_nothing(stored, model):
    with open_store(stored[0]) as store:
        before = list(store.db.iterdump())  # temporary tables are not the store's
        again = load_report(store, stored[1], SETTINGS)
        assert list(store.db.iterdump()) == before
    assert again == model


def test_the_model_is_data(model: ReportModel):
    assert json.loads(json.dumps(dataclasses.asdict(model), ensure_ascii=False))["head"]["site"] == "cha"
