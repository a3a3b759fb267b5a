"""A list of URLs that a person wrote: one a line, or the first column of a table; what is none is told with its line."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from configs.errors import REMEDY, WHERE, WHY, SettingsError
from configs.reasons import reason
from configs.text import Text
from crawler.text import printable
from crawler.urls import Form, host_key, joined, normalise

MAX_FAULTS = 1000  # kept
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)  # "mailto:a@b.cn", not "b.cn:8080"
HEADINGS = ("url", "urls", "address", "网址", "链接", "地址", "page", "loc")


@dataclass(slots=True)
class UrlList:
    """``urls`` normalised and distinct, in order; ``faults`` are (line from 1, text) of lines that are no URL."""

    urls: list[str] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    repeated: int = 0


def read_list(name: str, base: str = "", form: Form | None = None) -> UrlList:
    """The URLs of a file, or of standard input for ``-``.

    Args:
        base: start URL of the site, against which paths such as ``/tea/`` are read; "" where there is none.

    Raises:
        SettingsError: the file cannot be read, or holds no usable URL.
    """
    found = parse_list(_lines(name), base, form or Form())
    if not found.urls:
        first = [(line, printable(text)[:80]) for line, text in found.faults[:1]]
        raise SettingsError(
            141,
            Text(zh=f"清单里没有可用的网址：{_shown(name).zh}", en=f"the list holds no usable URL: {_shown(name).en}"),
            [(WHERE, Text(zh=f"第 {line} 行：{text}", en=f"line {line}: {text}")) for line, text in first]
            + [(REMEDY, Text(zh="一行写一个网址，如 https://shop.example/tea/。", en="Write one URL a line, such as https://shop.example/tea/."))],
        )  # fmt: skip
    return found


def parse_list(lines: Iterable[str], base: str, form: Form) -> UrlList:
    """``lines`` as read from a file; blank ones and comments (``#``) are passed over.

    A first line such as ``url,status`` makes it a table of which the first column counts: without one a comma is
    part of the address.
    """
    found, known, table = UrlList(), set[str](), False
    for number, line in enumerate(lines, 1):
        text = line.strip().lstrip("\ufeff").strip()
        if number == 1 and _first_cell(text).lower() in HEADINGS:
            table = True
            continue
        text = _first_cell(text) if table or "\t" in text else text
        if not text or text.startswith("#"):
            continue
        url = _usable(text, base, form)
        if not url:
            if len(found.faults) < MAX_FAULTS:
                found.faults.append((number, text))
        elif url in known:
            found.repeated += 1
        else:
            known.add(url)
            found.urls.append(url)
    return found


def _first_cell(line: str) -> str:
    return next(csv.reader([line], delimiter="\t" if "\t" in line else ","), [""])[0].strip() if line else ""


def _usable(text: str, base: str, form: Form) -> str | None:
    if "://" not in text:
        if base and text.startswith(("/", "?")):
            text = joined(base, text)
        elif "." in text.partition("/")[0] and " " not in text and not _SCHEME.match(text):
            text = f"https://{text}"
        else:
            return None
    url = normalise(text, form)
    return url if url and host_key(url) else None


def _lines(name: str) -> list[str]:
    try:
        raw = _standard_input() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise SettingsError(
            142,
            Text(zh=f"读不到网址清单 {name}", en=f"the list of URLs {name} cannot be read"),
            [(WHY, reason(error)), (REMEDY, Text(zh="检查路径和权限；写 - 表示标准输入。", en="Check path and permissions; - is standard input."))],
        ) from error  # fmt: skip
    return _decoded(raw).splitlines()


def _standard_input() -> bytes:
    """In any charset, as a file; nothing where it is closed."""
    return sys.stdin.buffer.read() if sys.stdin else b""


def _decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16 by their marks, else GB18030 as Excel and Notepad of Chinese Windows write it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _shown(name: str) -> Text:
    return Text(zh="标准输入", en="standard input") if name == "-" else Text(name, name)
