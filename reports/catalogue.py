"""What the report says about a check: its texts and effort, from the check's own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from configs.settings import Effort
from configs.text import Text
from reports.numbers import plain

if TYPE_CHECKING:
    from audit.registry import Check


@dataclass(frozen=True, slots=True)
class CheckTexts:
    """Texts of one check; ``hours`` is the effort for one ``unit`` (template, page or site)."""

    check_id: str
    area: str
    title: Text
    why: Text
    message: Text
    fix: Text
    avoid: Text
    verify: Text
    before: str
    after: str
    matters: str
    source: str
    hours: float
    unit: str
    words: Mapping[str, Text]
    book: str  # section of the textbook; empty: none


Catalogue = Mapping[str, CheckTexts]


def installed_checks(efforts: Mapping[str, Effort] | None = None) -> Catalogue:
    """The checks of this installation by id.

    Args:
        efforts: work by check, as ``[rules.effort]`` has it; it wins over what the checks say.
    """
    from audit.registry import all_checks

    found = _installed(all_checks())
    for check_id, effort in (efforts or {}).items():
        if known := found.get(check_id):
            hours = known.hours if effort.hours is None else effort.hours
            found[check_id] = replace(known, hours=hours, unit=effort.unit or known.unit)
    return found


def _installed(checks: Mapping[str, Check]) -> dict[str, CheckTexts]:
    return {
        check.id: CheckTexts(
            check_id=check.id,
            area=check.area,
            title=check.title,
            why=check.why,
            message=check.message,
            fix=check.fix,
            avoid=check.avoid,
            verify=check.verify,
            before=check.before,
            after=check.after,
            matters=check.matters.value,
            source=check.source,
            hours=check.effort_hours,
            unit=check.effort_unit,
            words=check.words,
            book=check.book or "",
        )
        for check in checks.values()
    }


def texts_of(catalogue: Catalogue, check_id: str, area: str) -> CheckTexts:
    """Texts of a check; of one that no longer exists, what its stored rows still tell."""
    known = catalogue.get(check_id)
    if known:
        return known
    gone = Text(zh="这项检查已不在当前版本中。", en="This check is not part of the installed version.")
    nothing = plain("")
    return CheckTexts(
        check_id, area, plain(check_id), gone, nothing, nothing, nothing, nothing, "", "", "", "", 1.0, "page", {}, ""
    )
