"""The data of the link views as the scripts read it: columns, with numbers as small as they get."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import Any

from reports.model_views import DepthMap, Ego, Views


def view_data(views: Views, named: Set[int] = frozenset()) -> dict[str, Any]:
    """Islands by name; none where links have not been computed.

    Args:
        named: url_ids of pages whose URL and title the report carries elsewhere: they do not travel twice.
    """
    found: dict[str, Any] = {}
    if views.ego:
        found["ego"] = _ego(views.ego, named)
    if views.map:
        found["map"] = _map(views.map)
    return found


def _ego(it: Ego, named: Set[int]) -> dict[str, Any]:
    """Columns of pages; ``to`` are differences within the links of a page, the first of each from 0."""
    return {
        "base": it.base,
        "home": it.home,
        "id": _steps(it.url_ids),
        "url": _unless(named, it.url_ids, it.urls),
        "title": _unless(named, it.url_ids, it.titles),
        "depth": it.depth,
        "parent": it.parent,
        "repeated": _digits(it.repeated),
        "rank": it.rank,
        "tone": _digits(it.tone),
        "found": _digits(it.found),
        "covered": _digits(it.covered),
        "inlinks": it.inlinks,
        "linking": it.linking,
        "linked": it.linked,
        "links": it.links,
        "to": _targets(it.links, it.targets),
    }


def _map(it: DepthMap) -> dict[str, Any]:
    return {
        "node": it.nodes,
        "x": [round(x) for x in it.x],
        "y": [round(y) for y in it.y],
        "r": [round(r, 1) for r in it.r],
    }


def _unless(named: Set[int], url_ids: Sequence[int], texts: Sequence[str]) -> list[str]:
    return ["" if url_id in named else text for url_id, text in zip(url_ids, texts, strict=True)]


def _steps(values: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *values])]


def _digits(values: Iterable[int]) -> str:
    return "".join(map(str, values))


def _targets(counts: Sequence[int], targets: Sequence[int]) -> list[int]:
    found, begin = list[int](), 0
    for count in counts:
        found += _steps(targets[begin : begin + count])
        begin += count
    return found
