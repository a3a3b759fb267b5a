"""What the command ``keywords`` shows of a run, read from the store."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.records import Run
from crawler.store import Store

TERMS = """
    with best as (
        select term_id, count(*) as pages, sum(count) as hits, sum(in_title) as titles,
            avg(density_chars) as density_chars, avg(density_hits) as density_hits,
            avg(density_tokens) as density_tokens, sum(tfidf) as weight
        from page_terms where run_id = ? group by term_id
    )
    select t.term, b.pages, b.hits, b.titles, b.density_chars, b.density_hits, b.density_tokens, b.weight
    from best b join terms t on t.term_id = b.term_id
    order by b.weight desc, t.term limit ?
"""

MARKET = """
    select t.term, k.origin, s.name, c.site_run_id = c.run_id, c.pages, c.title_pages, c.h1_pages, c.html_pages,
        coalesce(p.density_chars, 0), coalesce(p.density_hits, 0), coalesce(p.density_tokens, 0),
        coalesce(p.prominence, 0), u.url
    from competition c
    join keyword_targets k on k.run_id = c.run_id and k.term_id = c.term_id
    join terms t on t.term_id = c.term_id
    join runs r on r.run_id = c.site_run_id
    join sites s on s.site_id = r.site_id
    left join page_terms p on p.run_id = c.site_run_id and p.url_id = c.best_url_id and p.term_id = c.term_id
    left join urls u on u.url_id = c.best_url_id
    where c.run_id = ?
    order by k.ordinal, c.site_run_id <> c.run_id, s.name, c.site_run_id
"""


@dataclass(frozen=True, slots=True)
class SiteTerm:
    """A term of a site; figures cover the pages of which it is one of the best terms. Densities are means, 0..1."""

    term: str
    pages: int
    hits: int
    title_pages: int
    density_chars: float
    density_hits: float
    density_tokens: float
    tfidf: float  # summed over the pages


@dataclass(frozen=True, slots=True)
class Standing:
    """One target keyword on one site; densities and prominence are those of its best page, 0..1."""

    keyword: str
    origin: str  # config or guessed
    site: str
    own: bool
    pages: int
    title_pages: int
    h1_pages: int
    html_pages: int  # pages judged
    density_chars: float
    density_hits: float
    density_tokens: float
    prominence: float
    best_url: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The keywords of one run."""

    run_id: int
    site: str
    started: str  # UTC, ISO 8601
    complete: bool
    terms: list[SiteTerm]
    market: list[Standing]


def overview(store: Store, run: Run, market_run_id: int | None, top: int) -> Overview:
    """The ``top`` terms of ``run`` by summed TF-IDF, and the market of the target run ``market_run_id``."""
    terms = [SiteTerm(*row) for row in store.db.execute(TERMS, [run.run_id, top])]
    rows = store.db.execute(MARKET, [market_run_id])
    market = [Standing(word, origin, site, bool(own), *facts) for word, origin, site, own, *facts in rows]
    return Overview(run.run_id, run.site, run.started, run.status == "complete", terms, market)
