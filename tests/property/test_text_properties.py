"""The fast counts of words and Han characters against the expressions that define them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from crawler.maintext import block_hashes
from crawler.text import HAN, han_chars, latin_words

WORD = re.compile(rf"[^\W_{HAN}]+(?:['’][^\W\d_{HAN}][^\W_{HAN}]*)*")
PIECES = st.sampled_from(
    ["it's", "don’t", "5'9", "中's", "'", "’", "茶", "é", "Ａ", "_", " ", "\n", "，", "①", "\ufffd", "\x85"]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


@given(TEXTS)
def test_counts_are_those_of_the_definition(text):
    assert latin_words(text) == len(WORD.findall(text))
    assert han_chars(text) == len(re.findall(f"[{HAN}]", text))


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=80)))
def test_a_block_has_the_same_hash_in_any_company(lines):
    together = list(block_hashes("\n".join(lines)))
    assert together == [one for line in lines for one in block_hashes(line)]
