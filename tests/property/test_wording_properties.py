"""Whatever a crawled text holds: titles come apart, shares stay shares, and nothing raises."""

from hypothesis import given
from hypothesis import strategies as st

from audit.claims import keeps_promise, official_claim
from audit.contacts import contacts, disguised
from audit.titles import modifiers, names_site, parts, phrases, placeholder
from audit.wording import content, coverage, touches
from crawler.readability import flesch, mean_sentence, rare_share
from crawler.text import matching_copy

WORDS = st.text(st.sampled_from("茶壶紫砂的一二三①②１２官网下载 -|_：，。.!?1a38Vv信微\ufffd*"), max_size=60)
TEXT = st.one_of(st.text(max_size=60), WORDS)


@given(TEXT, TEXT)
def test_a_share_is_a_share(wanted, text):
    share = coverage(wanted, text.lower())
    assert share is None or 0 <= share <= 1
    assert (share is None) == (not content(wanted))
    if share:
        assert touches(wanted, text.lower())


@given(TEXT)
def test_a_text_covers_itself(text):
    assert coverage(text, matching_copy(text)) in (None, 1.0)


@given(TEXT)
def test_titles_come_apart_and_lose_no_word(title):
    assert all(part and part == part.strip() for part in parts(title))
    assert all(any(phrase in part for part in parts(title)) for phrase in phrases(title))
    assert modifiers(title) >= 0
    assert names_site(title, "茶舍") in (0, 1)
    assert placeholder(title, title) in (True, False)
    assert isinstance(official_claim(title, "茶舍"), str)
    assert keeps_promise(title, title) in (0, 1)


@given(TEXT)
def test_contacts_are_quoted_from_the_text(text):
    assert all(words for _, words in contacts(text))
    assert all(words in text for _, words in disguised(text))


@given(TEXT)
def test_measures_of_reading_are_numbers_or_nothing(text):
    assert flesch(text * 5) is None or flesch(text * 5) <= 206.835
    assert mean_sentence(text) is None or mean_sentence(text) >= 0
    assert rare_share(text, 3500) is None or 0 <= rare_share(text, 3500) <= 1
