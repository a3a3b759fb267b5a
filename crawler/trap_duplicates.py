"""Addresses without end that show one text: each page links to further ones of its kind."""

from __future__ import annotations

from crawler.trap_base import TARGETS, Book, Capped, Page, Place, Sieve, mark
from crawler.urls import template

SAME = 57  # points that stop: one for each page with the text, and MISS fewer for each with another
MISS = 12  # so that 60 pages in a row do, or more with at most one other in twelve
WATCH = 20  # points from which a page's links are looked at
FEEDING = 0.8  # share of the pages looked at that must link to a URL of the kind nobody linked to before


def family(url: str) -> str:
    """The kind of a URL: its template, with the last segment as ``*`` when it has no query: ``/tag/*``, ``/p/*.html``."""
    name = template(url)
    if "?" in name:
        return name
    folder, _, last = name.rstrip("/").rpartition("/")
    if "*" in last or not last:
        return name
    stem, dot, extension = last.rpartition(".")
    return f"{folder}/*{dot + extension if stem else ''}" + ("/" if name.endswith("/") else "")


class _Run:
    __slots__ = ("fed", "points", "text", "watched")

    def __init__(self) -> None:
        self.text: int | None = None
        self.points = 0
        self.watched = 0
        self.fed = 0


class Duplicates:
    """Stops a kind of page whose last 60 had one and the same text and led to ever more of it.

    A shop's sold-out products may share a text, too: they lead to no product that nobody linked to, so they go on.
    """

    kind = "duplicates"

    def __init__(self, book: Book) -> None:
        self._book = book
        self._stopped = dict.fromkeys(book.earlier(self.kind))
        self._runs: Capped[str, _Run] = Capped()
        self._known = Sieve(4096)  # all URLs met

    def refuse(self, place: Place) -> str:
        self._known.add(mark(place.url))
        if not self._stopped:
            return ""
        name = family(place.url)
        return name if name in self._stopped else ""

    def learn(self, page: Page) -> None:
        if page.text_hash is None:
            return
        name = family(page.place.url)
        run = self._runs.fresh(name, _Run)
        if run.text == page.text_hash:
            run.points += 1
        else:
            run.points -= MISS
            if run.points <= 0:
                run.text, run.points, run.watched, run.fed = page.text_hash, 1, 0, 0
        if run.points >= WATCH:
            run.watched += 1
            run.fed += self._feeds(name, page)
            if run.points >= SAME and run.fed >= FEEDING * run.watched:
                self._stop(name, page.place.url, run)

    def _feeds(self, name: str, page: Page) -> bool:
        """Whether the page links to a URL of its kind that was never met."""
        fed = False
        for target in page.targets[:TARGETS]:
            number = mark(target)
            if number not in self._known and family(target) == name:
                self._known.add(number)
                fed = True
        return fed

    def _stop(self, name: str, url: str, run: _Run) -> None:
        if len(self._stopped) < 1000:
            self._stopped[name] = None
            self._book.stop(self.kind, name, url, run.points)
