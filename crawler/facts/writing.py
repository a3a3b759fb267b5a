"""In which script the main text is written, and what that tells of its language.

Whether Han text is Simplified or Traditional is told by the characters that only one of the standards GB 2312 and Big5
has: 2,380 and 8,678, as Python's codecs know them. Measured on 1,000 Chinese abstracts: 54,102 characters of the first
kind, 4 of the second. On the same converted to Traditional: 31,143 of the second and 139 of the first, nearly all of
them names of substances, which are in ``_SHARED``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from crawler.prose import own_lines
from crawler.text import HAN, plainly_written

MAX_HAN = 500  # Han characters looked at
MAX_ENGLISH = 1000  # characters in which English words are counted
MAX_OTHER = 20_000  # characters in which other scripts are looked for
LEAST = 3  # telling characters below which nothing is said
LEAST_MIXED = 5  # telling characters of each kind in a mixed text
MAX_SPACING = 4000  # characters in which the gaps between scripts are counted
MIXED = 7  # times as many of one kind from which the other does not matter
KANA_SHARE = 0.08  # of kana among kana and Han; Japanese text has a third and more, Chinese shops write の

# Characters that are in GB 2312 and not in Big5, and that Traditional text writes all the same: those of Hong Kong, and
# substances named after Big5 was made.
_SHARED = "着温脱户悦卧酶苷酰肽吡噻煅啉嗪"
_SCRIPTS = (
    ("kana", "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d"),
    ("hangul", "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"),
    ("bopomofo", "\u3105-\u312f"),
    ("cyrillic", "\u0400-\u052f"),
    ("greek", "\u0370-\u03ff"),
    ("arabic", "\u0600-\u06ff\u0750-\u077f"),
    ("hebrew", "\u0590-\u05ff"),
    ("thai", "\u0e00-\u0e7f"),
    ("devanagari", "\u0900-\u097f"),
)
_PATTERNS = tuple((name, re.compile(f"[{characters}]")) for name, characters in _SCRIPTS)
_NOT_OTHER = re.compile(f"[^{''.join(characters for _, characters in _SCRIPTS)}]+")
# Words of two letters and more: T恤, A4纸 and 500ml装 are written in one whatever the policy.
_BEFORE_HAN = re.compile(rf"(?<![A-Za-z0-9.&'-])[A-Za-z]{{2,}}( ?)(?=[{HAN}])")
_AFTER_HAN = re.compile(rf"[A-Za-z](?:(?<=[{HAN}].)|(?<=[{HAN}]( ).))(?=[A-Za-z])")
_WORD = re.compile("[A-Za-z]{2}")
_SENTENCE_ENDS = ("。", "！", "？", "…", "；", "：", "”", "）")
_LETTER = re.compile(rf"[^\W\d_{HAN}]")
_ENGLISH = (" the ", " and ", " of ", " to ")
MIN_SENTENCE = 20  # characters of a line that may be a sentence
ENGLISH_SHARE = 0.03  # of such words; a third of that of running text, as lists of products have fewer


@dataclass(frozen=True, slots=True)
class WritingFacts:
    """In which script the main text is written."""

    script: str = ""  # hans, hant, mixed, han (nothing tells which), latin, kana, hangul, cyrillic ...; empty: no text
    language: str = ""  # zh, ja, ko, en; empty: the script does not tell
    simplified: int = 0  # characters that only Simplified text has, of the first 500 Han characters
    traditional: int = 0  # characters that only Traditional text has
    spaced: int = 0  # places in Chinese sentences where a Latin word and a Han character meet with a space between
    joined: int = 0  # and without one


def writing_facts(text: str, han: str, words: int) -> WritingFacts:
    """In which script the main text is written: the one that prevails.

    Args:
        text: main text.
        han: its Han characters.
        words: number of its other words.
    """
    name, other = _other(text) if not plainly_written(text) else ("", 0)
    if name == "kana" and other >= KANA_SHARE * (other + len(han)) and other + len(han) > words * 2:
        return WritingFacts("kana", "ja")
    if len(han) > words * 2 and len(han) >= other:
        spaced, joined = spacing(text) if words else (0, 0)
        return replace(_chinese(han[:MAX_HAN]), spaced=spaced, joined=joined)
    if other > words * 2 or (other and not words):
        return WritingFacts(name, "ko" if name == "hangul" else "")
    if words and _LETTER.search(text) is not None:
        return WritingFacts("latin", "en" if _english(text, words) else "")
    return _chinese(han[:MAX_HAN]) if han else WritingFacts()  # beside numbers alone


def _chinese(han: str) -> WritingFacts:
    simplified, traditional = telling(han)
    less, more = sorted((simplified, traditional))
    if more < LEAST:
        script = "han"
    elif less >= LEAST_MIXED and less * MIXED >= more:
        script = "mixed"
    else:
        script = "hans" if simplified > traditional else "hant"
    return WritingFacts(script, "zh", simplified, traditional)


def spacing(text: str) -> tuple[int, int]:
    """How often a Latin word and a Han character meet with a space and without, in the sentences of a Chinese text.

    Titles, tables and what customers wrote are left out: there a space parts key words, or nobody cares.
    """
    lines = (line for line in own_lines(text[:MAX_SPACING]) if len(line) >= MIN_SENTENCE)
    prose = "\n".join(line for line in lines if line.endswith(_SENTENCE_ENDS))
    if _WORD.search(prose) is None:
        return 0, 0
    gaps = _BEFORE_HAN.findall(prose) + _AFTER_HAN.findall(prose)
    spaced = sum(map(bool, gaps))
    return spaced, len(gaps) - spaced


def telling(han: str) -> tuple[int, int]:
    """How many characters of a text of Han characters are only Simplified, and how many only Traditional."""
    mainland = han.encode("gb2312", "ignore")
    if len(mainland) == 2 * len(han):  # nothing is left that could be Traditional
        return len(han) - len(han.encode("big5", "ignore")) // 2, 0
    both = len(mainland.decode("gb2312").encode("big5", "ignore"))
    simplified = (len(mainland) - both) // 2
    traditional = (len(han.encode("big5", "ignore")) - both) // 2
    if traditional > simplified:
        simplified -= sum(map(han.count, _SHARED))
    return simplified, traditional


def _other(text: str) -> tuple[str, int]:
    """The most frequent script beside Han and Latin, and how many of its characters there are."""
    found = _NOT_OTHER.sub("", text[:MAX_OTHER])
    counts = Counter({name: len(pattern.findall(found)) for name, pattern in _PATTERNS}) if found else Counter()
    name, count = max(counts.items(), key=lambda one: one[1], default=("", 0))
    return (name, count) if count else ("", 0)


def _english(text: str, words: int) -> bool:
    start = text[:MAX_ENGLISH]
    read = min(words, start.count(" ") + start.count("\n") + 1)
    return read >= 5 and sum(map(start.count, _ENGLISH)) >= ENGLISH_SHARE * read
