"""Findings in bounded memory: each by itself while they are few, else by check and template, else by check alone."""

from __future__ import annotations

from collections.abc import Iterable

from reports.machine.model import SEVERITIES, Found

SHOWN = 5_000  # results that GitHub shows of a run; it takes 25,000
PLACES = 20  # pages named in a group; GitHub takes 1,000 and shows the first

Key = tuple[str, str, str, str, str]


class Grouping:
    """Takes findings one by one and keeps what can be told of them."""

    def __init__(self, shown: int = SHOWN) -> None:
        self.shown = shown
        self.singles: list[Found] = []
        self.groups: dict[Key, Found] = {}
        self.by_template = True
        self.total = 0

    def add(self, one: Found) -> None:
        """One finding more."""
        self.total += 1
        if self.total <= self.shown:
            self.singles.append(one)
        elif self.singles:
            self.singles.clear()
        self._gather(one)
        if len(self.groups) > self.shown and self.by_template:
            self.by_template, before, self.groups = False, self.groups, {}
            for group in before.values():
                self._gather(group)

    def _gather(self, one: Found) -> None:
        template = one.template if self.by_template else ""
        key = (one.check_id, one.severity, template, one.reason, one.until)
        group = self.groups.get(key)
        if group is None:
            self.groups[key] = Found(
                one.check_id, one.severity, one.url, template, one.evidence, one.fingerprint, one.reason, one.until,
                one.count, list(one.urls or [one.url]), grouped=True,
            )  # fmt: skip
            return
        group.count += one.count
        group.urls.extend((one.urls or [one.url])[: max(0, PLACES - len(group.urls))])

    def result(self) -> tuple[list[Found], int]:
        """What is told, the worst level first, and how many groups are left out."""
        kept: Iterable[Found] = self.singles if self.total <= self.shown else self.groups.values()
        ordered = sorted(kept, key=lambda one: (bool(one.reason), SEVERITIES.index(one.severity)))
        return ordered[: self.shown], max(0, len(ordered) - self.shown)
