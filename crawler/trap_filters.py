"""What an address chooses: the list it belongs to, and the values of parameters and path segments that may be filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crawler.trap_base import Place, mark
from crawler.trap_dates import DATE_KEYS
from crawler.trap_lattice import Atom, Atoms
from crawler.trap_lists import PAGE_KEYS

LONGEST = 60  # characters of a value that is kept as it is
VALUES = 8  # of one parameter

ROUTES = frozenset((
    "route", "r", "mod", "act", "action", "controller", "c", "m", "a", "app", "do", "op", "module", "view",
    "option", "task", "main_page", "s",
))  # fmt: skip  # parameters that choose the kind of page, where their value is a word
DEFAULTS = frozenset(("", "0", "all", "any", "none", "-1", "null", "default", "undefined", "*"))
_SEVERAL = re.compile(r"[,;|]|%2[Cc]|%7[Cc]|%3[Bb]")
_INDEX = re.compile(r"(?:\[\d{0,4}\]|%5[Bb]\d{0,4}%5[Dd])\Z")
_NAMED = re.compile(r"([A-Za-z][A-Za-z_]{1,19}[-_:=~])[^/]{1,80}")
_NUMBERS = re.compile(r"([A-Za-z_]{1,20})((?:-\d{1,9}){4,12})(\.[A-Za-z]{2,5})?")
_ATTRIBUTES = re.compile(r"\d{1,9}(?:\.\d{1,9}){2,20}")
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|do|cgi|pl)\Z")
_WORD = re.compile(r"[a-z_]{2,20}")


class Reading(NamedTuple):
    """An address as a list and what is chosen in it.

    ``in_path`` where path segments choose; ``folder`` for all lists beside this one, "" where it is a script.
    """

    group: str
    folder: str
    atoms: Atoms
    in_path: bool


def readings(place: Place) -> Iterator[Reading]:
    """How an address can be read: by its path, where that has two named values or more, and by its query."""
    if place.path.count("-") + place.path.count("_") + place.path.count("/") > 3 and (found := _of_path(place)):
        yield found
    if place.query:
        group, atoms = place.path, []
        for key, value in place.pairs():
            low = (_INDEX.sub("", key) if "[" in key or "%5" in key else key).lower()
            if value in DEFAULTS or (value[:1].isdecimal() and (low in PAGE_KEYS or low in DATE_KEYS)):
                continue
            if low in ROUTES and not value.isdecimal():
                group += f"{'&' if '?' in group else '?'}{low}={value[:LONGEST]}"
            else:
                atoms += _values(low, value)
        if atoms:
            yield Reading(group, _folder(group), tuple(sorted(set(atoms))), False)


def _folder(group: str) -> str:
    """``/c/**`` for ``/c/shoes``: the lists of its first folder; "" for scripts, which are lists of their own."""
    path, asked, _ = group.partition("?")
    first, _, rest = path[1:].partition("/")
    if asked or _SCRIPT.search(path):
        return ""
    return f"/{first}/**" if rest else "/**"


def _values(key: str, value: str) -> list[Atom]:
    """``color=red,blue`` has two values; ``attr=3.0.7`` has one for the first and for the third attribute."""
    if "." in value and _ATTRIBUTES.fullmatch(value):
        return [(f"{key}.{at}", part) for at, part in enumerate(value.split(".")) if part not in DEFAULTS]
    parts = [part for part in _SEVERAL.split(value, VALUES) if part]
    return [(key, part if len(part) <= LONGEST else str(mark(part))) for part in parts]


def _of_path(place: Place) -> Reading | None:
    """``/shoes/color-red/size-l/``, ``/list/cid/3/brand/7`` and ``/list-3-0-0-2-1.html``."""
    segments = place.segments
    found = _NUMBERS.fullmatch(segments[-1]) if segments and segments[-1].count("-") > 3 else None
    if found:
        numbers = found[2][1:].split("-")
        group = f"/{'/'.join([*segments[:-1], found[1]])}{'-*' * len(numbers)}{found[3] or ''}"
        atoms = [(f"#{at}", number) for at, number in enumerate(numbers, 1) if number != "0"]
        return Reading(group, "", tuple(atoms), True)
    start, atoms = _named(segments)
    if len(atoms) < 2:
        start, atoms = _pairs(segments)
    if len(atoms) < 2:
        return None
    group = f"/{'/'.join(segments[:start])}".rstrip("/")
    return Reading(group, _folder(group), tuple(sorted(set(atoms))), True)


def _named(segments: list[str]) -> tuple[int, list[Atom]]:
    """``color-red`` and its like at the end of a path: where they begin, and they."""
    start, atoms = len(segments), []
    while start and (found := _NAMED.fullmatch(segments[start - 1])):
        start -= 1
        atoms += [(f"{found[1]}*", part) for _, part in _values("", segments[start][found.end(1) :])]
    return start, atoms


def _pairs(segments: list[str]) -> tuple[int, list[Atom]]:
    """``cid/3/brand/7`` at the end of a path."""
    start, atoms = len(segments), []
    while start > 1 and _WORD.fullmatch(segments[start - 2]) and segments[start - 1].partition(".")[0].isdecimal():
        start -= 2
        value = segments[start + 1].partition(".")[0]
        if segments[start] not in DATE_KEYS and segments[start] not in PAGE_KEYS and value not in DEFAULTS:
            atoms.append((f"{segments[start]}/*", value))
    return start, atoms


def shown(group: str, filters: dict[str, int]) -> str:
    """``/list?brand&order+sort`` and ``/shoes/color-*/size-*``: a list and its filters, as people write them."""
    together: dict[int, list[str]] = {}
    for key in sorted(filters):
        together.setdefault(filters[key], []).append(key)
    names = ["+".join(keys) for keys in together.values()]
    if all("*" in key for key in filters):
        return "/".join([group, *names])
    return f"{group}{'&' if '?' in group else '?'}{'&'.join(names)}"


def understood(name: str) -> tuple[str, dict[str, int]]:
    """The list and the filters that ``shown`` put into one name."""
    group, _, query = name.partition("?")
    if query:
        parts = query.split("&")
        group = "?".join([group, *(["&".join(fixed)] if (fixed := [part for part in parts if "=" in part]) else [])])
        names = [part for part in parts if "=" not in part]
    else:
        segments = group.split("/")
        at = next((at for at, part in enumerate(segments) if "*" in part.replace("**", "")), len(segments))
        at -= at < len(segments) and segments[at] == "*"
        group = "/".join(segments[:at])
        names = "/".join(segments[at:]).replace("/*", "\0*").split("/")
        names = [part.replace("\0", "/") for part in names]
    return group, {key: number for number, part in enumerate(names) for key in part.split("+")}
