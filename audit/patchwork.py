"""Paragraphs of texts, so that checks in SQL can ask which of them stand on several pages."""

from __future__ import annotations

import json
import sqlite3
from hashlib import blake2b

from crawler.maintext import MIN_BLOCK
from crawler.text import han_chars, latin_words
from crawler.zstd import decompress

LEAST = 40  # Han characters, a Latin word as two: below, a line is a heading, a label or a phrase
MAX_PARAGRAPHS = 100  # of a text
MAX_LINES = 1000


def paragraphs(main_text: bytes | None) -> str:
    """JSON list of [signed 64-bit hash, length] of the distinct paragraphs of a stored text; case and blanks do not count.

    Lengths are Han characters, a Latin word counting as two.
    """
    found: dict[int, int] = {}
    text = decompress(main_text).decode("utf-8", "replace") if main_text else ""
    for line in text.split("\n", MAX_LINES)[:MAX_LINES]:
        if len(line) >= LEAST and (length := _length(line)) >= LEAST:
            found[_hash(line)] = length
            if len(found) == MAX_PARAGRAPHS:
                break
    return json.dumps(list(found.items()))


def lines_of(main_text: bytes | None) -> str:
    """As ``paragraphs``, of the lines with ten characters or more: blocks as the crawl counts them."""
    found: dict[int, int] = {}
    text = decompress(main_text).decode("utf-8", "replace") if main_text else ""
    for line in text.split("\n", MAX_LINES)[:MAX_LINES]:
        if len(line) >= MIN_BLOCK and (length := _length(line)):
            found[_hash(line)] = length
    return json.dumps(list(found.items()))


def line_with(main_text: bytes | None, wanted: int) -> str:
    """The line of a stored text whose hash is ``wanted``, its first sixty characters; "" where there is none."""
    text = decompress(main_text).decode("utf-8", "replace") if main_text else ""
    return next(
        (
            line[:60]
            for line in text.split("\n", MAX_LINES)[:MAX_LINES]
            if len(line) >= MIN_BLOCK and _hash(line) == wanted
        ),
        "",
    )


def _length(line: str) -> int:
    """Han characters, a word counting as two; words are counted by their blanks where there are no Han characters."""
    if not line.isascii() and (han := han_chars(line)):
        return han + 2 * latin_words(line)
    return 2 * (line.count(" ") + 1) if any(map(str.isalnum, line)) else 0


def _hash(line: str) -> int:
    digest = blake2b("".join(line.casefold().split()).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("lines_of", 1, lines_of, deterministic=True)
    db.create_function("line_with", 2, line_with, deterministic=True)
    db.create_function("paragraphs", 1, paragraphs, deterministic=True)
