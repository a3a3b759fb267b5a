"""The file by which a site tells Baidu of pages that are gone: silian.txt or silian.xml, and what it lists.

Asked for only where the site shows that it cares for Baidu. What the crawl knows of a listed address is believed; a few
of the others are asked for.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crawler.batch import text_hash
from crawler.extract import extract, is_noindex
from crawler.probe_rows import Probe
from crawler.prober import Prober
from crawler.replies import Download, Reply
from crawler.sitemaps import Sitemap
from crawler.urls import Form, host_key, joined, normalise, origin

PLACES = ("/silian.txt", "/silian.xml")
MOST_FILES = 2
ASKED = 5  # listed addresses that the crawl does not know
EXAMPLES = 5
CHUNK = 500  # addresses of one statement
PAGE_BYTES = 1024 * 1024
GONE = (404, 410)

_NAMED = re.compile(r"[^\s:#]*(?:://)?[^\s#]*silian[\w.-]*\.(?:txt|xml)", re.IGNORECASE)
# Of the start page: a proof of ownership for Baidu, or the meta by which only Baidu tells devices apart.
_SIGNS = """
    select 1 from pages p join urls u on u.url_id = p.url_id join document_facts f on f.hash = p.document_hash
    where p.run_id = ? and u.url = ? and (f.facts ->> '$.baidu.verifications' like '%baidu%'
        or f.facts ->> '$.baidu.applicable_device' <> '')
"""
_KNOWN = """
    select j.value, p.status, p.text_hash, p.is_html and t.indexable_reason is 'ok' from json_each(:urls) j
    left join urls u on u.url = j.value
    left join pages p on p.run_id = :run and p.url_id = u.url_id
    left join page_states t on t.run_id = :run and t.url_id = u.url_id
"""


def places(db: sqlite3.Connection, run_id: int, start: str) -> list[str]:
    """Addresses to look at, two at most: those that robots.txt names, else the usual ones where there is a sign of Baidu."""
    row = db.execute(
        "select body from probes where run_id = ? and kind = 'robots' and url = ?",
        [run_id, f"{origin(start)}/robots.txt"],
    ).fetchone()
    text = str(row[0]) if row else ""
    named = [url for one in _NAMED.findall(text) if (url := joined(start, one)) and host_key(url) == host_key(start)]
    if named:
        return list(dict.fromkeys(named))[:MOST_FILES]
    if "baiduspider" in text.lower() or db.execute(_SIGNS, [run_id, start]).fetchone():
        return [origin(start) + path for path in PLACES]
    return []


@dataclass(slots=True)
class Listed:
    """What is known of the addresses of one file."""

    db: sqlite3.Connection
    run_id: int
    hosts: frozenset[str]  # host keys of the site
    form: Form
    missing: int | None = None  # text_hash of the page that the site shows for addresses it does not have
    listed: int = 0
    ended: int = 0  # 404 or 410
    alive: int = 0  # a page that engines may index
    unknown: int = 0
    examples: list[str] = field(default_factory=list)  # of those alive
    waiting: list[str] = field(default_factory=list)  # own ones that the crawl has not asked for

    def add(self, addresses: Sequence[str]) -> None:
        """Look up a part of the file."""
        urls = [url for one in addresses if (url := normalise(one, self.form))]
        self.listed += len(addresses)
        for at in range(0, len(urls), CHUNK):
            part = json.dumps(urls[at : at + CHUNK])
            for url, status, text, open_ in self.db.execute(_KNOWN, {"urls": part, "run": self.run_id}):
                self.judge(url, status, text, bool(open_))

    def judge(self, url: str, status: int | None, text: int | None, indexable: bool) -> None:
        """One address: a page that says that it is gone, with status 200, is gone to Baidu as well."""
        if status in GONE:
            self.ended += 1
        elif status == 200 and indexable and text is not None and text != self.missing:
            self.alive += 1
            if len(self.examples) < EXAMPLES:
                self.examples.append(url)
        elif status is None:
            self.unknown += 1
            if len(self.waiting) < ASKED and host_key(url) in self.hosts:
                self.waiting.append(url)


async def probe_file(prober: Prober, url: str, listed: Listed, allowed: Callable[[str], bool]) -> Probe:
    """One file, and a few of the addresses in it; a page in its place is no file."""
    reader = Sitemap()
    with await prober.download(url) as found:
        reply = found.reply
        await _read(found, reader, listed)
    status = 404 if reply.status == 200 and not reader.urls else reply.status
    asked = 0
    for one in listed.waiting if reader.kind != "index" else ():
        if allowed(one):
            answer = await prober.fetch(one, PAGE_BYTES, redirects=0)
            listed.unknown -= answer.status is not None
            listed.judge(one, answer.status, *_read_page(answer)) if answer.status is not None else None
            asked += 1
    facts = {
        "kind": reader.kind, "listed": listed.listed, "bytes": reply.size, "ended": listed.ended, "alive": listed.alive,
        "unknown": listed.unknown, "examples": listed.examples, "asked": asked,
    }  # fmt: skip
    return Probe("dead-links", url, status, reply.error, facts if status == 200 else "")


async def _read(found: Download, reader: Sitemap, listed: Listed) -> None:
    async for entries in found.entries(reader):
        if reader.kind == "index":
            listed.listed += len(entries)
        else:
            listed.add([entry.loc for entry in entries])


def _read_page(reply: Reply) -> tuple[int | None, bool]:
    """text_hash, and whether engines may index it, as far as the page itself says."""
    if reply.status != 200:
        return None, False
    page = extract(reply.url, reply.body, content_type=reply.content_type or "text/html").page
    return text_hash(page.main_text), page.is_html and not is_noindex(page.robots, page.x_robots)
