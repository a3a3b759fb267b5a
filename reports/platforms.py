"""Which shop system a run's site was made with, agreed upon by the home page and pages from all over the crawl."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from audit.places_by_platform import runs_on
from crawler.headers import PLATFORM
from reports.reader import Reader

PAGES = 60  # looked at, beside the home page
REACH = 20  # rows passed over in search of a complete HTML page, at each place
HOPS = 5  # redirects followed from the start URL to the home page
TELLING = 0.25  # of the pages looked at: a script that a few pages load from elsewhere makes no shop
AGREEING = 0.75  # of those that tell: with a shop and a blog in two systems, advice for one is wrong for the other
PLUGGED = 0.1  # of the pages of a system and its plug-in: that many must tell the plug-in

# Seeks by the primary key at even distances, so that the time is the same at a million pages. Rows: home (1 or 0),
# system that the markup tells, system that the headers tell; "" where they tell none.
TOLD = f"""
    with recursive ends as (
        select (select min(url_id) from pages where run_id = :run) as low,
            (select max(url_id) from pages where run_id = :run) as high
    ),
    points (n, at) as (
        select 0, low from ends
        union all
        select n + 1, low + (high - low) * (n + 1) / :pages from points, ends where n + 1 < :pages
    ),
    sampled as (
        select (
            select near.url_id from (
                select url_id, is_html, status from pages where run_id = :run and url_id >= at order by url_id limit :reach
            ) near
            where near.is_html and near.status between 200 and 299 limit 1
        ) as url_id
        from points
    ),
    way (url_id, hop) as (
        select u.url_id, 0 from runs r join sites s using (site_id) join urls u on u.url = s.start_url where r.run_id = :run
        union all
        select p.redirect_to_id, hop + 1 from way join pages p on p.run_id = :run and p.url_id = way.url_id
        where p.redirect_to_id is not null and hop < :hops
    ),
    seen as (
        select url_id, max(home) as home
        from (select url_id, 1 as home from way union all select url_id, 0 from sampled) group by url_id
    )
    select seen.home, coalesce(f.facts ->> '$.platform.name', '') as markup,
        coalesce(h.headers ->> '$."{PLATFORM}"', '') as headers
    from seen
    join pages p on p.run_id = :run and p.url_id = seen.url_id and p.is_html and p.status between 200 and 299
    left join document_facts f on f.hash = p.document_hash
    left join header_sets h on h.header_set_id = p.header_set_id
"""


def platform_of(reader: Reader) -> str:
    """The shop or content system of a run, a name of ``crawler.facts.platforms``; "" where its pages do not agree on one."""
    rows = list(reader.rows(TOLD, pages=PAGES, reach=REACH, hops=HOPS))
    told = [(bool(row["home"]), _told(row["markup"], row["headers"])) for row in rows]
    votes = _votes(name for _, name in told)
    if not votes:
        return ""
    name, agreeing = votes.most_common(1)[0]
    whole = sum(votes.values())
    at_home = {one for home, one in told if home and one}
    if whole < TELLING * len(told) or agreeing < AGREEING * whole or at_home - {name, *_relatives(name)}:
        return ""
    return name


def _told(markup: str, headers: str) -> str:
    """What one page tells: its markup before its headers, but a plug-in before the system below it."""
    return headers if runs_on().get(headers, "") == markup else markup or headers


def _votes(names: Iterable[str]) -> Counter[str]:
    """Pages by system; those of a system and of its plug-in are of one mind."""
    votes = Counter(filter(None, names))
    for plugin, below in runs_on().items():
        both = votes[plugin] + votes[below]
        winner, other = (plugin, below) if votes[plugin] >= PLUGGED * both else (below, plugin)
        del votes[other]
        votes[winner] = both
    return +votes


def _relatives(name: str) -> set[str]:
    """The system below a plug-in, and the plug-ins of a system."""
    return {below for plugin, below in runs_on().items() if plugin == name} | {
        plugin for plugin, below in runs_on().items() if below == name
    }
