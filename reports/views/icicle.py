"""Where the rectangles of the icicle stand: a row for each level, as wide as its share of the row above."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from configs.text import Text
from reports.addresses import readable
from reports.model_views import Cell, Icicle, IcicleRow
from reports.numbers import integer, percent, share
from reports.views.directories import Directory

NARROWEST = 1.0  # percent of the whole: what is narrower joins the others
NAMED = 3.0  # percent of the whole: narrower cells bear no name
ROW = 30  # px
SHADES = (0.0, 5.0, 20.0, 50.0)  # percent of pages with findings up to which a shade reaches
TABLE_ROWS = 60

Size = Callable[[Directory], float]


@dataclass(frozen=True, slots=True)
class _Place:
    it: Directory
    path: str
    level: int
    x: float
    width: float


def icicles(root: Directory, *, judged: bool, linked: bool) -> tuple[Icicle, ...]:
    """The site by URLs, and by PageRank where that is known."""
    made = [Icicle("urls", Text(zh="网址数", en="URLs"), *_laid(root, lambda it: float(it.pages), judged=judged))]
    if linked and root.pagerank > 0:
        by_rank = _laid(root, lambda it: it.pagerank, judged=judged)
        made.append(Icicle("pagerank", Text(zh="PageRank", en="PageRank"), *by_rank))
    return tuple(made)


def _laid(root: Directory, size: Size, *, judged: bool) -> tuple[int, tuple[Cell, ...]]:
    """Height in px, and the cells."""
    cells = tuple(_cell(place, root, judged=judged) for place in places(root, size))
    return (max(cell.y for cell in cells) + ROW if cells else 0), cells


def places(root: Directory, size: Size) -> Iterator[_Place]:
    """Every rectangle, x and width in percent; those below one fill it exactly but for what has no size."""
    begin = (
        f"/{root.name.partition('/')[2]}/".replace("//", "/") if root.name else ""
    )  # several hosts have no path in common
    todo = [_Place(root, begin, 0, 0.0, 100.0)] if size(root) > 0 else []
    while todo:
        place = todo.pop(0)
        yield place
        x = place.x
        for child in _wide(place, size):
            width = place.width * size(child) / size(place.it)
            path = place.path if child.own or child.merged else f"{place.path}{child.name}/"
            todo.append(_Place(child, path, place.level + 1, x, width))
            x += width


def _wide(place: _Place, size: Size) -> list[Directory]:
    """What stands below a rectangle: the widest first; all that is too narrow is one."""
    others, wide = Directory("", merged=0), list[Directory]()
    for child in sorted(place.it.below, key=lambda it: (bool(it.merged or it.own), -size(it), it.name)):
        if child.own or (not child.merged and place.width * size(child) / size(place.it) >= NARROWEST):
            wide.append(child)
        else:
            others.add(child)
            others.merged += child.merged or 1
    return [*wide, others] if others.merged and size(others) > 0 else [it for it in wide if size(it) > 0]


def _cell(place: _Place, root: Directory, *, judged: bool) -> Cell:
    it = place.it
    return Cell(
        x=place.x,
        y=place.level * ROW,
        width=place.width,
        height=ROW,
        shades=shades(it.broken, it.wrong, it.pages, judged=judged),
        name=_name(place) if place.width >= NAMED else None,
        tip=_tip(place, share(it.pagerank, root.pagerank), judged=judged),
        crawled=not (it.merged or it.own),
    )


def shades(broken: int, wrong: int, pages: int, *, judged: bool) -> str:
    """Classes of colour by the share of pages with an error (e0 to e4), and with an error or a warning (q0 to q4)."""
    if not judged:
        return "qn"
    return f"e{_shade(share(broken, pages))} q{_shade(share(wrong, pages))}"


def _shade(part: float) -> int:
    return sum(part > limit for limit in SHADES)


def _name(place: _Place) -> Text:
    if place.it.merged:
        return Text(zh=f"其他 {integer(place.it.merged)} 个", en=f"{integer(place.it.merged)} others")
    if place.it.own:
        return Text(zh="直接在此", en="in here")
    name = readable(place.it.name or place.path or "…") + ("/" if place.level else "")
    return Text(name, name)


def _tip(place: _Place, rank: float, *, judged: bool) -> str:
    it = place.it
    path = readable(place.path or "…")
    more = f" (+{integer(it.merged)})" if it.merged else " *" if it.own else ""
    found = (percent(share(count, it.pages) if judged else None, 0) for count in (it.broken, it.wrong))
    return f"{path}{more} · {integer(it.pages)} · PR {percent(rank)} · {' · '.join(found)}"


def icicle_rows(root: Directory, *, judged: bool, linked: bool) -> tuple[tuple[IcicleRow, ...], int]:
    """The same as a table: the directories with the most pages, in order of the tree; and how many there are."""
    found = [place for place in places(root, lambda it: float(it.pages)) if not place.it.own]
    order = sorted(found, key=lambda place: (-place.it.pages, place.path, place.level))[:TABLE_ROWS]
    kept = {id(place) for place in order}
    listed = sorted(
        (place for place in found if id(place) in kept), key=lambda place: (place.path.split("/"), place.it.merged)
    )
    return tuple(_row(place, root, judged=judged, linked=linked) for place in listed), len(found)


def _row(place: _Place, root: Directory, *, judged: bool, linked: bool) -> IcicleRow:
    it = place.it
    return IcicleRow(
        path=readable(place.path or "…"),
        merged=it.merged,
        level=place.level,
        pages=it.pages,
        share=share(it.pages, root.pages),
        pagerank=share(it.pagerank, root.pagerank) if linked else None,
        broken=share(it.broken, it.pages) if judged else None,
        wrong=share(it.wrong, it.pages) if judged else None,
    )
