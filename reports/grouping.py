"""Findings of one check by URL template: what fails as a whole has one cause; every template brings its own example."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from configs.text import Text
from reports.addresses import readable
from reports.catalogue import CheckTexts
from reports.model_fix import Sample, TemplateGroup
from reports.numbers import about, share
from reports.parts import Sentence, Source
from reports.reader import Reader
from reports.sentences import sentence

GROUPS = 8  # templates of a card, those with the most pages first
WHOLE_SHARE, WHOLE_PAGES = 90.0, 3  # of a template's pages, that it counts as one cause


@dataclass(frozen=True, slots=True)
class Found:
    """A sample as read: its template, its place in it, and the id that finds who links to it."""

    sample: Sample
    template: str
    place: int
    url_id: int
    bad: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A template and how many of its pages fail."""

    template: str
    count: int


# Pages that fail a check, each once, with its template. Tables rather than views: SQLite would build a whole
# view for an outer join, once for every check.
FAILING = """
    with failing as (
        select f.url_id, coalesce(m.template, '') as template
        from (select distinct url_id from findings where run_id = :run and check_id = :check) f
        left join page_states t on t.run_id = :run and t.url_id = f.url_id
        left join templates m on m.template_id = t.template_id
    )
"""


def counted(reader: Reader, check_id: str) -> tuple[Counted, ...]:
    """Templates with the most failing pages; URLs of no template come as one without a name."""
    rows = reader.rows(
        f"{FAILING} select template, count(*) as n from failing group by 1 order by 2 desc, 1 limit :limit",
        check=check_id,
        limit=GROUPS,
    )
    return tuple(Counted(row["template"], int(row["n"])) for row in rows)


def template_totals(reader: Reader, templates: Iterable[str]) -> Mapping[str, int]:
    """How many URLs of the run each of these templates has."""
    rows = reader.rows(
        "select m.template, count(*) as n from page_states t join templates m on m.template_id = t.template_id"
        " where t.run_id = :run and m.template in (select value from json_each(:wanted)) group by 1",
        wanted=json.dumps(sorted(set(templates))),
    )
    return {row["template"]: int(row["n"]) for row in rows}


SPREAD = f"""{FAILING}, spread as (
        select f.url_id, f.template, coalesce(g.pagerank, 0) as pagerank, p.url_id is not null as fetched, p.status,
            row_number() over (partition by f.template order by coalesce(g.pagerank, 0) desc, f.url_id) as place
        from failing f left join pages p on p.run_id = :run and p.url_id = f.url_id
        left join page_graph g on g.run_id = :run and g.url_id = f.url_id
        where f.template in (select value from json_each(:templates))
    ), chosen as (
        select * from spread where place <= :each
    )
    select c.*, u.url, min(f.evidence) as evidence, count(*) - 1 as more
    from chosen c cross join findings f on f.run_id = :run and f.check_id = :check and f.url_id = c.url_id
    join urls u on u.url_id = c.url_id
    group by c.url_id order by c.place, c.url_id
"""


def samples(reader: Reader, texts: CheckTexts, groups: Iterable[Counted], most: int) -> list[Found]:
    """About ``most`` findings, at least one a template: of its strongest pages one each."""
    names = [group.template for group in groups]
    if not names:
        return []
    each = max(1, most // len(names))
    rows = reader.rows(SPREAD, check=texts.check_id, templates=json.dumps(names), each=each)
    found = [_found(reader, row, texts) for row in rows]
    return sorted(found, key=lambda one: (one.place, names.index(one.template)))


def _found(reader: Reader, row: sqlite3.Row, texts: CheckTexts) -> Found:
    said = sentence(texts.message, row["evidence"], texts.words)
    bad = bool(row["fetched"]) and (row["status"] is None or row["status"] >= 300)
    sample = Sample(reader.address(row["url"]), said, int(row["more"]))
    return Found(sample, row["template"], int(row["place"]), int(row["url_id"]), bad)


def same_sentence(found: Iterable[Found]) -> Sentence | None:
    """The sentence, when it is the same of every sample."""
    sentences = {one.sample.sentence for one in found}
    return sentences.pop() if len(sentences) == 1 else None


def is_whole(count: int, total: int) -> bool:
    """So many of a template's pages fail that the template itself is the likely cause."""
    return count >= WHOLE_PAGES and share(count, total) >= WHOLE_SHARE


def built(
    groups: Iterable[Counted],
    found: list[Found],
    totals: Mapping[str, int],
    linked: Mapping[int, tuple[Source, ...]],
    texts: CheckTexts,
) -> Iterator[TemplateGroup]:
    """Groups with their examples, and the work each of them takes."""
    listed = list(groups)
    largest = max((group.count for group in listed), default=0)
    for group in listed:
        own = [one for one in found if one.template == group.template]
        total = max(group.count, totals.get(group.template, 0))
        yield TemplateGroup(
            template=readable(group.template),
            count=group.count,
            total=total,
            width=share(group.count, largest),
            whole=bool(group.template) and is_whole(group.count, total),
            effort=_effort(texts, group.count),
            samples=tuple(replace(one.sample, sources=linked.get(one.url_id, ())) for one in own),
        )


def _effort(texts: CheckTexts, pages: int) -> Text | None:
    """Work for one template; None where one change cures all of them."""
    if texts.unit == "site":
        return None
    return about(max(texts.hours * (pages if texts.unit == "page" else 1), 0.05))
