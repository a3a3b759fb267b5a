"""The sites of the market: which run of each is compared, its scores, and medians over its pages."""

from __future__ import annotations

from collections.abc import Sequence

from configs.settings import Settings
from configs.text import Text
from reports.model_market import SiteHead
from reports.numbers import band, day
from reports.parts import Score
from reports.reader import Reader
from reports.words import BANDS

TOTAL = Text(zh="总分", en="Overall")


def site_heads(reader: Reader, run_ids: Sequence[int]) -> tuple[SiteHead, ...]:
    """Column heads of runs, in the order given."""
    return tuple(_head(reader, run_id) for run_id in run_ids)


def _head(reader: Reader, run_id: int) -> SiteHead:
    row = reader.row(
        "select s.name, s.label_zh, s.label_en, r.started, r.finished, r.status from runs r"
        " join sites s on s.site_id = r.site_id where r.run_id = :one",
        one=run_id,
    )
    return SiteHead(
        run_id=run_id,
        name=row["name"],
        label=label(row["name"], row["label_zh"], row["label_en"]),
        day=day(row["finished"] or row["started"]),
        own=run_id == reader.run_id,
        partial=row["status"] != "complete",
    )


def label(name: str, zh: str, en: str) -> Text:
    """The label of a site, its name where it has none."""
    return Text(zh=zh or en or name, en=en or zh or name)


def competitor_runs(reader: Reader, settings: Settings) -> tuple[list[int], tuple[str, ...]]:
    """The newest complete run of each competitor, and the names asked for that have none.

    A site whose crawls always stop at a limit is shown by its newest such run, marked partial.
    """
    rows = reader.rows(
        """
        select s.name, r.run_id,
            row_number() over (partition by r.site_id order by r.status = 'complete' desc, r.run_id desc) as place
        from runs r join sites s on s.site_id = r.site_id
        where r.role = 'competitor' and r.status in ('complete', 'partial')
            and r.site_id <> (select site_id from runs where run_id = :run)
        order by s.name
        """
    )
    newest = {row["name"]: int(row["run_id"]) for row in rows if row["place"] == 1}
    wanted = settings.report.competitors or tuple(newest)
    return [newest[name] for name in wanted if name in newest], tuple(name for name in wanted if name not in newest)


def run_scores(reader: Reader, run_id: int) -> dict[str, float | None]:
    """Stored scores of a run by name."""
    rows = reader.rows("select name, value from scores where run_id = :one order by name", one=run_id)
    return {row["name"]: row["value"] for row in rows}


def score(found: dict[str, float | None], key: str, name: Text, weight: float = 0.0) -> Score:
    """One stored score with its band."""
    value = found.get(key)
    return Score(key, name, value, band(value), BANDS[band(value)], weight)


MEDIANS = {
    "words": "join page_words w using (run_id, url_id)",
    "depth": "join page_graph g using (run_id, url_id)",
    "title_width": "",
    "ttfb_ms": "",
    "size_bytes": "",
}


def median(reader: Reader, run_id: int, column: str) -> float | None:
    """Lower median of a column over the complete HTML pages of a run; None where it is nowhere known."""
    joined = MEDIANS[column]  # tables rather than the view: a pass over a large site is a third as long
    condition = f"p.run_id = :one and p.is_html and p.status between 200 and 299 and {column} is not null"
    many = reader.count(f"select count(*) from pages p {joined} where {condition}", one=run_id)
    ordered = f"select {column} from pages p {joined} where {condition} order by 1 limit 1 offset :half"
    return float(reader.row(ordered, one=run_id, half=(many - 1) // 2)[0]) if many else None
