"""The signature of texts: equal to what it stands for, near for near texts, far for others, the same for ever."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract import page_from_html
from crawler.facts.similarity import MAX_CHARS, signature

STORY = (
    "这把壶由宜兴匠人手工制成，泥料细腻，出水利落，适合泡普洱和老茶。新壶先用清水冲净，再用茶汤润养，不必久煮。"
    "日常用完倒净茶渣，热水里外冲一遍，打开盖子晾干即可，不要用洗洁精，也不要把茶汤留在壶里过夜。"
    "发货前逐把试水，内衬和外盒都经过跌落测试；收到七天之内，没有使用过的壶可以退换，运费由我们承担。"
    "容量一百五十毫升上下，一个人喝正好；两三个人围坐，可以选大一号的。拿不准的话，把平时喝的茶告诉客服就好。"
)
OTHER = (
    "红茶要用滚水，绿茶八十度就够。投茶量以一克茶配五十毫升水为起点，按口味增减。存茶怕光怕热，密封后放在阴凉处，"
    "开封三个月内喝完，取茶用干净的茶匙，不要用手去抓，也不要和香料放在一起。水开之后等一分钟再冲，香气更稳。"
)
ENGLISH = (
    "Choosing a teapot starts with the number of people at the table. One person is well served by a small pot that holds"
    " about a cup and a half; three friends will want something larger, so that nobody has to wait for the second round."
    " Lift the pot when it is full: it should rest in the hand without pulling at the wrist, pour in a clean stream, and"
    " stop the moment you level it. The clay shapes the taste, so keep one pot for dark teas and another for green ones."
)
SEPARATORS = "，。；：、！？\n "


def apart(one, other):
    return ((signature(one) ^ signature(other)) & (2**64 - 1)).bit_count()


def counted(text):
    """The same number, piece by piece and bit by bit."""
    text = text[:MAX_CHARS]
    spelt = len(text.encode("utf-8", "surrogatepass")) < 2 * len(text)
    for end in SEPARATORS:
        text = text.replace(end, "\t")
    coded = text.replace("\t\t", "\t").strip("\t").expandtabs(8).encode("utf-16-le", "surrogatepass")
    pieces = [int.from_bytes(coded[at : at + 16].ljust(16), "little") for at in range(0, len(coded), 16)][:4096]
    if spelt and pieces:
        pieces = [(one ^ one >> 123 ^ other << 5) % 2**128 for one, other in zip(pieces, [*pieces[1:], 0], strict=True)]
    votes = [0] * 64
    for piece in pieces:
        product = (piece ^ piece >> 61) % 2**64 * 0x9E3779B97F4A7C15
        hashed = (product ^ product >> 64) % 2**64
        votes = [vote + (hashed >> bit & 1) for bit, vote in enumerate(votes)]
    places = [60 - bit % 16 * 4 + bit // 16 for bit in range(64)]
    value = sum((2 * vote > len(pieces)) << place for place, vote in zip(places, votes, strict=True))
    return value - 2**64 if value >= 2**63 else value


@given(
    st.text(st.sampled_from("茶壶红绿ab \n，。\t\ud800𠮷é"), max_size=300)
    | st.text(max_size=80)
    | st.lists(st.sampled_from(("红茶，", "tea ", STORY, ENGLISH)), max_size=12).map("".join)
)
def test_it_is_the_majority_of_the_pieces(text):
    assert signature(text) == counted(text)


@pytest.mark.parametrize(
    "text", [STORY * 99, ENGLISH * 99, "a " * 10_000, "茶，" * 10_000, "茶" * 20_000, "\n" * 30_000]
)
def test_long_texts_are_counted_alike_and_cut(text):
    assert signature(text) == counted(text)
    assert signature(text + "尾") == (signature(text) if len(text) >= MAX_CHARS else counted(text + "尾"))


def test_it_is_stored_so_it_stays_as_it_is():
    assert (signature(""), signature(" \n，")) == (0, 0)
    assert signature(STORY) == 4364479838933259049
    assert signature(ENGLISH) == -6877766954655234522


@pytest.mark.parametrize("text", [STORY, OTHER + STORY, ENGLISH, f"{STORY}\n{ENGLISH}"])
def test_a_word_more_or_less_is_near(text):
    middle = text.index("，", len(text) // 2) if "，" in text[len(text) // 2 :] else text.index(" ", len(text) // 2)
    assert apart(text, text[:middle] + ("紫泥" if "，" in text else " red") + text[middle:]) <= 9
    assert apart(text, text + ("紫泥" if "，" in text else " red")) <= 9


def test_white_space_between_blocks_does_not_matter():
    assert apart(STORY, STORY.replace("。", "。\n")) == 0


def test_other_texts_are_far():
    assert apart(STORY, OTHER) > 18
    assert apart(STORY, ENGLISH) > 18
    clauses = STORY.split("，")
    random.Random(1).shuffle(clauses)
    assert apart(STORY, "，".join(clauses)) <= 12  # the same clauses in another order: near


def test_a_page_bears_the_signature_of_its_main_text():
    page = page_from_html("https://example.com/", f"<nav><a href=/>首页</a></nav><main><p>{STORY}</p></main>")
    assert page.simhash == signature(page.main_text) == signature(STORY)
    assert page_from_html("https://example.com/", "<main></main>").simhash is None
