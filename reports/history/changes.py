"""What changed on the pages of a site between two runs: one row a page and change."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from configs.text import Text
from crawler.records import LinkKind
from reports.history.pair import Pair, lost

WORDS = 0.3  # share of the words that must have come or gone; less is ordinary editing

KINDS = {
    "new": Text(zh="新增网页", en="new pages"),
    "gone": Text(zh="消失的网页", en="pages gone"),
    "status": Text(zh="状态码", en="status"),
    "indexable": Text(zh="能否收录", en="indexable"),
    "title": Text(zh="标题", en="title"),
    "description": Text(zh="描述", en="description"),
    "h1": Text(zh="h1", en="h1"),
    "canonical": Text(zh="canonical", en="canonical"),
    "robots": Text(zh="robots 指令", en="robots directives"),
    "words": Text(zh="正文字数", en="words"),
    "schema": Text(zh="结构化数据", en="structured data"),
    "links": Text(zh="站内外链接", en="links"),
}


class Change(NamedTuple):
    """One change of one page; ``before`` and ``after`` are texts as stored, empty for nothing."""

    kind: str
    url: str
    template: str
    before: str
    after: str


_PAGE = """
    select n.url_id, u.url, coalesce(t.template, '') as template
    from {source} n join urls u on u.url_id = n.url_id
    left join page_states s on s.run_id = n.run_id and s.url_id = n.url_id
    left join templates t on t.template_id = s.template_id
"""
# Pages that only one of two complete crawls holds.
NEW = f"""
    with n as (select * from pages where run_id = :newer and is_html and status between 200 and 299)
    select 'new' as kind, p.url, p.template, '' as before, '' as after from ({_PAGE.format(source="n")}) p
    where not exists (select 1 from pages o where o.run_id = :older and o.url_id = p.url_id
                      and o.is_html and o.status between 200 and 299)
    and not exists (select 1 from pages o where o.run_id = :older and o.url_id = p.url_id and {lost("o")})
"""
GONE = f"""
    with n as (select * from pages where run_id = :older and is_html and status between 200 and 299)
    select 'gone' as kind, p.url, p.template, '200' as before, coalesce(o.status, '') as after
    from ({_PAGE.format(source="n")}) p
    left join pages o on o.run_id = :newer and o.url_id = p.url_id
    where (o.url_id is null and :whole) or o.status in (404, 410)
"""
_BOTH = f"""
    from pages a join pages b on b.run_id = :newer and b.url_id = a.url_id
    join urls u on u.url_id = a.url_id
    left join page_states s on s.run_id = b.run_id and s.url_id = b.url_id
    left join page_states r on r.run_id = a.run_id and r.url_id = a.url_id
    left join templates t on t.template_id = coalesce(s.template_id, r.template_id)
    where a.run_id = :older
    and not {lost("a")}
    and not {lost("b")}
"""
FACTS = f"""
    select u.url, coalesce(t.template, ''), a.status, b.status, a.is_html and b.is_html
        and a.status between 200 and 299 and b.status between 200 and 299,
        r.indexable_reason, s.indexable_reason, a.title, b.title, a.description, b.description, a.h1, b.h1,
        (select url from urls where url_id = a.canonical_id), (select url from urls where url_id = b.canonical_id),
        a.robots, b.robots, a.x_robots, b.x_robots, a.han_chars + a.latin_words, b.han_chars + b.latin_words,
        a.schema_types, b.schema_types, a.link_set_id, b.link_set_id
    {_BOTH}
    and (a.status <> b.status or r.indexable_reason is not s.indexable_reason or a.document_hash is not b.document_hash
         or a.link_set_id is not b.link_set_id or a.x_robots <> b.x_robots or a.canonical_id is not b.canonical_id)
    order by a.url_id
"""
TARGETS = f"""
    select (select count(*) from (select target_id from links where link_set_id = :after and kind = {LinkKind.A.value}
                except select target_id from links where link_set_id = :before and kind = {LinkKind.A.value})),
           (select count(*) from (select target_id from links where link_set_id = :before and kind = {LinkKind.A.value}
                except select target_id from links where link_set_id = :after and kind = {LinkKind.A.value}))
"""


def changes(db: sqlite3.Connection, pair: Pair) -> Iterator[Change]:
    """Every change, streamed: new pages, gone pages, then the changed facts in the order of ``KINDS`` by page.

    New pages are told for whole pairs only; so are pages that the newer crawl did not find. A page that answers 404 or
    410 now is gone in any case. Facts are compared on pages that both runs received.
    """
    values = {**pair.ids, "whole": pair.whole}
    if pair.whole:
        yield from (Change(*row) for row in db.execute(NEW, values))
    yield from (
        Change(kind, url, template, before, str(after))
        for kind, url, template, before, after in db.execute(GONE, values)
    )
    for row in db.execute(FACTS, pair.ids):
        yield from _of_page(db, row)


def _of_page(db: sqlite3.Connection, row: tuple[object, ...]) -> Iterator[Change]:
    url, template, before, after, readable, *facts = row
    place = (str(url), str(template))
    if before != after and after not in (404, 410):
        yield Change("status", *place, str(before), str(after))
    if not readable:
        return
    was, now = facts[::2], facts[1::2]
    for kind, old, new in zip(("indexable", "title", "description", "h1", "canonical"), was, now, strict=False):
        if (old or "") != (new or ""):
            yield Change(kind, *place, str(old or ""), str(new or ""))
    directives = [" ".join(filter(None, (str(side[5]), str(side[6])))) for side in (was, now)]
    if directives[0] != directives[1]:
        yield Change("robots", *place, *directives)
    yield from _measured(db, place, was[7:], now[7:])


def _measured(db: sqlite3.Connection, place: tuple[str, str], was: list[object], now: list[object]) -> Iterator[Change]:
    """Words, types of structured data, and links."""
    old, new = int(str(was[0])), int(str(now[0]))
    if abs(new - old) > WORDS * max(old, new):
        yield Change("words", *place, str(old), str(new))
    if was[1] != now[1]:
        yield Change("schema", *place, *(", ".join(json.loads(str(side[1]))) for side in (was, now)))
    if was[2] != now[2]:
        come, left = db.execute(TARGETS, {"before": was[2], "after": now[2]}).fetchone()
        if come or left:
            yield Change("links", *place, f"-{left}" if left else "", f"+{come}" if come else "")
