"""What the end of a crawl gives reason to ask for: pages that may need cookies, a file of dead links for Baidu, the pages
of partners, and, for those who wish it, whether their own site shows spiders other pages than visitors.

Most sites give none, and are asked for nothing. A row of kind ``after`` says that it was looked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from crawler.batch import text_hash
from crawler.cookie_visits import Candidate, Visitor, candidates
from crawler.dead_link_file import Listed, places, probe_file
from crawler.fetching.obeying import Obeyed
from crawler.fetching.preparing import prober_of, proven_own
from crawler.following import MAX_DELAY
from crawler.imitating import Imitator, sample
from crawler.interning import Interner
from crawler.partners import PartnerAsker
from crawler.plan import Fetching, Plan
from crawler.probe_rows import Probe, keep_probe
from crawler.prober import Prober
from crawler.records import Run
from crawler.store import Store
from crawler.urls import host_key


def ask_after(
    store: Store, run: Run, plan: Plan, fetching: Fetching, obeyed: Mapping[str, Obeyed],
    told: Callable[[int, int], None] = lambda done, total: None,
) -> None:  # fmt: skip
    """Ask, and store the answers. Call it after ``finish``, outside of a transaction, where no event loop runs.

    Args:
        obeyed: robots.txt of the site's hosts by host key.
        told: of partners, and of pages asked for in other names: how many, of how many.
    """
    asking = _After(store, run, plan, fetching, obeyed)
    visits, count = candidates(store.db, run.run_id)
    files = [url for url in places(store.db, run.run_id, plan.starts[0]) if asking.allowed(url)]
    if visits or files:
        asyncio.run(asking.ask(visits, files))
    if plan.partners:
        asyncio.run(asking.partners(told))
    if plan.site.imitate == "own":
        asyncio.run(asking.imitate(told))
    body = {"cookie_pages": count, "visited": len(visits), "files": len(files)}
    asking.keep(Probe("after", plan.starts[0], body=body))


class _After:
    """The requests of one site, one after the other."""

    def __init__(
        self, store: Store, run: Run, plan: Plan, fetching: Fetching, obeyed: Mapping[str, Obeyed]
    ) -> None:  # fmt: skip
        self.store, self.run_id, self.plan, self.fetching, self.obeyed = store, run.run_id, plan, fetching, obeyed
        self.interner = Interner(store.db)

    def allowed(self, url: str) -> bool:
        """Whether an address of the site may be asked for; those of others are not."""
        known = self.obeyed.get(host_key(url))
        return known is not None and known.allows(url)

    def keep(self, probe: Probe) -> None:
        """Store a row."""
        keep_probe(self.store, self.run_id, self.interner, probe)

    async def ask(self, visits: Sequence[Candidate], files: Sequence[str]) -> None:
        """Everything there is reason to ask for."""
        prober = self._prober()
        async with prober.transport:
            for candidate in visits:
                self.keep(await Visitor(prober, self.allowed).visit(candidate))
            await self._files(prober, files)

    async def partners(self, told: Callable[[int, int], None]) -> None:
        """The pages of partners, whatever the site's own Crawl-delay is."""
        prober = self._prober()
        async with prober.transport:
            asker = PartnerAsker(prober, self.plan)
            for done, partner in enumerate(self.plan.partners):
                told(done, len(self.plan.partners))
                self.keep(await asker.ask(partner))

    async def imitate(self, told: Callable[[int, int], None]) -> None:
        """A few pages in the names of spiders and from search results, where the site says itself that it is ours."""
        prober, start = self._prober(), self.plan.starts[0]
        async with prober.transport:
            own = await proven_own(prober, self.plan)
            pages = sample(self.store.db, self.run_id, own)
            imitator = Imitator(prober, self.allowed)
            for done, page in enumerate(pages):
                told(done, len(pages))
                self.keep(await imitator.look(page))
        body = {"pages": len(pages), "turned_away": sorted(imitator.refused)}
        self.keep(Probe("imitation", start, None, "" if host_key(start) in own else "unverified", body))

    def _prober(self) -> Prober:
        prober = prober_of(self.plan, self.fetching)
        delays = {host: rules.crawl_delay for host, rules in self.obeyed.items()}
        prober.delays.update({host: min(MAX_DELAY, delay) for host, delay in delays.items() if delay})
        return prober

    async def _files(self, prober: Prober, files: Sequence[str]) -> None:
        """Until one is there."""
        hosts = frozenset(self.obeyed)
        for url in files:
            listed = Listed(self.store.db, self.run_id, hosts, self.plan.form, self._missing())
            found = await probe_file(prober, url, listed, self.allowed)
            self.keep(found)
            if found.status == 200:
                break

    def _missing(self) -> int | None:
        """text_hash of what the site answers an address with that it does not have."""
        row = self.store.db.execute(
            "select body from probes where run_id = ? and kind = 'random-path' and body <> ''", [self.run_id]
        ).fetchone()
        return text_hash(row[0]) if row else None
