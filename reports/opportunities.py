"""The first rows of the opportunity matrix, where figures of keywords were imported."""

from __future__ import annotations

from itertools import islice

from configs.settings import Settings
from configs.text import Text
from crawler.store import Store
from crawler.text import printable
from keywords.figures.opportunity import QUADRANTS
from keywords.figures.sets import sets, size_of
from keywords.figures.tables import Cells, rows_of
from reports.model_keywords import Opportunity
from reports.parts import Cut
from reports.reader import Reader
from reports.words import named

SHOWN = 15
TONES = {"quick": "excellent", "invest": "fair", "fill": "good", "keep": "good", "leave": "poor"}


def opportunities(reader: Reader, store: Store, settings: Settings) -> tuple[tuple[Opportunity, ...], Cut]:
    """The matrix of the largest imported set; nothing for a competitor, or when nothing was imported."""
    run = store.run(str(reader.run_id))
    chosen = [one for one in sets(store, run) if one.day] if run.role == "target" else []
    if not chosen:
        return (), Cut(0, 0, f"xunlu keywords opportunities {reader.run_id}", True)
    largest = max(chosen, key=lambda one: size_of(store, run, one))
    found = rows_of(store, run, "opportunities", settings, engine=largest.engine, day=largest.day)
    rows = tuple(_row(reader, cells) for cells in islice(found, SHOWN))
    total = reader.count("select count(*) from temp.figure_set")
    command = f"xunlu keywords opportunities {reader.run_id} --engine {largest.engine} --format csv"
    return rows, Cut(len(rows), total, command, len(rows) >= total)


def _row(reader: Reader, cells: Cells) -> Opportunity:
    url, quadrant = cells["own_page"], str(cells["quadrant"])
    return Opportunity(
        term=printable(str(cells["keyword"])),
        quadrant=quadrant,
        quadrant_name=named(QUADRANTS, quadrant),
        tone=TONES.get(quadrant, "none"),
        value=_number(cells["value"]),
        chance=_number(cells["chance"]),
        page=reader.address(str(url)) if url else None,
        why=Text(zh=str(cells["why_zh"]), en=str(cells["why_en"])),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) else None
