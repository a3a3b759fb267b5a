"""Every check of the audit by area and by textbook section: passed, failed, not judged with its reason, or crashed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from audit.needs import REASONS
from audit.scoring import scoring
from audit.uncovered import Uncovered, uncovered
from configs.settings import Score
from configs.text import Text
from reports.catalogue import Catalogue, texts_of
from reports.model_checks import Accepted, AreaChecks, BookSection, Checklist, CheckRow
from reports.numbers import plain, share
from reports.parts import Facet
from reports.planning import severities
from reports.reader import Reader
from reports.words import AREAS, AXES, SEVERITIES, STATES, named

STATE_ORDER = tuple(STATES)
SECTIONS: dict[str, Text] = {  # what the checks of a section look at, in our words: the book is not quoted
    "4.3.4": Text(zh="便于引擎抓取的网站", en="A site that engines can crawl"),
    "4.3.5": Text(zh="关键词分析", en="Keyword analysis"),
    "4.3.6": Text(zh="页面优化", en="On-page work"),
    "4.3.7": Text(zh="链接建设", en="Link building"),
    "4.3.8": Text(zh="常见错误与健康检查", en="Mistakes and health check"),
    "8": Text(zh="移动端网页", en="Mobile pages"),
    "10": Text(zh="数据分析与报告", en="Analysis and reporting"),
    "": Text(zh="教材之外的检查项", en="Checks beyond the textbook"),
}


def checklist(reader: Reader, catalogue: Catalogue, cards: Collection[str]) -> Checklist:
    """All checks of a run; ``cards`` are those that have a card to link to."""
    order = list(AREAS)
    rows = sorted(
        reader.rows("select * from v_checks where run_id = :run"),
        key=lambda row: (order.index(row["area"]) if row["area"] in order else len(order), row["area"], *_order(row)),
    )
    made = {row["check_id"]: _row(row, catalogue, cards) for row in rows}
    areas = tuple(_area(area, list(group), made) for area, group in groupby(rows, key=lambda row: row["area"]))
    count = {state: sum(row["state"] == state for row in rows) for state in STATES}
    return Checklist(
        judged=bool(rows),
        total=len(rows),
        passed=count["passed"],
        failed=count["failed"],
        not_judged=count["not-judged"],
        crashed=count["crashed"],
        states=tuple(Facet(key, name, count[key]) for key, name in STATES.items() if count[key]),
        severities=severities(row["severity"] for row in rows),
        areas=areas,
        book=book(catalogue, list(made.values())),
        accepted=tuple(_accepted(reader, catalogue)),
    )


def _accepted(reader: Reader, catalogue: Catalogue) -> Iterator[Accepted]:
    """What was let stand, in the order of the checks."""
    rows = reader.rows(
        "select check_id, area, severity, reason, until, count(distinct url_id) as pages, min(url) as example"
        " from v_accepted where run_id = :run group by check_id, severity, reason, until order by check_id, severity, reason"
    )
    for row in rows:
        yield Accepted(
            check_id=row["check_id"],
            title=texts_of(catalogue, row["check_id"], row["area"]).title,
            severity_name=named(SEVERITIES, row["severity"]),
            pages=int(row["pages"]),
            example=reader.address(row["example"]),
            reason=row["reason"],
            until=row["until"],
        )


def _order(row: sqlite3.Row) -> tuple[object, ...]:
    return STATE_ORDER.index(row["state"]), -float(row["points"]), -int(row["failing"]), row["check_id"]


def _area(area: str, rows: list[sqlite3.Row], made: dict[str, CheckRow]) -> AreaChecks:
    count = {state: sum(row["state"] == state for row in rows) for state in STATES}
    width = {state: share(count[state], len(rows)) for state in STATES}
    axis = next((axis for axis, areas in scoring(Score()).axes.items() if area in areas), "")
    return AreaChecks(
        area=area,
        name=named(AREAS, area),
        axis_name=named(AXES, axis),
        passed=count["passed"],
        failed=count["failed"],
        not_judged=count["not-judged"],
        crashed=count["crashed"],
        total=len(rows),
        failed_end=width["failed"],
        crashed_width=width["crashed"],
        passed_start=width["failed"] + width["crashed"],
        passed_width=width["passed"],
        rows=tuple(made[row["check_id"]] for row in rows),
    )


def _row(row: sqlite3.Row, catalogue: Catalogue, cards: Collection[str]) -> CheckRow:
    return CheckRow(
        check_id=row["check_id"],
        title=texts_of(catalogue, row["check_id"], row["area"]).title,
        severity=row["severity"],
        severity_name=named(SEVERITIES, row["severity"]),
        state=row["state"],
        state_name=STATES[row["state"]],
        reason=REASONS.get(row["reason"], plain(row["reason"])),
        applicable=int(row["applicable"]),
        failing=int(row["failing"]),
        points=float(row["points"]),
        has_card=row["check_id"] in cards,
    )


def book(catalogue: Catalogue, rows: Sequence[CheckRow]) -> tuple[BookSection, ...]:
    """The checks by section of the textbook, sections in order, those of no section last; items that have none yet, too."""
    found: dict[str, list[CheckRow]] = {}
    for row in rows:
        known = catalogue.get(row.check_id)
        found.setdefault(known.book if known else "", []).append(row)
    for one in uncovered().values():
        if not one.into:
            found.setdefault(one.book, []).append(_open(one))
    return tuple(_section(number, found[number]) for number in sorted(found, key=_place))


def _open(one: Uncovered) -> CheckRow:
    """An item that nothing judges yet: never ticked."""
    state, no_level = "not-judged", plain("")
    return CheckRow(one.id, one.title, "", no_level, state, STATES[state], one.why, 0, 0, 0.0, False)


def _place(number: str) -> tuple[bool, list[int], str]:
    """4.3.8 before 10, and no section last."""
    return not number, [int(part) for part in number.split(".") if part.isdigit()], number


def _section(number: str, rows: list[CheckRow]) -> BookSection:
    count = {state: sum(row.state == state for row in rows) for state in STATES}
    ordered = sorted(rows, key=lambda row: (STATE_ORDER.index(row.state), -row.points, row.check_id))
    return BookSection(
        number=number,
        name=_section_name(number),
        passed=count["passed"],
        failed=count["failed"],
        not_judged=count["not-judged"] + count["crashed"],
        total=len(rows),
        rows=tuple(ordered),
    )


def _section_name(number: str) -> Text:
    """Its own name, else that of the chapter, else only the number."""
    chapter = number.split(".")[0]
    return SECTIONS.get(number) or SECTIONS.get(chapter if chapter else "") or plain("")
