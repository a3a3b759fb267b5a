"""The stored entries of the score, and the parameters it was made with."""

from __future__ import annotations

from dataclasses import dataclass

from audit.scoring import scoring as parameters
from configs.settings import Settings
from reports.numbers import share
from reports.reader import Reader


@dataclass(frozen=True, slots=True)
class Entry:
    """One check at one level, as the audit scored it; ``affected`` and ``score`` are 0..1."""

    check_id: str
    severity: str
    axis: str
    weight: float
    applicable: int
    failing: int
    affected: float
    score: float
    points: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """Entries by check, the sum of weights by axis, and the parameters."""

    entries: dict[str, list[Entry]]
    weights: dict[str, float]
    shares: dict[str, float]
    saturation: dict[str, float]

    def axis_share(self, entry: Entry) -> float:
        """Share of an axis in the total, in percent, as the entry's own points imply.

        Settings may have changed since the audit; the entry has not.
        """
        part = entry.weight / self.weights[entry.axis] * (1.0 - entry.score)
        return entry.points / part if part else self.shares.get(entry.axis, 0.0)

    def shares_of(self) -> dict[str, float]:
        """Share of every judged axis in the total, in percent: as its costliest entry implies, else as configured."""
        found = dict(self.shares)
        for entry in sorted((one for some in self.entries.values() for one in some), key=lambda one: one.points):
            if entry.points > 0:
                found[entry.axis] = self.axis_share(entry)
        return found


def stored_scoring(reader: Reader, settings: Settings) -> Scoring:
    """What the score of a run is made of."""
    entries: dict[str, list[Entry]] = {}
    weights: dict[str, float] = {}
    for row in reader.rows(
        "select check_id, severity, axis, weight, applicable, failing, affected, score, points from score_entries"
        " where run_id = :run order by check_id, weight desc, severity"
    ):
        entry = Entry(*row)
        entries.setdefault(entry.check_id, []).append(entry)
        if entry.applicable:
            weights[entry.axis] = weights.get(entry.axis, 0.0) + entry.weight
        weights.setdefault(entry.axis, 0.0)
    numbers = parameters(settings.score)
    configured = numbers.weights
    judged = {axis: weight for axis, weight in configured.items() if weights.get(axis)}
    shares = {axis: share(weight, sum(judged.values())) for axis, weight in judged.items()}
    return Scoring(entries, weights, shares, numbers.saturation)
