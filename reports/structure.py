"""The site by URL template and by directory; and the checks that a template fails as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator

from reports.addresses import readable
from reports.catalogue import Catalogue, texts_of
from reports.charting.shares import TYPES
from reports.grouping import WHOLE_PAGES, WHOLE_SHARE
from reports.model_structure import Cause, DirectoryRow, Structure, TemplateRow
from reports.numbers import share
from reports.parts import Cut
from reports.reader import Reader
from reports.words import SEVERITIES, named

TEMPLATES, CAUSES, DIRECTORIES, BELOW = 25, 30, 20, 6

# Complete HTML pages with what is said of them; every page of the run is seen once.
PAGES = """
    with seen as (
        select p.url_id, t.template_id, t.page_type, t.indexable_reason = 'ok' as indexable, g.pagerank, g.depth,
            p.url_id in (select url_id from findings where run_id = :run and severity = 'error') as wrong
        from pages p join page_states t on t.run_id = p.run_id and t.url_id = p.url_id
        left join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
        where p.run_id = :run and p.is_html and p.status between 200 and 299
    )
"""
SUMS = """
    count(*) as pages, total(indexable) as indexable, sum(pagerank) as pagerank, avg(depth) as depth, total(wrong) as wrong
"""


def structure(reader: Reader, catalogue: Catalogue, cards: Collection[str], *, linked: bool) -> Structure:
    """Templates and directories of a run.

    Args:
        cards: checks that have a card to link to.
        linked: the link graph has been computed.
    """
    whole = reader.count(f"{PAGES} select count(*) from seen")
    templates, count = _templates(reader, whole, linked=linked)
    causes, found = _causes(reader, catalogue, cards)
    directories, paths = _directories(reader, linked=linked)
    run = f"from v_pages where run_id = {reader.run_id} and is_html and status between 200 and 299"
    return Structure(
        pages=whole,
        templates=templates,
        templates_cut=reader.cut(
            len(templates), count, f"select template, count(*) as pages, sum(pagerank) as pagerank {run} group by 1"
        ),
        causes=causes,
        causes_cut=reader.cut(
            len(causes),
            found,
            "select template, check_id, count(distinct url_id) as pages from v_findings"
            f" where run_id = {reader.run_id} group by 1, 2 order by 3 desc",
        ),
        directories=directories,
        directories_cut=_paths_cut(reader, len([row for row in directories if row.level == 1]), paths),
    )


def _templates(reader: Reader, whole: int, *, linked: bool) -> tuple[tuple[TemplateRow, ...], int]:
    """Templates with the most pages first, and how many there are."""
    rows = list(
        reader.rows(
            f"""{PAGES}, grouped as (
                select template_id, page_type as kind, url_id, max(coalesce(pagerank, 0)) as top, {SUMS},
                    count(*) over () as templates
                from (select * from seen order by url_id)
                group by template_id order by pages desc, template_id limit :limit)
            select m.template, g.*, u.url as example
            from grouped g join templates m on m.template_id = g.template_id join urls u on u.url_id = g.url_id
            order by g.pages desc, m.template
            """,  # url_id and page_type are of the page with the highest PageRank: the row of the only max()
            limit=TEMPLATES,
        )
    )
    checks = _failed_checks(reader)
    longest = max((int(row["pages"]) for row in rows), default=0)
    made = tuple(
        TemplateRow(
            template=readable(row["template"]),
            kind=named(TYPES, row["kind"]),
            example=reader.address(row["example"]),
            pages=int(row["pages"]),
            share=share(int(row["pages"]), whole),
            width=share(int(row["pages"]), longest),
            indexable=share(row["indexable"], row["pages"]),
            pagerank=_percent(row["pagerank"]) if linked else None,
            depth=row["depth"],
            broken=share(row["wrong"], row["pages"]),
            checks=checks.get(row["template"], 0),
            tone=_tone(share(row["wrong"], row["pages"])),
        )
        for row in rows
    )
    return made, int(rows[0]["templates"]) if rows else 0


def _percent(value: float | None) -> float | None:
    return None if value is None else 100.0 * value


def _tone(wrong: float) -> str:
    """Colour of a share of pages with an error."""
    return "poor" if wrong >= 50 else "fair" if wrong >= 10 else "excellent" if not wrong else "good"


# Of every template the pages that fail a check. The index of findings holds all it needs, in order.
FAILING = """
    with failing as (
        select f.check_id, t.template_id, count(*) as n
        from (select distinct check_id, url_id from findings where run_id = :run) f
        join page_states t on t.run_id = :run and t.url_id = f.url_id
        group by 1, 2
    )
"""


def _failed_checks(reader: Reader) -> dict[str, int]:
    """How many checks at least one page of a template fails, for the templates with the most."""
    rows = reader.rows(
        f"{FAILING} select m.template, count(*) as checks from failing f join templates m using (template_id)"
        " group by 1 order by 2 desc, 1 limit 2000"
    )
    return {row["template"]: int(row["checks"]) for row in rows}


def _causes(reader: Reader, catalogue: Catalogue, cards: Collection[str]) -> tuple[tuple[Cause, ...], int]:
    """Checks that nearly all pages of a template fail, those that cost the most points first."""
    rows = list(
        reader.rows(
            f"""{FAILING}, sized as (
                select template_id, count(*) as total from page_states where run_id = :run group by 1
            )
            select m.template, f.check_id, k.area, k.severity, k.points, f.n, s.total, count(*) over () as found
            from failing f join sized s using (template_id) join templates m using (template_id)
            join v_checks k on k.run_id = :run and k.check_id = f.check_id and k.scope <> 'site'
            where f.n >= :pages and 100.0 * f.n >= :share * s.total
            order by k.points desc, f.n desc, m.template, f.check_id limit :limit
            """,
            pages=WHOLE_PAGES,
            share=WHOLE_SHARE,
            limit=CAUSES,
        )
    )
    return tuple(_cause(row, catalogue, cards) for row in rows), int(rows[0]["found"]) if rows else 0


def _cause(row: sqlite3.Row, catalogue: Catalogue, cards: Collection[str]) -> Cause:
    return Cause(
        template=readable(row["template"]),
        check_id=row["check_id"],
        title=texts_of(catalogue, row["check_id"], row["area"]).title,
        severity=row["severity"],
        severity_name=named(SEVERITIES, row["severity"]),
        count=int(row["n"]),
        total=int(row["total"]),
        points=float(row["points"]),
        has_card=row["check_id"] in cards,
    )


# The first two directories of every path of the site's own host; files of the root have none.
PATHS = """
    , pathed as (
        select s.*, substr(u.url, :start) as path from seen s join urls u on u.url_id = s.url_id
        where substr(u.url, 1, :start - 1) = :base
    ), cut as (
        select *, iif(instr(path, '?') > 0, substr(path, 1, instr(path, '?') - 1), path) as clean from pathed
    ), first as (
        select *, substr(clean, 1, instr(clean, '/')) as one, substr(clean, instr(clean, '/') + 1) as rest from cut
    ), split as (
        select *, iif(instr(rest, '/') > 0 and one <> '', substr(rest, 1, instr(rest, '/')), '') as two from first
    )
"""


# One pass over the pages; what is largest at the top and below it is chosen among the groups.
LARGEST = f"""
    , grouped as materialized (
        select one, two, count(*) as pages, total(indexable) as indexable, sum(pagerank) as pagerank,
            sum(depth) as depths, count(depth) as reached, total(wrong) as wrong
        from split group by one, two
    ), tops as (
        select one, '' as two, sum(pages) as pages, sum(indexable) as indexable, sum(pagerank) as pagerank,
            sum(depths) as depths, sum(reached) as reached, sum(wrong) as wrong, count(*) over () as paths
        from grouped group by one order by pages desc, one limit {DIRECTORIES}
    ), below as (
        select *, row_number() over (partition by one order by pages desc, two) as place from grouped
        where two <> '' and one in (select one from tops)
    )
    select *, 1.0 * depths / reached as depth from tops
    union all
    select one, two, pages, indexable, pagerank, depths, reached, wrong, 0, 1.0 * depths / reached from below
    where place <= {BELOW}
"""


def _directories(reader: Reader, *, linked: bool) -> tuple[tuple[DirectoryRow, ...], int]:
    """The directories with the most pages, each with the largest below it; and how many there are at the top."""
    rows = list(reader.rows(f"{PAGES}{PATHS}{LARGEST}", base=f"{reader.base}/", start=len(reader.base) + 2))
    rows.sort(key=lambda row: (-row["pages"], row["one"], row["two"]))
    tops, below = [row for row in rows if not row["two"]], [row for row in rows if row["two"]]
    longest = max((int(row["pages"]) for row in tops), default=0)
    made = tuple(_directory(row, longest, linked=linked) for row in _nested(tops, below))
    return made, int(tops[0]["paths"]) if tops else 0


def _nested(tops: list[sqlite3.Row], below: list[sqlite3.Row]) -> Iterator[sqlite3.Row]:
    """Every directory followed by those below it; a single one that holds all of it says nothing."""
    for top in tops:
        yield top
        inner = [row for row in below if row["one"] == top["one"]]
        if len(inner) > 1 or any(row["pages"] < top["pages"] for row in inner):
            yield from inner


def _directory(row: sqlite3.Row, longest: int, *, linked: bool) -> DirectoryRow:
    wrong = share(row["wrong"], row["pages"])
    return DirectoryRow(
        path=readable(f"/{row['one']}{row['two']}"),
        level=2 if row["two"] else 1,
        pages=int(row["pages"]),
        width=share(int(row["pages"]), longest),
        indexable=share(row["indexable"], row["pages"]),
        pagerank=_percent(row["pagerank"]) if linked else None,
        depth=row["depth"],
        broken=wrong,
        tone=_tone(wrong),
    )


def _paths_cut(reader: Reader, shown: int, total: int) -> Cut:
    return reader.cut(
        shown,
        total,
        f"select substr(url, {len(reader.base) + 1}, instr(substr(url, {len(reader.base) + 2}), '/') + 1) as directory,"
        f" count(*) as pages from v_pages where run_id = {reader.run_id} and is_html group by 1 order by 2 desc",
    )
