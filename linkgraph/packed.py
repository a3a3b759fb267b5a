"""The distinct links of a run's graph, packed: read back in a tenth of a second where the links themselves take ten.

A part holds a bounded number of links, all of them of the same pages, in order of the source. Packed are, one after the
other: the number of links of each page from the first one of the part on, uint32; the targets, uint32, transposed so that
the bytes of equal weight stand together; and three rows of bits, one a link: followed; one of the editorial links; followed
as such. All little endian.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from crawler.zstd import compress, decompress
from linkgraph.arrays import Flags, Ints
from linkgraph.graph import Pairs
from linkgraph.load import Nodes

LINKS = 1 << 21  # of a part, about; a page's links are never parted
UINT = np.dtype("<u4")


def packed_rows(run_id: int, nodes: Nodes, pairs: Pairs, main: Pairs, urls: int) -> Iterator[tuple[object, ...]]:
    """Rows of ``packed_links``.

    Args:
        pairs: distinct links in order of source and target.
        main: the editorial ones of them.
        urls: one more than the highest url_id.
    """
    pages, sign = len(nodes.url_ids), _sign(nodes)
    counts = np.bincount(pairs.source, minlength=pages)
    ends, main_ends = np.cumsum(counts), np.cumsum(np.bincount(main.source, minlength=pages))
    first = begin = main_begin = part = 0
    while first < pages:
        last = max(int(np.searchsorted(ends, begin + LINKS, side="right")), first + 1)
        end, main_end = int(ends[last - 1]), int(main_ends[last - 1])
        some = _part(pairs, begin, end)
        flags = (some.followed, *_among(some, _part(main, main_begin, main_end), urls))
        yield run_id, part, end - begin, sign, compress(_bytes(counts[first:last], some.target, flags))
        first, begin, main_begin, part = last, end, main_end, part + 1


def _part(pairs: Pairs, begin: int, end: int) -> Pairs:
    some = slice(begin, end)
    return Pairs(pairs.source[some], pairs.target[some], pairs.followed[some])


def _sign(nodes: Nodes) -> int:
    return zlib.crc32(nodes.url_ids.astype("<i8").tobytes())


def _among(pairs: Pairs, main: Pairs, urls: int) -> tuple[Flags, Flags]:
    """Of each link whether it is one of ``main``, and whether it is followed there; shape (pairs,)."""
    at = np.searchsorted(_keys(pairs, urls), _keys(main, urls))
    member, passing = np.zeros((2, len(pairs.source)), dtype=np.bool_)
    member[at] = True
    passing[at] = main.followed
    return member, passing


def _keys(pairs: Pairs, urls: int) -> NDArray[np.int64]:
    return pairs.source.astype(np.int64) * urls + pairs.target


def _bytes(counts: Ints, target: Ints, flags: tuple[Flags, ...]) -> bytes:
    transposed = target.astype(UINT).view(np.uint8).reshape(-1, UINT.itemsize).T
    bits = b"".join(np.packbits(some).tobytes() for some in flags)
    return np.array([len(counts)], UINT).tobytes() + counts.astype(UINT).tobytes() + transposed.tobytes() + bits


def load_packed(db: sqlite3.Connection, run_id: int, nodes: Nodes) -> tuple[Pairs, Pairs] | None:
    """All links and the editorial ones, as the stage computed them; None where they are not stored for these nodes."""
    rows = db.execute(
        "select links, packed from packed_links where run_id = ? and nodes = ? order by part", [run_id, _sign(nodes)]
    )
    parts = [_unpacked(decompress(packed), links) for links, packed in rows]
    if not parts:
        return None
    counts, target, followed, member, passing = (np.concatenate(column) for column in zip(*parts, strict=True))
    source = np.repeat(np.arange(len(nodes.url_ids), dtype=np.int32), counts)
    main = Pairs(source[member], target[member], passing[member])
    return Pairs(source, target, followed), main


def _unpacked(data: bytes, links: int) -> tuple[NDArray[np.int64], Ints, Flags, Flags, Flags]:
    """Links of each page, targets, and the three flags."""
    pages = int(np.frombuffer(data, UINT, 1)[0])
    counts = np.frombuffer(data, UINT, pages, UINT.itemsize).astype(np.int64)
    at = UINT.itemsize * (1 + pages)
    transposed = np.frombuffer(data, np.uint8, UINT.itemsize * links, at).reshape(UINT.itemsize, links)
    target = np.ascontiguousarray(transposed.T).view(UINT).ravel().astype(np.int32)
    at, size = at + UINT.itemsize * links, (links + 7) // 8
    flags = [
        np.unpackbits(np.frombuffer(data, np.uint8, size, at + number * size), count=links).astype(np.bool_)
        for number in range(3)
    ]
    return counts, target, flags[0], flags[1], flags[2]
