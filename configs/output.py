"""Files that appear whole or not at all, and what is said when they cannot."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from configs.errors import REMEDY, WHERE, WHY, StoreError
from configs.reasons import reason
from configs.text import Text

FREE = Text(zh="腾出磁盘空间后再运行；库中的数据完好。", en="Free some space and run it again; the store is intact.")
ELSEWHERE = Text(
    zh="检查目录是否存在、是否可写、文件是否被打开；或用 -o 换一个位置。",
    en="Check that the folder exists and is writable and the file is not open; or choose another place with -o.",
)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 file beside ``path`` that takes its place when all went well; else nothing has changed.

    Raises:
        StoreError: it cannot be written (310), or the disk is full (311).
    """
    try:
        with _direct(path) if _is_device(path) else _beside(path.resolve()) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(path, error) from error


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """The name of a new file beside ``path``, for writers of binary files; as ``replacing`` otherwise."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.resolve().parent)
        os.close(handle)
        made = Path(name)
        try:
            yield made
            made.chmod(0o666 & ~_umask())
            made.replace(path.resolve())
        except BaseException:
            with suppress(OSError):
                made.unlink()
            raise
    except OSError as error:
        raise unwritable(path, error) from error


@contextmanager
def _beside(path: Path) -> Iterator[TextIO]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        made.chmod(0o666 & ~_umask())  # mkstemp makes files that only their owner reads
        made.replace(path)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


@contextmanager
def _direct(path: Path) -> Iterator[TextIO]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file


def _is_device(path: Path) -> bool:
    """Pipes and devices (/dev/stdout) cannot be replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def unwritable(path: Path, error: OSError) -> StoreError:
    """The readable form of why an output file cannot be written."""
    where = str(path.absolute())
    full = error.errno == errno.ENOSPC
    name = path.name or str(path)
    what = Text(zh=f"无法写入 {name}", en=f"cannot write {name}")
    rows = [(WHERE, Text(where, where)), (WHY, reason(error)), (REMEDY, FREE if full else ELSEWHERE)]
    return StoreError(311 if full else 310, what, rows)


def write_text(path: Path, text: str) -> int:
    """Replace ``path`` by ``text``; its size in bytes. Errors as ``replacing``."""
    with replacing(path) as file:
        file.write(text)
    return len(text.encode("utf-8"))


def check_writable(path: Path) -> None:
    """Refuse an output that cannot be written before hours of work go into it. Errors as ``replacing``."""
    if _is_device(path):
        return
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.TemporaryFile(dir=path.resolve().parent):
            pass
    except OSError as error:
        raise unwritable(path, error) from error


def place_in(folder: Path, name: str) -> Path:
    """A file of a folder for results, whose name is ours: a link that lies in its place leads nobody out of the folder.

    Raises:
        StoreError: the link cannot be removed.
    """
    path = folder / name
    try:
        if path.is_symlink():
            path.unlink()
    except OSError as error:
        raise unwritable(path, error) from error
    return path


def make_folder(path: Path) -> None:
    """Make a folder for results where there is none. Errors as ``replacing``."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
