"""Numbers as people read them, and the judgements on magnitudes that templates must not make."""

from __future__ import annotations

import datetime
import re

from configs.text import Text
from reports.words import EFFORT_UNITS

BAND_FLOORS = ((90.0, "excellent"), (75.0, "good"), (50.0, "fair"), (0.0, "poor"))
QUICK_POINTS, QUICK_HOURS = 1.0, 4.0
QUICK_SHARE = 0.05  # of all points lost: with two hundred checks few cost a whole point


def band(value: float | None) -> str:
    """Band of a score as printed (one decimal): excellent from 90, good from 75, fair from 50, else poor."""
    if value is None:
        return "none"
    return next(name for floor, name in BAND_FLOORS if round(value, 1) >= floor or floor == 0.0)


def share(part: float, whole: float) -> float:
    """``part`` of ``whole`` in percent; 0 of nothing."""
    if not whole:
        return 0.0
    return 100.0 if part == whole else 100.0 * part / whole  # the product is rounded


def quadrant(points: float, hours: float, lost: float) -> str:
    """now, plan, aside or park, by the points to win and the hours they take; info where there are none to win.

    Args:
        lost: points that all failing checks cost together; a twentieth of them is worth as much as a whole point.
    """
    if points <= 0:
        return "info"
    worth, quick = points >= min(QUICK_POINTS, QUICK_SHARE * lost), hours <= QUICK_HOURS
    return ("now" if quick else "plan") if worth else ("aside" if quick else "park")


def integer(value: float | None) -> str:
    """With thousands separators; a dash for nothing."""
    return "–" if value is None else f"{value:,.0f}"


def decimal(value: float | None, places: int = 1) -> str:
    """Fixed decimals; a dash for nothing, and never a negative zero."""
    if value is None:
        return "–"
    return f"{round(value, places) + 0.0:,.{places}f}"


def signed(value: float) -> str:
    """One decimal with its sign."""
    shown = decimal(abs(value))
    return "±0" if shown == "0.0" else f"{'+' if value > 0 else '−'}{shown}"


def gain(value: float) -> str:
    """Points to win, with two decimals; a dash for none, and never a zero for what is there."""
    return "–" if value <= 0 else "< 0.01" if value < 0.005 else f"+{value:,.2f}"


def percent(value: float | None, places: int = 1) -> str:
    """A share 0..100 with its sign; what is there but rounds away is shown as "< 0.1%"."""
    if value is None:
        return "–"
    least = 10.0**-places
    if 0 < value < least / 2:
        return f"< {least:.{places}f}%"
    return f"{decimal(value, places)}%"


def exact(value: float) -> str:
    """A share 0..100 for a sum: one decimal, left out where it is 0."""
    shown = decimal(value).removesuffix(".0")
    return f"{shown}%"


def milliseconds(value: float | None) -> str:
    """A time in ms with its unit; a dash for nothing."""
    return "–" if value is None else f"{integer(value)} ms"


def plain(text: str) -> Text:
    """The same text in both languages: names, codes, numbers."""
    return Text(zh=text, en=text)


def hours(value: float) -> Text:
    """A span of work."""
    if value < 1:
        minutes = max(1, round(value * 60))
        return Text(zh=f"{minutes} 分钟", en=f"{minutes}\u00a0min")
    shown = f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:,.1f}"
    return Text(zh=f"{shown} 小时", en=f"{shown}\u00a0h")


def about(value: float) -> Text:
    """An estimated span of work."""
    span = hours(value)
    return Text(zh=f"约 {span.zh}", en=f"≈\u00a0{span.en}")


def work(unit: str, hours: float, templates: int, pages: int) -> tuple[int, float]:
    """How many templates, pages or sites have to be touched to cure a check, and the hours of all of them.

    Args:
        unit: template, page or site, and ``hours`` for one.
    """
    units = {"template": max(1, templates), "site": 1}.get(unit, max(1, pages))
    return units, max(hours * units, 0.05)


def effort(unit: str, count: int, total_hours: float) -> Text:
    """ "3 templates, 6 h": what has to be touched and how long that takes."""
    one, many = EFFORT_UNITS.get(unit, EFFORT_UNITS["page"])
    units, span, shown = (one if count == 1 else many), about(total_hours), integer(count)
    return Text(zh=f"{units.get('zh', n=shown)} · {span.zh}", en=f"{units.get('en', n=shown)} · {span.en}")


def day(stamp: str | None) -> Text:
    """The date of an ISO 8601 time, as prose has it."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", stamp or "")
    if not found:
        return plain("–")
    date = datetime.date(*map(int, found.groups()))
    return Text(zh=f"{date.year}年{date.month}月{date.day}日", en=f"{date.day} {date:%b} {date.year}")


def moment(stamp: str | None) -> str:
    """An ISO 8601 UTC time to the minute: 2026-11-22 01:00 UTC."""
    found = re.match(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})", stamp or "")
    return f"{found[1]} {found[2]} UTC" if found else "–"


def duration(started: str, finished: str | None) -> Text:
    """Time between two ISO 8601 stamps."""
    try:
        seconds = int((_parsed(finished or "") - _parsed(started)).total_seconds())
    except ValueError:
        return plain("–")
    minutes, rest = divmod(max(0, seconds), 60)
    whole, minutes = divmod(minutes, 60)
    if whole:
        return Text(zh=f"{whole} 小时 {minutes} 分", en=f"{whole}h{minutes:02}m")
    if minutes:
        return Text(zh=f"{minutes} 分 {rest} 秒", en=f"{minutes}m{rest:02}s")
    return Text(zh=f"{rest} 秒", en=f"{rest}s")


def _parsed(stamp: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00")).replace(tzinfo=None)
