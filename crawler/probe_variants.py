"""Other addresses of the same page: http and https, with and without www, and the file names of a home page."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.batch import text_hash
from crawler.extract import extract
from crawler.following import ask_robots
from crawler.probe_rows import Probe
from crawler.prober import Prober
from crawler.replies import Hop, Reply
from crawler.robots import Robots, from_response
from crawler.urls import host_key, origin, path_query, twin_host

PAGE_BYTES = 1024 * 1024
MAX_HOPS = 10
NO_NAME = ("dns",)  # causes that hold for http and https alike
ALIASES = (
    "index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "default.aspx", "home",
)  # fmt: skip


@dataclass(slots=True)
class Variants:
    """Asks for the forms of a site's addresses; every address once, as robots.txt allows.

    Args:
        robots: by host key.
        obey: whether robots.txt is obeyed.
    """

    prober: Prober
    start: str
    robots: Mapping[str, Robots]
    obey: bool = True
    _answers: dict[str, Reply] = field(default_factory=dict)
    _of_origin: dict[str, Robots] = field(default_factory=dict)

    async def of_start(self) -> list[Probe]:
        """The start URL in two schemes and on one or two hosts; nothing for an address, a port or a bare name."""
        return [await self._chain(url, self.start, "start") for url in forms(self.start)]

    async def of_inner(self, url: str) -> list[Probe]:
        """Another page: on http where the site is on https, and on the other host."""
        scheme, others = self.start.partition("://")[0], forms(url)
        plain = [one for one in others if scheme == "https" and one == f"http{url.removeprefix('https')}"]
        twin = [one for one in others if one.startswith(f"{scheme}://") and host_key(one) != host_key(url)]
        return [await self._chain(one, url, "inner") for one in (*plain, *twin)]

    async def _chain(self, url: str, of: str, role: str) -> Probe:
        """One form, and where it leads to."""
        hops: list[Hop] = []
        at, reply = url, await self._answer(url)
        error = reply.error
        while reply.status is not None:
            hops.append(Hop(at, reply.status, reply.location))
            if not reply.location or not self._is_form(reply.location):
                break
            if error := self._endless(hops, reply.location):
                break
            at = reply.location
            reply = await self._answer(at)
            error = reply.error
        left = reply.location if reply.status is not None and not error else ""  # to a host that is none of the forms'
        facts = {
            "of": of,
            "role": role,
            "hops": [hop._asdict() for hop in hops],
            "final": left or at,
            "left": bool(left),
        }
        facts["final_status"] = None if left or error else reply.status
        if not left and not error:
            facts |= page_facts(reply)
        return Probe("variant", url, hops[0].status if hops else None, error, facts)

    def _is_form(self, url: str) -> bool:
        return host_key(url) in {host_key(one) for one in forms(self.start)}

    def _endless(self, hops: Sequence[Hop], target: str) -> str:
        if any(hop.url == target for hop in hops):
            return "redirect-loop"
        return "too-many-redirects" if len(hops) > MAX_HOPS else ""

    async def _answer(self, url: str) -> Reply:
        if url not in self._answers:
            refusal = await self._refusal(url)
            self._answers[url] = (
                Reply(url, None, error=refusal) if refusal else await self.prober.fetch(url, PAGE_BYTES, redirects=0)
            )
        return self._answers[url]

    async def _refusal(self, url: str) -> str:
        """Why an address is not asked for: disallowed, or the cause why its host does not answer; empty when it is."""
        robots = self.robots.get(host_key(url))
        unanswered = robots is not None and robots.closed and not robots.closed.isdigit()
        if robots is not None and unanswered and robots.closed in NO_NAME:
            return robots.closed
        if robots is None or unanswered:  # not asked for, or not on this port
            robots = await self._robots(origin(url))
        if robots.closed and not robots.closed.isdigit():
            return robots.closed
        return "disallowed" if self.obey and not robots.verdict("xunlu", url).allowed else ""

    async def _robots(self, place: str) -> Robots:
        if place not in self._of_origin:
            reply = await ask_robots(self.prober, place)
            self._of_origin[place] = from_response(reply.status, reply.body, reply.error)
        return self._of_origin[place]


def forms(url: str) -> list[str]:
    """An address on https and http, with and without www; none where the host is no name with a dot or has a port.

    The address itself is the first one.
    """
    host = host_key(url)
    if ":" in host or not _is_name(host):
        return []
    hosts = [host, *([twin] if (twin := twin_host(host)) else [])]
    schemes = ("https", "http") if url.startswith("https:") else ("http", "https")
    return [f"{scheme}://{one}{path_query(url)}" for one in hosts for scheme in schemes]


def _is_name(host: str) -> bool:
    if "." not in host.strip(".") or host.endswith(".localhost"):
        return False
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


def aliases(start: str) -> Iterator[str]:
    """Addresses under which servers show the page of a folder, too."""
    parts = urlsplit(start)
    folder = f"{origin(start)}{parts.path.rpartition('/')[0]}/"
    return (url for name in ALIASES if (url := f"{folder}{name}") != start)


async def probe_alias(prober: Prober, url: str, random_text: str) -> Probe:
    """What an alias answers.

    Args:
        random_text: main text that the site answers a path with that it does not have; "" where that is a 404.
    """
    reply = await prober.fetch(url, PAGE_BYTES, redirects=0)
    facts: dict[str, object] = {"location": reply.location}
    if reply.status is not None and 200 <= reply.status < 300:
        facts |= page_facts(reply)
        facts["like_random"] = bool(random_text) and facts.get("text_hash") == text_hash(random_text)
    return Probe("alias", url, reply.status, reply.error, facts)


def page_facts(reply: Reply) -> dict[str, object]:
    """title, canonical and text_hash (that of pages) of an answer that is a page with text."""
    if reply.status is None or not 200 <= reply.status < 300 or not reply.body:
        return {}
    page = extract(reply.url, reply.body, content_type=reply.content_type or "text/html").page
    if not page.is_html:
        return {}
    return {"title": page.title, "canonical": page.canonical, "text_hash": text_hash(page.main_text)}
