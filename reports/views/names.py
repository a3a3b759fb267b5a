"""What chosen pages are called: their URLs, and titles short enough for a label."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.text import printable
from reports.addresses import readable
from reports.reader import Reader
from reports.sentences import clipped

AT_ONCE = 5_000
TITLE_COLUMNS = 36
LABEL_COLUMNS = 18
TAIL = re.compile(r"\s*(?:[|｜_»]|\s[-–—·:]\s).*$")  # what follows is the name of the shop


@dataclass(frozen=True, slots=True)
class Name:
    """A page as people know it."""

    url: str
    title: str  # printable, at most ``TITLE_COLUMNS``

    @property
    def label(self) -> str:
        """A few words: the title without the name of the shop, else the end of the path."""
        said = TAIL.sub("", self.title).strip() or self.title
        return clipped(said or readable(self.url.partition("://")[2].rstrip("/").rpartition("/")[2]), LABEL_COLUMNS)


def names(reader: Reader, url_ids: Sequence[int]) -> list[Name]:
    """Names of pages of the run, in the order of their url_ids as given."""
    found = dict(_read(reader, url_ids))
    return [found[url_id] for url_id in url_ids]


def _read(reader: Reader, url_ids: Sequence[int]) -> Iterator[tuple[int, Name]]:
    for begin in range(0, len(url_ids), AT_ONCE):
        rows = reader.rows(
            "select p.url_id, u.url, p.title from json_each(:ids) j"
            " cross join pages p on p.run_id = :run and p.url_id = j.value join urls u on u.url_id = p.url_id",
            ids=json.dumps(list(url_ids[begin : begin + AT_ONCE])),
        )
        for row in rows:
            yield int(row["url_id"]), Name(row["url"], clipped(printable(row["title"]).strip(), TITLE_COLUMNS))
