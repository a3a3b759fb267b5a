"""What the scripts need to draw the charts: the numbers of the model by the id of the card, texts in both languages.

A text is [zh, en], or one string where both are the same. Nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from configs.text import Text
from reports.model import ReportModel
from reports.model_charts import Bar, Chart, Slice
from reports.model_history import Line, LineChart
from reports.model_market import Market
from reports.parts import Sentence
from reports.radar import SITES
from reports.sentences import text_of

Data = Mapping[str, object]
TITLE = Text(zh="六个方面", en="The six axes")
LEAST_AXES = 3  # of a radar that encloses anything


def chart_data(model: ReportModel) -> dict[str, Data]:
    """Charts that can be drawn, by the id of their card."""
    found: dict[str, Data] = {f"chart-{chart.key}": _chart(chart) for chart in model.charts if chart.bars}
    found |= {f"trend-{chart.key}": _lines(chart) for chart in model.history.charts}
    return found | (_radar(model.market) if model.market.radar else {})


def _text(text: Text) -> object:
    return text.zh if text.zh == text.en else [text.zh, text.en]


def _said(sentence: Sentence | None) -> object:
    return _text(Text(zh=text_of(sentence.zh), en=text_of(sentence.en))) if sentence else ""


def _chart(chart: Chart) -> Data:
    drawn: Sequence[Bar | Slice] = chart.slices or chart.bars
    return {
        "kind": chart.kind,
        "title": _text(chart.title),
        "unit": _text(chart.unit),
        "says": _said(chart.says),
        "share": _text(chart.share_name),
        "rows": [_row(row) for row in drawn],
    }


def _row(row: Bar | Slice) -> Data:
    made: dict[str, object] = {"name": _text(row.label), "value": row.value, "shown": row.shown}
    if row.share is not None:
        made["share"] = round(row.share, 4)
    if row.target:
        made["target"] = row.target
    if isinstance(row, Slice):
        made["colour"] = row.colour
    else:
        made |= {"tone": row.tone} if row.tone else {}
        made |= {"lost": round(row.lost, 4), "less": row.lost_shown} if row.lost is not None else {}
    return made


def _lines(chart: LineChart) -> Data:
    return {
        "kind": "line",
        "title": _text(chart.title),
        "unit": _text(chart.unit),
        "says": _text(chart.says),
        "edges": [chart.bottom, chart.top],
        "days": [_text(spot.day) for spot in chart.lines[0].spots],
        "lines": [_line(line) for line in chart.lines],
        "marks": [[mark.place, _text(mark.what)] for mark in chart.marks],
    }


def _line(line: Line) -> Data:
    points = [
        [spot.place, spot.run, _text(spot.day), spot.number, spot.value.zh if spot.gap is None else _text(spot.gap)]
        for spot in line.spots
    ]
    return {"name": _text(line.name), "points": points}


def _radar(market: Market) -> dict[str, Data]:
    """The six axes, unless a site lacks one that another has: a radar of ECharts draws a gap as zero, the still one does not."""
    axes = [(axis.name, [cell.score.value for cell in axis.cells[:SITES]]) for axis in market.axes[1:]]
    judged = [(name, values) for name, values in axes if any(value is not None for value in values)]
    if len(judged) < LEAST_AXES or any(value is None for _, values in judged for value in values):
        return {}
    data = {
        "kind": "radar",
        "title": _text(TITLE),
        "says": _text(market.says),
        "axes": [_text(name) for name, _ in judged],
        "sites": [
            {"name": _text(site.label), "values": [values[number] for _, values in judged]}
            for number, site in enumerate(market.sites[:SITES])
        ],
    }
    return {"radar": data}
