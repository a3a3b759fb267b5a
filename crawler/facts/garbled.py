"""Text that was decoded the wrong way before it was saved: what a visitor sees as gibberish."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.facts.elements import values
from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements

MAX_SAMPLE = 80  # characters shown around the first garbled place
MAX_TEXT = 300_000  # characters of text looked at
_SHOWN = (
    "//body//text()[not(parent::script or parent::style or parent::noscript or parent::textarea or ancestor::code)]"
)
# UTF-8 of Chinese and of punctuation read as Windows-1252: 中 -> ä¸­, ’ -> â€™, é -> Ã©.
_HIGH = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
_KINDS = (
    ("replacement", "\ufffd"),  # bytes that no character has
    ("twice", "锟斤拷|锟剿|烫{4}|屯{4}|锘匡豢"),  # U+FFFD saved as UTF-8 and read as GBK; memory never filled
    ("latin", f"(?:[ã-é][{_HIGH}]{{2}}){{2}}|â€[{_HIGH}]|[ÂÃ][\u0080-©¬-º]"),
    ("gbk", "[锛銆鈥][\u4e00-\u9fff]|鐨勶"),  # ， and 。 in UTF-8 read as GBK
)
_GARBLED = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS))
# Without any of these nothing is garbled: looking for them costs a tenth of the expression above. Single characters
# come first, as looking for one costs a thirtieth of looking for several in a row.
_SUSPECTS = ("\ufffd", "锟", "锘", "锛", "銆", "鈥", "Ã", "Â")
# Commas and full stops, and 的, as Windows-1252 and as true Latin-1 show them.
_SUSPECT_RUNS = ("â€", "ä¸", "çš„", "ç\u009a\u0084", "ï¼", "ã\u0080\u0082", "ã€‚", "烫烫烫烫", "屯屯屯屯")


@dataclass(frozen=True, slots=True)
class GarbledFacts:
    """Text that was decoded the wrong way."""

    counts: tuple[
        tuple[str, int], ...
    ] = ()  # kind (replacement, twice, latin, gbk) and places, the most frequent first
    sample: str = ""  # text around the first place


def garbled_facts(document: Document, elements: Elements, shown: str) -> GarbledFacts:
    """Text of title, description and body that was decoded the wrong way; scripts and code left out.

    Args:
        shown: text of the body, with scripts.
    """
    head = "".join(one.text for one in elements["title"]) + "".join(
        meta.attr("content") or "" for meta in elements["meta"]
    )
    if not _suspect(head) and not _suspect(shown):
        return GarbledFacts()
    text = _shown(document)[:MAX_TEXT]
    found = list(_GARBLED.finditer(text))
    counts = Counter(str(match.lastgroup) for match in found)
    if not counts:
        return GarbledFacts()
    start = max(0, found[0].start() - MAX_SAMPLE // 4)
    return GarbledFacts(tuple(counts.most_common()), collapse(text[start : start + MAX_SAMPLE]))


def _suspect(text: str) -> bool:
    if text.isascii():
        return False
    return any(mark in text for mark in _SUSPECTS) or any(run[0] in text and run in text for run in _SUSPECT_RUNS)


def _shown(document: Document) -> str:
    """Title, description and what the body shows, without taking the page apart."""
    titles = [one.text for one in document.select("head > title")]
    metas = [one.attr("content") or "" for one in document.select("meta[name=description]")]
    return "\n".join([*titles, *metas, *values(document, _SHOWN)])
