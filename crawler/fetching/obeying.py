"""robots.txt obeyed while crawling, with Protego; the audit explains verdicts with ``crawler.robots``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from crawler.robots import Robots

AGENT = "xunlu"
_VERSIONED = re.compile(rf"^(\s*user-agent\s*[:\s]\s*{AGENT})/.*", re.IGNORECASE | re.MULTILINE)
MAX_DELAY = 30.0  # seconds; a longer Crawl-delay is taken as this


@dataclass(frozen=True, slots=True)
class Obeyed:
    """The rules of one host for our agent. ``reason`` says why everything is closed, if it is."""

    parser: Any = None  # protego.Protego, None = everything allowed
    reason: str = ""

    @classmethod
    def of(cls, robots: Robots, text: str) -> Obeyed:
        """From what the probes found; ``text`` is the file without byte order mark."""
        if robots.closed:
            return cls.closed(robots.closed)
        if not robots.groups:
            return cls()
        from protego import Protego

        return cls(Protego.parse(_VERSIONED.sub(r"\1", text)))  # Protego takes "xunlu/1.0" for somebody else

    @classmethod
    def closed(cls, reason: str) -> Obeyed:
        """Everything is disallowed: the server could not say what is allowed."""
        return cls(None, reason)

    def allows(self, url: str) -> bool:
        """Whether our agent may fetch ``url``."""
        if self.reason:
            return False
        return self.parser is None or bool(self.parser.can_fetch(url, AGENT))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between requests that the host asks for, at most 30."""
        delay = self.parser.crawl_delay(AGENT) if self.parser is not None else None
        return min(MAX_DELAY, max(0.0, float(delay))) if delay is not None else None
