"""The link views: where rectangles, disks and boxes stand, and the tables of the same. Units as in reports/model.py.

Coordinates are in the unit of the drawing; x and width of a ``Cell`` are percent of its width.
"""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.parts import Cut


@dataclass(frozen=True, slots=True)
class Cell:
    """One rectangle of the icicle; ``shades`` are its classes of colour: e0 to e4 by its share of pages with an error,
    q0 to q4 with an error or a warning, qn: not judged."""

    x: float
    y: int
    width: float
    height: int
    shades: str
    name: Text | None  # None: too narrow for one
    tip: str  # path · pages · PageRank · shares with errors, with findings: no word of any language
    crawled: bool  # the name is a site's own


@dataclass(frozen=True, slots=True)
class Icicle:
    """The directories as rectangles, as wide as their URLs or their PageRank; ``height`` in px."""

    key: str
    name: Text
    height: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class IcicleRow:
    """A directory with all below it; ``merged``: so many directories that are too small to be shown, 0 for one."""

    path: str
    merged: int
    level: int
    pages: int
    share: float
    pagerank: float | None
    broken: float | None  # share of its pages with an error
    wrong: float | None  # with an error or a warning


@dataclass(frozen=True, slots=True)
class Spot:
    """One page of the depth map: where, how large, its class of colour, its label if there is room."""

    url_id: int
    x: float
    y: float
    r: float
    tone: str
    tip: str


@dataclass(frozen=True, slots=True)
class SpotLabel:
    """A label of the depth map; ``y`` is its baseline."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of the depth map: how far it reaches, its ``place`` (odd or even), where its name stands, and its name."""

    r: float
    place: str
    y: float
    name: Text


@dataclass(frozen=True, slots=True)
class DepthRow:
    """How many pages are so many clicks away, and how many of them the map shows."""

    name: Text
    pages: int
    pagerank: float
    shown: int
    drawn: int  # in the drawing without JavaScript


@dataclass(frozen=True, slots=True)
class DepthMap:
    """Shortest paths as rings. ``x``, ``y``, ``r`` of all pages of the map are in its data; here is the small drawing."""

    box: str  # viewBox
    rings: tuple[Ring, ...]
    lines: str  # path of all links of the tree
    spots: tuple[Spot, ...]
    labels: tuple[SpotLabel, ...]
    rows: tuple[DepthRow, ...]
    reached: int
    shown: int
    drawn: int
    cut: Cut
    nodes: tuple[int, ...]  # places in ``Ego.url_ids``
    x: tuple[float, ...]
    y: tuple[float, ...]
    r: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Links from one template to another; a name of None is that of all the others."""

    source: str | None
    target: str | None
    links: int
    own: int  # of them no boilerplate
    source_box: int
    target_box: int


@dataclass(frozen=True, slots=True)
class TemplateBox:
    """One template of the graph; ``inside`` are the links between its own pages, boilerplate left out."""

    x: float
    y: float
    width: float
    height: float
    name: str | None
    pages: int
    pagerank: float
    depth: float | None
    broken: float | None  # share of its pages with an error
    wrong: float | None  # with an error or a warning
    shades: str
    inside: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Links between two boxes as drawn; ``way``: fw to the right, bk to the left, in within a column."""

    path: str
    width: float
    links: int
    source: int
    target: int
    way: str


@dataclass(frozen=True, slots=True)
class TemplateGraph:
    """Templates and the links between them."""

    width: float
    height: float
    boxes: tuple[TemplateBox, ...]
    own: tuple[Edge, ...]  # boilerplate left out
    every: tuple[Edge, ...]
    own_drawn: int
    own_total: int
    every_drawn: int
    every_total: int
    templates: int
    merged: int
    others: Text  # name of the box of those merged
    rows: tuple[Flow, ...]
    cut: Cut


@dataclass(frozen=True, slots=True)
class Ego:
    """Pages with their neighbours, for the view of one page. Tuples are as long as there are pages, in order of URL.

    Links are those of ``links[n]`` targets of page n, all after each other in ``targets``.
    """

    base: str
    url_ids: tuple[int, ...]
    urls: tuple[str, ...]  # without ``base``
    titles: tuple[str, ...]  # of pages whose links are here; of the others empty
    depth: tuple[int, ...]  # -1: no path
    parent: tuple[int, ...]  # place of the page before it on a shortest path, -1: none
    repeated: tuple[int, ...]  # 1: only boilerplate links lead here from that page
    rank: tuple[int, ...]  # PageRank in millionths of the whole, -1: none
    tone: tuple[int, ...]  # 0 indexable, 1 not indexable, 2 redirect, 3 broken, 4 not read
    found: tuple[int, ...]  # 0 neither, 1 warning, 2 error
    covered: tuple[int, ...]  # 1: its links are here
    inlinks: tuple[int, ...]  # pages that link here, all links
    linking: tuple[int, ...]  # boilerplate left out
    linked: tuple[int, ...]  # pages it links to, boilerplate left out
    links: tuple[int, ...]
    targets: tuple[int, ...]
    top: int  # pages covered for their PageRank
    errors: int  # further pages with an error
    errors_covered: int  # of them covered
    errors_left: int  # of them not: the report would grow too large
    home: int  # place of the page to begin with, -1: none


@dataclass(frozen=True, slots=True)
class Views:
    """All link views; None where links have not been computed."""

    pages: int
    judged: bool
    icicles: tuple[Icicle, ...]
    directories: tuple[IcicleRow, ...]
    directories_cut: Cut
    map: DepthMap | None
    ego: Ego | None
    templates: TemplateGraph | None
