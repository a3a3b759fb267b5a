"""Which files and external addresses a run's pages refer to: rows of ``resources`` without an answer yet.

Counted in SQL, one page after the other; in memory is what is referred to, never who refers to it: about 20 bytes a
distinct target. Only writing the result takes the store's write lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from crawler.causes import UNASKED as NOBODY
from crawler.causes import listed
from crawler.interning import Interner
from crawler.resource_files import file_sets
from crawler.store import Store
from crawler.urls import Resolver

KINDS = ("image", "style", "script", "external")  # a URL that is several is the first of them
STEPS = 200_000  # of SQLite's machine between two looks at whether to go on, some milliseconds
UNASKED = "r.method = '' and r.status is null and r.error is null"


class StoppedError(Exception):
    """The person asked to end."""


def plan_resources(
    store: Store, run_id: int, strip_params: tuple[str, ...], *, files: bool, external: bool, stop: Callable[[], bool]
) -> None:
    """A row for everything that is to be asked for; what an earlier leg of the run asked keeps its answer.

    What was crawled as a page is answered from ``pages``: call it after ``finish``, which follows redirects.

    Args:
        strip_params: query keys to remove from the addresses of styles and scripts, as links are stored without them.
        files: images, styles and scripts, wherever they are.
        external: targets of ``<a>`` on hosts that are not the site's.

    Raises:
        StoppedError: ``stop`` said so; no row was written.
    """
    store.db.executescript(TABLES)
    try:
        _links(store, {"run": run_id, "files": files, "external": external}, stop)
        if files:
            _files(store, run_id, Resolver(strip_params), stop)
        with store.atomic() as db:
            for statement in (FORGET, KEEP, FROM_PAGES, FROM_REDIRECTS):
                db.execute(statement, [run_id])
    finally:
        store.db.executescript(DROP)


DROP = "drop table if exists temp.resource_outside; drop table if exists temp.resource_targets;"
TABLES = f"""
    {DROP}
    create temp table resource_outside (url_id integer primary key);
    create temp table resource_targets (
        url_id integer primary key, kind integer not null, pages integer not null, depth integer not null,
        example_id integer not null
    );
"""
OUTSIDE = """
    insert into temp.resource_outside
    select url_id from main.urls where host_id not in (select host_id from main.run_hosts where run_id = :run)
"""
MERGE = """
    on conflict do update set
        kind = min(kind, excluded.kind), pages = pages + excluded.pages, depth = min(depth, excluded.depth),
        example_id = iif((excluded.depth, excluded.example_id) < (depth, example_id), excluded.example_id, example_id)
"""
# The links of one page at a time, each target once: twice its number, plus one where the page shows it as an image.
FROM_LINKS = f"""
    insert into temp.resource_targets
    select t.value >> 1, iif(t.value & 1, 0, 3), 1, coalesce(f.depth, 0), p.url_id
    from main.pages p
    left join main.frontier f on f.run_id = p.run_id and f.url_id = p.url_id
    cross join json_each((
        select json_group_array(found) from (
            select 2 * l.target_id + max(l.kind = 5) as found from main.links l
            where l.link_set_id = p.link_set_id and (
                (l.kind = 5 and :files)
                or (l.kind = 0 and :external and l.target_id in (select url_id from temp.resource_outside))
            )
            group by l.target_id
        )
    )) t
    where p.run_id = :run and p.link_set_id is not null
    {MERGE}
"""
ADD = f"insert into temp.resource_targets values (?, ?, ?, ?, ?) {MERGE}"
FORGET = f"delete from resources as r where r.run_id = ? and {UNASKED}"  # planned under other settings
KEEP = f"""
    insert into resources (run_id, url_id, kind, pages, example_id)
    select ?1, url_id, case kind {" ".join(f"when {n} then '{kind}'" for n, kind in enumerate(KINDS))} end, pages, example_id
    from temp.resource_targets where true order by url_id
    on conflict do update set kind = excluded.kind, pages = excluded.pages, example_id = excluded.example_id
"""
# A page that was answered 304 is what it was when it was last sent.
FROM_PAGES = f"""
    update resources as r set
        method = iif(p.error in ({listed(NOBODY)}), '', 'GET'), status = iif(p.not_modified, 200, p.status),
        error = iif(p.status is null, p.error, null), content_type = p.content_type, ms = p.ttfb_ms,
        size_bytes = iif(p.status is null or p.truncated, null, p.size_bytes)
    from pages p
    where r.run_id = ?1 and p.run_id = r.run_id and p.url_id = r.url_id and p.redirect_to_id is null and {UNASKED}
"""
# A redirect whose end was not crawled is asked for again, to learn how it ends.
FROM_REDIRECTS = f"""
    update resources as r set
        method = 'GET', status = p.status, ms = p.ttfb_ms, hops = c.hop, final_id = c.target_id,
        final_status = iif(f.redirect_to_id is null, f.status, null), content_type = f.content_type,
        size_bytes = iif(f.redirect_to_id is null and f.status is not null and not f.truncated, f.size_bytes, null),
        error = case when f.redirect_to_id is not null then iif(c.hop < 10, 'redirect-loop', 'redirect-limit')
            when f.status is null then f.error end
    from pages p
    join redirects c on c.run_id = p.run_id and c.url_id = p.url_id
    join pages f on f.run_id = p.run_id and f.url_id = c.target_id
    where r.run_id = ?1 and p.run_id = r.run_id and p.url_id = r.url_id and p.redirect_to_id is not null and {UNASKED}
        and c.hop = (select max(hop) from redirects m where m.run_id = c.run_id and m.url_id = c.url_id)
"""


def _links(store: Store, values: dict[str, int], stop: Callable[[], bool]) -> None:
    """Two long statements that end soon after ``stop`` says so, or a signal comes.

    Raises:
        StoppedError: it did.
    """
    raised: list[BaseException] = []

    def look() -> int:
        try:
            if stop():
                raised.append(StoppedError())
        except BaseException as error:  # a signal's: SQLite would swallow it
            raised.append(error)
        return len(raised)

    store.db.set_progress_handler(look, STEPS)
    try:
        store.db.execute(OUTSIDE, {"run": values["run"]})
        store.db.execute(FROM_LINKS, values)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise (raised or [KeyboardInterrupt()])[0] from error
        raise
    finally:
        store.db.set_progress_handler(None, 0)


def _files(store: Store, run_id: int, resolver: Resolver, stop: Callable[[], bool]) -> None:
    interner = Interner(store.db)
    for sets in file_sets(store, run_id, resolver):
        if stop():
            raise StoppedError
        with store.atomic() as db:
            interner.add_urls(url for one in sets for url in one.files)
            db.executemany(
                ADD,
                (
                    (interner.urls[url], rank, one.pages, *one.nearest)
                    for one in sets
                    for url, rank in one.files.items()
                ),
            )
