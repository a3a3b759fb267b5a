"""robots.txt obeyed while crawling: the reading of ``crawler.robots``, which also explains it, for our own agent."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.robots import Robots

AGENT = "xunlu"


@dataclass(frozen=True, slots=True)
class Obeyed:
    """The rules of one host for our agent."""

    robots: Robots = field(default_factory=Robots)

    @classmethod
    def closed(cls, reason: str) -> Obeyed:
        """Everything is disallowed: the server could not say what is allowed."""
        return cls(Robots(closed=reason))

    @property
    def reason(self) -> str:
        """Why everything is closed; empty when it is not."""
        return self.robots.closed

    def allows(self, url: str) -> bool:
        """Whether our agent may fetch ``url``."""
        return self.robots.allows(AGENT, url)

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between requests that the host asks for, at most 30."""
        return self.robots.crawl_delay(AGENT)
