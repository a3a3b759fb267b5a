"""Runs of a site: begin one, resume one, keep it to one process, end it."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Mapping, Sequence
from importlib import metadata

from configs.errors import REMEDY, WHERE, WHY, SettingsError, StoreError
from configs.text import Text
from crawler.facts.version import FACTS_VERSION
from crawler.frontier import POISON, State, StoreFrontier
from crawler.interning import Interner
from crawler.moments import now
from crawler.owners import alive, owner
from crawler.records import Run
from crawler.store import Store

RESUMABLE = 24 * 3600  # seconds for which an interrupted run is resumed without being asked


def create_run(
    store: Store,
    *,
    name: str,
    role: str,
    start_url: str,
    hosts: Sequence[str],
    settings: Mapping[str, object],
    scope: str,
    labels: tuple[str, str] = ("", ""),
    batch: str = "",
    mode: str = "spider",
    device: str = "any",
) -> Run:
    """Begin a run of a site, which is added or brought up to date; it notes what is read of pages now."""
    kept = json.dumps({**settings, "facts_version": FACTS_VERSION}, ensure_ascii=False)
    with store.atomic() as db:
        db.execute(
            "insert into sites (name, role, start_url, label_zh, label_en) values (?, ?, ?, ?, ?) on conflict (name) do"
            " update set role = excluded.role, start_url = excluded.start_url, label_zh = excluded.label_zh,"
            " label_en = excluded.label_en",
            [name, role, start_url, *labels],
        )
        site_id = db.execute("select site_id from sites where name = ?", [name]).fetchone()[0]
        cursor = db.execute(
            "insert into runs (site_id, role, batch, status, started, heartbeat, owner, scope, settings, version,"
            " mode, device, bytes) values (?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            [site_id, role, batch, now(), time.time(), owner(), scope, kept, metadata.version("xunlu"), mode, device],
        )  # fmt: skip
        run_id = int(cursor.lastrowid or 0)
        interner = Interner(db)
        ids = [(run_id, interner.host(host)) for host in dict.fromkeys(hosts)]
        db.executemany("insert into run_hosts values (?, ?)", ids)
    return store.run(str(run_id))


def close_run(store: Store, run_id: int, status: str, reason: str) -> None:
    """End a run: complete, partial (a limit), interrupted (a signal) or failed."""
    with store.atomic() as db:
        db.execute(
            "update runs set status = ?, reason = ?, finished = ?, owner = '' where run_id = ?",
            [status, reason, now(), run_id],
        )


def recover(store: Store, site: str) -> Run | None:
    """The newest run of a site; one whose process died becomes interrupted and gives its leases back.

    Raises:
        StoreError: another process is crawling the site.
    """
    runs = store.runs("s.name = ?", (site,))
    if not runs:
        return None
    run = runs[-1]
    if run.status == "running":
        _refuse_if_alive(store, run)
        with store.atomic() as db:
            StoreFrontier(store, run.run_id).give_back(died=True)
            db.execute(  # given up, not judged, and told
                "insert into pages (run_id, url_id, fetched, error, attempts) select run_id, url_id, ?1, reason, crashes"
                " from frontier where run_id = ?2 and state = ?3 and reason = ?4 on conflict do nothing",
                [time.time(), run.run_id, State.FAILED, POISON],
            )
            close_run(store, run.run_id, "interrupted", "killed")
        return store.run(str(run.run_id))
    return run


def reopen(store: Store, run: Run, batch: str) -> Run:
    """Continue an interrupted run in this process."""
    with store.atomic() as db:
        StoreFrontier(store, run.run_id).give_back()
        db.execute(
            "update runs set status = 'running', reason = '', finished = null, heartbeat = ?, owner = ?, batch = ?"
            " where run_id = ?",
            [time.time(), owner(), batch, run.run_id],
        )
        db.execute("delete from stages where run_id = ?", [run.run_id])
    return store.run(str(run.run_id))


def heartbeat(store: Store, run_id: int, size: int | None = None) -> None:
    """Say that the owner lives, and how many bytes it has received; written together with each batch."""
    store.db.execute(
        "update runs set heartbeat = ?, bytes = coalesce(?, bytes) where run_id = ?", [time.time(), size, run_id]
    )


def young_enough(run: Run) -> bool:
    """Whether an interrupted run is resumed without being asked: it ended within the last 24 hours."""
    ended = datetime.datetime.fromisoformat(run.finished or run.started)
    return (datetime.datetime.now(datetime.UTC) - ended).total_seconds() < RESUMABLE


def _refuse_if_alive(store: Store, run: Run) -> None:
    holder, beat = store.db.execute("select owner, heartbeat from runs where run_id = ?", [run.run_id]).fetchone()
    if alive(holder, beat):
        raise StoreError(
            307,
            Text(zh=f"另一个进程正在抓取 {run.site}", en=f"another process is crawling {run.site}"),
            [(WHERE, Text(f"{store.path}（{holder}）", f"{store.path} ({holder})")),
             (REMEDY, Text(zh="等它结束，或停掉它再试；用 --db 写入另一个库也可以。", en="Wait for it, stop it first, or write to another store with --db."))],
        )  # fmt: skip


def refuse_other_scope(run: Run, stored: tuple[str, str], wanted: tuple[str, str]) -> None:
    """A resumed crawl must mean the same pages: both are (hash of the scope, device).

    Raises:
        SettingsError: a setting that decides which pages belong to the crawl changed.
    """
    if stored != wanted:
        raise SettingsError(
            111,
            Text(zh=f"不能继续运行 {run.run_id}：抓取范围的设置变了", en=f"run {run.run_id} cannot be resumed: its scope settings changed"),
            [(WHY, Text(zh="起始网址、hosts、within、include、exclude、参数与斜杠的写法、mode、网址清单、device 或 robots 与当时不同。", en="start, hosts, within, include, exclude, the form of URLs, mode, the list, device or robots differ from then.")),
             (REMEDY, Text(zh="用 --fresh 重新开始，或恢复原来的设置。", en="Start anew with --fresh, or restore those settings."))],
        )  # fmt: skip
