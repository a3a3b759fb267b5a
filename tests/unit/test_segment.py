"""The pre-tokeniser, the two engines behind it, and that both cut Han text alike."""

from __future__ import annotations

import lzma
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.text import HAN
from keywords.engines import load_engine
from keywords.matching import copy_of
from keywords.segment import is_money, is_number, segmenter

DATA = Path(__file__).parents[1] / "data" / "keywords"
HAN_RUN = re.compile(f"[{HAN}]+")


CORPUS = (
    "shop.txt",
    "shop_annotated.txt",
    "csl_sample.txt",
    "csl_kg_dev.tsv.xz",
)  # products; papers, 230,000 characters


def text_of(name: str) -> str:
    data = (DATA / name).read_bytes()
    return (lzma.decompress(data) if name.endswith(".xz") else data).decode("utf-8")


def tokens(text: str, words=()) -> list[str]:
    return segmenter(words).tokens(copy_of(text))


@pytest.mark.parametrize("name", CORPUS)
def test_golden_both_engines_cut_han_runs_alike(name):
    runs = [run for line in text_of(name).splitlines() for run in HAN_RUN.findall(copy_of(line))]
    assert len(runs) > 80
    fast, reference = load_engine("rjieba"), load_engine("jieba")
    assert [fast.cut(run) for run in runs] == [reference.cut(run) for run in runs]
    assert fast.cut("\n".join(runs)) == reference.cut("\n".join(runs))


@pytest.mark.parametrize("words", [(), ("机器学习", "手机壳", "C++", "SK-II 神仙水")])
@pytest.mark.parametrize("name", CORPUS)
def test_golden_both_segmenters_agree_on_whole_texts(name, words):
    copy = copy_of(text_of(name))
    assert segmenter(words).tokens(copy) == segmenter(words, engine="jieba").tokens(copy)


@pytest.mark.parametrize("name", CORPUS)
def test_golden_han_words_of_whole_texts_are_those_of_jieba(name):
    """Where no unit or price takes characters of a Han run, its words are what jieba makes of it."""
    lines = [copy_of(line) for line in text_of(name).splitlines()]
    jieba = load_engine("jieba")
    compared = 0
    for copy in lines:
        if re.search(rf"[\d][{HAN}]", copy):
            continue
        expected = [word for run in HAN_RUN.findall(copy) for word in jieba.cut(run)]
        assert [word for word in tokens(copy) if HAN_RUN.fullmatch(word)] == expected
        compared += 1
    assert compared > 10


def test_characters_of_private_use_are_signs_like_any_other():
    text = "红茶\U000f0000\U000f0001绿茶 tea\U0010fffdcup \ue000杯"
    assert tokens(text) == ["红茶", "", "绿茶", "tea", "", "cup", "", "杯"]
    assert tokens(text, ["红茶", "tea"]) == ["红茶", "", "绿茶", "tea", "", "cup", "", "杯"]


def test_more_different_pieces_than_there_are_codes():
    many = [f"a{n}" for n in range(150_000)]
    segment = segmenter()
    assert segment.tokens(" ".join(many)) == many
    assert segment.tokens("\n".join(many[:80_000])) == [word for one in many[:80_000] for word in (one, "")][:-1]
    assert segment.tokens("红茶 tea") == ["红茶", "tea"]


def test_jieba_leaves_nothing_in_the_shared_temporary_folder(tmp_path):
    code = "from keywords.engines import load_engine; print(load_engine('jieba').cut('连衣裙'))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "['连衣裙']"
    assert list(tmp_path.iterdir()) == []


def test_engines_are_loaded_only_when_needed():
    code = "import sys, keywords.segment, keywords.cli; print({'jieba', 'rjieba', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SK-II 神仙水 230ml", ["sk-ii", "神仙", "水", "230ml"]),
        ("型号ABC-1234/XL现货", ["型号", "abc-1234/xl", "现货"]),
        ("￥1,299.00 现价199元", ["¥1,299.00", "现价", "199元"]),
        ("（¥199）HK$20", ["", "¥199", "", "hk$20"]),
        ("1.2万元 20 元 5块钱", ["1.2万元", "20元", "5块钱"]),
        ("第5元素", ["第", "5", "元素"]),
        ("30×40cm，500毫升，1.5L", ["30×40cm", "", "500毫升", "", "1.5l"]),
        ("3-5人", ["3", "", "5", "人"]),
        ("满15%off", ["满", "15%", "off"]),
        ("iPhone 15 Pro Max", ["iphone", "15", "pro", "max"]),
        ("don't wi-fi H&M usb3.0", ["don't", "wi-fi", "h&m", "usb3.0"]),
        ("foo_bar iOS/Android", ["foo", "", "bar", "ios", "", "android"]),
        ("连衣裙 半身裙", ["连衣裙", "", "半身裙"]),
        ("价格 （199元） 起", ["价格", "", "199元", "", "起"]),
        ("ＬＶ２０２４", ["lv2024"]),
        ("ワンピース 원피스 платье", ["ワンピース", "원피스", "платье"]),
        ("连衣裙\n女装", ["连衣裙", "", "女装"]),
        ("🎉🎉", [""]),
        ("", []),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


def test_known_words_stay_whole_longest_first():
    words = ["Louis Vuitton", "手机壳", "透明手机壳", "C++", "SK-II 神仙水"]
    assert tokens("Louis  Vuitton 透明手机壳", words) == ["louis vuitton", "透明手机壳"]
    assert tokens("学C++用手机壳", words) == ["学", "c++", "用", "手机壳"]
    assert tokens("sk-ii神仙水", words) == ["sk-ii神仙水"]


def test_known_latin_words_end_where_words_end():
    assert tokens("steam team tea", ["tea"]) == ["steam", "team", "tea"]
    assert tokens("louis vuittons", ["Louis Vuitton"]) == ["louis", "vuittons"]


def test_traditional_text_is_cut_and_known_words_help():
    assert tokens("這款連衣裙") == ["這", "款", "連", "衣裙"]
    assert tokens("這款連衣裙", ["連衣裙"]) == ["這", "款", "連衣裙"]


@pytest.mark.parametrize(
    "unit", ["a.1", "1,", "1x", "a-", "1-", "¥", "a", "_-", "汉 ", "1 x ", "hk$", "a&", "a-1/", "\u0301", "元"]
)
def test_long_hostile_runs_are_cut_in_linear_time_and_lose_no_letter(unit):
    copy = copy_of(unit * 100_000)
    found = segmenter().tokens(copy)
    assert [char for char in "".join(found) if char.isalnum()] == [char for char in copy if char.isalnum()]


def test_prices_and_numbers_are_told_from_words():
    assert is_money("¥199") and is_money("199元") and not is_money("199") and not is_money("500ml")
    assert is_number("199") and is_number("1,299.5") and is_number("15%") and not is_number("4k")
