"""Links and hreflang alternates of two pages side by side, by what their targets have in common."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator
from functools import lru_cache

from crawler.records import LinkKind
from reports.history.compare_runs import Couple

A, ALTERNATE = LinkKind.A.value, LinkKind.ALTERNATE.value
EXAMPLES = 3  # targets named of those that one side lacks
_TARGETS = f"select target_id, kind, anchor_id from links where link_set_id = ? and kind in ({A}, {ALTERNATE}) order by ordinal"
Found = tuple[str, str, str]  # kind, left, right

Alternate = tuple[str, int]  # code, number of the target


class Links:
    """Reads the links of pages as numbers, which are the same for the same place of both copies."""

    def __init__(self, db: sqlite3.Connection, couple: Couple) -> None:
        self.db = db
        self.couple = couple
        self.own = [
            {one for (one,) in db.execute("select host_id from run_hosts where run_id = ?", [run.run_id])}
            for run in (couple.left, couple.right)
        ]
        self._hosts = array("i")  # by url_id: host_id; 0: not looked up yet
        self._places = array("i")  # by url_id: that of its counterpart on the right, or its own; 0: not looked up yet
        self._code = lru_cache(maxsize=1024)(self._read_code)
        self.vary = lru_cache(maxsize=1024)(self._read_vary)

    def differences(self, left: int | None, right: int | None) -> Iterator[Found]:
        """``links``: how many internal targets each side has, and which the other lacks; ``hreflang``: those apart.

        Args:
            left: link set of the page on the left; None: it has no link.
        """
        if left == right and self.couple.by_url:
            return
        (one, one_alternates), (other, other_alternates) = self._of_page(0, left), self._of_page(1, right)
        if one.keys() != other.keys():
            yield "links", self._counted(one, other), self._counted(other, one)
        if one_alternates.keys() != other_alternates.keys():
            yield (
                "hreflang",
                self._apart(one_alternates, other_alternates),
                self._apart(other_alternates, one_alternates),
            )

    def _of_page(self, side: int, link_set: int | None) -> tuple[dict[int, int], dict[Alternate, int]]:
        """Internal targets, and alternates with their codes, in the order of the document; the values are url_ids."""
        links: dict[int, int] = {}
        alternates: dict[Alternate, int] = {}
        rows = self.db.execute(_TARGETS, [link_set]).fetchall()
        self._make_room(max((row[0] for row in rows), default=0))
        own, hosts, places = self.own[side], self._hosts, self._places
        for target_id, kind, anchor_id in rows:
            place = places[target_id] or self._look_up(target_id)
            if kind == ALTERNATE:
                alternates[self._code(anchor_id), place] = target_id
            elif hosts[target_id] in own:
                links[place] = target_id
        return links, alternates

    def _make_room(self, url_id: int) -> None:
        if url_id >= len(self._places):  # another command may add URLs meanwhile
            known = self.db.execute("select max(url_id) from urls").fetchone()[0]
            for numbers in (self._hosts, self._places):
                numbers.frombytes(bytes((known + 1 - len(numbers)) * numbers.itemsize))

    def _look_up(self, url_id: int) -> int:
        url, host_id = self.db.execute("select url, host_id from urls where url_id = ?", [url_id]).fetchone()
        place = url_id
        if not self.couple.by_url and (there := self.couple.counterpart(url)):
            row = self.db.execute("select url_id from urls where url = ?", [there]).fetchone()
            place = row[0] if row else url_id
        self._hosts[url_id], self._places[url_id] = host_id, place
        return int(place)

    def _counted(self, own: dict[int, int], other: dict[int, int]) -> str:
        """``24 (+5: URL, URL, URL)``: targets of one side, and those that the other lacks with the first of them."""
        apart = [url_id for place, url_id in own.items() if place not in other]
        if not apart:
            return str(len(own))
        return f"{len(own)} (+{len(apart)}: {_listed([self._url(one) for one in apart[:EXAMPLES]], len(apart))})"

    def _apart(self, own: dict[Alternate, int], other: dict[Alternate, int]) -> str:
        apart = [one for one in own if one not in other]
        return _listed([f"{one[0]} {self._url(own[one])}" for one in apart[:EXAMPLES]], len(apart))

    def _url(self, url_id: int) -> str:
        return str(self.db.execute("select url from urls where url_id = ?", [url_id]).fetchone()[0])

    def _read_code(self, anchor_id: int) -> str:
        row = self.db.execute("select text from anchors where anchor_id = ?", [anchor_id]).fetchone()
        return str(row[0]).strip().lower()

    def _read_vary(self, header_set: int | None) -> str:
        row = self.db.execute("select headers from header_sets where header_set_id = ?", [header_set]).fetchone()
        return str(json.loads(row[0]).get("vary", "")) if row else ""


def _listed(told: list[str], count: int) -> str:
    return ", ".join(told) + (", ..." if count > len(told) else "")
