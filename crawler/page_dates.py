"""The dates that an article shows, declares, and bears in its address and title, each as a day.

A date in the text is one of publication only where a label says so or it stands alone beside the main heading: an
article may speak of any day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from crawler.records import PageRecord

ARTICLES = frozenset({"Article", "BlogPosting", "NewsArticle", "TechArticle", "HowTo", "Report"})
BEFORE, BEHIND = 3, 6  # lines around the main heading that are looked at
MAX_LINE = 120  # characters of such a line
AUTUMN = 9  # from this month on titles speak of next year

_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    r"(?P<y1>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m1>\d{1,2})\s?[-/.月]\s?(?P<d1>\d{1,2})(?!\d)\s?日?"
    rf"|(?P<m2>{_MONTH})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m3>{_MONTH}),?\s(?P<y3>(?:19|20)\d\d)(?!\d)"
)
_CLOCK = r"(?:[\sT]\d{1,2}:\d\d(?::\d\d)?)?"
_LABEL = (
    r"(?:(?:发布|发表|发稿|刊登|更新|发布时间|發布|發表|最后修改|最后更新|最後更新|修订)(?:时间|日期|時間|于|於)?"
    r"|(?:date )?published(?: on)?|posted(?: on)?|(?:last )?(?:updated|modified|reviewed)(?: on)?)"
)
_LABELLED = re.compile(rf"(?<![a-z]){_LABEL}\s?[:：]?\s?(?:{_DAY})", re.IGNORECASE)
_LABELLED_BEHIND = re.compile(rf"(?:{_DAY}){_CLOCK}\s?(?:发布|发表|更新|發布|發表)(?![\u4e00-\u9fff])", re.IGNORECASE)
_ALONE = re.compile(rf"(?:{_DAY}){_CLOCK}", re.IGNORECASE)
_ISO = re.compile(r"((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
# The forms of addresses that hold a date: /2024/05/tea, /2024/05/01/tea, /20240501/tea, /2024-05-01-tea. Where nothing
# follows it is an archive.
_ADDRESS = re.compile(r"/(20[0-4]\d)/([01]\d)(?:/([0-3]\d))?(?=/[^/])|/(20[0-4]\d)-?([01]\d)-?([0-3]\d)(?=[/_.-][^/])")
# A year in a title is its topic; only with such words it says how new the text is.
_CLAIM = re.compile(
    r"(?<!\d)(20\d\d)\s?年?\s?(?:最新|更新|修订)|最新\s?[(（【]?(20\d\d)(?!\d)|\b(?:updated|revised)(?: for| in)?:? (20\d\d)\b"
    r"|\b(20\d\d) (?:update|edition)\b",
    re.IGNORECASE,
)


class Stated(NamedTuple):
    """A date, or a span of days, that the page bears: where, as written, and its first and last day."""

    where: str  # shown, address, title, declared
    text: str
    first: date
    last: date


def is_article(page: PageRecord) -> bool:
    """Whether it is one article: no list of several, no product."""
    types = ARTICLES.intersection(page.schema_types)
    return (
        bool(page.page_type == "article" or types)
        and not page.facts.dates.several
        and "Product" not in page.schema_types
    )


def declared(page: PageRecord) -> list[Stated]:
    """Days of publication and change that JSON-LD and metas name, Baidu's time factor among them."""
    dates, times = page.facts.dates, dict(page.facts.baidu.times)
    named = (
        ("datePublished", dates.published),
        ("dateModified", dates.modified),
        ("pubDate", times.get("pubDate", "")),
        ("upDate", times.get("upDate", "")),
    )
    return [Stated("declared", f"{name} {value}", day, day) for name, value in named if (day := _iso(value))]


def shown(text: str, h1: str) -> list[Stated]:
    """Days of publication or change that readers see beside the main heading."""
    lines = text[:20_000].split("\n")
    at = lines.index(h1) if h1 and h1 in lines else 0
    found = []
    for line in lines[max(0, at - BEFORE) : at + 1 + BEHIND]:
        if len(line) <= MAX_LINE:
            alone = _ALONE.fullmatch(line)
            matches = [alone] if alone else [*_LABELLED.finditer(line), *_LABELLED_BEHIND.finditer(line)]
            found += [Stated("shown", match.group(), day, day) for match in matches if (day := _day(match))]
    return found


def addressed(url: str) -> list[Stated]:
    """The day or month that the address names, when it names one."""
    match = _ADDRESS.search(urlsplit(url).path)
    if match is None:
        return []
    year, month, day = (part for part in (match.groups()[:3] if match.group(1) else match.groups()[3:]))
    if not 1 <= int(month) <= 12:
        return []
    length = calendar.monthrange(int(year), int(month))[1]
    if day and not 1 <= int(day) <= length:
        return []
    first, last = (int(day), int(day)) if day else (1, length)
    text = match.group().strip("/")
    return [Stated("address", text, date(int(year), int(month), first), date(int(year), int(month), last))]


def claimed(title: str, latest: date) -> list[Stated]:
    """The year that a title claims to be new in, when it lies behind the latest date; in autumn next year is near."""
    match = _CLAIM.search(title)
    if match is None:
        return []
    year = int(next(filter(None, match.groups())))
    near = latest.year + (latest.month >= AUTUMN)
    return [Stated("title", match.group(), date(year, 1, 1), date(year, 12, 31))] if year > near else []


def apart(one: Stated, other: Stated) -> int:
    """Days between two dates or spans; 0 when they touch."""
    return max(0, (one.first - other.last).days, (other.first - one.last).days)


def _iso(value: str) -> date | None:
    match = _ISO.match(value.strip())
    return _date(*match.groups()) if match else None


def _day(match: re.Match[str]) -> date | None:
    for form in "123":
        if year := match[f"y{form}"]:
            month = match[f"m{form}"]
            number = month if month.isdigit() else str(_MONTHS[month[:3].title()])
            return _date(year, number, match[f"d{form}"])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
