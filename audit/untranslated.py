"""Blocks of a page that its partner in another language has too, in that language: text that nobody translated."""

from __future__ import annotations

import json
import re
import sqlite3

from audit.han_scripts import before_reviews
from audit.language_tags import language_part
from audit.tongues import CHINESE, WORDS
from crawler.text import HAN, latin_words, matching_copy
from crawler.zstd import decompress

MAX_CHARS = 10_000  # of a text
PROSE = 0.25  # share of small words; sentences have a third and more, ingredients, addresses and titles of books fewer
MIN_WORDS = 12
FOUND = 0.6  # share of a block's pieces that stand on the partner page
HAN_PIECE, WORD_PIECE = 6, 3  # characters, words
WHOLE = 0.8  # share of the partner's blocks from which a page that has own ones as well is in both languages by design
SHOWN = 60  # characters quoted

_HAN = re.compile(f"[{HAN}]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
# What sentences for readers do not have: code, addresses of the web, assignments.
_CODE = re.compile(r"[{}<>=|\\]|https?:|www\.|\(\)|::|[a-z]\.[a-z]+\(|[;_]\w")
_QUOTED = re.compile('\\s*[“”"「『《‘>*]')


def untranslated(
    texts: str | None, parts: str | None, min_latin_chars: int, min_han: int, own: bytes | None, other: bytes | None
) -> str | None:
    """JSON of what is not translated: ``blocks``, and the beginning of the first, ``quote``; None: nothing.

    Quotations, code, lists and what visitors wrote are left out, and so is what the page marks with ``lang``. A page that
    has nearly all of its partner's blocks beside own ones is in two languages by design.

    Args:
        texts: languages of the page and of its partner, as in ``en zh``.
        parts: JSON of ``crawler.facts.tongues.language_parts``.
        own, other: main texts of the page and of its partner, as stored.
    """
    tongue, _, other_tongue = (texts or "").partition(" ")
    lines = [line.strip() for line in before_reviews(_text(own)).split("\n")]
    limits = min_latin_chars, min_han
    foreign = [line for line in dict.fromkeys(lines) if in_language(line, other_tongue, tongue, *limits)]
    if not foreign:
        return None
    theirs = [line.strip() for line in _text(other).split("\n")]
    copy = _plain("\n".join(theirs), other_tongue)
    found = [line for line in foreign if _stands_in(line, copy, other_tongue)]
    if (
        not found
        or _marked(found, other_tongue, parts)
        or _both_by_design(found, lines, theirs, tongue, other_tongue, limits)
    ):
        return None
    quote = found[0] if len(found[0]) <= SHOWN else f"{found[0][:SHOWN]}…"
    return json.dumps({"blocks": len(found), "quote": quote}, ensure_ascii=False)


def in_language(line: str, language: str, beside: str, min_latin_chars: int, min_han: int) -> bool:
    """Whether a line is a block of sentences in ``language``, and not in ``beside``."""
    if len(line) < (min_han if language in ("zh", "ja", "ko") else min_latin_chars) or _QUOTED.match(line):
        return False
    han, kana, hangul = (len(one.findall(line)) for one in (_HAN, _KANA, _HANGUL))
    east = han + kana + hangul
    if language in ("zh", "ja", "ko"):
        share = {"zh": kana + hangul == 0, "ja": kana * 5 > east, "ko": hangul * 2 > east}[language]
        sure = language != "zh" or beside not in ("ja", "ko")  # without kana, Japanese may look Chinese
        return east >= min_han and share and sure and east > 2 * latin_words(line)
    return language in WORDS and east * 20 <= len(line) and _is_prose(line, language, beside, min_latin_chars)


def _is_prose(line: str, language: str, beside: str, least: int) -> bool:
    letters = len(_LETTERS.findall(line))
    if letters < least or letters < 0.7 * len(line) or _CODE.search(line) is not None:
        return False
    words = _WORD.findall(line.lower())
    small = sum(word in WORDS[language] for word in words)
    rival = sum(word in WORDS.get(beside, ()) for word in words)
    return len(words) >= MIN_WORDS and small >= PROSE * len(words) and small >= 2 * rival


def _stands_in(line: str, copy: str, language: str) -> bool:
    """Whether most of a line stands in the copy of a text, a few changed words aside."""
    plain = _plain(line, language)
    if plain in copy:
        return True
    if language in ("zh", "ja"):
        pieces = [plain[at : at + HAN_PIECE] for at in range(0, len(plain) - HAN_PIECE + 1, HAN_PIECE)]
    else:
        words = plain.split()
        pieces = [" ".join(words[at : at + WORD_PIECE]) for at in range(0, len(words) - WORD_PIECE + 1, WORD_PIECE)]
    return bool(pieces) and sum(piece in copy for piece in pieces) >= FOUND * len(pieces)


def _plain(text: str, language: str) -> str:
    copy = matching_copy(text)
    return "".join(copy.split()) if language in ("zh", "ja") else copy


def _marked(found: list[str], language: str, parts: str | None) -> bool:
    marks = json.loads(parts) if parts else []
    known = {"zh" if (tongue := language_part(code)) in CHINESE else tongue: 0 for code, _ in marks}
    for code, count in marks:
        tongue = language_part(code)
        known["zh" if tongue in CHINESE else tongue] += count
    return bool(known.get(language, 0) >= 0.8 * sum(map(len, found)))


def _both_by_design(
    found: list[str], lines: list[str], theirs: list[str], tongue: str, other: str, limits: tuple[int, int]
) -> bool:
    every = [line for line in dict.fromkeys(theirs) if in_language(line, other, tongue, *limits)]
    own = [line for line in dict.fromkeys(lines) if in_language(line, tongue, other, limits[0] // 2, limits[1] // 2)]
    return len(found) >= WHOLE * len(every) and 2 * len(own) >= len(found)


def _text(main_text: bytes | None) -> str:
    return decompress(main_text).decode("utf-8", "replace")[:MAX_CHARS] if main_text else ""


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("untranslated", 6, untranslated, deterministic=True)
