"""Anchor texts as checks in SQL ask about them: those that say nothing, and those of one target that share nothing."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import Counter

from crawler.anchors import is_vague
from crawler.text import HAN, matching_copy

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


def _pieces(text: str) -> set[str]:
    found: set[str] = set()
    for run in _WORD.findall(matching_copy(text)):
        pairs = [run[at : at + 2] for at in range(len(run) - 1)] if re.match(f"[{HAN}]", run) else []
        found.update(pairs or [run])
    return found


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("generic_anchor", 1, generic_anchor, deterministic=True)
    db.create_function("anchor_spread", 1, anchor_spread, deterministic=True)
