"""robots.txt as RFC 9309 and Google read it, with the line that decided; Protego obeys, this explains.

Lenient where Google is: version numbers in agent names, missing colons, common misspellings of Disallow.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from crawler.urls import path_query

MAX_BYTES = 500 * 1024  # RFC 9309: at least this much is read; the rest is not
# RFC 3986: escaping an unreserved character changes nothing; the others a URL never has but escaped, a rule often has.
UNESCAPED = frozenset(string.ascii_letters + string.digits + "-._~" + ' "<>\\^`{|}')
AGENTS = ("*", "Googlebot", "bingbot", "Baiduspider", "Sogou web spider", "360Spider", "YisouSpider")

_LINE = re.compile(r"([A-Za-z-]+)\s*(?::|\s)\s*(.*)", re.DOTALL)
_DISALLOW = ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")
_AFTER_TOKEN = re.compile(r"(?:/|\+?\().*", re.DOTALL)
_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")


class Rule(NamedTuple):
    """One Allow or Disallow line."""

    allow: bool
    pattern: str
    line: int  # from 1
    text: str


class Verdict(NamedTuple):
    """Whether an agent may fetch a URL, and the line that says so (0 and "" when none does)."""

    allowed: bool
    line: int = 0
    rule: str = ""


@dataclass(slots=True)
class Group:
    """The rules of one or more agents."""

    agents: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    crawl_delay: float | None = None
    open: bool = False  # an empty Disallow says that everything is allowed


@dataclass(frozen=True, slots=True)
class Robots:
    """A parsed robots.txt, or what its HTTP status means."""

    groups: tuple[Group, ...] = ()
    sitemaps: tuple[str, ...] = ()
    closed: str = ""  # why everything is disallowed: "503", "timeout" ...; empty when the file was read

    def verdict(self, agent: str, url: str) -> Verdict:
        """The longest matching rule of the agent's groups; Allow wins a tie. Without a match: allowed."""
        if self.closed:
            return Verdict(False, 0, self.closed)
        place = _octets(path_query(url))
        if place == "/robots.txt":
            return Verdict(True)
        best: Rule | None = None
        for rule in self._rules(agent):
            if _matches(rule.pattern, place) and (best is None or _rank(rule) > _rank(best)):
                best = rule
        return Verdict(True) if best is None else Verdict(best.allow, best.line, best.text)

    def _rules(self, agent: str) -> list[Rule]:
        return [rule for group in self._groups(agent) for rule in group.rules]

    def _groups(self, agent: str) -> list[Group]:
        wanted = agent.lower()
        own = [group for group in self.groups if wanted != "*" and wanted in group.agents]
        return own or [group for group in self.groups if "*" in group.agents]

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds between requests that the agent's group asks for, at most 30."""
        delays = [group.crawl_delay for group in self._groups(agent) if group.crawl_delay is not None]
        return min(30.0, max(delays)) if delays else None

    @property
    def restricts(self) -> bool:
        """Whether any URL is disallowed for anybody."""
        return bool(self.closed) or any(not rule.allow for group in self.groups for rule in group.rules)


def from_response(status: int | None, body: bytes, error: str = "") -> Robots:
    """By RFC 9309: 2xx is read, 4xx allows everything, 5xx and no answer disallow everything; 429 counts as 5xx.

    A redirect that leads nowhere, or too far, counts as 4xx: there is no file.
    """
    if status is not None and 200 <= status < 300:
        return parse(body)
    if error == "too-many-redirects" or (status is not None and 300 <= status < 500 and status != 429):
        return Robots()
    return Robots(closed=str(status) if status is not None else error or "unreachable")


def parse(body: bytes) -> Robots:
    """Groups and sitemaps of a file; at most 500 KiB are read, as UTF-8 with or without byte order mark."""
    if len(body) >= MAX_BYTES:
        body = body[:MAX_BYTES].rpartition(b"\n")[0]  # half a rule would forbid more than the whole
    text = body.decode("utf-8-sig", "replace")
    groups: list[Group] = []
    sitemaps: list[str] = []
    current, collecting = Group(), False
    for number, key, value, raw in lines(text):
        if key == "sitemap":
            sitemaps.append(value.lstrip(": "))
        elif key == "user-agent":
            if not collecting:
                current = Group()
                groups.append(current)
            collecting = True
            current.agents.append(_agent(value))
        elif key == "allow" or key in _DISALLOW:
            collecting = False
            if value:
                current.rules.append(Rule(key == "allow", value, number, raw))
            else:
                current.open = key != "allow" or current.open
        elif key == "crawl-delay":
            collecting = False
            current.crawl_delay = _seconds(value)
    return Robots(tuple(groups), tuple(sitemaps))


def lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    """(number from 1, field in lower case, value, line as written) of each line that says something.

    The field is "" where there is none; an HTML page served in the file's place has no lines.
    """
    if text.lstrip()[:1] == "<":
        return
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        said = raw.partition("#")[0].strip()
        match = _LINE.match(said)
        if match:
            yield number, match.group(1).lower(), match.group(2), raw.strip()
        elif said.strip("\ufeff"):
            yield number, "", said, raw.strip()


def _agent(value: str) -> str:
    """The product token: ``Googlebot/2.1`` is googlebot, ``Sogou web spider`` stays whole, ``Baiduspider+(...)`` not."""
    return _AFTER_TOKEN.sub("", value).strip().lower()


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e6 else None


def _rank(rule: Rule) -> tuple[int, bool]:
    return len(_octets(rule.pattern)), rule.allow


def _matches(pattern: str, place: str) -> bool:
    """By the leftmost place of each piece: no backtracking, so that no robots.txt can hold up a crawl."""
    (first, *middle), last, anchored = _pieces(pattern)
    if not place.startswith(first):
        return False
    at = len(first)
    for piece in middle:
        found = place.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if last is None:
        return not anchored or at == len(place)
    return place.endswith(last) and len(place) - len(last) >= at if anchored else place.find(last, at) >= 0


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[tuple[str, ...], str | None, bool]:
    """What stands before, between and (None without a ``*``) after the wildcards; whether the URL must end there."""
    anchored = pattern.endswith("$")
    pieces = [_octets(piece) for piece in re.sub(r"\*+", "*", pattern[:-1] if anchored else pattern).split("*")]
    return (tuple(pieces), None, anchored) if len(pieces) == 1 else (tuple(pieces[:-1]), pieces[-1], anchored)


def _octets(text: str) -> str:
    """Comparable form: characters outside ASCII and reserved escapes in upper case, all others not escaped."""
    if not text.isascii():
        text = "".join(char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode()) for char in text)
    return _ESCAPED.sub(_unescaped, text) if "%" in text else text


def _unescaped(match: re.Match[str]) -> str:
    char = chr(int(match.group()[1:], 16))
    return char if char in UNESCAPED else match.group().upper()
