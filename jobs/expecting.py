"""How long a crawl will take, said before it begins; on a terminal a long one is asked about once."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from configs.app import App
from configs.text import Lang, Text

if TYPE_CHECKING:
    from crawler.fetching.site_crawl import SiteCrawl
    from crawler.store import Store
    from jobs.progress import Progress

LONG = 600.0  # seconds from which a crawl is asked about
TOLD = 60.0  # seconds from which it is told
ASK = Text(zh="开始吗？[Y/n]", en="Begin? [Y/n]")
YES = ("y", "yes", "是", "好")
NO = ("n", "no", "否", "不")


@dataclass(frozen=True, slots=True)
class Expected:
    """``urls`` to be asked for and ``seconds`` at the rate; ``at_most`` when only the limit is known."""

    site: str
    urls: int
    seconds: float
    at_most: bool

    def said(self, lang: Lang) -> str:
        """One line."""
        urls, took = f"{self.urls:,}", duration(self.seconds, lang)
        zh, en = (f"最多 {urls}", f"at most {urls}") if self.at_most else (f"约 {urls}", f"about {urls}")
        if not self.seconds:
            text = Text(f"{zh} 个网址，不限速", f"{en} URLs, as fast as the server answers")
        elif self.at_most:
            text = Text(f"{zh} 个网址，按限速最长 {took}", f"{en} URLs, up to {took} at this rate")
        elif self.seconds < TOLD:
            text = Text(f"{zh} 个网址，{took}", f"{en} URLs, {took}")
        else:
            text = Text(f"{zh} 个网址，按限速约 {took}", f"{en} URLs, about {took} at this rate")
        return f"{self.site}{'：' if lang == 'zh' else ': '}{text.get(lang)}"


def worth_the_time(app: App, store: Store, sites: Sequence[SiteCrawl], progress: Progress, *, yes: bool) -> bool:
    """Say how long the crawl will take, and ask once where a person can answer; whether to begin."""
    visits = Counter(site.plan.hosts[0] for site in sites)  # two devices take turns
    found = [expected(store, site, visits=visits[site.plan.hosts[0]]) for site in sites]
    for one in found:
        if one.seconds >= TOLD:
            app.say(one.said(app.lang))
    longest = max((one.seconds for one in found), default=0.0)
    if longest < LONG or yes or app.quiet or not _person():
        return True
    with progress.paused():
        return _asked(app.lang)


def _person() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _asked(lang: Lang) -> bool:
    """Ask until the answer is one; the end of input is a no, an empty line a yes."""
    while True:
        print(ASK.get(lang), end=" ", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        answer = line.strip().lower()
        if not line or answer in NO:
            return False
        if not answer or answer in YES:
            return True


def expected(store: Store, site: SiteCrawl, before: int | None = None, visits: int = 1) -> Expected:
    """From what the sitemaps and the last run know, within the limits; of a resumed run, what is left.

    Args:
        before: URLs that the last run asked for; None = look into ``store``.
        visits: crawls that share the pace of the site's hosts.
    """
    plan, run_id = site.plan, site.run.run_id
    if before is None:
        before = crawled_before(store, plan.name, run_id)
    pending = dict(
        store.db.execute(
            "select h.host, count(*) from frontier f join hosts h using (host_id) where f.run_id = ? and f.state < 2"
            " group by f.host_id",
            [run_id],
        ).fetchall()
    )
    done, known, limit = site.tally.pages, sum(pending.values()), plan.site.crawl.max_pages
    left = max(0, limit - done) if limit else 0
    urls = max(known, before - done if plan.follows else 0)
    at_most = plan.follows and not before and known + done <= len(plan.seeds) and bool(limit)
    urls = left if at_most else min(urls, left) if limit else urls
    pace = 1 / plan.rate if plan.rate else 0.0
    share = visits * urls / known if known else 0.0  # what is not known yet is taken to lie where the known is
    took = max((count * share * _delay(site, host, pace) for host, count in pending.items()), default=0.0)
    return Expected(plan.name, urls, min(took, plan.time_limit or took), at_most)


def _delay(site: SiteCrawl, host: str, pace: float) -> float:
    """Seconds between two requests to a host."""
    obeyed = site.hosts.known.get(host)
    return max(pace, (obeyed.crawl_delay or 0.0) if obeyed is not None else 0.0)


def crawled_before(store: Store, name: str, run_id: int | None = None) -> int:
    """URLs that the last whole or limited crawl of a site before a run asked for; 0 where there was none."""
    row = store.db.execute(
        "select crawled from v_runs where site = ? and run_id < coalesce(?, run_id + 1) and mode = 'spider'"
        " and status in ('complete', 'partial') order by run_id desc limit 1",
        [name, run_id],
    ).fetchone()
    return int(row[0]) if row else 0


def duration(seconds: float, lang: Lang) -> str:
    """``2 小时 5 分`` / ``2 h 5 min``."""
    minutes = round(seconds / 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    units = {"zh": ("天", "小时", "分钟"), "en": ("d", "h", "min")}[lang]
    parts = [f"{n} {unit}" for n, unit in zip((days, hours, minutes), units, strict=True) if n]
    return " ".join(parts[:2]) or {"zh": "不到 1 分钟", "en": "under a minute"}[lang]
