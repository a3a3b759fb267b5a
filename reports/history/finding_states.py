"""What became of the findings of an earlier run: new, still there, fixed. Never "fixed" without a second look."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from audit.needs import NOTHING_APPLIES
from configs.text import Text
from reports.history.pair import Pair, lost

STATES = {
    "new": Text(zh="新增", en="new"),
    "still": Text(zh="仍在", en="still there"),
    "fixed": Text(zh="已修复", en="fixed"),
    "gone": Text(zh="网页已不在", en="page gone"),
    "accepted": Text(zh="已接受", en="accepted"),
    "unchecked": Text(zh="未复查", en="not looked at again"),
    "first": Text(zh="首次检查", en="checked for the first time"),
}
# One that applies to nothing has looked, too: where no page is noindex any more, none is it wrongly.
JUDGED = f"(state in ('passed', 'failed') or reason = '{NOTHING_APPLIES}')"


class FindingState(NamedTuple):
    """One finding of either run and its state (a key of ``STATES``)."""

    state: str
    check_id: str
    severity: str
    url: str
    template: str
    evidence: str


# Each finding with whether the other run judged its check, and what became of its page there.
_SIDE = f"""
    select f.check_id, f.severity, u.url, coalesce(t.template, '') as template, f.evidence,
        f.fingerprint in (select o.fingerprint from findings o where o.run_id = :other) as kept, -- looked up, not compared
        f.fingerprint in (select o.fingerprint from accepted o where o.run_id = :other) as accepted,
        exists (select 1 from check_runs c where c.run_id = :other and c.check_id = f.check_id and {JUDGED}) as judged,
        (select c.scope from check_runs c where c.run_id = :own and c.check_id = f.check_id) as scope,
        p.url_id is not null as seen,
        p.url_id is not null and not {lost("p")} as usable,
        p.status in (404, 410) as absent
    from findings f join urls u on u.url_id = f.url_id
    left join pages p on p.run_id = :other and p.url_id = f.url_id
    left join page_states s on s.run_id = f.run_id and s.url_id = f.url_id
    left join templates t on t.template_id = s.template_id
    where f.run_id = :own
    order by f.check_id, f.finding_id
"""


def finding_states(db: sqlite3.Connection, pair: Pair) -> Iterator[FindingState]:
    """The findings of the newer run (new, still, first), then those that only the older one has.

    A finding that is missing now is fixed only when its check judged again and its page was received again; it is gone
    with its page when that answers 404 or 410, or a whole crawl no longer found it; else it was not looked at again.
    A check that did not judge before finds nothing new, it looks for the first time. What was accepted before, and is
    no longer, is still there.
    """
    older, newer = pair.ids["older"], pair.ids["newer"]
    for check, severity, url, template, evidence, kept, accepted, judged, *_ in db.execute(
        _SIDE, {"own": newer, "other": older}
    ):
        state = "still" if kept or accepted else "new" if judged else "first"
        yield FindingState(state, check, severity, url, template, evidence)
    for check, severity, url, template, evidence, kept, *rest in db.execute(_SIDE, {"own": older, "other": newer}):
        if not kept:
            yield FindingState(_left(pair, *rest), check, severity, url, template, evidence)


def _left(pair: Pair, accepted: int, judged: int, scope: str | None, seen: int, usable: int, absent: int) -> str:
    if accepted:
        return "accepted"
    if not judged:
        return "unchecked"
    if scope == "site":  # it is about the site: what the start page answers is no matter
        return "fixed" if pair.whole else "unchecked"
    if absent or (not seen and pair.whole):
        return "gone"
    return "fixed" if usable else "unchecked"


def new_findings(
    db: sqlite3.Connection, run_id: int, known: Collection[str], judged: Collection[str]
) -> Iterator[FindingState]:
    """Findings of a run whose fingerprint is not ``known``, of the checks that had ``judged`` when those were made."""
    rows = db.execute(
        "select f.check_id, f.severity, u.url, coalesce(t.template, ''), f.evidence, f.fingerprint from findings f"
        " join urls u on u.url_id = f.url_id left join page_states s on s.run_id = f.run_id and s.url_id = f.url_id"
        " left join templates t on t.template_id = s.template_id where f.run_id = ? order by f.check_id, f.finding_id",
        [run_id],
    )
    for *facts, fingerprint in rows:
        if fingerprint not in known and facts[0] in judged:
            yield FindingState("new", *facts)
