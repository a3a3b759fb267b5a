"""When one site's next URL may be asked for, and when there is none any more; whoever fetches it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from crawler.records import Lease

if TYPE_CHECKING:
    from crawler.fetching.site_crawl import SiteCrawl


class Turns:
    """Asks a ``SiteCrawl`` for its next lease, and remembers to ask again.

    Args:
        woken: called when a host's clock, a retry or a robots.txt is due: call ``next`` then.
        ended: called once, when nothing is left to do.
    """

    def __init__(self, site: SiteCrawl, woken: Callable[[], None], ended: Callable[[], None]) -> None:
        self.site, self._woken, self._ended = site, woken, ended
        self.over = False
        self._timer: asyncio.TimerHandle | None = None
        site.hosts.woken = self.wake  # the robots.txt of a new host is known

    def next(self) -> Lease | None:
        """A URL that may be asked for now. None: it is seen to that somebody is woken, or told of the end."""
        if self.over:
            return None
        lease = self._due()
        if lease is None:
            self._end_or_wait()
        return lease

    def wake(self) -> None:
        """Have somebody ask for the next URL, by a timer or by what became known."""
        self._forget_timer()  # woken by something else, it is still to come
        if not self.over:
            self._woken()

    def stop(self) -> None:
        """Nothing more is handed out."""
        self._forget_timer()
        self.over = True

    def _due(self) -> Lease | None:
        """A fault of the store or of ours ends the crawl: Scrapy would only log it and wait for ever."""
        try:
            return self.site.next_lease()
        except Exception as error:
            self.site.fail(error)
            return None

    def _end_or_wait(self) -> None:
        site = self.site
        try:
            if (site.stop_reason or site.full) and site.batch and not site.in_flight:
                site.commit()  # nothing else would see to it soon
            if site.exhausted or site.fault:
                self._end()
            elif (seconds := site.wait()) is not None:
                self._wake_in(seconds + 0.001)
        except Exception as error:
            site.fail(error)
            self._end()

    def _wake_in(self, seconds: float) -> None:
        """Wake then, or before: a timer that is set for another host's sake may come too late."""
        loop = asyncio.get_running_loop()
        moment = loop.time() + seconds
        if self._timer is None or moment < self._timer.when():
            self._forget_timer()
            self._timer = loop.call_at(moment, self.wake)

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        if not self.over:
            self.stop()
            self._ended()
