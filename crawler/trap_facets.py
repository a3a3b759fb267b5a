"""Filters of a list that combine without end: ?color=red&size=l&brand=7, color=red,blue, /color-red/size-l/."""

from __future__ import annotations

from collections import deque

from crawler.trap_base import Book, Capped, Page, Place, mark
from crawler.trap_filters import Reading, readings, shown, understood
from crawler.trap_lattice import Atoms, facets_of

GROUPS = 5_000
WINDOW = 800  # URLs of one list that are looked at together
KEPT = 24_000  # of all lists
EVERY, SELDOM = 100, 400  # URLs with two values or more between two looks, first and last


class _Group:
    """The URLs met of one list."""

    __slots__ = ("fresh", "looks", "marks", "urls")

    def __init__(self) -> None:
        self.urls: deque[Atoms] = deque(maxlen=WINDOW)
        self.marks: Capped[int, bool] = Capped(WINDOW)  # of URLs with two values or more; these may be fetched
        self.fresh = 0
        self.looks = 0


class Filtering:
    """Refuses combinations of two filters or more that are met once the list is known to combine without end.

    Those met before may be fetched: a few hundred, and perhaps the only way to something. All lists of a folder
    are looked at together, too: ``/c/**``.
    """

    kind = "facets"

    def __init__(self, book: Book) -> None:
        self._book = book
        self._groups: Capped[str, _Group] = Capped(GROUPS)
        self._kept = self._turns = 0
        self._stopped: Capped[str, dict[str, int]] = Capped()
        for name in book.earlier(self.kind):
            self._stopped.put(*understood(name))

    def refuse(self, place: Place) -> str:
        for reading in readings(place):
            if len(reading.atoms) == 1 and reading.in_path:
                continue
            names = (reading.group, reading.folder) if reading.folder else (reading.group,)
            number = mark(place.url)
            group = self._groups.get(reading.group)
            if group is not None and number in group.marks:
                continue
            for name in names:
                filters = self._stopped.get(name)
                if filters and _chosen(filters, reading.atoms) > 1:
                    return shown(name, filters)
            for name in names:
                self._note(name, reading, number)
                self._look(name, reading, place.url)
                if name in self._stopped:
                    break  # it says enough; other lists will show whether the folder is like this one
        return ""

    def learn(self, page: Page) -> None:
        """Nothing: the addresses show it."""

    def _note(self, name: str, reading: Reading, number: int) -> None:
        group = self._groups.fresh(name, _Group)
        self._kept += len(group.urls) < WINDOW
        group.urls.append(reading.atoms)
        if len(reading.atoms) > 1:
            group.marks.put(number, True)
            group.fresh += 1
        if self._kept > KEPT:
            self._groups.turn()
        if self._groups.turns != self._turns:
            self._turns = self._groups.turns
            self._kept = sum(len(other.urls) for other in self._groups.values())

    def _look(self, name: str, reading: Reading, url: str) -> None:
        """Look at the URLs of a list when enough came; once more after a stop, for filters with many values."""
        group = self._groups.get(name)
        if group is None or group.fresh < min(SELDOM, EVERY * max(1, group.looks)):
            return
        found = facets_of(group.urls, alone=not reading.in_path)
        group.fresh, group.looks = 0, group.looks + 1
        if found is not None:
            known = _joined(self._stopped.get(name) or {}, found.keys)
            self._stopped.put(name, known)
            self._book.stop(self.kind, shown(name, known), url, found.seen)
            self._kept -= len(group.urls)
            group.urls.clear()


def _joined(known: dict[str, int], found: dict[str, int]) -> dict[str, int]:
    """Filters that were known and those that were found; a number of ``found`` stays one filter."""
    number = max(known.values(), default=-1) + 1
    renamed = {found[key]: known[key] for key in sorted(found) if key in known}
    return known | {key: renamed.get(at, number + at) for key, at in found.items() if key not in known}


def _chosen(filters: dict[str, int], atoms: Atoms) -> int:
    """How many filters are set; each further value of one counts, too."""
    keys = [key for key, _ in atoms if key in filters]
    return len({filters[key] for key in keys}) + len(keys) - len(set(keys))
