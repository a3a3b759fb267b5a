"""The clock of a host: how many requests at once, how far apart, and when not at all."""

from __future__ import annotations

import email.utils
import re
import time
from dataclasses import dataclass

MAX_RETRY_AFTER = 3600.0  # seconds; a server that asks for more is asked again after this
BACK_OFF = (0.5, 2.0, 8.0)  # seconds before the second, third ... request of a URL
SLOW = 1.0  # seconds of latency from which requests are spread further
STRUGGLING = (500, 502, 503, 504)  # what a server says that bears no more
FAILED = 2  # of the last ten answers, from which it is the server that struggles and not a page that is broken
REST = 0.5  # seconds that it is left alone then
EASED = 1.0  # seconds between two cuts of its concurrency
REGAINED = 8  # good answers for each request at once, until one more is tried


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
    borne: float = 0.0  # requests at once that the server has been seen to bear; 0 = as many as are allowed
    recent: int = 0  # a bit for each of the last ten answers: 1 = it failed
    eased: float = 0.0  # when ``borne`` was cut last

    def wait(self, now: float) -> float | None:
        """Seconds until a request may start; None while too many are under way."""
        if self.active >= (int(self.borne) or self.concurrency):
            return None
        return max(0.0, self.next_at - now)

    def answered(self, status: int, now: float) -> None:
        """Ask a server that fails under load for less at once, and try more again when it is well."""
        failed = status in STRUGGLING
        if not (failed or self.recent or self.borne):
            return  # nearly all of the time
        self.recent = (self.recent << 1 | failed) & 0x3FF
        if not failed:
            self._regain()
        elif self.recent.bit_count() >= FAILED and now - self.eased >= EASED:
            self.borne = max(1.0, (self.borne or self.concurrency) / 2)
            self.eased = now
            self.hold(REST, now)

    def _regain(self) -> None:
        if self.borne:
            self.borne += 1 / (REGAINED * self.borne)
            if self.borne >= self.concurrency:
                self.borne = 0.0

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
