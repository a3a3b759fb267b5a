"""How much of the main text of two pages is the same: the share in blocks that the other page shows anywhere."""

from __future__ import annotations

import sqlite3
from array import array
from typing import Protocol

from crawler.maintext import MIN_BLOCK, block_hashes
from crawler.zstd import decompress

TEXT = 0.3  # share of the text of both that the other page does not show; less is decoration
NEAR = 4  # of 64 bits of the signatures: a date or a counter is no other text
_BITS = (1 << 64) - 1
_DOCUMENT = "select main_text, blocks from documents where hash = ?"


class Texts(Protocol):
    """A page of which the text is known."""

    @property
    def document(self) -> bytes | None:
        """Hash of the document."""

    @property
    def text_hash(self) -> int | None:
        """The same for pages with the same main text."""

    @property
    def simhash(self) -> int | None:
        """Signed 64 bits."""


def alike(db: sqlite3.Connection, left: Texts, right: Texts) -> tuple[str, str] | None:
    """For texts that differ, how much of each the other page shows, ``42%``; None for much the same texts.

    A block is a line of main text with ten or more characters, and weighs as many. It is looked for in all visible text
    of the other page, for where main text begins is a guess that other markup may turn.
    """
    if left.text_hash == right.text_hash or _near(left.simhash, right.simhash):
        return None
    (one, shown_on_one), (other, shown_on_other) = (_blocks(db, side.document) for side in (left, right))
    total = sum(one.values()), sum(other.values())
    found = _found(one, shown_on_other), _found(other, shown_on_one)
    if sum(found) >= (1 - TEXT) * sum(total):
        return None
    return _percent(found[0], total[0]), _percent(found[1], total[1])


def _near(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and ((one ^ other) & _BITS).bit_count() <= NEAR


def _found(blocks: dict[int, int], shown: set[int]) -> int:
    return sum(size for block, size in blocks.items() if block in shown)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""


def _blocks(db: sqlite3.Connection, document: bytes | None) -> tuple[dict[int, int], set[int]]:
    """Characters of the blocks of main text, and the blocks of all visible text, those among them."""
    row = db.execute(_DOCUMENT, [document]).fetchone()
    if row is None:
        return {}, set()
    text = decompress(row[0]).decode("utf-8")
    sizes = [len(line) for line in text.split("\n") if len(line) >= MIN_BLOCK]
    main = dict(zip(block_hashes(text), sizes, strict=True))
    seen = array("Q")
    seen.frombytes(row[1])
    return main, {*main, *seen}
