"""What a site repeats in its titles: names and slogans, which are nobody's subject."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from crawler.text import HAN
from keywords.frequency import BoundedCounts
from keywords.matching import copy_of, holds

_HAN = re.compile(f"[{HAN}]")
# Where a title changes its subject: | and the like; a hyphen only between spaces or beside Han, for SK-II is one word.
_PART = re.compile(rf"\s*[|_–—·»›]\s*|\s-\s|(?<=[{HAN}])-|-(?=[{HAN}])|\n")
SIGNS = " |_–—·»›-\n"  # that part titles, and what stands around them
# A part on half of the titles is the site's name or slogan, not a page's subject. On a bilingual site each language
# has a name of its own: half of the titles in its script will do, if that is a tenth of all.
REPEATED_SHARE, LEAST_SHARE, LEAST_PAGES = 0.5, 0.1, 3
PARTS = 1 << 17  # remembered
HOST_WORD = 4  # letters; shorter labels of a host are no names


def title_parts(text: str) -> list[str]:
    """The parts of a title, a matching copy, at the signs that set a site's name apart."""
    return [part for part in _PART.split(text) if part]


def separated_parts(text: str) -> list[tuple[str, str]]:
    """The parts of a title, a matching copy, each with the sign before it: empty for the first."""
    found: list[tuple[str, str]] = []
    sign, at = "", 0
    for match in _PART.finditer(text):
        if part := text[at : match.start()].strip():
            found.append((sign, part))
            sign = match[0].strip() or "|"
        at = match.end()
    return [*found, (sign, text[at:].strip())] if text[at:].strip() else found


def shown_parts(text: str) -> list[str]:
    """The parts of a title as a person wrote it; full-width signs part it, too."""
    return [part for one in _PART.split(text.replace("｜", "|").replace("＿", "_")) if (part := one.strip())]


def first_part(text: str) -> str:
    """The first part of a title with the sign behind it; empty when the title has one part only."""
    match = _PART.search(text.rstrip(SIGNS))
    return text[: match.end()] if match and match.start() > 0 else ""


def last_part(text: str) -> str:
    """The last part of a title with the sign before it; empty when the title has one part only."""
    at = max((match.start() for match in _PART.finditer(text.rstrip(SIGNS))), default=-1)
    return text.rstrip(SIGNS)[at:] if at > 0 else ""


def is_han_title(text: str) -> bool:
    """Whether a title has Han characters."""
    return _HAN.search(text) is not None


def repeated_parts(parts: Mapping[str, int], pages: int, han_pages: int) -> Iterator[tuple[str, int]]:
    """The parts that half of the titles of their script repeat, and on how many pages they stand."""
    for part, seen in parts.items():
        alike = han_pages if is_han_title(part) else pages - han_pages
        if seen >= max(LEAST_PAGES, LEAST_SHARE * pages, REPEATED_SHARE * alike):
            yield part, seen


def brand_names(db: sqlite3.Connection, run_id: int) -> set[str]:
    """Names of a site in matching form: repeated parts of its titles, its labels, the words of its host."""
    counts, pages, han_pages = BoundedCounts(PARTS), 0, 0
    titles = db.execute(
        "select title from pages where run_id = ? and is_html and status between 200 and 299 and title <> ''", [run_id]
    )
    for (title,) in titles:
        copy = copy_of(title)
        pages += 1
        han_pages += is_han_title(copy)
        counts.add(set(title_parts(copy)))
    names = {part for part, _ in repeated_parts(counts, pages, han_pages)}
    for start_url, *labels in db.execute(
        "select s.start_url, s.label_zh, s.label_en from runs r join sites s using (site_id) where r.run_id = ?",
        [run_id],
    ):
        names.update(filter(None, map(copy_of, labels)))
        words = re.split(r"[.-]", (urlsplit(start_url).hostname or "").rpartition(".")[0])
        names.update(word for word in words if len(word) >= HOST_WORD and not word.isdecimal())
    return names


def is_brand(term: str, names: Iterable[str]) -> bool:
    """Whether a term is a name, holds one, or is a piece of one; written with or without spaces."""
    close = term.replace(" ", "")
    return any(holds(name, term) or holds(term, name) or close == name.replace(" ", "") for name in names)
