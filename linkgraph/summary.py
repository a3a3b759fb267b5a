"""What the command prints of a computed link graph: a few numbers, by SQL."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.records import Run
from crawler.store import Store

# 403 and 429 say that the crawler was refused, not that the link is broken.
BROKEN = "(status >= 400 and status not in (403, 429) or status is null and error is not 'robots')"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A page by its PageRank."""

    url: str
    pagerank: float  # share, 0..1
    inlinks: int
    depth: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The link graph of a run in a few numbers."""

    run_id: int
    site: str
    complete: bool  # whether the crawl saw the whole site
    pages: int  # HTML pages with status 200
    links: int  # distinct (page, target) pairs
    orphans: int  # pages without a followable inlink that no start URL leads to
    broken_links: int  # distinct (page, target) pairs whose target answers 4xx, 5xx or not at all
    broken_targets: int
    max_depth: int | None  # clicks from the start URLs
    deepest: str  # a page that deep, "" if no page has a depth
    top: list[Ranked]


def summary(store: Store, run: Run, top: int = 10) -> Summary:
    """Read the numbers of a run whose stage ``links`` is stored; ``top`` pages with the highest PageRank."""
    store.use_run(run.run_id)
    db = store.db
    pages, links, orphans = db.execute(
        "select count(*) filter (where is_html and status = 200), coalesce(sum(outlinks), 0),"
        " count(*) filter (where is_html and status = 200 and inlinks_followed = 0 and depth is null)"
        " from temp.run_pages"
    ).fetchone()
    broken, targets = db.execute(
        f"select coalesce(sum(inlinks), 0), count(*) from temp.run_pages where inlinks > 0 and {BROKEN}"
    ).fetchone()
    deepest = db.execute(
        "select depth, url from temp.run_pages where is_html and status = 200 and depth is not null"
        " order by depth desc, url limit 1"
    ).fetchone()
    ranked = db.execute(
        "select url, pagerank, inlinks, depth from temp.run_pages where is_html and status = 200"
        " order by pagerank desc, url limit ?",
        [top],
    )
    depth, url = deepest or (None, "")
    return Summary(
        run.run_id,
        run.site,
        run.status == "complete",
        pages,
        links,
        orphans,
        broken,
        targets,
        depth,
        url,
        [Ranked(*row) for row in ranked],
    )
