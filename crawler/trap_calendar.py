"""Calendars: a page for each day or month, with links to the next and the one before, for ever."""

from __future__ import annotations

from datetime import date, timedelta

from crawler.trap_base import TARGETS, Book, Capped, Page, Place, Sieve, mark
from crawler.trap_dates import Dated, dated, starred

AHEAD = timedelta(days=2 * 366)
BEHIND = timedelta(days=10 * 366)
LINKED = 3  # pages that link to their neighbours, and
DATES = 6  # different dates: then dated pages are a calendar
BARREN = 3  # pages without a new link before the past ends at all; archives have something on every page
BARREN_AHEAD, BARREN_PAGES = 12, 60  # days, or pages, after the last that had one: nothing later is fetched
BARREN_BEHIND = 100  # the same before the first that had one
ISSUE = 8  # different links with the page's own date: a newspaper of that day


class _Calendar:
    """What the pages of one template have shown; days are ordinals."""

    __slots__ = ("ahead", "behind", "dates", "first", "last", "linked", "pages", "seen")

    def __init__(self, today: int) -> None:
        self.seen = Sieve()
        self.pages = 0
        self.linked = 0
        self.dates: set[int] = set()  # a few of them
        self.first = self.last = today  # of the days between which something new was linked
        self.ahead: list[int] = []  # days of pages after them with nothing new
        self.behind: list[int] = []

    def count(self, day: int, fertile: bool) -> None:
        """A page with something new, or with nothing."""
        if fertile:
            self.first, self.last = min(self.first, day), max(self.last, day)
            self.ahead = [other for other in self.ahead if other > self.last]
            self.behind = [other for other in self.behind if other < self.first]
        elif day > self.last and len(self.ahead) < BARREN_PAGES:
            self.ahead.append(day)
        elif day < self.first and len(self.behind) < BARREN_BEHIND:
            self.behind.append(day)


class Calendars:
    """Refuses dates far from today once their template is a calendar, sooner where its pages have nothing on them."""

    kind = "calendar"

    def __init__(self, book: Book, today: date) -> None:
        self._book = book
        self._today = today.toordinal()
        self._calendars: Capped[str, _Calendar] = Capped()
        for name in book.earlier(self.kind):
            self._calendars.put(name, self._known())

    def _known(self) -> _Calendar:
        """A calendar that an earlier leg of the run found."""
        calendar = _Calendar(self._today)
        calendar.linked, calendar.dates, calendar.behind = LINKED, set(range(DATES)), [1] * BARREN
        return calendar

    def refuse(self, place: Place) -> str:
        here = dated(place) if self._calendars else None
        calendar = self._calendars.get(here.name) if here else None
        if here is None or calendar is None or calendar.linked < LINKED or len(calendar.dates) < DATES:
            return ""
        if self._first(calendar) <= here.day <= self._last(calendar):
            return ""
        self._book.stop(self.kind, here.name, place.url, calendar.pages)
        return here.name

    def _last(self, calendar: _Calendar) -> int:
        latest = self._today + AHEAD.days
        if len(calendar.ahead) >= BARREN_PAGES or len(set(calendar.ahead)) >= BARREN_AHEAD:
            return min(latest, calendar.last)
        return latest

    def _first(self, calendar: _Calendar) -> int:
        if len(calendar.behind) >= BARREN_BEHIND:
            return calendar.first
        earliest = self._today - BEHIND.days
        return min(earliest, calendar.first) if len(calendar.behind) >= BARREN else 0

    def learn(self, page: Page) -> None:
        here = dated(page.place)
        if here is None:
            return
        calendar = self._calendars.get(here.name)
        linked = (calendar is None or calendar.linked < LINKED) and _neighbours(page, here)
        if calendar is None:
            if not linked:
                return
            calendar = _Calendar(self._today)
        self._calendars.fresh(here.name, lambda: calendar)
        calendar.linked += linked
        calendar.pages += 1
        if len(calendar.dates) < DATES:
            calendar.dates.add(here.step)
        new, dates = _links(calendar, here, page)
        if _numbers(page, here):
            calendar.linked = -TARGETS  # /c/2031/5 beside /c/55/13: numbers that happen to look like dates
        if calendar.pages > 1 and (new or dates < ISSUE):  # all links of the first page are new
            calendar.count(here.day, new > 0)


def _neighbours(page: Page, here: Dated) -> bool:
    """Whether a page links to the one of the day, week, month or year before or after."""
    tail = here.rest.rpartition("*")[2]
    for target in page.targets[:TARGETS]:
        if target.endswith(tail) and (there := dated(Place(target))) is not None:
            near = abs(there.step - here.step) == 1 and there.unit == here.unit
            if near and there.rest == here.rest:
                return True
    return False


def _numbers(page: Page, here: Dated) -> bool:
    """Whether a page links to a URL of its template with numbers that are no date."""
    for target in page.targets[:TARGETS]:
        place = Place(target)
        if len(place.segments) == len(page.place.segments) and bool(place.query) == bool(page.place.query):
            text = f"{place.path}?{place.query}" if place.query else place.path
            if starred(text) == here.name and dated(place) is None:
                return True
    return False


def _links(calendar: _Calendar, here: Dated, page: Page) -> tuple[int, int]:
    """How many links lead to what no page of the calendar linked to, dates aside; and how many kinds have its date."""
    new, kinds = 0, set()
    for target in page.targets[:TARGETS]:
        there = dated(Place(target))
        if there is None:
            new += calendar.seen.add(mark(target))
        elif there.name != here.name:
            new += calendar.seen.add(mark(there.rest))
            if there.day == here.day:
                kinds.add(there.rest)
    return new, len(kinds)
