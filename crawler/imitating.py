"""Whether search engines are shown another page than visitors: a few pages, asked for in their names and from their results.

Only where a site is proven to be one's own and its settings say ``imitate = "own"``; at most ``MOST`` pages, one of each
template, one request after the other at the pace of the crawl. What differs is asked for again, up to ``ROUNDS`` times
on both sides: a page that changes by itself hides nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import NamedTuple

import turbohtml

from crawler.access import CHROME, PLATFORMS
from crawler.causes import REFUSALS
from crawler.challenge import challenge_of
from crawler.charset import decode
from crawler.extract import is_html
from crawler.following import DISALLOWED, follow, only
from crawler.likeness import jaccard, tokens
from crawler.maintext import silence, visible_text
from crawler.probe_rows import Probe
from crawler.prober import Prober
from crawler.replies import Reply
from crawler.urls import host_key

MOST = 20  # pages
ROUNDS = 3  # of asking, where there is a difference
ALIKE = 0.95  # share of tokens from which two answers are the same page
STEADY = 0.8  # the same between two answers to the same name, below which a page changes by itself
PAGE_BYTES = 1024 * 1024
QUOTED, CLIP = 3, 80  # lines that only one side was shown, and characters of each

# Firewalls tell a spider by its address, too, and turn an imitation away: that says nothing of what the real one gets.
TURNED_AWAY = (*REFUSALS, 405, 406, 418, 444, 503)


class Persona(NamedTuple):
    """Somebody a server may take us for."""

    name: str
    by: str  # agent | referer: what a server tells it by
    agent: str
    referer: str = ""


_BROWSER = (
    f"Mozilla/5.0 ({PLATFORMS['desktop']}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{CHROME}.0.0.0 Safari/537.36"
)
VISITOR = Persona("visitor", "", _BROWSER)
# As their makers publish them; those of desktops, since a site may well have other pages for phones.
# https://developers.google.com/crawling/docs/crawlers-fetchers/google-common-crawlers, https://www.baidu.com/search/spider.html
PERSONAS = (
    Persona("Googlebot", "agent", f"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/{CHROME}.0.0.0 Safari/537.36"),
    Persona("Baiduspider", "agent", "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"),
    Persona("google.com", "referer", _BROWSER, "https://www.google.com/"),
    Persona("baidu.com", "referer", _BROWSER, "https://www.baidu.com/link?url=xunlu"),
)  # fmt: skip


@contextmanager
def disguised(prober: Prober, persona: Persona) -> Iterator[None]:
    """Requests of the prober are somebody's, until the end of the block."""
    usual = prober.entry
    headers: Mapping[str, str] = {**usual.headers, **({"Referer": persona.referer} if persona.referer else {})}
    prober.entry = replace(usual, user_agent=persona.agent, headers=headers)
    try:
        yield
    finally:
        prober.entry = usual


# The home page, then the first page of each template, the nearest to the start before others.
_SAMPLE = """
    select u.url, json_group_array(distinct r.agent) filter (where r.agent is not null) from (
        select p.url_id, t.template_id, coalesce(f.depth, 0) as depth,
            row_number() over (partition by t.template_id order by coalesce(f.depth, 0), p.url_id) as place
        from pages p join page_states t on t.run_id = p.run_id and t.url_id = p.url_id
        left join frontier f on f.run_id = p.run_id and f.url_id = p.url_id
        where p.run_id = ?1 and p.is_html and p.status between 200 and 299 and p.challenge is null and not p.truncated
            and t.page_type <> 'account'
    ) s join urls u on u.url_id = s.url_id left join page_robots r on r.run_id = ?1 and r.url_id = s.url_id
    where s.place = 1 group by s.url_id order by s.depth, s.url_id
"""


class Chosen(NamedTuple):
    """A page to ask for, and the spiders that robots.txt keeps from it."""

    url: str
    closed_to: frozenset[str]


def sample(db: sqlite3.Connection, run_id: int, own: frozenset[str]) -> list[Chosen]:
    """Pages of a finished run on hosts (by host key) that are proven to be one's own."""
    found: list[Chosen] = []
    for url, agents in db.execute(_SAMPLE, [run_id]):
        if host_key(url) in own and len(found) < MOST:
            found.append(Chosen(url, frozenset(json.loads(agents))))
    return found


@dataclass(frozen=True)
class View:
    """What somebody was shown: where the redirects ended, with which status and text."""

    reply: Reply

    @cached_property
    def turned_away(self) -> str:
        """Why it says nothing of the page: an error, a challenge, or the status of a refusal; "" when it does."""
        reply = self.reply
        if reply.status is None:
            return reply.error
        headers = {"content-type": reply.content_type, "location": reply.location}
        if challenger := challenge_of(reply.status, headers, reply.body):
            return challenger
        return str(reply.status) if reply.status in TURNED_AWAY or reply.status >= 500 else ""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Of the visible text, menus and all."""
        if not is_html(self.reply.content_type, self.reply.body):
            return ()
        document = turbohtml.parse(decode(self.reply.body, self.reply.content_type).text.replace("\0", "\ufffd"))
        body = silence(document)
        return tuple(visible_text(body).split("\n")) if body is not None else ()

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Of the visible text."""
        return tokens("\n".join(self.lines))

    @property
    def place(self) -> tuple[int | None, str]:
        """Status and host at the end of the redirects."""
        return self.reply.status, host_key(self.reply.url)

    def like(self, other: View) -> float:
        """Share of tokens in common; 0.0 where status or host differ, 1.0 where neither is a page."""
        if self.place != other.place:
            return 0.0
        ok = self.reply.status is not None and 200 <= self.reply.status < 300
        return jaccard(self.tokens, other.tokens) if ok else 1.0


@dataclass(slots=True)
class Imitator:
    """Asks for pages as visitors and as spiders.

    Args:
        allowed: whether a URL may be asked for.
    """

    prober: Prober
    allowed: Callable[[str], bool]
    refused: set[str] = field(default_factory=set)  # names that were turned away somewhere

    async def look(self, page: Chosen) -> Probe:
        """One page, as everybody."""
        visits = [await self._view(VISITOR, page.url)]
        first = visits[0].reply
        if visits[0].turned_away:
            return Probe("imitated", page.url, first.status, visits[0].turned_away, {"views": []})
        views = [await self._told(one, page.url, visits) for one in PERSONAS if one.name not in page.closed_to]
        return Probe("imitated", page.url, first.status, "", {"final": first.url, "views": views})

    async def _told(self, persona: Persona, url: str, visits: list[View]) -> dict[str, object]:
        """How what a persona is shown compares with ``visits``, which grow as often as it must be made sure."""
        shown = [await self._view(persona, url)]
        for asked in range(1, ROUNDS):
            if shown[-1].turned_away or _best(visits, shown) >= ALIKE or not (_steady(visits) and _steady(shown)):
                break
            if len(visits) == asked:
                visits.append(await self._view(VISITOR, url))
            shown.append(await self._view(persona, url))
        refused = next((one.turned_away for one in (*shown, *visits) if one.turned_away), "")
        if refused:
            self.refused.add(persona.name)
        reply = shown[0].reply
        return {
            "as": persona.name, "by": persona.by, "status": reply.status, "final": reply.url, "refused": refused,
            "steady": _steady(visits) and _steady(shown), "jaccard": round(_best(visits, shown), 3),
            "moved": shown[0].place != visits[0].place, "only_there": _only(shown[0], visits), "only_here": _only(visits[0], shown),
        }  # fmt: skip

    async def _view(self, persona: Persona, url: str) -> View:
        with disguised(self.prober, persona):
            reply = await follow(self.prober, url, PAGE_BYTES, only(self.allowed))
        if reply.error == DISALLOWED:  # another site's: that it leads there is all there is to know
            return View(Reply(reply.url, 0))
        return View(reply)


def _best(visits: Sequence[View], shown: Sequence[View]) -> float:
    return max(one.like(other) for one, other in product(visits, shown))


def _steady(views: Sequence[View]) -> bool:
    return all(views[0].like(other) >= STEADY for other in views[1:])


def _only(view: View, others: Sequence[View]) -> list[str]:
    """The first lines that none of the others has."""
    known = {line for other in others for line in other.lines}
    return [line[:CLIP] for line in view.lines if line and line not in known][:QUOTED]
