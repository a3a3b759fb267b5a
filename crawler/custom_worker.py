"""The process that applies rules of extraction to pages, and that ends when one rule takes too long over one page.

Nothing else stops an XPath expression or a regular expression under way: they run outside of Python. The other end of
the pipe is ``crawler.custom_guard``. Frames are a length (4 bytes, little-endian) and as many bytes:

    in    the rules, as JSON; then for each page: numbers of rules, as JSON, and the page in UTF-8
    out   for each number: the values found, as JSON
"""

from __future__ import annotations

import faulthandler
import json
import signal
import sys
from dataclasses import asdict
from typing import IO

from configs.settings import ExtractRule
from crawler.custom import CustomRules, Page

LIMIT = 1.0  # seconds of the processor for one rule on one page; where that cannot be measured, of the clock


def write_frame(pipe: IO[bytes], data: bytes) -> None:
    """One frame; the caller flushes."""
    pipe.write(len(data).to_bytes(4, "little"))
    pipe.write(data)


def read_frame(pipe: IO[bytes]) -> bytes:
    """The next frame.

    Raises:
        EOFError: the other end is closed.
    """
    length = int.from_bytes(_exactly(pipe, 4), "little")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def packed(rules: tuple[ExtractRule, ...]) -> bytes:
    """Rules as the process reads them."""
    return json.dumps([asdict(rule) for rule in rules]).encode()


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer until ``source`` is closed."""
    try:
        rules = CustomRules([ExtractRule(**rule) for rule in json.loads(read_frame(source))])
        while True:
            numbers, page = json.loads(read_frame(source)), Page(read_frame(source))
            for number in numbers:
                _limit(LIMIT)
                found = rules.found(number, page)
                _limit(0)
                write_frame(sink, json.dumps(found).encode())
                sink.flush()
    except (EOFError, BrokenPipeError):
        return


def _limit(seconds: float) -> None:
    """End this process, whatever it is doing, unless called again in time; 0 takes the limit back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody handles SIGPROF: it ends the process
    elif seconds:
        faulthandler.dump_traceback_later(seconds, exit=True, file=sys.stderr)
    else:
        faulthandler.cancel_dump_traceback_later()


def main() -> None:
    """The process itself."""
    serve(sys.stdin.buffer, sys.stdout.buffer)
