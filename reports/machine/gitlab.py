"""GitLab code quality: a list of findings with a place, a level and a fingerprint; accepted ones are left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from configs.text import Lang
from reports.machine import sentences as say
from reports.machine.model import Results
from reports.machine.places import identity, repository_path

LEVELS = {"error": "critical", "warning": "major", "notice": "minor", "info": "info"}


def gitlab(results: Sequence[Results], lang: Lang) -> str:
    """The report; GitLab drops one of two findings with the same fingerprint, so that each has its own."""
    listed: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for one in results:
        checks = {check.check_id: check for check in one.checks}
        for found in one.found:
            if found.reason:
                continue
            check = checks[found.check_id]
            mark = identity(one.run.site, found.check_id, found.template, found.severity) if found.grouped else (
                identity(one.run.site, found.fingerprint)
            )  # fmt: skip
            seen[mark] = number = seen.get(mark, 0) + 1
            listed.append(
                {
                    "description": say.finding(found, check, lang),
                    "check_name": found.check_id,
                    "fingerprint": mark if number == 1 else identity(mark, str(number)),
                    "severity": LEVELS[found.severity],
                    "categories": [check.area],
                    "location": {"path": repository_path(found.url), "lines": {"begin": 1}},
                }
            )
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
