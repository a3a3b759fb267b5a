"""Crawl one or more sites in one process, each into its run of the store; resumable after anything."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from configs.errors import Exit, Terminated, XunluError
from configs.text import Text
from crawler.ending import end, halt
from crawler.fetching.hosts import share_clocks
from crawler.fetching.preparing import note_base, prepare
from crawler.fetching.site_crawl import SiteCrawl
from crawler.interning import Interner
from crawler.plan import Fetching, Plan, with_entry
from crawler.records import Run
from crawler.robots import Verdict
from crawler.runs import close_run, create_run, recover, refuse_other_scope, reopen, young_enough
from crawler.store import Store

GARBAGE = 50_000  # new objects until garbage is looked for: a page makes hundreds, of which two are garbage


@dataclass(frozen=True, slots=True)
class Crawled:
    """How the crawl of one site ended. ``verdict`` is robots.txt's word on the start URL."""

    plan: Plan
    run: Run
    verdict: Verdict
    resumed: bool = False
    notes: tuple[Text, ...] = ()  # what is to be told of it


@dataclass(slots=True)
class Watch:
    """What the caller wants to hear of: a commit, the first signal, the second, a resumed run; and whether to begin."""

    committed: Callable[[SiteCrawl], None] = lambda _: None
    stopping: Callable[[int], None] = lambda _: None
    halted: Callable[[], None] = lambda: None
    resumed: Callable[[Run], None] = lambda _: None
    checked: Callable[[SiteCrawl, int, int], None] = lambda site, done, total: None
    begin: Callable[[Sequence[SiteCrawl]], bool] = lambda _: True
    peace: Callable[[str, float], None] = lambda host, seconds: None  # a host asked for so long a rest


def crawl_sites(
    store: Store, plans: Sequence[Plan], fetching: Fetching, *, fresh: bool = False, resume: bool = False, batch: str = "",
    watch: Watch | None = None, verbose: int = 0, workers: int = 1,
) -> list[Crawled]:  # fmt: skip
    """Crawl every plan, several sites at once; a reactor starts once a process, so call this once.

    Args:
        fresh: begin anew even where an interrupted run could go on.
        resume: go on with an interrupted run however old.
        workers: 2 = fetching has a process of its own.

    Raises:
        StoreError: the store cannot be written, or another process crawls a site.
        SettingsError: the interrupted run had another scope, or a secret is not in the environment.
    """
    watch = watch or Watch()
    plans = [with_entry(plan, fetching.http) for plan in plans]
    interner = Interner(store.db)
    with store.atomic():  # of two processes only one finds a site free; a site refused leaves no run of the others
        runs = [_begin(store, plan, fresh=fresh, resume=resume, batch=batch, watch=watch) for plan in plans]
    sites: list[tuple[SiteCrawl, Verdict, bool]] = []
    ended: list[Crawled] = []
    try:
        for plan, (run, resumed) in zip(plans, runs, strict=True):
            prepared = prepare(store, interner, plan, run, fetching)
            if prepared.failure:
                close_run(store, run.run_id, "failed", prepared.failure)
                ended.append(Crawled(plan, store.run(str(run.run_id)), prepared.verdict, resumed))
            else:
                site = SiteCrawl(store, run, prepared, fetching, watch.committed)
                site.on_peace = watch.peace
                sites.append((site, prepared.verdict, resumed))
        share_clocks([site.hosts for site, _, _ in sites])
        wanted = not sites or watch.begin([site for site, _, _ in sites])
    except KeyboardInterrupt as error:
        return _interrupted(store, plans, runs, "terminated" if isinstance(error, Terminated) else "signal")
    except XunluError:
        _interrupted(store, plans, runs, "declined")
        raise
    if not wanted:
        return _interrupted(store, plans, runs, "declined")
    if sites:
        with store.small_cache():
            _fetch([site for site, _, _ in sites], fetching, watch, verbose, workers)
    runs_ended = end([site for site, _, _ in sites], watch.checked)
    for run, (site, verdict, resumed) in zip(runs_ended, sites, strict=True):
        ended.append(Crawled(site.plan, run, verdict, resumed, tuple(site.reader.close())))
    order = {plan.name: number for number, plan in enumerate(plans)}
    return sorted(ended, key=lambda crawled: order[crawled.plan.name])


def _interrupted(store: Store, plans: Sequence[Plan], runs: Sequence[tuple[Run, bool]], reason: str) -> list[Crawled]:
    """Ended before the first page: every run can go on later."""
    for run, _ in runs:
        if store.run(str(run.run_id)).status == "running":  # one that cannot be crawled has ended already
            close_run(store, run.run_id, "interrupted", reason)
    return [
        Crawled(plan, store.run(str(run.run_id)), Verdict(True), resumed)
        for plan, (run, resumed) in zip(plans, runs, strict=True)
    ]


def _begin(store: Store, plan: Plan, *, fresh: bool, resume: bool, batch: str, watch: Watch) -> tuple[Run, bool]:
    """The run to crawl into: the interrupted one where it can go on, else a new one."""
    last = recover(store, plan.name)
    if last and last.status == "interrupted" and not fresh and (resume or young_enough(last)):
        then = store.db.execute("select scope, device from runs where run_id = ?", [last.run_id]).fetchone()
        refuse_other_scope(last, then, (plan.scope_hash, plan.site.crawl.device))
        watch.resumed(last)
        return reopen(store, last, batch), True
    label = plan.site.label
    run = create_run(
        store, name=plan.name, role=plan.site.role, start_url=plan.starts[0], hosts=plan.hosts, settings=plan.stored,
        scope=plan.scope_hash, labels=(label.zh, label.en), batch=batch,
        mode=plan.mode, device=plan.site.crawl.device,
    )  # fmt: skip
    note_base(store, plan, run)
    return run, False


def _fetch(sites: Sequence[SiteCrawl], fetching: Fetching, watch: Watch, verbose: int, workers: int) -> None:
    """Fetch until every site has ended."""
    begin = _together if workers == 1 else _apart
    gc.freeze()  # modules and settings stay: the search for garbage among them took a tenth of the time
    thresholds = gc.get_threshold()
    gc.set_threshold(GARBAGE, *thresholds[1:])
    try:
        begin(sites, fetching, watch, verbose)
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _together(sites: Sequence[SiteCrawl], fetching: Fetching, watch: Watch, verbose: int) -> None:
    """With Scrapy in this process."""
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.fetching.settings import scrapy_settings
    from crawler.spiders.site import SiteSpider

    process = AsyncCrawlerProcess(scrapy_settings(fetching, _concurrency(sites), verbose))
    for site in sites:
        process.crawl(SiteSpider, site=site)
    from twisted.internet import reactor

    def stop() -> None:
        for crawler in list(process.crawlers):
            asyncio.ensure_future(crawler.stop_async())  # noqa: RUF006 - the crawler keeps its own reference

    with _signals_handled(sites, watch, reactor.callFromThread, stop):
        process.start(install_signal_handlers=False)


def _apart(sites: Sequence[SiteCrawl], fetching: Fetching, watch: Watch, verbose: int) -> None:
    """With Scrapy in a process of its own."""
    from crawler.fetching.apart import Apart
    from crawler.fetching.orders import Setup

    lines = tuple((site.plan.entry, site.plan.guard) for site in sites)
    apart = Apart(sites, Setup(lines, fetching, _concurrency(sites), verbose))

    async def run() -> None:
        with _signals_handled(sites, watch, asyncio.get_running_loop().call_soon_threadsafe, apart.poke):
            await apart.run()

    asyncio.run(run())


def _concurrency(sites: Sequence[SiteCrawl]) -> int:
    return sum(site.plan.concurrency for site in sites)


@contextmanager
def _signals_handled(
    sites: Sequence[SiteCrawl], watch: Watch, call: Callable[..., object], end: Callable[[], None]
) -> Iterator[None]:
    """First signal: let what is under way finish. Second: stop now; the store is consistent at any moment.

    Afterwards the handlers are those from before: the analyses that follow end at the first signal.

    Args:
        call: has a function called by the loop of the crawl.
        end: called at the first signal, once the sites have a reason to stop.
    """
    seen: list[int] = []

    def stop(number: int) -> None:
        seen.append(number)
        for site in sites:
            if not site.stop_reason or len(seen) > 1:
                site.stop_reason = "signal" if number == signal.SIGINT else "terminated"
        if len(seen) > 1:
            for site in sites:
                with suppress(sqlite3.Error):
                    halt(site)
            watch.halted()
            os._exit(Exit.INTERRUPTED if number == signal.SIGINT else Exit.TERMINATED)
        watch.stopping(sum(site.in_flight for site in sites))
        end()

    def receive(number: int, _: object) -> None:
        call(stop, number)

    # In the background Ctrl-C is for somebody else.
    wanted = [one for one in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(one) != signal.SIG_IGN]
    before = {number: signal.signal(number, receive) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
