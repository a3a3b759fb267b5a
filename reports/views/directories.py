"""The site's directories with what is below each: SQL counts by directory, and one ordered pass folds them into a tree.

Memory holds the open path and of each directory on it the largest below it, however many there are.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reports.reader import Reader

LEVELS = 5  # directories deeper than this count with the one they are in
CHILDREN = 24  # of one directory that stay; the rest becomes one row

# rtrim() takes away all but slashes: what remains of a URL without its query is its directory.
DIRECTORIES = """
    with seen as (
        select u.url, g.pagerank,
            p.url_id in (select url_id from findings where run_id = :run and severity = 'error') as broken,
            p.url_id in (select url_id from findings where run_id = :run and severity in ('error', 'warning')) as wrong
        from pages p
        join urls u on u.url_id = p.url_id
        left join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
        where p.run_id = :run and p.is_html and p.status between 200 and 299
    ), plain as (
        select substr(iif(instr(url, '?') > 0, substr(url, 1, instr(url, '?') - 1), url), instr(url, '://') + 3) as path,
            pagerank, broken, wrong
        from seen
    )
    select rtrim(path, replace(path, '/', '')) as directory, count(*) as pages, total(pagerank) as pagerank,
        total(broken) as broken, total(wrong) as wrong
    from plain group by 1 order by 1
"""


@dataclass(slots=True)
class Directory:
    """A directory with all that is below it; ``pagerank`` a share of the run's, 0..1."""

    name: str
    pages: int = 0
    pagerank: float = 0.0
    broken: int = 0  # pages with an error
    wrong: int = 0  # pages with an error or a warning
    merged: int = 0  # directories that this row stands for; 0: it is one itself
    own: bool = False  # the pages of the directory above that are in no directory below it
    below: list[Directory] = field(default_factory=list)

    def add(self, other: Directory) -> None:
        """Count the pages of another one, too."""
        self.pages += other.pages
        self.pagerank += other.pagerank
        self.broken += other.broken
        self.wrong += other.wrong


@dataclass(slots=True)
class _Open:
    """A directory whose rows are still coming: the largest below it, and the sum of the others."""

    it: Directory
    kept: list[tuple[float, int, Directory]] = field(default_factory=list)
    others: Directory = field(default_factory=lambda: Directory(""))
    own: Directory = field(default_factory=lambda: Directory("", own=True))
    count: int = 0

    def close(self, child: Directory, total: Directory) -> None:
        """A directory below has all its rows: it is kept while it is among the largest."""
        self.it.add(child)
        self.count += 1
        weight = child.pages / max(total.pages, 1) + child.pagerank / (total.pagerank or 1.0)
        heapq.heappush(self.kept, (weight, -self.count, child))
        if len(self.kept) > CHILDREN:
            self.others.add(heapq.heappop(self.kept)[2])
            self.others.merged += 1

    def done(self) -> Directory:
        """The directory, the largest below it first, then the others, then its own pages."""
        found = [child for _, _, child in self.kept]
        self.it.below = sorted(found, key=lambda child: (-child.pages, child.name))
        self.it.below += [row for row in (self.others, self.own) if row.pages]
        if self.it.below == [self.own]:
            self.it.below = []
        return self.it


def directories(reader: Reader) -> Directory:
    """The whole site as a tree of directories, at most ``LEVELS`` deep; hosts stand first where there are several."""
    counted = reader.row(f"select total(pages), total(pagerank) from ({DIRECTORIES})")
    total = Directory("", int(counted[0]), float(counted[1]))
    root = fold(((row["directory"], _sums(row)) for row in reader.rows(DIRECTORIES)), total)
    while len(root.below) == 1 and not root.below[0].own and not root.below[0].merged:
        if root.name:  # one directory that holds all of it says nothing
            root.below[0].name = f"{root.name}/{root.below[0].name}"
        root = root.below[0]
    return root


def _sums(row: sqlite3.Row) -> Directory:
    return Directory("", int(row["pages"]), float(row["pagerank"]), int(row["broken"]), int(row["wrong"]))


def fold(rows: Iterable[tuple[str, Directory]], total: Directory) -> Directory:
    """The tree of directories that come in order of their paths: ``host/a/b/``."""
    stack = [_Open(Directory(""))]
    path: list[str] = []
    for directory, sums in rows:
        names = _names(directory)
        shared = _shared(path, names)
        _shut(stack, len(path) - shared, total)
        for name in names[shared:]:
            stack.append(_Open(Directory(name)))
        path = names
        stack[-1].own.add(sums)
        stack[-1].it.add(sums)
    _shut(stack, len(path), total)
    return stack[0].done()


def _names(directory: str) -> list[str]:
    return directory.rstrip("/").split("/")[: LEVELS + 1] if directory else [""]


def _shared(one: list[str], other: list[str]) -> int:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same


def _shut(stack: list[_Open], count: int, total: Directory) -> None:
    for _ in range(count):
        closed = stack.pop()
        stack[-1].close(closed.done(), total)


def every(root: Directory) -> Iterator[Directory]:
    """The directory and all below it, each before those below it."""
    yield root
    for child in root.below:
        yield from every(child)
