"""What holds of any text: copies, tokens, densities, phrases, frequencies."""

from __future__ import annotations

from collections import Counter
from html import escape
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from configs.settings import Keywords, Settings
from crawler.offline import load_site
from crawler.store import open_store
from crawler.text import matching_copy
from keywords.competition import Parts, site_strength
from keywords.density import density, phrase_hits
from keywords.engines import load_engine
from keywords.frequency import BoundedCounts
from keywords.freshness import freshness
from keywords.lexicon import Lexicon
from keywords.market import run_market
from keywords.matching import WordFinder, copy_of, positions, visible_length
from keywords.segment import BOUNDARY, segmenter
from keywords.stage import run_keywords
from keywords.stopwords import bundled_stop_words
from keywords.terms import LONGEST_PHRASE, candidates, phrases, ranked_terms

SHOP = st.lists(
    st.sampled_from(
        [*"的连衣裙女装红茶杯，。 \n-/¥0159ab", "连衣裙", "tea ", "SK-II", "ＡＢ", "手机壳", "199元", "30cm"]
    )
).map("".join)
TEXT = SHOP | st.text(max_size=80)
KEYWORD = st.sampled_from(["连衣裙", "tea", "a", "红茶", "Black Tea", "SK-II", "的", "a b", "红红"]) | TEXT


@given(TEXT)
def test_copy_is_the_matching_copy_but_for_white_space(text):
    copy = copy_of(text)
    assert "".join(copy.split()) == "".join(matching_copy(text).split())
    assert visible_length(copy) == len("".join(copy.split()))


@given(TEXT)
def test_copy_of_a_copy_keeps_its_words(text):
    copy = copy_of(text)
    assert [line.strip() for line in copy.split("\n")] == copy.split("\n")
    assert "  " not in copy and "\n\n" not in copy


@given(TEXT, KEYWORD)
def test_densities_and_prominence_are_shares(text, keyword):
    found = density(text, keyword, segmenter(), bundled_stop_words())
    assert 0 <= found.chars <= 1 and 0 <= found.per_hit <= 1 and 0 <= found.tokens <= 1 and 0 <= found.prominence <= 1
    assert (found.hits == 0) == (found.chars == 0)


@given(TEXT, st.lists(KEYWORD, max_size=4))
def test_tokens_are_the_text_in_order_and_lose_no_letter(text, words):
    copy, at = copy_of(text), 0
    found = segmenter(words).tokens(copy)
    for token in found:
        at = copy.index(token, at) + len(token)
    assert [char for char in "".join(found) if char.isalnum()] == [char for char in copy if char.isalnum()]


@given(st.lists(st.sampled_from("abc,"), max_size=30), st.lists(st.sampled_from("abc"), min_size=1, max_size=3))
def test_phrase_hits_are_those_of_string_counting(tokens, phrase):
    assert phrase_hits(tokens, phrase) == "".join(tokens).count("".join(phrase))


@given(TEXT, KEYWORD)
def test_positions_hold_the_term_and_do_not_overlap(text, keyword):
    copy, term = copy_of(text), copy_of(keyword)
    found = positions(copy, term)
    assert all(copy.startswith(term, at) for at in found)
    assert all(after - at >= len(term) for at, after in pairwise(found))


@given(TEXT, st.lists(KEYWORD, max_size=5))
def test_known_words_are_found_apart_from_each_other(text, words):
    copy, finder = copy_of(text), WordFinder(words)
    end = 0
    for start, stop in finder.spans(copy):
        assert start >= end and copy[start:stop] in finder.words
        end = stop


@given(st.lists(st.sampled_from([*"abcd", BOUNDARY]), max_size=40))
def test_phrases_are_all_and_only_the_repeated_runs(tokens):
    repeated = {token for token, count in Counter(tokens).items() if count > 1 and token}
    expected: dict[tuple[str, ...], int] = {}
    for size in range(2, LONGEST_PHRASE + 2):
        runs = Counter(tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1))
        expected |= {
            run: count for run, count in runs.items() if count > 1 and BOUNDARY not in run and len(set(run)) == size
        }
    for run, count in list(expected.items()):
        for part in (run[:-1], run[1:]):
            if expected.get(part) == count:
                expected[part] = 0
    kept = {run: count for run, count in expected.items() if count and len(run) <= LONGEST_PHRASE}
    assert phrases(tokens, repeated) == kept


@given(st.lists(SHOP, min_size=1, max_size=5))
def test_tfidf_is_the_formula_on_single_words(texts):
    lexicon, cut = Lexicon(bundled_stop_words()), [segmenter().tokens(copy_of(text)) for text in texts]
    pages = [candidates(tokens, lexicon) for tokens in cut]
    for tokens, page in zip(cut, pages, strict=True):
        for tfidf, term, hits, size in ranked_terms(page, lexicon.rarity(), 50):
            if size == 1:
                df = sum(term in other for other in cut)
                idf = np.log((len(cut) + 1) / (df + 1)) + 1
                assert hits == tokens.count(term)
                assert np.isclose(tfidf, hits / page.content * idf)


@given(st.lists(st.lists(st.sampled_from("abcdefghij"), unique=True), max_size=40), st.integers(1, 12))
def test_bounded_counts_are_bounded_and_never_overstated(pages, limit):
    counts, exact = BoundedCounts(limit), Counter(word for page in pages for word in page)
    for page in pages:
        counts.add(page)
        assert len(counts) <= limit
    assert all(count <= exact[word] for word, count in counts.items())


@given(st.lists(st.lists(st.sampled_from("茶杯红袍abcdef"), min_size=1), max_size=30))
def test_a_small_lexicon_understates_at_most(pages):
    small, large = Lexicon(frozenset(), limit=4), Lexicon(frozenset())
    for page in pages:
        candidates(page, small)
        candidates(page, large)
    words = {word for page in pages for word in page}
    assert all(small.seen(word) <= large.seen(word) for word in words)
    assert all(large.seen(word) == sum(word in page for page in pages) for word in words)


HAN_CHARS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
AMBIGUOUS = ["南京", "市", "长江", "大桥", "市长", "和", "服", "和服", "研究", "生命", "研究生", "的", "确", "连衣裙"]


@given(st.text(HAN_CHARS, min_size=1, max_size=30) | st.lists(st.sampled_from(AMBIGUOUS), min_size=1).map("".join))
def test_both_engines_cut_any_han_text_alike(text):
    assert load_engine("rjieba").cut(text) == load_engine("jieba").cut(text)


WORDS = st.sampled_from(["红茶", "普洱茶", "tea", "oolong tea", "的", "杯", "SK-II", "¥199", "，", "\n", " ", "x" * 70])
PARTS = st.lists(WORDS, max_size=12).map("".join)
PAGES = st.lists(st.tuples(PARTS, PARTS, PARTS, PARTS), min_size=1, max_size=4)
ONE_STORE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)


def site_of(pages):
    paths = ["/", "/红茶", "/oolong-tea", "/3"]
    return {
        path: f"<html><head><title>{escape(title)}</title></head><body><h1>{escape(h1)}</h1><p>{escape(text)}</p>"
        f"<a href='{other}'>{escape(anchor)}</a></body></html>"
        for path, other, (title, h1, text, anchor) in zip(paths, [*paths[1:], "/"], pages, strict=False)
    }


@ONE_STORE
@given(own=PAGES, rival=PAGES)
def test_shares_and_scores_of_any_market_are_within_their_bounds(tmp_path_factory, own, rival):
    chosen = Settings(keywords=Keywords(targets=("红茶", "oolong tea", "sk-ii")))
    with open_store(tmp_path_factory.mktemp("market") / "x.db", create=True) as store:
        load_site(store, site_of(rival), base="https://r.example", name="r", role="competitor")
        run_id = load_site(store, site_of(own))
        run_keywords(store, run_id, chosen)
        run_market(store, run_id, chosen)

        def outside(table, columns, most):
            wrong = " or ".join(f"not ({name} is null or {name} between 0 and {most})" for name in columns.split())
            return store.db.execute(f"select * from {table} where {wrong}").fetchall()

        assert outside("page_terms", "density_chars density_hits density_tokens prominence", 1) == []
        assert outside("keyword_places", "prominence placement link_strength relevance", 1) == []
        assert outside("keyword_rivals", "focus relevance link_strength", 1) == []
        assert outside("keyword_gaps", "rival_share own_share", 1) == []
        assert outside("competition", "placement link_strength best_density text_match fresh", 1) == []
        assert outside("competition", "strength", 100) == []
        assert outside("keyword_competition", "competition own", 100) == []
        (maps,) = store.db.execute("select count(*) from keyword_map").fetchone()
        assert maps == 3


share = st.floats(0, 1)
parts = st.builds(
    Parts,
    pages=st.integers(0, 10**7),
    placement=share,
    match=st.none() | share,
    links=st.none() | share,
    words=st.none() | st.integers(0, 10**7),
    fresh=st.none() | share,
)


@given(parts, st.sampled_from(["placement", "match", "links", "fresh"]))
def test_the_strength_of_a_site_rises_with_each_part(one, name):
    strength = site_strength(one)
    assert 0 <= strength <= 100 and (one.pages > 0 or strength == 0)
    more = [one._replace(pages=one.pages + 1), one._replace(words=(one.words or 0) + 1)]
    if getattr(one, name) is not None:
        more.append(one._replace(**{name: 1.0}))
    assert all(site_strength(other) >= strength - 1e-9 for other in more)


@given(st.dates(), st.dates(), st.dates())
def test_freshness_is_a_share_that_falls_with_age(day, other, crawled):
    old, new = sorted((day, other))
    shares = [freshness(one.isoformat(), f"{crawled}T00:00:00Z") for one in (old, new)]
    assert all(one is None or 0 <= one <= 1 for one in shares)
    assert None in shares or shares[0] <= shares[1]


@pytest.mark.parametrize(
    "text", ["", "茶", "tea", "红茶" * 175_000, "tea " * 250_000, "红茶，好 " * 100_000, "a1-" * 330_000]
)
def test_empty_tiny_and_huge_pages_are_measured(tmp_path, text):
    chosen = Settings(keywords=Keywords(targets=("红茶", "tea")))
    with open_store(tmp_path / "x.db", create=True) as store:
        run_id = load_site(store, {"/": f"<html><body><p>{text}</p></body></html>", "/b": "<html></html>"})
        run_keywords(store, run_id, chosen)
        run_market(store, run_id, chosen)
        rows = store.db.execute(
            "select t.term, k.count, k.density_chars, k.prominence from page_terms k join terms t using (term_id)"
            " where t.term in ('红茶', 'tea')"
        ).fetchall()
    assert {term: count for term, count, *_ in rows} == {
        term: count for term, count in (("红茶", text.count("红茶")), ("tea", text.count("tea"))) if count
    }
    assert all(0 < share <= 1 and 0 <= prominence <= 1 for _, _, share, prominence in rows)
