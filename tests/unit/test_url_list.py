"""Lists of URLs as people keep them: text files, tables of other tools, any charset, with mistakes."""

from __future__ import annotations

import io

import pytest

from configs.errors import SettingsError
from crawler.url_list import parse_list, read_list
from crawler.urls import Form

FORM = Form()


def parsed(*lines, base="", form=FORM):
    return parse_list(lines, base, form)


def test_one_a_line_blank_lines_and_comments_left_out():
    found = parsed("\ufeffhttps://shop.cn/a", "", "  # old ones", " https://shop.cn/b  ")
    assert found.urls == ["https://shop.cn/a", "https://shop.cn/b"]
    assert found.faults == []


def test_what_is_no_url_is_told_with_its_line():
    found = parsed(
        "https://shop.cn/a", "ftp://shop.cn/b", "紫砂壶", "javascript:alert(1)", "mailto:a@shop.cn", "https://"
    )
    assert found.urls == ["https://shop.cn/a"]
    assert [line for line, _ in found.faults] == [2, 3, 4, 5, 6]


def test_addresses_are_made_one():
    found = parsed("HTTPS://Shop.CN/a#top", "https://shop.cn:443/a", "https://shop.cn/茶", "https://shop.cn/%E8%8C%B6")
    assert found.urls == ["https://shop.cn/a", "https://shop.cn/%E8%8C%B6"]
    assert found.repeated == 2


def test_the_form_of_the_site_is_used():
    found = parsed("https://shop.cn/a?utm_source=x&b=1", form=Form(("utm_*",)))
    assert found.urls == ["https://shop.cn/a?b=1"]


def test_paths_need_a_site():
    assert parsed("/tea/", "?page=2", base="https://shop.cn/zh/").urls == [
        "https://shop.cn/tea/",
        "https://shop.cn/zh/?page=2",
    ]
    assert parsed("/tea/").faults == [(1, "/tea/")]


def test_a_host_without_scheme_is_https():
    assert parsed("shop.cn/tea", "www.shop.cn").urls == ["https://shop.cn/tea", "https://www.shop.cn/"]


@pytest.mark.parametrize(
    ("lines", "urls"),
    [
        (
            ("url,status", '"https://shop.cn/a,b",200', "https://shop.cn/c,404"),
            ["https://shop.cn/a,b", "https://shop.cn/c"],
        ),
        (("网址\t标题", "https://shop.cn/a\t首页"), ["https://shop.cn/a"]),
        (("https://shop.cn/list-1,2.html",), ["https://shop.cn/list-1,2.html"]),
        (("Address,Status Code", "https://shop.cn/a,200"), ["https://shop.cn/a"]),
        (("URL",), []),
    ],
)
def test_tables_of_other_tools(lines, urls):
    assert parsed(*lines).urls == urls


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_files_of_any_editor(tmp_path, codec):
    path = tmp_path / "清单.txt"
    path.write_bytes("https://shop.cn/紫砂\r\nhttps://shop.cn/b\r\n".encode(codec))
    assert read_list(str(path)).urls == ["https://shop.cn/%E7%B4%AB%E7%A0%82", "https://shop.cn/b"]


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"https://shop.cn/a\n")))
    assert read_list("-").urls == ["https://shop.cn/a"]


def test_a_missing_file_and_one_without_urls_are_errors(tmp_path):
    with pytest.raises(SettingsError) as missing:
        read_list(str(tmp_path / "none.txt"))
    assert missing.value.number == 142
    path = tmp_path / "list.txt"
    path.write_text("茶\n壶\n", "utf-8")
    with pytest.raises(SettingsError) as empty:
        read_list(str(path))
    assert empty.value.number == 141
    assert "第 1 行：茶" in empty.value.lines("zh")[1]


def test_a_million_lines_keep_few_faults():
    found = parse_list((f"茶{n}" for n in range(5000)), "", FORM)
    assert len(found.faults) == 1000
