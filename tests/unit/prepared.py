"""A site's crawl as it stands before its first request, without anybody having been asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from configs.settings import Crawl, Http, Site
from crawler.batch import Batch
from crawler.fetching.answers import Reader
from crawler.fetching.hosts import Hosts
from crawler.fetching.obeying import Obeyed
from crawler.fetching.preparing import Prepared
from crawler.fetching.site_crawl import SiteCrawl
from crawler.frontier import Candidate
from crawler.interning import Interner
from crawler.plan import make_fetching, make_plan
from crawler.ranks import Ranks
from crawler.robots import Verdict, from_response
from crawler.runs import create_run
from crawler.store import Store
from crawler.trap_store import TrapStore
from crawler.urls import Resolver

SHOP = "https://shop.example/"


def site_crawl(
    store: Store, *paths: str, robots: Mapping[str, str] | None = None, listed: tuple[str, ...] = (), start: str = SHOP,
    interner: Interner | None = None, **settings: object,
) -> SiteCrawl:  # fmt: skip
    """A crawl of `start` whose frontier has the start URL and `paths` (or absolute URLs), which a sitemap named.

    Args:
        robots: robots.txt by host key; of other hosts it is empty.
        settings: of [sites.NAME.crawl].
    """
    plan = make_plan("shop", Site(start=(start,), crawl=replace(Crawl(), **settings)), listed)
    interner = interner or Interner(store.db)
    run = create_run(
        store, name="shop", role="target", start_url=start, hosts=plan.hosts, settings={}, scope=plan.scope_hash, mode=plan.mode
    )  # fmt: skip
    traps = TrapStore(store, run.run_id, plan.scope)
    batch = Batch(
        store, run.run_id, interner, traps.wanted, follow=plan.follows, max_depth=plan.site.crawl.max_depth,
        ranks=Ranks.of(store, run.run_id) if plan.site.crawl.sample == "template" else None,
    )  # fmt: skip
    urls = [*plan.seeds, *(path if "://" in path else start + path.lstrip("/") for path in paths)]
    with store.atomic():
        interner.add_urls(urls)
        ids = interner.urls
        batch.frontier.add(
            Candidate(ids[url], interner.host_of[ids[url]], 0, source=int(url not in plan.seeds)) for url in urls
        )
    texts = dict.fromkeys(plan.hosts, "") | dict(robots or {})
    known = {host: Obeyed(from_response(200, text.encode(), "")) for host, text in texts.items()}
    hosts = Hosts(1 / plan.rate if plan.rate else 0.0, plan.concurrency, known)
    prepared = Prepared(plan, batch, hosts, traps, Reader(Resolver(plan.form), None), Verdict(True))
    return SiteCrawl(store, run, prepared, make_fetching(Http()), lambda _: None)
