"""Counted pages set aside on disk between the two passes: cutting a page costs ten times as much as reading it back."""

from __future__ import annotations

import marshal
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np

from configs.errors import REMEDY, WHERE, WHY, StoreError
from configs.reasons import reason
from configs.text import Text
from crawler.zstd import compress, decompress
from keywords.terms import LONGEST_PHRASE, Candidates

IN_MEMORY = 32 << 20  # bytes; a site of some 10 000 pages never touches the disk
_LENGTH = struct.Struct("<I")
_SEPARATOR = "\x1f"  # white space to Python, so that no copy holds it


class CutPage(NamedTuple):
    """A page as the second pass needs it; texts are matching copies."""

    url_id: int
    url: str
    latin_words: int
    title: str
    h1: str
    description: str
    copy: str
    found: Candidates


class Spill:
    """A nameless temporary file beside the store; it is gone even when the process is killed. About 3 KB a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(folder))  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()

    def put(self, page: CutPage) -> None:
        """Set a page aside."""
        content, han, names, *arrays = page.found
        hits, words, runs = (array.tobytes() for array in arrays)
        data = compress(marshal.dumps((page[:-1], content, han, _SEPARATOR.join(names), hits, words, runs)))
        try:
            self._file.write(_LENGTH.pack(len(data)) + data)
        except OSError as error:
            raise _full(self._folder, error) from error

    def __iter__(self) -> Iterator[CutPage]:
        """All pages, in the order they were put."""
        self._file.seek(0)
        while head := self._file.read(_LENGTH.size):
            data = decompress(self._file.read(_LENGTH.unpack(head)[0]))
            facts, content, han, names, hits, words, runs = marshal.loads(data)
            found = Candidates(
                content,
                han,
                names.split(_SEPARATOR) if names else [],
                np.frombuffer(hits, np.int32),
                np.frombuffer(words, np.int32),
                np.frombuffer(runs, np.int32).reshape(-1, LONGEST_PHRASE),
            )
            yield CutPage._make((*facts, found))


def _full(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        310,
        Text(zh="无法写入临时文件", en="cannot write a temporary file"),
        [
            (WHERE, Text(str(folder), str(folder))),
            (WHY, reason(error)),
            (
                REMEDY,
                Text(
                    zh="腾出磁盘空间（每页约 3 KB），再运行同一命令；库没有被改动。",
                    en="Free some space (3 KB a page) and run the same command again; the store was not touched.",
                ),
            ),
        ],
    )
