"""What a gate compares with: an earlier run of the site, or a file that a gate wrote. Unreadable is never a pass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configs.errors import REMEDY, WHERE, WHY, InputError
from configs.output import write_text
from configs.reasons import reason
from configs.text import Text
from crawler.records import Run
from crawler.store import Store
from reports.history.finding_states import JUDGED
from reports.history.pair import pair

LATEST_OK = "latest-ok"
FORMAT = "xunlu-baseline"
VERSION = 1
MAX_BYTES = 200 << 20


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings by fingerprint, the checks that judged, and the score of an earlier state of the site."""

    name: str
    score: float | None
    fingerprints: frozenset[str]
    judged: frozenset[str]


def find_baseline(store: Store, run: Run, wanted: str) -> Baseline | None:
    """The baseline called ``latest-ok``, by a run's number or reference, or in a file; None: there is none yet.

    Raises:
        SettingsError: no such run, or it is of another site.
        InputError: the file cannot be read, or is no baseline.
    """
    if wanted == LATEST_OK:
        return _latest_ok(store, run)
    path = Path(wanted)
    if path.suffix == ".json" or path.is_file():
        return read_baseline(path)
    other = store.run(wanted)
    pair(store, other, run)
    return of_run(store, other)


def _latest_ok(store: Store, run: Run) -> Baseline | None:
    row = store.db.execute(
        "select r.run_id from gates g join runs r using (run_id) where r.site_id = ? and r.run_id < ? and g.passed"
        " and r.status = 'complete' order by r.run_id desc limit 1",
        [run.site_id, run.run_id],
    ).fetchone()
    return of_run(store, store.run(str(row[0]))) if row else None


def of_run(store: Store, run: Run) -> Baseline:
    """A run as a baseline."""
    score = store.db.execute("select value from scores where run_id = ? and name = 'overall'", [run.run_id]).fetchone()
    prints = store.db.execute("select fingerprint from findings where run_id = ?", [run.run_id])
    judged = store.db.execute(f"select check_id from check_runs where run_id = ? and {JUDGED}", [run.run_id])
    return Baseline(
        f"#{run.run_id}", score[0] if score else None, frozenset(one for (one,) in prints), frozenset(one for (one,) in judged)
    )  # fmt: skip


def write_baseline(store: Store, run: Run, path: Path) -> None:
    """Put a run's findings into a file that a later gate, on another machine too, can compare with."""
    found = of_run(store, run)
    data = {
        "format": FORMAT, "version": VERSION, "site": run.site, "run": run.run_id, "started": run.started,
        "score": found.score, "judged": sorted(found.judged), "findings": sorted(found.fingerprints),
    }  # fmt: skip
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def read_baseline(path: Path) -> Baseline:
    """What ``write_baseline`` wrote.

    Raises:
        InputError: it is not there, not readable, or no baseline.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError("larger than 200 MB")
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _unreadable(path, reason(error)) from error
    except ValueError as error:
        raise _unreadable(path, Text(str(error), str(error))) from error
    if not _is_baseline(data):
        raise _unreadable(
            path, Text(zh="不是 xunlu gate --save 写出的文件", en="it was not written by xunlu gate --save")
        )
    return Baseline(str(path), data["score"], frozenset(data["findings"]), frozenset(data["judged"]))


def _is_baseline(data: Any) -> bool:
    if not isinstance(data, Mapping) or (data.get("format"), data.get("version")) != (FORMAT, VERSION):
        return False
    lists = all(
        isinstance(data.get(name), list) and all(isinstance(one, str) for one in data[name])
        for name in ("findings", "judged")
    )
    return lists and (data.get("score") is None or isinstance(data["score"], int | float))


def _unreadable(path: Path, why: Text) -> InputError:
    return InputError(
        430,
        Text(zh="读不了基线", en="cannot read the baseline"),
        [
            (WHERE, Text(str(path), str(path))),
            (WHY, why),
            (REMEDY, Text(zh="写 latest-ok、运行编号，或用 xunlu gate --save 文件 重新写出。", en="Write latest-ok or a run's number, or write the file anew: xunlu gate --save FILE.")),
        ],
    )  # fmt: skip
