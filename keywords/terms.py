"""The terms that set a page apart from its site: words and phrases by TF-IDF, length and place.

The weight of a term is TF-IDF * min(characters, 4) * (2 in the title or h1, else 1). Longer terms say more than the
words they are made of, and titles name the subject; TF-IDF alone puts short words first. Measured on abstracts with the
keywords of their authors: tests/unit/test_keywords_quality.py, docs/keywords.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from operator import methodcaller
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from keywords.lexicon import CONTENT, FLAG_BITS, HAN, JOINS, TERM, Lexicon
from keywords.matching import holds, is_han, is_latin
from keywords.segment import is_number
from keywords.weigh import FULL_LENGTH

LONGEST_PHRASE = 6  # tokens; product names of Han text are cut into more of them than a reader would say
MAX_TERM = 80  # characters; a longer phrase is a sentence
_START = methodcaller("start")
_PAIR = re.compile(rb"\x01(?=\x01)")  # two repeated tokens in a row


class Candidates(NamedTuple):
    """What may become a term of one page; its weight waits for the frequencies of the whole site."""

    content: int  # content tokens of the page
    han: int  # words of Han text
    names: list[str]
    hits: NDArray[np.int32]  # shape (names,): occurrences as tokens in a row
    words: NDArray[np.int32]  # shape (w,): lexicon index of the first w names, which are single words
    runs: NDArray[np.int32]  # shape (names - w, 4): of each token of the others, the last one repeated


# A term of one page: TF-IDF, which is the share of the page's content tokens that are hits times idf; the term; its
# hits as tokens in a row; its tokens. A plain tuple, for there are fifty a page.
Ranked: TypeAlias = tuple[float, str, int, int]


def candidates(tokens: Sequence[str], lexicon: Lexicon) -> Candidates:
    """Count the tokens of a page, on it and in ``lexicon``, and find its words and phrases."""
    counts = Counter(tokens)
    distinct = list(counts)
    codes = np.fromiter(map(lexicon.__getitem__, distinct), np.int64, len(distinct))
    hits = np.fromiter(counts.values(), np.int32, len(distinct))
    lexicon.add_page(codes)
    terms = np.flatnonzero(codes & TERM)
    joining = np.flatnonzero((hits > 1) & ((codes & JOINS) > 0))
    repeated = dict(
        zip(map(distinct.__getitem__, joining.tolist()), (codes[joining] >> FLAG_BITS).tolist(), strict=True)
    )
    runs = {joined(run): (run, count) for run, count in phrases(tokens, repeated).items() if speaks(run, count)}
    fresh = [term for term in runs if term not in counts and len(term) <= MAX_TERM]
    parts = [[repeated[token] for token in _padded(runs[term][0])] for term in fresh]
    return Candidates(
        content=int(hits[(codes & CONTENT) > 0].sum()),
        han=int(hits[(codes & HAN) > 0].sum()),
        names=[*map(distinct.__getitem__, terms.tolist()), *fresh],
        hits=np.concatenate([hits[terms], np.array([runs[term][1] for term in fresh], np.int32)]),
        words=(codes[terms] >> FLAG_BITS).astype(np.int32),
        runs=np.array(parts, np.int64).reshape(-1, LONGEST_PHRASE).astype(np.int32),
    )


def speaks(run: Sequence[str], count: int) -> bool:
    """Whether a phrase may be a term: not numbers alone, no quantity (81 度, 平均 3), and no chance meeting.

    Single Han characters stand beside each other by chance far more often than words do: three times make a word. A
    single letter beside one (x 法) makes none.
    """
    first, last = run[0], run[-1]
    if is_number(first) and (len(run[1]) == 1 or all(map(is_number, run))):
        return False
    if is_number(last) and is_han(run[-2][-1]):
        return False
    if sum(map(len, run)) == 2:
        return count > 2 and is_han(first) and is_han(last)
    return count > 2 or max(map(len, run)) > 1


def _padded(run: tuple[str, ...]) -> tuple[str, ...]:
    return run + run[-1:] * (LONGEST_PHRASE - len(run))


def joined(tokens: Sequence[str]) -> str:
    """The tokens of a phrase as they stand in a matching copy: a space between Latin words only."""
    text = tokens[0]
    for token in tokens[1:]:
        text += f" {token}" if is_latin(text[-1]) and is_latin(token[0]) else token
    return text


def phrases(tokens: Sequence[str], repeated: Collection[str]) -> dict[tuple[str, ...], int]:
    """Runs of 2-6 of the ``repeated`` tokens that occur twice or more, with their counts.

    A run that only occurs inside a longer one is left out, also inside one too long to be a phrase: what is cut off
    somewhere is none. A run with the same token twice (红茶红茶) is no phrase; so its occurrences never overlap.
    """
    marks = bytes(map(repeated.__contains__, tokens))
    starts = [at for at in map(_START, _PAIR.finditer(marks)) if tokens[at] != tokens[at + 1]]
    found: dict[tuple[str, ...], int] = {}
    for size in range(2, LONGEST_PHRASE + 2):
        runs = [(at, tuple(tokens[at : at + size])) for at in starts]
        counts = {run: count for run, count in Counter([run for _, run in runs]).items() if count > 1}
        if not counts:
            break
        for run, count in counts.items():
            for part in (run[:-1], run[1:]):
                if found.get(part) == count:
                    del found[part]
        if size <= LONGEST_PHRASE:
            found |= counts
        firsts = {at for at, run in runs if run in counts}
        starts = sorted(at for at in firsts if at + 1 in firsts and tokens[at + size] not in tokens[at : at + size])
    return found


def ranked_terms(page: Candidates, rarity: NDArray[np.float64], limit: int, heads: str = "") -> list[Ranked]:
    """The ``limit`` best terms of a page by weight, best first; equal ones in the order of their characters.

    The idf of a phrase is that of its rarest token: its own document frequency is no higher, and a table of all
    phrases of a large site would not fit anywhere. It is thus understated, never overstated.

    Args:
        rarity: idf by lexicon index.
        heads: title and h1, copies made by ``copy_of``, a newline between them; their terms count twice.
    """
    if not page.names:
        return []
    names, runs = page.names, page.runs
    frequencies = page.hits * np.concatenate([rarity[page.words], rarity[runs].max(axis=1)])
    weights = frequencies * _emphasis(names, heads)
    least = np.partition(weights, -limit)[-limit] if len(weights) > limit else 0.0
    kept = np.flatnonzero(weights >= least)
    best = sorted(zip((-weights[kept]).tolist(), map(names.__getitem__, kept.tolist()), kept.tolist(), strict=True))
    chosen = np.array([at for _, _, at in best[:limit]])
    sizes = np.ones(len(weights), np.int32)
    sizes[len(page.words) :] += (runs[:, 1:] != runs[:, :-1]).sum(axis=1, dtype=np.int32)
    return list(
        zip(
            (frequencies[chosen] / page.content).tolist(),
            map(names.__getitem__, chosen.tolist()),
            page.hits[chosen].tolist(),
            sizes[chosen].tolist(),
            strict=True,
        )
    )


def _emphasis(names: Sequence[str], heads: str) -> NDArray[np.float64]:
    """What length and place multiply the TF-IDF of each term by: 1-8."""
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    named = [name in heads and holds(heads, name) for name in names] if heads else [False]
    return np.minimum(lengths, FULL_LENGTH) * (1.0 + np.array(named))
