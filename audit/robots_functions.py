"""What checks in SQL ask of a robots.txt, given as its text: unknown fields, who is kept out of where, and by which line."""

from __future__ import annotations

import difflib
import json
import re
import sqlite3
from functools import lru_cache

from audit import content_signals, robots_syntax
from audit.pairs import resolved
from crawler.robots import AGENTS, Group, Robots, lines, parse
from crawler.urls import origin

EXAMPLES = 5
# Agents that gather texts for training models, and that fetch for the answers of AI search, by their makers' documents.
TRAINING = (
    "GPTBot", "ClaudeBot", "CCBot", "Google-Extended", "Bytespider", "Applebot-Extended", "meta-externalagent",
    "Amazonbot", "cohere-ai", "anthropic-ai",
)  # fmt: skip
ANSWERING = ("OAI-SearchBot", "ChatGPT-User", "PerplexityBot", "Claude-SearchBot", "Claude-User", "DuckAssistBot")

# Whose own groups are worth a look: crawlers that bring visitors. Those of tools are often kept short on purpose.
SEARCHERS = frozenset(agent.lower() for agent in AGENTS if agent != "*") | {
    "googlebot-image", "googlebot-news", "googlebot-video", "baiduspider-image", "baiduspider-render", "sogou", "haosouspider",
    "bytespider", "toutiaospider", "petalbot", "yandex", "yandexbot", "slurp", "duckduckbot", "applebot", "yeti", "msnbot",
}  # fmt: skip
_WHOLE = re.compile(r"[\w-]+\s*:?\s*(?:/?\*|/)")  # a rule over the whole site


@lru_cache(maxsize=16)
def _robots(text: str) -> Robots:
    return parse(text.encode("utf-8"))


def unknown_fields(text: str, known: str) -> str:
    """JSON list of {line, text, field, meant} of the lines whose field is not in ``known``, a JSON list."""
    names = json.loads(known)
    found = []
    for number, key, _, raw in lines(text):
        if key not in names:
            near = difflib.get_close_matches(key, names, 1, 0.7) if key else []
            found.append({"line": number, "text": raw[:200], "field": key, "meant": near[0] if near else ""})
    return json.dumps(found, ensure_ascii=False)


def sitemap_lines(text: str) -> int:
    """Number of Sitemap lines."""
    return len(_robots(text).sitemaps)


def closed_to(text: str, url: str, agents: str) -> str:
    """JSON list of {agent, line, rule} of those of ``agents``, a JSON list, that may not fetch ``url``."""
    robots = _robots(text)
    verdicts = [(agent, robots.verdict(agent, url)) for agent in json.loads(agents)]
    kept_out = [(agent, verdict) for agent, verdict in verdicts if not verdict.allowed]
    return json.dumps([{"agent": agent, "line": one.line, "rule": one.rule} for agent, one in kept_out])


def site_closed_to(text: str, url: str) -> str:
    """As ``closed_to`` for the search engines' agents, where a rule over the whole site keeps them from ``url``."""
    found = json.loads(closed_to(text, url, json.dumps(AGENTS)))
    return json.dumps([one for one in found if _WHOLE.fullmatch(one["rule"].partition("#")[0].strip())])


def dropped_rules(text: str, url: str) -> str:
    """JSON list of {agent, line, rule, dropped, examples}: rules of the * group that a search engine's own group lets go.

    A group that allows everything in so many words does so on purpose.
    """
    robots, found = _robots(text), []
    general = [rule for group in robots.groups if "*" in group.agents for rule in group.rules if not rule.allow]
    for agent in dict.fromkeys(name for group in robots.groups for name in group.agents if name in SEARCHERS):
        groups = [group for group in robots.groups if agent in group.agents]
        if any("*" in group.agents or _opens(group) for group in groups):
            continue
        allowed = {rule.pattern for group in groups for rule in group.rules if rule.allow}
        lost = [
            rule
            for rule in general
            if rule.pattern not in allowed and robots.verdict(agent, origin(url) + _sample(rule.pattern)).allowed
        ]
        if lost:
            texts = [rule.text[:100] for rule in lost[:EXAMPLES]]
            found.append(
                {"agent": agent, "line": lost[0].line, "rule": texts[0], "dropped": len(lost), "examples": texts}
            )
    return json.dumps(found, ensure_ascii=False)


def _opens(group: Group) -> bool:
    return (group.open and not group.rules) or any(
        rule.allow and rule.pattern in ("/", "*", "/*") for rule in group.rules
    )


def _sample(pattern: str) -> str:
    """A path that a pattern matches."""
    path = pattern.removesuffix("$").replace("*", "x")
    return path if path.startswith("/") else f"/{path}"


def blocked_resources(text: str, url: str, addresses: str | None) -> str:
    """JSON list of {file, agent, line, rule}: own files of a page, JSON list as written, that engines may not fetch."""
    found = []
    home = origin(url)
    for written in json.loads(addresses or "[]"):
        verdict = _file_verdict(
            text, home, written if written.startswith(("/", "http")) else resolved(url, written) or ""
        )
        if verdict:
            found.append(verdict)
    return json.dumps(found, ensure_ascii=False)


@lru_cache(maxsize=20_000)
def _file_verdict(text: str, home: str, address: str) -> dict[str, object] | None:
    """The first engine that may not fetch a file of the host ``home``; None also for files of other hosts."""
    file = resolved(home + "/", address)
    if not file or origin(file) != home:
        return None
    robots = _robots(text)
    for agent in ("Googlebot", "bingbot", "Baiduspider"):
        verdict = robots.verdict(agent, file)
        if not verdict.allowed:
            return {"file": file, "agent": agent, "line": verdict.line, "rule": verdict.rule}
    return None


def restricts(text: str) -> int:
    """1 when any rule keeps anybody out of anything."""
    return int(_robots(text).restricts)


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    for name, count, function in (
        ("robots_unknown_fields", 2, unknown_fields),
        ("robots_sitemap_lines", 1, sitemap_lines),
        ("robots_closed_to", 3, closed_to),
        ("robots_site_closed_to", 2, site_closed_to),
        ("robots_dropped_rules", 2, dropped_rules),
        ("robots_blocked_resources", 3, blocked_resources),
        ("robots_restricts", 1, restricts),
        ("ai_training_agents", 0, lambda: json.dumps(TRAINING)),
        ("ai_answering_agents", 0, lambda: json.dumps(ANSWERING)),
    ):
        db.create_function(name, count, function, deterministic=True)
    robots_syntax.register(db)
    content_signals.register(db)
