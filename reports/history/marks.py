"""Where a line must not be read across: runs whose crawl or whose audit was set up otherwise than the one before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise

from configs.text import Text
from crawler.records import Run
from crawler.store import Store

MOST = 3  # settings named one by one
MISSING = object()

# What the result of an audit depends on (audit/runner.py), as people call it.
RULES = {
    "version": Text(zh="程序版本", en="version of the program"),
    "score": Text(zh="计分版本", en="version of the score"),
    "importance": Text(zh="计分设置", en="settings of the score"),
    "weights": Text(zh="计分设置", en="settings of the score"),
    "accept": Text(zh="接受的问题", en="accepted findings"),
}
CHECKS = Text(zh="检查项设置", en="settings of the checks")
CRAWL = Text(zh="抓取设置", en="crawl settings")
PACE = {"rate", "concurrency"}  # how fast, never what
NAMES = {"role", "label", "starts", "hosts"}  # ``starts`` and ``hosts`` are those of start and crawl.hosts, resolved


def marks(store: Store, runs: Sequence[Run]) -> dict[int, Text]:
    """What was changed since the run before, by run; runs that are set up alike are left out."""
    setups = [(run.run_id, *_setup(store, run.run_id)) for run in runs]
    found = {}
    for (_, crawl, rules), (run_id, newer, judged) in pairwise(setups):
        said = [*_changed_rules(rules, judged), *_changed_crawl(crawl, newer)]
        if said:
            found[run_id] = Text(zh="、".join(one.zh for one in said), en=", ".join(one.en for one in said))
    return found


def _setup(store: Store, run_id: int) -> tuple[dict[str, object], dict[str, object] | None]:
    """Settings of the crawl by dotted key, and of the audit; None: there was none."""
    row = store.db.execute(
        "select r.settings, r.mode, r.device, s.options from runs r"
        " left join stages s on s.run_id = r.run_id and s.stage = 'audit' where r.run_id = ?",
        [run_id],
    ).fetchone()
    crawl = _flat(json.loads(row[0] or "{}")) | {"mode": row[1], "device": row[2]}
    return crawl, json.loads(row[3]) if row[3] else None


def _flat(values: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in values.items():
        if (not prefix and name in NAMES) or name in PACE:
            continue
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found


def _changed_rules(before: Mapping[str, object] | None, after: Mapping[str, object] | None) -> list[Text]:
    if before is None or after is None:
        return []
    keys = [key for key in {**before, **after} if before.get(key, MISSING) != after.get(key, MISSING)]
    return list(dict.fromkeys(RULES.get(key, CHECKS) for key in keys))


def _changed_crawl(before: Mapping[str, object], after: Mapping[str, object]) -> list[Text]:
    """Keys that both runs know: a key that an older version did not have was at its default."""
    keys = sorted({key.removeprefix("crawl.") for key in before.keys() & after.keys() if before[key] != after[key]})
    if not keys:
        return []
    more = f" +{len(keys) - MOST}" if len(keys) > MOST else ""
    listed = ", ".join(keys[:MOST]) + more
    return [Text(zh=f"{CRAWL.zh}（{listed}）", en=f"{CRAWL.en} ({listed})")]
