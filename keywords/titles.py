"""How the market writes titles and h1: order of their parts, signs between them, width, and words that are often added.

The parts of a title are cut at ``| _ - – — · » ›`` and the like (``keywords.brands``). Each is one of

- brand: the site's name or slogan: what half of its titles repeat, its labels, the name of its host;
- category: a title or h1 of a category page, up to the first sign, or a part that three pages or more repeat;
- subject: what is left, and what the page is about.

A pattern is the order of these with the signs between them: "subject | brand". Of a site with more than 3,000 pages some
3,000 are looked at, spread evenly over its addresses.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from crawler.text import columns
from keywords.brands import SIGNS, brand_names, first_part, is_han_title, last_part, separated_parts
from keywords.matching import copy_of
from keywords.modifiers import modifiers

SAMPLE = 3000  # pages of a site
REPEATED = 3  # pages whose titles have a part make it a category of the site
ENDING = 0.3  # of the titles, for an end to be the site's own
LONGEST = 4  # parts that a pattern names; further ones are "…"
BRAND, CATEGORY, SUBJECT = "brand", "category", "subject"

# Every :step-th page by its address, whatever the crawl did first.
_PAGES = """
    select n.url, t.page_type, p.title, p.h1 from (
        select p.url_id, u.url, row_number() over (order by u.url) - 1 as number from pages p
        join urls u on u.url_id = p.url_id
        where p.run_id = :run and p.is_html and p.status between 200 and 299 and not p.truncated
    ) n
    join pages p on p.run_id = :run and p.url_id = n.url_id
    left join page_states t on t.run_id = :run and t.url_id = n.url_id
    where n.number % :step = 0 order by n.number
"""


@dataclass(slots=True)
class Pattern:
    """One way of a site to write titles or h1 of one type of pages."""

    kind: str  # title or h1
    page_type: str
    pattern: str
    pages: int = 0
    of: int = 0  # pages of this type that have a title, or h1
    widths: list[int] = field(default_factory=list)  # display columns
    example: str = ""
    url: str = ""

    @property
    def share(self) -> float:
        """Of the pages of this type, 0..1."""
        return self.pages / self.of

    @property
    def width(self) -> float:
        """Median, in display columns."""
        return float(median(self.widths))


@dataclass(slots=True)
class Modifier:
    """A word that titles add to their subject: price, best, 批发, a year."""

    word: str
    pages: int
    of: int
    example: str
    url: str

    @property
    def share(self) -> float:
        """Of the pages with a title, 0..1."""
        return self.pages / self.of


@dataclass(slots=True)
class SiteTitles:
    """What one site does; the commonest first."""

    pages: int  # looked at
    patterns: list[Pattern]
    modifiers: list[Modifier]
    separators: list[tuple[str, int]]  # sign, titles
    h1_like: dict[str, int]  # same, part, different, missing: how the h1 stands to the title, by pages


@dataclass(frozen=True, slots=True)
class Known:
    """What a site calls itself and its categories, in matching form."""

    names: frozenset[str]
    categories: frozenset[str]

    def role(self, part: str) -> str:
        """What a part of a title is."""
        if part in self.names or part.replace(" ", "") in self.names:
            return BRAND
        return CATEGORY if part in self.categories else SUBJECT


def site_titles(db: sqlite3.Connection, run_id: int, sample: int = SAMPLE) -> SiteTitles:
    """The title and h1 patterns of a run."""
    (count,) = db.execute(
        "select count(*) from pages where run_id = ? and is_html and status between 200 and 299 and not truncated",
        [run_id],
    ).fetchone()
    pages = db.execute(_PAGES, {"run": run_id, "step": max(1, -(-count // sample))}).fetchall()
    known = _known(db, run_id, pages)
    titles, h1s = ([(row[0], row[1], row[at]) for row in pages] for at in (2, 3))
    patterns = [*_patterns("title", titles, known), *_patterns("h1", h1s, known)]
    return SiteTitles(len(pages), patterns, _modifiers(pages), _separators(pages), _likeness(pages))


def shape(title: str, known: Known) -> str:
    """The pattern of one title: "subject | category - brand"; parts in a row of one role count once."""
    found: list[str] = []
    for sign, part in separated_parts(copy_of(title)):
        role = known.role(part)
        if found and found[-1] == role:
            continue
        found += [sign, role] if found else [role]
    return " ".join(found[: 2 * LONGEST - 1]) + (" …" if len(found) > 2 * LONGEST - 1 else "")


def _known(db: sqlite3.Connection, run_id: int, pages: Sequence[Sequence[str]]) -> Known:
    names = brand_names(db, run_id)
    names |= {name.replace(" ", "") for name in names}
    seen: Counter[str] = Counter()
    categories: set[str] = set()
    for _, page_type, title, h1 in pages:
        parts = [part for _, part in separated_parts(copy_of(title))]
        seen.update(set(parts[1:]))
        if page_type == "category":
            categories.update(part for text in (title, h1) for _, part in separated_parts(copy_of(text))[:1])
    repeated = {part for part, count in seen.items() if count >= REPEATED}
    return Known(frozenset(names), frozenset((categories | repeated) - names))


def _patterns(kind: str, pages: Iterable[tuple[str, str | None, str]], known: Known) -> list[Pattern]:
    found: dict[tuple[str, str], Pattern] = {}
    of: Counter[str] = Counter()
    for url, page_type, text in pages:
        if not text.strip():
            continue
        key = page_type or "other", shape(text, known)
        of[key[0]] += 1
        one = found.setdefault(key, Pattern(kind, *key, example=text, url=url))
        one.pages += 1
        one.widths.append(columns(text))
    for one in found.values():
        one.of = of[one.page_type]
    return sorted(found.values(), key=lambda one: (-of[one.page_type], one.page_type, -one.pages, one.pattern))


def _modifiers(pages: Sequence[Sequence[str]]) -> list[Modifier]:
    found: dict[str, Modifier] = {}
    titled = [(row[0], row[2]) for row in pages if row[2].strip()]
    for url, title in titled:
        for word in modifiers(copy_of(title)):
            one = found.setdefault(word, Modifier(word, 0, len(titled), title, url))
            one.pages += 1
    return sorted(found.values(), key=lambda one: (-one.pages, one.word))


def _separators(pages: Sequence[Sequence[str]]) -> list[tuple[str, int]]:
    found: Counter[str] = Counter()
    for row in pages:
        found.update({sign for sign, _ in separated_parts(copy_of(row[2]))[1:]})
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def _likeness(pages: Sequence[Sequence[str]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for _, _, title, h1 in pages:
        one, other = copy_of(title), copy_of(h1)
        found["missing" if not other else "same" if one == other else "part" if other in one else "different"] += 1
    return dict(found)


def brand_ends(db: sqlite3.Connection, run_id: int, *, han: bool) -> tuple[str, str]:
    """How most titles of a site begin or end: its name and the sign, as ("", " | 茶舍") or ("Tea House - ", "").

    Both are empty when fewer than three of ten titles have such an end.

    Args:
        han: of its titles with Han characters, else of the others.
    """
    (count,) = db.execute(
        "select count(*) from pages where run_id = ? and is_html and status between 200 and 299 and not truncated",
        [run_id],
    ).fetchone()
    names = brand_names(db, run_id)
    ends: Counter[tuple[str, str]] = Counter()
    titles = 0
    for _, _, title, _ in db.execute(_PAGES, {"run": run_id, "step": max(1, -(-count // SAMPLE))}):
        if not title or is_han_title(title) != han:
            continue
        titles += 1
        plain = unicodedata.normalize("NFKC", title)
        for end in (("", last_part(plain)), (first_part(plain), "")):
            if copy_of("".join(end).strip(SIGNS)) in names:
                ends[end] += 1
    best = min(ends, key=lambda end: (-ends[end], end), default=("", ""))
    return best if ends[best] and ends[best] >= ENDING * titles else ("", "")
