"""Which values of a list's addresses are filters that combine freely, as a lattice, and which name one thing.

Filters: few values, each met alone and beside many values of other filters, which in turn are met beside each
other. Categories and products are a tree: a product stands beside its categories only, so it falls out of the core.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

Atom = tuple[str, str]  # a filter and its value
Atoms = tuple[Atom, ...]

ALWAYS = 0.9  # share of the URLs that have a key which belongs to the address itself: a category, a route
SOME = 0.2  # share of the URLs with several values of a key, above which it is a filter all the same
GROWTH = 0.15  # share of a key's values that are new in the last third of the URLs, above which it names things
CORE = 4  # other core values beside which a value must be met
ALONE = 0.4  # share of the core's values that must be met without others
TOGETHER = 0.95  # share of URLs with either of two keys that have both: sort and order are one filter
FEW, MANY = 2, 300  # combinations of two filters only, which come to an end
COMBINATIONS = 100  # combinations of more filters, or of several values of one
VALUES = 3  # of a key in paths
MOST = 8  # values of one URL that are compared


class Facets(NamedTuple):
    """Keys that are filters, with the number of the filter each belongs to, and how many combinations showed it."""

    keys: dict[str, int]
    seen: int


def facets_of(urls: Sequence[Atoms], *, alone: bool) -> Facets | None:
    """The filters in the URLs of one list, when they combine without end; None otherwise.

    Args:
        urls: values of each URL that was met, in the order they were met.
        alone: whether values must be met alone, too, as parameters are; else keys need three values.
    """
    variable = _variable(urls)
    bare = [frozenset(atom for atom in url if atom[0] in variable) for url in urls]
    core = _core(bare)
    lattice = {url & core for url in bare if len(url & core) > 1}
    keys = {key for url in lattice for key, _ in url}
    if alone:
        met = {atom for url in bare if len(url) == 1 for atom in url}
        if len(met & core) < ALONE * len(core):
            return None
    else:
        values = Counter(key for key, _ in core)
        keys = {key for key in keys if values[key] >= VALUES}
        lattice = {url for url in lattice if len({key for key, _ in url} & keys) > 1}
    filters = _filters(keys, lattice)
    several = any(len({key for key, _ in url}) < len(url) for url in lattice)
    many = len(set(filters.values())) > FEW
    if not (many or (alone and (several or len(set(filters.values())) == FEW))):
        return None
    needed = COMBINATIONS if many or several else MANY
    return Facets(filters, len(lattice)) if len(lattice) >= needed else None


def _variable(urls: Sequence[Atoms]) -> set[str]:
    """Keys that are not part of every URL, or take several values, and whose values come to an end."""
    counts = Counter(key for url in urls for key in {key for key, _ in url})
    several = Counter(key for url in urls for key, values in Counter(key for key, _ in url).items() if values > 1)
    early: dict[str, set[str]] = defaultdict(set)
    late: dict[str, set[str]] = defaultdict(set)
    for index, url in enumerate(urls):
        for key, value in url:
            if index * 3 < 2 * len(urls):
                early[key].add(value)
            elif value not in early[key]:
                late[key].add(value)
    return {
        key
        for key, count in counts.items()
        if (count < ALWAYS * len(urls) or several[key] > SOME * len(urls))
        and len(late[key]) <= max(2, GROWTH * (len(early[key]) + len(late[key])))
    }


def _core(urls: Iterable[frozenset[Atom]]) -> frozenset[Atom]:
    """The largest set of values each of which is met beside at least CORE others of the set."""
    beside: dict[Atom, set[Atom]] = defaultdict(set)
    for url in urls:
        for a, b in combinations(sorted(url)[:MOST], 2):
            beside[a].add(b)
            beside[b].add(a)
    poor = [atom for atom, others in beside.items() if len(others) < CORE]
    while poor:
        atom = poor.pop()
        for other in beside.pop(atom, ()):
            others = beside[other]
            others.discard(atom)
            if len(others) == CORE - 1:
                poor.append(other)
    return frozenset(beside)


def _filters(keys: set[str], urls: Iterable[frozenset[Atom]]) -> dict[str, int]:
    """A number for each key; keys that always come together share one."""
    counts: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for url in urls:
        own = sorted({key for key, _ in url} & keys)
        counts.update(own)
        both.update(combinations(own, 2))
    numbers = {key: number for number, key in enumerate(sorted(keys))}
    for (a, b), count in sorted(both.items()):
        if count >= TOGETHER * (counts[a] + counts[b] - count):
            numbers[b] = numbers[a]
    return numbers
