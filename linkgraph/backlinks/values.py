"""What the cells of exported tables mean: dates, numbers, marks of yes and no, and what a link says of itself."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import lru_cache

from crawler.records import Rel

YES = frozenset(("true", "1", "yes", "y", "+", "✓", "√", "是", "有"))
NO = frozenset(("false", "0", "no", "n", "否", "无", "没有"))
EMPTY = frozenset(("", "-", "–", "—", "n/a", "null", "none", "?", "unknown", "未知"))  # a cell that tells nothing
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?=\D|$)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_WORDS = re.compile(r"(?:(\d{1,2})\s+([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})),?\s+'?(\d{4}|\d{2})\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@lru_cache(maxsize=4096)
def day_of(text: str) -> str | None:
    """ISO 8601 date of 2026-03-05, 2026/3/5, 2026年3月5日, 5 Mar 2026 or Mar 5, 2026, a time behind it left out.

    None for anything else: 3/5/2026 is two days.
    """
    if match := _DAY.match(text) or _COMPACT.match(text):
        year, month, day = map(int, match.groups())
    elif match := _WORDS.match(text):
        number, name, named, behind, years = match.groups()
        short = (name or named)[:3].lower()
        if short not in _MONTHS:
            return None
        year, month, day = int(years), _MONTHS.index(short) + 1, int(number or behind)
        year += 2000 if year < 100 else 0
    else:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def number_of(text: str) -> float | None:
    """``1,234`` and ``3.7``; None for anything else."""
    text = text.strip().replace("\u00a0", "")
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) and len(text) < 20 else None


def marked(text: str) -> bool | None:
    """Whether a cell says yes; None when it says neither."""
    word = text.strip().lower()
    return True if word in YES else False if word in NO else None


# Words of a rel attribute that say that it was read; without nofollow among them the link is followed.
_RELS = frozenset(("follow", "dofollow", "nofollow", "sponsored", "ugc", "noopener", "noreferrer"))
_FOLLOWED = {"follow": True, "dofollow": True, "nofollow": False}


def rel_of(values: Mapping[str, str], *, dash_is_no: bool = False) -> int | None:
    """Sum of ``Rel`` by the columns rel, nofollow, follow, sponsored and ugc; None when they do not say whether it is followed.

    Args:
        dash_is_no: a dash in a column of marks is the tool's way to write no; else it is an empty cell, which says nothing.
    """
    marks = {name: _mark(name, values.get(name, ""), dash_is_no) for name in ("nofollow", "follow", "sponsored", "ugc")}
    words = set(re.split(r"[\s,;/|]+", values.get("rel", "").lower())) - {""}
    found = Rel.NONE
    if marks["nofollow"] or marks["follow"] is False or "nofollow" in words:
        found |= Rel.NOFOLLOW
    for name, rel in (("sponsored", Rel.SPONSORED), ("ugc", Rel.UGC)):
        found |= rel if marks[name] or name in words else Rel.NONE
    told = bool(words & _RELS) or marks["nofollow"] is not None or marks["follow"] is not None
    return int(found) if told or found else None  # that it is no advertisement does not say that it is followed


def _mark(name: str, text: str, dash_is_no: bool) -> bool | None:
    word = text.strip().lower()
    if word == name:
        return True
    if dash_is_no and word == "-":
        return False
    if word in _FOLLOWED and name in ("follow", "nofollow"):
        return _FOLLOWED[word] is (name == "follow")
    return marked(word)
