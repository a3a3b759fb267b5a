"""Content-Signal lines of a robots.txt: what a site says its texts may be used for, and where that contradicts itself.

``Content-Signal: [path] search=yes, ai-input=no, ai-train=no`` stands in a group and holds for its agents
(https://contentsignals.org/). A group of an agent's own replaces the one for all: lines of two groups contradict each other
only where they are for the same agent.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.robots import Robots, lines, parse
from crawler.robots_lines import agent_name, field_of
from crawler.urls import origin

SIGNALS = ("search", "ai-input", "ai-train")
KEPT = 200  # characters of a line that are told
_PAIR = re.compile(r"([a-z-]+)\s*=\s*(yes|no)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Said:
    """One value of a signal."""

    agent: str
    path: str
    signal: str
    value: str
    line: int
    text: str = field(compare=False)


def conflicts(text: str, url: str) -> str:
    """JSON list of {fault, agent, path, signal, line, text, other, rule}.

    ``fault`` is values (yes and no; ``other`` is the line of the first) or closed (a use is allowed of a path that its
    agent may not fetch at all; ``other`` and ``rule`` are of the line that closes it).
    """
    said = list(_said(text))
    if not said:
        return "[]"
    found = [*_of_values(said), *_of_rules(said, parse(text.encode("utf-8")), origin(url))]
    return json.dumps(found, ensure_ascii=False)


def _said(text: str) -> Iterator[_Said]:
    agents: list[str] = []
    naming = False
    for number, written, value, raw in lines(text):
        kind = field_of(written)
        if kind == "user-agent":
            agents = [*agents, agent_name(value)] if naming else [agent_name(value)]
            naming = True
        elif kind in ("allow", "disallow"):
            naming = False
        elif written == "content-signal":
            naming = False  # by the standard the group runs on; nobody who writes signals for one agent means the next
            path = value.split()[0] if value.startswith("/") else "/"
            for signal, answer in _PAIR.findall(value):
                for agent in agents if signal.lower() in SIGNALS else ():
                    yield _Said(agent, path, signal.lower(), answer.lower(), number, raw[:KEPT])


def _of_values(said: list[_Said]) -> Iterator[dict[str, object]]:
    first: dict[tuple[str, str, str], _Said] = {}
    told: set[tuple[str, str, str]] = set()
    for one in said:
        key = (one.agent, one.path, one.signal)
        before = first.setdefault(key, one)
        if before.value != one.value and key not in told:
            told.add(key)
            yield _told(one, "values", before.line, before.text)


def _of_rules(said: list[_Said], robots: Robots, home: str) -> Iterator[dict[str, object]]:
    """A closed path with anything opened below it is not closed as a whole."""
    told: set[tuple[str, str]] = set()
    for one in said:
        if one.value != "yes" or (one.agent, one.path) in told:
            continue
        verdict = robots.verdict(one.agent, home + one.path)
        below = [rule for rule in robots.rules(one.agent) if rule.allow and rule.pattern.startswith(one.path)]
        if not verdict.allowed and not below:
            told.add((one.agent, one.path))
            yield _told(one, "closed", verdict.line, verdict.rule)


def _told(one: _Said, fault: str, line: int, rule: str) -> dict[str, object]:
    return {
        "fault": fault, "agent": one.agent, "path": one.path, "signal": one.signal, "line": one.line, "text": one.text,
        "other": line, "rule": rule[:KEPT],
    }  # fmt: skip


def register(db: sqlite3.Connection) -> None:
    """Make the function known to a connection."""
    db.create_function("content_signal_conflicts", 2, conflicts, deterministic=True)
