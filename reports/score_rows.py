"""The score of a run as rows: its numbers, and the sum of every check entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from configs.settings import Settings
from configs.text import Lang, Text
from crawler.store import Store
from reports.catalogue import installed_checks, texts_of
from reports.numbers import band, decimal, exact, percent
from reports.reader import Reader
from reports.scoring import Entry, Scoring, stored_scoring
from reports.sites import TOTAL
from reports.words import AXES, BANDS, CAPS, SEVERITIES, STOPPED, named

Row = list[object]

SCORE_COLUMNS = ("name", "title", "value", "band", "share", "note")
ENTRY_COLUMNS = (
    "kind", "check_id", "severity", "axis", "points", "axis_share", "weight", "weights", "lost", "affected", "saturation",
    "applicable", "failing", "sum",
)  # fmt: skip
NAMES: dict[str, Text] = {
    "overall": TOTAL,
    **{f"axis:{axis}": name for axis, name in AXES.items()},
    "cap": Text(zh="封顶压低", en="Held down by the cap"),
    "health": Text(zh="无错误网页（%）", en="Pages without an error (%)"),
    "coverage": Text(zh="覆盖率（%）", en="Coverage (%)"),
}
NOT_JUDGED = Text(zh="未判断", en="not judged")
PARTIAL = Text(zh="不完整：{why}", en="partial: {why}")
COVERED = Text(zh="只抓取了已发现网址的一部分", en="only a part of the URLs discovered was crawled")
CAPPED = Text(zh="{why}：总分最高 {limit}", en="{why}: the score is at most {limit}")
SUM = Text(
    zh="{points} = {share}（{axis}）* {weight}/{weights} * {lost}（受影响 {affected} / {full}）* 100",
    en="{points} = {share} ({axis}) * {weight}/{weights} * {lost} (affected {affected} / {full}) * 100",
)
ALL = Text(zh="{points} = 各项之和，100 - {score}", en="{points} = all of them, 100 - {score}")


def score_rows(store: Store, run_id: int, settings: Settings, lang: Lang) -> list[Row]:
    """A row for each number of the score, columns ``SCORE_COLUMNS``.

    ``value`` is 0..100, of the cap the points it takes; None was not judged. ``share`` is that of the axis in percent.
    """
    reader = Reader(store.db, run_id, "")
    rows = reader.rows("select name, value, note from scores where run_id = :run")
    stored = {row["name"]: (row["value"], row["note"]) for row in rows}
    shares = stored_scoring(reader, settings).shares_of()
    limit = stored.get("cap", (None, ""))[1].partition(":")[2]
    made = []
    for name, title in NAMES.items():
        value, note = stored.get(name, (None, "not-judged"))
        graded = name == "overall" or name.startswith("axis:")
        kind = BANDS[band(value)].get(lang) if graded and value is not None else ""
        share = shares.get(name.partition(":")[2]) if value is not None else None
        made.append([name, title.get(lang), value, kind, share, remark(note, limit, lang)])
    return made


def readable(rows: Iterable[Row]) -> list[Row]:
    """Rows of ``score_rows`` for people: without the code name, numbers with one decimal."""
    return [
        [str(title), decimal(cast("float | None", value)), str(band_), "" if share is None else exact(cast("float", share)), str(note)]
        for _, title, value, band_, share, note in rows
    ]  # fmt: skip


def remark(note: str, limit: str, lang: Lang) -> str:
    """The note of a score as people read it; its parts are "not-judged", "capped:reason", "partial:reason", "reason:limit"."""
    return "; ".join(_part(part, limit, lang) for part in note.split(";") if part)


def _part(part: str, limit: str, lang: Lang) -> str:
    key, _, why = part.partition(":")
    if key == "not-judged":
        return NOT_JUDGED.get(lang)
    if key == "partial":
        return PARTIAL.get(lang, why=(COVERED if why == "coverage" else named(STOPPED, why)).get(lang))
    reason = why if key == "capped" else key
    return CAPPED.get(lang, why=named(CAPS, reason).get(lang), limit=limit)


def entry_rows(store: Store, run_id: int, settings: Settings, lang: Lang) -> Iterator[Row]:
    """A row for each check entry, the costliest first, then the cap and the sum of all; columns ``ENTRY_COLUMNS``.

    ``points`` are what was lost of 100; shares, ``lost``, ``affected`` and ``saturation`` are percent.
    """
    scoring = stored_scoring(Reader(store.db, run_id, ""), settings)
    found = sorted(
        (entry for entries in scoring.entries.values() for entry in entries if entry.applicable),
        key=lambda one: (-one.points, one.check_id, -one.weight),
    )
    shares = scoring.shares_of()
    for entry in found:
        yield _entry(entry, scoring, shares.get(entry.axis, 0.0), lang)
    scores = dict(store.db.execute("select name, value from scores where run_id = ?", [run_id]).fetchall())
    notes = dict(store.db.execute("select name, note from scores where run_id = ?", [run_id]).fetchall())
    if scores.get("overall") is None:
        return
    cap, limit = scores.get("cap") or 0.0, str(notes.get("cap", "")).partition(":")[2]
    if cap:
        why = remark(str(notes["cap"]), limit, lang)
        yield ["cap", "", "", "", cap, *[None] * 8, f"{_lost(cap)} = {NAMES['cap'].get(lang)} ({why})"]
    whole = sum(entry.points for entry in found) + cap
    told = ALL.get(lang, points=_lost(whole), score=decimal(scores["overall"], 2))
    yield ["total", "", "", "", whole, *[None] * 8, told]


def _entry(entry: Entry, scoring: Scoring, share: float, lang: Lang) -> Row:
    weights, full = scoring.weights[entry.axis], 100.0 * scoring.saturation.get(entry.severity, 1.0)
    lost, affected = 100.0 * (1.0 - entry.score), 100.0 * entry.affected
    said = SUM.get(
        lang, points=_lost(entry.points), share=exact(share), axis=AXES[entry.axis].get(lang).lower(),
        weight=decimal(entry.weight, 0), weights=decimal(weights, 0), lost=percent(lost), affected=percent(affected, 2), full=exact(full),
    )  # fmt: skip
    return [
        "check", entry.check_id, entry.severity, entry.axis, entry.points, share, entry.weight, weights, lost, affected, full,
        entry.applicable, entry.failing, said,
    ]  # fmt: skip


def _lost(points: float) -> str:
    shown = decimal(points, 2)
    return "-< 0.01" if points > 0 and shown == "0.00" else "0" if points <= 0 else f"-{shown}"


def titled(rows: Iterator[Row], lang: Lang) -> Iterator[Row]:
    """Rows of entries for people: check, level, the sum, and what the check is called."""
    catalogue = installed_checks()
    for row in rows:
        known = texts_of(catalogue, str(row[1]), "").title.get(lang) if row[1] else ""
        level = SEVERITIES[str(row[2])].get(lang) if row[2] else ""
        yield [row[1] or NAMES.get(str(row[0]), TOTAL).get(lang), level, row[-1], known]
