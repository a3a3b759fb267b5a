"""Tables too large for memory, line by line: what ``crawler.imports.sheet`` does with a text, for a file of any size."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from configs.text import Text
from crawler.imports.sheet import MARKS, delimiter

LONGEST = 200_000  # characters of one line; a longer one is faulty
JOINED = 20  # lines that one row may take, line ends within quotes
KEPT = 2_000  # characters of a faulty one
SAMPLE = 65_536
CHARSETS = ("utf-8", "gb18030")

_ESCAPED = re.compile("[\ud800-\udfff]")  # bytes that the charset has not

TOO_LONG = Text(zh="这一行超过 20 万个字符", en="the line is longer than 200,000 characters")
UNDECODED = Text(zh="有解不开的字节，编码和其他行不同", en="bytes that are not in the charset of the other lines")
NUL = Text(zh="有空字符（NUL）", en="it has a NUL character")
QUOTES = Text(zh="引号没有成对", en="quotes do not match")


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The file as text: UTF-8, UTF-16 or GB18030, with or without a byte order mark; bytes of none are surrogates.

    Raises:
        OSError: it cannot be read.
        UnicodeError: it is no text in one of these charsets.
    """
    with path.open("rb") as file:
        charset = _charset(file)
        file.seek(0)
        errors = "replace" if "16" in charset else "surrogateescape"
        with io.TextIOWrapper(file, encoding=charset, errors=errors, newline="") as text:
            yield text


def _charset(file: BinaryIO) -> str:
    """Of the whole file, in blocks: the first one that decodes it, else the one that most of its beginning is in."""
    sample = file.read(SAMPLE)
    if named := next((charset for mark, charset in MARKS if sample.startswith(mark)), ""):
        return named
    if (plain := _unmarked_utf16(sample)) or b"\0" in sample:
        return plain or "utf-8"  # a NUL is a fault of its line
    for charset in CHARSETS:
        file.seek(0)
        if _decodes(file, charset):
            return charset
    lines = sample.splitlines()
    good = {charset: sum(_is_in(charset, line) for line in lines) for charset in CHARSETS}
    best = max(CHARSETS, key=good.__getitem__)
    if good[best] * 2 < len(lines):
        raise UnicodeError("neither UTF-8 nor UTF-16 nor GB18030")
    return best


def _unmarked_utf16(sample: bytes) -> str:
    """Digits and separators have a 0 for every second byte, and there are many; of 一 the other byte is 0."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(1, len(sample) * 0.05) or min(even, odd) * 5 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _decodes(file: BinaryIO, charset: str) -> bool:
    decoder = codecs.getincrementaldecoder(charset)()
    try:
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_in(charset: str, line: bytes) -> bool:
    try:
        line.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def sign_of(file: TextIO) -> str:
    """The sign between the cells, by the first lines; the file stands where it was."""
    start = file.tell()
    text = file.read(4_000)
    file.seek(start)
    return delimiter(text.lstrip("\ufeff"))


class Record(NamedTuple):
    """A row: its first line, from 1, and its cells; those of a faulty one are its beginning as it stands."""

    line: int
    cells: list[str]
    fault: Text | None = None


def records(file: TextIO, sign: str) -> Iterator[Record]:
    """Every row that says something.

    A quote that is never closed costs its own line, not the rest of the file.
    """
    lines = _Lines(file)
    while (found := lines.next()) is not None:
        number, text = found
        made = _faulty(text) or _cells(lines, text, sign)
        if isinstance(made, Text):
            yield Record(number, [text[:KEPT].rstrip("\r\n")], made)
        elif any(cell.strip() for cell in made):
            yield Record(number, made)


def _faulty(text: str) -> Text | None:
    if len(text) > LONGEST:
        return TOO_LONG
    if "\0" in text:
        return NUL
    return UNDECODED if not text.isascii() and _ESCAPED.search(text) else None


def _cells(lines: _Lines, text: str, sign: str) -> list[str] | Text:
    if '"' not in text:
        return text.rstrip("\r\n").split(sign)
    parts = [text]
    while True:
        try:
            return next(csv.reader(parts, delimiter=sign, strict=True), [])
        except csv.Error as error:
            more = lines.next() if "unexpected end" in str(error) and len(parts) < JOINED else None
        if more is None or _faulty(more[1]):
            lines.back([*parts[1:], *([more[1]] if more else [])])
            return QUOTES
        parts.append(more[1])


class _Lines:
    """Lines with their numbers; some can be given back."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.number = 0
        self.waiting: deque[str] = deque()

    def next(self) -> tuple[int, str] | None:
        text = self.waiting.popleft() if self.waiting else self._read()
        if not text:
            return None
        self.number += 1
        return self.number, text.removeprefix("\ufeff") if self.number == 1 else text

    def back(self, texts: Iterable[str]) -> None:
        given = list(texts)
        self.number -= len(given)
        self.waiting.extendleft(reversed(given))

    def _read(self) -> str:
        text = self.file.readline(LONGEST + 1)
        if len(text) > LONGEST and not text.endswith(("\n", "\r")):
            while (rest := self.file.readline(LONGEST)) and not rest.endswith(("\n", "\r")):
                pass
        return text
