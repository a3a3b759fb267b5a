"""The page table as it travels in the report, and what is left out of it when the file would grow too large.

Every step is said in the report and on stderr: a reader never takes a part for the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from configs.text import Text
from crawler.text import columns
from reports.islands import island
from reports.model_table import PageTable
from reports.sentences import clipped

NARROW = 80  # display columns of a title that remain
TOP = 50_000
TOLD = 300  # pages whose evidence remains, at first
NUMBERS = (
    "depth", "inlinks", "outlinks", "words", "title_width", "ttfb_ms", "size", "pagerank", "status", "error", "reason",
    "template", "type",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packed:
    """The table as an island, "" when not even its shortest form fits, and what was left out."""

    text: str
    steps: tuple[Text, ...]


def fitted(table: PageTable, room: int) -> Packed:
    """The table in at most ``room`` bytes, trimmed step by step."""
    steps: list[Text] = []
    if len(table.ids) < table.total:
        steps.append(_part(len(table.ids), table.total))
    for said, trim in (None, None), *_LADDER:
        if said is not None and trim is not None:
            before, table = table, trim(table)
            if table is before:  # it has nothing of what would be left out
                continue
            steps.append(said)
        text = island(table_data(table, tuple(steps)))
        if len(text) <= room:
            return Packed(text, tuple(steps))
    steps.append(
        Text(zh="整个表放不下：只有数字，网页见导出", en="the table does not fit at all: counts only, pages by export")
    )
    return Packed("", tuple(steps))


def _part(shown: int, total: int) -> Text:
    return Text(
        zh=f"表中 {shown:,} 页，共 {total:,} 页：PageRank 最高的和有问题的",
        en=f"{shown:,} of {total:,} pages: those with the highest PageRank and those with findings",
    )


def _less_evidence(table: PageTable) -> PageTable:
    """Evidence of the first ``TOLD`` pages, and the sentences that these have."""
    if len(table.told) <= TOLD:
        return table
    pages = [url_id for url_id in table.ids if url_id in table.told][:TOLD]
    numbers: dict[int, int] = {}
    told = {
        url_id: tuple(
            replace(one, sentence=numbers.setdefault(one.sentence, len(numbers))) for one in table.told[url_id]
        )
        for url_id in pages
    }
    return replace(table, told=told, sentences=tuple(table.sentences[place] for place in numbers), told_for=len(told))


def _without_sentences(table: PageTable) -> PageTable:
    return replace(table, told={}, sentences=(), told_for=0) if table.told else table


def _bare(table: PageTable) -> PageTable:
    titles = tuple(title if columns(title) <= NARROW else clipped(title, NARROW) for title in table.titles)
    return replace(table, titles=titles, descriptions=(), headings=())


def _important(table: PageTable) -> PageTable:
    """Pages with findings, and the first ``TOP`` in the order of PageRank."""
    kept = [place for place, failed in enumerate(table.failed) if failed or place < TOP]
    if len(kept) == len(table.ids):
        return table
    names = ("ids", "urls", "shown", "titles", "failed", *NUMBERS)
    cut: dict[str, Any] = {name: tuple(getattr(table, name)[place] for place in kept) for name in names}
    return replace(table, **cut)


_LADDER: tuple[tuple[Text, Callable[[PageTable], PageTable]], ...] = (
    (Text(zh=f"单个网页的证据只有前 {TOLD} 页的", en=f"the evidence of the first {TOLD} pages only"), _less_evidence),
    (Text(zh=f"标题截到 {NARROW} 列，不含描述和 H1", en=f"titles cut to {NARROW} columns, without descriptions and H1"), _bare),
    (Text(zh="不含各网页的证据", en="without the evidence of single pages"), _without_sentences),
    (Text(zh=f"只有有问题的网页和 PageRank 最高的 {TOP:,} 页", en=f"only pages with findings and the {TOP:,} with the highest PageRank"), _important),
)  # fmt: skip


def table_data(table: PageTable, steps: tuple[Text, ...]) -> dict[str, object]:
    """What the scripts read (reports/frontend/src/pages.js): a list a column, names in both languages as pairs.

    Pages come in the order of their ids, which is that of the crawl: neighbours are alike, and packed they are smaller.
    """
    order = sorted(range(len(table.ids)), key=table.ids.__getitem__)

    def column(values: Sequence[Any]) -> list[Any]:
        return [values[place] for place in order] if values else []

    return {
        "base": table.base,
        "templates": table.templates,
        "types": [[one.key, one.name.zh, one.name.en] for one in table.types],
        "errors": [[one.key, one.name.zh, one.name.en] for one in table.errors],
        "reasons": [[one.key, one.name.zh, one.name.en] for one in table.reasons],
        "checks": [[one.check_id, one.severity, one.title.zh, one.title.en] for one in table.checks],
        "id": _steps(column(table.ids)),
        "url": column(table.urls),
        "shown": _sparse(column(table.shown)),
        "title": column(table.titles),
        "description": _sparse(column(table.descriptions)),
        "h1": _sparse(column(table.headings)),
        **{name: column(getattr(table, name)) for name in NUMBERS},
        "failed": column(table.failed),
        "told": [[url_id, [[one.check, one.severity[0], one.sentence] for one in told]] for url_id, told in table.told.items()],
        "sentences": [[text.zh, text.en] for text in table.sentences],
        "total": table.total,
        "command": table.command,
        "steps": [[step.zh, step.en] for step in steps],
    }  # fmt: skip


def _steps(values: list[int]) -> list[int]:
    """Each as its difference to the one before: smaller when packed."""
    return [value - before for before, value in zip([0, *values], values, strict=False)]


def _sparse(values: list[str]) -> list[str]:
    """Nothing at all where no page has one."""
    return values if any(values) else []
