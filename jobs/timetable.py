"""When a scheduled crawl is due, from what the store knows: a run missed while the machine slept happens once."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from configs.errors import REMEDY, WHY, SettingsError
from configs.text import Text
from crawler.moments import now
from crawler.store import Store
from jobs.owning import process_lives

if TYPE_CHECKING:
    from apscheduler.triggers.cron import CronTrigger

UTC = datetime.UTC
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
NICKNAMES = {"hourly": "1h", "daily": "1d", "weekly": "7d"}
_EVERY = re.compile(r"(\d{1,6})([smhdw])")
COLUMNS = "schedule_id, name, sites, config, every, zone, created, started, finished, code, owner"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A crawl that recurs; times are UTC, ISO 8601."""

    schedule_id: int
    name: str
    sites: tuple[str, ...]
    config: str
    every: str
    zone: str
    created: str
    started: str | None
    finished: str | None
    code: int | None
    owner: str

    @property
    def cut_off(self) -> bool:
        """Whether the last run was begun and never ended: the process was killed, or the machine went down."""
        return self.owner != ""


def schedules(store: Store) -> list[Schedule]:
    """All of them, in the order in which they were added."""
    rows = store.db.execute(f"select {COLUMNS} from schedules order by schedule_id")
    return [Schedule(row[0], row[1], tuple(json.loads(row[2])), *row[3:]) for row in rows]


def due_at(schedule: Schedule, at: datetime.datetime) -> datetime.datetime:
    """When ``schedule`` is to run next, seen at the moment ``at``; not later than ``at`` means now.

    One that was cut off is due at once. However many times were missed, it is due once: the next time counts from its
    last beginning. A last beginning in the future (the clock was set back) counts as ``at``.
    """
    if schedule.cut_off and not process_lives(schedule.owner):
        return at
    last = min(_moment(schedule.started or schedule.created), at)
    if (every := interval(schedule.every)) is not None:
        return last + every
    following = cron(schedule.every, schedule.zone).get_next_fire_time(last, last)
    return (following or at).astimezone(UTC)


def interval(every: str) -> datetime.timedelta | None:
    """The span of ``30m``, ``6h``, ``7d`` or ``weekly``; None for cron."""
    match = _EVERY.fullmatch(NICKNAMES.get(every, every).strip())
    return datetime.timedelta(seconds=int(match[1]) * SECONDS[match[2]]) if match and int(match[1]) else None


def cron(fields: str, zone: str) -> CronTrigger:
    """The five fields of cron as a trigger; days of the week are named, for APScheduler counts them from Monday.

    Raises:
        ValueError: they are no cron, or the zone is unknown.
    """
    from zoneinfo import ZoneInfo

    from apscheduler.triggers.cron import CronTrigger

    parts = fields.split()
    if len(parts) != 5:
        raise ValueError(f"{len(parts)} fields instead of five")
    minute, hour, day, month, week = parts
    if day != "*" and week != "*":  # cron means either of them, APScheduler both
        raise ValueError("day of the month and day of the week together")
    try:
        known = ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {zone}") from error
    return CronTrigger(minute=minute, hour=hour, day=day, month=month, day_of_week=_named(week), timezone=known)


def _named(week: str) -> str:
    """``1-5`` as ``mon,tue,wed,thu,fri``, ``0`` and ``7`` as ``sun``; names stay."""
    return ",".join(name for part in week.lower().split(",") for name in _days(part))


def _days(part: str) -> list[str]:
    span, slash, step = part.partition("/")
    if part == "*" or span[:1].isalpha():
        return [part]
    first, dash, last = ("0", "-", "6") if span == "*" else span.partition("-")
    chosen = range(int(first), int(last if dash else first) + 1, int(step) if slash else 1)
    if not chosen or chosen[0] < 0 or chosen[-1] >= len(DAYS):
        raise ValueError(f"day of the week: {part}")
    return list(dict.fromkeys(DAYS[number] for number in chosen))


def refuse_bad(every: str, zone: str) -> None:
    """Raise SettingsError when ``every`` is neither a span nor cron."""
    if interval(every) is not None:
        return
    try:
        cron(every, zone)
    except (ValueError, TypeError) as error:
        raise SettingsError(
            152,
            Text(zh=f"看不懂的周期：{every}", en=f"not a period: {every}"),
            [(WHY, Text(str(error), str(error))),
             (REMEDY, Text(zh='写 30m、6h、7d、daily、weekly，或 cron 的五段，如 "0 3 * * 1"（周一 3 点）。', en='Write 30m, 6h, 7d, daily, weekly, or the five fields of cron, such as "0 3 * * 1" (Mondays at 3).'))],
        ) from error  # fmt: skip


def _moment(stamp: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(stamp)


def begun(store: Store, schedule: Schedule, owner: str) -> bool:
    """Take ``schedule`` for this process; False when another that lives has it."""
    with store.atomic() as db:
        (held,) = db.execute(
            "select owner from schedules where schedule_id = ?", [schedule.schedule_id]
        ).fetchone() or ("",)
        if held and held != owner and process_lives(held):
            return False
        db.execute(
            "update schedules set started = ?, owner = ? where schedule_id = ?", [now(), owner, schedule.schedule_id]
        )
    return True


def ended(store: Store, schedule: Schedule, code: int) -> None:
    """Note how it ended and give it back."""
    with store.atomic() as db:
        db.execute(
            "update schedules set finished = ?, code = ?, owner = '' where schedule_id = ?",
            [now(), code, schedule.schedule_id],
        )
