"""What is true of the score, whatever a site looks like."""

from collections import defaultdict
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from audit.affected import Judged
from audit.registry import Severity
from audit.score import CAPS, write_scores
from audit.scoring import scoring
from audit.selection import tasks
from audit.site_pass import bound
from audit.sqlfunctions import register
from configs.settings import Rules, Score
from crawler.store import open_store

# A few checks of each axis, scope and kind of applicable set.
CHOSEN = """
    http-4xx redirect-chain robots-blocks-page canonical-missing click-depth link-broken-internal
    title-missing title-duplicate thin-content img-alt-missing slow-response icp-number-missing
"""
TASKS = tasks(Rules(select=tuple(CHOSEN.split())))
CLOSE = 1e-9


@dataclass(frozen=True)
class Page:
    """One crawled URL."""

    status: int = 200
    is_html: bool = True
    noindex: bool = False
    pagerank: float = 0.0
    depth: int | None = 1
    images: int = 1


@dataclass
class Site:
    """Pages, and findings as (check, page, level)."""

    pages: list[Page]
    findings: set[tuple[str, int, str]] = field(default_factory=set)


@st.composite
def sites(draw):
    page = st.builds(
        Page,
        status=st.sampled_from([200] * 6 + [301, 404, 500, 403]),
        is_html=st.booleans(),
        noindex=st.sampled_from([False] * 4 + [True]),
        pagerank=st.floats(0, 1),
        depth=st.one_of(st.none(), st.integers(1, 7)),
        images=st.integers(0, 2),
    )
    home = draw(st.sampled_from([Page(pagerank=0.4, depth=0)] * 4 + [Page(status=500, depth=0)]))
    pages = [home, *draw(st.lists(page, max_size=14))]
    task = st.sampled_from(TASKS)
    findings = set()
    for chosen, page_number, level in draw(
        st.lists(st.tuples(task, st.integers(0, len(pages) - 1), st.integers(0, 2)), max_size=40)
    ):
        number = 0 if chosen.check.scope == "site" else page_number
        findings.add((chosen.check.id, number, str(chosen.levels[level % len(chosen.levels)])))
    return Site(pages, findings)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("score") / "site.db", create=True) as store:
        register(store.db)
        store.db.executescript(
            "insert into sites values (1, 'shop', 'target', 'https://e.com/0', '', '');"
            "insert into runs (run_id, site_id, role, status, started) values (1, 1, 'target', 'complete', '');"
            "insert into hosts values (1, 'e.com'); insert into templates values (1, '/*');"
        )
        store.use_run(1)
        yield store


def scored(store, site, *, importance="blend"):
    """Scores of a site, its rows and its oracle; the store is left empty."""
    db = store.db
    db.execute("begin")
    try:
        fill(db, site)
        judged = [Judged(task, bound(task.options)) for task in TASKS]
        found = write_scores(store, 1, judged, scoring(Score(importance=importance)))
        entries = db.execute("select check_id, severity, axis, weight, affected, points from score_entries").fetchall()
        applies = {
            one.task.check.id: {
                url_id
                for (url_id,) in db.execute(one.task.check.applies_sql, {**one.parameters, "run_id": 1})
            }
            for one in judged
        }  # fmt: skip
        return found, entries, applies
    finally:
        db.execute("rollback")


def fill(db, site):
    for number, page in enumerate(site.pages):
        url_id = number + 1
        reason = (
            "status" if page.status != 200 else "not-html" if not page.is_html else "noindex" if page.noindex else "ok"
        )
        kind = "home" if number == 0 else "other"
        db.execute("insert into urls values (?, ?, 1)", [url_id, f"https://e.com/{number}"])
        db.execute(
            "insert into pages (run_id, url_id, fetched, status, is_html, noindex, images, ttfb_ms, title)"
            " values (1, ?, 0, ?, ?, ?, ?, 50, 'title')",
            [url_id, page.status, page.is_html, page.noindex, page.images],
        )
        db.execute("insert into page_states values (1, ?, 1, ?, ?)", [url_id, kind, reason])
        db.execute(
            "insert into page_graph (run_id, url_id, depth, inlinks, inlinks_followed, outlinks, pagerank, pagerank_editorial)"
            " values (1, ?, ?, 0, 0, 0, ?, 0)",
            [url_id, page.depth, page.pagerank],
        )
        db.execute("insert into frontier (run_id, url_id, host_id, state) values (1, ?, 1, 2)", [url_id])
    db.executemany(
        "insert into findings (run_id, check_id, url_id, severity, fingerprint, evidence)"
        " values (1, ?, ?, ?, '', '{}')",
        [(check, number + 1, level) for check, number, level in sorted(site.findings)],
    )


def raw(found):
    """The score before a cap."""
    return found.scores["overall"] + found.scores["cap"]


def oracle(site, applies):
    """The overall score by the formula, slowly and in the open."""
    numbers = scoring(Score())
    per_axis = defaultdict(list)
    for task in TASKS:
        check, pages = task.check, applies[task.check.id]
        if not pages:
            continue
        worst = {}
        for name, number, level in site.findings:
            if name == check.id and (check.scope == "site" or number + 1 in pages):
                worst[number + 1] = max(worst.get(number + 1, Severity.INFO), Severity(level), key=lambda one: one.rank)
        ranks = {url_id: site.pages[url_id - 1].pagerank for url_id in pages}
        whole = sum(ranks.values())
        for level in task.levels:
            weight = numbers.severity[level]
            if not weight:
                continue
            failing = [url_id for url_id, one in worst.items() if one == level]
            if check.scope == "site":
                affected = float(bool(failing))
            else:
                affected = sum(
                    0.5 / len(pages) + 0.5 * (ranks[url_id] / whole if whole else 1 / len(pages)) for url_id in failing
                )
            affected = check.confidence * min(1.0, affected)
            per_axis[numbers.axis(check.area)].append((weight, 1 - min(1.0, affected / numbers.saturation[level])))
    if not per_axis:
        return None
    axes = {axis: 100 * sum(w * s for w, s in rows) / sum(w for w, _ in rows) for axis, rows in per_axis.items()}
    return sum(numbers.weights[axis] * value for axis, value in axes.items()) / sum(
        numbers.weights[axis] for axis in axes
    )


many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(site=sites())
def test_score_is_the_formula(store, site):
    found, _, applies = scored(store, site)
    wanted = oracle(site, applies)
    if wanted is None:
        assert found.scores["overall"] is None
    else:
        assert raw(found) == pytest.approx(wanted, abs=1e-6)


@many
@given(site=sites(), importance=st.sampled_from(["blend", "uniform", "pagerank"]))
def test_points_and_cap_sum_to_what_is_missing(store, site, importance):
    found, entries, _ = scored(store, site, importance=importance)
    assume(found.scores["overall"] is not None)
    lost = sum(points for *_, points in entries)
    assert lost + found.scores["cap"] == pytest.approx(100 - found.scores["overall"], abs=1e-6)
    assert sum(found.points.values()) == pytest.approx(lost, abs=1e-6)
    assert all(-CLOSE <= points <= 100 + CLOSE for *_, points in entries)
    assert all(value is None or -CLOSE <= value <= 100 + CLOSE for value in found.scores.values())


@many
@given(site=sites(), data=st.data())
def test_clearing_a_check_gains_exactly_its_points(store, site, data):
    before, _, _ = scored(store, site)
    assume(before.scores["overall"] is not None and site.findings)
    check = data.draw(st.sampled_from(sorted({name for name, *_ in site.findings})))
    after, _, _ = scored(store, Site(site.pages, {one for one in site.findings if one[0] != check}))
    assert raw(after) - raw(before) == pytest.approx(before.points.get(check, 0.0), abs=1e-6)


@many
@given(site=sites(), data=st.data())
def test_no_fix_lowers_the_score(store, site, data):
    before, _, _ = scored(store, site)
    assume(before.scores["overall"] is not None and site.findings)
    fixed = data.draw(st.sets(st.sampled_from(sorted({(name, number) for name, number, _ in site.findings}))))
    after, _, _ = scored(store, Site(site.pages, {one for one in site.findings if one[:2] not in fixed}))
    assert after.scores["overall"] >= before.scores["overall"] - CLOSE
    assert after.scores["health"] is None or after.scores["health"] >= before.scores["health"] - CLOSE


@many
@given(site=sites(), assets=st.integers(1, 8))
def test_clean_files_do_not_move_the_score(store, site, assets):
    before, _, _ = scored(store, site)
    file = Page(is_html=False, depth=None, images=0)
    after, _, _ = scored(store, Site([*site.pages, *[file] * assets], site.findings))
    if before.scores["overall"] is None:
        assert after.scores["overall"] is None
    else:
        assert raw(after) == pytest.approx(raw(before), abs=1e-6)
    assert after.scores["health"] == before.scores["health"]


@many
@given(site=sites())
def test_a_cap_only_holds_down(store, site):
    found, _, _ = scored(store, site)
    if site.pages[0].status == 500 and found.scores["overall"] is not None:
        assert found.scores["overall"] <= 30
        assert found.notes["cap"].partition(":")[0] in CAPS
    if found.scores["cap"]:
        assert found.notes["overall"].startswith("capped:")


def shop(pages):
    """A shop of any size with the same defect rates and depth profile; the home page holds a fifth of PageRank."""
    made = Site([Page(pagerank=0.2, depth=0)])
    for number in range(1, pages):
        depth = 1 if number % 20 == 0 else 2 + number % 4
        made.pages.append(Page(pagerank=0.8 / pages, depth=depth, status=404 if number % 50 == 7 else 200))
        if number % 50 == 7:
            made.findings.add(("http-4xx", number, "error"))
            continue
        if depth > 4:
            made.findings.add(("click-depth", number, "warning"))
        for check, every, level in (
            ("title-missing", 40, "error"),
            ("title-duplicate", 25, "error"),
            ("thin-content", 8, "warning"),
            ("link-broken-internal", 30, "error"),
            ("canonical-missing", 3, "notice"),
        ):
            if number % every == 1:
                made.findings.add((check, number, level))
    return made


def test_size_does_not_matter(store):
    small, _, _ = scored(store, shop(100))
    large, _, _ = scored(store, shop(100_000))
    assert 40 < small.scores["overall"] < 95
    assert small.scores["overall"] == pytest.approx(large.scores["overall"], abs=3)


RATED = {
    "http-4xx": "error", "title-missing": "error", "title-duplicate": "error", "thin-content": "warning",
    "link-broken-internal": "error", "canonical-missing": "notice", "img-alt-missing": "warning", "click-depth": "warning",
}  # fmt: skip


def rated(pages, every, depths, home):
    """A shop in which every so-many-th page has a fault; PageRank falls with depth, the home page holds ``home`` of it."""
    made = Site([Page(pagerank=home, depth=0)])
    weights = [1 / (1 + depths[number % len(depths)]) for number in range(1, pages)]
    whole = sum(weights)
    for number in range(1, pages):
        gone = number % every["http-4xx"] == 1
        rank = (1 - home) * weights[number - 1] / whole
        made.pages.append(Page(pagerank=rank, depth=depths[number % len(depths)], status=404 if gone else 200))
        if gone:
            made.findings.add(("http-4xx", number, "error"))
            continue
        made.findings |= {
            (check, number, RATED[check])
            for check, step in every.items()
            if check not in ("http-4xx", "click-depth") and number % step == 2 % step
        }
        if depths[number % len(depths)] > 4:
            made.findings.add(("click-depth", number, "warning"))
    return made


@settings(many, max_examples=25)
@given(
    every=st.fixed_dictionaries({check: st.sampled_from([2, 4, 5, 10, 20, 25, 50]) for check in RATED}),
    depths=st.lists(st.integers(1, 7), min_size=5, max_size=5),
    home=st.floats(0.05, 0.4),
)
def test_size_does_not_matter_whatever_the_rates(store, every, depths, home):
    small, _, _ = scored(store, rated(100, every, depths, home))
    large, _, _ = scored(store, rated(3_000, every, depths, home))
    assert small.scores["overall"] == pytest.approx(large.scores["overall"], abs=3)
