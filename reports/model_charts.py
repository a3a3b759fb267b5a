"""The charts: every number of them, and what each says in a line.

Units: shares are 0..100, widths of bars 0..100 of their track. Addresses of rows are those of the page table.
"""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Sentence


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: a number, its share and the width of its bar.

    ``target`` is the address of the pages it counts in the page table, empty where no filter gives exactly these.
    """

    label: Text
    value: float
    shown: str  # ``value`` as printed
    share: float | None  # what it is a share of stands in ``Chart.share_name``; None: of nothing
    width: float
    tone: str = ""
    lost: float | None = None  # percent lost since the row above, of a funnel
    lost_shown: str = ""  # the same as a number of URLs
    target: str = ""
    crawled: bool = False  # the label is a text of the site


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a ring; ``colour`` is a place in the palette, 0 for all that is left."""

    label: Text
    value: float
    shown: str
    share: float
    colour: int
    target: str = ""
    crawled: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and its table.

    ``kind`` is bars (horizontal), columns (ordered ranges), ring, or funnel. A ring has ``slices``; its ``bars`` are
    the same numbers with nothing put together. Without bars there is nothing to draw, and ``absent`` says why.
    """

    key: str
    kind: str
    title: Text
    unit: Text
    bars: tuple[Bar, ...]
    share_name: Text
    slices: tuple[Slice, ...] = ()
    says: Sentence | None = None
    remark: Text | None = None
    left_out: tuple[Text, ...] = ()  # steps of a funnel without their input, and why
    absent: Text | None = None
