"""The markup facts of the run as the checks of one audit see them, fetched once instead of by every check that asks.

Facts are kept by the hash of their document, far apart on disk: finding those of a page takes longer than reading them.
Those of a run of moderate size are put into a temporary table in the order of its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from audit.link_views import replaced
from crawler.store import Store

MAX_PAGES = 50_000
MAX_CHARS = 64_000_000  # temporary tables live in memory
WORTH = 3  # statements; below, the table costs more than it saves

_JOINED = """
from (select url_id, document_hash from main.pages where run_id = (select run_id from temp.current_run) and is_html
    limit :limit) p
join main.document_facts f on f.hash = p.document_hash
"""
_SIZE = f"select count(*), total(length(f.facts)) {_JOINED}"
_TABLE = "create temp table audit_facts (url_id integer primary key, facts text not null)"
_FILL = f"insert into temp.audit_facts select p.url_id, f.facts {_JOINED}"
_VIEW = """
create temp view page_facts as
select h.url_id, h.url, f.facts from temp.html_pages h join temp.audit_facts f on f.url_id = h.url_id
"""


@contextmanager
def fact_views(store: Store, statements: Iterable[str]) -> Iterator[None]:
    """A lean ``page_facts`` of the run that ``store.use_run`` chose, until the end of the block.

    To be called inside ``store.atomic()``: when the block fails, the transaction brings the usual view back.

    Args:
        statements: what will be asked; where next to none reads facts, the view stays as it is.
    """
    limit = {"limit": MAX_PAGES + 1}
    if sum("page_facts" in sql for sql in statements) < WORTH or _too_large(*store.db.execute(_SIZE, limit).fetchone()):
        yield
        return
    store.db.execute(_TABLE)
    store.db.execute(_FILL, limit)
    with replaced(store, {"page_facts": _VIEW}):
        yield
    store.db.execute("drop table temp.audit_facts")


def _too_large(pages: int, chars: float) -> bool:
    return pages > MAX_PAGES or chars > MAX_CHARS
