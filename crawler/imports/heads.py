"""Which column of an exported table is which, by its head."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crawler.text import matching_copy

_MARKS = re.compile(r"[\s_\-.\"'#()（）:：]+")


def compact(head: str) -> str:
    """A head for comparing: ``Source URL``, ``SourceURL`` and ``source_url`` are one."""
    return _MARKS.sub("", matching_copy(head))


def head_places(head: Sequence[str], known: Mapping[str, Sequence[str]], mapped: Mapping[str, str]) -> dict[str, int]:
    """Index of each field that is there; no column is two fields.

    Args:
        known: field -> heads as ``compact`` leaves them; the first that is there counts.
        mapped: head in the file -> field; they win.

    Raises:
        KeyError: a mapped head is not there.
    """
    names = [compact(cell) for cell in head]
    found: dict[str, int] = {}
    for column, field in mapped.items():
        if compact(column) not in names:
            raise KeyError(column)
        found[field] = names.index(compact(column))
    taken = set(found.values())
    for field, heads in known.items():
        index = next((names.index(name) for name in heads if name in names and names.index(name) not in taken), None)
        if field not in found and index is not None:
            found[field] = index
            taken.add(index)
    return found
