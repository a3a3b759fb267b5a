"""The bundled stop words, and the word lists a user names."""

from __future__ import annotations

import pytest

from configs.errors import Exit, InputError
from configs.settings import Keywords
from keywords.matching import copy_of
from keywords.stopwords import bundled_stop_words, stop_words, user_words
from keywords.wordlists import read_words


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
