"""Two runs compared: every kind of change, findings new and fixed, and what a cut or blocked crawl must not claim."""

import json

import pytest

from audit.runner import run_checks
from configs.errors import SettingsError
from configs.settings import Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.stage import run_links
from reports.history.changes import changes
from reports.history.diff import diff
from reports.history.diff_data import diff_object, diff_rows
from reports.history.diff_text import diff_text
from reports.history.finding_states import finding_states
from reports.history.pair import pair, previous

NAV = "<nav>" + "".join(f'<a href="/p/{n}.html">{n}</a>' for n in range(1, 6)) + "</nav>"


def page(title="茶壶", text="这是一段介绍茶壶的正文。" * 8, head="", body="", nav=NAV):
    return (
        f'<html lang="zh"><head><title>{title}</title><meta name="description" content="关于{title}的介绍">{head}</head>'
        f"<body>{nav}<main><h1>{title}</h1><p>{text}</p>{body}</main></body></html>"
    )


def site(**changed):
    pages = {"/": page("首页")} | {f"/p/{n}.html": page(f"茶壶{n}", f"第{n}种茶壶的正文。" * 9) for n in range(1, 6)}
    return {path: answer for path, answer in (pages | changed).items() if answer is not None}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def load(store, answers, **options):
    run_id = load_site(store, answers, **options)
    run_links(store, run_id)
    run_checks(store, run_id, Settings())
    return store.run(str(run_id))


def compared(store, before, after, **options):
    both = pair(store, load(store, before), load(store, after, **options))
    return both, {(one.kind, one.url.removeprefix("https://example.com")): one[3:] for one in changes(store.db, both)}


def test_the_same_site_twice_has_no_change(store):
    both, found = compared(store, site(), site())
    assert both.whole and found == {}
    assert {one.state for one in finding_states(store.db, both)} == {"still"}
    assert not diff(store, both).changed and "没有变化" in diff_text(diff(store, both), "zh")


def test_every_kind_of_change_is_told_with_before_and_after(store):
    product = '<script type="application/ld+json">{"@type": "Product", "name": "壶"}</script>'
    after = {
        "/": page("首页", nav=NAV + '<a href="/new.html">新品</a>'),
        "/new.html": page("新品"),
        "/p/1.html": page("紫砂壶1", "第1种茶壶的正文。" * 9),
        "/p/2.html": page("茶壶2", "第2种茶壶的正文。" * 9, '<meta name="robots" content="noindex">'),
        "/p/3.html": page("茶壶3", "短。", f'<link rel="canonical" href="https://example.com/p/1.html">{product}'),
        "/p/4.html": Answer(status=410),
        "/p/5.html": Answer(status=301, location="/p/1.html"),
    }
    _both, found = compared(store, site(), site(**after))
    assert found[("new", "/new.html")] == ("", "")
    assert found[("gone", "/p/4.html")] == ("200", "410") and ("status", "/p/4.html") not in found
    assert found[("status", "/p/5.html")] == ("200", "301")
    assert found[("title", "/p/1.html")] == ("茶壶1", "紫砂壶1") and found[("h1", "/p/1.html")] == ("茶壶1", "紫砂壶1")
    assert found[("description", "/p/1.html")] == ("关于茶壶1的介绍", "关于紫砂壶1的介绍")
    assert found[("robots", "/p/2.html")] == ("", "robots: noindex")
    assert found[("indexable", "/p/2.html")] == ("ok", "noindex")
    assert found[("canonical", "/p/3.html")] == ("", "https://example.com/p/1.html")
    assert found[("schema", "/p/3.html")] == ("", "Product")
    assert found[("words", "/p/3.html")][0] > found[("words", "/p/3.html")][1]
    assert found[("links", "/")] == ("", "+1")
    assert {kind for kind, _ in found} == {
        "new", "gone", "status", "title", "h1", "description", "robots", "indexable", "canonical", "schema", "words", "links",
    }  # fmt: skip


def test_a_page_the_newer_crawl_does_not_find_is_gone_only_when_that_crawl_is_whole(store):
    nav = "<nav>" + "".join(f'<a href="/p/{n}.html">{n}</a>' for n in range(1, 5)) + "</nav>"
    fewer = {path: page(path, nav=nav) for path in ("/", *(f"/p/{n}.html" for n in range(1, 5)))}
    both, found = compared(store, site(), fewer)
    assert found[("gone", "/p/5.html")] == ("200", "")
    both = pair(store, both.older, load(store, fewer, complete=False))
    assert [doubt.kind for doubt in both.doubts] == ["cut"]
    assert not {"new", "gone"} & {one.kind for one in changes(store.db, both)}
    lost = [one for one in finding_states(store.db, both) if one.url.endswith("/p/5.html")]
    assert {one.state for one in lost} <= {"unchecked"}
    assert "不完整，新增与消失的网页未作比较" in diff_text(diff(store, both), "zh")


def test_a_site_that_refuses_is_not_fixed_and_not_gone(store):
    """The spoilt page answers 503, another times out: nothing was looked at again."""
    before = site(**{"/p/1.html": page(""), "/p/2.html": page("")})
    refused = {f"/p/{n}.html": Answer(status=503) for n in range(1, 5)} | {"/p/5.html": Answer(error="timeout")}
    both, found = compared(store, before, site(**refused))
    assert [doubt.kind for doubt in both.doubts] == ["blocked"] and found == {}
    assert "title-missing" in {one.check_id for one in finding_states(store.db, both) if one.state == "unchecked"}
    assert not {one.check_id for one in finding_states(store.db, both) if one.state in ("fixed", "gone")} & {
        "title-missing"
    }


def test_findings_are_new_fixed_or_gone_with_their_page(store):
    before = site(**{"/p/1.html": page(""), "/p/2.html": page("")})
    after = site(**{"/p/2.html": Answer(status=404), "/p/3.html": page("")})
    both, _ = compared(store, before, after)
    titles = {
        (one.state, one.url.rpartition("/")[2])
        for one in finding_states(store.db, both)
        if one.check_id == "title-missing"
    }
    assert titles == {("fixed", "1.html"), ("gone", "2.html"), ("new", "3.html")}


def test_a_check_that_did_not_judge_before_finds_nothing_new(store):
    both, _ = compared(store, site(**{"/p/1.html": page("")}), site(**{"/p/1.html": page("")}))
    store.db.execute("delete from check_runs where run_id = ? and check_id = 'title-missing'", [both.older.run_id])
    store.db.execute("delete from findings where run_id = ? and check_id = 'title-missing'", [both.older.run_id])
    assert [one.state for one in finding_states(store.db, both) if one.check_id == "title-missing"] == ["first"]


def test_one_cause_on_a_template_is_one_group(store):
    broken = site(**{f"/p/{n}.html": page("", f"第{n}种茶壶的正文。" * 9) for n in range(1, 6)})
    both, _ = compared(store, site(), broken)
    found = diff(store, both)
    titles = next(group for group in found.groups if group.kind == "title")
    assert (titles.count, titles.of, titles.template) == (5, 5, "/p/*.html") and len(titles.examples) == 3
    new = next(one for one in found.findings if one.check_id == "title-missing")
    assert (new.state, new.count, new.template) == ("new", 5, "/p/*.html")
    assert found.scores[0][0] == "overall" and found.scores[0][1] > found.scores[0][2]
    for lang in ("zh", "en"):
        text = diff_text(found, lang)
        assert "title-missing" in text and "/p/*.html" in text and "茶壶1" in text


def test_data_has_every_change_and_the_object_the_groups(store):
    both, found = compared(store, site(), site(**{"/p/1.html": page("另一个")}))
    rows = list(diff_rows(store, both))
    assert {(row[1], row[5].removeprefix("https://example.com")) for row in rows if row[0] == "page"} == set(found)
    data = json.loads(json.dumps(diff_object(diff(store, both))))
    assert data["complete"] is True and data["older"]["run"] == both.older.run_id
    assert {group["kind"] for group in data["changes"]} == {kind for kind, _ in found}


def test_another_scope_is_a_doubt(store):
    older, newer = load(store, site()), load(store, site())
    store.db.execute("update runs set scope = 'other' where run_id = ?", [newer.run_id])
    assert [doubt.kind for doubt in pair(store, older, newer).doubts] == ["scope"]


def test_runs_are_put_in_the_order_of_their_numbers_whatever_the_clock_says(store):
    older, newer = load(store, site()), load(store, site())
    store.db.execute("update runs set started = '2031-01-01T00:00:00Z' where run_id = ?", [older.run_id])
    both = pair(store, newer, older)
    assert (both.older.run_id, both.newer.run_id) == (older.run_id, newer.run_id)


def test_the_same_run_and_runs_of_two_sites_are_refused(store):
    one, other = load(store, site()), load(store, site(), base="https://rival.example", name="rival")
    with pytest.raises(SettingsError, match="run"):
        pair(store, one, one)
    with pytest.raises(SettingsError, match="rival"):
        pair(store, one, other)


def test_the_previous_run_is_the_newest_complete_one_before(store):
    first, second = load(store, site()), load(store, site(), complete=False)
    third = load(store, site())
    assert previous(store, first) is None
    assert previous(store, third).run_id == first.run_id and second.status == "partial"
