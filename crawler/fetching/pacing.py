"""The clock of a host: how many requests at once, how far apart, and when not at all."""

from __future__ import annotations

import email.utils
import re
import time
from dataclasses import dataclass

MAX_RETRY_AFTER = 3600.0  # seconds; a server that asks for more is asked again after this
BACK_OFF = (0.5, 2.0, 8.0)  # seconds before the second, third ... request of a URL
SLOW = 1.0  # seconds of latency from which requests are spread further


@dataclass(slots=True)
class HostClock:
    """Paces one host. Times are of ``time.monotonic``.

    Args:
        delay: least seconds between two requests.
        concurrency: requests at once.
    """

    delay: float
    concurrency: int
    next_at: float = 0.0
    active: int = 0
    latency: float = 0.0  # moving average, seconds
    closed: bool = False  # its robots.txt is not known yet

    def wait(self, now: float) -> float | None:
        """Seconds until a request may start; None while too many are under way, or none may."""
        if self.closed or self.active >= self.concurrency:
            return None
        return max(0.0, self.next_at - now)

    def start(self, now: float) -> None:
        """A request starts."""
        self.active += 1
        slow = self.latency / self.concurrency if self.latency > SLOW else 0.0
        self.next_at = max(now, self.next_at) + max(self.delay, slow)

    def end(self, latency: float | None) -> None:
        """A request ended; ``latency`` in seconds when it was answered."""
        self.active -= 1
        if latency is not None:
            self.latency = latency if not self.latency else 0.8 * self.latency + 0.2 * latency

    def hold(self, seconds: float, now: float) -> None:
        """No request before ``seconds`` from now."""
        self.next_at = max(self.next_at, now + seconds)


def retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks for (a number or an HTTP date), within 0 and one hour."""
    if not value:
        return None
    text = value.strip()
    if re.fullmatch(r"-?[0-9]+", text):
        return min(MAX_RETRY_AFTER, max(0.0, float(text)))
    try:
        moment = email.utils.parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
    return min(MAX_RETRY_AFTER, max(0.0, moment - time.time()))


def back_off(attempts: int) -> float:
    """Seconds before the next request of a URL that failed ``attempts`` times."""
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
