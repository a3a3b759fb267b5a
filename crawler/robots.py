"""robots.txt as RFC 9309 and Google read it: what is obeyed while crawling and what is explained are one reading.

Where the two differ, or leave something open:

* Percent escapes of unreserved characters are decoded (RFC); Google's parser leaves that to its caller. So are those of
  characters that a URL has escaped only (space, quotes, braces): a rule with a space is meant for ``%20``.
* Escapes of reserved characters stay apart from the characters (Google, RFC 3986), ``%2A`` and ``%24`` excepted (RFC).
* ``Allow: /a/index.html`` opens ``/a/``, too, for Google's crawlers only: nobody else documents it.
* A name that its maker writes with spaces or digits (Sogou web spider, 360Spider) is compared whole.
* A pattern that begins neither with ``/`` nor with ``*`` matches nothing (Google's parser).
* 429 closes the site like 5xx (Google); other 4xx open it, 401 and 403 among them.
* Crawl-delay is of those who read it: the agents named above it in its group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from crawler.agents import FAMILIES, NAMED_ONLY
from crawler.robots_lines import MAX_BYTES, agent_name, field_of, is_html, readable, split_lines, token_of
from crawler.robots_match import Rule, Rules, place_of

__all__ = [
    "AGENTS", "MAX_BYTES", "Group", "Robots", "Rule", "Verdict", "from_response", "lines", "parse", "parse_text", "readable"
]  # fmt: skip

# Whose verdicts are kept of every URL of a crawl.
AGENTS = (
    "*", "Googlebot", "bingbot", "Baiduspider", "Sogou web spider", "360Spider", "YisouSpider", "Bytespider",
)  # fmt: skip
MAX_DELAY = 30.0  # seconds; a longer Crawl-delay is taken as this


class Verdict(NamedTuple):
    """Whether an agent may fetch a URL, and the line that says so (0 and "" when none does)."""

    allowed: bool
    line: int = 0
    rule: str = ""


OPEN = Verdict(True)


@dataclass(slots=True)
class Group:
    """The rules of one or more agents, from its first User-agent line on."""

    line: int = 0
    agents: list[str] = field(default_factory=list)  # as agent_name reads them
    rules: list[Rule] = field(default_factory=list)
    delays: list[tuple[int, float]] = field(default_factory=list)  # (of the first so many agents, seconds)
    open: bool = False  # an empty Disallow says that everything is allowed


@dataclass(frozen=True, slots=True)
class Robots:
    """A parsed robots.txt, or what its HTTP status means."""

    groups: tuple[Group, ...] = ()
    sitemaps: tuple[str, ...] = ()
    closed: str = ""  # why everything is disallowed: "503", "timeout" ...; empty when the file was read
    _compiled: dict[str, Rules] = field(default_factory=dict, init=False, repr=False, compare=False)
    _named: dict[str, list[Group]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for group in self.groups:
            for name in dict.fromkeys(group.agents):
                self._name(name, group)
                if (token := token_of(name)) != name:
                    self._name(token, group)

    def _name(self, name: str, group: Group) -> None:
        if name:
            named = self._named.setdefault(name, [])
            if not named or named[-1] is not group:
                named.append(group)

    def verdict(self, agent: str, url: str) -> Verdict:
        """The longest matching rule of the agent's groups; Allow wins a tie. Without a match: allowed."""
        if self.closed:
            return Verdict(False, 0, self.closed)
        rule = self._decides(agent, url)
        return OPEN if rule is None else Verdict(rule.allow, rule.line, rule.text)

    def allows(self, agent: str, url: str) -> bool:
        """``verdict(agent, url).allowed``, a little quicker."""
        if self.closed:
            return False
        rule = self._decides(agent, url)
        return rule is None or rule.allow

    def _decides(self, agent: str, url: str) -> Rule | None:
        if not self.groups:
            return None
        rules = self._compiled.get(agent)
        if rules is None:
            rules = self._compiled[agent] = self._rules(agent)
        if rules.empty:
            return None
        place = place_of(url)
        return None if place == "/robots.txt" else rules.decides(place)

    def _rules(self, agent: str) -> Rules:
        """Compiled once for all agents that follow the same groups."""
        google = agent_name(agent).startswith("google")
        key = f"\0{[group.line for group in self.groups_of(agent)]}{google}"  # no agent has a NUL in its name
        if key not in self._compiled:
            rules = self.rules(agent)
            self._compiled[key] = Rules(_with_index_pages(rules) if google else rules)
        return self._compiled[key]

    def rules(self, agent: str) -> list[Rule]:
        """The rules that an agent follows, in the order of the file."""
        return [rule for group in self.groups_of(agent) for rule in group.rules]

    def follows(self, agent: str) -> str:
        """The name whose groups an agent follows: its own, its family's, "*", or "" when no group is for it."""
        own = agent_name(agent)
        if own in self._named:
            return own
        for name in FAMILIES.get(own, ()):
            if any(name in group.agents for group in self._named.get(name, ())):
                return name
        return "*" if "*" in self._named and own not in NAMED_ONLY else ""

    def groups_of(self, agent: str) -> list[Group]:
        """The groups that an agent follows; they count as one, wherever they stand."""
        followed = self.follows(agent)
        named = self._named.get(followed, [])
        if followed == agent_name(agent):
            return named
        return [group for group in named if followed in group.agents]  # "Sogou", not "Sogou inst spider" beside it

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds between requests that the agent is asked for, at most 30."""
        followed, delays = self.follows(agent), []
        for group in self.groups_of(agent):
            above = next(at for at, name in enumerate(group.agents) if followed in (name, token_of(name)))
            delays += [seconds for count, seconds in group.delays if count > above]
        return min(MAX_DELAY, max(delays)) if delays else None

    @property
    def restricts(self) -> bool:
        """Whether any URL is disallowed for anybody."""
        return bool(self.closed) or any(not rule.allow for group in self.groups for rule in group.rules)


def _with_index_pages(rules: list[Rule]) -> Iterator[Rule]:
    """As Google's parser: an allowed ``/a/index.html`` opens ``/a/``."""
    for rule in rules:
        yield rule
        folder, _, page = rule.pattern.rpartition("/")
        if rule.allow and page.startswith("index.htm"):
            yield rule._replace(pattern=f"{folder}/$")


def from_response(status: int | None, body: bytes, error: str = "") -> Robots:
    """By RFC 9309, 2.3.1: 2xx is read, 4xx allows everything, 5xx and no answer disallow everything; 429 counts as 5xx.

    A redirect that leads nowhere, or too far, counts as 4xx: there is no file.
    """
    if status is not None and 200 <= status < 300:
        return parse(body)
    if error in ("too-many-redirects", "bad-redirect") or (
        status is not None and 300 <= status < 500 and status != 429
    ):
        return Robots()
    return Robots(closed=str(status) if status is not None else error or "unreachable")


def parse(body: bytes) -> Robots:
    """Groups and sitemaps of a file, whatever its bytes are; an HTML page in its place rarely has any."""
    return parse_text(readable(body))


def parse_text(text: str) -> Robots:
    """Groups and sitemaps of the text that ``readable`` gives.

    User-agent lines up to the next Allow or Disallow begin one group; blank, unknown and other lines neither end nor
    split it (RFC 9309, 2.1 and 2.2.4). Rules before any of them are nobody's.
    """
    groups: list[Group] = []
    sitemaps: list[str] = []
    naming = False
    for number, written, value, raw in split_lines(text):
        kind = field_of(written)
        if kind == "sitemap":
            sitemaps.append(_address(written, value))
        elif kind == "user-agent":
            if not naming:
                groups.append(Group(number))
            naming = True
            groups[-1].agents.append(agent_name(value))
        elif groups and kind:
            naming = naming and kind == "crawl-delay"
            _add(groups[-1], kind, value, Rule(kind == "allow", value, number, raw))
    return Robots(tuple(groups), tuple(sitemaps))


def _add(group: Group, kind: str, value: str, rule: Rule) -> None:
    """One line of a group: a delay, a rule, or one without a path."""
    if kind == "crawl-delay":
        seconds = seconds_of(value)
        if seconds is not None:
            group.delays.append((len(group.agents), seconds))
    elif value:
        group.rules.append(rule)
    else:
        group.open = group.open or not rule.allow


def _address(written: str, value: str) -> str:
    """Of ``Sitemap: https://...``, and of ``Sitemap https://...``, where the first colon is that of the address."""
    scheme = written.rpartition(" ")[2]
    return f"{scheme}:{value}" if scheme in ("http", "https") else value.lstrip(": ")


def lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    """(number from 1, field in lower case, value, line as written) of each line that says something.

    The field is "" where there is none; an HTML page served in the file's place has no lines for people.
    """
    if not is_html(text):
        yield from split_lines(text)


def seconds_of(value: str) -> float | None:
    """A Crawl-delay; None when it is no number of seconds."""
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e6 else None
