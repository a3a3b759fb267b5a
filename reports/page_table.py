"""The table of all pages: one pass over the pages, one over their findings; what is left out is said."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from configs.text import Text
from crawler.text import printable
from reports.addresses import address, readable
from reports.catalogue import Catalogue
from reports.charting.shares import TYPES
from reports.model_table import ListedCheck, Named, PageTable, Told
from reports.reader import Reader, export_command
from reports.sentences import clipped, sentence, text_of
from reports.words import ERRORS, INDEXABLE, named

MOST = 100_000  # pages of the table
TOP = 50_000  # of a larger site: those with the highest PageRank, then pages with findings
TOLD_PAGES = 1000  # with the highest PageRank whose findings are told in sentences
FULL_PAGES = 500  # with the highest PageRank that have description and h1
TOLD_ERRORS = 2000  # further pages with an error whose findings are told
TOLD_EACH = 5  # sentences of one check on one page
TITLE, DESCRIPTION, HEADING = 120, 160, 80  # display columns kept
LEVELS = ("info", "notice", "warning", "error")
ERROR = LEVELS.index("error")
RANKED = "order by pagerank is null, pagerank desc, url_id"

_CHECKS = """
    select check_id, max(case severity when 'error' then 3 when 'warning' then 2 when 'notice' then 1 else 0 end) as rank
    from findings where run_id = :run group by check_id order by rank desc, check_id
"""
_PAGES = """
    select p.url_id, p.url, p.title, p.description, p.h1, p.template, p.page_type, p.status, p.error, p.indexable_reason,
        p.depth, p.inlinks, p.outlinks, p.pagerank, p.words, p.title_width, p.ttfb_ms, p.size_bytes
    from v_pages p where p.run_id = :run and (:whole or p.url_id in (select value from json_each(:kept)))
    order by p.pagerank is null, p.pagerank desc, p.url
"""


def page_table(reader: Reader, catalogue: Catalogue) -> PageTable:
    """Up to ``MOST`` pages of the run, with what they fail."""
    total = reader.count("select count(*) from pages where run_id = :run")
    kept = _kept(reader) if total > MOST else frozenset()
    checks = _checks(reader, catalogue)
    failed = _failed(reader, checks, kept)
    made = _Columns(reader.base)
    for row in reader.rows(_PAGES, whole=not kept, kept=json.dumps(sorted(kept))):
        made.add(row, failed.get(int(row["url_id"]), ()))
    told, sentences = _told(reader, catalogue, checks, _telling(made.ids, checks, failed))
    return PageTable(
        base=reader.base, templates=tuple(made.templates.places), types=made.types.named(TYPES),
        errors=made.errors.named(ERRORS), reasons=made.reasons.named(INDEXABLE), checks=checks,
        **{name: tuple(values) for name, values in made.columns.items()},
        told=told, sentences=sentences, total=total, command=export_command(reader.run_id, "pages", output="pages.xlsx"),
        told_for=len(told),
    )  # fmt: skip


def _kept(reader: Reader) -> frozenset[int]:
    """The pages of a large site that the table has: the most important ones, then those with findings."""
    top = [
        row["url_id"] for row in reader.rows(f"select url_id from page_graph where run_id = :run {RANKED} limit {TOP}")
    ]
    found = reader.rows(
        "select distinct url_id from findings where run_id = :run and severity in ('error', 'warning')"
        " and url_id not in (select value from json_each(:top)) order by url_id limit :rest",
        top=json.dumps(top), rest=MOST - len(top),
    )  # fmt: skip
    return frozenset([*top, *(row["url_id"] for row in found)])


class Places:
    """Values in the order they come, each with its place."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.places: dict[str, int] = {key: place for place, key in enumerate(known)}

    def of(self, key: str | None) -> int:
        """Its place; new ones come last."""
        return self.places.setdefault(key or "", len(self.places))

    def named(self, names: Mapping[str, Text]) -> tuple[Named, ...]:
        """All of them with their names."""
        return tuple(Named(key, named(dict(names), key)) for key in self.places)


NAMES = (
    "ids", "urls", "shown", "titles", "descriptions", "headings", "template", "type", "status", "error", "reason", "depth",
    "inlinks", "outlinks", "pagerank", "words", "title_width", "ttfb_ms", "size", "failed",
)  # fmt: skip


@dataclass(slots=True)
class _Columns:
    """The columns as they grow, one row after the other."""

    base: str
    columns: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in NAMES})
    templates: Places = field(default_factory=Places)
    types: Places = field(default_factory=Places)
    errors: Places = field(default_factory=Places)
    reasons: Places = field(default_factory=lambda: Places(["ok"]))

    @property
    def ids(self) -> list[int]:
        """Keys of the pages so far."""
        return self.columns["ids"]

    def add(self, row: sqlite3.Row, failed: tuple[int, ...]) -> None:
        """One page."""
        url, pagerank, full = row["url"], row["pagerank"], len(self.ids) < FULL_PAGES
        path = url.removeprefix(self.base) if url.startswith(f"{self.base}/") else url
        shown = address(url, self.base).shown
        values = (
            row["url_id"], path, "" if shown == path else shown, _short(row["title"], TITLE),
            _short(row["description"] if full else "", DESCRIPTION), _short(row["h1"] if full else "", HEADING), self.templates.of(readable(row["template"] or "")),
            self.types.of(row["page_type"]), row["status"], self.errors.of(row["error"]) if row["error"] else -1,
            self.reasons.of(row["indexable_reason"]), row["depth"], row["inlinks"], row["outlinks"],
            None if pagerank is None else float(f"{100 * pagerank:.4g}"), row["words"], row["title_width"], row["ttfb_ms"],
            _kilobytes(row["size_bytes"]), failed,
        )  # fmt: skip
        for name, value in zip(NAMES, values, strict=True):
            self.columns[name].append(value)


def _kilobytes(size: int | None) -> int | None:
    """Rounded up; an empty answer has none."""
    return None if size is None else -(-size // 1024)


def _short(text: str | None, width: int) -> str:
    return clipped(printable(text or ""), width)


def _checks(reader: Reader, catalogue: Catalogue) -> tuple[ListedCheck, ...]:
    """Those with a finding, the worst first."""
    found = []
    for row in reader.rows(_CHECKS):
        texts = catalogue.get(row["check_id"])
        title = texts.title if texts else Text(row["check_id"], row["check_id"])
        found.append(ListedCheck(row["check_id"], title, LEVELS[row["rank"]]))
    return tuple(found)


def _failed(reader: Reader, checks: tuple[ListedCheck, ...], kept: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Places of the checks that each page fails; pages that fail the same share one tuple."""
    places = {check.check_id: place for place, check in enumerate(checks)}
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    found: dict[int, tuple[int, ...]] = {}
    pairs = reader.rows("select distinct url_id, check_id from findings where run_id = :run order by url_id")
    for url_id, group in itertools.groupby(pairs, key=lambda row: int(row["url_id"])):
        if not kept or url_id in kept:
            failing = tuple(sorted(places[row["check_id"]] for row in group))
            found[url_id] = shared.setdefault(failing, failing)
    return found


def _telling(ids: Iterable[int], checks: tuple[ListedCheck, ...], failed: Mapping[int, tuple[int, ...]]) -> list[int]:
    """Pages whose findings are told: the first of the table, then those with an error."""
    worst = {place for place, check in enumerate(checks) if check.severity == "error"}
    top: list[int] = []
    erring: list[int] = []
    for place, url_id in enumerate(ids):
        if place < TOLD_PAGES:
            top.append(url_id)
        elif len(erring) < TOLD_ERRORS and not worst.isdisjoint(failed.get(url_id, ())):
            erring.append(url_id)
    return top + erring


def _told(
    reader: Reader, catalogue: Catalogue, checks: tuple[ListedCheck, ...], pages: list[int]
) -> tuple[dict[int, tuple[Told, ...]], tuple[Text, ...]]:
    """Findings of ``pages``, and the sentences that they share."""
    places = {check.check_id: place for place, check in enumerate(checks)}
    sentences: dict[tuple[str, str], int] = {}
    told: dict[int, tuple[Told, ...]] = {}
    rows = reader.rows(
        "select url_id, check_id, severity, evidence from findings where run_id = :run"
        " and url_id in (select value from json_each(:pages)) order by url_id, check_id, finding_id",
        pages=json.dumps(pages),
    )
    for url_id, group in itertools.groupby(rows, key=lambda row: int(row["url_id"])):
        told[url_id] = tuple(_few(group, catalogue, places, sentences))
    return told, tuple(Text(zh=zh, en=en) for zh, en in sentences)


def _few(
    rows: Iterable[sqlite3.Row], catalogue: Catalogue, places: Mapping[str, int], sentences: dict[tuple[str, str], int]
) -> Iterator[Told]:
    for check_id, group in itertools.groupby(rows, key=lambda row: str(row["check_id"])):
        texts = catalogue.get(check_id)
        for row in itertools.islice(group, TOLD_EACH):
            message, words = (texts.message, texts.words) if texts else (Text("", ""), {})
            said = sentence(message, row["evidence"], words)
            key = (text_of(said.zh), text_of(said.en))
            yield Told(places[check_id], row["severity"], sentences.setdefault(key, len(sentences)))
