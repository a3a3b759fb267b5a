"""Words that say nothing about a page, and the words a user adds: stop word files and the user dictionary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.settings import Keywords
from configs.text import Text
from crawler.text import HAN
from keywords.matching import copy_of

BUNDLED = ("stopwords_zh.txt", "stopwords_en.txt", "stopwords_shop.txt")
# A line of a dictionary made for jieba: word, frequency and tag. Only after Han, so that "air max 90 pro" stays whole.
_JIEBA_LINE = re.compile(rf"([{HAN}]+)(?:\s+\d+)?(?:\s+(?:a|ad|an|d|eng|i|j|l|n|nr|ns|nt|nz|v|vd|vn|x))?")


def stop_words(settings: Keywords) -> frozenset[str]:
    """The bundled stop words and those of the user's files, in matching form.

    A word the user tracks or put into the user dictionary is none, whatever the lists say.

    Raises:
        InputError: a file is missing (XE-410) or not UTF-8 (XE-411).
    """
    own = {copy_of(word) for name in settings.stopwords for word in read_words(Path(name))}
    kept = {copy_of(word) for word in (*settings.targets, *user_words(settings))}
    return frozenset((bundled_stop_words() | own) - kept)


def user_words(settings: Keywords) -> tuple[str, ...]:
    """Words of the user dictionary, as written; none when no file is named.

    A line is one word or phrase; frequency and tag of a jieba dictionary are left out.

    Raises:
        InputError: the file is missing (XE-410) or not UTF-8 (XE-411).
    """
    lines = read_words(Path(settings.userdict)) if settings.userdict else ()
    found = ((_JIEBA_LINE.fullmatch(line), line) for line in lines)
    return tuple(match[1] if match else line for match, line in found)


@lru_cache(maxsize=1)
def bundled_stop_words() -> frozenset[str]:
    """The lists that come with the program: Chinese (both scripts), English, shop boilerplate."""
    folder = files("keywords").joinpath("data")
    texts = (folder.joinpath(name).read_text("utf-8") for name in BUNDLED)
    return frozenset(copy_of(word) for text in texts for line in _content(text) for word in line.split())


def read_words(path: Path) -> tuple[str, ...]:
    """The lines of a word list; empty lines and comments (#) left out.

    Raises:
        InputError: the file is missing (XE-410) or not UTF-8 (XE-411).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        return _content(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _undecodable(path, data[: error.start].count(b"\n") + 1) from error


def _content(text: str) -> tuple[str, ...]:
    lines: Sequence[str] = [line.strip() for line in text.splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#"))


def _unreadable(path: Path, error: OSError) -> InputError:
    why = error.strerror or type(error).__name__
    return InputError(
        410,
        Text(zh="读不了词表文件", en="cannot read a word list"),
        [
            (WHERE, Text(str(path), str(path))),
            (WHY, Text(why, why)),
            (
                REMEDY,
                Text(
                    zh="检查配置 [keywords] 中 userdict 和 stopwords 的路径（相对于配置文件）。",
                    en="Check the paths of userdict and stopwords under [keywords], relative to the configuration file.",
                ),
            ),
        ],
    )


def _undecodable(path: Path, line: int) -> InputError:
    return InputError(
        411,
        Text(zh="词表文件不是 UTF-8 编码", en="a word list is not UTF-8"),
        [
            (WHERE, Text(zh=f"{path} 第 {line} 行", en=f"{path}, line {line}")),
            (
                REMEDY,
                Text(
                    zh=f"另存为 UTF-8；若原为 GBK：iconv -f GB18030 -t UTF-8 {path.name}",
                    en=f"Save it as UTF-8; if it is GBK: iconv -f GB18030 -t UTF-8 {path.name}",
                ),
            ),
        ],
    )
