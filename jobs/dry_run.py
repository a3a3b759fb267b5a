"""``crawl --dry-run``: what a crawl would do, from robots.txt, the sitemaps and the start page; nothing is stored."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from configs.app import App
from configs.errors import CrawlError, Exit, StoreError
from configs.text import Text
from crawler.fetching.obeying import AGENT
from crawler.plan import Fetching, Plan, make_fetching, with_entry
from crawler.text import printable
from crawler.urls import has_param, host_key, matches_any, shown

if TYPE_CHECKING:
    from crawler.fetching.preparing import Prepared
    from crawler.records import Run
    from crawler.scope import Scope
    from crawler.store import Store

SHOWN = 20  # URLs whose decision is told
SITEMAPS = 10  # files told

WHY = {
    "fetch": Text(zh="抓取", en="fetch"),
    "external": Text(zh="其他主机", en="other host"),
    "excluded": Text(zh="排除", en="excluded"),
    "robots": Text(zh="robots.txt 禁止", en="disallowed by robots.txt"),
    "trap": Text(zh="像陷阱", en="like a trap"),
    "logout": Text(zh="会退出登录", en="would log out"),
    "nofollow": Text(zh="nofollow，不跟踪", en="nofollow, not followed"),
    "mode": Text(zh="不沿链接抓取", en="links are not followed"),
    "limit": Text(zh="超出 max_pages", en="beyond max_pages"),
}


class Origin(Enum):
    """How a URL became known."""

    SEED = "seed"  # asked for whatever the scope says
    LINK = "link"
    NOFOLLOW = "nofollow"
    SITEMAP = "sitemap"


def dry_run(app: App, plans: Sequence[Plan]) -> int:
    """Print what each plan would do, to stdout.

    Raises:
        CrawlError: the crawl would fail; of a rival beside others it is only said.
    """
    from crawler.store import open_store

    fetching = make_fetching(app.settings.http)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "dry.db", create=True) as store:
        for plan in plans:
            try:
                for line in _lines(app, store, with_entry(plan, fetching.http), fetching):
                    app.out(line)
            except CrawlError as error:
                if plan.site.role == "target" or len(plans) == 1:
                    raise
                for line in error.lines(app.lang):
                    app.say(line)
    return Exit.DONE


def _lines(app: App, store: Store, plan: Plan, fetching: Fetching) -> Iterator[str]:
    from crawler.crawl import Crawled
    from crawler.fetching.preparing import prepare
    from crawler.interning import Interner
    from crawler.runs import close_run, create_run
    from jobs.failures import raise_failures

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
    left = plan.site.crawl.max_pages or len(urls)
    for url, origin in urls:
        decision = _decision(app, prepared, url, origin)
        if decision == WHY["fetch"].get(app.lang):
            decision = decision if left > 0 else WHY["limit"].get(app.lang)
            left -= 1
        yield f"    {decision}  {printable(shown(url))}"
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


async def _first(store: Store, run: Run, prepared: Prepared, fetching: Fetching) -> list[tuple[str, Origin]]:
    """The first URLs in the order of a crawl."""
    plan = prepared.plan
    found: dict[str, Origin] = dict.fromkeys(plan.seeds[:SHOWN], Origin.SEED)
    if plan.mode in ("spider", "page"):
        for url, origin in await _linked(prepared, fetching):
            _note(found, url, origin)
    rows = store.db.execute(
        "select u.url from frontier f join urls u on u.url_id = f.url_id where f.run_id = ? and f.source = 1"
        " order by f.url_id limit ?",
        [run.run_id, SHOWN],
    )
    for (url,) in rows:
        _note(found, url, Origin.SITEMAP)
    return list(islice(found.items(), SHOWN))


def _note(found: dict[str, Origin], url: str, origin: Origin) -> None:
    """The first way to a URL counts, but one that is followed more than one that is not."""
    if found.get(url, Origin.NOFOLLOW) is Origin.NOFOLLOW:
        found[url] = origin


async def _linked(prepared: Prepared, fetching: Fetching) -> list[tuple[str, Origin]]:
    """Where the links of the start page lead, in order; none when robots.txt forbids it or it does not answer."""
    from crawler.extract import extract, is_nofollow
    from crawler.fetching.preparing import prober_of
    from crawler.probes import PAGE_BYTES
    from crawler.records import LinkKind, Rel

    start = prepared.plan.starts[0]
    obeyed = prepared.hosts.known.get(host_key(start))
    if obeyed is None or not obeyed.allows(start):
        return []
    prober = prober_of(prepared.plan, fetching)
    async with prober.transport:
        reply = await prober.fetch(start, PAGE_BYTES, redirects=10)
    if reply.status is None or not 200 <= reply.status < 300:
        return []
    found = extract(reply.url, reply.body, content_type=reply.content_type, resolver=prepared.reader.resolver)
    every = is_nofollow(found.page.robots, "")
    return [
        (link.target, Origin.NOFOLLOW if every or link.rel & Rel.NOFOLLOW else Origin.LINK)
        for link in found.links
        if link.kind == LinkKind.A
    ]


def _decision(app: App, prepared: Prepared, url: str, origin: Origin) -> str:
    """What becomes of a URL, and what decides."""
    if origin is not Origin.SEED and (refusal := prepared.batch.wanted(url)):
        kind, _, detail = refusal.partition(":")
        if kind == "excluded":
            detail = _exclusion(prepared.traps.scope, url)
        return f"{WHY[kind].get(app.lang)} {detail}".rstrip()
    if origin is Origin.NOFOLLOW:
        return WHY["nofollow"].get(app.lang)
    if origin is Origin.LINK and not prepared.plan.follows:
        return WHY["mode"].get(app.lang)
    obeyed = prepared.hosts.known.get(host_key(url))
    if obeyed is not None and not obeyed.allows(url):
        verdict = obeyed.robots.verdict(AGENT, url)
        return f"{WHY['robots'].get(app.lang)} {verdict.line}: {verdict.rule}".rstrip()
    return WHY["fetch"].get(app.lang)


def _exclusion(scope: Scope, url: str) -> str:
    """The setting that leaves a URL out, with its value where there are several."""
    if glob := matches_any(scope.exclude, url):
        return f"exclude {glob}"
    if named := next((name for name in scope.ignore_params if has_param(url, (name,))), ""):
        return f"ignore_params {named}"
    return "include" if scope.include and not matches_any(scope.include, url) else "within"


def _expected(app: App, store: Store, run: Run, prepared: Prepared, fetching: Fetching) -> str:
    from crawler.fetching.site_crawl import SiteCrawl
    from jobs.expecting import crawled_before, expected

    site = SiteCrawl(store, run, prepared, fetching, lambda _: None)
    return expected(store, site, _before(app, prepared.plan.name, crawled_before)).said(app.lang)


def _before(app: App, name: str, crawled: Callable[[Store, str], int]) -> int:
    """URLs of the site's last run in the store of the project; 0 where there is none."""
    from crawler.store import open_store

    try:
        with open_store(app.database, read_only=True) as store:
            return crawled(store, name)
    except StoreError:
        return 0
