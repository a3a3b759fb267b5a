"""Words of a text: ours for Latin, numbers, SKUs and known words, an engine's for the Han runs between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, TypeAlias

from crawler.text import HAN
from keywords.engines import EngineName, HanEngine, load_engine
from keywords.matching import LATIN, WordFinder

BOUNDARY = ""  # stands where punctuation, a paragraph's end or a space between Han ends a phrase
MAX_TOKEN = 64  # characters; longer runs are data, not words
PRIVATE = "\U000f0000-\U0010fffd"  # the two planes of private use
FIRST_CODE, CODES = 0xF0000, 0x1FFFE
_LAST_PUBLIC = chr(FIRST_CODE - 1)
MOST = CODES // 2  # characters cut at once

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
_SIGNS = rf"[^\w\s¥$€£₩{PRIVATE}]++"
_BREAK = rf"\n| (?:(?=[{HAN}])(?<=[{HAN}{PRIVATE}] )|(?=[{PRIVATE}])(?<=[{HAN}] ))"
# What is no Han run. The commonest pieces come first, so that they are not tried as prices, sizes and SKUs; a space
# before and behind is taken along, since to step over it costs as much as a word. Characters of private use stand for
# known words, see PreTokenizer. The common Han characters are ruled out by one range first, which saves a quarter.
_PLAIN = r"(?!rm|cny)[a-z]++(?![\w'’&.$\-])"
_OTHER = re.compile(
    rf"(?![\u4e00-\u9fff])(?=[^{HAN}{PRIVATE}]) ?({_SIGNS}|{_PLAIN}|{_BREAK}|{_MONEY}|{_SIZE}|{_NUMBER}(?:%|(?!{LATIN}|[-_]{LATIN}*[^\W\d_{HAN}]))"
    rf"|{_SKU}|{_WORD}|[¥$€£₩_])(?: (?:(?![{HAN}])|(?<![{HAN}] )))?+"
)
_PRIVATE, _REPLACEMENT = re.compile(f"[{PRIVATE}]"), "\ufffd"
_MONEY_TOKEN = re.compile(_MONEY)
_NUMBER_TOKEN = re.compile(_NUMBER + "%?")


class Segmenter(Protocol):
    """Cuts a copy made by ``keywords.matching.copy_of`` into words."""

    def tokens(self, copy: str) -> list[str]:
        """Words in the order of the text, and ``BOUNDARY`` wherever a phrase cannot go on."""
        ...


class PreTokenizer:
    """Takes known words, prices, sizes, SKUs, numbers and Latin words itself; only Han runs reach the engine.

    All of a text goes to the engine in one call: what is not for it stands there as one character of private use, which
    it hands back as a word. What a piece stands for is remembered: the pages of a site repeat most of theirs.

    Args:
        engine: cuts the Han runs.
        words: brands, products and other phrases that stay whole, in any script, with or without spaces.
        compounds: Han words that the engine cuts into pieces; they are one word only where it cuts around them, so
            that 海外链接 holds no 外链.
    """

    def __init__(self, engine: HanEngine, words: Iterable[str] = (), compounds: Iterable[str] = ()) -> None:
        self._known = WordFinder(words)
        self._codes = _Codes()
        self._code_of, self._cut_han = self._codes.__getitem__, engine.cut  # found once, not once a line
        self._pieces = _pieces(map(engine.cut, compounds))

    def tokens(self, copy: str) -> list[str]:
        """See ``Segmenter.tokens``."""
        if len(copy) * 2 != len(copy.encode("utf-16-le", "surrogatepass")):  # rare characters, perhaps our codes
            copy = _PRIVATE.sub(_REPLACEMENT, copy)
        if len(self._codes) + len(copy) > CODES:
            self._codes.forget()
        found = self._cut(copy) if len(copy) <= MOST else self._piecewise(copy)
        return _mended(found, self._pieces) if self._pieces else found

    def _piecewise(self, copy: str) -> list[str]:
        """A text with perhaps more words than there are codes: cut at a line's end, else at a space, else anywhere."""
        found: list[str] = []
        at = 0
        while at < len(copy):
            limit = at + MOST
            end = (
                (copy.rfind("\n", at, limit) + 1 or copy.rfind(" ", at, limit) + 1 or limit)
                if limit < len(copy)
                else limit
            )
            self._codes.forget()
            found += self._cut(copy[at:end])
            at = end
        return found

    def _cut(self, copy: str) -> list[str]:
        parts: list[str] = _OTHER.split(self._marked(copy) if self._known.words else copy)  # Han, other, Han, ... Han
        parts[1::2] = map(self._code_of, parts[1::2])
        words, last = self._codes.words, _LAST_PUBLIC
        text = "".join(parts).replace(" ", "")  # what is left of them stands beside known words
        return [words[word] if word > last else word for word in self._cut_han(text)]

    def _marked(self, copy: str) -> str:
        """The text with a character of private use in place of every known word."""
        parts: list[str] = []
        at = 0
        for start, end in self._known.spans(copy):
            parts += copy[at:start], self._codes.of_word(copy[start:end])
            at = end
        return "".join([*parts, copy[at:]])


class _Codes(dict[str, str]):
    """A piece that is not for the engine -> the character of private use that stands for it there."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, str] = {}  # code -> the word it stands for

    def __missing__(self, piece: str) -> str:
        self[piece] = code = chr(FIRST_CODE + len(self))
        self.words[code] = piece if piece[-1].isalnum() or piece[0].isalnum() else BOUNDARY
        return code

    def forget(self) -> None:
        """Begin anew, so that the codes suffice for the next text."""
        self.clear()
        self.words.clear()

    def of_word(self, word: str) -> str:
        """The code of a known word, which may hold no letter."""
        key = f"\n{word}"  # no piece is like that
        code = self[key]
        self.words[code] = word
        return code


Pieces: TypeAlias = dict[str, list[list[str]]]  # first piece -> the pieces of every compound, most of them first


def _pieces(cut: Iterable[list[str]]) -> Pieces:
    found: Pieces = {}
    for pieces in sorted(filter(lambda pieces: len(pieces) > 1, cut), key=len, reverse=True):
        found.setdefault(pieces[0], []).append(pieces)
    return found


def _mended(tokens: list[str], known: Pieces) -> list[str]:
    """The tokens with every compound in one piece, leftmost first, the longest of them."""
    if known.keys().isdisjoint(tokens):
        return tokens
    found: list[str] = []
    done = 0
    for at in [at for at, token in enumerate(tokens) if token in known]:
        for pieces in known[tokens[at]] if at >= done else ():
            if tokens[at : at + len(pieces)] == pieces:
                found += tokens[done:at]
                found.append("".join(pieces))
                done = at + len(pieces)
                break
    return found + tokens[done:]


def segmenter(words: Iterable[str] = (), engine: EngineName = "rjieba", compounds: Iterable[str] = ()) -> PreTokenizer:
    """A segmenter that keeps ``words`` whole, and ``compounds`` where the engine cuts around them.

    The engine is loaded when first asked for. For texts of shops there is ``keywords.shopwords.shop_segmenter``.
    """
    return PreTokenizer(load_engine(engine), words, compounds)


def is_money(token: str) -> bool:
    """Whether a token is a price."""
    return _MONEY_TOKEN.fullmatch(token) is not None


def is_number(token: str) -> bool:
    """Whether a token is a bare number or percentage: part of phrases, no term by itself."""
    return _NUMBER_TOKEN.fullmatch(token) is not None
