"""Paragraphs of stored texts, by which pages are compared."""

import json

from audit.patchwork import LEAST, MAX_PARAGRAPHS, line_with, lines_of, paragraphs
from crawler.zstd import compress

LONG = "冲泡龙井的时候，先温杯再投茶，水温和出汤时间要看茶的老嫩，杯子大小也有关系，第二泡以后可以多坐几秒钟再倒。"
WORDS = "Warm the cup, put in the leaves, pour the water along the side and wait for half a minute before you pour the first infusion."


def of(text):
    return json.loads(paragraphs(compress(text.encode())))


def test_paragraphs_are_lines_of_some_length():
    assert [length for _, length in of(f"龙井\n{LONG}\n{WORDS}\n第二段")] == [48, 50]
    assert of("") == json.loads(paragraphs(None)) == []
    assert of("短" * (LEAST - 1)) == []
    assert of("—" * 100) == []


def test_case_and_blanks_do_not_count():
    (one,), (other,) = of(LONG), of(f"  {LONG.replace('先', ' 先 ')}  ")
    assert one == other
    assert of(WORDS.upper())[0] == of(WORDS)[0]
    assert of(LONG.replace("龙井", "普洱"))[0][0] != one[0]


def test_a_paragraph_counts_once_and_there_is_an_end():
    assert len(of(f"{LONG}\n{LONG}")) == 1
    assert len(of("\n".join(f"{LONG}{number}" for number in range(5000)))) == MAX_PARAGRAPHS


def test_lines_that_any_page_may_share():
    text = compress(f"龙井\n满二百元包邮，会员九五折\n{LONG}\n".encode())
    found = dict(json.loads(lines_of(text)))
    assert list(found.values()) == [11, 48]
    assert [line_with(text, one) for one in found] == ["满二百元包邮，会员九五折", LONG[:60]]
    assert line_with(text, 0) == line_with(None, 0) == ""
