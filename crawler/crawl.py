"""Crawl one or more sites in one process, each into its run of the store; resumable after anything."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from configs.errors import Exit, Terminated
from crawler.batch import Batch
from crawler.fetching.obeying import Obeyed
from crawler.fetching.site_crawl import SiteCrawl
from crawler.finish import finish
from crawler.frontier import Candidate, StoreFrontier
from crawler.interning import Interner
from crawler.plan import Fetching, Plan, with_entry
from crawler.probes import Prober, probe_site
from crawler.records import Run
from crawler.robots import Robots, Verdict
from crawler.runs import close_run, create_run, recover, refuse_other_scope, reopen, young_enough
from crawler.store import Store
from crawler.store_errors import unusable

STATUS = {"finished": "complete", "max-pages": "partial", "time-limit": "partial"}


@dataclass(frozen=True, slots=True)
class Crawled:
    """How the crawl of one site ended. ``verdict`` is robots.txt's word on the start URL."""

    plan: Plan
    run: Run
    verdict: Verdict
    resumed: bool = False


@dataclass(slots=True)
class Watch:
    """What the caller wants to hear of: a commit, the first signal, the second, a resumed run."""

    committed: Callable[[SiteCrawl], None] = lambda _: None
    stopping: Callable[[int], None] = lambda _: None
    halted: Callable[[], None] = lambda: None
    resumed: Callable[[Run], None] = lambda _: None


def crawl_sites(
    store: Store, plans: Sequence[Plan], fetching: Fetching, *, fresh: bool = False, resume: bool = False, batch: str = "",
    watch: Watch | None = None, verbose: int = 0,
) -> list[Crawled]:  # fmt: skip
    """Crawl every plan, several sites at once; a reactor starts once a process, so call this once.

    Args:
        fresh: begin anew even where an interrupted run could go on.
        resume: go on with an interrupted run however old.

    Raises:
        StoreError: the store cannot be written, or another process crawls a site.
        SettingsError: the interrupted run had another scope.
    """
    watch = watch or Watch()
    plans = [with_entry(plan, fetching.http) for plan in plans]
    interner = Interner(store.db)
    with store.atomic():  # of two processes only one finds a site free; a site refused leaves no run of the others
        runs = [_begin(store, plan, fresh=fresh, resume=resume, batch=batch, watch=watch) for plan in plans]
    sites, ended = [], []
    try:
        for plan, (run, resumed) in zip(plans, runs, strict=True):
            site, verdict, failure = _prepare(store, interner, plan, run, fetching, watch)
            if failure:
                close_run(store, run.run_id, "failed", failure)
                ended.append(Crawled(plan, store.run(str(run.run_id)), verdict, resumed))
            else:
                sites.append((site, verdict, resumed))
    except KeyboardInterrupt as error:
        return _interrupted(store, plans, runs, error)
    if sites:
        with store.small_cache():
            _fetch([site for site, _, _ in sites], fetching, watch, verbose)
    ended += [Crawled(site.plan, _end(site), verdict, resumed) for site, verdict, resumed in sites]
    order = {plan.name: number for number, plan in enumerate(plans)}
    return sorted(ended, key=lambda crawled: order[crawled.plan.name])


def _interrupted(
    store: Store, plans: Sequence[Plan], runs: Sequence[tuple[Run, bool]], error: KeyboardInterrupt
) -> list[Crawled]:
    """A signal came before the first page: every run can go on later."""
    for run, _ in runs:
        close_run(store, run.run_id, "interrupted", "terminated" if isinstance(error, Terminated) else "signal")
    return [
        Crawled(plan, store.run(str(run.run_id)), Verdict(True), resumed)
        for plan, (run, resumed) in zip(plans, runs, strict=True)
    ]


def _begin(store: Store, plan: Plan, *, fresh: bool, resume: bool, batch: str, watch: Watch) -> tuple[Run, bool]:
    """The run to crawl into: the interrupted one where it can go on, else a new one."""
    last = recover(store, plan.name)
    if last and last.status == "interrupted" and not fresh and (resume or young_enough(last)):
        scope = store.db.execute("select scope from runs where run_id = ?", [last.run_id]).fetchone()[0]
        refuse_other_scope(last, scope, plan.scope_hash)
        watch.resumed(last)
        return reopen(store, last, batch), True
    label = plan.site.label
    run = create_run(
        store, name=plan.name, role=plan.site.role, start_url=plan.starts[0], hosts=plan.hosts, settings=plan.stored,
        scope=plan.scope_hash, labels=(label.zh, label.en), batch=batch,
    )  # fmt: skip
    return run, False


def _prepare(
    store: Store, interner: Interner, plan: Plan, run: Run, fetching: Fetching, watch: Watch
) -> tuple[SiteCrawl, Verdict, str]:
    """Robots, sitemaps and start URLs into the frontier; the third value says why the crawl cannot start."""
    crawl = plan.site.crawl
    batch = Batch(
        store, run.run_id, interner, plan.scope.refusal, keep_html=crawl.store_html == "all", max_depth=crawl.max_depth
    )
    with store.atomic() as db:
        interner.add_urls(plan.starts)
        ids = interner.urls
        batch.frontier.add(Candidate(ids[url], interner.host_of[ids[url]], 0) for url in plan.starts)
        db.execute("delete from stages where run_id = ?", [run.run_id])
    robots = asyncio.run(_probe(store, run, batch, plan, fetching))
    texts = _robots_texts(store, run.run_id)
    obeyed = {host: Obeyed.of(found, texts.get(host, "")) for host, found in robots.items()}
    site = SiteCrawl(store, run, plan, fetching, batch, obeyed, watch.committed)
    return site, *_judged_start(plan, robots)


async def _probe(store: Store, run: Run, batch: Batch, plan: Plan, fetching: Fetching) -> dict[str, Robots]:
    prober = Prober(fetching.user_agent, fetching.timeout, fetching.headers)
    async with prober.client:
        return await probe_site(store, run.run_id, batch, plan.starts, plan.hosts, plan.site.sitemaps, prober)


def _robots_texts(store: Store, run_id: int) -> dict[str, str]:
    rows = store.db.execute(
        "select h.host, b.body from probes b join urls u on u.url = b.url join hosts h on h.host_id = u.host_id"
        " where b.run_id = ? and b.kind = 'robots'",
        [run_id],
    )
    return dict(rows.fetchall())


def _judged_start(plan: Plan, robots: dict[str, Robots]) -> tuple[Verdict, str]:
    """Whether any start URL may be fetched at all."""
    from crawler.urls import host_key

    verdicts = [robots[host_key(url)].verdict("xunlu", url) for url in plan.starts]
    allowed = next((verdict for verdict in verdicts if verdict.allowed), None)
    if allowed is not None:
        return allowed, ""
    closed = robots[host_key(plan.starts[0])].closed
    return verdicts[0], "unreachable" if closed and not closed.isdigit() else "robots"


def _fetch(sites: Sequence[SiteCrawl], fetching: Fetching, watch: Watch, verbose: int) -> None:
    """Run Scrapy until every site has ended."""
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.fetching.settings import scrapy_settings
    from crawler.spiders.site import SiteSpider

    concurrency = sum(site.plan.concurrency for site in sites)
    process = AsyncCrawlerProcess(scrapy_settings(fetching, concurrency, verbose))
    for site in sites:
        process.crawl(SiteSpider, site=site)
    before = _handle_signals(process, sites, watch)
    gc.freeze()  # modules and settings stay: the search for garbage among them took a tenth of the time
    try:
        process.start(install_signal_handlers=False)
    finally:  # the analyses that follow end at the first signal
        gc.unfreeze()
        for number, handler in before.items():
            signal.signal(number, handler)


def _handle_signals(process: object, sites: Sequence[SiteCrawl], watch: Watch) -> dict[signal.Signals, Any]:
    """First signal: let what is under way finish. Second: stop now; the store is consistent at any moment.

    Returns:
        The handlers that stood there before.
    """
    from twisted.internet import reactor

    seen: list[int] = []

    def stop(number: int) -> None:
        seen.append(number)
        for site in sites:
            if not site.stop_reason or len(seen) > 1:
                site.stop_reason = "signal" if number == signal.SIGINT else "terminated"
        if len(seen) > 1:
            for site in sites:
                with suppress(sqlite3.Error):
                    _halt(site)
            watch.halted()
            os._exit(Exit.INTERRUPTED if number == signal.SIGINT else Exit.TERMINATED)
        watch.stopping(sum(site.in_flight for site in sites))
        for crawler in list(process.crawlers):  # type: ignore[attr-defined]
            asyncio.ensure_future(crawler.stop_async())  # noqa: RUF006 - the crawler keeps its own reference

    def receive(number: int, _: object) -> None:
        reactor.callFromThread(stop, number)

    return {number: signal.signal(number, receive) for number in (signal.SIGINT, signal.SIGTERM)}


def _halt(site: SiteCrawl) -> None:
    """What a second signal leaves time for: the last commit and the leases; a later command sorts the pages."""
    site.commit()
    with site.store.atomic():
        StoreFrontier(site.store, site.run.run_id).give_back()
        close_run(site.store, site.run.run_id, "interrupted", site.stop_reason)


def _end(site: SiteCrawl) -> Run:
    """Give leases back, say how the run ended, and work out what only the end shows."""
    store, run_id, reason = site.store, site.run.run_id, site.stop_reason or "finished"
    if site.fault is not None:
        with suppress(sqlite3.Error):
            StoreFrontier(store, run_id).give_back()
            close_run(store, run_id, "interrupted", reason)
        raise unusable(store.path, site.fault) from site.fault
    with store.atomic() as db:
        StoreFrontier(store, run_id).give_back()
        html = db.execute(
            "select count(*) from pages where run_id = ? and is_html and status between 200 and 299", [run_id]
        )
        status = STATUS.get(reason, "interrupted")
        if not html.fetchone()[0] and status != "interrupted":
            status, reason = "failed", "no-pages"
        close_run(store, run_id, status, reason)
        finish(store, run_id, site.plan.site.types)
    return store.run(str(run_id))
