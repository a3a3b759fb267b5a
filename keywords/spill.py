"""Cut pages set aside on disk between the two passes: cutting a page costs ten times as much as reading it back."""

from __future__ import annotations

import marshal
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from configs.errors import TODO, WHERE, WHY, StoreError
from configs.text import Text
from crawler.zstd import compress, decompress

IN_MEMORY = 32 << 20  # bytes; a site of some 10 000 pages never touches the disk
_LENGTH = struct.Struct("<I")
_SEPARATOR = "\x1f"  # white space to Python, so that no copy holds it


class CutPage(NamedTuple):
    """A page as the second pass needs it; texts are matching copies."""

    url_id: int
    latin_words: int
    title: str
    h1: str
    description: str
    copy: str
    tokens: list[str]


class Spill:
    """A nameless temporary file beside the store; it is gone even when the process is killed. About 2.5 KB a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(folder))  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()

    def put(self, page: CutPage) -> None:
        """Set a page aside."""
        data = compress(marshal.dumps((*page[:-1], _SEPARATOR.join(page.tokens), len(page.tokens))))
        try:
            self._file.write(_LENGTH.pack(len(data)) + data)
        except OSError as error:
            raise _full(self._folder, error) from error

    def __iter__(self) -> Iterator[CutPage]:
        """All pages, in the order they were put."""
        self._file.seek(0)
        while head := self._file.read(_LENGTH.size):
            *facts, tokens, count = marshal.loads(decompress(self._file.read(_LENGTH.unpack(head)[0])))
            yield CutPage._make([*facts, tokens.split(_SEPARATOR) if count else []])


def _full(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        310,
        Text(zh="无法写入临时文件", en="cannot write a temporary file"),
        [
            (WHERE, Text(str(folder), str(folder))),
            (WHY, Text(str(error.strerror), str(error.strerror))),
            (
                TODO,
                Text(
                    zh="腾出磁盘空间（每页约 3 KB），再运行同一命令；库没有被改动。",
                    en="Free some space (3 KB a page) and run the same command again; the store was not touched.",
                ),
            ),
        ],
    )
