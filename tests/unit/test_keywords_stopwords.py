"""The bundled stop words, and the word lists a user names."""

from __future__ import annotations

from pathlib import Path

import pytest

from configs.errors import Exit, InputError, SettingsError
from configs.settings import KeywordPage, Keywords
from keywords.matching import copy_of
from keywords.stopwords import bundled_stop_words, own_lists, stop_words, user_words
from keywords.wordlists import read_words, repeated


def test_bundled_lists_hold_both_scripts_english_and_shop_words():
    assert {
        "的",
        "我们",
        "我們",
        "the",
        "don't",
        "don’t",
        "包邮",
        "包郵",
        "正品",
        "客服",
        "收藏",
    } <= bundled_stop_words()
    assert not {"茶", "包", "壳", "连衣裙", "单", "大", "tea"} & bundled_stop_words()
    assert all(word == copy_of(word) for word in bundled_stop_words())


def test_user_files_are_added_and_tracked_words_are_never_stopped(tmp_path):
    (tmp_path / "stop.txt").write_text("\ufeff# 我的停用词\n茶行\n\n  Ｓale2024 \n正品\n", "utf-8")
    (tmp_path / "user.txt").write_text("包邮\n", "utf-8")
    found = stop_words(
        Keywords(targets=("正品",), userdict=str(tmp_path / "user.txt"), stopwords=(str(tmp_path / "stop.txt"),))
    )
    assert {"茶行", "sale2024", "的"} <= found
    assert not {"正品", "包邮", "# 我的停用词", ""} & found


def test_user_dictionary_takes_phrases_and_lines_made_for_jieba(tmp_path):
    path = tmp_path / "user.txt"
    path.write_text("手机壳 100 n\n充电宝 5\n云计算 nz\nLouis Vuitton\nair max 90 pro\n小米14\n", "utf-8")
    assert user_words(Keywords(userdict=str(path))) == (
        *("手机壳", "充电宝", "云计算", "Louis Vuitton", "air max 90 pro", "小米14"),
    )
    assert user_words(Keywords()) == ()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError) as caught:
        stop_words(Keywords(stopwords=(str(tmp_path / "no.txt"),)))
    lines = "\n".join(caught.value.lines("zh"))
    assert caught.value.number == 410 and caught.value.exit_code == Exit.USAGE
    assert "XE-410" in lines and str(tmp_path / "no.txt") in lines


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "gbk.txt"
    path.write_bytes(b"abc\n" + "连衣裙\n".encode("gb18030"))
    for lang, place in (("zh", f"{path} 第 2 行"), ("en", f"{path}, line 2")):
        with pytest.raises(InputError) as caught:
            read_words(path)
        assert caught.value.number == 411
        assert any(place in line for line in caught.value.lines(lang))


def test_a_folder_is_no_word_list(tmp_path):
    with pytest.raises(InputError):
        read_words(tmp_path)


def test_bundled_lists_can_be_named_one_by_one(tmp_path):
    (tmp_path / "stop.txt").write_text("茶行", "utf-8")
    found = stop_words(Keywords(stopwords=("builtin:en", str(tmp_path / "stop.txt"))))
    assert {"the", "茶行"} <= found and not {"的", "包邮"} & found
    assert bundled_stop_words("zh") | bundled_stop_words("en") | bundled_stop_words("shop") == bundled_stop_words()
    with pytest.raises(SettingsError) as caught:
        stop_words(Keywords(stopwords=("builtin:fr",)))
    assert caught.value.number == 149 and "builtin:zh" in "".join(caught.value.lines("en"))


def test_terms_of_pages_are_never_stopped():
    assert "正品" not in stop_words(Keywords(pages=(KeywordPage("/", ("正品",)),)))


@pytest.mark.parametrize(
    ("content", "line", "zh", "en"),
    [
        ("红茶\n" + "茶" * 81, 2, "太长：81 个字符，最多 80 个", "too long: 81 characters, 80 at most"),
        ("红茶\n\n绿\x1b茶", 3, "第 2 个字符是控制字符 U+001B", "character 2 is the control character U+001B"),
        ("手机壳 多 n", 1, "词频不是整数：多", "the frequency is no integer: 多"),
        ("手机壳 1.5 n", 1, "词频不是整数：1.5", "the frequency is no integer: 1.5"),
        ("手机壳 -3", 1, "词频不是整数：-3", "the frequency is no integer: -3"),
        ("红茶\n——！", 2, "没有文字：——！", "no letter or digit in it: ——！"),
        ("# 只有注释\n\n", 1, "文件里没有词", "there is no word in the file"),
    ],
)
def test_what_is_wrong_with_a_dictionary_is_told_exactly(tmp_path, content, line, zh, en):
    path = tmp_path / "user.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        user_words(Keywords(userdict=str(path)))
    assert caught.value.number == 412 and caught.value.exit_code == Exit.USAGE
    assert f"{path} 第 {line} 行：{zh}" in "\n".join(caught.value.lines("zh"))
    assert f"{path}, line {line}: {en}" in "\n".join(caught.value.lines("en"))


def test_all_faults_are_counted_and_the_first_five_told(tmp_path):
    path = tmp_path / "user.txt"
    path.write_text("红茶\n" + "手机壳 x1 n\n充电宝 1x n\n" * 4, "utf-8")
    with pytest.raises(InputError) as caught:
        user_words(Keywords(userdict=str(path)))
    lines = caught.value.lines("en")
    assert "from line 2 on, 8 in all" in lines[0] and "3 more lines" in lines[-2]
    assert sum(f"{path}, line" in line for line in lines) == 5


def test_a_file_in_gb18030_is_recognised_and_what_is_neither_is_called_so(tmp_path):
    path = tmp_path / "gbk.txt"
    path.write_bytes("连衣裙\n".encode("gb18030"))
    with pytest.raises(InputError) as caught:
        user_words(Keywords(userdict=str(path)))
    text = "\n".join(caught.value.lines("zh"))
    assert "按 GB18030 可以读出：连衣裙" in text and "iconv -f GB18030" in text
    path.write_bytes(b"abc\n\xff\xfe\x00")
    with pytest.raises(InputError) as caught:
        user_words(Keywords(userdict=str(path)))
    text = "\n".join(caught.value.lines("en"))
    assert "Neither UTF-8 nor GB18030" in text and "line 2" in text and "iconv" not in text


def test_a_file_in_utf16_is_called_so(tmp_path):
    path = tmp_path / "unicode.txt"
    path.write_text("连衣裙\n", "utf-16")
    with pytest.raises(InputError) as caught:
        user_words(Keywords(userdict=str(path)))
    assert caught.value.number == 411 and "iconv -f UTF-16" in "\n".join(caught.value.lines("zh"))


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 40, b"\x7fELF\x02\x01\x01\0\n\0\0", b"\x1f\x8b\x08" + b"\xf0" * 9]
)
@pytest.mark.parametrize("role", ["userdict", "stopwords"])
def test_binary_files_are_refused_and_read_out_to_nobody(tmp_path, role, content):
    path = tmp_path / "words.bin"
    path.write_bytes(content)
    settings = Keywords(userdict=str(path)) if role == "userdict" else Keywords(stopwords=(str(path),))
    with pytest.raises(InputError) as caught:
        stop_words(settings)
    lines = "\n".join(caught.value.lines("en"))
    assert caught.value.number in (411, 412) and str(path) in lines and ", line " in lines
    assert not set("\0\x1b\x7f") & set(lines)


def test_a_path_that_is_no_file_is_told_with_the_reason(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "plain.txt").write_text("茶", "utf-8")
    for name in (".", "loop.txt", "plain.txt/words.txt"):
        with pytest.raises(InputError) as caught:
            user_words(Keywords(userdict=str(tmp_path / name)))
        assert caught.value.number == 410 and str(tmp_path) in "\n".join(caught.value.lines("en"))


def test_words_that_stand_twice_count_once_and_are_told_by_line(tmp_path):
    path = tmp_path / "user.txt"
    path.write_text("手机壳 100 n\n# 注释\nLouis Vuitton\n手机壳\nＬＯＵＩＳ  vuitton\n", "utf-8")
    assert len(user_words(Keywords(userdict=str(path)))) == 4
    assert [tuple(one) for one in repeated(path)] == [(4, 1, "手机壳"), (5, 3, "ＬＯＵＩＳ  vuitton")]
    assert own_lists(Keywords(userdict=str(path), stopwords=("builtin:zh", "stop.txt"))) == [path, Path("stop.txt")]


def test_line_ends_and_blanks_of_any_system(tmp_path):
    path = tmp_path / "stop.txt"
    path.write_bytes("\ufeff茶行\r\n\u3000 特价 \r\n\r\n".encode())
    assert read_words(path) == ("茶行", "特价")
