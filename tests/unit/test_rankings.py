"""Rankings from tables of other tools: heads in two languages, charsets, numbers, and rows that say nothing usable."""

import json

import pytest

from configs.errors import Exit, InputError
from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from keywords.rankings import POSITIONS, positions, read_rankings, store_rankings
from keywords.stage import run_keywords
from linkgraph.stage import run_links
from tests.unit.test_history_diff import page

CONSOLE_EN = 'Top queries,Clicks,Impressions,CTR,Position\n紫砂壶,120,"3,400",3.53%,4.2\ngreen tea,5,80,6.25%,11\n'
CONSOLE_ZH = "热门查询,点击次数,展示,点击率,排名\n紫砂壶,120,3400,3.53%,4.2\ngreen tea,5,80,6.25%,11\n"
BASE = "https://example.com/"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def read(tmp_path, content, charset="utf-8", **options):
    file = tmp_path / "t.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode(charset))
    return read_rankings(file, BASE, day="2026-11-23", **options)


@pytest.mark.parametrize("text", [CONSOLE_EN, CONSOLE_ZH])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_search_console_in_any_charset(tmp_path, text, charset):
    table = read(tmp_path, text, charset)
    assert not table.faults
    assert [(one.shown, one.position, one.clicks, one.impressions) for one in table.found] == [
        ("紫砂壶", 4.2, 120, 3400),
        ("green tea", 11.0, 5, 80),
    ]
    assert {(one.engine, one.day, one.page) for one in table.found} == {("google", "2026-11-23", "")}


def test_any_table_whose_columns_are_named(tmp_path):
    text = (
        "词\t落点\t第几位\t哪天\n茶壶\t/pot.html\t3\t2026年11月2日\n茶壶\thttps://example.com/cup.html\t9\t2026/11/3\n"
    )
    columns = {"page": "落点", "position": "第几位", "day": "哪天"}
    table = read(tmp_path, text, columns=columns, engine="Baidu")
    assert [(one.page, one.position, one.day, one.engine) for one in table.found] == [
        ("https://example.com/pot.html", 3.0, "2026-11-02", "baidu"),
        ("https://example.com/cup.html", 9.0, "2026-11-03", "baidu"),
    ]


def test_faulty_rows_are_told_and_the_others_taken(tmp_path):
    rows = ["茶壶,4", ",3", "茶杯,-", "茶杯,0", "茶叶,1e5", "茶\x01盘,2", "x" * 400 + ",2", "茶巾,7"]
    table = read(tmp_path, "keyword,position\n" + "\n".join(rows) + "\n")
    assert [one.shown for one in table.found] == ["茶壶", "茶巾"]
    assert [fault.line for fault, _ in table.faults] == [3, 4, 5, 6, 7, 8]
    assert all(fault.why.zh and fault.why.en for fault, _ in table.faults)


def test_a_quote_that_never_ends_keeps_what_stood_before(tmp_path):
    table = read(tmp_path, 'keyword,position\n茶壶,4\n"茶杯,5\n')
    assert [one.shown for one in table.found] == ["茶壶"] and table.faults[0][0].line == 3


def test_pages_and_dates_that_are_none_are_faults(tmp_path):
    table = read(
        tmp_path,
        "keyword,page,position,date\n茶,ftp://x,1,2026-01-01\n茶,pot.html,1,2026-01-01\n茶,/,1,31.2.2026\n茶,/,1,2026-02-31\n",
    )
    assert not table.found and len(table.faults) == 4


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("a,b\n1,2\n", 433),
        ("keyword,b\nx,2\n", 433),
        ("", 433),
        (b"PK\x03\x04zip", 432),
        (b"\xff\x00\x81\xfe\xff", 432),
        ("a\0b", 432),
    ],
)
def test_files_that_are_no_such_table_are_refused(tmp_path, content, number):
    with pytest.raises(InputError) as caught:
        read(tmp_path, content)
    assert caught.value.number == number and caught.value.exit_code == Exit.USAGE and caught.value.lines("zh")


def test_a_missing_file_and_a_column_that_is_not_there(tmp_path):
    with pytest.raises(InputError) as caught:
        read_rankings(tmp_path / "none.csv", BASE, day="2026-11-23")
    assert caught.value.number == 431
    with pytest.raises(InputError, match="position"):
        read(tmp_path, CONSOLE_EN, columns={"position": "Rang"})


def test_positions_stand_beside_the_factors_of_the_page(store, tmp_path):
    run = store.run(str(load_site(store, {"/": page("首页"), "/p/1.html": page("紫砂壶")})))
    run_links(store, run.run_id)
    run_keywords(store, run.run_id, Settings(keywords=Keywords(targets=("紫砂壶",))))
    for day, rank in (("2026-11-16", 9), ("2026-11-23", 4)):
        table = read(
            tmp_path, f"keyword,page,position,date\n紫砂壶,/p/1.html,{rank},{day}\n没有的词,/gone.html,50,{day}\n"
        )
        store_rankings(store, run, "t.csv", table)
    first, second = (dict(zip(POSITIONS, row, strict=True)) for row in positions(store, run))
    assert (first["keyword"], first["position"], first["change"], first["day"]) == ("紫砂壶", 4, -5, "2026-11-23")
    assert (first["in_title"], first["depth"], first["indexable"]) == (1, 1, 1) and first["placement"] > 0.3
    assert (second["page"], second["depth"], second["placement"]) == ("https://example.com/gone.html", None, None)
    assert list(positions(store, run, "baidu")) == []


def test_the_same_day_again_replaces_and_faults_are_kept(store, tmp_path):
    run = store.run(str(load_site(store, {"/": page("首页")})))
    for rank in (9, 4):
        number = store_rankings(store, run, "t.csv", read(tmp_path, f"keyword,position\n紫砂壶,{rank}\n茶杯,?\n"))
    assert [row[3] for row in positions(store, run)] == [4]
    kept = store.db.execute("select line, content from import_faults where import_id = ?", [number]).fetchall()
    assert [(line, json.loads(content)) for line, content in kept] == [(3, ["茶杯", "?"])]
