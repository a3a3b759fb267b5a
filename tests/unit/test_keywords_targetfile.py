"""Tracked keywords from a spreadsheet's table: whatever charset and delimiter; faulty rows are told by line."""

import pytest

from configs.errors import InputError
from configs.settings import Keywords
from keywords.stopwords import assigned_pages, target_words
from keywords.targetfile import read_targets

TABLE = "关键词,网址,备注\n龙井茶,/c/longjing/,主推\n普洱茶,/c/puer/,\n生普,/c/puer/,\n\n green tea ,,\n"


@pytest.fixture
def table(tmp_path):
    def write(content, charset="utf-8"):
        path = tmp_path / "targets.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(charset))
        return path

    return write


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_terms_and_pages(table, charset, sign):
    terms, pages = read_targets(table(TABLE.replace(",", sign), charset))
    assert terms == ("龙井茶", "普洱茶", "生普", "green tea")
    assert [(page.url, page.terms) for page in pages] == [
        ("/c/longjing/", ("龙井茶",)),
        ("/c/puer/", ("普洱茶", "生普")),
    ]


def test_a_plain_column_needs_no_head(table):
    assert read_targets(table("紫砂壶\n普洱茶\r\nyixing teapot\n紫砂壶\n")).terms == (
        "紫砂壶",
        "普洱茶",
        "yixing teapot",
    )


def test_quoted_cells_and_columns_in_any_order(table):
    terms, pages = read_targets(table('Page,Volume,Query\n/a,10,"tea, green"\n/b,5,"“壶”"\n'))
    assert terms == ("tea, green", "“壶”")
    assert [page.url for page in pages] == ["/a", "/b"]


@pytest.mark.parametrize(
    ("content", "number", "hint"),
    [
        ("关键词,网址\n龙井茶,/a\n,/b\n", 413, "line 3"),
        ("关键词,网址\n龙井茶,longjing\n", 413, "longjing"),
        ("关键词,网址\n龙井茶,/a,多,了\n", 413, "4 columns"),
        ("关键词\n" + "茶" * 81 + "\n", 413, "81"),
        ("关键词\n——\n", 413, "line 2"),
        ("关键词\n茶\x07壶\n", 413, "U+0007"),
        ('关键词,网址\n"龙井茶,/a\n普洱,/b\n', 413, "line 2"),
        ("关键词,网址\n", 413, "no keyword"),
        ("", 413, "no keyword"),
        (b"\xff\xff\x81", 414, "CSV"),
        (b"PK\x03\x04\0\0\0", 414, "CSV"),
    ],
)
def test_what_is_wrong_is_told(table, content, number, hint):
    with pytest.raises(InputError) as caught:
        read_targets(table(content))
    assert caught.value.number == number
    assert hint in " ".join(line for line in caught.value.lines("en"))
    assert caught.value.lines("zh")


def test_only_the_first_faults_are_told_one_by_one(table):
    with pytest.raises(InputError) as caught:
        read_targets(table("关键词,网址\n" + ",/x\n" * 20))
    assert "further faulty lines: 15" in " ".join(caught.value.lines("en"))


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        read_targets(tmp_path / "none.csv")


def test_the_table_adds_to_the_configuration(table):
    settings = Keywords(targets=("紫砂壶",), targets_file=str(table(TABLE)))
    assert target_words(settings) == ("紫砂壶", "龙井茶", "普洱茶", "生普", "green tea")
    assert [page.url for page in assigned_pages(settings)] == ["/c/longjing/", "/c/puer/"]
    assert target_words(Keywords(targets=("紫砂壶",))) == ("紫砂壶",)
