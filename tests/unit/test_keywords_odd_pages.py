"""Pages that are not as texts should be: empty, huge, of many scripts, with unseen characters, readings and old forms."""

from __future__ import annotations

import random

import pytest

from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from crawler.text import matching_copy, without_unseen
from keywords.matching import copy_of
from keywords.shopwords import shop_segmenter
from keywords.stage import run_keywords

TARGETS = Settings(keywords=Keywords(targets=("普洱茶", "手机壳", "software")))


def page(body: str, title: str = "茶") -> str:
    return f"<html lang=zh><head><title>{title}</title></head><body><main>{body}</main></body></html>"


@pytest.fixture
def analysed(tmp_path):
    """What the stage stores of one page: words, and its terms with their counts."""

    def analyse(body: str, title: str = "茶") -> tuple[int, dict[str, int]]:
        with open_store(tmp_path / "x.db", create=True) as store:
            run_id = load_site(store, {"/": page(body, title), "/empty": page(""), "/bare": ""})
            run_keywords(store, run_id, TARGETS)
            words = store.db.execute(
                "select words from page_words w join urls u using (url_id) where run_id = ? and u.url like '%example.com/'",
                [run_id],
            ).fetchone()
            terms = store.db.execute("select term, count from v_keywords where run_id = ? and url like '%/'", [run_id])
            return words[0], dict(terms.fetchall())

    return analyse


def test_an_empty_page_has_no_words_and_a_page_of_one_word_has_one(analysed):
    assert analysed("") == (0, {})
    assert analysed("普洱茶") == (1, {"普洱茶": 1})


def test_a_page_of_a_megabyte_is_counted_to_the_last_word(analysed):
    draw = random.Random(7)
    words = draw.choices(["普洱茶", "红茶", "oolong tea", "手机壳", "的", "，", "\u200b", "。</p><p>", "🎉"], k=200_000)
    text = " ".join(words)
    assert len(text.encode()) > 1_000_000
    found = analysed(text)[1]
    kept = text[: text.rfind(" ", 0, 1_000_000)].count("普洱茶")  # a million characters are kept of a main text
    assert 0.9 * kept < found["普洱茶"] <= words.count("普洱茶")
    assert found["oolong"] > 10_000 < found["手机壳"]


def test_readings_beside_characters_are_no_words(analysed):
    _, terms = analysed(
        "<h1><ruby>普洱<rp>(</rp><rt>pǔ'ěr</rt><rp>)</rp></ruby>茶</h1><p>喝<RUBY>普洱茶<RT>ㄆㄨˇ ㄦˇ</RT></RUBY>吧，"
        "<ruby>手<rt>shǒu</rt>机<rt>jī</rt></ruby>壳</p>"
    )
    assert terms["普洱茶"] == 2 and terms["手机壳"] == 1
    assert not any(term.isascii() or "ㄆ" in term for term in terms)


def test_what_shows_nothing_does_not_part_words(analysed):
    _, terms = analysed("<p>普\ufeff洱\u200b茶，手\u2060机&shy;壳，soft&shy;ware，普<wbr>洱茶，\u202e普洱茶\u202c</p>")
    assert (terms["普洱茶"], terms["手机壳"], terms["software"]) == (3, 1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("︵特价︶﹁红茶﹂︰", ["", "特价", "", "红茶", ""]),
        ("ﾎﾟｰﾁとｶﾞﾗｽ", ["ポーチとガラス"]),
        ("👩‍👩‍👧红茶🎉绿茶❤️", ["", "红茶", "", "绿茶", ""]),
        ("한글 茶 שלום قهوة กาแฟ чай", ["한글", "茶", "שלום", "قهوة", "กาแฟ", "чай"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("①号 ㎏ ５００ｍｌ", ["1", "号", "kg", "500ml"]),
        ("红茶\U000f0000绿茶", ["红茶", "", "绿茶"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ("\ud800红茶", ["", "红茶"]),
        ("a\0b", ["a", "", "b"]),
    ],
)
def test_scripts_signs_and_old_forms(text, expected):
    assert shop_segmenter().tokens(copy_of(text)) == expected


@pytest.mark.parametrize("text", ["", "plain", "红茶\n绿茶", "普\u200b洱\u00ad茶\ufeff", "\u2066a\u2069\n\u200fb"])
def test_copies_have_no_unseen_characters(text):
    seen = "".join(char for char in text if char not in "\u200b\u00ad\ufeff\u2066\u2069\u200f")
    assert without_unseen(text) == seen
    assert matching_copy(text) == matching_copy(seen) and copy_of(text) == copy_of(seen)
