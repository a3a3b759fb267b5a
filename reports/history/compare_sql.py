"""The pages of two runs side by side in SQL: which belong together, which one run lacks, and what is known of both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from crawler.causes import UNREAD, listed
from reports.history.compare_runs import Couple


class Side(NamedTuple):
    """What one run knows of a page; ``readable``: HTML that answered 2xx."""

    url: str
    status: int | None
    readable: int
    redirect: str | None
    reason: str | None  # why it is indexable or not
    title: str
    description: str
    h1: str
    canonical: str | None
    robots: str
    x_robots: str
    words: int
    images: int
    size: int
    schema: str  # json: types of JSON-LD
    microdata: str | None  # json: types; this and the next only where the two documents differ
    viewport: str | None  # json
    simhash: int | None
    text_hash: int | None
    document: bytes | None
    links: int | None  # link set
    headers: int | None  # header set


def _columns(page: str, url: str, state: str) -> str:
    """SQL of the fields of ``Side``."""
    facts = f"(select f.facts ->> '$.{{}}' from document_facts f where f.hash = {page}.document_hash)"
    sparse = [f"case when a.document_hash is not b.document_hash then {facts.format(path)} end" for path in (
        "structured.microdata", "usability.viewports",
    )]  # fmt: skip
    plain = ("title", "description", "h1")
    return ", ".join([
        f"{url}.url", f"{page}.status", f"{page}.is_html and {page}.status between 200 and 299",
        f"(select url from urls where url_id = {page}.redirect_to_id)", f"{state}.indexable_reason",
        *(f"{page}.{name}" for name in plain), f"(select url from urls where url_id = {page}.canonical_id)",
        f"{page}.robots", f"{page}.x_robots", f"{page}.han_chars + {page}.latin_words", f"{page}.images",
        f"{page}.size_bytes", f"{page}.schema_types", *sparse, f"{page}.simhash", f"{page}.text_hash",
        f"{page}.document_hash", f"{page}.link_set_id", f"{page}.header_set_id",
    ])  # fmt: skip


# The page of the other run that belongs to the page ``a`` with the URL ``u``; the order of the tables is meant.
_BY_URL = """
    {join} pages b on b.run_id = :other and b.url_id = a.url_id
"""
_BY_PLACE = """
    {join} temp.compared_hosts o on o.side = :side and o.host_id = u.host_id and o.secure = (substr(u.url, 1, 6) = 'https:')
    {join} urls v on v.url = o.origin || substr(u.url, o.skip)
    {join} pages b on b.run_id = :other and b.url_id = v.url_id
"""


def heard(page: str) -> str:
    """SQL: whether the row ``page`` says what the site answers: refusals, challenges, what is cut off or unread do not."""
    fine = f"{page}.status not in (401, 403, 407, 429, 503) and {page}.status < :trouble and not {page}.truncated"
    return f"({page}.error is 'robots' or ({fine} and {page}.challenge is null and coalesce({page}.error, '') not in ({listed(UNREAD)})))"


_ONLY = """
    select u.url, coalesce(t.template, ''), a.status
    from pages a join urls u on u.url_id = a.url_id
    {matched}
    left join page_states s on s.run_id = a.run_id and s.url_id = a.url_id
    left join templates t on t.template_id = s.template_id
    where a.run_id = :own and b.url_id is null
    and a.is_html and a.status between 200 and 299 and not a.truncated and a.challenge is null
    order by a.url_id
"""
_FACTS = """
    select coalesce(t.template, ''), {columns}
    from pages a cross join urls u on u.url_id = a.url_id
    {matched}
    left join page_states r on r.run_id = a.run_id and r.url_id = a.url_id
    left join page_states s on s.run_id = b.run_id and s.url_id = b.url_id
    left join templates t on t.template_id = coalesce(r.template_id, s.template_id)
    where a.run_id = :own and {heard}
    and (a.status is not b.status or r.indexable_reason is not s.indexable_reason
         or a.document_hash is not b.document_hash or a.link_set_id is not b.link_set_id or a.x_robots <> b.x_robots
         or a.canonical_id is not b.canonical_id or a.redirect_to_id is not b.redirect_to_id)
    order by a.url_id
"""
_SHARED = (
    "select count(*) from pages a cross join urls u on u.url_id = a.url_id {matched} where a.run_id = :own and {heard}"
)


def only(db: sqlite3.Connection, couple: Couple, side: int) -> Iterator[tuple[str, str, int]]:
    """URL, template and status of the pages that only the run ``side`` (0 or 1) has."""
    lay(db, couple)
    yield from db.execute(_ONLY.format(matched=_matched(couple, "left join")), _values(couple, side))


def sides(db: sqlite3.Connection, couple: Couple) -> Iterator[tuple[str, Side, Side]]:
    """Template and both sides of the pages of which both runs know the answer and that are not stored as the same."""
    lay(db, couple)
    columns = f"{_columns('a', 'u', 'r')}, {_columns('b', 'u' if couple.by_url else 'v', 's')}"
    both = f"{heard('a')} and {heard('b')}"
    statement = _FACTS.format(columns=columns, matched=_matched(couple, "cross join"), heard=both)
    width = len(Side._fields)
    for template, *row in db.execute(statement, _values(couple, 0)):
        yield template, Side(*row[:width]), Side(*row[width:])


def shared(db: sqlite3.Connection, couple: Couple) -> int:
    """URLs of which both runs know the answer."""
    lay(db, couple)
    matched, both = _matched(couple, "cross join"), f"{heard('a')} and {heard('b')}"
    return int(db.execute(_SHARED.format(matched=matched, heard=both), _values(couple, 0)).fetchone()[0])


def _matched(couple: Couple, join: str) -> str:
    return (_BY_URL if couple.by_url else _BY_PLACE).format(join=join)


def _values(couple: Couple, side: int) -> dict[str, int]:
    own, other = (couple.left.run_id, couple.right.run_id)[:: -1 if side else 1]
    blocked = any(doubt.kind == "blocked" for doubt in couple.doubts)  # then errors of the server are an outage
    return {"own": own, "other": other, "side": side, "trouble": 500 if blocked else 600}


def lay(db: sqlite3.Connection, couple: Couple) -> None:
    """Write down which host of one copy is which of the other."""
    db.execute(
        "create temp table if not exists compared_hosts (side integer, host_id integer, secure integer, skip integer,"
        " origin text, primary key (side, host_id, secure)) without rowid"
    )
    db.execute("delete from temp.compared_hosts")
    ids = dict(db.execute("select host, host_id from hosts join run_hosts using (host_id) where run_id in (?, ?)", [couple.left.run_id, couple.right.run_id]))  # fmt: skip
    both = [(0, one, other) for one, other in couple.hosts.items()]
    both += [(1, other, one) for one, other in couple.hosts.items()]
    rows = [
        (side, ids[host], secure, len(f"{'https' if secure else 'http'}://{host}") + 1, f"{couple.scheme(secure)}://{other}")
        for side, host, other in both if host in ids for secure in (False, True)
    ]  # fmt: skip
    db.executemany("insert into temp.compared_hosts values (?, ?, ?, ?, ?)", rows)
