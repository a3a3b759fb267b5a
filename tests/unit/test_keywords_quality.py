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
from keywords.segment import segmenter
from keywords.stopwords import bundled_stop_words
from keywords.terms import candidates, ranked_terms

DATA = Path(__file__).parents[1] / "data" / "keywords"
FIRST = 5  # terms taken of every text
FLOOR, TIMES = 0.25, 1.4  # F1@5, and by how much it must beat jieba's own extraction


class Paper(NamedTuple):
    """One abstract of a paper, its title behind it."""

    text: str
    title: str
    keywords: frozenset[str]  # of the authors, case-folded


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


def best_terms(texts: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The best terms of texts that are one site, by text and heads."""
    segment, lexicon = segmenter(), Lexicon(bundled_stop_words())
    pages = [(candidates(segment.tokens(copy_of(text)), lexicon), copy_of(heads)) for text, heads in texts]
    rarity = lexicon.rarity()
    return [[term for _, term, *_ in ranked_terms(page, rarity, FIRST, heads)] for page, heads in pages]


def score(found: Iterable[Sequence[str]], papers: Sequence[Paper]) -> float:
    """F1@5, the mean over the texts."""
    return fmean(f1(terms, paper.keywords) for terms, paper in zip(found, papers, strict=True))


@pytest.fixture(scope="module")
def of_jieba(papers) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it does not close its files
        from jieba.analyse import TFIDF

        extractor = TFIDF()  # with the idf that comes with jieba
    extractor.tokenizer = load_engine("jieba")._tokenizer  # which leaves nothing in the shared temporary folder
    return score(([copy_of(word) for word in extractor.extract_tags(p.text, topK=FIRST)] for p in papers), papers)


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
