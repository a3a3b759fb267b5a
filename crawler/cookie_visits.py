"""Pages that nobody sees who bears no cookies: those that may be such, asked for again as a browser would.

The crawl keeps no cookies. What then goes in circles, or ends at a page that asks for cookies, is worth another visit
that does; anything else is not asked for twice.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from crawler.access import FOREIGN, Entry
from crawler.extract import extract
from crawler.following import follow, only
from crawler.likeness import jaccard, tokens
from crawler.probe_rows import Probe
from crawler.prober import Prober
from crawler.replies import Reply
from crawler.zstd import decompress

MOST = 3  # pages visited; one at a time
MAX_HOPS = 10
PAGE_BYTES = 1024 * 1024
MAX_COOKIE = 4096
SAME = 0.9  # share of tokens from which a second visit brought what the first did

_COOKIE = r"cookies?"
_ASKS = re.compile(
    rf"\b(?:enabl|turn|activat|allow|accept|requir|need|disabl|block|support|switch)\w*\b.{{0,25}}\b{_COOKIE}\b"
    rf"|\b{_COOKIE}\b.{{0,25}}\b(?:enabl|requir|need|disabl|block|support|not |off\b|missing)"
    rf"|(?:启用|開啟|啟用|开启|打开|打開|允许|允許|需要|要求|禁用|停用|支持|支援|关闭|關閉).{{0,12}}{_COOKIE}"
    rf"|{_COOKIE}.{{0,12}}(?:启用|開啟|啟用|开启|打开|打開|禁用|停用|支持|支援|关闭|關閉|被拒)",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:enable|no|require[sd]?|need|check|test|disabled|missing|without|usage)[-_/]?cookies?"
    r"|cookies?[-_/]?(?:check|test|required|needed|disabled|error|missing|usage|support|off)",
    re.IGNORECASE,
)

# Redirects that end where they have been, and something on the way set a cookie; redirects to an address that speaks of
# cookies; and pages whose heading does. The nearest to the start come first; accounts and carts may need cookies.
_CANDIDATES = """
    with ends as (
        select r.url_id, r.target_id from redirects r where r.run_id = :run and not exists (
            select 1 from redirects n where n.run_id = r.run_id and n.url_id = r.url_id and n.hop = r.hop + 1)
    ),
    found as (
        select e.url_id, e.target_id as end_id, 'loop' as kind, '' as heading from ends e
        where exists (select 1 from redirects x where x.run_id = :run and x.url_id = e.url_id and x.at_id = e.target_id)
            and exists (select 1 from redirects x join pages p on p.run_id = :run and p.url_id = x.at_id
                join header_sets h on h.header_set_id = p.header_set_id
                where x.run_id = :run and x.url_id = e.url_id and h.headers ->> '$.set-cookie' is not null)
        union all
        select e.url_id, e.target_id, 'redirect', '' from ends e
        join urls u on u.url_id = e.target_id join pages p on p.run_id = :run and p.url_id = e.target_id
        where u.url like '%cookie%' and p.status between 200 and 299 and p.is_html
        union all
        select p.url_id, p.url_id, 'page', p.title || char(10) || p.h1 from pages p
        where p.run_id = :run and p.status between 200 and 299 and p.is_html
            and (p.title like '%cookie%' or p.h1 like '%cookie%')
    )
    select f.url_id, u.url, f.kind, f.heading, e.url, d.main_text from found f
    join urls u on u.url_id = f.url_id join urls e on e.url_id = f.end_id
    left join pages p on p.run_id = :run and p.url_id = f.end_id left join documents d on d.hash = p.document_hash
    left join frontier q on q.run_id = :run and q.url_id = f.url_id
    left join page_states t on t.run_id = :run and t.url_id = f.url_id
    where t.page_type is not 'account'
    order by coalesce(q.depth, 0), f.url_id
"""


class Candidate(NamedTuple):
    """A page that may need cookies: where it ended without, and the main text of that."""

    url: str
    kind: str  # loop, redirect, page
    end: str
    text: str


def candidates(db: sqlite3.Connection, run_id: int) -> tuple[list[Candidate], int]:
    """The first few of a finished run, and how many there are."""
    found: list[Candidate] = []
    count = 0
    for _, url, kind, heading, end, text in db.execute(_CANDIDATES, {"run": run_id}):
        if (kind == "redirect" and not _LEADS.search(end)) or (kind == "page" and not _ASKS.search(heading)):
            continue
        count += 1
        if len(found) < MOST:
            found.append(Candidate(url, kind, end, decompress(text).decode("utf-8", "replace") if text else ""))
    return found, count


@dataclass(slots=True)
class Visitor:
    """Asks as a browser does, hop by hop, with the cookies that own hosts have set on the way.

    Args:
        allowed: whether a URL may be asked for.
    """

    prober: Prober
    allowed: Callable[[str], bool]
    names: dict[str, None] = field(default_factory=dict)  # of the cookies

    async def visit(self, candidate: Candidate) -> Probe:
        """One page, twice where the first visit only brings the cookies; the jar is emptied afterwards."""
        before: Entry = self.prober.entry
        self.names.clear()
        try:
            reply = await self._follow(candidate.url)
            if candidate.kind != "loop" and self.names and _likeness(reply, candidate.text) > SAME:
                reply = await self._follow(candidate.url)
        finally:
            self.prober.entry = before
        facts = {
            "kind": candidate.kind,
            "without": candidate.end,
            "cookies": list(self.names)[:10],
            "hops": min(MAX_HOPS, sum(bool(hop.location) for hop in reply.hops)),
            "final": reply.url,
            "final_status": reply.status,
            "jaccard": round(_likeness(reply, candidate.text), 3),
        }
        return Probe("cookie", candidate.url, reply.hops[0].status if reply.hops else None, reply.error, facts)

    async def _follow(self, url: str) -> Reply:
        return await follow(self.prober, url, PAGE_BYTES, only(self.allowed), most=MAX_HOPS, answered=self._keep)

    def _keep(self, reply: Reply) -> None:
        if self.prober.entry.level(reply.url) == FOREIGN:
            return
        for name, value, secure in _cookies(reply.cookies):
            self.names[name] = None
            self.prober.entry = self.prober.entry.with_cookies({name: value}, [name] if secure else [])


def _cookies(lines: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    """Name, value and whether it is for https only, of cookies that are set and not removed."""
    for line in lines:
        pair, *attributes = (part.strip() for part in line.split(";"))
        name, equals, value = pair.partition("=")
        marks = {one.lower() for one in attributes}
        usable = pair.isascii() and pair.isprintable() and len(pair) <= MAX_COOKIE
        if name and equals and usable and value not in ("", "deleted") and "max-age=0" not in marks:
            yield name.strip(), value.strip(), "secure" in marks


def _likeness(reply: Reply, text: str) -> float:
    """Share of the tokens of two texts that they have in common; 0.0 where there is no page to compare with."""
    if reply.status is None or not 200 <= reply.status < 300 or not text:
        return 0.0
    page = extract(reply.url, reply.body, content_type=reply.content_type or "text/html").page
    return jaccard(tokens(page.main_text), tokens(text))
