"""A keyword as a person asks for it on the command line."""

from __future__ import annotations

from configs.errors import REMEDY, SettingsError
from configs.text import Text
from crawler.text import printable
from keywords.matching import copy_of
from keywords.wordlists import LONGEST


def refuse_empty(keyword: str) -> None:
    """A keyword without a letter or digit finds nothing.

    Raises:
        SettingsError: XE-192.
    """
    text = keyword.encode("utf-8", "replace").decode()  # bytes that are no UTF-8 come as surrogates
    if text == keyword and any(map(str.isalnum, copy_of(keyword))) and len(keyword) <= LONGEST:
        return
    raise SettingsError(
        192,
        Text(zh=f"不能作关键词：{printable(keyword)[:80]!r}", en=f"no keyword: {printable(keyword)[:80]!r}"),
        [(REMEDY, Text(zh=f"写一个词，有文字或数字，不超过 {LONGEST} 个字符。", en=f"Write one with a letter or digit, {LONGEST} characters at most."))],
    )  # fmt: skip
