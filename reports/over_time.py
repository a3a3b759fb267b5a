"""The report's section over time: compared with the previous run, and the lines of the ranking factors."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from configs.text import Text
from crawler.records import Run
from crawler.store import Store
from reports.addresses import readable
from reports.catalogue import Catalogue, texts_of
from reports.history.changes import KINDS
from reports.history.diff import Diff, FindingGroup, Group, diff
from reports.history.diff_text import values
from reports.history.finding_states import STATES
from reports.history.lines import line_charts
from reports.history.pair import earlier, pair
from reports.model_history import ChangedFindings, ChangedPages, Compared, History, StateCount
from reports.numbers import day, decimal, signed
from reports.parts import Cut
from reports.reader import Reader
from reports.words import SEVERITIES

ROWS = 20  # of each table
MOST = 0.9  # share of a template's pages from which a change is one of the template
NOT_JUDGED = Text(zh="未判定", en="not judged")


def over_time(
    store: Store, reader: Reader, catalogue: Catalogue, carded: Collection[str], rivals: Sequence[str], compare: str
) -> History:
    """Everything over time.

    Args:
        compare: previous: with the newest earlier run that saw the whole site, and that is not pruned; off; or a run.

    Raises:
        SettingsError: ``compare`` names no run, or none that came before on this site.
    """
    run = store.run(str(reader.run_id))
    older = earlier(store, run, compare)
    compared = _compared(store, reader, catalogue, carded, older, run) if older else None
    return History(compared, line_charts(store, run.site, rivals, run.run_id) if older or _several(store, run) else ())


def _several(store: Store, run: Run) -> bool:
    return len(store.runs("r.site_id = ? and r.run_id <= ?", (run.site_id, run.run_id))) > 1


def _compared(
    store: Store, reader: Reader, catalogue: Catalogue, carded: Collection[str], older: Run, run: Run
) -> Compared:
    both = pair(store, older, run)
    found = diff(store, both)
    command = f"xunlu diff {older.run_id} {run.run_id} --format csv"
    changes, findings = found.groups[:ROWS], found.findings[:ROWS]
    return Compared(
        older=older.run_id,
        older_day=day(older.finished or older.started),
        newer=run.run_id,
        doubts=tuple(doubt.text for doubt in both.doubts),
        score=_score(found),
        states=tuple(StateCount(name, STATES[name], found.states[name]) for name in STATES if found.states.get(name)),
        changes=tuple(_pages(reader, one) for one in changes),
        changes_cut=Cut(len(changes), len(found.groups), command, len(changes) == len(found.groups)),
        findings=tuple(_findings(reader, one, catalogue, carded) for one in findings),
        findings_cut=Cut(len(findings), len(found.findings), command, len(findings) == len(found.findings)),
    )


def _score(found: Diff) -> Text:
    before, after = next(((one, other) for name, one, other in found.scores if name == "overall"), (None, None))
    if before is None or after is None:
        return NOT_JUDGED
    said = f"{decimal(before)} → {decimal(after)} ({signed(after - before)})"
    return Text(said.replace(" (", "（").replace(")", "）"), said)


def _pages(reader: Reader, group: Group) -> ChangedPages:
    example = group.examples[0]
    before, after = values(example)
    whole = group.kind not in ("new", "gone") and group.of > 1 and group.count >= MOST * group.of
    return ChangedPages(
        KINDS[group.kind], readable(group.template), group.count, 0 if group.kind == "gone" else group.of,
        reader.address(example.url), before, after, "poor" if whole else "",
    )  # fmt: skip


def _findings(reader: Reader, group: FindingGroup, catalogue: Catalogue, carded: Collection[str]) -> ChangedFindings:
    texts = texts_of(catalogue, group.check_id, "")
    return ChangedFindings(
        group.state, STATES[group.state], group.check_id, texts.title, group.severity, SEVERITIES[group.severity],
        readable(group.template), group.count, reader.address(group.example), group.check_id in carded,
    )  # fmt: skip
