"""Addresses that a server's access log knows: what was asked for and answered with a page, and how often.

Read are lines in the common and the combined format of Apache and nginx, with or without a virtual host in front,
plain or gzipped. A log may be larger than memory: it is counted in a temporary table, ``temp.logged``.

A library that reads one configured format (apachelogs) takes three times as long a line, and refuses all of a real log
whose lines end in a blank; what is wanted here are five fields of whatever format there is.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BufferedIOBase
from pathlib import Path
from urllib.parse import urlsplit

from configs.engines import engine_of
from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.reasons import reason
from configs.settings import Crawl
from configs.text import Text
from crawler.records import Run
from crawler.url_forms import Form
from crawler.urls import normalise

LINE = re.compile(
    r"(?:(?P<host>(?!\d+\.\d+\.)[\w.-]+(?::\d+)?) (?=[\da-fA-F.:]+ ))?\S+ \S+ .{1,200}? \[[^\]]{10,40}\] \"(?:(?P<method>[A-Z]+) (?P<target>\S+)(?: HTTP/[\d.]+)?|(?:[^\"\\]|\\.)*)\" (?P<status>\d{3}) \S+"
    r'(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
ESCAPED = re.compile(r"\\x([0-9A-Fa-f]{2})")  # how servers write bytes that are no ASCII
NO_PAGES = re.compile(
    r"\.(?:css|m?js|map|json|xml|txt|gz|zip|rar|7z|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg|m3u8"
    r"|pdf|docx?|xlsx?|pptx?|apk|exe|dmg|swf|wasm)\Z|/\.",
    re.IGNORECASE,
)
PAGES = ("200", "304")
LONGEST = 16_384  # bytes of a line; what is longer is no line of a log
BATCH = 50_000  # addresses counted in memory

_COUNT = "insert into logged values (?, ?, ?) on conflict do update set hits = hits + excluded.hits, spiders = spiders + excluded.spiders"


@dataclass(slots=True)
class Log:
    """What came of a log: lines read, lines that are none, and the first of these (from 1; 0: none)."""

    lines: int = 0
    odd: int = 0
    first_odd: int = 0


def begin(db: sqlite3.Connection) -> None:
    """An empty ``temp.logged``: url, requests, and those of them in the name of an engine's spider."""
    db.execute("drop table if exists temp.logged")
    db.execute("create temp table logged (url text primary key, hits integer, spiders integer) without rowid")


def read_log(db: sqlite3.Connection, path: Path, run: Run, progress: Callable[[int], None] = lambda count: None) -> Log:
    """Count the pages in a log into ``temp.logged``, their addresses in the form in which the run has its own.

    Args:
        run: of the site; lines of a virtual host that is none of its hosts are left out.
        progress: told every few thousand lines how many were read.

    Raises:
        InputError: the file cannot be read (434), or none of its lines is one of a log (435).
    """
    found, hits, spiders, blank = Log(), Counter[str](), Counter[str](), 0
    address = _addresses(run.start_url, _hosts(db, run.run_id), _form(db, run.run_id))
    try:
        with _opened(path) as file:
            for line in _lines(file):
                found.lines += 1
                match = LINE.match(line)
                if match is None and line.strip():
                    found.odd += 1
                    found.first_odd = found.first_odd or found.lines
                elif match is None:
                    blank += 1
                elif url := address(match):
                    hits[url] += 1
                    spiders[url] += _is_spider(match["agent"] or "")
                if len(hits) >= BATCH:
                    _keep(db, hits, spiders)
                if not found.lines % 10_000:
                    progress(found.lines)
    except (OSError, EOFError, zlib.error) as error:
        raise _unread(path, 434, reason(error) if isinstance(error, OSError) else CUT) from error
    _keep(db, hits, spiders)
    if found.lines == found.odd + blank:
        raise _unread(path, 435, NO_LOG)
    return found


CUT = Text(zh="压缩文件不完整", en="the compressed file is cut short")
NO_LOG = Text(zh="没有一行是访问日志", en="not one of its lines is of an access log")


def _unread(path: Path, number: int, why: Text) -> InputError:
    return InputError(
        number,
        Text(zh="无法读取这个访问日志", en="cannot read this access log"),
        [
            (WHERE, Text(str(path), str(path))),
            (WHY, why),
            (REMEDY, Text(zh="用 Apache 或 nginx 的 common、combined 格式，可以是 .gz。", en="Give one in Apache's or nginx's common or combined format; .gz is fine.")),
        ],
    )  # fmt: skip


@contextmanager
def _opened(path: Path) -> Iterator[BufferedIOBase]:
    with path.open("rb") as file:
        if file.peek(2)[:2] != b"\x1f\x8b":
            yield file
            return
        with gzip.GzipFile(fileobj=file) as unpacked:
            yield unpacked


def _lines(file: BufferedIOBase) -> Iterator[str]:
    """Lines as text; bytes that are no ASCII stay as servers escape them. A line that is too long comes as an odd one."""
    while piece := file.readline(LONGEST):
        whole = piece
        while piece and not piece.endswith(b"\n") and len(piece) == LONGEST:
            piece, whole = file.readline(LONGEST), b"?"
        yield whole.decode("ascii", "backslashreplace")


def _form(db: sqlite3.Connection, run_id: int) -> Form:
    """How the crawl of the run made one of a page's many URLs; of parameters, at least those for campaigns go."""
    crawl = json.loads(db.execute("select settings from runs where run_id = ?", [run_id]).fetchone()[0]).get(
        "crawl", {}
    )
    return Form(
        tuple(crawl.get("strip_params", Crawl().strip_params)),
        sort_params=crawl.get("sort_params", False),
        trailing_slash=crawl.get("trailing_slash", "keep"),
    )


def _hosts(db: sqlite3.Connection, run_id: int) -> dict[str, str]:
    """The hosts of the site, as crawled, by their names without www. and port."""
    rows = db.execute(
        "select host from run_hosts join hosts using (host_id) where run_id = ? order by host desc", [run_id]
    )
    return {_name(host): host for (host,) in rows}


def _name(host: str) -> str:
    return host.casefold().removeprefix("www.").partition(":")[0]


def _addresses(start_url: str, hosts: Mapping[str, str], form: Form) -> Callable[[re.Match[str]], str]:
    """The address of the page that a line is about; "" where it is about none of the site's.

    Args:
        hosts: of ``_hosts``: a line with the name of one of them is about that one, a line without a name about the start's.
    """
    start = urlsplit(start_url)

    @lru_cache(maxsize=10_000)
    def of(name: str, target: str) -> str:
        host = start.netloc if not name else hosts.get(_name(name), "")
        target = ESCAPED.sub(r"%\1", target)
        url = target if target.startswith(("http://", "https://")) else f"{start.scheme}://{host}{target}"
        try:
            parts = urlsplit(url)
            if not host or NO_PAGES.search(parts.path) or _name(parts.netloc) not in hosts:
                return ""
        except ValueError:  # whatever strangers ask for
            return ""
        return normalise(url, form) or ""

    def address(match: re.Match[str]) -> str:
        if match["method"] != "GET" or match["status"] not in PAGES or not match["target"].startswith(("/", "http")):
            return ""
        return of(match["host"] or "", match["target"])

    return address


@lru_cache(maxsize=4096)
def _is_spider(agent: str) -> bool:
    return engine_of(agent) is not None


def _keep(db: sqlite3.Connection, hits: Counter[str], spiders: Counter[str]) -> None:
    rows: Iterable[tuple[str, int, int]] = ((url, count, spiders[url]) for url, count in hits.items())
    db.executemany(_COUNT, rows)
    hits.clear()
    spiders.clear()
