"""Figures of keywords from tables of other tools: heads, charsets, numbers as they are written, merging, faulty rows."""

import json
import math
import zipfile
from pathlib import Path

import pytest

from configs.errors import Exit, InputError
from crawler.imports.faults import Fault
from crawler.offline import load_site
from crawler.store import open_store
from keywords.figures.rows import reading
from keywords.figures.storing import import_figures
from keywords.figures.values import percent_of, position_of, share_of, value_of
from reports.xlsx import write_workbook
from tests.unit.test_history_diff import page

DATA = Path(__file__).resolve().parents[1] / "data" / "keyword_figures"
DAY = "2026-11-23"
FIGURES = "volume", "results", "intitle", "ads", "bid", "difficulty", "strong_share", "home_share"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


@pytest.fixture
def run(store):
    return store.run(str(load_site(store, {"/": page("首页")}, base="https://shop.example")))


def figures(store, term):
    names = [row[1] for row in store.db.execute("pragma table_info(v_keyword_figures)")]
    row = store.db.execute("select * from v_keyword_figures where term = ?", [term]).fetchone()
    return dict(zip(names, row, strict=True))


@pytest.mark.parametrize(
    ("text", "number", "exact"),
    [
        ("1,234", 1234, True),
        ("3.86E+07", 38_600_000, True),
        ("1-2万", 20_000 / 2**0.5, False),
        ("1,000 - 1万", 10_000_000**0.5, False),
        ("1234.5", 1234.5, True),
        ("3,7", 3.7, True),
        ("1.2万", 12_000, True),
        ("1.2w", 12_000, True),
        ("5000万", 5e7, True),
        ("1亿", 1e8, True),
        ("2.5K", 2500, True),
        ("１，２３４", 1234, True),
        ("¥3.40", 3.4, True),
        ("12 元", 12, True),
        ("约1,230,000个", 1_230_000, False),
        ("<10", 5, False),
        ("≤10", 5, False),
        ("10以下", 5, False),
        ("≥5000", 5000, False),
        ("5000+", 5000, False),
        ("1万以上", 10_000, False),
        ("0 - 10", 5, False),
        ("0", 0, True),
    ],
)
def test_numbers_as_tools_write_them(text, number, exact):
    assert value_of(text) == (number, exact)


def test_ranges_of_counts_stand_for_their_geometric_middle_and_those_of_prices_for_the_mean():
    for text in ("1K–10K", "1,000 - 1万", "1K - 10K", "1000~10000", "1千至1万"):
        value = value_of(text)
        assert math.isclose(value.number, math.sqrt(1e7)) and not value.exact
    assert value_of("0.85~3.40", counts=False) == (2.125, False)
    assert value_of("5-5") == (5, True)


@pytest.mark.parametrize("text", ["-", "--", "", "n/a", "高", "1e5", "-5", "1.2.3", "10-1", "x" * 99, "1,2,", "9" * 40])
def test_what_is_no_number_is_none(text):
    assert value_of(text) is None


def test_shares_difficulties_and_positions():
    assert [share_of(text) for text in ("35%", "0.35", "35")] == [(0.35, True)] * 3
    assert share_of("1%") == (0.01, True) and share_of("1") == (1, True) and share_of("101") is None
    assert percent_of("67%") == percent_of("67") == (67, True) and percent_of("101") is None
    assert [position_of(text) for text in ("7", "3,4", "第7名", "第2页第3位")] == [7, 3.4, 7, 13]
    assert [position_of(text) for text in ("-", "100+", "100名以外", "0", "")] == [None] * 5


@pytest.mark.parametrize(
    ("file", "tool", "engine", "period", "rows", "positions"),
    [
        ("5118.csv", "5118", "baidu", "day", 5, 0),
        ("chinaz.csv", "chinaz", "baidu", "day", 3, 2),
        ("aizhan.csv", "aizhan", "baidu", "day", 3, 2),
        ("planner.csv", "google-ads", "google", "month", 3, 0),
        ("planner_zh.csv", "google-ads", "google", "month", 2, 0),
        ("search_console.csv", "search-console", "google", "", 2, 2),
        ("semrush.csv", "semrush", "google", "month", 2, 2),
        ("ahrefs.csv", "ahrefs", "google", "month", 2, 0),
        ("baidu.csv", "baidu", "baidu", "month", 3, 0),
    ],
)
def test_tables_of_the_tools_are_recognised(store, run, file, tool, engine, period, rows, positions):
    found = import_figures(store, run, DATA / file, day=DAY)
    assert (found.tool, found.engine, found.rows, found.positions) == (tool, engine, rows, positions)
    assert (found.faults, found.odd) == (0, 0), (found.first_faults, found.examples)
    kept = store.db.execute("select engine, period from keyword_figures").fetchall()
    assert {one for one in kept if one[1]} <= {(engine, period)} and len(kept) == (0 if file[:6] == "search" else rows)
    assert store.db.execute("select count(*) from rankings where engine = ?", [engine]).fetchone() == (positions,)
    assert store.db.execute("select kind, rows, faults from imports").fetchall() == [("keywords", rows, 0)]


def test_what_the_tables_say_is_what_is_stored(store, run):
    for file in ("5118.csv", "chinaz.csv", "aizhan.csv"):
        import_figures(store, run, DATA / file, day=DAY)
    pot = figures(store, "紫砂壶")
    assert [pot[name] for name in FIGURES] == [1950, 38_600_000, 1_250_000, 8, 2.125, 67, None, None]
    assert (pot["engine"], pot["day"], pot["period"], pot["kei"]) == ("baidu", DAY, "day", 1950**2 / 38_600_000)
    assert pot["inexact"] == 1 << FIGURES.index("bid")
    assert figures(store, "紫砂壶怎么养")["volume"] == 88 and figures(store, "茶")["results"] == 1e8
    assert figures(store, "手工朱泥壶")["bid"] is None and figures(store, "手工朱泥壶")["volume"] == 0
    assert store.db.execute("select keyword, page, position from v_rankings order by 1, 2").fetchall() == [
        ("紫砂壶", "https://shop.example/zisha/", 12),
        ("紫砂壶 价格", "https://shop.example/zisha/", 18),
        ("紫砂壶怎么养", "https://shop.example/articles/yang-hu.html", 7),
    ]


def test_bids_of_the_planner_are_the_middle_and_ranges_are_marked(store, run):
    import_figures(store, run, DATA / "planner.csv", day=DAY)
    import_figures(store, run, DATA / "planner_zh.csv", day=DAY)
    assert figures(store, "yixing teapot")["bid"] == pytest.approx(1.02)
    assert figures(store, "how to season a yixing teapot")["bid"] is None
    pot = figures(store, "紫砂壶")
    assert round(pot["volume"]) == 3162 and pot["inexact"] & 1


def write(tmp_path, content, charset="utf-8"):
    file = tmp_path / "t.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode(charset))
    return file


def test_a_later_file_fills_what_is_missing_and_replaces_what_it_names(store, run, tmp_path):
    for text in (
        "keyword,volume,results,bid\n茶壶,1K-10K,500,2\n",
        "keyword,volume,intitle,bid\n茶壶,2000,30,-\n",
        "keyword,results\n茶壶,-\n",
    ):
        import_figures(store, run, write(tmp_path, text), day=DAY)
    pot = figures(store, "茶壶")
    assert [pot[name] for name in FIGURES[:5]] == [2000, 500, 30, None, 2]
    assert pot["inexact"] == 0 and store.db.execute("select count(*) from keyword_figures").fetchone() == (1,)
    import_figures(store, run, write(tmp_path, "keyword,volume\n茶壶,9\n"), day="2026-11-24")
    assert store.db.execute("select count(*) from keyword_figures").fetchone() == (2,)


def test_positions_of_other_sites_are_no_positions_of_this_one(store, run, tmp_path):
    text = "keyword,volume,position,url\n茶壶,5,3,https://rival.example.com/a\n茶杯,5,4,https://m.shop.example/b\n茶巾,5,9,\n"
    found = import_figures(store, run, write(tmp_path, text), day=DAY)
    assert (found.rows, found.figures, found.positions, found.foreign) == (3, 3, 2, 1)
    assert store.db.execute("select keyword from v_rankings order by position").fetchall() == [("茶杯",), ("茶巾",)]


def test_what_stood_there_can_be_forgotten_first(store, run, tmp_path):
    import_figures(store, run, write(tmp_path, "keyword,volume\n错词,1\n茶壶,2\n"), day=DAY)
    import_figures(store, run, write(tmp_path, "keyword,volume\nother day,1\n"), day="2026-11-22")
    replaced = set()
    for text in ("keyword,volume\n茶壶,3\n", "keyword,results\n茶壶,4\n茶杯,5\n"):  # two files of one command
        import_figures(store, run, write(tmp_path, text), day=DAY, replaced=replaced)
    kept = store.db.execute("select shown, volume, results from keyword_figures order by day, shown").fetchall()
    assert kept == [("other day", 1, None), ("茶壶", 3, 4), ("茶杯", None, 5)] and replaced == {("google", DAY)}


def test_only_figures_of_which_a_file_has_some_are_forgotten(store, run, tmp_path):
    import_figures(store, run, write(tmp_path, "keyword,engine,volume\n茶壶,google,1\n旧词,bing,2\n"), day=DAY)
    for text in ("keyword,position\n茶壶,3\n", "keyword,volume\n", "keyword,volume\n,5\n"):
        import_figures(store, run, write(tmp_path, text), day=DAY, replaced=set())
    assert store.db.execute("select count(*) from keyword_figures").fetchone() == (2,)
    import_figures(store, run, write(tmp_path, "keyword,engine,volume\n新词,bing,9\n"), day=DAY, replaced=set())
    assert store.db.execute("select shown from keyword_figures order by engine").fetchall() == [("新词",), ("茶壶",)]


def test_a_column_can_be_named_and_the_rows_may_name_engine_and_day(store, run, tmp_path):
    text = "短语;热度;引擎;哪天\n茶壶;7;Bing;2026年1月2日\n"
    columns = {"keyword": "短语", "volume": "热度", "day": "哪天"}
    found = import_figures(store, run, write(tmp_path, text), day=DAY, columns=columns)
    assert (found.rows, figures(store, "茶壶")["engine"], figures(store, "茶壶")["day"]) == (1, "bing", "2026-01-02")
    assert figures(store, "茶壶")["period"] is None


def test_a_workbook_is_read_as_a_table(store, run, tmp_path):
    rows = [
        ("紫砂壶", 1860.0, 3.86e7, "0.85~3.40", 0.3, 46349),
        ("", 5, 5, "", 0, 46349),
        ("茶=", None, 8900, "-", 0, 46349),
    ]
    head = ("关键词", "流量指数", "收录量", "SEM点击价格", "强站占比", "日期")
    write_workbook(tmp_path / "t.xlsx", [("词", head, rows), ("other", ("keyword", "volume"), [("x", 1)])])
    found = import_figures(store, run, tmp_path / "t.xlsx", day=DAY)
    assert (found.tool, found.rows, found.faults, found.odd) == ("5118", 2, 1, 0)
    assert [figures(store, "紫砂壶")[name] for name in FIGURES] == [1860, 3.86e7, None, None, 2.125, None, 0.3, None]
    assert figures(store, "茶=")["volume"] is None and figures(store, "茶=")["day"] == "2026-11-23"
    assert found.first_faults[0].line == 3


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="2"><c r="A2" t="s"><v>0</v></c>'
    '<c r="C2" t="inlineStr"><is><t>volume</t></is></c></row><row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" t="e"><v>#N/A</v></c>'
    '<c r="C5"><v>1.5E3</v></c></row><row r="6"><c r="A6" t="s"><v>9</v></c><c r="ZZZ6"><v>1</v></c></row></sheetData></worksheet>'
)
STRINGS = (
    '<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>keyword</t></si>'
    "<si><r><t>紫砂</t></r><r><t>壶</t></r><rPh><t>zisha</t></rPh></si></sst>"
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships"><sheets><sheet name="x" sheetId="7" r:id="rId9"/></sheets></workbook>'
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Target="{}"/></Relationships>'


def zipped(path, parts):
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)


@pytest.mark.parametrize("target", ["worksheets/a.xml", "/xl/worksheets/a.xml"])
def test_workbooks_of_other_writers(store, run, tmp_path, target):
    parts = {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELS.format(target), "xl/sharedStrings.xml": STRINGS, "xl/worksheets/a.xml": SHEET}  # fmt: skip
    zipped(tmp_path / "t.xlsx", parts)
    found = import_figures(store, run, tmp_path / "t.xlsx", day=DAY)
    assert (found.rows, found.faults) == (1, 0) and figures(store, "紫砂壶")["volume"] == 1500


@pytest.mark.parametrize("broken", ["xl/workbook.xml", "xl/worksheets/a.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("text", ["<a><b>", ""])
def test_a_broken_workbook_is_told_and_leaves_the_store_as_it_was(store, run, tmp_path, broken, text):
    parts = {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELS.format("worksheets/a.xml"), "xl/sharedStrings.xml": STRINGS, "xl/worksheets/a.xml": SHEET}  # fmt: skip
    zipped(tmp_path / "t.xlsx", parts | {broken: text})
    with pytest.raises(InputError) as caught:
        import_figures(store, run, tmp_path / "t.xlsx", day=DAY)
    assert caught.value.number == 443
    assert store.db.execute("select count(*) from imports").fetchone() == (0,)


def test_names_of_engines_and_cells_that_guard_against_excel(store, run, tmp_path):
    import_figures(store, run, write(tmp_path, '关键词,搜索量,引擎\n"=""茶壶""",5,百度\n'), day=DAY)
    assert figures(store, "茶壶")["engine"] == "baidu"


def test_faulty_rows_are_told_and_kept_the_others_taken(store, run, tmp_path):
    lines = [
        "茶壶,40,/a",
        ",3,",
        "茶\x01盘,2,",
        "x" * 400 + ",2,",
        "1,234,5,6",
        "茶巾,高,",
        "茶杯,1,ftp://x",
        '"茶宠,1',
        "茶盏,2,/b",
    ]
    found = import_figures(store, run, write(tmp_path, "keyword,volume,url\n" + "\n".join(lines) + "\n"), day=DAY)
    assert (found.rows, found.faults, found.odd, found.examples) == (3, 6, 1, ("高",))
    kept = store.db.execute("select line, why_zh, why_en, content from import_faults order by line").fetchall()
    assert [line for line, *_ in kept] == [3, 4, 5, 6, 8, 9]
    assert all(zh and en for _, zh, en, _ in kept) and json.loads(kept[3][3]) == ["1", "234", "5", "6"]
    assert store.db.execute("select shown from keyword_figures order by shown").fetchall() == [
        ("茶壶",),
        ("茶巾",),
        ("茶盏",),
    ]


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("a,b\n1,2\n", 444),
        ("keyword,b\nx,2\n", 444),
        ("", 444),
        (b"PK\x03\x04zip", 443),
        (b"\x81\x20\xff\xfe\n" * 9, 443),
    ],
    ids=["no keyword", "no figure", "empty", "archive", "no text"],
)
def test_files_that_are_no_such_table_are_refused(store, run, tmp_path, content, number):
    with pytest.raises(InputError) as caught:
        import_figures(store, run, write(tmp_path, content), day=DAY)
    assert caught.value.number == number and caught.value.exit_code == Exit.USAGE and caught.value.lines("zh")
    assert store.db.execute("select count(*) from imports").fetchone() == (0,)


def test_a_missing_file_and_a_column_that_is_not_there(store, run, tmp_path):
    with pytest.raises(InputError) as caught:
        import_figures(store, run, tmp_path / "none.csv", day=DAY)
    assert caught.value.number == 442
    with pytest.raises(InputError) as caught:
        import_figures(store, run, DATA / "5118.csv", day=DAY, columns={"volume": "Heat"})
    assert caught.value.number == 444 and "Heat" in " ".join(caught.value.lines("en"))


def test_rows_are_read_one_at_a_time(tmp_path):
    file = write(tmp_path, "keyword,volume\n" + "茶,1\n" * 3 + ",\n,5\n")
    with reading(file, "https://shop.example/", day=DAY) as table:
        rows = list(table.rows())
    assert [isinstance(one, Fault) for one in rows] == [False, False, False, True]
