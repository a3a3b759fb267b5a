"""Words of a text: ours for Latin, numbers, SKUs and known words, an engine's for the Han runs between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, filterfalse
from typing import Protocol

from crawler.text import HAN
from keywords.engines import EngineName, HanEngine, load_engine
from keywords.matching import LATIN, WordFinder, is_han

BOUNDARY = ""  # stands where punctuation, a paragraph's end or a space between Han ends a phrase
MAX_TOKEN = 64  # characters; longer runs are data, not words
REMEMBERED, PIECE_SIZE = 8 << 20, 100  # characters of pieces remembered, each with so many on top: about 30 MB

_NUMBER = r"\d++(?:[.,]\d++)*+"
_UNIT = (
    "(?:毫米|厘米|英寸|平方米|毫升|公升|毫克|千克|公斤|公克|小时|"
    rf"(?:mm|cm|km|ml|cl|mg|kg|lb|oz|mah|kwh|hz|khz|mhz|ghz|kb|mb|gb|tb|inch|in|ft|[mlgwv])(?!{LATIN}))"
)
_MONEY = (
    rf"(?:(?:(?:hk|nt|us)?\$|[¥€£₩]|rmb|cny|rm)\s?{_NUMBER}|{_NUMBER}\s?"
    rf"(?:万?元(?![素旦宵年代组器气件])|块钱|万?(?:人民币|美元|港币|港元)|(?:rmb|cny|usd|hkd|twd)(?!{LATIN})))"
)
_SIZE = rf"{_NUMBER}(?:(?:\s?[x×*]\s?{_NUMBER})++(?:\s?{_UNIT})?+(?!{LATIN})|\s?{_UNIT})"
# Letters and digits joined by hyphens (SK-II, ABC-1234/XL); the look-ahead is short so that hostile text stays linear.
_SKU = rf"(?=[\d_-]{{0,40}}[^\W\d_{HAN}])(?=[^\s{HAN}/]{{0,40}}\d){LATIN}++(?:[-_]{LATIN}++)++(?:/{LATIN}{{1,8}}+)*+"
_WORD = rf"{LATIN}++(?:\.\d++)*+(?:['’&-]{LATIN}++)*+"
_BREAK = rf"[^\w\s¥$€£₩]++|\n| (?=[{HAN}])(?<=[{HAN}] )"
# The commonest words come first, so that they are not tried as prices, sizes and SKUs; and a space before what is not
# Han is taken along, since to step over it costs as much as a word.
_PLAIN = r"(?!rm|cny)[a-z]++(?![\w'’&.$\-])"
_PIECE = re.compile(
    rf"([{HAN}]++|{_PLAIN}|{_BREAK}|{_MONEY}|{_SIZE}|{_NUMBER}(?:%|(?!{LATIN}|[-_]{LATIN}*[^\W\d_{HAN}]))|{_SKU}|{_WORD}"
    rf"|[¥$€£₩_])(?: (?![ {HAN}]))?+"
)
_MONEY_TOKEN = re.compile(_MONEY)
_NUMBER_TOKEN = re.compile(_NUMBER + "%?")


class Segmenter(Protocol):
    """Cuts a copy made by ``keywords.matching.copy_of`` into words."""

    def tokens(self, copy: str) -> list[str]:
        """Words in the order of the text, and ``BOUNDARY`` wherever a phrase cannot go on."""
        ...


class PreTokenizer:
    """Takes known words, prices, sizes, SKUs, numbers and Latin words itself; only Han runs reach the engine.

    What a piece of text is cut into is remembered, for the pages of a site repeat most of their pieces.

    Args:
        engine: cuts the Han runs.
        words: brands, products and other phrases that stay whole, in any script, with or without spaces.
    """

    def __init__(self, engine: HanEngine, words: Iterable[str] = ()) -> None:
        self._engine = engine
        self._known = WordFinder(words)
        self._cut: dict[str, tuple[str, ...]] = {}  # piece -> its words
        self._room = REMEMBERED

    def tokens(self, copy: str) -> list[str]:
        """See ``Segmenter.tokens``."""
        if not self._known:
            return self._assembled(_PIECE.findall(copy))
        pieces: list[str] = []
        at = 0
        for start, end in self._known.spans(copy):
            pieces += _PIECE.findall(copy, at, start)
            pieces.append(copy[start:end])
            at = end
        return self._assembled(pieces + _PIECE.findall(copy, at))

    def _assembled(self, pieces: list[str]) -> list[str]:
        """The words of all pieces, in their order."""
        fresh = set(filterfalse(self._cut.__contains__, pieces))
        if fresh:
            self._room -= sum(map(len, fresh)) + PIECE_SIZE * len(fresh)
            if self._room < 0:
                self._cut.clear()
                self._room, fresh = REMEMBERED, set(pieces)
            self._learn(fresh)
        return list(chain.from_iterable(map(self._cut.__getitem__, pieces)))

    def _learn(self, pieces: Iterable[str]) -> None:
        """Cut the pieces; all Han runs go to the engine in one call."""
        runs, known = [], self._known.words
        for piece in pieces:
            if piece > "\u3000" and is_han(piece[0]) and piece not in known:
                runs.append(piece)
            else:
                word = piece.isalnum() or piece[-1].isalnum() or piece[0].isalnum() or piece in known
                self._cut[piece] = (piece,) if word else (BOUNDARY,)
        if runs:
            words, at = [*self._engine.cut("\n".join(runs)), "\n"], 0
            for run in runs:
                end = words.index("\n", at)
                self._cut[run] = tuple(words[at:end])
                at = end + 1


def segmenter(words: Iterable[str] = (), engine: EngineName = "rjieba") -> Segmenter:
    """A segmenter that keeps ``words`` whole; the engine is loaded when first asked for."""
    return PreTokenizer(load_engine(engine), words)


def is_money(token: str) -> bool:
    """Whether a token is a price."""
    return _MONEY_TOKEN.fullmatch(token) is not None


def is_number(token: str) -> bool:
    """Whether a token is a bare number or percentage: part of phrases, no term by itself."""
    return _NUMBER_TOKEN.fullmatch(token) is not None
