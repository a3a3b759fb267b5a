"""The time by which a crawl plans: UTC as it was when the program began, and from then on never set."""

from __future__ import annotations

import time

_BEGAN = time.time() - time.monotonic()


def steady() -> float:
    """Seconds since 1970, on a clock that nobody sets back or on while the program runs."""
    return _BEGAN + time.monotonic()
