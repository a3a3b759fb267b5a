"""Pages of a list that go on past its end: they bring nothing new, and each links to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from crawler.trap_base import TARGETS, Book, Capped, Page, Place, Sieve, mark
from crawler.urls import template

LISTS = 5_000
EMPTY = 3  # pages with a text met before and no new link that end a list
TIRED = 50  # pages without a new link that end one, where each has a text of its own (long forum threads have such)
TIRED_AGAIN = 8  # the same once three lists of the template ended so
WEARY = 3
TEXTS = 500  # of one list that are remembered

SURE = frozenset((
    "page", "paged", "pg", "pn", "pageno", "page_no", "pagenum", "page_num", "pagenumber", "page_number",
    "pageindex", "page_index", "curpage", "currentpage", "current_page", "cpage", "offset", "start", "skip",
    "seite", "pagina",
))  # fmt: skip
UNSURE = frozenset(("p",))  # WordPress has posts under it
PAGE_KEYS = SURE | UNSURE

_PATH = re.compile(r"[/_-](?:page|pg|seite|pagina)[/_-]?(\d{1,7})(?=(?:\.[a-z]{2,5})?/?\Z)", re.IGNORECASE)
_INDEX = re.compile(r"/index[_-](\d{1,7})(?=\.[a-z]{2,5}\Z)")


class Slot(NamedTuple):
    """Where a URL stands in a list: the list (its URL without the number), the number, whether it is sure to be one."""

    listed: str
    number: int
    sure: bool


def slot_of(place: Place) -> Slot | None:
    """The place of a URL in a list by its page parameter or ``/page/3/``; None for other URLs."""
    if place.query:
        pairs = place.pairs()
        for index, (key, value) in enumerate(pairs):
            low = key.lower()
            if low in PAGE_KEYS and value.isdecimal() and len(value) < 8:
                rest = "&".join(f"{k}={v}" for k, v in pairs[:index] + pairs[index + 1 :])
                return Slot(f"{place.host}{place.path}?{rest}", int(value), low in SURE)
    found = _PATH.search(place.path) or _INDEX.search(place.path)
    if not found:
        return None
    start, end = found.span(1)
    rest = f"{place.path[:start]}*{place.path[end:]}?{place.query}"
    return Slot(place.host + rest, int(found[1]), True)


class _List:
    __slots__ = ("barren", "pages", "seen", "texts", "top")

    def __init__(self) -> None:
        self.seen = Sieve()  # link targets of its pages
        self.texts: Capped[int, bool] = Capped(TEXTS)
        self.pages = 0
        self.top = -1  # the highest number that brought something
        self.barren: dict[int, bool] = {}  # higher ones that did not; True: its text was known, too


class Lists:
    """Refuses the numbers past the end of a list, once its end is certain."""

    kind = "pagination"

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lists: Capped[str, _List] = Capped(LISTS)
        self._ends: Capped[str, int] = Capped()  # list -> highest number that may be fetched
        self._weary = Counter(dict.fromkeys(book.earlier(self.kind), WEARY))

    def refuse(self, place: Place) -> str:
        if not self._ends:
            return ""
        slot = slot_of(place)
        end = self._ends.get(slot.listed) if slot else None
        return "" if slot is None or end is None or slot.number <= end else template(place.url)

    def learn(self, page: Page) -> None:
        slot = slot_of(page.place)
        if slot is None:
            return
        listed = self._lists.fresh(slot.listed, _List)
        fertile = _new_links(listed, slot, page.targets) > 0
        known = page.text_hash is None or page.text_hash in listed.texts
        if page.text_hash is not None:
            listed.texts.put(page.text_hash, True)
        listed.pages += 1
        if fertile or listed.pages == 1:
            listed.top = max(listed.top, slot.number)
            listed.barren = {number: text for number, text in listed.barren.items() if number > listed.top}
        elif slot.number > listed.top and (known or slot.sure) and len(listed.barren) < TIRED:
            listed.barren[slot.number] = known
            self._judge(listed, slot, page.place.url)

    def _judge(self, listed: _List, slot: Slot, url: str) -> None:
        name = template(url)
        tired = TIRED_AGAIN if self._weary[name] >= WEARY else TIRED
        empty = sum(listed.barren.values()) >= EMPTY
        if not empty and not (slot.sure and len(listed.barren) >= tired):
            return
        if not empty and slot.listed not in self._ends and len(self._weary) < LISTS:
            self._weary[name] += 1
        self._ends.put(slot.listed, min(listed.barren))
        self._book.stop(self.kind, name, url, listed.pages)


def _new_links(listed: _List, slot: Slot, targets: Sequence[str]) -> int:
    """How many targets outside the list no page of the list had before; they are remembered."""
    own = re.compile(rf"(?<!\d){slot.number}(?!\d)")
    path = slot.listed.partition("?")[0].partition("*")[0]
    new = 0
    for target in targets[:TARGETS]:
        query = target.partition("?")[2]
        if query and own.search(query):
            continue  # "log in and come back to page 401": new with every page, and nothing
        other = slot_of(Place(target)) if target.startswith(path) else None
        if other is None or other.listed != slot.listed:
            new += listed.seen.add(mark(target))
    return new
