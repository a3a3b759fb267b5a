"""The links of the run as the checks of one audit see them, read once instead of by every check that asks for links.

A dozen checks read every link of the run through the joins of ``v_links``. Of a run of moderate size its links are put
into a temporary table, numbers only, about 30 bytes each; texts and addresses are looked up for the links that a statement
names them of. Larger runs are read as ever: temporary tables live in memory. The views keep the names and columns of
crawler/schema/run_views.sql.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from crawler.store import Store

MAX_LINKS = 3_000_000  # about 100 MB
WORTH = 3  # statements; below, the table costs more than it saves

# Counted no further than needed; link sets that pages share count for each page.
_MANY = """
select count(*) from (
    select 1 from main.pages p join main.links l on l.link_set_id = p.link_set_id
    where p.run_id = (select run_id from temp.current_run) limit :limit)
"""
_TABLE = """
create temp table audit_links (
    source_id integer, ordinal integer, target_id integer, anchor_id integer, kind integer, rel integer, position integer,
    internal integer, primary key (source_id, ordinal)
) without rowid
"""
_FILL = """
with own as materialized (
    select url_id from main.urls where host_id in (
        select host_id from main.run_hosts where run_id = (select run_id from temp.current_run))
)
insert into temp.audit_links
select p.url_id, l.ordinal, l.target_id, l.anchor_id, l.kind, l.rel, l.position, l.target_id in (select url_id from own)
from main.pages p cross join main.links l on l.link_set_id = p.link_set_id
where p.run_id = (select run_id from temp.current_run) order by p.url_id, l.ordinal
"""
_KIND = (
    "case l.kind when 0 then 'a' when 1 then 'canonical' when 2 then 'alternate' when 3 then 'next' when 4 then 'prev'"
    " when 5 then 'image' when 6 then 'frame' else 'refresh' end"
)
_LINKS = """
create temp view {view} as
select (select c.run_id from temp.current_run c) as run_id,
    (select s.name from temp.current_run c join main.runs r on r.run_id = c.run_id
        join main.sites s on s.site_id = r.site_id) as site,
    (select u.url from main.urls u where u.url_id = l.source_id) as source,
    (select u.url from main.urls u where u.url_id = l.target_id) as target,
    {kind} as kind,
    (select n.text from main.anchors n where n.anchor_id = l.anchor_id) as anchor,
    case l.rel when 0 then '' else trim(iif(l.rel & 1, 'nofollow ', '') || iif(l.rel & 2, 'sponsored ', '')
        || iif(l.rel & 4, 'ugc ', '') || iif(l.rel & 8, 'noopener ', '')) end as rel,
    case l.position when 0 then 'main' when 1 then 'nav' when 2 then 'header' when 3 then 'footer' when 4 then 'aside'
        else 'head' end as position,
    l.internal,
    iif(exists (select 1 from temp.current_run c join main.stages g on g.run_id = c.run_id and g.stage = 'links'),
        exists (select 1 from temp.current_run c cross join main.link_roles o on o.run_id = c.run_id
            and o.template_id in (0, coalesce((select t.template_id from main.page_states t
                where t.run_id = c.run_id and t.url_id = l.source_id), 0))
            and o.target_id = l.target_id and o.anchor_id = l.anchor_id),
        null) as repeated,
    l.ordinal, l.source_id, l.target_id
from temp.audit_links l
where {condition}
"""


@contextmanager
def link_views(store: Store, statements: Iterable[str]) -> Iterator[None]:
    """Lean views of the links of the run that ``store.use_run`` chose, until the end of the block.

    To be called inside ``store.atomic()``: when the block fails, the transaction brings the usual views back.

    Args:
        statements: what will be asked; where next to none reads links, the views stay as they are.
    """
    readers = sum("_links" in sql for sql in statements)
    if readers < WORTH or store.db.execute(_MANY, {"limit": MAX_LINKS + 1}).fetchone()[0] > MAX_LINKS:
        yield
        return
    store.db.execute(_TABLE)
    store.db.execute(_FILL)
    views = {
        "page_links": _LINKS.format(view="page_links", kind=_KIND, condition="1"),
        "internal_links": _LINKS.format(view="internal_links", kind="'a'", condition="l.kind = 0 and l.internal"),
    }
    with replaced(store, views):
        yield
    store.db.execute("drop table temp.audit_links")


@contextmanager
def replaced(store: Store, views: Mapping[str, str]) -> Iterator[None]:
    """Temporary views by name as these statements make them, and as they were when the block has ended."""
    find = "select sql from temp.sqlite_master where type = 'view' and name = ?"
    usual = {name: store.db.execute(find, [name]).fetchone()[0] for name in views}
    _make(store, views)
    yield
    _make(store, {name: sql.replace("CREATE VIEW", "create temp view", 1) for name, sql in usual.items()})


def _make(store: Store, views: Mapping[str, str]) -> None:
    for name, sql in views.items():
        store.db.execute(f"drop view temp.{name}")
        store.db.execute(sql)
