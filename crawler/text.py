"""Measures of text by script: display columns, Han characters, Latin words; and the copy used for matching."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from configs.text import without_controls

# CJK ideographs: the unified blocks, their extensions, compatibility forms, and 〇.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\U00030000-\U000323af"
_HAN = re.compile(f"[{HAN}]")
_NOT_HAN = re.compile(f"[^{HAN}]+")
_LATIN_WORD = re.compile(rf"[^\W_{HAN}]+(?:['’][^\W\d_{HAN}][^\W_{HAN}]*)*")
# Text in which all that is not ASCII is Han or punctuation, so that its other words are ASCII.
_ASCII_WORDS = re.compile(
    f"[\\x00-\\x7f{HAN}\u00a0-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2190-\u21ff\u2500-\u2775\u2794-\u27bf\u3000-\u3003\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60\ufffd]*\\Z"
)
_WORDS_ONLY = bytes(code if code < 128 and chr(code).isalnum() else 32 for code in range(256))
_JOINED = re.compile(rb"(?<=[A-Za-z0-9])'(?=[A-Za-z])")  # it's: one word
SHORT = 300  # characters of a text whose copy is remembered
_RARE_BLANKS = tuple(char for char in map(chr, range(0x3001)) if char.isspace() and char not in " \n")
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+"
)
_BREAKS = re.compile("[\t\n\u2028\u2029]")
_NARROW_ONLY = re.compile(r"[\x20-\x7e]*\Z")
_PLAIN_CHINESE = re.compile(f"[\\x20-\\x7e{HAN}\u3001-\u3003\u3008-\u3011\uff01-\uff60]*\\Z")


def han_only(text: str) -> str:
    """The Han characters of a text, in their order."""
    return "" if text.isascii() else _NOT_HAN.sub("", text)


def han_chars(text: str) -> int:
    """Number of Han characters."""
    return len(han_only(text))


def plainly_written(text: str) -> bool:
    """Whether its letters are ASCII or Han: none has an accent, none is of another script."""
    return _ASCII_WORDS.match(text) is not None


def latin_words(text: str) -> int:
    """Number of words outside Han: runs of letters and digits, split at white space and punctuation."""
    if not plainly_written(text):
        return len(_LATIN_WORD.findall(text))
    plain = text.replace("’", "'").encode("ascii", "replace")  # four times as fast as the regular expression
    return len(plain.translate(_WORDS_ONLY).split()) - len(_JOINED.findall(plain) if b"'" in plain else b"")


def visible_chars(text: str) -> int:
    """Number of characters that are not white space."""
    if any(blank in text for blank in _RARE_BLANKS):
        return len("".join(text.split()))
    return len(text) - text.count(" ") - text.count("\n")  # half the time


def dominant_script(han: int, latin: int) -> str:
    """``han`` when Han characters outnumber Latin words twofold, else ``latin``."""
    return "han" if han > latin * 2 else "latin"


def columns(text: str) -> int:
    """Display width: 2 for wide and full-width characters, and for ambiguous ones inside Chinese text; else 1."""
    if _NARROW_ONLY.match(text):
        return len(text)
    if _PLAIN_CHINESE.match(text):  # most titles of a shop: ten times as fast as asking of each character
        return 2 * len(text) - len(text.encode("ascii", "ignore"))
    wide = "WFA" if _HAN.search(text) else "WF"
    return sum(_width(char, wide) for char in text)


@lru_cache(maxsize=65536)
def _width(char: str, wide: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in wide else 1


def clip_columns(text: str, limit: int) -> str:
    """The longest beginning of ``text`` that is at most ``limit`` columns wide."""
    wide, used = ("WFA" if _HAN.search(text) else "WF"), 0
    for index, char in enumerate(text):
        used += _width(char, wide)
        if used > limit:
            return text[:index]
    return text


def without_unseen(text: str) -> str:
    """``text`` without characters that show nothing and stand inside words: joiners, soft hyphens, directions, marks."""
    if text.isascii() or text.replace("\n", "").isprintable():  # a tenth of the time; variation selectors may stay
        return text
    return _UNSEEN.sub("", text)


def matching_copy(text: str | None) -> str:
    """NFKC, case-folded, white space collapsed, without unseen characters: for comparing, never for showing."""
    return (_short_copy if len(text or "") <= SHORT else _copy)(text or "")


def _copy(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", without_unseen(text)).casefold()).strip()


_short_copy = lru_cache(maxsize=4096)(_copy)  # titles: ten checks ask for the copy of one


def collapse(text: str) -> str:
    """White space collapsed to single spaces, ends trimmed."""
    return " ".join(text.split())


def printable(text: str) -> str:
    """``text`` without control, escape and direction characters: crawled text must not drive a terminal."""
    return without_controls(_BREAKS.sub(" ", text))
