"""A comparison as people read it: what is in doubt, the scores, the changes by template, the findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.explain import SEVERITY
from configs.text import Lang, Text
from crawler.tables import LINES
from crawler.text import clip_columns, columns, printable
from crawler.urls import path_query, shown
from reports.history.changes import KINDS, Change
from reports.history.diff import Diff, Group
from reports.history.finding_states import STATES
from reports.history.pair import Pair
from reports.numbers import plain
from reports.words import INDEXABLE, named

WIDE = 40  # columns of a value that is shown
LISTED = 30  # rows of each table on a terminal
HEAD = Text(
    zh="{site}  运行 {older}（{before}）→ 运行 {newer}（{after}）",
    en="{site}  run {older} ({before}) -> run {newer} ({after})",
)
NOT_COMPARED = Text(
    zh="不完整，新增与消失的网页未作比较：{why}。", en="Incomplete, new and gone pages are not compared: {why}."
)
SAME = Text(zh="没有变化。", en="Nothing changed.")
CHANGES = Text(zh="网页的变化（按模板）", en="Changes of pages (by template)")
FINDINGS = Text(zh="问题", en="Findings")
CHANGE_NAMES = (
    Text(zh="变化", en="change"), Text(zh="网页", en="pages"), Text(zh="该模板共", en="of"), Text(zh="模板", en="template"),
    Text(zh="例", en="example"), Text(zh="之前", en="before"), Text(zh="之后", en="after"),
)  # fmt: skip
FINDING_NAMES = (
    Text(zh="状态", en="state"), Text(zh="级别", en="level"), Text(zh="检查项", en="check"), Text(zh="个数", en="findings"),
    Text(zh="模板", en="template"), Text(zh="例", en="example"),
)  # fmt: skip
MORE = Text(zh="…… 另有 {n} 行：--format csv 全部列出", en="... {n} rows more: --format csv lists all")
SCORE = Text(zh="总分", en="Score")
NONE = Text(zh="未判定", en="not judged")


def diff_text(found: Diff, lang: Lang, format: str = "table") -> str:
    """All of it; ``format`` is table or md."""
    return "".join(_blocks(found, lang, format))


def _blocks(found: Diff, lang: Lang, format: str) -> Iterator[str]:
    mark = "## " if format == "md" else ""
    yield ("# " if format == "md" else "") + head(found.pair, lang) + "\n"
    if found.pair.doubts:
        why = ("；" if lang == "zh" else "; ").join(doubt.text.get(lang) for doubt in found.pair.doubts)
        yield "\n" + printable(NOT_COMPARED.get(lang, why=why)) + "\n"
    yield from _scores(found, lang)
    if not found.changed:
        yield f"\n{SAME.get(lang)}\n"
        return
    rows = [change_row(group, lang) for group in found.groups]
    yield from _table(f"{mark}{CHANGES.get(lang)}", [name.get(lang) for name in CHANGE_NAMES], rows, lang, format)
    counted = "  ".join(f"{STATES[name].get(lang)} {found.states[name]:,}" for name in STATES if found.states.get(name))
    states = [
        (STATES[one.state].get(lang), SEVERITY[one.severity].get(lang), one.check_id, one.count, one.template, place(one.example))
        for one in found.findings
    ]  # fmt: skip
    title = f"{mark}{FINDINGS.get(lang)}  {counted}"
    yield from _table(title, [name.get(lang) for name in FINDING_NAMES], states, lang, format)


def head(pair: Pair, lang: Lang) -> str:
    """Which runs are compared."""
    older, newer = pair.older, pair.newer
    return HEAD.get(
        lang, site=printable(newer.site), older=older.run_id, before=older.started[:10], newer=newer.run_id, after=newer.started[:10]
    )  # fmt: skip


def _scores(found: Diff, lang: Lang) -> Iterator[str]:
    for name, before, after in found.scores:
        if name == "overall":
            said = [f"{value:.1f}" if value is not None else NONE.get(lang) for value in (before, after)]
            gain = f"  ({after - before:+.1f})" if before is not None and after is not None else ""
            yield f"\n{SCORE.get(lang)} {said[0]} → {said[1]}{gain}\n"


def change_row(group: Group, lang: Lang) -> tuple[object, ...]:
    """One group as a row of the table of changes."""
    example = group.examples[0]
    of = group.of if group.kind != "gone" else ""
    sides = [side.get(lang) for side in values(example)]
    return KINDS[group.kind].get(lang), group.count, of, group.template, place(example.url), *sides


def values(change: Change) -> tuple[Text, Text]:
    """Before and after, clipped, from where they begin to differ; our own codes as words."""
    if change.kind == "indexable":
        return named(INDEXABLE, change.before), named(INDEXABLE, change.after)
    before, after = printable(change.before), printable(change.after)
    common = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    start = max(0, common - 10) if max(columns(before), columns(after)) > WIDE else 0
    return plain(clipped(before, start)), plain(clipped(after, start))


def clipped(text: str, start: int = 0) -> str:
    """``text`` from ``start`` on, no wider than a column of the table."""
    part = ("…" if start and text else "") + text[start:]
    return part if columns(part) <= WIDE else clip_columns(part, WIDE - 1) + "…"


def place(url: str) -> str:
    """A URL as its readable path and query."""
    return printable(shown(path_query(url)))


def _table(
    title: str, names: Sequence[str], rows: Sequence[Sequence[object]], lang: Lang, format: str
) -> Iterator[str]:
    if not rows:
        return
    yield f"\n{title}\n" + ("\n" if format == "md" else "")
    yield from LINES[format](names, rows[:LISTED])
    if len(rows) > LISTED:
        yield MORE.get(lang, n=len(rows) - LISTED) + "\n"
