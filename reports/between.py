"""Links between the crawled sites in the report: target and competitors."""

from __future__ import annotations

from crawler.text import printable
from linkgraph.between import COLUMNS, between, crawled_sites
from reports.model_links import Between, SiteLinks
from reports.parts import Cut
from reports.reader import Reader
from reports.sentences import clipped

SHOWN, NAME_COLUMNS, ANCHOR_COLUMNS = 30, 40, 60


def site_links(reader: Reader) -> Between | None:
    """Which sites link to each other; None where the store has one site only."""
    sites = crawled_sites(reader.db, reader.run_id)
    if len(sites) < 2:
        return None
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in between(reader.db, reader.run_id)]
    command = f"xunlu links between {reader.run_id} --format csv"
    return Between(
        rows=tuple(_pair(reader, row) for row in rows[:SHOWN]),
        cut=Cut(min(SHOWN, len(rows)), len(rows), command, len(rows) <= SHOWN),
        sites=len(sites),
    )


def _pair(reader: Reader, row: dict[str, object]) -> SiteLinks:
    source, target = (clipped(printable(str(row[name])), NAME_COLUMNS) for name in ("source_site", "target_site"))
    return SiteLinks(
        source=source,
        target=target,
        day=str(row["day"]),
        links=int(str(row["links"])),
        pages=int(str(row["pages"])),
        followed=int(str(row["followed"])),
        main=int(str(row["main"])),
        example=reader.address(str(row["source"])),
        anchor=clipped(printable(str(row["anchor"] or "")), ANCHOR_COLUMNS),
        leads_to=reader.address(str(row["target"])),
    )
