"""Simplified and Traditional characters in one text: which there are, and whether they are mixed within it.

What is told by single characters stands in ``crawler.facts.writing``: those that only one of GB 2312 and Big5 has.
"""

from __future__ import annotations

import json
import re
import sqlite3
from functools import cache

from audit.language_tags import language_part, script_part
from crawler.facts.writing import _SHARED, telling
from crawler.text import han_only
from crawler.zstd import decompress

MAX_CHARS = 10_000  # of a text
DISTINCT = 8  # different characters of the minority; a name or two are no mixture
ASIDE = 0.35  # share of the minority from which lines of one script each are a page in both by design
SHOWN = 10  # characters quoted
MARKED = 0.3  # share of the text that may be marked as being in the other script

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
# Quotations, titles of books and films, and what stands in brackets: 龙（龍）, 《紅樓夢》.
_ASIDE = re.compile(
    '「[^」]*」|『[^』]*』|《[^》]*》|〈[^〉]*〉|“[^”]*”|"[^"]*"|（[^）]*）|\\([^)]*\\)|【[^】]*】|\\[[^]]*\\]'
)
_REVIEWS = re.compile(
    r"(?:(?:用户|用戶|顾客|顧客|客户|客戶|买家|買家|商品|宝贝|累计|全部)?(?:评价|評價|评论|評論|留言|晒单)"
    r"|(?:customer |product |user |all )?(?:reviews?|comments?|testimonials?))[\s:：（(\d,)）]*",
    re.IGNORECASE,
)


def before_reviews(text: str) -> str:
    """The text up to a heading of what visitors wrote: shops do not correct or translate that."""
    at = 0
    for line in text.split("\n"):
        if len(line) <= 30 and _REVIEWS.fullmatch(line.strip()):
            return text[:at]
        at += len(line) + 1
    return text


def script_fault(
    code: str | None, simplified: int | None, traditional: int | None, parts: str | None, size: int
) -> str:
    """The script of a text, hans or hant, where ``code`` names the other; "" where it does not, or nothing tells.

    Args:
        simplified: characters that only Simplified text has; ``traditional`` likewise (``crawler.facts.writing``).
        parts: JSON of ``crawler.facts.tongues.language_parts``.
        size: Han characters of the text.
    """
    declared = script_part(code)
    if declared not in ("hans", "hant"):
        return ""
    found = "hans" if (simplified or 0) > (traditional or 0) else "hant"
    return "" if found == declared or _marked(found, size, parts) else found


def _marked(script: str, size: int, parts: str | None) -> bool:
    marks = json.loads(parts) if parts else []
    other = sum(count for code, count in marks if language_part(code) == "zh" and script_part(code) == script)
    return bool(other >= MARKED * size)


def telling_sample(main_text: bytes | None, script: str) -> str:
    """The first different characters of a stored text that only ``script`` has, at most ten."""
    return _some(_only(_text(main_text), script))


def script_mixture(main_text: bytes | None, min_chars: int, min_share: float) -> str | None:
    """JSON of what is mixed in a stored text: the rarer script, its share in per cent, its characters; None: nothing.

    Quotations, bracketed words, lines with kana and what visitors wrote are left out, and so are, in Traditional text,
    characters that the Japanese write as well: 国 and 学 stand in names of goods. Lines of the one script beside lines of
    the other are a page in both by design.
    """
    lines = [_ASIDE.sub("", line) for line in before_reviews(_text(main_text)).split("\n") if not _KANA.search(line)]
    simplified, traditional = telling(han_only("".join(lines)))
    rarer, usual = ("chinese", "hant") if simplified < traditional else ("hant", "hans")
    found = [(_only(line, rarer), _only(line, usual)) for line in lines]
    rare, total = "".join(one for one, _ in found), sum(len(one) + len(other) for one, other in found)
    if total < min_chars or len(rare) <= min_share * total or len(set(rare)) < DISTINCT:
        return None
    within = any(len(one) > 1 and len(other) > 1 for one, other in found)
    if len(rare) >= ASIDE * total and not within:
        return None
    told = {
        "script": "hant" if rarer == "hant" else "hans",
        "percent": round(100 * len(rare) / total),
        "sample": _some(rare),
    }
    return json.dumps(told, ensure_ascii=False)


@cache
def _characters(script: str) -> frozenset[str]:
    """Characters that only Simplified (hans) or Traditional (hant) text has; chinese: those of hans that no Japanese has."""
    every = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    if script == "hant":
        return frozenset(char for char in every if telling(char) == (0, 1))
    simplified = frozenset(char for char in every if telling(char) == (1, 0)) - frozenset(_SHARED)
    if script == "hans":
        return simplified
    return frozenset(char for char in simplified if not char.encode("shift_jis", "ignore"))


def _only(text: str, script: str) -> str:
    known = _characters(script)
    return "".join(char for char in text if char in known)


def _some(characters: str) -> str:
    return "".join(list(dict.fromkeys(characters))[:SHOWN])


def _text(main_text: bytes | None) -> str:
    return decompress(main_text).decode("utf-8", "replace")[:MAX_CHARS] if main_text else ""


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("script_fault", 5, script_fault, deterministic=True)
    db.create_function("telling_sample", 2, telling_sample, deterministic=True)
    db.create_function("script_mixture", 3, script_mixture, deterministic=True)
