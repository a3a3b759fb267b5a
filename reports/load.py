"""From the store to the report's model: SELECTs only, in one read transaction."""

from __future__ import annotations

from dataclasses import replace

from configs.settings import Settings
from crawler.store import Store
from reports.addresses import address, site_base
from reports.answers import answers
from reports.catalogue import Catalogue, installed_checks
from reports.charting.charts import charts
from reports.checklist import checklist
from reports.failing import failing
from reports.first_steps import first_steps
from reports.keyword_tables import keywords
from reports.linking import broken_rows, links
from reports.market import market
from reports.method import method
from reports.model import Head, ReportModel
from reports.numbers import day, duration, moment
from reports.outside import outside_rows
from reports.over_time import over_time
from reports.overview import discovered, led, overview
from reports.page_rows import all_pages
from reports.page_table import page_table
from reports.planning import fix
from reports.reader import ASKED, Reader
from reports.scoring import stored_scoring
from reports.sites import label
from reports.structure import structure
from reports.task_section import marked, marks, task_section
from reports.views.load import views
from reports.weak import weak_rows


def load_report(store: Store, run_id: int, settings: Settings, *, catalogue: Catalogue | None = None) -> ReportModel:
    """Everything the report of a run shows.

    Memory does not grow with the site: aggregates are SQL's, lists are cut and say so. Stages that were
    not computed show as not judged.

    Args:
        catalogue: texts of the checks; default: those installed.

    Raises:
        SettingsError: there is no such run.
    """
    run = store.run(str(run_id))
    reader = Reader(store.db, run_id, site_base(run.start_url))
    checks = installed_checks(settings.rules.effort) if catalogue is None else catalogue
    reading = not store.db.in_transaction
    if reading:
        store.db.execute("begin")  # every SELECT sees the same state of the store
    try:
        return _model(store, reader, settings, checks)
    finally:
        if reading:
            store.db.execute("rollback")


def _model(store: Store, reader: Reader, settings: Settings, catalogue: Catalogue) -> ReportModel:
    run_id = reader.run_id
    scoring = stored_scoring(reader, settings)
    crawled = reader.count(f"select count(*) from v_pages where run_id = :run and {ASKED}")
    known = discovered(reader, crawled)
    weak, broken, outside = weak_rows(reader), broken_rows(reader), outside_rows(reader)
    targets = [int(row["url_id"]) for row in (*weak["single"], *broken, *outside)]
    found, said = failing(reader, catalogue, scoring, targets), marks(reader)
    found = replace(found, cards=marked(found.cards, said))
    carded, linked = {card.check_id for card in found.cards}, store.stage_finished(run_id, "links")
    checks = checklist(reader, catalogue, carded)
    first = overview(reader, scoring.shares, found.cards, checks, known, crawled)
    todo = fix(found.cards, found.cut, first.total.value, capped=first.cap is not None)
    words = keywords(reader, store, settings, judged=store.stage_finished(run_id, "keywords"))
    others = market(reader, settings, catalogue, carded)
    graph = links(reader, weak, broken, outside, found.linked, judged=linked)
    past = over_time(store, reader, catalogue, carded, _rivals(store, settings), settings.report.compare)
    drawn = charts(reader, known, catalogue, words, linked=linked, kinds=settings.report.charts)
    head = _head(reader, crawled)
    return ReportModel(
        head=head,
        overview=replace(first, tiles=led(first.tiles, drawn)),
        answers=answers(checks, todo, words, others, graph),
        steps=first_steps(run_id, head.start, first, checks, todo, words, others, graph),
        fix=todo,
        tasks=task_section(found.cards, said, catalogue, run_id),
        checklist=checks,
        history=past if "line" in settings.report.charts else replace(past, charts=()),
        charts=drawn,
        structure=structure(reader, catalogue, carded, linked=linked),
        keywords=words,
        market=others if "radar" in settings.report.charts else replace(others, radar=None),
        links=graph,
        views=views(reader, linked=linked, judged=store.stage_finished(run_id, "audit")),
        pages=all_pages(reader),
        table=page_table(reader, catalogue),
        method=method(reader, settings, scoring),
    )


def _rivals(store: Store, settings: Settings) -> list[str]:
    """Names of the competitors that the report compares with."""
    if settings.report.competitors:
        return list(settings.report.competitors)
    rows = store.db.execute("select name from sites where role = 'competitor' order by site_id")
    return [name for (name,) in rows]


def _head(reader: Reader, crawled: int) -> Head:
    row = reader.row(
        "select s.name, s.label_zh, s.label_en, s.start_url, r.started, r.finished, r.version from runs r"
        " join sites s on s.site_id = r.site_id where r.run_id = :run"
    )
    return Head(
        run_id=reader.run_id,
        site=row["name"],
        label=label(row["name"], row["label_zh"], row["label_en"]),
        start=address(row["start_url"]),
        pages=crawled,
        day=day(row["finished"] or row["started"]),
        started=moment(row["started"]),
        finished=moment(row["finished"]),
        duration=duration(row["started"], row["finished"]),
        version=row["version"],
    )
