"""How hard a target keyword is in the crawled market: the strength of every site for it, and what follows.

Strength of a site for a keyword, 0..100; 0 without a page that has the keyword in main text, title, h1 or description:

    100 * (0.25 * coverage + 0.40 * placement + 0.20 * links + 0.15 * depth)

| part | what | from |
|---|---|---|
| coverage | min(1, ln(1 + pages) / ln(1 + 50)): pages that have it | competition.pages |
| placement | mean of the best and of the average placement over these pages | keyword_places.placement |
| links | share of the site's pages with a lower PageRank than its strongest page for the keyword | keyword_places.link_strength |
| depth | min(1, words / 500) of that page | page_words.words |

Where the link graph is not known, the other weights are scaled up to 1. The strongest page is the first by placement,
relevance, density A and URL.

    competition = (strongest competitor + mean of all competitors) / 2

Winnable: own strength at least 10 above the strongest competitor, or competition under 20; hard: at least 10 under the
strongest; else even. The weights are ours and the same for all sites: no search engine publishes any. The figures speak
of the crawled market alone.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from typing import Literal

from configs.settings import Settings
from crawler.records import Run
from crawler.store import Store
from keywords.targets import CRAWLED

Verdict = Literal["winnable", "even", "hard", "not-judged"]

COVERAGE, PLACEMENT, LINKS, DEPTH = 0.25, 0.40, 0.20, 0.15
MANY_PAGES, MANY_WORDS = 50, 500  # as much as counts
MARGIN, EMPTY = 10.0, 20.0  # points apart that decide; a market weaker than this is open

# One row a keyword and site, those without a page included: they are the gaps.
COMPARE = """
    insert into competition
        (run_id, term_id, site_run_id, pages, title_pages, h1_pages, html_pages, best_url_id, best_density,
        placement, link_strength, words)
    with found as (
        select
            k.term_id, k.url_id, k.in_title, k.in_h1, k.placement, k.link_strength, p.density_chars, w.words,
            row_number() over (
                partition by k.term_id
                order by k.placement desc, k.relevance desc, p.density_chars desc, u.url
            ) as place
        from keyword_targets t
        join keyword_places k on k.run_id = :site and k.term_id = t.term_id
        join page_terms p on p.run_id = :site and p.url_id = k.url_id and p.term_id = k.term_id
        join urls u on u.url_id = k.url_id
        left join page_words w on w.run_id = :site and w.url_id = k.url_id
        where t.run_id = :run
    ),
    judged as (
        select count(*) as pages from pages
        where run_id = :site and is_html and status between 200 and 299 and not truncated
    )
    select
        :run, t.term_id, :site, count(f.url_id), coalesce(sum(f.in_title), 0), coalesce(sum(f.in_h1), 0),
        (select pages from judged),
        max(f.url_id) filter (where f.place = 1),
        coalesce(max(f.density_chars) filter (where f.place = 1), 0),
        coalesce((max(f.placement) + avg(f.placement)) / 2, 0),
        max(f.link_strength) filter (where f.place = 1),
        max(f.words) filter (where f.place = 1)
    from keyword_targets t
    left join found f on f.term_id = t.term_id
    where t.run_id = :run
    group by t.term_id
"""
STORED = """
    select c.term_id, c.site_run_id, c.pages, c.placement, c.link_strength, c.words, r.status <> 'complete'
    from competition c join runs r on r.run_id = c.site_run_id
    where c.run_id = ?
"""


def site_strength(pages: int, placement: float, links: float | None, words: int | None) -> float:
    """The strength of a site for a keyword, 0..100; see this module.

    Args:
        placement: mean of the best and of the average placement, 0..1.
        links: link strength of the strongest page, 0..1; None: not known.
        words: of the strongest page.
    """
    if not pages:
        return 0.0
    coverage = min(1.0, math.log1p(pages) / math.log1p(MANY_PAGES))
    known = COVERAGE * coverage + PLACEMENT * placement + DEPTH * min(1.0, (words or 0) / MANY_WORDS)
    share = known / (1 - LINKS) if links is None else known + LINKS * links
    return min(100.0, 100 * share)  # rounding may take the sum of the weights past 1


def competition_score(rivals: Sequence[float]) -> float | None:
    """Competition of a keyword, 0..100, from the strengths of all competitors; None without one."""
    return (max(rivals) + sum(rivals) / len(rivals)) / 2 if rivals else None


def verdict(own: float, rivals: Sequence[float]) -> Verdict:
    """Whether the own site can win the keyword in the crawled market, from strengths, 0..100."""
    competition = competition_score(rivals)
    if competition is None:
        return "not-judged"
    ahead = own - max(rivals)
    if competition < EMPTY or ahead >= MARGIN:
        return "winnable"
    return "hard" if ahead <= -MARGIN else "even"


def run_competition(store: Store, run_id: int, competitor_run_ids: Sequence[int]) -> None:
    """Compare the target keywords of ``run_id`` on its own site and on those of the other runs.

    Writes ``competition`` and ``keyword_competition``. The other runs must have been counted with the same keywords
    (``run_keywords`` does so for competitors).
    """
    with store.atomic() as db:
        for table in ("competition", "keyword_competition"):
            db.execute(f"delete from {table} where run_id = ?", [run_id])
        for site in dict.fromkeys([run_id, *competitor_run_ids]):
            db.execute(COMPARE, {"run": run_id, "site": site})
        _score(db, run_id)


def _score(db: sqlite3.Connection, run_id: int) -> None:
    market: dict[int, list[tuple[int, float, bool]]] = {}  # term -> site, strength, whether its crawl is incomplete
    for term_id, site, pages, placement, links, words, partial in db.execute(STORED, [run_id]):
        strength = site_strength(pages, placement, links, words)
        market.setdefault(term_id, []).append((site, strength, bool(partial)))
    for term_id, sites in market.items():
        db.executemany(
            "update competition set strength = ? where run_id = ? and term_id = ? and site_run_id = ?",
            [(strength, run_id, term_id, site) for site, strength, _ in sites],
        )
        own = sum(strength for site, strength, _ in sites if site == run_id)
        rivals = [(strength, partial) for site, strength, partial in sites if site != run_id]
        theirs = [strength for strength, _ in rivals]
        present, partials = sum(map(bool, theirs)), sum(partial for _, partial in rivals)
        db.execute(
            "insert into keyword_competition values (?, ?, ?, ?, ?, ?, ?, ?)",
            [run_id, term_id, len(rivals), present, partials, competition_score(theirs), own, verdict(own, theirs)],
        )


def competitor_runs(store: Store, settings: Settings) -> list[Run]:
    """The newest run, by site name, of each competitor (of ``report.competitors`` if set) that crawled something."""
    newest = {run.site: run for run in store.runs(f"r.role = 'competitor' and {CRAWLED}")}
    wanted = settings.report.competitors or newest
    return [newest[name] for name in sorted(newest) if name in wanted]
