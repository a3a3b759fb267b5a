"""``crawl --dry-run``: what a crawl would do, from robots.txt, the sitemaps and the start page; nothing is stored."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from configs.app import App
from configs.errors import Exit
from configs.text import Text
from crawler.fetching.obeying import AGENT
from crawler.plan import Fetching, Plan, make_fetching, with_entry
from crawler.text import printable
from crawler.urls import host_key, matches_any, shown

if TYPE_CHECKING:
    from crawler.fetching.preparing import Prepared
    from crawler.records import Run
    from crawler.store import Store

SHOWN = 20  # URLs whose decision is told
SITEMAPS = 10  # files told

WHY = {
    "fetch": Text(zh="抓取", en="fetch"),
    "external": Text(zh="其他主机", en="other host"),
    "excluded": Text(zh="排除", en="excluded"),
    "robots": Text(zh="robots.txt 禁止", en="disallowed by robots.txt"),
    "trap": Text(zh="像陷阱", en="like a trap"),
    "mode": Text(zh="不沿链接抓取", en="links are not followed"),
}


def dry_run(app: App, plans: Sequence[Plan]) -> int:
    """Print what each plan would do, to stdout.

    Raises:
        CrawlError: the crawl would fail.
    """
    from crawler.store import open_store

    fetching = make_fetching(app.settings.http)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "dry.db", create=True) as store:
        for plan in plans:
            for line in _lines(app, store, with_entry(plan, fetching.http), fetching):
                app.out(line)
    return Exit.DONE


def _lines(app: App, store: Store, plan: Plan, fetching: Fetching) -> Iterator[str]:
    from crawler.crawl import Crawled
    from crawler.fetching.preparing import prepare
    from crawler.interning import Interner
    from crawler.runs import close_run, create_run
    from jobs.crawling import raise_failures

    run = create_run(
        store, name=plan.name, role=plan.site.role, start_url=plan.starts[0], hosts=plan.hosts, settings={}, scope="",
        mode=plan.mode, device=plan.site.crawl.device,
    )  # fmt: skip
    prepared = prepare(store, Interner(store.db), plan, run, fetching)
    yield f"{plan.name}  {plan.starts[0]}"
    yield f"  User-Agent  {plan.entry.user_agent}"
    yield from _robots(app, store, run, prepared)
    yield from _sitemaps(app, store, run)
    if prepared.failure:
        close_run(store, run.run_id, "failed", prepared.failure)
        raise_failures(app, store, [Crawled(plan, store.run(str(run.run_id)), prepared.verdict)])
    urls = asyncio.run(_first(store, run, prepared, fetching))
    yield Text(zh=f"  前 {len(urls)} 个网址：", en=f"  The first {len(urls)} URLs:").get(app.lang)
    for url, linked in urls:
        yield f"    {_decision(app, prepared, url, linked=linked)}  {printable(shown(url))}"
    yield f"  {_expected(app, store, run, prepared, fetching)}"


def _robots(app: App, store: Store, run: Run, prepared: Prepared) -> Iterator[str]:
    rows = store.db.execute("select url, status, error from probes where run_id = ? and kind = 'robots'", [run.run_id])
    for url, status, error in rows.fetchall():
        obeyed = prepared.hosts.known.get(host_key(url))
        delay = obeyed.crawl_delay if obeyed is not None else None
        said = Text(zh=f"，crawl-delay {delay:g} 秒", en=f", crawl-delay {delay:g} s").get(app.lang) if delay else ""
        yield f"  robots.txt  {url}  {status if status is not None else error}{said}"


def _sitemaps(app: App, store: Store, run: Run) -> Iterator[str]:
    rows = store.db.execute(
        "select url, status, kind, urls, error from sitemaps where run_id = ? and not (origin = 'guess' and status is not 200)"
        " order by sitemap_id",
        [run.run_id],
    ).fetchall()
    for url, status, kind, urls, error in rows[:SITEMAPS]:
        said = Text(zh=f"{kind} {urls:,} 条", en=f"{kind} {urls:,} entries").get(app.lang) if kind else error or status
        yield f"  sitemap     {printable(url)}  {said}"
    if len(rows) > SITEMAPS:
        yield Text(zh=f"  ……共 {len(rows):,} 个", en=f"  ... {len(rows):,} in all").get(app.lang)
    if not rows:
        yield Text(zh="  sitemap     没有", en="  sitemap     none").get(app.lang)


async def _first(store: Store, run: Run, prepared: Prepared, fetching: Fetching) -> list[tuple[str, bool]]:
    """The first URLs in the order of a crawl, and whether each was found by a link."""
    plan = prepared.plan
    found: dict[str, bool] = dict.fromkeys(plan.seeds[:SHOWN], False)
    if plan.mode in ("spider", "page"):
        for url in await _linked(prepared, fetching):
            found.setdefault(url, True)
    rows = store.db.execute(
        "select u.url from frontier f join urls u on u.url_id = f.url_id where f.run_id = ? and f.source = 1"
        " order by f.url_id limit ?",
        [run.run_id, SHOWN],
    )
    for (url,) in rows:
        found.setdefault(url, False)
    return list(islice(found.items(), SHOWN))


async def _linked(prepared: Prepared, fetching: Fetching) -> list[str]:
    """Where the links of the start page lead, in order; none when robots.txt forbids it or it does not answer."""
    from crawler.extract import extract
    from crawler.fetching.preparing import prober_of
    from crawler.probes import PAGE_BYTES
    from crawler.records import LinkKind

    start = prepared.plan.starts[0]
    obeyed = prepared.hosts.known.get(host_key(start))
    if obeyed is None or not obeyed.allows(start):
        return []
    prober = prober_of(prepared.plan, fetching)
    async with prober.client:
        reply = await prober.fetch(start, PAGE_BYTES, redirects=10)
    if reply.status is None or not 200 <= reply.status < 300:
        return []
    page = extract(reply.url, reply.body, content_type=reply.content_type, resolver=prepared.reader.resolver)
    return [link.target for link in page.links if link.kind == LinkKind.A]


def _decision(app: App, prepared: Prepared, url: str, *, linked: bool) -> str:
    """Two columns: what becomes of a URL, and what decides."""
    refusal = prepared.traps.wanted(url)
    kind, _, detail = refusal.partition(":")
    if refusal:
        excluded = matches_any(prepared.traps.scope.exclude, url) if kind == "excluded" else ""
        return f"{WHY[kind].get(app.lang)} {detail or excluded or ''}".rstrip()
    if linked and not prepared.plan.follows:
        return WHY["mode"].get(app.lang)
    obeyed = prepared.hosts.known.get(host_key(url))
    if obeyed is not None and not obeyed.allows(url):
        verdict = obeyed.robots.verdict(AGENT, url)
        return f"{WHY['robots'].get(app.lang)} {verdict.line}: {verdict.rule}".rstrip()
    return WHY["fetch"].get(app.lang)


def _expected(app: App, store: Store, run: Run, prepared: Prepared, fetching: Fetching) -> str:
    from crawler.fetching.site_crawl import SiteCrawl
    from jobs.expecting import expected

    site = SiteCrawl(store, run, prepared, fetching, lambda _: None)
    return expected(store, site).said(app.lang)
