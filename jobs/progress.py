"""Progress of a crawl on stderr: one live line a site on a terminal, a plain line every 30 s elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from configs.app import App
from configs.text import Text
from crawler.plan import Plan

if TYPE_CHECKING:
    from crawler.fetching.site_crawl import SiteCrawl

EVERY = 30.0  # seconds between plain lines
CLASSES = ("200", "3xx", "4xx", "5xx")


class Progress:
    """Told of every commit; shows counts, rate, depth and queue."""

    def __init__(self, app: App, plans: Sequence[Plan]) -> None:
        self.app = app
        self.live: Any = None
        self.tasks: dict[str, Any] = {}
        self.plans = plans
        self.began = time.monotonic()
        self.said = self.began

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bars

            console = Console(stderr=True)
            self.live = Bars(
                TextColumn("{task.description}"),
                BarColumn(12),
                TextColumn("{task.fields[facts]}"),
                TimeElapsedColumn(),
                console=console,
            )
            self.live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self.live is not None:
            self.live.stop()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is drawn while a person is asked."""
        if self.live is not None:
            self.live.stop()
        try:
            yield
        finally:
            if self.live is not None:
                self.live.start()
            self.began = self.said = time.monotonic()

    def update(self, site: SiteCrawl) -> None:
        """A commit happened."""
        now = time.monotonic()
        if self.live is not None:
            self._draw(site)
        elif now - self.said >= EVERY:
            self.said = now
            self.app.say(f"{site.plan.name}  {self._facts(site)}")

    def checked(self, site: SiteCrawl, done: int, total: int) -> None:
        """Files, external links, or pages in other names were asked for."""
        now, name = time.monotonic(), site.plan.name
        words = Text(zh=f"网页以外的检查 {done:,} / {total:,}", en=f"checks beside the pages {done:,} / {total:,}")
        if self.live is not None:
            if name not in self.tasks:
                self.tasks[name] = self.live.add_task(name, total=total, facts="")
            self.live.update(self.tasks[name], completed=done, total=total, facts=words.get(self.app.lang))
        elif now - self.said >= EVERY:
            self.said = now
            self.app.say(f"{name}  {words.get(self.app.lang)}")

    def _draw(self, site: SiteCrawl) -> None:
        stats = site.batch.frontier.stats()
        total = stats.discovered
        limit = site.plan.site.crawl.max_pages
        if site.plan.name not in self.tasks:
            self.tasks[site.plan.name] = self.live.add_task(site.plan.name, total=total, facts="")
        self.live.update(
            self.tasks[site.plan.name],
            completed=site.tally.pages,
            total=min(total, limit) if limit else total,
            facts=self._facts(site, total),
        )

    def _facts(self, site: SiteCrawl, total: int | None = None) -> str:
        total = site.batch.frontier.stats().discovered if total is None else total
        speed = site.tally.pages / max(0.1, time.monotonic() - self.began)
        groups = dict.fromkeys(CLASSES, 0)
        for status, count in site.tally.statuses.items():
            name = "200" if status == "200" else f"{status[0]}xx"
            groups[name] = groups.get(name, 0) + count
        shown = " ".join(f"{name}:{count:,}" for name, count in groups.items() if count and name in CLASSES)
        words = Text(
            zh=f"{site.tally.pages:,} / ≈{total:,}  {speed:.0f}/s  {shown}  深度 {site.tally.depth}",
            en=f"{site.tally.pages:,} / ≈{total:,}  {speed:.0f}/s  {shown}  depth {site.tally.depth}",
        )
        return words.get(self.app.lang)
