"""What is known of pages only once their crawl has ended: templates, types, indexability, redirect chains, robots."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence

from configs.settings import PageType
from crawler.causes import UNASKED, UNREAD, listed
from crawler.robots import AGENTS, Robots, from_response
from crawler.shapes import ShapeTree
from crawler.store import Store
from crawler.trap_store import note_static
from crawler.urls import matches_any, path_query, template

MAX_HOPS = 10
ENGINES = ("Googlebot", "Baiduspider")  # whose robots rules decide about indexability

_PRODUCT = re.compile(r"/(?:p|product|products|item|goods|sku|detail)s?[/-]", re.I)
_ARTICLE = re.compile(r"/(?:blog|news|article|articles|guide|guides|post|posts|zixun)/[^?]*[^/?]", re.I)
_LEGAL = re.compile(r"/(?:privacy|terms|legal|shipping|returns?|about|contact|yinsi)\b", re.I)
_ACCOUNT = re.compile(r"/(?:cart|account|login|register|user|member|checkout)\b", re.I)
_LANGUAGE_HOME = re.compile(r"/(?:[a-z]{2}(?:-[a-z]{2,4})?/?)?(?:index\.(?:html?|php|aspx?|jsp))?", re.I)


def finish(store: Store, run_id: int, types: Sequence[PageType] = ()) -> None:
    """Write page_states, redirects and page_robots of a run, in one transaction; safe to repeat."""
    with store.atomic() as db:
        for table in ("page_states", "redirects", "page_robots"):
            db.execute(f"delete from {table} where run_id = ?", [run_id])
        note_static(db, run_id)
        _redirects(db, run_id)
        _robots(db, run_id)
        _states(db, run_id, types)
        store.mark_stage(run_id, "finish")


def _redirects(db: sqlite3.Connection, run_id: int) -> None:
    """Follow every redirect to its end, or ten hops; a loop ends at the URL that closes it."""
    db.execute(
        """
        insert into redirects
        with recursive chain (first, hop, at_id, status, target_id, trail) as (
            select url_id, 1, url_id, status, redirect_to_id, '/' || url_id || '/'
            from pages where run_id = ?1 and redirect_to_id is not null
            union all
            select c.first, c.hop + 1, p.url_id, p.status, p.redirect_to_id, c.trail || p.url_id || '/'
            from chain c join pages p on p.run_id = ?1 and p.url_id = c.target_id
            where p.redirect_to_id is not null and c.hop < ?2 and instr(c.trail, '/' || p.url_id || '/') = 0
        )
        select ?1, first, hop, at_id, status, target_id from chain
        """,
        [run_id, MAX_HOPS],
    )


def _robots(db: sqlite3.Connection, run_id: int) -> None:
    """Judge every known internal URL for each agent that some rule keeps out."""
    files = _robots_files(db, run_id)
    rows = _blocked(db, run_id, {host: robots for host, robots in files.items() if robots.restricts})
    db.executemany("insert into page_robots values (?, ?, ?, ?, ?)", rows)


def _robots_files(db: sqlite3.Connection, run_id: int) -> dict[int, Robots]:
    """Parsed robots.txt by host_id."""
    rows = db.execute(
        "select u.host_id, b.status, b.error, b.body from probes b join urls u on u.url = b.url"
        " where b.run_id = ? and b.kind = 'robots'",
        [run_id],
    ).fetchall()
    return {host_id: from_response(status, body.encode("utf-8"), error) for host_id, status, error, body in rows}


def _blocked(db: sqlite3.Connection, run_id: int, files: dict[int, Robots]) -> Iterator[tuple[object, ...]]:
    for host_id, robots in files.items():
        known = db.execute(
            "select f.url_id, u.url from frontier f join urls u on u.url_id = f.url_id"
            " where f.run_id = ? and f.host_id = ? order by f.url_id",
            [run_id, host_id],
        )
        for url_id, url in known:
            for agent in AGENTS:
                verdict = robots.verdict(agent, url)
                if not verdict.allowed:
                    yield run_id, url_id, agent, verdict.line, verdict.rule


def _states(db: sqlite3.Connection, run_id: int, types: Sequence[PageType]) -> None:
    """Twice over the pages, one in memory at a time: first the templates are learnt, then written."""
    (start,) = db.execute(
        "select s.start_url from runs r join sites s using (site_id) where r.run_id = ?", [run_id]
    ).fetchone()
    pages = (
        "select p.url_id, u.url, p.schema_types, p.is_html from pages p join urls u on u.url_id = p.url_id"
        " where p.run_id = ? order by p.url_id"
    )
    tree = ShapeTree()
    for _, url, _, _ in db.execute(pages, [run_id]):
        tree.add(template(url))
    ids: dict[str, int] = {}

    def states() -> Iterator[tuple[object, ...]]:
        for url_id, url, schema, is_html in db.execute(pages, [run_id]):
            kind = page_type(url, json.loads(schema) if is_html else (), types, start)
            yield run_id, url_id, _template_id(db, ids, tree.template(template(url))), kind

    db.executemany(
        f"insert into page_states select ?1, ?2, ?3, ?4, {REASON} from pages p where p.run_id = ?1 and p.url_id = ?2",
        states(),
    )


# Two blocked engines of two: a page closed to one of them only is still indexable for the other.
REASON = f"""
    case
        when p.error = 'robots' then 'disallowed'
        when p.error in ({listed(UNASKED, UNREAD)}) then 'unread'
        when p.status is null or p.status <> 200 then 'status'
        when not p.is_html then 'not-html'
        when p.truncated then 'incomplete'
        when p.noindex then 'noindex'
        when p.canonical_id is not null and p.canonical_id <> p.url_id then 'canonicalised'
        when (select count(*) from page_robots b where b.run_id = p.run_id and b.url_id = p.url_id
              and b.agent in ({", ".join(f"'{name}'" for name in ENGINES)})) = {len(ENGINES)} then 'disallowed'
        else 'ok'
    end
"""


def _template_id(db: sqlite3.Connection, ids: dict[str, int], shape: str) -> int:
    if shape not in ids:
        db.execute("insert into templates (template) values (?) on conflict do nothing", [shape])
        ids[shape] = db.execute("select template_id from templates where template = ?", [shape]).fetchone()[0]
    return ids[shape]


def page_type(url: str, schema_types: Sequence[str], types: Sequence[PageType], start: str) -> str:
    """Type of a page: the configuration's first match, else home, then structured data, then URL words."""
    for declared in types:
        if matches_any([declared.match], url):
            return declared.name
    place = path_query(url)
    if url == start or _LANGUAGE_HOME.fullmatch(place):
        return "home"
    return _by_schema(schema_types) or _by_words(place)


def _by_schema(schema_types: Sequence[str]) -> str:
    found = set(schema_types)
    if found & {"Product", "ProductGroup"} and "ItemList" not in found:
        return "product"
    if found & {"Article", "BlogPosting", "NewsArticle", "TechArticle", "HowTo"}:
        return "article"
    return "category" if found & {"CollectionPage", "ItemList", "OfferCatalog"} else ""


def _by_words(place: str) -> str:
    path = place.partition("?")[0]
    if _ACCOUNT.search(path):
        return "account"
    if _LEGAL.search(path):
        return "legal"
    if _PRODUCT.search(path):
        return "product"
    if _ARTICLE.search(path):
        return "article"
    return "category" if path.endswith("/") else "other"
