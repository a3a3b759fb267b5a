"""Which pages nobody links to, what is broken or lost, what is strong: as the store says it."""

import pytest

from crawler.store import open_store
from reports.load import load_report
from tests.report_site import SETTINGS, build, build_shop


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("links") / "cha.db")
    with open_store(path) as store:
        return load_report(store, run_id, SETTINGS).links, path, run_id


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    path, run_id, settings = build_shop(tmp_path_factory.mktemp("shop") / "shop.db", pages=200)
    with open_store(path) as store:
        return load_report(store, run_id, settings).links, path, run_id


def lists(links):
    return {one.key: one for one in links.weak}


def shown(rows):
    return {row.page.shown for row in rows}


def counted(shop, sql):
    with open_store(shop[1]) as store:
        return store.db.execute(sql, [shop[2]]).fetchone()[0]


def test_weak_pages_are_listed_and_counted(small):
    found = lists(small[0])
    assert shown(found["orphans"].rows) == {"/orphan", "/override", "/formula", "/secret"}
    assert found["orphans"].rows[0].in_sitemap and found["orphans"].cut.total == 4
    assert {f"/deep-{n}" for n in range(1, 7)} <= shown(found["single"].rows)
    assert [row.page.shown for row in found["deep"].rows] == ["/deep-6", "/deep-5", "/deep-4", "/deep-3"]
    assert shown(found["dead-ends"].rows) == {"/deep-6", "/secret"}
    for one in found.values():
        assert one.cut.complete and one.cut.shown == len(one.rows) == one.cut.total


def test_a_page_with_one_inlink_names_it(small):
    page = next(row for row in lists(small[0])["single"].rows if row.page.shown == "/deep-4")
    assert [(source.page.shown, source.anchor) for source in page.sources] == [("/deep-3", "下一页")]
    assert page.inlinks == 1


def test_refusals_of_crawlers_are_no_broken_links(small):
    links, path, run_id = small
    assert "/gone" in {one.target.shown for one in links.broken}
    with open_store(path) as store:
        store.db.execute("begin")
        store.db.execute("update pages set status = 403 where run_id = ? and status = 404", [run_id])
        refused = load_report(store, run_id, SETTINGS).links
        store.db.execute("rollback")
    assert refused.broken_cut.total == links.broken_cut.total - 1


def test_lost_strength_names_target_end_and_example(shop):
    links = shop[0]
    assert links.leaks_cut.total == counted(shop, "select count(*) from link_leaks where run_id = ?") > 0
    pages = [leak.pages for leak in links.leaks]
    assert pages == sorted(pages, reverse=True)
    for leak in links.leaks:
        assert leak.example.href and (leak.final is not None or leak.kind == "nofollow")


def test_strong_pages_and_rankings_are_in_order(shop):
    links = shop[0]
    shares = [page.pagerank for page in links.strong]
    assert shares == sorted(shares, reverse=True) and links.strong[0].width == 100
    assert [len(ranking.rows) for ranking in links.rankings] == [10, 10, 10]
    for ranking in links.rankings:
        found = [row.share for row in ranking.rows]
        assert found == sorted(found, reverse=True) and ranking.rows[0].width == 100
    best = counted(shop, "select max(pagerank) from v_pages where run_id = ? and is_html and status = 200")
    assert links.strong[0].pagerank == pytest.approx(100 * best)


def test_anchor_profiles_are_of_the_strongest_pages(shop):
    links = shop[0]
    assert links.anchors and links.anchors_cut.total > len(links.anchors)
    for profile in links.anchors:
        assert 1 <= len(profile.top) <= min(5, profile.anchors)
        assert sum(anchor.pages for anchor in profile.top) <= profile.uses and 0 <= profile.vague <= 100
    with open_store(shop[1]) as store:
        top = store.db.execute(
            "select text from page_anchors a join anchors n using (anchor_id) join urls u on u.url_id = a.url_id"
            " where a.run_id = ? and u.url = ? and a.place = 1",
            [shop[2], links.anchors[0].page.url],
        ).fetchone()[0]
    assert links.anchors[0].top[0].text == top


def test_external_domains_tell_where_links_leave(shop):
    links = shop[0]
    assert links.domains_cut.total == counted(shop, "select count(*) from external_domains where run_id = ?")
    for domain in links.domains:
        assert 0 <= domain.followed <= 100 and domain.pages <= domain.links and domain.target.href
        assert domain.domain in domain.target.shown


def test_an_incomplete_crawl_warns_about_what_it_cannot_know(tmp_path):
    path, run_id = build(tmp_path / "partial.db", complete=False)
    with open_store(path) as store:
        assert load_report(store, run_id, SETTINGS).links.partial


def test_a_list_of_many_is_cut_and_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr("reports.weak.LISTED", 2)
    path, run_id = build(tmp_path / "cut.db")
    with open_store(path) as store:
        found = lists(load_report(store, run_id, SETTINGS).links)
    assert len(found["orphans"].rows) == 2 and not found["orphans"].cut.complete
    assert found["orphans"].cut.total == 4 and found["orphans"].cut.command.startswith("xunlu links orphans")


def test_authority_by_type_and_what_nobody_gets_add_up(shop):
    links = shop[0]
    assert sum(one.authority for one in links.types) == pytest.approx(100, abs=1e-4)
    assert [one.authority for one in links.types] == sorted((one.authority for one in links.types), reverse=True)
    assert links.types[0].width == 100
    assert sum(one.pages * one.strength for one in links.types) == pytest.approx(sum(one.pages for one in links.types))
    assert all(one.share > 0 for one in links.losses)
    assert 0 < sum(one.share for one in links.losses) < 100


def test_silos_are_listed_largest_first(shop):
    silos = shop[0].silos
    assert silos.cut.total == counted(shop, "select count(*) from link_communities where run_id = ?") > 1
    assert [silo.pages for silo in silos.rows] == sorted((silo.pages for silo in silos.rows), reverse=True)
    assert all(0 <= silo.kept <= 100 and 0 < silo.in_folder <= 100 for silo in silos.rows)
    assert -1 <= silos.rand <= 1
    assert silos.terms and all(silo.terms for silo in silos.rows if silo.pages > 1)
    assert -1 <= silos.topics.rand <= 1 and 0 < silos.topics.pages <= sum(silo.pages for silo in silos.rows)


def test_the_shape_of_the_graph_is_told(shop):
    shape = shop[0].shape
    assert shape.parts == counted(shop, "select max(weak_component) from page_graph where run_id = ?")
    assert 0 < shape.mutual <= shape.main <= 100 and 0 <= shape.reciprocity <= 100
    assert shape.bridges_cut.total == counted(shop, "select count(*) from page_graph where run_id = ? and cut_off > 0")
    assert [one.cut_off for one in shape.bridges] == sorted((one.cut_off for one in shape.bridges), reverse=True)
    assert len(shape.bridges) == min(10, shape.bridges_cut.total)
