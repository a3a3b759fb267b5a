"""What all charts are made of: bars against the longest, slices that can be told apart, sentences, addresses of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from configs.text import Text
from reports.model_charts import Bar, Chart, Slice
from reports.numbers import integer, plain, share
from reports.parts import Sentence
from reports.sentences import sentence

URLS = Text(zh="网址", en="URLs")
PAGES = Text(zh="可编入索引的网页", en="Indexable pages")
SHARE = Text(zh="占比", en="Share")
OTHER = Text(zh="其他", en="Other")
INDEXABLE = "=ok"  # the filter of the column
MOST_SLICES = 5  # beside the one for all that is left


@dataclass(frozen=True, slots=True)
class Row:
    """A counted value before its bar is drawn; ``colour`` 0: the next free one of the palette."""

    label: Text
    count: int
    tone: str = ""
    target: str = ""
    colour: int = 0
    crawled: bool = False


def bars(rows: Sequence[Row]) -> tuple[Bar, ...]:
    """Bars against the longest of them, shares of their sum."""
    whole, longest = sum(row.count for row in rows), max((row.count for row in rows), default=0)
    return tuple(
        Bar(row.label, row.count, integer(row.count), share(row.count, whole), share(row.count, longest), row.tone,
            target=row.target if row.count else "", crawled=row.crawled)
        for row in rows
    )  # fmt: skip


def slices(rows: Sequence[Row]) -> tuple[Slice, ...]:
    """The five largest rows and one for the rest; none where a ring would tell less than bars.

    That is where all is one slice, or the rest is larger than each that has a name.
    """
    found = sorted((row for row in rows if row.count), key=lambda row: -row.count)
    named, rest = found[:MOST_SLICES], sum(row.count for row in found[MOST_SLICES:])
    if len(found) < 2 or rest > named[0].count:
        return ()
    whole = sum(row.count for row in found)
    free = iter(colour for colour in range(1, 10) if colour not in {row.colour for row in named})
    made = [
        Slice(row.label, row.count, integer(row.count), share(row.count, whole), row.colour or next(free), row.target,
              row.crawled)
        for row in named
    ]  # fmt: skip
    return (*made, Slice(OTHER, rest, integer(rest), share(rest, whole), 0)) if rest else tuple(made)


def ring(key: str, title: Text, unit: Text, rows: Sequence[Row], says: Sentence, remark: Text | None = None) -> Chart:
    """Shares of a whole: as a ring where that can be read, else as bars."""
    parts = slices(rows)
    kind = "ring" if parts else "bars"
    return Chart(key, kind, title, unit, bars(rows), SHARE, parts, says, remark)


def absent(key: str, title: Text, why: Text) -> Chart:
    """A chart that cannot be drawn, and why."""
    return Chart(key, "bars", title, plain(""), (), SHARE, absent=why)


def says(zh: str, en: str, **crawled: object) -> Sentence:
    """What a chart says: both texts are whole but for ``{names}`` of what a site wrote."""
    return sentence(Text(zh=zh, en=en), crawled)


def inert(text: str) -> str:
    """A text of ours for use in ``says``: braces mean nothing."""
    return text.replace("{", "{{").replace("}", "}}")


def pages(**filters: str | int) -> str:
    """Address of the page table with filters on its columns: pages(status=404) is ``#/pages?f.status=404``.

    As typed above a column: numbers are compared (``>=400 <500``, ``-``: not measured), ``=text`` is exactly that.
    """
    query = "&".join(f"f.{column}={quote(str(value), safe='<>=!')}" for column, value in filters.items())
    return f"#/pages?{query}" if query else "#/pages"
