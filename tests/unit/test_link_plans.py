"""Plan files: what is read, what is refused and where; anchors and lists that suggestions find."""

from __future__ import annotations

import pytest

from configs.errors import InputError
from crawler.offline import Answer, load_site
from crawler.store import open_store
from crawler.urls import path_query
from linkgraph.additions import anchor_of, around
from linkgraph.plan import Edit, Plan
from linkgraph.plan_file import read_plan, write_plan
from linkgraph.repairs import repairs
from linkgraph.site_facts import site_facts, url_of
from linkgraph.stage import run_links
from linkgraph.structure_changes import PAGER, long_lists
from linkgraph.trying import load_trial

PAGE = '<html lang="zh"><title>茶</title><body><main><a href="{}">下一页</a></main></body></html>'

TOML = '[[add]]\nfrom = "/"\nto = "/茶/"\nanchor = "茶"\n[[page]]\nurl = "/hub/"\n[[remove]]\nfrom = "/"\nto = "/b"\n'
CSV = "操作,所在网页,链接到,锚文本\n添加,/,/茶/,茶\n新网页,,/hub/\n删除,/,/b\n"


@pytest.mark.parametrize(
    ("name", "text", "charset"), [("p.toml", TOML, "utf-8"), ("p.csv", CSV, "gbk"), ("p.csv", CSV, "utf-8-sig")]
)
def test_both_kinds_of_file_say_the_same(tmp_path, name, text, charset):
    (tmp_path / name).write_text(text, charset)
    plan = read_plan(tmp_path / name)
    assert plan == Plan("p", (Edit("remove", "/", "/b"), Edit("add", "/", "/茶/", "茶")), ("/hub/",))


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("w.toml", "[[ad]]\n", "[[ad]]"),
        ("w.toml", "[[add]]\nfrom = '/'\n", "[[add]] #1"),
        ("w.toml", "version = 2\n", "version"),
        ("w.toml", "[[add]]\nform = '/'\n", "[[add]] #1"),
        ("w.toml", "add = 3\n", "[[add]] #1"),
        ("w.csv", "action,from\nadd,/\n", "line 1"),
        ("w.csv", "action,from,to\n\nadd,/\n", "line 3"),
        ("w.csv", "action,from,to\nput,/,/\n", "line 2"),
        ("w.csv", "action,from,to,place\nadd,/,/,top\n", "line 2"),
        ("w.csv", 'action,from,to\nadd,"/,/\n', "line 2"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path, name, text, where):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_plan(tmp_path / name)
    assert caught.value.number == 441
    said = "\n".join(caught.value.lines("en"))
    assert f"{name}, {where}" in said
    assert "错误 XE-441" in caught.value.lines("zh")[0]


@pytest.mark.parametrize("data", [b"[[add]\n", b"\x00\xff\xfe", b"\xff\xff\x00"])
def test_what_is_no_plan_file(tmp_path, data):
    (tmp_path / "w.toml").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_plan(tmp_path / "w.toml")
    assert caught.value.number == 440


@pytest.mark.parametrize("name", ["out.toml", "out.csv", "out.tsv"])
def test_what_is_written_is_read_back(tmp_path, name):
    hostile = Edit("add", "/a?b=1&c=\"'", "/x", "=cmd|'/c'!A1\\", "nav", '行一 "引"')
    plan = Plan("out", (Edit("remove", "/", "/b"), hostile, Edit("nofollow", "/", "/c")), ("/hub/",))
    write_plan(tmp_path / name, plan)
    assert read_plan(tmp_path / name) == plan


def test_the_anchor_is_a_shared_term_as_the_target_writes_it():
    terms = [("tea", False), ("yixing teapot", True), ("clay", True)]
    assert anchor_of(terms, "Yixing Teapot of Clay", "About clay.") == "Clay"  # it stands in the text
    assert anchor_of(terms, "Yixing Teapot of Clay", "") == "Yixing Teapot"
    assert anchor_of([("壶" * 20, True)], "", "") == ""
    assert anchor_of([], "紫砂壶", "紫砂壶") == ""


def test_the_sentence_is_of_the_longest_line():
    assert around("紫砂壶\n先看泥料，紫砂壶再看容量", "紫砂壶") == "先看泥料，紫砂壶再看容量"
    assert around("没有", "紫砂壶") == ""
    assert around("x" * 60 + "Clay" + "y" * 60, "clay") == "…" + "x" * 24 + "Clay" + "y" * 24 + "…"


@pytest.mark.parametrize(
    ("path", "number"),
    [("/list?page=2", "2"), ("/tea/page/12/", "12"), ("/tea/page-3.html", "3"), ("/list-5-2.html", "2"), ("/tea/p4/", "4"),
     ("/p/1-1.html", None), ("/product-12.html", None), ("/tea?size=3", None)],
)  # fmt: skip
def test_parts_of_lists_are_known_by_their_address(path, number):
    match = PAGER.search(path_query(f"https://shop.example{path}"))
    assert (match[1] if match else None) == number


@pytest.mark.parametrize(
    ("first", "part"),
    [("/list", "/list?page={}"), ("/list?sort=new", "/list?page={}&sort=new"), ("/tea/", "/tea/page/{}/"), ("/tea", "/tea/page/{}"),
     ("/l?page=1", "/l?page={}"), (None, "/list?page={}")],
)  # fmt: skip
def test_a_list_begins_at_the_address_without_a_number(tmp_path, first, part):
    """Most shops have no ?page=1: the pager of the first part stands on the list itself."""
    listed = [*([first] if first else []), *(part.format(number) for number in range(2, 7))]
    answers = {"/": PAGE.format(listed[0])} | {
        path: PAGE.format(following) for path, following in zip(listed, [*listed[1:], "/"], strict=True)
    }
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, answers)
        run_links(store, run_id)
        trial = load_trial(store, run_id)
        (nodes,) = long_lists(trial)
        assert [url_of(trial, node) for node in nodes] == [f"https://example.com{path}" for path in listed]


def test_suggestions_say_when_a_plan_changes_a_part_of_the_pages_only(tmp_path, monkeypatch):
    """The number of pages told is that of all; and targets that are passed over leave room for the next."""
    monkeypatch.setattr("linkgraph.repairs.MOST", 3)
    both = '<html lang="zh"><title>茶</title><main><a href="/gone">旧</a><a href="/slow">慢</a><a href="/">家</a></main></html>'
    answers = {"/": PAGE.format("/p0")} | {f"/p{n}": both.replace('"/"', f'"/p{n + 1}"') for n in range(5)}
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(
            store, answers | {"/p5": PAGE.format("/"), "/gone": Answer(status=404), "/slow": Answer(error="timeout")}
        )
        run_links(store, run_id)
        trial = load_trial(store, run_id)
        one, other = repairs(trial, site_facts(trial), 3, [])
    assert (one.pages, len(one.plan.edits)) == (3, 3)
    assert (
        "5 pages (the plan changes the strongest 3) link to" in one.why.en
        and "5 个网页（计划只改最强的 3 个）" in one.why.zh
    )
    assert "它回答 404" in one.why.zh and "它超时" in other.why.zh and "answers nothing: timeout" in other.why.en
