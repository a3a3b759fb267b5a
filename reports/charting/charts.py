"""All charts of the report over one run."""

from __future__ import annotations

from collections.abc import Collection

from configs.reporting import CHARTS
from reports.catalogue import Catalogue
from reports.charting.funnel import funnel
from reports.charting.histograms import depths, text_lengths, title_widths
from reports.charting.rankings import checks_by_pages, checks_by_points, term_hits
from reports.charting.shares import content_types, page_types, reasons, statuses
from reports.model_charts import Chart
from reports.model_keywords import Keywords
from reports.reader import Reader

DRAWN_AS = {
    "funnel": "funnel",
    "ring": "pie",
    "bars": "bar",
    "columns": "bar",
}  # kinds of a chart in words of [report] charts


def charts(
    reader: Reader,
    discovered: int,
    catalogue: Catalogue,
    words: Keywords,
    *,
    linked: bool,
    kinds: Collection[str] = CHARTS,
) -> tuple[Chart, ...]:
    """The charts in their order, those that cannot be drawn with the reason.

    Args:
        discovered: number of known URLs, crawled or not.
        linked: the links of the run were analysed.
        kinds: which are wanted, of bar, pie and funnel.
    """
    made = (
        funnel(reader, discovered),
        statuses(reader),
        reasons(reader),
        checks_by_pages(reader, catalogue),
        checks_by_points(reader, catalogue),
        depths(reader, linked=linked),
        title_widths(reader),
        text_lengths(reader, judged=words.judged),
        page_types(reader),
        content_types(reader),
        term_hits(reader, words.top, judged=words.judged),
    )
    return tuple(chart for chart in made if DRAWN_AS[chart.kind] in kinds)
