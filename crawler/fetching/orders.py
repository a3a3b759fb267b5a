"""What the two processes of a crawl say to each other: orders one way, answers the other.

Frames are a length (4 bytes, little-endian) and as many bytes. The first frame is pickled, from the crawl to its own
child; all others are marshalled, which is no code and costs microseconds.

    order     (line, lease, address, conditions)                         line: number of the site
    answer    (line, url_id, status, headers, body, measured)            status None: ``body`` is the name of what failed
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass, fields
from typing import Any

from crawler.access import Entry
from crawler.guard import Guard
from crawler.plan import Fetching
from crawler.records import Lease

FIELDS = tuple(field.name for field in fields(Lease))
HEAD = 4  # bytes of a length


@dataclass(frozen=True, slots=True)
class Setup:
    """What the fetching process must know, in its first frame."""

    lines: tuple[tuple[Entry, Guard], ...]  # of each site: what requests bear, and where they may lead
    fetching: Fetching
    concurrency: int  # requests at once, of all sites
    verbose: int = 0


def frame(data: bytes) -> bytes:
    """With its length before it."""
    return len(data).to_bytes(HEAD, "little") + data


def order(line: int, lease: Lease, address: str, conditions: dict[str, str]) -> bytes:
    """The frame of an order."""
    return frame(marshal.dumps((line, tuple(getattr(lease, name) for name in FIELDS), address, conditions)))


def ordered(data: bytes) -> tuple[int, Lease, str, dict[str, str]]:
    """What ``order`` made."""
    line, lease, address, conditions = marshal.loads(data)
    return line, Lease(*lease), address, conditions


def answer(
    line: int, lease: Lease, status: int | None, headers: dict[str, str], body: bytes | str, measured: dict[str, Any]
) -> bytes:
    """The frame of an answer."""
    return frame(marshal.dumps((line, lease.url_id, status, headers, body, measured)))


def answered(data: bytes) -> tuple[int, int, int | None, dict[str, str], Any, dict[str, Any]]:
    """What ``answer`` made."""
    found: tuple[int, int, int | None, dict[str, str], Any, dict[str, Any]] = marshal.loads(data)
    return found


class Frames:
    """Frames out of bytes that come in any pieces."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The frames that are complete with ``data``."""
        self._kept += data
        found, at = [], 0
        while len(self._kept) - at >= HEAD:
            end = at + HEAD + int.from_bytes(self._kept[at : at + HEAD], "little")
            if len(self._kept) < end:
                break
            found.append(bytes(self._kept[at + HEAD : end]))
            at = end
        if at:
            del self._kept[:at]
        return found
