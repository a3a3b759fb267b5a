"""The link views say what the store says of links, and their data survive the packing."""

from itertools import accumulate, pairwise

import pytest

from crawler.store import open_store
from reports.load import load_report
from reports.render import render_html
from reports.views.neighbours import PER_DIRECTION
from reports.views.packing import view_data
from tests.report_site import SETTINGS, build, build_anew, build_shop

LINKS = """
    select distinct source_id, target_id from v_links
    where run_id = :run and kind = 'a' and not repeated and source_id <> target_id
        and target_id in (select url_id from pages where run_id = :run)
        and source_id in (select url_id from pages where run_id = :run and is_html and status = 200)
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    path, run_id, settings = build_shop(tmp_path_factory.mktemp("shop") / "shop.db", pages=200)
    with open_store(path) as store:
        yield load_report(store, run_id, settings), store.db, {"run": run_id}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path, run_id = build(tmp_path_factory.mktemp("cha") / "cha.db")
    with open_store(path) as store:
        yield load_report(store, run_id, SETTINGS), store.db, {"run": run_id}


@pytest.fixture(params=["shop", "small"])
def loaded(request):
    return request.getfixturevalue(request.param)


def links_of(ego):
    """(source, target) pairs as url_ids."""
    ends = [0, *accumulate(ego.links)]
    return {
        (ego.url_ids[page], ego.url_ids[target])
        for page, (begin, end) in enumerate(pairwise(ends))
        for target in ego.targets[begin:end]
    }


def test_links_of_the_ego_view_are_those_of_the_store_without_boilerplate(loaded):
    model, db, run = loaded
    ego = model.views.ego
    stored = set(db.execute(LINKS, run))
    redirects = {
        row[0]: row[1]
        for row in db.execute("select url_id, target_id from redirects where run_id = :run order by hop", run)
    }
    found = links_of(ego)
    straight = found & stored
    over = {(a, b) for a, b in found - stored}
    assert straight and all(any((a, hop) in stored for hop, end in redirects.items() if end == b) for a, b in over)
    covered = {ego.url_ids[place] for place, flag in enumerate(ego.covered) if flag}
    for place, url_id in enumerate(ego.url_ids):
        out = {pair for pair in stored if pair[0] == url_id}
        assert ego.linked[place] == len(out)
        if url_id in covered and len(out) <= PER_DIRECTION:
            assert out <= found


def test_broken_targets_come_first_and_no_more_than_twenty(loaded):
    model, db, run = loaded
    ego = model.views.ego
    broken = {
        row[0]
        for row in db.execute(
            "select url_id from pages where run_id = :run and (status >= 400 or error = 'timeout')", run
        )
    }
    linked = {pair for pair in db.execute(LINKS, run) if pair[1] in broken}
    known = {ego.url_ids[place] for place, flag in enumerate(ego.covered) if flag}
    assert {pair for pair in linked if pair[0] in known} <= links_of(ego)


def test_paths_lead_from_the_start_by_followable_links_one_click_a_step(loaded):
    model, db, run = loaded
    ego = model.views.ego
    depth = dict(db.execute("select url_id, depth from page_graph where run_id = :run", run))
    followed = set(
        db.execute(
            "select source_id, target_id from v_links where run_id = :run and kind = 'a' and rel not like '%nofollow%'",
            run,
        )
    )
    redirects = set(db.execute("select url_id, target_id from redirects where run_id = :run", run))
    stepped = 0
    for place, url_id in enumerate(ego.url_ids):
        assert ego.depth[place] == (-1 if depth[url_id] is None else depth[url_id])
        before = ego.parent[place]
        if before < 0:
            assert ego.depth[place] <= 0 or ego.tone[place] > 1  # the start, no path, or found through a redirect
            continue
        stepped += 1
        assert ego.depth[before] + 1 == ego.depth[place]
        straight = (ego.url_ids[before], url_id) in followed
        assert straight or any((ego.url_ids[before], hop) in followed for hop, end in redirects if end == url_id)
    assert stepped > 10


def test_every_page_with_an_error_has_its_links(loaded):
    model, db, run = loaded
    ego = model.views.ego
    wrong = {
        row[0]
        for row in db.execute("select distinct url_id from findings where run_id = :run and severity = 'error'", run)
    }
    assert wrong and wrong <= {ego.url_ids[place] for place, flag in enumerate(ego.covered) if flag}
    assert ego.errors_left == 0


def test_links_between_templates_add_up(loaded):
    model, db, run = loaded
    graph = model.views.templates
    assert graph.templates - graph.merged + bool(graph.merged) == len(graph.boxes) <= 40
    assert (
        sum(box.pages for box in graph.boxes)
        == db.execute("select count(*) from pages where run_id = :run and is_html and status = 200", run).fetchone()[0]
    )
    assert sum(box.pagerank for box in graph.boxes) == pytest.approx(100, abs=0.01)
    if graph.cut.complete:
        between = db.execute(
            """with last as (select url_id, target_id from redirects r where run_id = :run and hop =
                   (select max(hop) from redirects s where s.run_id = r.run_id and s.url_id = r.url_id))
               select count(*), total(not repeated) from v_links l left join last d on d.url_id = l.target_id
               join pages a on a.run_id = :run and a.url_id = l.source_id and a.is_html and a.status = 200
               join pages b on b.run_id = :run and b.url_id = coalesce(d.target_id, l.target_id) and b.is_html and b.status = 200
               where l.run_id = :run and l.kind = 'a'""",
            run,
        ).fetchone()
        assert (sum(flow.links for flow in graph.rows), sum(flow.own for flow in graph.rows)) == between


def test_the_map_has_every_reached_page_of_a_small_site_and_says_so(loaded):
    model, db, run = loaded
    shown = model.views.map
    reached = db.execute(
        "select count(*) from v_pages where run_id = :run and depth is not null and is_html and status = 200", run
    ).fetchone()[0]
    assert shown.reached == shown.shown == len(shown.nodes) == reached and shown.cut.complete
    assert sum(row.pages for row in shown.rows) == reached and sum(row.shown for row in shown.rows) == reached
    assert {model.views.ego.depth[place] >= 0 for place in shown.nodes} == {True}


def test_what_is_packed_can_be_unpacked(loaded):
    model, _, _ = loaded
    ego, data = model.views.ego, view_data(model.views)["ego"]
    assert tuple(accumulate(data["id"])) == ego.url_ids
    steps, targets = iter(data["to"]), []
    for count in data["links"]:
        targets += accumulate(next(steps) for _ in range(count))
    assert tuple(targets) == ego.targets
    assert [int(digit) for digit in data["tone"]] == list(ego.tone)


def test_the_same_store_gives_the_same_bytes(small, tmp_path):
    run_id = build_anew(tmp_path / "again.db")
    with open_store(tmp_path / "again.db") as store:
        again = load_report(store, run_id, SETTINGS)
    assert again.views == small[0].views


def test_hostile_names_stay_text(small):
    html = render_html(small[0])
    section = html[html.index("id=views") : html.index("id=pages")]
    assert "<script>alert" not in section and "\u202e" not in section


def test_without_links_there_are_directories_only_and_without_an_audit_no_colours(tmp_path):
    path, run_id = build(tmp_path / "bare.db", analyse=False)
    with open_store(path) as store:
        found = load_report(store, run_id, SETTINGS)
    views = found.views
    assert views.icicles and {cell.shades for cell in views.icicles[0].cells} == {"qn"}
    assert (views.map, views.ego, views.templates) == (None, None, None) and view_data(views) == {}
    html = render_html(found)
    assert "xunlu links" in html[html.index("id=views") : html.index("id=pages")]


def test_without_a_page_there_is_no_picture(tmp_path):
    from crawler.offline import Answer, load_site
    from linkgraph.stage import run_links

    with open_store(tmp_path / "none.db", create=True) as store:
        run_id = load_site(store, {"/": Answer(error="timeout")}, base="https://none.example", name="none")
        run_links(store, run_id)
        found = load_report(store, run_id, SETTINGS)
    assert found.views.icicles == () or found.views.icicles[0].cells == ()
    assert found.views.map.shown == 0 and render_html(found)
