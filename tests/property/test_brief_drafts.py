"""Drafts of a brief never exceed their limit, whatever the pages of others are called, and are told apart."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.text import columns, printable
from keywords.brief.drafts import descriptions, parts_of, titles

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["养壶方法", "选购 泥料", "How to choose", "<b>x</b>", "容量大小", "a" * 90, "紫砂壶"]
)


@given(
    keyword=TEXTS.filter(lambda text: any(map(str.isalnum, text))),
    lang=st.sampled_from(["zh", "en"]),
    intent=st.sampled_from(["buy", "compare", "inform", "navigate", "none"]),
    headings=st.lists(TEXTS, max_size=6),
    terms=st.lists(TEXTS, max_size=6),
    questions=st.lists(TEXTS, max_size=3),
    ends=st.sampled_from([("", ""), ("", " | 茶舍"), ("", "_云岭茶行官方旗舰店"), ("Yunling Tea - ", "")])
    | st.tuples(TEXTS, TEXTS),
    limit=st.integers(1, 200),
)
def test_drafts_are_never_wider_than_the_limit(keyword, lang, intent, headings, terms, questions, ends, limit):
    parts = parts_of(keyword, lang, intent, headings, terms, questions, ends)
    for made in (titles(parts, limit), descriptions(parts, limit)):
        assert all(one.width == columns(one.text) <= one.limit == limit for one in made)
        assert len({one.text for one in made}) == len(made)
        assert all(one.text == printable(one.text) and "\n" not in one.text for one in made)


@given(
    keyword=st.sampled_from(["紫砂壶", "teapot", "宜兴手工紫砂壶"]),
    lang=st.sampled_from(["zh", "en"]),
    headings=st.lists(TEXTS, max_size=6),
)
def test_a_keyword_that_leaves_room_has_three_of_each(keyword, lang, headings):
    parts = parts_of(keyword, lang, "none", headings, (), (), ("", " | 茶舍"))
    assert len(titles(parts, 60)) >= 3 and len(descriptions(parts, 160)) >= 3
