"""Which rule of robots.txt decides about a path: the longest that matches, Allow before Disallow (RFC 9309, 2.2.2).

Rules are compiled once for an agent. Those without a wildcard, nearly all, cost one binary search together, however many
they are; each with a wildcard costs a search for its longest literal piece. Nothing backtracks, and what is asked again
for the next agent of the same group is remembered: the worst file there can be costs some 30 ms for a URL.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from string import hexdigits
from typing import NamedTuple
from urllib.parse import quote

from crawler.urls import path_query

ASCII = "".join(map(chr, range(128)))
# Escaped or not makes a difference for these only (RFC 3986, 2.2); "*" and "$" are reserved, too, but RFC 9309, 2.2.3
# says that their escapes match them verbatim. What a URL never has but escaped, such as a space, a rule often has.
RESERVED = frozenset(":/?#[]@!&'()+,;=%")

_CHANGED = re.compile(r"%(?:[0-7][0-9A-Fa-f]|[89A-F][a-f]|[a-f][0-9A-Fa-f])")  # not %E7: those need no second look


class Rule(NamedTuple):
    """One Allow or Disallow line."""

    allow: bool
    pattern: str
    line: int  # from 1
    text: str


class _Wild(NamedTuple):
    """A pattern with wildcards: what it begins with, the pieces that follow in this order, whether the URL ends there."""

    rank: int
    needle: str  # the longest piece: most URLs do not have it
    first: str
    rest: tuple[str, ...]
    anchored: bool
    rule: Rule

    def matches(self, place: str) -> bool:
        """By the leftmost place of each piece, so that no robots.txt can hold up a crawl."""
        if not place.startswith(self.first):
            return False
        at = len(self.first)
        for piece in self.rest[:-1]:
            found = place.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        last = self.rest[-1]
        if self.anchored:
            return place.endswith(last) and len(place) - len(last) >= at
        return place.find(last, at) >= 0


class Rules:
    """The rules that one agent follows, ready to be asked."""

    __slots__ = ("_asked", "_best", "_exact", "_parents", "_prefixes", "_wild", "empty")

    def __init__(self, rules: Iterable[Rule]) -> None:
        prefixes: dict[str, tuple[int, Rule]] = {}
        self._exact: dict[str, tuple[int, Rule]] = {}
        self._asked: tuple[str, Rule | None] = ("", None)
        wild: dict[tuple[str, tuple[str, ...], bool], _Wild] = {}
        for rule in rules:
            anchored = rule.pattern.endswith("$")
            first, *rest = map(comparable, rule.pattern.removesuffix("$").split("*"))
            if not first.startswith("/") and (first or not rest):
                continue  # Google: a path begins with "/", so that a pattern that does not matches nothing
            size = len(first) + sum(map(len, rest)) + len(rest) + anchored  # octets, "*" and "$" among them
            rank = (2 * size + rule.allow << 32) - rule.line  # of equal ones the first
            anchored = anchored and (not rest or bool(rest[-1]))  # "/a*$" is "/a"
            pieces = tuple(filter(None, rest))
            if not pieces:
                _keep(self._exact if anchored else prefixes, first, rank, rule)
            elif (first, pieces, anchored) not in wild or wild[first, pieces, anchored].rank < rank:
                needle = max((first, *pieces), key=len)
                wild[first, pieces, anchored] = _Wild(rank, needle, first, pieces, anchored, rule)
        self._wild = sorted(wild.values(), reverse=True)
        self._prefixes = sorted(prefixes)
        self._parents, self._best = _tree(self._prefixes, prefixes)
        self.empty = not (self._exact or self._wild or prefixes)  # nothing can match

    def decides(self, place: str) -> Rule | None:
        """The rule that decides about a path of ``place_of``; None when none matches."""
        if self._asked[0] != place:
            self._asked = (place, self._search(place))
        return self._asked[1]

    def _search(self, place: str) -> Rule | None:
        rank, best = self._exact.get(place, _NONE)
        # All prefixes of a string sort before it, and whatever stands between has the longest of them as its prefix.
        at = bisect_right(self._prefixes, place) - 1
        while at >= 0 and not place.startswith(self._prefixes[at]):
            at = self._parents[at]
        if at >= 0 and self._best[at][0] > rank:
            rank, best = self._best[at]
        for wild in self._wild:
            if wild[0] < rank:
                break
            if wild[1] in place and wild.matches(place):
                return wild.rule
        return best


_NONE: tuple[int, Rule | None] = (-1 << 33, None)


def _keep(found: dict[str, tuple[int, Rule]], literal: str, rank: int, rule: Rule) -> None:
    if literal not in found or found[literal][0] < rank:
        found[literal] = (rank, rule)


def _tree(ordered: list[str], rules: dict[str, tuple[int, Rule]]) -> tuple[list[int], list[tuple[int, Rule]]]:
    """By place in ``ordered``: the longest other entry that is a prefix of it (-1: none), and the best rule of both."""
    parents: list[int] = []
    best: list[tuple[int, Rule]] = []
    open_ones: list[int] = []
    for at, prefix in enumerate(ordered):
        while open_ones and not prefix.startswith(ordered[open_ones[-1]]):
            open_ones.pop()
        parent = open_ones[-1] if open_ones else -1
        own = rules[prefix]
        parents.append(parent)
        best.append(own if parent < 0 or best[parent][0] < own[0] else best[parent])
        open_ones.append(at)
    return parents, best


@lru_cache(maxsize=64)
def place_of(url: str) -> str:
    """Path and query of an absolute URL in comparable form; asked for several agents in a row."""
    return comparable(path_query(url).partition("#")[0])


def comparable(text: str) -> str:
    """Octets outside ASCII and escapes of reserved characters in upper case, all others not escaped."""
    if not text.isascii():
        text = quote(text, safe=ASCII, errors="surrogatepass")
    return _CHANGED.sub(lambda match: _PLAIN[match[0]], text) if "%" in text else text


def _plain(digits: str) -> str:
    octet = int(digits, 16)
    return chr(octet) if octet < 128 and chr(octet) not in RESERVED else f"%{octet:02X}"


_PLAIN = {f"%{a}{b}": _plain(a + b) for a in hexdigits for b in hexdigits}
