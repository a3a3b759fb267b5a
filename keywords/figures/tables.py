"""What ``keywords figures`` and ``keywords opportunities`` print: columns for machines, and fewer, worded, for people."""

from __future__ import annotations

from collections.abc import Iterator

from configs.settings import Settings
from configs.text import Lang, Text
from crawler.records import Run
from crawler.store import Store
from crawler.urls import shown
from keywords.figures.explain import Facts, sentence
from keywords.figures.heads import FIGURES
from keywords.figures.measures import (
    LABELS,
    NAMES,
    ads_label,
    home_label,
    intitle_label,
    kei_label,
    results_label,
    strong_label,
)
from keywords.figures.opportunity import ORDER, QUADRANTS
from keywords.figures.sets import Set, measure, sets

Cells = dict[str, object]

LABELLED = ("results_label", "intitle_label", "ads_label", "strong_label", "home_label", "kei_label", "breadth")
COLUMNS = {
    "figures": (
        *("keyword", "engine", "day", "volume", "period", *FIGURES[1:], "inexact", "kei", "kei_intitle", "served", "f09"),
        *("left_out", *LABELLED, "intitle_percentile", "bid_percentile", "position", "page", "own_page", "competition", "estimated", "verdict"),
    ),
    "opportunities": (
        *("keyword", "engine", "day", "quadrant", "value", "chance", "priority", "intent", "volume", "period", "impressions"),
        *("position", "page", "competition", "own_strength", "estimated", "f09", "difficulty", "own_page", "served", "why_zh", "why_en"),
    ),
}  # fmt: skip
SHOWN = {
    "figures": (
        *("keyword", "engine", "volume", "results", "intitle", "ads", "bid", "kei", "kei_intitle", "f09", "left_out", "labels"),
        *("position", "own_page", "competition"),
    ),
    "opportunities": ("quadrant", "keyword", "engine", "value", "chance", "volume", "position", "own_page", "why"),
}  # fmt: skip
HEADINGS = {
    "keyword": Text(zh="关键词", en="keyword"),
    "engine": Text(zh="引擎", en="engine"),
    "volume": Text(zh="搜索量", en="searches"),
    "results": Text(zh="结果数", en="results"),
    "intitle": Text(zh="intitle", en="intitle"),
    "ads": Text(zh="竞价", en="ads"),
    "bid": Text(zh="出价", en="bid"),
    "kei": Text(zh="KEI", en="KEI"),
    "kei_intitle": Text(zh="KEI（intitle×R）", en="KEI (intitle * R)"),
    "f09": Text(zh="竞争度 F-09", en="competition F-09"),
    "left_out": Text(zh="F-09 缺", en="F-09 lacks"),
    "labels": Text(zh="标签", en="labels"),
    "position": Text(zh="排名", en="position"),
    "own_page": Text(zh="本站网页", en="own page"),
    "competition": Text(zh="抓取的竞争度", en="crawled competition"),
    "quadrant": Text(zh="怎么办", en="what to do"),
    "value": Text(zh="价值", en="value"),
    "chance": Text(zh="机会", en="chance"),
    "why": Text(zh="为什么", en="why"),
}
BETTER_THAN = Text(zh="{name} 高于本组 {n} %", en="{name} above {n} % of the set")
INEXACT = Text(zh="约 {n}", en="about {n}")
_POINTS = ("f09", "competition", "value", "chance")

_ROWS = """
    select s.*, m.*, u.url as own_page from temp.figure_set s join temp.figure_measures m using (number)
    left join urls u on u.url_id = s.own_url_id
"""
_ORDERS = {
    "figures": "where s.measured order by s.volume desc nulls last, s.keyword",
    "opportunities": "where :quadrant in ('', m.quadrant) order by instr(:order, m.quadrant || ' '), m.priority desc,"
    " m.value desc, s.keyword",
}


def rows_of(
    store: Store, run: Run, name: str, settings: Settings, *, engine: str = "", day: str = "", quadrant: str = ""
) -> Iterator[Cells]:
    """The rows of one of the tables, set by set; keys are those of ``COLUMNS`` and ``SHOWN``, ``labels`` and ``why`` left out."""
    values = {"quadrant": quadrant, "order": "".join(f"{one} " for one in ORDER)}
    for one in sets(store, run, engine, day):
        if name == "figures" and not one.day:
            continue
        measure(store, run, one, settings)
        cursor = store.db.execute(f"{_ROWS} {_ORDERS[name]}", values)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield _completed(dict(zip(names, row, strict=True)), one)


def _completed(row: Cells, one: Set) -> Cells:
    """The row of the store with its labels."""
    figures = {name: _number(row[name]) for name in (*FIGURES, "kei")}
    return row | {
        "keyword": row["shown"],
        "engine": one.engine,
        "period": row["period"] or None,
        "results_label": results_label(figures["results"]),
        "intitle_label": intitle_label(figures["intitle"]),
        "ads_label": ads_label(figures["ads"]),
        "strong_label": strong_label(figures["strong_share"]),
        "home_label": home_label(figures["home_share"]),
        "kei_label": kei_label(figures["kei"]),
        "why_zh": why(row, "zh"),
        "why_en": why(row, "en"),
    }


def why(row: Cells, lang: Lang) -> str:
    """One sentence for a row of the matrix."""
    competition, own, f09 = (_number(row[name]) for name in ("competition", "own_strength", "f09"))
    impressions = _number(row["impressions"])
    facts = Facts(
        quadrant=str(row["quadrant"]),
        served=int(_number(row["served"]) or 1),
        volume=_number(row["volume"]),
        period=str(row["period"] or ""),
        exact=exact(row, "volume"),
        impressions=None if impressions is None else int(impressions),
        position=_number(row["position"]),
        competition=competition,
        own=own,
        f09=f09,
        own_page=row["own_page"] is not None,
        estimated=bool(row["estimated"]),
    )
    return sentence(facts, lang)


def exact(row: Cells, figure: str) -> bool:
    """Whether a figure is a number of the tool, not the middle of a range or a bound."""
    return not int(_number(row["inexact"]) or 0) >> FIGURES.index(figure) & 1


def for_machines(name: str, rows: Iterator[Cells]) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    """Every column."""
    columns = COLUMNS[name]
    return list(columns), (tuple(row[column] for column in columns) for row in rows)


def for_people(name: str, rows: Iterator[Cells], lang: Lang) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    """Headings and cells as a terminal shows them."""
    columns = SHOWN[name]
    return [HEADINGS[column].get(lang) for column in columns], (
        tuple(_shown(row, column, lang) for column in columns) for row in rows
    )


def _shown(row: Cells, column: str, lang: Lang) -> object:
    if column == "labels":
        return labels(row, lang)
    if column == "why":
        return row[f"why_{lang}"]
    value = row[column]
    if value is None:
        return "—"
    if column == "quadrant":
        return QUADRANTS[str(value)].get(lang)
    if column == "left_out":
        return " ".join(NAMES[one].get(lang) for one in str(value).split(",") if one)
    if column == "own_page":
        return shown(str(value))
    number = _number(value)
    return value if number is None else _rounded(row, column, number, lang)


def _rounded(row: Cells, column: str, number: float, lang: Lang) -> object:
    """Numbers stand to the right; those that are about so are told in words."""
    digits = 1 if column in _POINTS or column == "position" else 2 if column == "bid" or number < 100 else 0
    plain = round(number, digits) if digits and number != int(number) else round(number)
    about = row["estimated"] if column == "competition" else column in FIGURES and not exact(row, column)
    return plain if not about else INEXACT.get(lang, n=plain)


def labels(row: Cells, lang: Lang) -> str:
    """All labels of a row, with the figure each is of."""
    named = [
        (NAMES[name], LABELS[str(row[label])])
        for name, label in (
            ("results", "results_label"), ("intitle", "intitle_label"), ("ads", "ads_label"), ("strong_share", "strong_label"),
            ("home_share", "home_label"), ("kei", "kei_label"),
        )
        if row[label]
    ]  # fmt: skip
    parts = [f"{name.get(lang)} {label.get(lang)}" for name, label in named]
    compared = [("intitle", "intitle_percentile")] * (not row["intitle_label"]) + [("bid", "bid_percentile")]
    for name, column in compared:
        if (percentile := _number(row[column])) is not None:
            parts.append(BETTER_THAN.get(lang, name=NAMES[name].get(lang), n=f"{percentile:.0f}"))
    if row["breadth"]:
        parts.append(LABELS[str(row["breadth"])].get(lang))
    return ("，" if lang == "zh" else ", ").join(parts)


def _number(value: object) -> float | None:
    return value if isinstance(value, float | int) else None
