"""What to do, by who has to act: one row a failing check, with its work counted in templates where a template cures it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from audit.places_by_platform import place
from configs.text import Lang
from reports.catalogue import CheckTexts
from reports.numbers import work
from reports.owners import owner, owner_name
from reports.platforms import platform_of
from reports.reader import Reader

TASK_COLUMNS = ("check_id", "area", "severity", "points", "pages", "templates", "example", "scope")
TASKS = """
    select c.check_id, c.area, coalesce(f.severity, c.severity), round(c.points, 2), c.failing, f.templates, f.example, c.scope
    from v_checks c
    join (
        select check_id, count(distinct template) as templates, min(url) as example,
            case min(instr('error warning notice info', severity))
                when 1 then 'error' when 7 then 'warning' when 15 then 'notice' else 'info' end as severity
        from v_findings where run_id = :run group by check_id
    ) f on f.check_id = c.check_id
    where c.run_id = :run and c.state = 'failed'
    order by c.points desc, c.failing desc, c.check_id
"""


def task(texts: CheckTexts, row: Mapping[str, object], platform: str, lang: Lang) -> dict[str, object]:
    """What a row says beside its numbers: who acts, hours of work, how to fix it, and where in the shop's system.

    Args:
        row: of ``TASKS`` by column.
        platform: the shop system of the run; "" if it is not known.
    """
    _, hours = work(texts.unit, texts.hours, int(str(row["templates"])), int(str(row["pages"])))
    known = place(texts.check_id, texts.area, platform) if platform else None
    return {
        "owner": owner_name(owner(texts.fix)).get(lang),
        "hours": round(hours, 2),
        "fix": texts.fix.get(lang),
        "where": f"{platform}: {known.get(lang)}" if known else "",
        "verify": texts.verify.get(lang),
    }


def platform_named(db: sqlite3.Connection, run_id: int) -> str:
    """The shop system of a run; "" if it is not known."""
    return platform_of(Reader(db, run_id, ""))
