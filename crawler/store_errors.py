"""What is said when a store cannot be used, and which of SQLite's errors mean that."""

from __future__ import annotations

import shutil
import sqlite3
from importlib import metadata
from pathlib import Path

from configs.errors import REMEDY, WHERE, WHY, SettingsError, StoreError
from configs.text import Text
from crawler.records import Run

FAULTS = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY,
}  # fmt: skip


class MovedError(sqlite3.OperationalError):
    """Another file, or none, stands where the open store was: what is written now would be lost with it."""


ROOM = 32_000_000  # bytes that must be free while a crawl goes on: for the log of SQLite and what ends the crawl
NOTHING = 100_000  # bytes free on a disk where SQLite can write no more
OPENING = Text(zh="无法打开库", en="cannot open the store")
MAKE_ROOM = Text(
    zh="检查磁盘和剩余空间，再运行同一命令（抓取用 --resume 继续）；已写入的数据完好。",
    en="Check the disk and its free space, then run the same command again (a crawl goes on with --resume);"
    " what was written is intact.",
)
CHECK_PATH = Text(
    zh="检查路径、目录是否可写、文件是否为寻路的库；用 --db 换一个位置。",
    en="Check the path, that its folder is writable and the file is a xunlu store; choose another place with --db.",
)
FAULTS_SAID = {
    sqlite3.SQLITE_FULL: (Text(zh="磁盘已满", en="the disk is full"), MAKE_ROOM),
    sqlite3.SQLITE_IOERR: (Text(zh="无法读写库", en="cannot read or write the store"), MAKE_ROOM),
    sqlite3.SQLITE_CORRUPT: (
        Text(zh="库已损坏", en="the store is damaged"),
        Text(
            zh="用备份替换它，或用 --db 新建一个库；哪里坏了：xunlu db verify。",
            en="Replace it by a backup, or crawl into a new store with --db; what is damaged: xunlu db verify.",
        ),
    ),
    sqlite3.SQLITE_BUSY: (
        Text(zh="库正被另一个进程占用", en="another process holds the store"),
        Text(zh="等它结束后再运行同一命令。", en="Wait for it to end, then run the same command again."),
    ),
}


CAUSES = {  # SQLite itself speaks English only
    sqlite3.SQLITE_BUSY: "SQLite：库被锁住",
    sqlite3.SQLITE_CANTOPEN: "SQLite：打不开文件，目录不存在或没有权限",
    sqlite3.SQLITE_CORRUPT: "SQLite：文件已损坏",
    sqlite3.SQLITE_FULL: "SQLite：磁盘已满",
    sqlite3.SQLITE_IOERR: "SQLite：读写出错",
    sqlite3.SQLITE_NOTADB: "SQLite：文件不是数据库",
    sqlite3.SQLITE_READONLY: "SQLite：文件是只读的",
}


def unusable(path: Path, error: sqlite3.Error) -> StoreError:
    """The readable form of what SQLite said about the file."""
    if isinstance(error, MovedError):
        return _moved(path)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte of SQLite's extended codes
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_full(path):
        code = sqlite3.SQLITE_FULL  # the files beside the store could not be made
    what, todo = FAULTS_SAID.get(code, (OPENING, CHECK_PATH))
    why = Text(zh=CAUSES.get(code, f"SQLite：{error}"), en=f"SQLite: {error}")
    rows = [(WHERE, Text(str(path), str(path))), (WHY, why), (REMEDY, todo)]
    return StoreError(302 if code == sqlite3.SQLITE_FULL else 301, what, rows)


def _is_full(path: Path) -> bool:
    try:
        return path.is_file() and shutil.disk_usage(path.absolute().parent).free < NOTHING  # /proc has no room either
    except OSError:
        return False


def _moved(path: Path) -> StoreError:
    return StoreError(
        301,
        Text(zh="库文件在使用中被删除或替换", en="the store was deleted or replaced while it was in use"),
        [
            (WHERE, Text(str(path), str(path))),
            (
                REMEDY,
                Text(
                    zh="不要在运行中移动库文件；把原来的文件放回去可以用 --resume 继续，否则重新抓取。",
                    en="Leave the store where it is while a command runs. Put the file back and go on with --resume, or crawl anew.",
                ),
            ),
        ],
    )


def little_room(path: Path) -> StoreError:
    """A crawl stopped in order because the disk is nearly full."""
    return StoreError(
        302,
        Text(
            zh=f"磁盘将满（剩余不到 {ROOM // 1_000_000} MB），抓取已停止",
            en=f"the disk is nearly full (less than {ROOM // 1_000_000} MB free): the crawl was stopped",
        ),
        [(WHERE, Text(str(path), str(path))), (REMEDY, MAKE_ROOM)],
    )


def being_crawled(path: Path, holder: str) -> StoreError:
    """An older program crawls into the store, which must not change its form under it."""
    return StoreError(
        309,
        Text(
            zh="旧版本的程序正在向这个库抓取，现在不能升级库",
            en="an older xunlu is crawling into this store, which cannot be migrated meanwhile",
        ),
        [
            (WHERE, Text(f"{path}（{holder}）", f"{path} ({holder})")),
            (REMEDY, Text(zh="等它结束，或停掉它，再运行同一命令。", en="Wait for it or stop it, then run the same command again.")),
        ],
    )  # fmt: skip


def is_fault_of_store(error: sqlite3.Error) -> bool:
    """Whether SQLite complains of the file or the disk, not of a statement of ours."""
    return isinstance(error, MovedError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in FAULTS


def missing(path: Path) -> StoreError:
    """There is no file at ``path``."""
    return StoreError(
        303,
        Text(zh="没有这个库", en="there is no such store"),
        [
            (WHERE, Text(str(path), str(path))),
            (
                REMEDY,
                Text(
                    zh="先运行 xunlu crawl 网址，或用 --db 指定库文件。",
                    en="Run xunlu crawl URL first, or name the file with --db.",
                ),
            ),
        ],
    )


def foreign(path: Path) -> StoreError:
    """The SQLite file belongs to another program."""
    return StoreError(
        304,
        Text(zh="这个 SQLite 文件不是寻路的库", en="this SQLite file is not a xunlu store"),
        [
            (WHERE, Text(str(path), str(path))),
            (
                REMEDY,
                Text(
                    zh="用 --db 指定另一个文件；这个文件没有被改动。",
                    en="Name another file with --db; this one was not touched.",
                ),
            ),
        ],
    )


def newer(path: Path, version: int, known: int) -> StoreError:
    """The store was written by a newer program."""
    ours = metadata.version("xunlu")
    return StoreError(
        305,
        Text(
            zh=f"库的版本（{version}）比本程序认识的（{known}，xunlu {ours}）新",
            en=f"the store has schema version {version}, newer than {known}, the newest xunlu {ours} knows",
        ),
        [
            (WHERE, Text(str(path), str(path))),
            (
                REMEDY,
                Text(
                    zh="升级 xunlu：pip install -U xunlu；库没有被改动。",
                    en="Upgrade: pip install -U xunlu. The store was not touched.",
                ),
            ),
        ],
    )


def pruned_error(run: Run, when: str) -> SettingsError:
    """What is said of a run whose pages were let go, where they are needed."""
    return SettingsError(
        151,
        Text(zh=f"运行 {run.run_id} 的网页已在 {when[:10]} 清理", en=f"the pages of run {run.run_id} were pruned on {when[:10]}"),
        [(WHY, Text(zh="只保留了得分、检查项结果和排名因素。", en="Only scores, states of checks and ranking factors were kept.")),
         (REMEDY, Text(zh="用较新的运行；走势仍可看：xunlu trend score。", en="Use a newer run; trends still show it: xunlu trend score."))],
    )  # fmt: skip
