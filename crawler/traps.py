"""Spider traps: address spaces without end, found out while a site is crawled, and refused from then on.

What is refused and on what evidence stands in the modules of the kinds: ``trap_paths`` (growing), ``trap_facets``,
``trap_calendar``, ``trap_sessions``, ``trap_lists`` (pagination) and ``trap_duplicates``. Repeating and over-long
paths need no evidence: ``crawler.urls.trap``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from crawler.trap_base import REST, STOPS, Book, Page, Place, Rule, Stop
from crawler.trap_calendar import Calendars
from crawler.trap_duplicates import Duplicates
from crawler.trap_facets import Filtering
from crawler.trap_lists import Lists
from crawler.trap_paths import Growing
from crawler.trap_sessions import Sessions
from crawler.trap_texts import TRAPS

__all__ = ["TRAPS", "Stop", "Traps"]


class Traps:
    """What the crawl of one site has learnt about traps. The same calls in the same order give the same answers.

    Args:
        stopped: kind and template of the stops that an earlier leg of the run made.
        today: the day from which calendars are measured.
    """

    def __init__(self, stopped: Iterable[tuple[str, str]] = (), *, today: date | None = None) -> None:
        self._book = Book(stopped)
        self._refused: Counter[tuple[str, str]] = Counter()
        self._duplicates = Duplicates(self._book)
        self._rules: tuple[Rule, ...] = (
            self._duplicates,
            Growing(self._book),
            Sessions(self._book),
            Calendars(self._book, today or date.today()),
            Lists(self._book),
            Filtering(self._book),
        )

    @property
    def stopped(self) -> bool:
        """Whether anything was given up yet; until then what was wanted once is wanted still."""
        return bool(self._book)

    def refusal(self, url: str) -> str:
        """Why a URL is not fetched, ``trap:facets`` ...; empty when it is wanted.

        Asked once when the URL is met and again when it is about to be fetched: what was learnt meanwhile counts.
        """
        place = Place(url)
        for rule in self._rules:
            template = rule.refuse(place)
            if template:
                known = (rule.kind, template)
                if known not in self._refused and len(self._refused) >= STOPS:
                    known = (rule.kind, REST)
                self._refused[known] += 1
                return f"trap:{rule.kind}"
        return ""

    def learn(
        self, url: str, *, status: int | None, text_hash: int | None, targets: Sequence[str], depth: int = 0
    ) -> None:
        """A page was answered; to be called before ``refusal`` is asked about its links.

        Args:
            text_hash: of what tells pages apart, best of title and main text; None for a page without text.
            targets: absolute normalised URLs of its links.
            depth: links followed to reach it.
        """
        if status is None or not 200 <= status < 300:
            return
        page = Page(Place(url), text_hash, targets)
        for rule in self._rules:
            rule.learn(page)

    def stops(self) -> list[Stop]:
        """The traps found since the last call."""
        return self._book.take()

    def refused(self) -> Counter[tuple[str, str]]:
        """How many URLs each stop refused so far, by kind and template."""
        return Counter(self._refused)
