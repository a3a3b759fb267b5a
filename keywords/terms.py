"""The terms that set a page apart from its site: words and phrases by TF-IDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from keywords.frequency import Frequencies
from keywords.matching import is_han, is_latin
from keywords.segment import BOUNDARY, MAX_TOKEN, is_money, is_number

LONGEST_PHRASE = 4  # content tokens
MAX_TERM = 80  # characters; a longer phrase is a sentence


class Word(NamedTuple):
    """What a site makes of one token."""

    content: bool  # counts for formula C: no stop word, no boundary
    han: bool  # a word of Han text
    idf: float
    term: bool  # a term by itself: no stop word, number or single character
    breaks: bool  # a phrase never holds it: stop word, boundary, price, data


class Vocabulary(dict[str, Word]):
    """The words of a site as they are asked for; forgets itself when it grows past ``limit``."""

    def __init__(self, frequencies: Frequencies, stop_words: Collection[str], limit: int = 1 << 19) -> None:
        super().__init__()
        self.frequencies = frequencies
        self.stop_words = stop_words
        self._limit = limit

    def __missing__(self, token: str) -> Word:
        if len(self) >= self._limit:
            self.clear()
        content = token != BOUNDARY and token not in self.stop_words
        data = len(token) > MAX_TOKEN or is_money(token)
        word = Word(
            content=content,
            han=any(map(is_han, token[:MAX_TOKEN])),
            idf=self.frequencies.idf(token),
            term=content and not data and len(token) > 1 and not is_number(token),
            breaks=not content or data,
        )
        self[token] = word
        return word


class Ranked(NamedTuple):
    """A term of one page."""

    tfidf: float  # share of the page's content tokens that are hits, times idf
    term: str
    hits: int  # as tokens in a row
    size: int  # content tokens of the term


def joined(tokens: Sequence[str]) -> str:
    """The tokens of a phrase as they stand in a matching copy: a space between Latin words only."""
    text = tokens[0]
    for token in tokens[1:]:
        text += f" {token}" if is_latin(text[-1]) and is_latin(token[0]) else token
    return text


def phrases(tokens: Sequence[str], counts: Counter[str], words: Vocabulary) -> dict[tuple[str, ...], int]:
    """Runs of 2-4 content tokens that occur twice or more, without those that only occur inside a longer one.

    A run with the same token twice (红茶红茶) is no phrase; so its occurrences never overlap.
    """
    usable = {token for token, count in counts.items() if count > 1 and not words[token].breaks}
    starts = [
        at
        for at, (token, after) in enumerate(pairwise(tokens))
        if token in usable and after in usable and token != after
    ]
    found: dict[tuple[str, ...], int] = {}
    for size in range(2, LONGEST_PHRASE + 1):
        runs = [(at, tuple(tokens[at : at + size])) for at in starts]
        repeated = {run: count for run, count in Counter(run for _, run in runs).items() if count > 1}
        for run, count in repeated.items():  # a part that occurs no more often says nothing of its own
            for part in (run[:-1], run[1:]):
                if found.get(part) == count:
                    del found[part]
        found |= repeated
        firsts = {at for at, run in runs if run in repeated}
        starts = [at for at in firsts if at + 1 in firsts and tokens[at + size] not in tokens[at : at + size]]
        if not starts:
            break
    return found


def ranked_terms(tokens: Sequence[str], counts: Counter[str], words: Vocabulary, limit: int) -> list[Ranked]:
    """The ``limit`` best terms of a page by TF-IDF, best first; equal ones in the order of their characters.

    The idf of a phrase is that of its rarest token: its own document frequency is no higher, and a table of all
    phrases of a large site would not fit anywhere. It is thus understated, never overstated.
    """
    total = sum(count for token, count in counts.items() if words[token].content)
    best: dict[str, tuple[float, int, int]] = {
        token: (count * words[token].idf, count, 1) for token, count in counts.items() if words[token].term
    }
    for run, count in phrases(tokens, counts, words).items():
        if all(map(is_number, run)) or len(term := joined(run)) > MAX_TERM:
            continue
        best.setdefault(term, (count * max(words[token].idf for token in run), count, len(run)))
    order = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
    return [Ranked(weight / total, term, hits, size) for term, (weight, hits, size) in order]
