"""Keywords in tables: target keywords against the market, terms of the site, terms of its strongest pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from crawler.text import printable
from reports.addresses import address, site_base
from reports.model_keywords import Keywords, MarketCell, MarketRow, PageTerm, PageTerms, TermRow
from reports.model_market import SiteHead
from reports.numbers import share
from reports.page_rows import BY_RANK
from reports.reader import Reader
from reports.sentences import clipped
from reports.sites import site_heads

TERMS_FROM = 10_000  # pages, the strongest: those of a large site take too long, and change the picture little
TARGETS, TERMS, TERM_PAGES, TERMS_OF_PAGE = 40, 30, 15, 8


def keywords(reader: Reader, *, judged: bool) -> Keywords:
    """The keyword tables of a run; ``judged``: the stage keywords has been computed."""
    sites = _market_sites(reader)
    targets = list(
        reader.rows(
            "select k.term_id, t.term, k.origin from keyword_targets k join terms t on t.term_id = k.term_id"
            " where k.run_id = :run order by k.ordinal, t.term limit :limit",
            limit=TARGETS,
        )
    )
    total = reader.count("select count(*) from keyword_targets where run_id = :run")
    terms, term_total = _terms(reader)
    run = f"run_id = {reader.run_id}"
    return Keywords(
        judged=judged,
        guessed=any(row["origin"] == "guessed" for row in targets),
        sites=sites,
        market=tuple(_market_row(reader, row, sites) for row in targets),
        market_cut=reader.cut(
            len(targets),
            total,
            f"select t.term, s.name as site, c.* from competition c join terms t using (term_id)"
            f" join runs r on r.run_id = c.site_run_id join sites s using (site_id) where c.{run}",
        ),
        top=terms,
        top_cut=reader.cut(
            len(terms),
            term_total,
            "select term, sum(count) as hits, count(*) as pages from v_keywords"
            f" where {run} group by term order by 2 desc",
        ),
        pages=_page_terms(reader),
    )


def _market_sites(reader: Reader) -> tuple[SiteHead, ...]:
    """The site itself, then the sites its keywords were compared with, by name."""
    rows = reader.rows("select distinct site_run_id as id from competition where run_id = :run")
    others = sorted(int(row["id"]) for row in rows if int(row["id"]) != reader.run_id)
    return site_heads(reader, [reader.run_id, *others])


def _market_row(reader: Reader, target: sqlite3.Row, sites: Sequence[SiteHead]) -> MarketRow:
    rows = reader.rows(
        "select c.*, u.url as best, s.start_url from competition c left join urls u on u.url_id = c.best_url_id"
        " join runs r on r.run_id = c.site_run_id join sites s on s.site_id = r.site_id"
        " where c.run_id = :run and c.term_id = :term",
        term=target["term_id"],
    )
    found = {int(row["site_run_id"]): row for row in rows}
    own = found.get(reader.run_id)
    mine = int(own["title_pages"]) if own else 0
    theirs = sum(int(row["title_pages"]) for run, row in found.items() if run != reader.run_id)
    widest = max((share(int(row["pages"]), int(row["html_pages"])) for row in found.values()), default=0.0)
    return MarketRow(
        term=printable(target["term"]),
        guessed=target["origin"] == "guessed",
        gap=theirs > 0 and mine == 0,
        alone=mine > 0 and theirs == 0 and len(sites) > 1,
        cells=tuple(_cell(found.get(site.run_id), widest) for site in sites),
    )


def _cell(row: sqlite3.Row | None, widest: float) -> MarketCell:
    if row is None:
        return MarketCell(False, 0, 0.0, 0, 0.0, 0, 0, None, 0.0, 0.0)
    pages, titles, whole = int(row["pages"]), int(row["title_pages"]), int(row["html_pages"])
    part = share(pages, whole)
    return MarketCell(
        judged=True,
        pages=pages,
        share=part,
        title_pages=titles,
        title_share=share(titles, whole),
        h1_pages=int(row["h1_pages"]),
        html_pages=whole,
        best=address(row["best"], site_base(row["start_url"])) if row["best"] else None,
        density=100.0 * float(row["best_density"]),
        width=share(part, widest),
    )


def _terms(reader: Reader) -> tuple[tuple[TermRow, ...], int]:
    """Terms by the sum of their TF-IDF over the strongest pages that have them among their best terms."""
    rows = list(
        reader.rows(
            """
            with strongest as (
                select p.url_id from page_words p left join page_graph g using (run_id, url_id)
                where p.run_id = :run order by g.pagerank desc, p.url_id limit :pages
            ), best as (
                select k.term_id, sum(k.count) as hits, count(*) as pages, sum(k.in_title) as titles,
                    sum(k.tfidf) as weight, count(*) over () as terms
                from strongest s cross join page_terms k on k.run_id = :run and k.url_id = s.url_id
                group by k.term_id order by weight desc, k.term_id limit :limit)
            select t.term, b.* from best b join terms t on t.term_id = b.term_id order by b.weight desc, t.term
            """,
            limit=TERMS,
            pages=TERMS_FROM,
        )
    )
    longest = max((int(row["hits"]) for row in rows), default=0)
    made = tuple(
        TermRow(
            term=printable(row["term"]),
            hits=int(row["hits"]),
            pages=int(row["pages"]),
            titles=int(row["titles"]),
            width=share(int(row["hits"]), longest),
        )
        for row in rows
    )
    return made, int(rows[0]["terms"]) if rows else 0


def _page_terms(reader: Reader) -> tuple[PageTerms, ...]:
    """The strongest terms of the pages with the highest PageRank."""
    pages = list(
        reader.rows(
            "select p.url_id, p.url, p.title from v_pages p where p.run_id = :run and p.words > 0"
            f" order by {BY_RANK} limit :limit",
            limit=TERM_PAGES,
        )
    )
    return tuple(
        PageTerms(
            page=reader.address(page["url"]),
            title=clipped(printable(page["title"]), 60),
            terms=_terms_of(reader, int(page["url_id"])),
        )
        for page in pages
    )


def _terms_of(reader: Reader, url_id: int) -> tuple[PageTerm, ...]:
    rows = reader.rows(
        "select k.*, t.term from page_terms k join terms t on t.term_id = k.term_id"
        " where k.run_id = :run and k.url_id = :url_id and k.count > 0 order by k.tfidf desc, t.term limit :limit",
        url_id=url_id,
        limit=TERMS_OF_PAGE,
    )
    return tuple(
        PageTerm(
            printable(row["term"]),
            int(row["count"]),
            100.0 * float(row["density_chars"]),
            bool(row["in_title"]),
            bool(row["in_h1"]),
        )
        for row in rows
    )
