"""Numbers as tools of keywords write them: ``1,234``, ``1.2万``, ``1K – 10K``, ``<10``, ``≥5000``, ``35%``."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

EMPTY = frozenset(
    ("", "-", "--", "—", "–", "n/a", "na", "null", "none", "?", "无", "暂无", "暂无数据", "无数据", "未知")
)
LARGEST = 1e15
_POWERS = {"": 1.0, "k": 1e3, "千": 1e3, "w": 1e4, "万": 1e4, "m": 1e6, "百万": 1e6, "千万": 1e7, "亿": 1e8, "b": 1e9}
_ONE = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?e\+\d{2}|\d+(?:[.,]\d+)?|\.\d+)(k|千万|百万|千|万|w|m|亿|b)?"
_NUMBER = re.compile(_ONE)
_RANGE = re.compile(rf"{_ONE}(?:-|–|—|~|至|到|to){_ONE}")
_SIGNS = re.compile(r"^(?:us\$|[$¥￥€£])|(?<=[-–—~])(?:us\$|[$¥￥€£])|(?:usd|cny|rmb|元|个|条|次|名|家|位)$")
_ABOUT = re.compile(r"^(?:约|大约|about|approx\.?|≈|~)")
_UNDER = re.compile(r"^(?:<=?|≤|少于|低于|小于)|(?:以下|以内)$")
_OVER = re.compile(r"^(?:>=?|≥|超过|大于)|(?:\+|以上)$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


class Value(NamedTuple):
    """A number; ``exact`` is false for what stands for a range or a bound."""

    number: float
    exact: bool


@lru_cache(maxsize=65_536)
def value_of(text: str, *, counts: bool = True) -> Value | None:
    """The number in a cell; None for anything else, an empty cell included.

    A range stands for its middle: the geometric one of counts, which span powers of ten (1K - 10K: 3162), half of the upper
    end from 0 on; the arithmetic one of prices. ``<10`` stands for 5, ``≥5000`` and ``5000+`` for 5000.

    Args:
        counts: searches, results and the like, not prices.
    """
    plain = _plain(text)
    if plain in EMPTY or len(plain) > 60:
        return None
    about, exact = _ABOUT.sub("", plain), True
    exact = about == plain
    plain = _SIGNS.sub("", _SIGNS.sub("", about))
    if match := _RANGE.fullmatch(plain):
        ends = _scaled(match[1], match[2] or _common(match)), _scaled(match[3], match[4] or "")
        return _middle(*ends, counts=counts)
    under, over = _UNDER.sub("", plain), _OVER.sub("", plain)
    found = _single(under if under != plain else over)
    if found is None or found > LARGEST:
        return None
    return Value(found / 2 if under != plain else found, exact and under == plain and over == plain)


def percent_of(text: str) -> Value | None:
    """A figure of 0..100 such as a difficulty, with or without its sign."""
    found = value_of(_plain(text).removesuffix("%"))
    return found if found and found.number <= 100 else None


def share_of(text: str) -> Value | None:
    """A share as 0..1: ``35%``, ``0.35`` or ``35``; up to 1 without a sign it is a share, above a percentage."""
    plain = _plain(text)
    found = value_of(plain.removesuffix("%"))
    if found is None or found.number > 100:
        return None
    return Value(found.number / 100, found.exact) if plain.endswith("%") or found.number > 1 else found


def position_of(text: str) -> float | None:
    """``7``, ``3.4``, ``第7名`` and ``第2页第3位`` (13); None for what is no place from 1 on: ``-``, ``100+``, ``100名以外``."""
    plain = _plain(text)
    if match := re.fullmatch(r"第?(\d{1,3})页第?(\d{1,3})[位名]?", plain):
        return float((int(match[1]) - 1) * 10 + int(match[2]))
    match = re.fullmatch(r"第?(\d{1,5}(?:[.,]\d+)?)[位名]?", plain)
    found = float(match[1].replace(",", ".")) if match else 0.0
    return found if 1 <= found <= 10_000 else None


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _single(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    return _scaled(match[1], match[2] or "") if match else None


def _scaled(digits: str, power: str) -> float:
    """``1,234`` is grouped, ``3,7`` is a decimal comma."""
    if "," in digits:
        digits = digits.replace(",", "" if _GROUPED.fullmatch(digits) else ".")
    return float(digits) * _POWERS[power]


def _common(match: re.Match[str]) -> str:
    """The unit of both ends where it is written once: 1-2万, but not 1,000 - 1万 or 500 - 1K."""
    low, high, unit = match[1], match[3], match[4] or ""
    return unit if "," not in low and float(low) < _scaled(high, "") else ""


def _middle(low: float, high: float, *, counts: bool) -> Value | None:
    if high < low or high > LARGEST:
        return None
    if low == high:
        return Value(low, True)
    return Value(math.sqrt(low * high) if counts and low > 0 else (low + high) / 2, False)
