"""Tasks that somebody said to be done, and what later crawls say of them."""

import csv
import io
import json

import pytest

from audit.registry import all_checks
from audit.runner import run_checks
from configs.entry import run_group
from configs.errors import SettingsError
from configs.settings import Accept, Rules, Settings
from crawler.offline import Answer, load_site
from crawler.prune import prune
from crawler.store import open_store
from linkgraph.stage import run_links
from reports.catalogue import installed_checks
from reports.exports import EXPORTS, rows_of
from reports.load import load_report
from reports.render import render_html
from reports.task_marks import mark_done, note, unmark
from reports.tasks import STATES, task_list
from tests.report_words import whole_text
from xunlu import LAZY

CHECKS = [all_checks()[name] for name in ("title-missing", "description-missing", "lang-missing", "http-5xx")]
PAGE = '<html lang="zh"><head>{}</head><body><a href="/">首页</a><a href="/a">甲</a><a href="/b">乙</a><p>茶</p></body></html>'
TITLE = "<title>龙井茶</title>"


class Shop:
    """A shop that is crawled again and again."""

    def __init__(self, store):
        self.store = store

    def crawl(self, *, titled=(), settings=None, status="complete", **answers):
        """A run whose pages "/", "/a" and "/b" have a title where they are named; returns its number."""
        pages = {path: PAGE.format(TITLE if path in titled else "") for path in ("/", "/a", "/b")}
        run_id = load_site(self.store, {**pages, **{f"/{name}": one for name, one in answers.items()}})
        run_links(self.store, run_id)
        if status != "complete":
            self.store.db.execute("update runs set status = ?, reason = 'max-pages' where run_id = ?", [status, run_id])
        run_checks(self.store, run_id, settings or Settings(), checks=CHECKS)
        return run_id

    def done(self, check="title-missing", run="latest"):
        with self.store.atomic():
            mark_done(self.store, self.store.run(run), check)

    def state(self, run_id, check="title-missing"):
        found = {one.check_id: one.state for one in task_list(self.store, run_id, installed_checks())}
        return found.get(check, "")


ALL = ("/", "/a", "/b")


@pytest.fixture
def shop(tmp_path):
    with open_store(tmp_path / "shop.db", create=True) as store:
        yield Shop(store)


def test_without_a_word_every_failing_check_is_to_do(shop):
    first = shop.crawl()
    assert (shop.state(first), shop.state(first, "lang-missing")) == ("open", "")
    again = shop.crawl(titled=ALL)
    assert shop.state(again) == ""  # nobody waits for it: a diff tells that it is fixed


def test_done_waits_for_the_next_crawl(shop):
    run_id = shop.crawl()
    shop.done()
    assert shop.state(run_id) == "done"
    run_checks(shop.store, run_id, Settings(), checks=CHECKS)  # judged again, but not looked at again
    assert shop.state(run_id) == "done"


def test_fixed_still_and_back(shop):
    shop.crawl()
    shop.done()
    still = shop.crawl(titled=("/",))
    fixed = shop.crawl(titled=ALL)
    fixed_later = shop.crawl(titled=ALL)
    back = shop.crawl(titled=("/", "/a"))
    assert [shop.state(one) for one in (still, fixed, fixed_later, back)] == ["still", "fixed", "fixed", "back"]
    shop.done()
    assert [shop.state(one) for one in (back, shop.crawl(titled=ALL))] == ["done", "fixed"]


def test_a_crawl_that_had_begun_before_shows_nothing(shop):
    seen = shop.crawl()
    under_way = shop.crawl(titled=ALL)
    shop.done(run=str(seen))
    assert (shop.state(seen), shop.state(under_way)) == ("done", "")
    assert shop.state(shop.crawl(titled=ALL)) == "fixed"


@pytest.mark.parametrize(
    "answer", [Answer(status=503), Answer(status=403, html="x"), Answer(error="timeout")], ids=["503", "403", "timeout"]
)
def test_what_gave_no_usable_answer_is_not_fixed(shop, answer):
    shop.crawl()
    shop.done()
    assert shop.state(shop.crawl(titled=ALL, b=answer)) == "unchecked"
    assert shop.state(shop.crawl()) == "still"  # and was not fixed in between
    assert shop.state(shop.crawl(titled=ALL)) == "fixed"


def test_a_page_that_is_gone_needs_no_title(shop):
    shop.crawl(titled=("/", "/a"))
    shop.done()
    assert shop.state(shop.crawl(titled=("/", "/a"), b=Answer(status=404, html="x"))) == "fixed"


def test_a_cut_crawl_proves_nothing_by_what_it_lacks(shop):
    shop.crawl()
    shop.done()
    assert shop.state(shop.crawl(titled=ALL, status="partial")) == "unchecked"
    assert shop.state(shop.crawl(titled=("/",), status="partial")) == "still"


def test_accepted_is_not_fixed(shop):
    import datetime

    shop.crawl()
    shop.done()
    settings = Settings(rules=Rules(accept=(Accept("title-missing", "later", datetime.date.max),)))
    assert shop.state(shop.crawl(settings=settings)) == "accepted"


def test_undone_is_to_do_and_keeps_its_note(shop):
    run_id = shop.crawl()
    run = shop.store.run("latest")
    shop.done()
    note(shop.store, run, "title-missing", " 工单\x1b[31m 128\n ")
    unmark(shop.store, run, "title-missing")
    (task,) = [one for one in task_list(shop.store, run_id, installed_checks()) if one.check_id == "title-missing"]
    assert (task.state, task.note, task.done) == ("open", "工单[31m 128", "")
    note(shop.store, run, "title-missing", "")
    assert shop.store.db.execute("select count(*) from task_marks").fetchone() == (0,)


def test_what_cannot_be_said_is_refused(shop):
    shop.crawl(titled=ALL)
    run = shop.store.run("latest")
    for act, words in (
        (lambda: mark_done(shop.store, run, "titel-missing"), "unknown check"),
        (lambda: mark_done(shop.store, run, "title-missing"), "is no task: run #1"),
        (lambda: unmark(shop.store, run, "title-missing"), "not marked"),
        (lambda: note(shop.store, run, "title-missing", "x"), "is no task"),
        (lambda: note(shop.store, run, "description-missing", "茶" * 501), "501 characters"),
    ):
        with pytest.raises(SettingsError) as caught:
            act()
        assert words in caught.value.what.en and caught.value.rows


def test_another_site_has_tasks_of_its_own(shop):
    shop.crawl()
    shop.done()
    other = load_site(shop.store, {"/": PAGE.format("")}, base="https://other.example", name="other")
    run_links(shop.store, other)
    run_checks(shop.store, other, Settings(), checks=CHECKS)
    assert shop.state(other) == "open"


def test_pruning_forgets_no_task(shop):
    shop.crawl()
    shop.done()
    note(shop.store, shop.store.run("latest"), "title-missing", "工单 128")
    shop.crawl(titled=ALL)
    last = shop.crawl(titled=("/",))
    prune(shop.store, shop.store.runs()[:2], lambda store, run: None)
    (task,) = [one for one in task_list(shop.store, last, installed_checks()) if one.check_id == "title-missing"]
    assert (task.state, task.note) == ("back", "工单 128")


def test_every_state_is_told_in_both_languages(shop):
    from crawler.text import han_chars
    from reports.tasks import told

    for state in STATES:
        said = told(state, "2026-11-22T08:00:00Z")
        assert han_chars(said.zh) and not han_chars(said.en)
        if state != "open":
            assert "2026年11月22日" in said.zh and "22 Nov 2026" in said.en


def test_export_and_report_show_the_state(shop):
    first = shop.crawl()
    shop.done()
    shop.done("description-missing")
    note(shop.store, shop.store.run("latest"), "title-missing", "<b>工单 128</b>")
    second = shop.crawl(titled=("/",), c=PAGE.format("<title>x</title>"))
    names, rows = rows_of(shop.store, EXPORTS["tasks"], second, "en")
    found = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    assert found["title-missing"]["state"] == "still" and found["title-missing"]["note"] == "<b>工单 128</b>"
    assert found["title-missing"]["status"].startswith("still there after done on ")
    model = load_report(shop.store, second, Settings())
    cards = {card.check_id: card for quadrant in model.fix.quadrants for card in quadrant.cards}
    assert cards["title-missing"].mark.state == "still" and cards["title-missing"].mark.note == "<b>工单 128</b>"
    html = whole_text(render_html(model))
    assert "&lt;b&gt;工单 128&lt;/b&gt;" in html and "<b>工单 128</b>" not in html
    assert "still there after done on" in html and "标记完成之后还在" in html and "id=tasks" in html
    assert load_report(shop.store, first, Settings()).tasks.settled[0][0].en == "done, to be checked"


def test_the_report_lists_what_was_fixed_without_a_card(shop):
    shop.crawl()
    shop.done()
    last = shop.crawl(titled=ALL)
    model = load_report(shop.store, last, Settings())
    rows = {row.check_id: row for one in model.tasks.owners for row in one.rows}
    assert (rows["title-missing"].state, rows["title-missing"].carded, rows["title-missing"].points) == (
        "fixed",
        False,
        0,
    )
    assert rows["description-missing"].state == "open" and rows["description-missing"].carded
    assert [(name.en, count) for name, count in model.tasks.settled] == [("fixed", 1)]
    for one in model.tasks.owners:
        assert one.points == pytest.approx(sum(row.points for row in one.rows))
        assert [row.points > 0 for row in one.rows] == sorted((row.points > 0 for row in one.rows), reverse=True)


@pytest.fixture
def call(shop, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shop.crawl()

    def run(*words, lang="en", code=0):
        words = ["--db", str(tmp_path / "shop.db"), "--lang", lang, "tasks", *words]
        got = run_group(LAZY, words, prepare="tests.unit.test_task_marks:nothing")
        said = capsys.readouterr()
        assert got == code, said.err
        return said

    return run


def nothing(app, store, run_id, stage):
    """The few checks of these tests are judged already."""


@pytest.mark.parametrize(("lang", "word", "state"), [("zh", "待办", "下次抓取时复查"), ("en", "to do", "the next crawl will check")])  # fmt: skip
def test_the_commands(call, lang, word, state):
    assert word in call(lang=lang).out and word in call("list", lang=lang).out
    call("done", "title-missing", "description-missing", "--note", "live", lang=lang)
    said = call(lang=lang).out
    assert said.count(state) == 2 and said.count("live") == 2 and word not in said
    call("undo", "title-missing", lang=lang)
    assert word in call(lang=lang).out
    call("note", "title-missing", "工单 7", lang=lang)
    rows = json.loads(call("--format", "json", lang=lang).out)
    assert {row["check_id"]: row["state"] for row in rows} == {"title-missing": "open", "description-missing": "done"}
    assert {row["note"] for row in rows} == {"工单 7", "live"}


def test_one_that_is_refused_changes_nothing(call):
    assert "lang-missing is no task" in call("done", "title-missing", "lang-missing", code=2).err
    assert "done, to be" not in call().out


def test_tasks_of_one_kind_of_people(call):
    everything = list(csv.DictReader(io.StringIO(call("--format", "csv").out)))
    assert [row["owner"] for row in everything]
    for owner, zh in (("editor", "编辑"), ("developer", "开发"), ("operations", "运维")):
        mine = [row for row in everything if row["owner"] == owner]
        assert list(csv.DictReader(io.StringIO(call("--format", "csv", "--owner", owner).out))) == mine
        assert list(csv.DictReader(io.StringIO(call("--format", "csv", "--owner", zh).out))) == mine
    assert "nothing to do" in call("--state", "fixed").err


def test_sorted_by_priority(call):
    rows = [row for row in json.loads(call("--format", "json").out) if row["points"]]
    order = ["now", "plan", "aside", "park", "info"]
    places = [(order.index(row["quadrant"]), -row["points"] / row["hours"]) for row in rows]
    assert places == sorted(places) and len(rows) == 2
