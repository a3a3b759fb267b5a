"""What to do, by who has to act: one row a check, with its work counted in templates where a template cures it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from audit.places_by_platform import place
from configs.text import Lang, Text
from crawler.store import Store
from reports.catalogue import Catalogue, CheckTexts, texts_of
from reports.numbers import day, effort, quadrant, work
from reports.owners import owner, owner_name
from reports.platforms import platform_of
from reports.reader import Reader
from reports.words import QUADRANTS

TASK_COLUMNS = (
    "check_id", "area", "severity", "points", "pages", "templates", "example", "scope", "state", "done", "note",
)  # fmt: skip
TASKS = """
    select c.check_id, c.area, coalesce(f.severity, c.severity) as severity, round(c.points, 2) as points, c.failing as pages,
        coalesce(f.templates, 0) as templates, f.example, c.scope, c.state, c.done, c.note
    from v_tasks c
    left join (
        select check_id, count(distinct template) as templates, min(url) as example,
            case min(instr('error warning notice info', severity))
                when 1 then 'error' when 7 then 'warning' when 15 then 'notice' else 'info' end as severity
        from v_findings where run_id = :run group by check_id
    ) f on f.check_id = c.check_id
    where c.run_id = :run
    order by c.points desc, c.failing desc, c.check_id
"""
STATES: dict[str, Text] = {
    "open": Text(zh="待办", en="to do"),
    "still": Text(zh="仍存在", en="still there"),
    "back": Text(zh="又出现", en="back"),
    "done": Text(zh="已完成，待复查", en="done, to be checked"),
    "unchecked": Text(zh="未复查", en="not looked at again"),
    "accepted": Text(zh="已接受", en="accepted"),
    "fixed": Text(zh="已修复", en="fixed"),
}
TO_DO = ("open", "still", "back")  # there is work left
SAID: dict[str, Text] = {
    "still": Text(zh="仍存在：{day}标记完成之后还在", en="still there after done on {day}"),
    "back": Text(zh="又出现：{day}标记完成，修好过，又有了", en="back: done on {day} and fixed, and there again"),
    "done": Text(zh="{day}标记完成，下次抓取时复查", en="done on {day}, the next crawl will check"),
    "unchecked": Text(zh="未复查：{day}标记完成，这次没有看全", en="done on {day}, not looked at again by this crawl"),
    "accepted": Text(zh="已接受：{day}标记完成，后来写进了 [[rules.accept]]", en="done on {day}, accepted by [[rules.accept]] since"),
    "fixed": Text(zh="已修复：{day}标记完成，抓取证实", en="fixed: done on {day}, as the crawl confirms"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do in a run; ``done`` is UTC, empty when nobody said so."""

    check_id: str
    title: Text
    severity: str
    owner: str
    owner_name: Text
    state: str  # a key of STATES
    said: Text
    done: str
    note: str
    pages: int
    points: float
    hours: float
    effort: Text
    quadrant: str


def told(state: str, done: str | None) -> Text:
    """The state of a task as a sentence, with the day on which somebody said that it is fixed."""
    if state not in SAID:
        return STATES[state]
    when = day(done)
    return Text(zh=SAID[state].get("zh", day=when.zh), en=SAID[state].get("en", day=when.en))


def task_list(store: Store, run_id: int, catalogue: Catalogue) -> list[Task]:
    """The tasks of a run in the order of their priority: quick wins first, within a kind the most points for an hour.

    What has been fixed, accepted or is said to be done comes last, in that order of work left.
    """
    rows = list(Reader(store.db, run_id, "").rows(TASKS))
    lost = sum(float(row["points"]) for row in rows)
    return sorted((_task(row, catalogue, lost) for row in rows), key=_order)


def _task(row: sqlite3.Row, catalogue: Catalogue, lost: float) -> Task:
    texts = texts_of(catalogue, row["check_id"], row["area"])
    units, hours = work(texts.unit, texts.hours, int(row["templates"]), int(row["pages"]))
    points, key = float(row["points"]), owner(texts.fix)
    left = bool(row["pages"])
    return Task(
        check_id=row["check_id"],
        title=texts.title,
        severity=row["severity"],
        owner=key,
        owner_name=owner_name(key),
        state=row["state"],
        said=told(row["state"], row["done"]),
        done=row["done"] or "",
        note=row["note"],
        pages=int(row["pages"]),
        points=points,
        hours=hours if left else 0.0,
        effort=effort(texts.unit, units, hours) if left else Text("", ""),
        quadrant=quadrant(points, hours, lost),
    )


def _order(task: Task) -> tuple[object, ...]:
    waiting = 0 if task.state in TO_DO else 1 + list(STATES).index(task.state)
    gain = task.points / task.hours if task.hours else 0.0
    return (waiting, list(QUADRANTS).index(task.quadrant), -gain, -task.points, -task.pages, task.check_id)


def chosen(tasks: Collection[Task], owners: Collection[str] = (), states: Collection[str] = ()) -> Iterator[Task]:
    """Those of some people and in some states; none named: all."""
    return (task for task in tasks if (not owners or task.owner in owners) and (not states or task.state in states))


def task(texts: CheckTexts, row: Mapping[str, object], platform: str, lang: Lang) -> dict[str, object]:
    """What a row says beside its numbers: who acts, hours of work, how to fix it, and where in the shop's system.

    Args:
        row: of ``TASKS`` by column.
        platform: the shop system of the run; "" if it is not known.
    """
    _, hours = work(texts.unit, texts.hours, int(str(row["templates"])), int(str(row["pages"])))
    known = place(texts.check_id, texts.area, platform) if platform else None
    done = str(row["done"]) if row["done"] else None
    return {
        "owner": owner_name(owner(texts.fix)).get(lang),
        "hours": round(hours, 2) if row["pages"] else 0.0,
        "fix": texts.fix.get(lang),
        "where": f"{platform}: {known.get(lang)}" if known else "",
        "verify": texts.verify.get(lang),
        "status": told(str(row["state"]), done).get(lang),
    }


def platform_named(db: sqlite3.Connection, run_id: int) -> str:
    """The shop system of a run; "" if it is not known."""
    return platform_of(Reader(db, run_id, ""))
