"""How hard a target keyword is in the crawled market: the strength of every site for it, and what follows.

Strength of a site for a keyword, 0..100; 0 without a page that has the keyword in main text, title, h1 or description:

    100 * (0.20 * coverage + 0.30 * placement + 0.15 * match + 0.20 * links + 0.10 * depth + 0.05 * freshness)

| part | what | from |
|---|---|---|
| coverage | min(1, ln(1 + pages) / ln(1 + 50)): pages that have it | competition.pages |
| placement | mean of the best and of the average placement over these pages | keyword_places.placement |
| match | tf / (tf + k1 * (1 - b + b * dl / mean dl)) of the best page by BM25: what BM25 gives, as a share of its limit | competition.text_match |
| links | share of the site's pages with a lower PageRank than its strongest page for the keyword | keyword_places.link_strength |
| depth | min(1, words / 500) of that page | page_words.words |
| freshness | 0.5 ^ (age / 365 days) of that page, by the dates it declares | competition.fresh |

    BM25 = ln(1 + (N - df + 0.5) / (df + 0.5)) * (k1 + 1) * match        k1 = 1.2, b = 0.75

tf: hits in main text; dl: words of the page; N, df, mean dl: of all pages of the market. Of one keyword the idf is the same
on every page; it tells keywords apart, and not sites. Where links or dates are not known, the other weights are scaled up
to 1. The strongest page is the first by placement, relevance, density A and URL.

    competition = (strongest competitor + mean of all competitors) / 2

Winnable: own strength at least 10 above the strongest competitor, or competition under 20; hard: at least 10 under the
strongest; else even. The weights are ours and the same for all sites: no search engine publishes any. The figures speak
of the crawled market alone.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from typing import Literal, NamedTuple

from configs.settings import Settings
from crawler.records import Run
from crawler.store import Store
from keywords.freshness import declared_day, freshness
from keywords.targets import CRAWLED

Verdict = Literal["winnable", "even", "hard", "not-judged"]

COVERAGE, PLACEMENT, MATCH, LINKS, DEPTH, FRESH = 0.20, 0.30, 0.15, 0.20, 0.10, 0.05
K1, B = 1.2, 0.75  # of BM25, as Lucene has them
MANY_PAGES, MANY_WORDS = 50, 500  # as much as counts
MARGIN, EMPTY = 10.0, 20.0  # points apart that decide; a market weaker than this is open

# One row a keyword and site, those without a page included: they are the gaps.
COMPARE = """
    insert into competition
        (run_id, term_id, site_run_id, pages, title_pages, h1_pages, html_pages, best_url_id, best_density,
        placement, link_strength, words, text_match)
    with found as (
        select
            k.term_id, k.url_id, k.in_title, k.in_h1, k.placement, k.link_strength, p.density_chars, w.words,
            p.count / (p.count + :k1 * (1 - :b + :b * coalesce(w.words, 0) / :mean)) as text_match,
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
        max(f.words) filter (where f.place = 1),
        max(f.text_match)
    from keyword_targets t
    left join found f on f.term_id = t.term_id
    where t.run_id = :run
    group by t.term_id
"""
STORED = """
    select c.term_id, c.site_run_id, c.pages, c.placement, c.text_match, c.link_strength, c.words, c.fresh, r.status <> 'complete'
    from competition c join runs r on r.run_id = c.site_run_id
    where c.run_id = ?
"""
_BM25 = """
    update competition set bm25 = text_match * (:k1 + 1) * ln(1 + (:pages - t.pages + 0.5) / (t.pages + 0.5))
    from (
        select c.term_id, count(k.url_id) as pages
        from competition c
        left join keyword_places k on k.run_id = c.site_run_id and k.term_id = c.term_id and k.in_text
        where c.run_id = :run group by c.term_id
    ) t
    where competition.run_id = :run and t.term_id = competition.term_id
"""
_BEST = """
    select c.term_id, c.site_run_id, r.started, f.facts
    from competition c
    join runs r on r.run_id = c.site_run_id
    join pages p on p.run_id = c.site_run_id and p.url_id = c.best_url_id
    join document_facts f on f.hash = p.document_hash
    where c.run_id = ?
"""


class Parts(NamedTuple):
    """What the strength of a site for a keyword is made of; shares 0..1.

    ``placement`` is the mean of the best and of the average placement; ``links``, ``words`` and ``fresh`` are of the strongest
    page. None: not known.
    """

    pages: int
    placement: float
    match: float | None
    links: float | None
    words: int | None
    fresh: float | None


def site_strength(parts: Parts) -> float:
    """The strength of a site for a keyword, 0..100; see this module."""
    if not parts.pages:
        return 0.0
    coverage = min(1.0, math.log1p(parts.pages) / math.log1p(MANY_PAGES))
    depth = min(1.0, (parts.words or 0) / MANY_WORDS)
    weighed = (
        (COVERAGE, coverage), (PLACEMENT, parts.placement), (MATCH, parts.match), (LINKS, parts.links), (DEPTH, depth), (FRESH, parts.fresh),
    )  # fmt: skip
    known = [(weight, part) for weight, part in weighed if part is not None]
    share = sum(weight * part for weight, part in known) / sum(weight for weight, _ in known)
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
        sites = list(dict.fromkeys([run_id, *competitor_run_ids]))
        values = {"run": run_id, "k1": K1, "b": B, "mean": mean_length(db, sites)}
        for site in sites:
            db.execute(COMPARE, values | {"site": site})
        _add_bm25(db, run_id)
        _add_freshness(db, run_id)
        _score(db, run_id)


def mean_length(db: sqlite3.Connection, sites: Sequence[int]) -> float:
    """Words of the average page of the market that has any."""
    marks = ", ".join("?" * len(sites))
    row = db.execute(f"select avg(words) from page_words where run_id in ({marks}) and words > 0", sites).fetchone()
    return float(row[0] or 1)


def _add_bm25(db: sqlite3.Connection, run_id: int) -> None:
    (pages,) = db.execute(
        "select coalesce(sum(html_pages), 0) from (select distinct site_run_id, html_pages from competition where run_id = ?)", [run_id]
    ).fetchone()  # fmt: skip
    db.execute(_BM25, {"run": run_id, "k1": K1, "pages": pages})


def _add_freshness(db: sqlite3.Connection, run_id: int) -> None:
    found = [
        (freshness(declared_day(facts, started), started), run_id, term_id, site)
        for term_id, site, started, facts in db.execute(_BEST, [run_id])
    ]
    db.executemany("update competition set fresh = ? where run_id = ? and term_id = ? and site_run_id = ?", found)


def _score(db: sqlite3.Connection, run_id: int) -> None:
    market: dict[int, list[tuple[int, float, bool]]] = {}  # term -> site, strength, whether its crawl is incomplete
    for term_id, site, *parts, partial in db.execute(STORED, [run_id]):
        strength = site_strength(Parts(*parts))
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
