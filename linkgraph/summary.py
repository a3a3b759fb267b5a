"""What the command prints of a computed link graph: a few numbers, by SQL."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.records import Run
from crawler.store import Store


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
    dead_ends: int  # pages without a followed link to another page
    components: int  # parts of the site that no followed link connects
    main_share: float  # pages that can all reach each other, the largest such group; share, 0..1
    nofollow_links: int  # internal links that say nofollow
    redirect_links: int  # links to URLs that redirect
    canonical_links: int  # links to pages whose canonical is another URL
    external_domains: int
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
        "select coalesce(sum(inlinks), 0), count(*) from temp.broken_urls where inlinks > 0"
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
    dead_ends, parts, main = db.execute(
        "select coalesce(sum(dead_end), 0), coalesce(max(weak_component), 0),"
        " count(*) filter (where strong_component = 1) from page_graph where run_id = ?",
        [run.run_id],
    ).fetchone()
    leaks = dict(db.execute("select kind, sum(links) from link_leaks where run_id = ? group by kind", [run.run_id]))
    (domains,) = db.execute("select count(*) from external_domains where run_id = ?", [run.run_id]).fetchone()
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
        dead_ends,
        parts,
        main / pages if pages else 0.0,
        leaks.get("nofollow", 0),
        leaks.get("redirect", 0),
        leaks.get("canonical", 0),
        domains,
        [Ranked(*row) for row in ranked],
    )
