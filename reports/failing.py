"""A card for every failing check: what, why, how to fix, how to verify, evidence, and the sum of its points."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from audit.places_by_platform import place
from configs.text import Text
from reports.catalogue import Catalogue, CheckTexts, texts_of
from reports.grouping import Counted, Found, built, counted, same_sentence, samples, template_totals
from reports.linking import link_sources
from reports.model_fix import Card, Sum
from reports.numbers import about, effort, integer, quadrant, share, work
from reports.owners import owner, owner_name
from reports.parts import Cut, Source
from reports.platforms import platform_of
from reports.reader import Reader, export_command
from reports.scoring import Scoring
from reports.words import AREAS, AXES, MATTERS, QUADRANTS, SEVERITIES, named

CARDS = 150  # most cards of a report; further failing checks are counted
WHOLE = 15  # whose texts and evidence stand in the page itself, for readers without scripts and for print
SAMPLES = 10  # examples of a card, at least one a template
SAMPLES_FROM = ((41, 2), (21, 3))  # from this rank on, so many at most: the file stays small
FEWER_SAMPLES = 5  # of checks that cost no points
ORDER = tuple(QUADRANTS)


@dataclass(frozen=True, slots=True)
class Draft:
    """A card before its rank is known, with what its evidence is made from."""

    card: Card
    texts: CheckTexts
    groups: tuple[Counted, ...]
    found: list[Found]


@dataclass(frozen=True, slots=True)
class Failing:
    """The cards in the order of their rank, how many there are, and the pages that link to what they show."""

    cards: tuple[Card, ...]
    cut: Cut
    linked: Mapping[int, tuple[Source, ...]]


def failing(reader: Reader, catalogue: Catalogue, scoring: Scoring, also: Iterable[int]) -> Failing:
    """Cards by kind of priority, within it the most points for an hour of work first.

    Args:
        also: url_id of further targets whose linking pages are wanted; the links of a large site are read once.
    """
    rows = list(reader.rows("select * from v_checks where run_id = :run and state = 'failed' order by check_id"))
    lost, platform = sum(float(row["points"]) for row in rows), platform_of(reader)
    drafts = sorted(
        (_draft(reader, row, catalogue, scoring, lost, platform) for row in rows), key=lambda draft: _order(draft.card)
    )
    shown = [_trimmed(draft, rank) for rank, draft in enumerate(drafts[:CARDS], 1)]
    bad = {one.url_id for draft in shown for one in draft.found if one.bad}
    linked = link_sources(reader, bad.union(also))
    totals = template_totals(reader, (group.template for draft in shown for group in draft.groups))
    made = tuple(_finished(draft, rank, totals, linked) for rank, draft in enumerate(shown, 1))
    command = f"{export_command(reader.run_id, 'checks')} --where \"state = 'failed'\""
    return Failing(made, Cut(len(made), len(rows), command, len(made) == len(rows)), linked)


def _order(card: Card) -> tuple[object, ...]:
    return (ORDER.index(card.quadrant), -card.points / card.hours, -card.points, -card.pages, card.check_id)


def _draft(
    reader: Reader, row: sqlite3.Row, catalogue: Catalogue, scoring: Scoring, lost: float, platform: str
) -> Draft:
    texts = texts_of(catalogue, row["check_id"], row["area"])
    counts = _counts(reader, row["check_id"])
    severity = counts["severity"] or row["severity"]
    pages, templates = int(row["failing"]) or int(counts["pages"]), int(counts["templates"])
    units, hours = work(texts.unit, texts.hours, templates, pages)
    points = float(row["points"])
    kind = quadrant(points, hours, lost)
    groups = counted(reader, texts.check_id)
    card = Card(
        rank=0,
        check_id=texts.check_id,
        area=row["area"],
        area_name=named(AREAS, row["area"]),
        severity=severity,
        severity_name=named(SEVERITIES, severity),
        title=texts.title,
        why=texts.why,
        fix=texts.fix,
        where=place(texts.check_id, texts.area, platform) if platform else None,
        platform=platform,
        avoid=texts.avoid,
        verify=texts.verify,
        before=texts.before,
        after=texts.after,
        matters=named(MATTERS, texts.matters),
        source=texts.source if texts.source.startswith(("https://", "http://")) else "",
        owner=owner(texts.fix),
        owner_name=owner_name(owner(texts.fix)),
        reach=_reach(row["scope"], pages),
        cause=None,
        pages=pages,
        share=share(pages, int(row["applicable"])),
        importance=100.0 * float(counts["pagerank"] or 0),
        impact=100.0 * sum(entry.affected for entry in scoring.entries.get(texts.check_id, ())),
        applicable=int(row["applicable"]),
        templates=templates,
        points=points,
        hours=hours,
        effort=effort(texts.unit, units, hours),
        time=about(hours),
        quadrant=kind,
        quadrant_name=QUADRANTS[kind][0],
        command=export_command(reader.run_id, "findings", select=texts.check_id, output=f"{texts.check_id}.csv"),
        check_command=f"xunlu rule {texts.check_id}",
        example=None,
        groups=(),
        groups_cut=Cut(0, templates, "", True),
        same=None,
        samples_cut=Cut(0, int(counts["pages"]), "", True),
        sums=_sums(scoring, texts.check_id),
    )
    found = samples(reader, texts, groups, SAMPLES if points else FEWER_SAMPLES)
    if row["scope"] == "site":
        groups = tuple(Counted("", group.count) for group in groups[:1])
        found = [replace(one, template="") for one in found]
    return Draft(card, texts, groups, found)


def _reach(scope: str, pages: int) -> Text:
    """What is affected: some pages, or the site as a whole."""
    if scope == "site":
        return Text(zh="全站", en="the whole site")
    return Text(zh=f"{integer(pages)} 个网页", en=f"{integer(pages)} {'page' if pages == 1 else 'pages'}")


def _counts(reader: Reader, check_id: str) -> sqlite3.Row:
    """Pages, templates, PageRank held by those pages, and the highest level found."""
    return reader.row(
        """
        with failing as (
            select url_id, min(instr('error warning notice info', severity)) as level
            from findings where run_id = :run and check_id = :check group by url_id)
        select count(*) as pages, count(distinct t.template_id) as templates, sum(g.pagerank) as pagerank,
            case min(f.level) when 1 then 'error' when 7 then 'warning' when 15 then 'notice' when 22 then 'info' end
                as severity
        from failing f left join page_states t on t.run_id = :run and t.url_id = f.url_id
        left join page_graph g on g.run_id = :run and g.url_id = f.url_id
        """,
        check=check_id,
    )


def _sums(scoring: Scoring, check_id: str) -> tuple[Sum, ...]:
    return tuple(
        Sum(
            severity=entry.severity,
            severity_name=named(SEVERITIES, entry.severity),
            points=entry.points,
            axis_name=named(AXES, entry.axis),
            axis_share=scoring.axis_share(entry),
            weight=entry.weight,
            weights=scoring.weights[entry.axis],
            lost=100.0 * (1.0 - entry.score),
            affected=100.0 * entry.affected,
            saturation=100.0 * scoring.saturation.get(entry.severity, 1.0),
            applicable=entry.applicable,
            failing=entry.failing,
        )
        for entry in scoring.entries.get(check_id, ())
        if entry.points > 0
    )


def _trimmed(draft: Draft, rank: int) -> Draft:
    """Fewer examples far down the list; first those of every template, then its second ones."""
    most = next((most for first, most in SAMPLES_FROM if rank >= first), SAMPLES)
    return replace(draft, found=draft.found[:most])


def _finished(draft: Draft, rank: int, totals: Mapping[str, int], linked: Mapping[int, tuple[Source, ...]]) -> Card:
    card = draft.card
    groups = tuple(built(draft.groups, draft.found, totals, linked, draft.texts))
    known = sum(bool(group.template) for group in groups)
    total = card.groups_cut.total if known else 0
    shown = len(draft.found)
    return replace(
        card,
        rank=rank,
        whole=rank <= WHOLE,
        cause=_cause(sum(group.whole for group in groups)),
        example=draft.found[0].sample if draft.found else None,
        groups=groups,
        groups_cut=Cut(known, total, card.command, known >= total),
        same=same_sentence(draft.found),
        samples_cut=Cut(shown, card.samples_cut.total, card.command, shown >= card.samples_cut.total),
    )


def _cause(whole: int) -> Text | None:
    """How many templates fail as a whole: one cause each."""
    if not whole:
        return None
    templates = "template fails" if whole == 1 else "templates fail"
    return Text(zh=f"{integer(whole)} 个模板整体", en=f"{integer(whole)} whole {templates}")
