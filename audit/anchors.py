"""Anchor texts as checks in SQL ask about them: those that say nothing, or something else than their target does."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from audit.wording import content, coverage, is_han, touches
from crawler.anchors import is_vague
from crawler.text import HAN, han_chars, matching_copy
from crawler.zstd import decompress

WEIGHTY = 4  # Han characters of an anchor that names something, a Latin word counting as two
MAX_TEXT = 1_000_000  # characters of main text that are searched: links may lead to a place far down
# What points back or aside, and names nothing: 这篇文章, our earlier post.
_POINTING = re.compile(
    r"[这那该此]|上[一文]|下一|前[文面]|原文|本文|另一|详见|参见|如下|以前|之前|曾经|\b(?:this|that|these|those|here|there|earlier|previous"
    r"|next|last|another|others?|above|below|article|post|page|site|source|it|them)\b"
)
_CODE = re.compile(r"[(){}\[\]<>=_;$@#\\/]|::|\w\.\w")  # of programs: equals(Object), java.util
_WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")


def generic_anchor(text: str | None) -> int:
    """1 for an anchor that fits any link: 更多, read more »."""
    return int(is_vague(matching_copy(text)))


def anchor_spread(anchors: str) -> str | None:
    """JSON {shared, share, entropy} of the distinct anchors of one target, a JSON list; None for fewer than two.

    ``shared`` is the piece (two Han characters, or a word) that most of them have, ``share`` their share, 0-1;
    ``entropy`` the Shannon entropy of the pieces over the anchors, in bits.
    """
    texts = [text for text in json.loads(anchors) if text and not generic_anchor(text)]
    if len(texts) < 2:
        return None
    counts = Counter(piece for text in texts for piece in _pieces(text))
    if not counts:
        return None
    shared, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    total = counts.total()
    entropy = -sum(count / total * math.log2(count / total) for count in counts.values())
    told = {"shared": shared, "share": round(most / len(texts), 3), "entropy": round(entropy, 2), "counted": len(texts)}
    return json.dumps(told, ensure_ascii=False)


def anchor_suits(anchor: str | None, heads: str, main_text: bytes | None) -> int:
    """0 when an anchor names something that its target does not speak of, by any of its words; else 1.

    Anchors that name little suit any target: numbers, one word or three Han characters (an index has 压感 and chaining for
    what its target calls by a sentence), those that say no more than “this article”. So do those in another script than the title.

    Args:
        heads: title, h1 and description of the target, and its address.
        main_text: of the target, as stored, compressed.
    """
    copy, known = matching_copy(anchor), matching_copy(heads)
    telling = [run for run in content(copy) if len(run) > 1]
    if _weight(telling) < WEIGHTY or is_vague(copy) or _POINTING.search(copy) or _CODE.search(anchor or ""):
        return 1
    if any(map(is_han, telling)) != bool(han_chars(known)) or touches(copy, known):
        return 1
    return int((coverage(copy, _searched(main_text)) or 0.0) >= 0.5)


@lru_cache(maxsize=16)  # asked of one target after the other
def _searched(main_text: bytes | None) -> str:
    return decompress(main_text).decode("utf-8", "replace")[:MAX_TEXT].lower() if main_text else ""


def _weight(runs: Iterable[str]) -> int:
    """Han characters, a Latin word counting as two."""
    return sum(len(run) if is_han(run) else 2 for run in runs)


def names_it(anchor: str | None, heads: str) -> int:
    """1 when title or h1 of a page have all words of an anchor that is a name: Han characters, or two words or more."""
    copy = matching_copy(anchor)
    runs = content(copy)
    if _weight(runs) < WEIGHTY or _POINTING.search(copy) or _CODE.search(anchor or ""):
        return 0
    return int(coverage(copy, matching_copy(heads)) == 1.0)


def _pieces(text: str) -> set[str]:
    found: set[str] = set()
    for run in _WORD.findall(matching_copy(text)):
        pairs = [run[at : at + 2] for at in range(len(run) - 1)] if re.match(f"[{HAN}]", run) else []
        found.update(pairs or [run])
    return found


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("generic_anchor", 1, generic_anchor, deterministic=True)
    db.create_function("anchor_suits", 3, anchor_suits, deterministic=True)
    db.create_function("names_it", 2, names_it, deterministic=True)
    db.create_function("anchor_spread", 1, anchor_spread, deterministic=True)
