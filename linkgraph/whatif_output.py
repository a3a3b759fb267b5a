"""How what-if is printed: a summary with a column for each plan, and the pages that change; JSON has both."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from configs.output import write_text
from configs.text import CONTROL, Lang, Text
from crawler.tables import LINES, write_rows
from crawler.urls import shown
from linkgraph.comparing import COUNTS, PAGE_COLUMNS, Comparison, Row, chosen_pages, page_rows

HEADINGS = {
    "plan": Text(zh="计划", en="plan"),
    "url": Text(zh="网址", en="URL"),
    "page_type": Text(zh="类型", en="type"),
    "pagerank_before": Text(zh="原 PageRank", en="PageRank before"),
    "pagerank": Text(zh="PageRank", en="PageRank"),
    "gain": Text(zh="变化", en="change"),
    "rank_before": Text(zh="原名次", en="place before"),
    "rank": Text(zh="名次", en="place"),
    "editorial_before": Text(zh="原正文 PageRank", en="editorial before"),
    "editorial": Text(zh="正文 PageRank", en="editorial"),
    "editorial_gain": Text(zh="变化", en="change"),
    "depth_before": Text(zh="原深度", en="depth before"),
    "depth": Text(zh="深度", en="depth"),
    "orphan_before": Text(zh="原孤立", en="orphan before"),
    "orphan": Text(zh="孤立", en="orphan"),
}
LABEL, BEFORE = Text(zh="全站", en="The site"), Text(zh="现在", en="now")
UNCHANGED = Text(zh="没有变化", en="Nothing changes")
SHARES = ("pagerank_before", "pagerank", "editorial_before", "editorial")
GAINS = ("gain", "editorial_gain")


class Written(NamedTuple):
    """How many rows of pages were written, and whether there would have been more."""

    rows: int
    cut: bool


def write(found: Comparison, lang: Lang, format: str, output: str, limit: int, always: Sequence[int]) -> Written:
    """Write to a file, or stdout for "-".

    Args:
        limit: pages that gain, and that lose, of each plan; 0: all that change.
        always: node numbers of pages that are listed whatever they do.
    """
    by_plan = [list(page_rows(found, one, chosen_pages(found.trial, one, limit, always))) for one in found.outcomes]
    rows = list(chain.from_iterable(by_plan))
    changing = max((int(counts[name] or 0) for counts in found.counts[1:] for name in ("gaining", "losing")), default=0)
    written = Written(len(rows), bool(limit) and changing > limit)
    if format == "json":
        _put(_as_json(found, by_plan), output)
    elif format in ("table", "md"):
        _put_tables(found, rows, lang, format, output)
    else:
        write_rows(PAGE_COLUMNS, rows, format=format, output=output)
    return written


def _put(text: str, output: str) -> None:
    if output == "-":
        sys.stdout.write(text)
    else:
        write_text(Path(output), text)


def _as_json(found: Comparison, by_plan: list[list[Row]]) -> str:
    """``before`` and for each plan its counts, and the pages listed."""
    plans = [
        {
            "name": one.plan.name,
            "edits": len(one.plan.edits),
            "links": len(one.steps),
            "new_pages": list(one.new),
            "warnings": [warning.en for warning in one.warnings],
            **counts,
            "changes": [dict(zip(PAGE_COLUMNS[1:], row[1:], strict=True)) for row in rows],
        }
        for one, counts, rows in zip(found.outcomes, found.counts[1:], by_plan, strict=True)
    ]
    before = {name: value for name, value in found.counts[0].items() if value is not None}
    text = json.dumps({"run": found.trial.run_id, "before": before, "plans": plans}, ensure_ascii=False, indent=1)
    return (
        CONTROL.sub(lambda match: match.group() if match.group() == "\n" else f"\\u{ord(match.group()):04x}", text)
        + "\n"
    )


def _put_tables(found: Comparison, rows: list[Row], lang: Lang, format: str, output: str) -> None:
    names = [LABEL.get(lang), BEFORE.get(lang), *(one.plan.name for one in found.outcomes)]
    summary = list(_summary(found, lang))
    single = len(found.outcomes) == 1
    columns = [name for name in PAGE_COLUMNS if name != "plan" or not single]
    headings = [HEADINGS[name].get(lang) for name in columns]
    pages = [
        tuple(_cell(name, value) for name, value in zip(PAGE_COLUMNS, row, strict=True) if name in columns)
        for row in rows
    ]
    if output == "-" and format == "table":
        write_rows(names, summary)
        print()
        write_rows(headings, pages) if pages else print(UNCHANGED.get(lang))
        return
    lines = [
        *LINES[format](names, summary),
        "\n",
        *(LINES[format](headings, pages) if pages else [UNCHANGED.get(lang) + "\n"]),
    ]
    _put("".join(lines), output)


def _summary(found: Comparison, lang: Lang) -> Iterator[Row]:
    for name, label in COUNTS.items():
        yield (label.get(lang), *(_count(name, counts[name]) for counts in found.counts))


def _count(name: str, value: float | int | None) -> str:
    if value is None:
        return "—"
    if name.startswith("money"):
        return f"{value:.3%}"
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}"


def _cell(name: str, value: object) -> object:
    """A value as people read it."""
    if value is None:
        return "—"
    if name in ("orphan_before", "orphan"):
        return "✓" if value else ""
    if name == "url":
        return shown(str(value))
    if isinstance(value, float):
        return f"{value:+.1%}" if name in GAINS else f"{value:.4%}"
    return value
