"""The process that applies rules of extraction to pages, and that ends when one rule takes too long over one page.

Nothing else stops an XPath expression or a regular expression under way: they run outside of Python. The other end of
the pipe is ``crawler.custom_guard``. The frames (``crawler.side_process``) are:

    in    the rules, as JSON; then for each page: numbers of rules, as JSON, and the page in UTF-8
    out   for each number: the values found, as JSON
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import IO

from configs.settings import ExtractRule
from crawler.custom import CustomRules, Page
from crawler.side_process import limit, read_frame, write_frame

LIMIT = 1.0  # seconds of the processor for one rule on one page; where that cannot be measured, of the clock


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
                limit(LIMIT)
                found = rules.found(number, page)
                limit(0)
                write_frame(sink, json.dumps(found).encode())
                sink.flush()
    except (EOFError, BrokenPipeError):
        return


def main() -> None:
    """The process itself."""
    serve(sys.stdin.buffer, sys.stdout.buffer)
