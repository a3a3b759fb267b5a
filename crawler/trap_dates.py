"""The date in an address: /calendar/2031/05/, ?month=2031-05, ?year=2031&m=5, /rili/20310513.html, 2031年5月."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from crawler.trap_base import Place
from crawler.urls import shown

YEAR_KEYS = frozenset(("year", "y", "yr", "yyyy", "jahr", "nian"))
MONTH_KEYS = frozenset(("month", "m", "mon", "mm", "monat", "yue"))
DAY_KEYS = frozenset(("day", "d", "dd", "mday", "tag", "ri"))
WEEK_KEYS = frozenset(("week", "w", "kw"))
DATE_KEYS = YEAR_KEYS | MONTH_KEYS | DAY_KEYS | WEEK_KEYS | frozenset((
    "date", "ymd", "ym", "yearmonth", "dt", "time", "rq", "riqi",
))  # fmt: skip
CALENDAR = re.compile(
    r"calend|event|archiv|rili|agenda|schedul|diary|availab|booking|(?:date|month|year|day|ymd?|rq)=|%E6%97%A5%E5%8E%86"
)

_HINT = re.compile(r"(?:1[6-9]|2[0-3])\d\d")
_DATE = re.compile(
    r"(?<!\d)((?:1[89]|2[0-3])\d\d)(?:[-/_.]|%E5%B9%B4)(0?[1-9]|1[0-2])(?:(?:[-/_.]|%E6%9C%88)(0?[1-9]|[12]\d|3[01]))?(?!\d)"
)
_TIGHT = re.compile(r"(?<!\d)((?:19|2[0-3])\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?(?!\d)")
_WEEK = re.compile(r"(?<!\d)((?:19|2[0-3])\d\d)-?[Ww](0?[1-9]|[1-4]\d|5[0-3])(?!\d)")
_ALONE = re.compile(r"(?<=[/=])((?:19|2[0-3])\d\d)(?=[/&?.]|\Z)")
_STAMP = re.compile(r"(?<=[/=])([12]\d{9})(?:000)?(?=[/&?.]|\Z)")
_DIGITS = re.compile(r"\d+")


class Dated(NamedTuple):
    """A URL with a date in it.

    ``name`` has ``*`` for all digits; ``rest`` only for those of the date. ``step`` counts days, weeks, months
    or years, as ``unit`` says (d, w, m, y), so that neighbours differ by one; ``day`` is an ordinal.
    """

    name: str
    rest: str
    unit: str
    step: int
    day: int


def dated(place: Place) -> Dated | None:
    """The date in a URL; None when there is none."""
    text = f"{place.path}?{place.query}" if place.query else place.path
    if not _HINT.search(text):
        return None
    found = _of_keys(place) if place.query else None
    for read in _READERS:
        found = found or read(text)
    if found is None:
        return None
    (unit, day), rest = found
    step = {"d": day.toordinal(), "w": day.toordinal() // 7, "m": day.year * 12 + day.month, "y": day.year}[unit]
    return Dated(starred(text), rest, unit, step, day.toordinal())


def starred(text: str) -> str:
    """``text`` for people, with ``*`` for all runs of digits."""
    return _DIGITS.sub("*", shown(text))


def dateless(url: str) -> str:
    """A URL with ``*`` for its date; itself when it has none."""
    found = dated(Place(url))
    return url if found is None else found.rest


Found = tuple[tuple[str, date], str]


def _of_keys(place: Place) -> Found | None:
    """Of parameters of their own: year, and month, week and day where they are numbers."""
    numbers: dict[str, int] = {}
    rest = []
    for key, value in place.pairs():
        kind = next((kind for kind, keys in _KINDS.items() if key.lower() in keys), "")
        if kind and value.isdecimal() and len(value) <= 4:
            numbers[kind] = int(value)
        else:
            rest.append(f"{key}={value}")
    if "y" not in numbers:
        return None
    day = _day(numbers["y"], numbers.get("m", 0), numbers.get("d", 0), numbers.get("w", 0))
    return (day, f"{place.path}?{'&'.join(rest)}&*") if day else None


_KINDS = {"y": YEAR_KEYS, "m": MONTH_KEYS, "d": DAY_KEYS, "w": WEEK_KEYS}


def _day(year: int, month: int = 0, day: int = 0, week: int = 0) -> tuple[str, date] | None:
    try:
        if week and not month:
            return "w", date.fromisocalendar(year, week, 1)
        return "d" if day and month else "m" if month else "y", date(year, month or 1, (month and day) or 1)
    except ValueError:
        return None


def _matched(pattern: re.Pattern[str], only: re.Pattern[str] | None = None) -> Callable[[str], Found | None]:
    def read(text: str) -> Found | None:
        found = pattern.search(text)
        if found is None or (only is not None and not only.search(text)):
            return None
        year, month, day = ([int(part) for part in found.groups() if part] + [0, 0])[:3]
        when = _day(year, 0, 0, month) if pattern is _WEEK else _day(year, month, day)
        return (when, f"{text[: found.start()]}*{text[found.end() :]}") if when else None

    return read


def _of_stamp(text: str) -> Found | None:
    """Of seconds since 1970."""
    found = _STAMP.search(text) if CALENDAR.search(text) else None
    if found is None:
        return None
    day = date.fromordinal(date(1970, 1, 1).toordinal() + int(found[1]) // 86400)
    return ("d", day), f"{text[: found.start()]}*{text[found.end() :]}"


_READERS = (_matched(_DATE), _matched(_WEEK), _matched(_TIGHT, CALENDAR), _of_stamp, _matched(_ALONE, CALENDAR))
