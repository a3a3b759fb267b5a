"""Word lists of a person: stop words and the user dictionary, one word or phrase a line. What is wrong is told exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.reasons import reason
from configs.text import CONTROL, Text
from crawler.imports.sheet import Fault
from crawler.text import HAN
from keywords.matching import copy_of

LONGEST = 80  # characters; a longer line is a sentence
SHOWN = 5  # faults told one by one
TAGS = "a|ad|an|d|eng|i|j|l|n|nr|ns|nt|nz|v|vd|vn|x"
# A line of a dictionary made for jieba: word, frequency and tag. Only after Han, so that "air max 90 pro" stays whole.
_JIEBA_LINE = re.compile(rf"([{HAN}]+)(?:\s+\d+)?(?:\s+(?:{TAGS}))?")
_BAD_FREQUENCY = re.compile(rf"[{HAN}]+\s+(?:([-+.]?\d\S*)(?:\s+\S+)?|(\S+)\s+(?:{TAGS}))")
BOMS = (b"\xff\xfe", b"\xfe\xff")
NOT_UTF8 = Text(zh="词表文件不是 UTF-8 编码", en="a word list is not UTF-8")
WRITE = Text(
    zh="每行一个词或短语；可接词频（整数）和词性，如：手机壳 100 n。# 开头的行是注释。",
    en="One word or phrase a line; a frequency (an integer) and a tag may follow: 手机壳 100 n. Lines that begin with # are comments.",
)


def read_words(path: Path) -> tuple[str, ...]:
    """The words of a list; empty lines and comments (#) left out.

    Raises:
        InputError: the file cannot be read (XE-410), is not UTF-8 (XE-411), or has faulty lines (XE-412).
    """
    lines = list(_content(path))
    _refuse(path, [fault for number, line in lines if (fault := _fault(number, line))])
    return tuple(line for _, line in lines)


def read_dictionary(path: Path) -> tuple[str, ...]:
    """The words of a user dictionary; frequency and tag of a jieba dictionary are checked and left out.

    Raises:
        InputError: as ``read_words``; also when there is no word in it.
    """
    lines = list(_content(path))
    faults = [fault for number, line in lines if (fault := _fault(number, line) or _frequency(number, line))]
    if not lines:
        faults.append(Fault(1, Text(zh="文件里没有词", en="there is no word in the file")))
    _refuse(path, faults)
    found = ((_JIEBA_LINE.fullmatch(line), line) for _, line in lines)
    return tuple(match[1] if match else line for match, line in found)


class Repeated(NamedTuple):
    """A word that stands in a list once more, which does no harm."""

    line: int
    first: int  # the line where it stood before
    word: str


def repeated(path: Path) -> list[Repeated]:
    """Words of a list, or of a dictionary, that stand there twice in matching form; errors as ``read_words``."""
    seen: dict[str, int] = {}
    found = []
    for number, line in _content(path):
        word = match[1] if (match := _JIEBA_LINE.fullmatch(line)) else line
        first = seen.setdefault(copy_of(word), number)
        if first != number:
            found.append(Repeated(number, first, word))
    return found


def _fault(number: int, line: str) -> Fault | None:
    if control := CONTROL.search(line):
        code = f"U+{ord(control.group()):04X}"
        place = control.start() + 1
        return Fault(number, Text(zh=f"第 {place} 个字符是控制字符 {code}", en=f"character {place} is the control character {code}"))  # fmt: skip
    if len(line) > LONGEST:
        return Fault(number, Text(zh=f"太长：{len(line)} 个字符，最多 {LONGEST} 个", en=f"too long: {len(line)} characters, {LONGEST} at most"))  # fmt: skip
    if not any(map(str.isalnum, copy_of(line))):
        return Fault(number, Text(zh=f"没有文字：{line}", en=f"no letter or digit in it: {line}"))
    return None


def _frequency(number: int, line: str) -> Fault | None:
    match = _BAD_FREQUENCY.fullmatch(line)
    wrong = match and (match[1] or match[2])
    if not wrong or wrong.isdecimal() or wrong in TAGS.split("|"):
        return None
    return Fault(number, Text(zh=f"词频不是整数：{wrong}", en=f"the frequency is no integer: {wrong}"))


def _content(path: Path) -> Iterator[tuple[int, str]]:
    """Line number and text of every line that says something."""
    for number, line in enumerate(_text(path).split("\n"), 1):
        line = line.strip(" \t\r\u3000")
        if line and not line.startswith("#"):
            yield number, line


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable(path, data, data[: error.start].count(b"\n")) from error


def _refuse(path: Path, faults: Sequence[Fault]) -> None:
    if not faults:
        return
    count, first = len(faults), faults[0]
    rows = [
        (WHERE, Text(zh=f"{path} 第 {fault.line} 行：{fault.why.zh}", en=f"{path}, line {fault.line}: {fault.why.en}"))
        for fault in faults[:SHOWN]
    ]
    more = count - SHOWN
    if more > 0:
        rows.append((WHY, Text(zh=f"另有 {more} 行也有问题", en=f"{more} more lines are faulty")))
    what = Text(zh=f"词表有误，第 {first.line} 行起，共 {count} 处", en=f"a word list is faulty from line {first.line} on, {count} in all")  # fmt: skip
    raise InputError(412, what, [*rows, (REMEDY, WRITE)])


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        410,
        Text(zh="读不了词表文件", en="cannot read a word list"),
        [
            (WHERE, Text(str(path), str(path))),
            (WHY, reason(error)),
            (
                REMEDY,
                Text(
                    zh="检查配置 [keywords] 中 userdict 和 stopwords 的路径（相对于配置文件）。",
                    en="Check the paths of userdict and stopwords under [keywords], relative to the configuration file.",
                ),
            ),
        ],
    )


def _wide(path: Path) -> InputError:
    """UTF-16, which editors and spreadsheets of Windows call Unicode."""
    command = f"iconv -f UTF-16 -t UTF-8 {path.name}"
    return InputError(
        411,
        NOT_UTF8,
        [
            (WHERE, Text(zh=f"{path} 第 1 行", en=f"{path}, line 1")),
            (
                WHY,
                Text(
                    zh="文件是 UTF-16（Windows 里叫 Unicode）。", en="The file is UTF-16, which Windows calls Unicode."
                ),
            ),
            (REMEDY, Text(zh=f"转成 UTF-8：{command}", en=f"Convert it to UTF-8: {command}")),
        ],
    )


def _undecodable(path: Path, data: bytes, line: int) -> InputError:
    """Not UTF-8; what the line says in GB18030 tells a person whether that is its encoding."""
    raw = data.split(b"\n")[line].strip()
    if data.startswith(BOMS):
        return _wide(path)
    try:
        data.decode("gb18030")
        read = raw.decode("gb18030")
    except UnicodeDecodeError:
        why = Text(
            zh="既不是 UTF-8，也不是 GB18030，可能已损坏或不是文本。",
            en="Neither UTF-8 nor GB18030: it may be damaged, or no text.",
        )
        remedy = Text(zh="用 UTF-8 重新导出这个文件。", en="Export the file again as UTF-8.")
    else:
        why = Text(zh=f"按 GB18030 可以读出：{read[:LONGEST]}", en=f"In GB18030 the line reads: {read[:LONGEST]}")
        command = f"iconv -f GB18030 -t UTF-8 {path.name}"
        remedy = Text(zh=f"若内容正确，转成 UTF-8：{command}", en=f"If that is right, convert it to UTF-8: {command}")
    return InputError(
        411,
        NOT_UTF8,
        [
            (WHERE, Text(zh=f"{path} 第 {line + 1} 行", en=f"{path}, line {line + 1}")),
            (WHY, why),
            (REMEDY, remedy),
        ],
    )
