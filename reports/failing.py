"""A card for every failing check: what, why, how to fix, how to verify, evidence, and the sum of its points."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from configs.text import Text
from reports.catalogue import Catalogue, CheckTexts, texts_of
from reports.linking import link_sources
from reports.model import Card, Quadrant, Sample, Sum, TemplateGroup
from reports.numbers import about, effort, integer, quadrant, share
from reports.parts import Sentence, Source
from reports.reader import Reader, sql_command
from reports.scoring import Scoring
from reports.sentences import sentence
from reports.words import AREAS, AXES, MATTERS, QUADRANTS, SEVERITIES, named

SAMPLES, GROUPS = 10, 5
SAMPLES_FROM = ((61, 3), (21, 5))  # from this rank on, so many at most: the file stays small
FEWER_SAMPLES = 5  # of checks that cost no points
ORDER = tuple(QUADRANTS)


@dataclass(frozen=True, slots=True)
class Found:
    """A sample as read, with the id that finds who links to it."""

    sample: Sample
    url_id: int
    bad: bool


def quadrants(reader: Reader, catalogue: Catalogue, scoring: Scoring) -> tuple[Quadrant, ...]:
    """All cards by kind of priority, within it the most points for an hour of work first."""
    drafts = [_draft(reader, row, catalogue, scoring) for row in _failed(reader)]
    drafts.sort(key=lambda draft: _order(draft[0]))
    linked = link_sources(reader, (found.url_id for _, samples in drafts for found in samples if found.bad))
    cards = [_ranked(card, rank, samples, linked) for rank, (card, samples) in enumerate(drafts, 1)]
    return tuple(_quadrant(key, [card for card in cards if card.quadrant == key]) for key in ORDER)


def _order(card: Card) -> tuple[object, ...]:
    return (ORDER.index(card.quadrant), -card.points / card.hours, -card.points, -card.pages, card.check_id)


def _quadrant(key: str, cards: list[Card]) -> Quadrant:
    name, hint = QUADRANTS[key]
    return Quadrant(
        key, name, hint, len(cards), sum(c.points for c in cards), sum(c.hours for c in cards), tuple(cards)
    )


def _failed(reader: Reader) -> Iterable[sqlite3.Row]:
    return list(reader.rows("select * from v_checks where run_id = :run and state = 'failed' order by check_id"))


def _draft(reader: Reader, row: sqlite3.Row, catalogue: Catalogue, scoring: Scoring) -> tuple[Card, list[Found]]:
    """The card without rank and link sources, and its samples."""
    texts = texts_of(catalogue, row["check_id"], row["area"])
    counts = _counts(reader, row["check_id"])
    severity = counts["severity"] or row["severity"]
    pages, templates = int(row["failing"]) or int(counts["pages"]), int(counts["templates"])
    units = {"template": max(1, templates), "site": 1}.get(texts.unit, max(1, pages))
    hours, points = max(texts.hours * units, 0.05), float(row["points"])
    kind = quadrant(points, hours)
    most = SAMPLES if points else FEWER_SAMPLES
    samples = _samples(reader, texts, most)
    where = f"from v_findings where run_id = {reader.run_id} and check_id = '{texts.check_id}'"
    select = f"select url, severity, evidence {where}"
    groups = _groups(reader, texts.check_id, pages) if row["scope"] != "site" else ()
    card = Card(
        rank=0,
        check_id=texts.check_id,
        area_name=named(AREAS, row["area"]),
        severity=severity,
        severity_name=named(SEVERITIES, severity),
        title=texts.title,
        why=texts.why,
        fix=texts.fix,
        avoid=texts.avoid,
        verify=texts.verify,
        before=texts.before,
        after=texts.after,
        matters=named(MATTERS, texts.matters),
        source=texts.source if texts.source.startswith(("https://", "http://")) else "",
        reach=_reach(row["scope"], pages),
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
        command=sql_command(select, f"{texts.check_id}.csv"),
        check_command=f"xunlu rule {texts.check_id}",
        groups=groups,
        groups_cut=reader.cut(len(groups), templates if groups else 0, f"select template, count(*) {where} group by 1"),
        samples=(),
        same=_same(samples),
        samples_cut=reader.cut(len(samples), int(counts["pages"]), select),
        sums=_sums(scoring, texts.check_id),
    )
    return card, samples


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
            select url_id, template, min(instr('error warning notice info', severity)) as level
            from v_findings where run_id = :run and check_id = :check group by url_id)
        select count(*) as pages, count(distinct template) as templates,
            (select sum(p.pagerank) from v_pages p join failing f on f.url_id = p.url_id where p.run_id = :run)
                as pagerank,
            case min(level) when 1 then 'error' when 7 then 'warning' when 15 then 'notice' when 22 then 'info' end
                as severity
        from failing
        """,
        check=check_id,
    )


def _groups(reader: Reader, check_id: str, pages: int) -> tuple[TemplateGroup, ...]:
    rows = reader.rows(
        "select template, count(distinct url_id) as n from v_findings"
        " where run_id = :run and check_id = :check and template is not null"
        " group by 1 order by 2 desc, 1 limit :limit",
        check=check_id,
        limit=GROUPS,
    )
    return tuple(TemplateGroup(row["template"], int(row["n"]), min(100.0, share(int(row["n"]), pages))) for row in rows)


# Tables rather than v_pages: SQLite would build the whole view for an outer join, once for every check.
SPREAD = """
    with failing as (
        select url_id, template from v_findings where run_id = :run and check_id = :check group by url_id
    ), spread as (
        select f.url_id, coalesce(g.pagerank, 0) as pagerank, p.url_id is not null as fetched, p.status,
            row_number() over (partition by f.template order by coalesce(g.pagerank, 0) desc, f.url_id) as place
        from failing f left join pages p on p.run_id = :run and p.url_id = f.url_id
        left join page_graph g on g.run_id = :run and g.url_id = f.url_id
    ), chosen as (
        select * from spread order by place, pagerank desc, url_id limit :most
    )
    select c.*, f.url, min(f.evidence) as evidence, count(*) - 1 as more
    from chosen c cross join v_findings f on f.run_id = :run and f.check_id = :check and f.url_id = c.url_id
    group by c.url_id order by c.place, c.pagerank desc, c.url_id
"""


def _samples(reader: Reader, texts: CheckTexts, most: int) -> list[Found]:
    """One finding of each of ``most`` pages: the strongest page of every template first."""
    rows = reader.rows(SPREAD, check=texts.check_id, most=most)
    return [
        Found(
            Sample(reader.address(row["url"]), sentence(texts.message, row["evidence"], texts.words), int(row["more"])),
            int(row["url_id"]),
            bool(row["fetched"]) and (row["status"] is None or row["status"] >= 300),
        )
        for row in rows
    ]


def _same(samples: list[Found]) -> Sentence | None:
    """The sentence, when it is the same of every sample."""
    sentences = {found.sample.sentence for found in samples}
    return sentences.pop() if len(sentences) == 1 else None


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


def _ranked(card: Card, rank: int, samples: list[Found], linked: Mapping[int, tuple[Source, ...]]) -> Card:
    most = next((most for first, most in SAMPLES_FROM if rank >= first), SAMPLES)
    shown = tuple(replace(found.sample, sources=linked.get(found.url_id, ())) for found in samples[:most])
    cut = replace(card.samples_cut, shown=len(shown), complete=len(shown) >= card.samples_cut.total)
    return replace(card, rank=rank, samples=shown, samples_cut=cut)
