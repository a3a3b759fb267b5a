"""The runner: four states, no partial findings, selection, levels, and results that repeat."""

import json
from dataclasses import replace

import pytest

from audit.page_pass import PagePass
from audit.registry import Severity, all_checks
from audit.runner import run_checks
from audit.selection import Task
from audit.simhash import distance, simhash
from audit.sqlfunctions import fingerprint, page_series, private_path
from configs.errors import SettingsError
from configs.settings import Rules, Settings
from crawler.offline import Answer, load_site
from crawler.store import open_store
from linkgraph.stage import run_links
from xunlu import main

CHECKS = all_checks()
HOME = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1>{}</body></html>'
LINKS = '<a href="/a">红茶</a><a href="/gone">旧页</a><a href="/shut">内部</a><a href="/slow">慢</a>'
SITE = {
    "/": HOME.format(LINKS),
    "/a": '<html lang="zh"><body><a href="/gone">旧页</a></body></html>',
    "/b": "<html><body><h1>白茶</h1></body></html>",
    "/gone": Answer(status=404, html="<title></title>"),
    "/shut": Answer(status=403, html="<title></title>"),
    "/busy": Answer(status=429),
    "/slow": Answer(error="timeout"),
}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "site.db", create=True) as store:
        yield store


def load(store, answers=SITE, **facts):
    run_id = load_site(store, answers, **facts)
    run_links(store, run_id)
    return run_id


def state(summary, check_id):
    return next((one.state, one.reason) for one in summary.checks if one.check_id == check_id)


def rows(store, run_id):
    return store.db.execute(
        "select check_id, url, severity, fingerprint, evidence from v_findings where run_id = ? order by 1, 2, 4",
        [run_id],
    ).fetchall()


def crashing_on(path):
    def rule(page, options):
        yield {"titles": 0, "h1": ""}
        if page.url.endswith(path):
            raise ZeroDivisionError("no luck")

    return replace(CHECKS["title-missing"], rule=rule)


def test_crashed_page_check_leaves_nothing_and_harms_nobody(store):
    run_id = load(store)
    summary = run_checks(store, run_id, Settings(), checks=[crashing_on("/b"), CHECKS["lang-missing"]])
    assert summary.crashed == ("title-missing",)
    assert state(summary, "title-missing") == ("crashed", "ZeroDivisionError: no luck")
    assert {check for check, *_ in rows(store, run_id)} == {"lang-missing"}
    recorded = store.db.execute("select check_id, state, failing from check_runs where run_id = ?", [run_id])
    assert sorted(recorded) == [("lang-missing", "failed", 1), ("title-missing", "crashed", 0)]


def test_crash_after_findings_were_written_removes_them(store):
    run_id = load(store)
    store.use_run(run_id)
    made = PagePass(store, run_id)
    task = Task(crashing_on("/b"), {})
    with store.atomic():
        made._judge_page(task, 1, next(store.page_records(run_id))[1], None)
        made._flush()
        assert store.db.execute("select count(*) from findings").fetchone() == (1,)
        made._withdraw("title-missing")
        assert store.db.execute("select count(*) from findings").fetchone() == (0,)


@pytest.mark.parametrize(
    "sql",
    [
        "select url_id, '{}' as evidence from temp.no_such_view",
        # The last page breaks what the first pages had begun.
        "select url_id, iif(url like '%/slow', json('{'), '{}') as evidence from temp.run_pages order by url_id",
        "select url_id, '{}' as evidence, 'dreadful' as severity from temp.run_pages",
    ],
)
def test_crashed_site_check_leaves_nothing_and_harms_nobody(store, sql):
    run_id = load(store)
    broken = replace(CHECKS["canonical-to-error"], sql=sql)
    summary = run_checks(store, run_id, Settings(), checks=[broken, CHECKS["link-broken-internal"]])
    assert summary.crashed == ("canonical-to-error",)
    assert {check for check, *_ in rows(store, run_id)} == {"link-broken-internal"}
    assert "canonical-to-error" not in {row[0] for row in store.db.execute("select check_id from score_entries")}


def test_check_without_its_input_is_not_judged(store):
    answers = {"/": HOME.format("")}
    summary = run_checks(store, load(store, answers), Settings())
    assert state(summary, "orphan-page") == ("not-judged", "sitemap-not-found")
    assert state(summary, "sitemap-lists-non-200") == ("not-judged", "sitemap-not-found")
    summary = run_checks(store, load(store, answers, sitemap=("/",), complete=False), Settings())
    assert state(summary, "orphan-page") == ("not-judged", "crawl-incomplete")
    assert state(summary, "title-missing") == ("passed", "")
    assert summary.notes["overall"].endswith("partial:max-pages")
    without_links = load_site(store, answers)
    assert state(run_checks(store, without_links, Settings()), "click-depth") == ("not-judged", "links-not-computed")


def test_html_check_without_html_is_not_judged(store):
    run_id = load(store)
    assert state(run_checks(store, run_id, Settings()), "icp-number-missing") == ("failed", "")
    store.db.execute("update documents set html = null")
    summary = run_checks(store, run_id, Settings())
    assert state(summary, "icp-number-missing") == ("not-judged", "html-not-kept")
    assert "icp-number-missing" not in {check for check, *_ in rows(store, run_id)}


def test_site_without_a_home_page_is_not_judged(store):
    run_id = load(store, {"/": Answer(status=500), "/a": HOME.format("")})
    summary = run_checks(store, run_id, Settings())
    assert state(summary, "icp-number-missing") == ("not-judged", "home-not-fetched")
    assert summary.scores["overall"] <= 30 and summary.notes["cap"] == "home-not-200:30"


def test_refusals_and_timeouts_are_no_faults_of_content(store):
    run_id = load(store)
    run_checks(store, run_id, Settings())
    answering = {"http-403", "no-response"}  # they tell that a page could not be judged
    blamed = {url for check, url, *_ in rows(store, run_id) if check not in answering}
    assert not blamed & {f"https://example.com/{name}" for name in ("shut", "busy", "slow")}
    links = {
        json.loads(evidence)["target"].rpartition("/")[2]: severity
        for check, _, severity, _, evidence in rows(store, run_id)
        if check == "link-broken-internal"
    }
    assert links == {"gone": "error", "shut": "notice", "slow": "error"}


def test_running_again_gives_the_same(store):
    run_id = load(store)
    first = run_checks(store, run_id, Settings())
    before = rows(store, run_id)
    assert run_checks(store, run_id, Settings()) == first
    assert rows(store, run_id) == before
    again = load(store)
    run_checks(store, again, Settings())
    assert [row[3] for row in rows(store, again)] == [row[3] for row in before]
    assert rows(store, run_id) == before


def test_two_findings_of_a_page_differ(store):
    run_id = load(
        store,
        {
            "/": HOME.format('<a href="/x">一</a><a href="/y">二</a>'),
            "/x": Answer(status=404),
            "/y": Answer(status=410),
        },
    )
    run_checks(store, run_id, Settings())
    found = [row for row in rows(store, run_id) if row[0] == "link-broken-internal"]
    assert len(found) == len({row[3] for row in found}) == 2


def test_selection_by_area_and_id(store):
    run_id = load(store)
    summary = run_checks(store, run_id, Settings(), select=["metadata", "lang-missing"], ignore=["title-duplicate"])
    wanted = {check.id for check in all_checks().values() if check.area == "metadata" or check.id == "lang-missing"}
    assert {one.check_id for one in summary.checks} == wanted - {"title-duplicate"}
    assert not store.stage_finished(run_id, "audit")
    some = run_checks(store, run_id, Settings(), select=["metadata", "error"])
    errors = {one.id for one in CHECKS.values() if one.area == "metadata" and Severity.ERROR in one.all_levels}
    assert {one.check_id for one in some.checks} == errors
    rest = run_checks(
        store, run_id, Settings(rules=Rules(severity={"title-too-long": "info"})), ignore=["info", "notice"]
    )
    left = {one.check_id for one in rest.checks}
    assert "title-missing" in left and "title-too-long" not in left and "toutiao-time-meta" not in left
    run_checks(store, run_id, Settings(rules=Rules(ignore=("baidu",))))
    assert store.stage_finished(run_id, "audit")
    assert "icp-number-missing" not in {row[0] for row in rows(store, run_id)}


@pytest.mark.parametrize(
    "rules",
    [
        Rules(select=("titel-missing",)),
        Rules(ignore=("metadatas",)),
        Rules(options={"title-too-long": {"max_unit": 50}}),
        Rules(severity={"title-too-lng": "notice"}),
        Rules(severity={"title-too-long": "warn"}),
        Rules(options={"title-too-long": {"max_units": "60"}}),
        Rules(options={"robots-blocks-page": {"agents": "Googlebot"}}),
    ],
)
def test_mistake_in_the_rules_is_refused_before_anything_changes(store, rules):
    run_id = load(store)
    run_checks(store, run_id, Settings())
    before = rows(store, run_id)
    with pytest.raises(SettingsError) as refused:
        run_checks(store, run_id, Settings(rules=rules))
    assert refused.value.exit_code == 2
    assert rows(store, run_id) == before


def test_mistyped_id_names_the_nearest(store):
    with pytest.raises(SettingsError) as refused:
        run_checks(store, load(store), Settings(), select=["titel-missing"])
    assert "title-missing" in "\n".join(refused.value.lines("zh"))


def test_options_and_levels_of_the_user(store):
    deep = {"/": HOME.format('<a href="/1">一</a>'), "/1": HOME.format('<a href="/2">二</a>'), "/2": HOME.format("")}
    run_id = load(store, deep)
    rules = Rules(
        select=("click-depth", "lang-missing"),
        options={"click-depth": {"notice": 0, "warning": 1}},
        severity={"click-depth": "notice", "lang-missing": "off"},
    )
    summary = run_checks(store, run_id, Settings(rules=rules))
    assert [(one.check_id, one.severity) for one in summary.checks] == [("click-depth", "notice")]
    assert {(url, severity) for _, url, severity, *_ in rows(store, run_id)} == {
        ("https://example.com/1", "notice"),
        ("https://example.com/2", "notice"),
    }


def test_levels_of_the_user_lower_or_raise():
    depth = CHECKS["click-depth"]
    assert [Task(depth, {}, Severity.NOTICE).level(one) for one in Severity] == ["notice", "notice", "notice", "info"]
    assert [Task(depth, {}, Severity.ERROR).level(one) for one in Severity] == ["error", "error", "notice", "info"]
    assert Task(depth, {}, Severity.ERROR).levels == (Severity.ERROR, Severity.NOTICE)
    assert Task(depth, {}).level() == "warning"


def test_soft_404_by_likeness_to_the_answer_for_a_random_path(store):
    text = "您要看的东西不在这里，不妨去首页逛逛，或者看看当季的新茶和茶器，也许会有喜欢的。"
    gone = f"<html lang=zh><title>茶舍</title><main><p>{text}</p></main></html>"
    answers = {
        "/": HOME.format('<a href="/p">壶</a>'),
        "/p": gone,
        "/q": HOME.format("<p>另一种短文，讲怎样存茶。</p>"),
    }
    run_id = load(store, answers, random_path=gone)
    run_checks(store, run_id, Settings(), select=["soft-404"])
    assert [(url, json.loads(evidence)["signals"]) for _, url, _, _, evidence in rows(store, run_id)] == [
        ("https://example.com/p", ["short", "like-not-found"])
    ]


def test_simhash_tells_near_from_far():
    text = "宜兴丁蜀镇的匠人用本山泥料手工制壶，先打泥片，再围身筒，最后接嘴安把。" * 6
    assert distance(simhash(text), simhash(text)) == 0
    assert distance(simhash(text), simhash(text.replace("最后", "随后", 1))) <= 8
    assert distance(simhash(text), simhash("Terms of delivery and returns for customers abroad. " * 6)) > 15
    assert simhash("") == 0


def test_page_series():
    assert page_series("https://e.com/tea/?page=2&sort=a") == page_series("https://e.com/tea/?sort=a&page=9")
    assert page_series("https://e.com/tea/page/3") == page_series("https://e.com/tea/")
    assert page_series("https://e.com/p/tea-12.html") != page_series("https://e.com/p/tea-13.html")
    assert page_series("https://e.com/?p=1") != page_series("https://e.com/?p=2")


def test_private_path():
    assert [private_path(f"https://e.com{path}") for path in ("/cart/", "/en/login", "/search?q=a", "/购物车")] == [
        1
    ] * 4
    assert [
        private_path(f"https://e.com{path}") for path in ("/", "/carts-of-tea", "/research/", "/p/cartoon.html")
    ] == [0] * 4


def test_fingerprint_depends_on_check_page_and_identity():
    prints = {
        fingerprint("a", "b", "[]"),
        fingerprint("a", "c", "[]"),
        fingerprint("c", "b", "[]"),
        fingerprint("a", "b", "[1]"),
    }
    assert len(prints) == 4 and all(len(one) == 32 for one in prints)
    assert fingerprint("a", "b", "[]") == fingerprint("a", "b", "[]")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_commands(store, tmp_path, capsys, lang, monkeypatch):
    monkeypatch.chdir(tmp_path)
    load(store)
    where = ["--lang", lang, "--db", str(tmp_path / "site.db")]
    assert main([*where, "audit"]) == 0
    printed = capsys.readouterr().out
    assert "link-broken-internal" in printed and "orphan-page" in printed
    assert main([*where, "audit", "--select", "metadata"]) == 0
    assert "link-broken-internal" not in capsys.readouterr().out
    assert main([*where, "audit", "--select", "nothing"]) == 2
    assert main([*where, "audit", "latest~7"]) == 2
    assert main([*where, "rule"]) == 2
    assert main([*where, "rule", "titel-missing"]) == 2
    assert "title-missing" in capsys.readouterr().err
    assert main([*where, "rule", "title-missing"]) == 0
    assert capsys.readouterr().out.startswith("# " + CHECKS["title-missing"].title.get(lang))
    assert main([*where, "rule", "--all"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(CHECKS)
    assert main([*where, "rule", "--all", "--format", "json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out) if one["kind"] != "none"] == list(CHECKS)
    assert main([*where, "rule", "--all", "--format", "md"]) == 0
    assert capsys.readouterr().out.count("\n# ") >= len(CHECKS) - 1
