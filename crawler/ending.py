"""How the crawl of a site ends: leases go back, what only the end shows is worked out, files and external links are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress

from configs.errors import Terminated
from crawler.after import ask_after
from crawler.fetching.site_crawl import SiteCrawl
from crawler.finish import finish
from crawler.frontier import State, StoreFrontier
from crawler.records import Run
from crawler.resources import check_resources
from crawler.runs import close_run
from crawler.store_errors import is_fault_of_store, little_room, unusable

PARTIAL = (
    "max-pages", "max-bytes", "max-depth", "time-limit", "challenged", "logged-out", "host-down", "list", "sitemap", "page",
)  # fmt: skip
LEFT_ALONE = ("challenged", "logged-out", "host-down")  # then the site has had enough of us, or is not there
STATUS = {"finished": "complete", **dict.fromkeys(PARTIAL, "partial")}

# A page has something: a text, a title, a picture, a link, or a script that may write them. An empty answer is none.
ANY_PAGE = """
    select 1 from pages p left join document_facts f on f.hash = p.document_hash
    where p.run_id = ? and p.is_html and p.status between 200 and 299 and (p.visible_chars > 0 or p.title <> ''
        or p.images > 0 or p.link_set_id is not null
        or f.facts ->> '$.resources.scripts' is not null or f.facts ->> '$.resources.inline_scripts' is not null)
    limit 1
"""

Told = Callable[[SiteCrawl, int, int], None]  # addresses done, and in all


def halt(site: SiteCrawl) -> None:
    """What a second signal leaves time for: the last commit and the leases; a later command sorts the pages."""
    site.commit()
    with site.store.atomic():
        StoreFrontier(site.store, site.run.run_id).give_back()
        close_run(site.store, site.run.run_id, "interrupted", site.stop_reason)


def end(sites: Sequence[SiteCrawl], told: Told) -> list[Run]:
    """End the crawl of every site; a signal leaves those that still had something to ask for interrupted.

    Raises:
        StoreError: the store could not be written, or the disk is nearly full.
    """
    cut, runs = "", []
    faults: list[Exception] = []
    for site in sites:
        try:
            status, reason = _finished(site)
        except Exception as error:  # the others are to end in order
            faults.append(error)
            continue
        if status in ("complete", "partial"):
            cut = _asked_after(site, reason, told, cut)
            cut = _asked_further(site, told, cut)
            status, reason = ("interrupted", cut) if cut and _asks(site) else (status, reason)
        with site.store.atomic():
            close_run(site.store, site.run.run_id, status, reason)
        runs.append(site.store.run(str(site.run.run_id)))
    if faults:
        raise faults[0]
    if any(run.reason == "disk-full" for run in runs):
        raise little_room(sites[0].store.path)
    return runs


def _finished(site: SiteCrawl) -> tuple[str, str]:
    """Leases back and pages sorted; how the run ended, and why.

    Raises:
        StoreError: the store could not be written.
    """
    store, run_id = site.store, site.run.run_id
    if site.fault is None:
        try:
            return _sorted(site)
        except sqlite3.Error as error:
            if not is_fault_of_store(error):
                raise
            site.fail(error)
    with suppress(sqlite3.Error), store.atomic():
        StoreFrontier(store, run_id).give_back()
        close_run(store, run_id, "interrupted", site.stop_reason)
    fault = site.fault or sqlite3.OperationalError()
    if not isinstance(fault, sqlite3.Error):
        raise fault
    raise unusable(store.path, fault) from fault


def _sorted(site: SiteCrawl) -> tuple[str, str]:
    """What the end of a crawl writes where the store can be written."""
    store, run_id, reason = site.store, site.run.run_id, _reason(site)
    with store.atomic() as db:
        StoreFrontier(store, run_id).give_back()
        finish(store, run_id, site.plan.site.types)
        status = STATUS.get(reason, "interrupted")
        if status != "interrupted" and db.execute(ANY_PAGE, [run_id]).fetchone() is None:
            return "failed", "no-pages"
    return status, reason


def _reason(site: SiteCrawl) -> str:
    """Why a crawl ended; one that did all it was asked for and yet saw a part of the site says which part."""
    reason = site.stop_reason or "finished"
    if reason != "finished":
        return reason
    if not site.plan.follows:
        return site.plan.mode
    left = site.store.db.execute(
        "select reason from frontier where run_id = ? and state = ? and reason in ('max-depth', 'host-down')"
        " order by reason limit 1",
        [site.run.run_id, State.REFUSED],
    ).fetchone()
    return str(left[0]) if left else "finished"


def _asks(site: SiteCrawl) -> bool:
    crawl = site.plan.site.crawl
    return crawl.check_resources != "off" or crawl.check_external != "off"


def _asked_after(site: SiteCrawl, reason: str, told: Told, cut: str) -> str:
    """Ask for what the pages give reason to; why that was cut short, "" when it was not."""
    if cut or reason in LEFT_ALONE or not site.plan.follows or site.plan.site.role != "target":
        return cut
    try:
        ask_after(
            site.store, site.run, site.plan, site.fetching, site.hosts.known,
            told=lambda done, total: told(site, done, total),
        )  # fmt: skip
    except KeyboardInterrupt as error:
        return "terminated" if isinstance(error, Terminated) else "signal"
    return ""


def _asked_further(site: SiteCrawl, told: Told, cut: str) -> str:
    """Ask for files and external links; why it was cut short, "" when it was not."""
    if cut or not _asks(site):
        return cut
    try:
        checked = check_resources(
            site.store, site.run, site.plan, site.fetching.timeout, site.hosts.known,
            progress=lambda done, total: told(site, done, total), stop=lambda: False,
        )  # fmt: skip
    except KeyboardInterrupt as error:
        return "terminated" if isinstance(error, Terminated) else "signal"
    return "signal" if checked.stopped else ""
