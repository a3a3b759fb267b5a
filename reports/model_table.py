"""The table of all pages, by columns: what the report's own table, filters and page drawer read."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text


@dataclass(frozen=True, slots=True)
class Named:
    """A coded value and its name."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class ListedCheck:
    """A check that some page fails; pages name it by its place in the list."""

    check_id: str
    title: Text
    severity: str


@dataclass(frozen=True, slots=True)
class Told:
    """Findings of one page: place of the check, level, and the sentence over its evidence."""

    check: int
    severity: str
    sentence: int  # place in ``PageTable.sentences``


@dataclass(frozen=True, slots=True)
class PageTable:
    """Pages in the order of PageRank. Every column has one value a page; None: not measured.

    ``base`` is scheme://host that ``urls`` leave out. ``shown`` has an address as people read it, "" where it is the same.
    ``pagerank`` in per cent, ``ttfb_ms`` in ms, ``title_width`` in display columns (Han = 2), ``size`` in KB (of 1,024 bytes).
    """

    base: str
    templates: tuple[str, ...]
    types: tuple[Named, ...]
    errors: tuple[Named, ...]  # why there is no status, or no usable answer
    reasons: tuple[Named, ...]  # of indexability; the first is "ok"
    checks: tuple[ListedCheck, ...]
    ids: tuple[int, ...]
    urls: tuple[str, ...]
    shown: tuple[str, ...]
    titles: tuple[str, ...]
    descriptions: tuple[str, ...]  # of the first pages; "" for the others
    headings: tuple[str, ...]  # h1, likewise
    template: tuple[int, ...]  # place in ``templates``
    type: tuple[int, ...]
    status: tuple[int | None, ...]
    error: tuple[int, ...]  # place in ``errors``; -1: none
    reason: tuple[int, ...]
    depth: tuple[int | None, ...]
    inlinks: tuple[int | None, ...]
    outlinks: tuple[int | None, ...]
    pagerank: tuple[float | None, ...]
    words: tuple[int | None, ...]
    title_width: tuple[int, ...]
    ttfb_ms: tuple[int | None, ...]
    size: tuple[int | None, ...]
    failed: tuple[tuple[int, ...], ...]  # places in ``checks`` of what a page fails, accepted ones left out
    told: dict[int, tuple[Told, ...]]  # by url_id: the findings of the pages that matter most
    sentences: tuple[Text, ...]
    total: int  # pages of the run
    command: str  # that gets all of them
    told_for: int  # pages whose findings are told
