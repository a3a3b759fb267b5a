"""Links between the sites of a store: which of the crawled sites link to each other, by the newest crawl of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from configs.text import Text
from crawler.domains import registrable_domain
from crawler.extract import is_nofollow
from crawler.records import UNFOLLOWED, LinkKind, Position
from crawler.urls import shown

Row = tuple[object, ...]

COLUMNS: dict[str, Text] = {
    "source_site": Text(zh="从站点", en="from site"),
    "target_site": Text(zh="到站点", en="to site"),
    "day": Text(zh="抓取日期", en="crawled"),
    "links": Text(zh="链接", en="links"),
    "pages": Text(zh="网页数", en="pages"),
    "targets": Text(zh="网址数", en="URLs"),
    "followed": Text(zh="可跟踪", en="followed"),
    "main": Text(zh="在正文", en="in main text"),
    "source": Text(zh="例如", en="example page"),
    "anchor": Text(zh="锚文本", en="anchor"),
    "target": Text(zh="链接到", en="to"),
}

ADDRESSES = ("source", "target")

# The newest run of each site that has its pages; of the asked run's site that run.
_SITES = """
    select s.site_id, s.name, s.role = 'target', r.run_id, substr(r.started, 1, 10)
    from (select r.site_id, coalesce(max(iif(r.run_id = :run, r.run_id, null)), max(r.run_id)) as run_id from runs r
        where r.pruned is null and r.status not in ('running', 'failed') group by r.site_id) n
    join runs r on r.run_id = n.run_id join sites s on s.site_id = n.site_id order by s.site_id
"""
# Reads the links of one run once. An address counts by its host, so that those nobody fetched count, too.
_LINKS = f"""
    select o.site_id, count(*), count(distinct p.url_id), count(distinct l.target_id),
        sum(not l.rel & {UNFOLLOWED.value} and not is_nofollow(p.robots, p.x_robots)), sum(l.position = {Position.MAIN.value}),
        u.url, a.text, o.url, min(p.url_id * 1000000 + l.ordinal)
    from pages p cross join links l on l.link_set_id = p.link_set_id
    join temp.between_urls o on o.url_id = l.target_id
    join main.urls u on u.url_id = p.url_id left join main.anchors a on a.anchor_id = l.anchor_id
    where p.run_id = ? and l.kind = {LinkKind.A.value} group by o.site_id
"""


class Crawled(NamedTuple):
    """A site with the run that stands for it, and its hosts without www."""

    site_id: int
    name: str
    target: bool
    run_id: int
    day: str
    hosts: frozenset[str]


def crawled_sites(db: sqlite3.Connection, run_id: int) -> list[Crawled]:
    """The sites of the store that can be compared."""
    found = []
    for site_id, name, target, run, day in db.execute(_SITES, {"run": run_id}).fetchall():
        rows = db.execute("select host from run_hosts join hosts using (host_id) where run_id = ?", [run])
        hosts = frozenset(str(host).removeprefix("www.") for (host,) in rows)
        found.append(Crawled(site_id, name, bool(target), run, day, hosts))
    return found


def between(db: sqlite3.Connection, run_id: int) -> Iterator[Row]:
    """Rows of ``COLUMNS``, the site of the run first, of others by name; none for a single site.

    Time: one pass over the links of each site whose external domains (of the stage links) name another site; where that
    stage has not run, over those of that site in any case. Memory: the addresses of the other sites, in SQLite.
    """
    sites = crawled_sites(db, run_id)
    db.create_function("is_nofollow", 2, is_nofollow, deterministic=True)
    own = [site.site_id for site in sites if site.run_id == run_id]
    names = {site.site_id: site.name for site in sites}
    for site in sorted(sites, key=lambda one: (one.site_id not in own, one.name)):
        others = [other for other in sites if other.hosts.isdisjoint(site.hosts) and _may_link(db, site, other)]
        if not others:
            continue
        _targets(db, others)
        rows = db.execute(_LINKS, [site.run_id]).fetchall()
        for to, *counts, source, anchor, target, _ in sorted(rows, key=lambda row: (row[0] not in own, names[row[0]])):
            yield site.name, names[to], site.day, *counts, source, anchor, target


def _may_link(db: sqlite3.Connection, site: Crawled, other: Crawled) -> bool:
    """Whether a site has links to another's domain, by its external domains; true where those are not known."""
    if not db.execute("select 1 from link_graphs where run_id = ?", [site.run_id]).fetchone():
        return True
    domains = {registrable_domain(host) for host in other.hosts}
    rows = db.execute("select domain from external_domains where run_id = ?", [site.run_id])
    return any(domain in domains for (domain,) in rows)


def _targets(db: sqlite3.Connection, others: list[Crawled]) -> None:
    """Fill ``temp.between_urls`` with the addresses of these sites."""
    of_host = {host: site.site_id for site in others for host in site.hosts}
    rows = [
        (host_id, of_host[bare])
        for host_id, host in db.execute("select host_id, host from hosts")
        if (bare := str(host).removeprefix("www.")) in of_host
    ]
    db.execute("drop table if exists temp.between_hosts")
    db.execute("drop table if exists temp.between_urls")
    db.execute("create temp table between_hosts (host_id integer primary key, site_id integer)")
    db.executemany("insert into temp.between_hosts values (?, ?)", rows)
    db.execute(
        "create temp table between_urls as select u.url_id, h.site_id, u.url from main.urls u"
        " join temp.between_hosts h using (host_id)"
    )
    db.execute("create index temp.between_urls_id on between_urls (url_id)")


def for_people(row: Row) -> Row:
    """A row with addresses as people read them."""
    shown_row = [shown(str(cell)) if name in ADDRESSES else cell for name, cell in zip(COLUMNS, row, strict=True)]
    return tuple("—" if cell in (None, "") else cell for cell in shown_row)
