"""How well the terms of a text are those that people name: floors that no change may fall below.

Figures of the day the floors were set stand in docs/keywords.md. Nothing is learnt from the keywords.
"""

from __future__ import annotations

import lzma
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import pytest

from keywords.engines import load_engine
from keywords.lexicon import Lexicon
from keywords.matching import copy_of
from keywords.segment import Segmenter
from keywords.shopwords import shop_segmenter, shop_words
from keywords.stopwords import bundled_stop_words
from keywords.terms import candidates, joined, ranked_terms

DATA = Path(__file__).parents[1] / "data" / "keywords"
FIRST = 5  # terms taken of every text
FLOOR, TIMES = 0.25, 1.4  # F1@5, and by how much it must beat jieba's own extraction


class Paper(NamedTuple):
    """One abstract of a paper, its title behind it."""

    text: str
    title: str
    keywords: frozenset[str]  # of the authors, case-folded


class Product(NamedTuple):
    """One page of a shop."""

    text: str
    title: str
    keywords: frozenset[str]
    cuts: tuple[tuple[str, ...], ...]  # true words of what is hard to cut


class Shop(NamedTuple):
    """The annotated texts, and the user dictionary that goes with them."""

    words: tuple[str, ...]
    products: tuple[Product, ...]


@pytest.fixture(scope="module")
def shop() -> Shop:
    text = (DATA / "shop_annotated.txt").read_text("utf-8")
    words = next(line for line in text.splitlines() if line.startswith("words: "))
    return Shop(tuple(words.removeprefix("words: ").split("|")), tuple(map(product, text.split("\n= ")[1:])))


def product(block: str) -> Product:
    """One text of the file."""
    title, *lines = block.strip().splitlines()
    fields = {sign: [line[2:].split("|") for line in lines if line.startswith(f"{sign} ")] for sign in "@/"}
    text = "\n".join([title, *(line for line in lines if line[0] not in "@/")])
    return Product(text, title, frozenset(map(copy_of, fields["@"][0])), tuple(map(tuple, fields["/"])))


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    lines = lzma.decompress((DATA / "csl_kg_dev.tsv.xz").read_bytes()).decode("utf-8").splitlines()
    fields = (line.split("\t") for line in lines)
    return [
        Paper(text, text[text.rfind(" ") + 1 :], frozenset(copy_of(word) for word in words.split("_") if word.strip()))
        for _, text, words in fields
    ]


def f1(found: Sequence[str], true: frozenset[str]) -> float:
    """Harmonic mean of precision and recall of one text."""
    hits = len(true.intersection(found))
    return 2 * hits / (len(set(found)) + len(true)) if hits else 0.0


def best_terms(texts: Iterable[tuple[str, str]], words: Sequence[str] = ()) -> list[list[str]]:
    """The best terms of texts that are one site, by text and heads; as the analysis of a site finds them."""
    segment, lexicon = shop_segmenter(words), Lexicon(bundled_stop_words())
    pages = [(candidates(segment.tokens(copy_of(text)), lexicon), copy_of(heads)) for text, heads in texts]
    rarity = lexicon.rarity()
    return [[term for _, term, *_ in ranked_terms(page, rarity, FIRST, heads)] for page, heads in pages]


def score(found: Iterable[Sequence[str]], texts: Sequence[Paper | Product]) -> float:
    """F1@5, the mean over the texts."""
    return fmean(f1(terms, text.keywords) for terms, text in zip(found, texts, strict=True))


def score_of_jieba(texts: Sequence[Paper | Product]) -> float:
    """The same of what jieba extracts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it does not close its files
        from jieba.analyse import TFIDF

        extractor = TFIDF()  # with the idf that comes with jieba
    extractor.tokenizer = load_engine("jieba")._tokenizer  # which leaves nothing in the shared temporary folder
    return score(([copy_of(word) for word in extractor.extract_tags(text.text, topK=FIRST)] for text in texts), texts)


@pytest.fixture(scope="module")
def of_jieba(papers) -> float:
    return score_of_jieba(papers)


def test_the_corpus_is_the_whole_of_it(papers):
    assert len(papers) == 1000 and all(paper.keywords and paper.title for paper in papers)


def test_terms_of_texts_beat_those_of_jieba(papers, of_jieba):
    assert 0.13 < of_jieba < 0.16
    found = score(best_terms((paper.text, "") for paper in papers), papers)
    assert found >= max(FLOOR, TIMES * of_jieba), found


def test_a_known_title_makes_them_better(papers, of_jieba):
    without = score(best_terms((paper.text, "") for paper in papers), papers)
    found = score(best_terms((paper.text, paper.title) for paper in papers), papers)
    assert found >= without + 0.003 and found >= 1.8 * of_jieba, found


def test_terms_of_products_are_those_an_editor_names(shop):
    assert len(shop.products) == 70
    found = score(best_terms(((text.text, text.title) for text in shop.products), shop.words), shop.products)
    assert found >= max(0.52, 1.6 * score_of_jieba(shop.products)), found


def right_cuts(segment: Segmenter, shop: Shop) -> float:
    """Share of the strings whose words are all as they should be."""
    cuts = [cut for text in shop.products for cut in text.cuts]
    assert len(cuts) > 120
    return fmean(segment.tokens(copy_of(joined(cut))) == list(cut) for cut in cuts)


def test_words_that_jieba_lacks_are_found_and_none_is_found_across_others(shop):
    found = right_cuts(shop_segmenter(shop.words), shop)
    assert found >= 0.78, found
    assert found >= 2 * fmean(
        load_engine("jieba").cut(joined(cut)) == list(cut) for text in shop.products for cut in text.cuts
    )


def test_both_engines_put_the_same_words_together(shop):
    text = copy_of("\n".join(product.text for product in shop.products))
    assert shop_segmenter(shop.words).tokens(text) == shop_segmenter(shop.words, engine="jieba").tokens(text)


def test_bundled_words_are_in_matching_form_and_each_of_them_is_needed():
    engine, words = load_engine("rjieba"), shop_words()
    assert len(words) == len(set(words)) > 600
    assert all(word == copy_of(word) and len(engine.cut(word)) > 1 for word in words)
    assert shop_segmenter().tokens("\n".join(words)) == [part for word in words for part in (word, "")][:-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海外链接", ["海外", "链接"]),
        ("今天猫粮特价", ["今天", "猫粮", "特价"]),
        ("手机 壳", ["手机", "", "壳"]),
        ("手机，壳", ["手机", "", "壳"]),
        ("手机壳手机壳", ["手机壳", "手机壳"]),
        ("买猫砂盆送猫砂", ["买", "猫砂盆", "送", "猫砂"]),
        ("智能手表 智能手", ["智能手表", "", "智能", "手"]),
        ("機械鍵盤", ["機械鍵盤"]),
    ],
)
def test_words_are_put_together_only_where_their_pieces_stand_side_by_side(text, expected):
    assert shop_segmenter().tokens(copy_of(text)) == expected
