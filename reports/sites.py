"""The sites of the market: which run of each is compared, and what its columns show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from configs.settings import Settings
from configs.text import Text
from reports.model_tables import AxisCell, AxisRow, Fact, Market, SiteHead
from reports.numbers import band, day, decimal, integer, milliseconds, percent, plain, share
from reports.parts import Score
from reports.reader import ASKED, BAD, Reader
from reports.words import AXES, BANDS

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


def market(reader: Reader, settings: Settings) -> Market:
    """The target and its competitors: axes and facts, one column a site."""
    others, missing = competitor_runs(reader, settings)
    runs = [reader.run_id, *others]
    scores = [run_scores(reader, run_id) for run_id in runs]
    facts = [_facts(reader, run_id) for run_id in runs]
    names = {"overall": TOTAL} | {f"axis:{axis}": name for axis, name in AXES.items()}
    return Market(
        sites=site_heads(reader, runs),
        axes=tuple(AxisRow(name, _axis(scores, key, name)) for key, name in names.items()),
        facts=tuple(Fact(name, tuple(fact[index] for fact in facts)) for index, (name, _) in enumerate(FACTS)),
        alone=not others,
        missing=missing,
    )


def _axis(scores: Sequence[dict[str, float | None]], key: str, name: Text) -> tuple[AxisCell, ...]:
    """One axis on every site, the own one first."""
    own = scores[0].get(key)
    made = []
    for index, found in enumerate(scores):
        value = found.get(key)
        ahead = value - own if index and value is not None and own is not None else None
        tone = "" if ahead is None else "poor" if ahead > 0.05 else "excellent" if ahead < -0.05 else "none"
        made.append(AxisCell(score(found, key, name), ahead, tone))
    return tuple(made)


def run_scores(reader: Reader, run_id: int) -> dict[str, float | None]:
    """Stored scores of a run by name."""
    rows = reader.rows("select name, value from scores where run_id = :one order by name", one=run_id)
    return {row["name"]: row["value"] for row in rows}


def score(found: dict[str, float | None], key: str, name: Text, weight: float = 0.0) -> Score:
    """One stored score with its band."""
    value = found.get(key)
    return Score(key, name, value, band(value), BANDS[band(value)], weight)


Format = Callable[[float | None], str]


FACTS: tuple[tuple[Text, tuple[str, Format]], ...] = (
    (Text(zh="已抓取网址", en="URLs crawled"), ("crawled", integer)),
    (Text(zh="HTML 网页", en="HTML pages"), ("html", integer)),
    (Text(zh="可编入索引", en="Indexable pages"), ("indexable", integer)),
    (Text(zh="可编入索引占比", en="Share indexable"), ("indexable_share", percent)),
    (Text(zh="返回 4xx、5xx 或无响应", en="4xx, 5xx or no response"), ("bad", integer)),
    (Text(zh="正文词数（中位数）", en="Words of main text (median)"), ("words", integer)),
    (Text(zh="标题宽度（中位数，列）", en="Title width (median, columns)"), ("title_width", integer)),
    (Text(zh="没有描述的网页", en="Pages without description"), ("no_description", percent)),
    (Text(zh="点击深度（中位数）", en="Click depth (median)"), ("depth", integer)),
    (Text(zh="每页站内链入（平均）", en="Internal inlinks a page (mean)"), ("inlinks", decimal)),
    (Text(zh="首字节时间（中位数）", en="Time to first byte (median)"), ("ttfb_ms", milliseconds)),
)


def _facts(reader: Reader, run_id: int) -> list[Text | None]:
    row = reader.row(
        f"""
        select total({ASKED}) as crawled,
            total(is_html and status between 200 and 299) as html, total(indexable) as indexable,
            total({BAD}) as bad,
            total(is_html and status between 200 and 299 and description = '') as no_description,
            avg(iif(is_html and status between 200 and 299, inlinks, null)) as inlinks
        from v_pages where run_id = :one
        """,
        one=run_id,
    )
    html = float(row["html"])
    values: dict[str, float | None] = {name: row[name] for name in ("crawled", "html", "indexable", "bad", "inlinks")}
    values["indexable_share"] = share(float(row["indexable"]), html) if html else None
    values["no_description"] = share(float(row["no_description"]), html) if html else None
    for name in ("words", "title_width", "depth", "ttfb_ms"):
        values[name] = median(reader, run_id, name)
    return [_shown(values[key], form) for _, (key, form) in FACTS]


def _shown(value: float | None, form: Format) -> Text | None:
    return None if value is None else plain(form(value))


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
