"""The process that reads large pages, and that ends when one takes too long or too much memory.

Nothing else stops a parser under way: it runs outside of Python. The other end of the pipe is ``crawler.reading_guard``,
which also says what the frames are (``crawler.side_process``):

    in    for each page: its URL, how the site's URLs are made one, what else is known, and the limits, as JSON; its body
    out   for each page: the record, its facts and links, and the MB this process takes, as JSON; hashes of its text
          blocks; its HTML in UTF-8, empty where that is the body as it came

Data only: what a page says cannot become code on either side, as it could with pickle.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from array import array
from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import IO, Any

from crawler.extract import extract
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.sparse import restored
from crawler.records import Extracted, Link, LinkKind, PageRecord, Position
from crawler.side_process import limit, read_frame, write_frame
from crawler.url_forms import Form
from crawler.urls import Resolver

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

NO_MEMORY = 70  # what it ends with when it has no more
FRAMES = 3  # of an answer
STATM = Path("/proc/self/statm")  # of Linux; where there is none, memory is not limited either
PAGE = 4096  # bytes; where pages are larger, more is taken than this says

_KINDS, _POSITIONS = tuple(LinkKind), tuple(Position)
_FIELDS = tuple(one.name for one in fields(PageRecord) if one.name != "facts")
_encode = partial(json.dumps, separators=(",", ":"))


def packed(found: Extracted, body: bytes) -> tuple[bytes, ...]:
    """What a page yields, as frames."""
    page = {name: getattr(found.page, name) for name in _FIELDS}
    text = _encode([page, facts_to_json(found.page.facts), found.links, _size()])
    return text.encode(), found.block_hashes.tobytes(), b"" if found.html == body else found.html


def unpacked(frames: Sequence[bytes], body: bytes) -> tuple[Extracted, int]:
    """What ``packed`` made into frames, and the MB that the process took.

    Raises:
        ReadingError: the page could not be read for a fault of ours.
    """
    text, blocks, html = frames
    told = json.loads(text)
    if isinstance(told, str):
        raise ReadingError(told)
    page, facts, links, size = told
    record = restored(PageRecord, {**page, "facts": facts_from_json(facts)})
    found = [Link(target, _KINDS[kind], anchor, rel, _POSITIONS[place]) for target, kind, anchor, rel, place in links]
    hashes = array("Q")
    hashes.frombytes(blocks)
    return Extracted(record, tuple(found), hashes, html or (body if record.is_html else b"")), size


class ReadingError(Exception):
    """A fault of ours in the other process; the text is its traceback."""


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer until ``source`` is closed."""
    resolvers: dict[str, Resolver] = {}
    while True:
        (url, form, told, (seconds, memory)), body = json.loads(read_frame(source)), read_frame(source)
        resolver = resolvers.setdefault(str(form), Resolver(restored(Form, form)))
        _limit_memory(memory)
        limit(seconds)
        frames = _read(url, body, resolver, told)
        limit(0)
        for frame in frames:
            write_frame(sink, frame)
        sink.flush()


def _read(url: str, body: bytes, resolver: Resolver, told: dict[str, Any]) -> tuple[bytes, ...]:
    try:
        return packed(extract(url, body, resolver=resolver, **told), body)
    except MemoryError:
        raise
    except Exception:
        return _encode(traceback.format_exc()).encode(), b"", b""


def _size() -> int:
    """MB that this process takes; 0 where that is not known."""
    try:
        return int(STATM.read_text("ascii").split()[1]) * PAGE >> 20
    except OSError:
        return 0


def _limit_memory(megabytes: int) -> None:
    """What is asked for beyond fails: there is no such limit on Windows, and macOS does not heed it."""
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = megabytes << 20
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> None:
    """The process itself."""
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except MemoryError:
        os._exit(NO_MEMORY)  # nothing that would need any
    except (EOFError, BrokenPipeError):
        os._exit(0)  # the crawl is gone: what is not written has no reader
