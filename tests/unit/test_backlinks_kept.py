"""Which row of a link counts, and the assessment that is kept: made once, forgotten when what it rests on changes."""

import json

import pytest

from configs.settings import Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from jobs.stages import backlinks_stage, finish_stage, keywords_stage, links_stage
from jobs.verifying import Verdict, Verifier
from linkgraph.backlinks.assessing import assess
from linkgraph.backlinks.importing import import_backlinks, linked_site
from linkgraph.backlinks.judging import judge
from linkgraph.backlinks.keeping import assessed, kept, refresh
from linkgraph.backlinks.remarks import remarks
from reports.load import load_report

BASE = "https://shop.example"
HEAD = "Source url,Target url,Anchor,Nofollow,Lost link,First seen"
PAGE = '<html lang="zh"><title>紫砂壶</title><h1>紫砂壶</h1><p>紫砂壶产地直发。</p></html>'


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, {"/": PAGE, "/gone": Answer(status=404)}, base=BASE, name="shop")
        for stage in (finish_stage, links_stage, keywords_stage):
            stage(store, run_id, Settings())
        yield store


def put(store, tmp_path, *lines, head=HEAD, site="shop", day="2026-11-23", tool="semrush"):
    file = tmp_path / "t.csv"
    file.write_text("\n".join((head, *lines)) + "\n", "utf-8")
    found = import_backlinks(store, linked_site(store, site), file, day=day, tool=tool)
    assert not found.faults, found.first_faults
    judge(store, site)


def run_of(store):
    return store.run("shop@latest")


def test_of_several_rows_the_newest_and_fullest_counts(store, tmp_path):
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,false,true,", day="2024-01-01", tool="ahrefs")
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,,false,", f"https://a.com/1,{BASE}/,壶,true,false,")
    counted = "select tool, anchor, rel from backlinks where counted"
    assert store.db.execute(counted).fetchall() == [("semrush", "壶", 1)]  # it says whether it is followed
    assert assess(store.db, "shop", run_of(store)).links == 1  # what another tool lost two years ago is there
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,false,true,", day="2026-12-01", tool="majestic")
    assert [row[0] for row in store.db.execute(counted)] == ["majestic"]
    told = assess(store.db, "shop", run_of(store))
    assert (told.links, told.lost) == (0, 1)


def test_a_row_without_a_target_is_no_second_link(store, tmp_path):
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,false,false,")
    rows = ("https://a.com/1,2026-10-01", "https://b.com/1,2026-10-01")
    put(store, tmp_path, *rows, head="Linking page,Last crawled", tool="gsc")
    assert assess(store.db, "shop", run_of(store)).links == 2
    aimless = "select source, counted from backlinks where target = '' order by source"
    assert store.db.execute(aimless).fetchall() == [("https://a.com/1", 0), ("https://b.com/1", 1)]


def test_a_list_of_domains_beside_their_links_is_no_sum(store, tmp_path):
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,false,false,", f"https://a.com/2,{BASE}/,茶,false,false,")
    put(store, tmp_path, "a.com,5,1", "b.com,1,1", head="Site,Linking pages,Target pages", tool="gsc")
    view = "select domain, links from v_backlink_domains order by domain"
    assert store.db.execute(view).fetchall() == [("a.com", 5), ("b.com", 1)]
    found = assessed(store.db, "shop", run_of(store))
    assert [(one["domain"], one["links"]) for one in found.rows("domains")] == [("a.com", 5), ("b.com", 1)]


def test_an_assessment_is_kept_until_something_changes(store, tmp_path):
    assert not refresh(store, "shop", run_of(store))  # nothing imported
    put(store, tmp_path, f"https://a.com/1,{BASE}/gone,茶,,false,")
    assert kept(store.db, "shop", run_of(store)) is None
    assert refresh(store, "shop", run_of(store)) and not refresh(store, "shop", run_of(store))
    found, made = kept(store.db, "shop", run_of(store)), assessed(store.db, "shop", run_of(store))
    assert (found.told, found.lists) == (made.told, made.lists) and found.told.broken_targets == 1
    put(store, tmp_path, "https://b.com/1,https://rival.com/,茶,,false,", site="rival.com")
    assert kept(store.db, "shop", run_of(store)) is None  # domains are compared with those of competitors
    assert refresh(store, "shop", run_of(store)) and kept(store.db, "shop", run_of(store)).told.rivals == 1
    load_site(store, {"/": f'<a href="{BASE}/">x</a>'}, base="https://other.example", name="other", role="competitor")
    assert kept(store.db, "shop", run_of(store)) is None  # a competitor was crawled
    assert refresh(store, "shop", run_of(store)) and kept(store.db, "shop", run_of(store)).told.crawled_links == 1


def test_a_run_that_was_chosen_stays_chosen(store, tmp_path):
    run_id = run_of(store).run_id
    store.use_run(run_id)
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,,false,")
    assert refresh(store, "shop", run_of(store))
    assert store.db.execute("select distinct run_id from temp.run_pages").fetchall() == [(run_id,)]
    assert store.db.execute("pragma temp_store").fetchone() == (2,)


def test_an_answer_of_a_linking_page_ends_what_is_kept(store, tmp_path):
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,,false,")
    refresh(store, "shop", run_of(store))
    [(linked, pair)] = store.db.execute("select linked_id, pair from backlinks").fetchall()
    verifier = Verifier(store, linked, linked_site(store, "shop"), None, None)
    verifier.keep([(pair, Verdict("gone", 404))])
    assert kept(store.db, "shop", run_of(store)) is None


def test_the_report_reads_what_is_kept_and_says_how_old_it_is(store, tmp_path):
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,,false,")
    backlinks_stage(store, run_of(store).run_id, Settings())
    figures = json.dumps(
        json.loads(store.db.execute("select figures from backlink_assessments").fetchone()[0]) | {"links": 77}
    )
    store.db.execute("update backlink_assessments set figures = ?, assessed = '2026-11-01T08:09:10Z'", [figures])
    facts = {
        one.name.en: one.value.en for one in load_report(store, run_of(store).run_id, Settings()).links.backlinks.facts
    }
    assert (facts["Links (source to target)"], facts["Assessed"]) == ("77", "2026-11-01 08:09 UTC")
    assert facts["Followed"].startswith("–")  # unknown is unknown


def test_a_new_assessment_has_its_checks_judged_anew(store, tmp_path):
    run_id = run_of(store).run_id
    store.mark_stage(run_id, "audit", "{}")
    put(store, tmp_path, f"https://a.com/1,{BASE}/,茶,,false,")
    said = []
    backlinks_stage(store, run_id, Settings(), lambda: said.append(1))
    assert said and not store.stage_finished(run_id, "audit")
    store.mark_stage(run_id, "audit", "{}")
    backlinks_stage(store, run_id, Settings(), lambda: said.append(2))
    assert said == [1] and store.stage_finished(run_id, "audit")


def test_a_date_after_that_of_its_file_is_no_growth(store, tmp_path):
    put(
        store,
        tmp_path,
        f"https://a.com/1,{BASE}/,茶,,false,2026-11-02",
        f"https://a.com/2,{BASE}/,茶,,false,9999-12-31",
    )
    assert [(week["day"], week["links"]) for week in assess(store.db, "shop", run_of(store)).weeks] == [
        ("2026-11-02", 1)
    ]


def test_a_footer_is_a_sign_beside_other_links_of_its_domain(store, tmp_path):
    footer = [f"https://footer.com/{n},{BASE}/,茶,,false," for n in range(101)]
    put(store, tmp_path, *footer, f"https://footer.com/about,{BASE}/gone,一篇文章,,false,")
    found = assessed(store.db, "shop", run_of(store))
    assert [(row["domain"], row["total"], row["signs"]) for row in found.rows("toxic")] == [
        ("footer.com", 102, ",sitewide")
    ]
    assert [(one["domain"], one["pages"]) for one in found.told.sitewide] == [("footer.com", 101)]


def test_home_has_several_addresses(store, tmp_path):
    home = ("/", "/index.html", "/?utm_source=x", "/INDEX.php?a=1")
    deep = ("/pots/", "/?id=1", "/a/index.html", "/index-tea.html")
    put(store, tmp_path, *(f"https://a{n}.com/,{BASE}{path},x,,false," for n, path in enumerate(home + deep)))
    assert assess(store.db, "shop", run_of(store)).deep == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("rows", "fewer", "level"), [(40, 38, "notice"), (40, 30, "warning"), (40, 15, None), (500, 460, None)]
)
def test_domains_are_lost_only_between_exports_that_can_be_compared(store, tmp_path, rows, fewer, level):
    lines = [f"https://d{n}.com/,{BASE}/,x,,false," for n in range(rows)]
    put(store, tmp_path, *lines, day="2026-10-01")
    put(store, tmp_path, *lines[:fewer], day="2026-11-01")
    told = assess(store.db, "shop", run_of(store))
    assert [one.level for one in remarks(told) if one.id == "backlink-domains-lost"] == ([level] if level else [])
    if level:
        [lost] = told.lost_domains
        assert (lost["had"], lost["lost"], lost["examples"][0]) == (rows, rows - fewer, f"d{fewer}.com")


def test_domains_whose_links_are_listed_as_lost_are_lost(store, tmp_path):
    put(store, tmp_path, *(f"https://d{n}.com/,{BASE}/,x,,false," for n in range(10)), day="2026-10-01")
    put(store, tmp_path, *(f"https://d{n}.com/,{BASE}/,x,,{str(n < 3).lower()}," for n in range(10)), day="2026-11-01")
    [lost] = assess(store.db, "shop", run_of(store)).lost_domains
    assert (lost["had"], lost["lost"]) == (10, 3)
