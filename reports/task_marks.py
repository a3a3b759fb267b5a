"""What people say of tasks: done, undone, a note. Kept by site and check, so that the next crawl finds it."""

from __future__ import annotations

from configs.errors import REMEDY, SettingsError
from configs.text import Text, without_controls
from crawler.moments import now
from crawler.records import Run
from crawler.store import Store

LONGEST = 500  # characters of a note

DONE = """
insert into task_marks (site_id, check_id, done, seen, after)
values (:site, :check, :now, :run, (select max(run_id) from runs where site_id = :site))
on conflict do update set done = excluded.done, seen = excluded.seen, after = excluded.after
"""
NOTE = """
insert into task_marks (site_id, check_id, note) values (:site, :check, :note)
on conflict do update set note = excluded.note
"""
EMPTY = "delete from task_marks where site_id = :site and check_id = :check and done is null and note = ''"


def mark_done(store: Store, run: Run, check_id: str) -> None:
    """Somebody says that what ``run`` found is fixed; only crawls that begin from now on can show it.

    Raises:
        SettingsError: an unknown check, or one that fails nowhere in this run.
    """
    _refuse_unknown(check_id)
    if not _fails(store, run, check_id):
        raise _no_task(run, check_id)
    store.db.execute(DONE, {"site": run.site_id, "check": check_id, "now": now(), "run": run.run_id})


def unmark(store: Store, run: Run, check_id: str) -> None:
    """Nobody says so any more; its note stays.

    Raises:
        SettingsError: an unknown check, or nobody had said so.
    """
    _refuse_unknown(check_id)
    values = {"site": run.site_id, "check": check_id}
    undone = store.db.execute(
        "update task_marks set done = null, seen = null, after = null"
        " where site_id = :site and check_id = :check and done is not null",
        values,
    ).rowcount
    if not undone:
        raise SettingsError(
            155,
            Text(zh=f"{check_id} 没有标记为完成（{run.site}）", en=f"{check_id} is not marked as done ({run.site})"),
            [(REMEDY, Text(zh="看有哪些：xunlu tasks --state done。", en="See which are: xunlu tasks --state done."))],
        )
    store.db.execute(EMPTY, values)


def note(store: Store, run: Run, check_id: str, text: str) -> None:
    """Write a note beside a task, in place of an earlier one; an empty text removes it.

    Raises:
        SettingsError: an unknown check, one that is no task of this site, or a text too long.
    """
    _refuse_unknown(check_id)
    values = {"site": run.site_id, "check": check_id}
    known = store.db.execute("select 1 from task_marks where site_id = :site and check_id = :check", values).fetchone()
    if not known and not _fails(store, run, check_id):
        raise _no_task(run, check_id)
    clean = " ".join(without_controls(text).split())
    if len(clean) > LONGEST:
        raise SettingsError(
            155,
            Text(zh=f"备注有 {len(clean)} 个字，最多 {LONGEST}", en=f"the note has {len(clean)} characters, at most {LONGEST}"),
            [(REMEDY, Text(zh="写短一些，细节放在工单里。", en="Make it shorter; details belong in a ticket."))],
        )  # fmt: skip
    store.db.execute(NOTE, {**values, "note": clean})
    store.db.execute(EMPTY, values)


def _fails(store: Store, run: Run, check_id: str) -> bool:
    sql = "select 1 from check_runs where run_id = ? and check_id = ? and state = 'failed'"
    return store.db.execute(sql, [run.run_id, check_id]).fetchone() is not None


def _refuse_unknown(check_id: str) -> None:
    from audit.registry import all_checks
    from audit.selection import refuse_unknown

    refuse_unknown("xunlu tasks", check_id, list(all_checks()))


def _no_task(run: Run, check_id: str) -> SettingsError:
    return SettingsError(
        154,
        Text(
            zh=f"{check_id} 不在要做的事里：运行 #{run.run_id}（{run.site}）没有这个问题",
            en=f"{check_id} is no task: run #{run.run_id} ({run.site}) has no such finding",
        ),
        [(REMEDY, Text(zh="看有哪些：xunlu tasks。", en="See which there are: xunlu tasks."))],
    )
