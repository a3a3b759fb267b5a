"""Bytes of one charset under the name of another, crawled: the right text is stored, and the wrong name is an issue."""

import pytest

from crawler.store import open_store
from tests.e2e.program import Program, query
from tests.e2e.tiny import Reply, TinySite, page

TEXT = "云南红茶，产自凤庆。春茶采摘于清明之前，汤色红亮，滋味鲜爽，回甘持久，适合配奶或清饮。"
TRADITIONAL = "雲南紅茶，產自鳳慶。春茶採摘於清明之前，湯色紅亮，滋味鮮爽，回甘持久，適合配奶或清飲。"
RARE = "𠮷䶮𪚥"  # four bytes each in GB18030


def told(name, text, meta=""):
    head = f'<meta charset="{meta}">' if meta else ""
    return page(f"{name}{text[:6]}", "/", text=text * 3).replace('<meta charset="utf-8">', head)


def late(text):
    return told("晚", text).replace("<head>", f'<head><!--{"x" * 4200}--><meta charset="gbk">')


HTML = "text/html"
# path -> (text, bytes, Content-Type); what is declared and what it is
PAGES = {
    "/gbk-as-utf-8": (TEXT, told("甲", TEXT, "utf-8").encode("gbk"), f"{HTML}; charset=utf-8"),
    "/big5-as-gbk": (TRADITIONAL, told("乙", TRADITIONAL, "gbk").encode("big5"), f"{HTML}; charset=gbk"),
    "/gb18030": (RARE + TEXT, told("丙", RARE + TEXT, "gb18030").encode("gb18030"), HTML),
    "/gb18030-as-gb2312": (RARE + TEXT, told("丁", RARE + TEXT, "gb2312").encode("gb18030"), HTML),
    "/utf-16-bom": (TEXT, told("戊", TEXT).encode("utf-16"), HTML),
    "/utf-16": (TEXT, told("己", TEXT).encode("utf-16-le"), f"{HTML}; charset=utf-16le"),
    "/bom": (TEXT, b"\xef\xbb\xbf" + told("庚", TEXT, "gbk").encode(), f"{HTML}; charset=gbk"),
    "/late": (TEXT, late(TEXT).encode("gbk"), HTML),
}
MISLABELLED = {"/gbk-as-utf-8", "/big5-as-gbk", "/bom"}
TWICE = "/twice"  # UTF-8 read as Latin-1 and encoded again: no other reading of the bytes is right
DOUBLE = told("茶", TEXT, "utf-8").encode().decode("latin-1").encode()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("charsets"))
    answers = {path: Reply(body, type=kind) for path, (_, body, kind) in PAGES.items()}
    answers[TWICE] = Reply(DOUBLE, type=f"{HTML}; charset=utf-8")
    with TinySite({"/": page("首页", *answers), **answers}) as site:
        program("crawl", site.url)
        program("audit")
        return program, site.url.rstrip("/")


@pytest.mark.parametrize("path", PAGES)
def test_the_right_text_is_stored(crawled, path):
    program, base = crawled
    text, body, _ = PAGES[path]
    with open_store(program.db) as store:
        (record,) = [record for _, record in store.page_records(1, with_text=True) if record.url == base + path]
        html = store.html(1, next(url_id for url_id, one in store.page_records(1) if one.url == base + path))
    assert text[:6] in record.title
    assert record.main_text.count(text) == 3
    assert record.size_bytes == len(body)
    assert text in html


def findings(crawled):
    program, base = crawled
    rows = query(program.db, "select url, check_id from v_findings")
    return {(str(url).removeprefix(base), check) for url, check in rows}


def test_a_wrong_name_is_an_issue(crawled):
    found = findings(crawled)
    assert {path for path, check in found if check == "charset-missing"} == MISLABELLED | {"/late"}  # which has no name
    assert {path for path, check in found if check == "mojibake"} == {TWICE}
