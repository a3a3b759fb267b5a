"""Whether Traditional and Simplified Chinese count as one: for the whole process, set wherever settings come in.

A value of the process and not an argument, because every comparison of words must agree on it.
"""

from __future__ import annotations

simplified = False


def use(on: bool) -> None:
    """Compare words in Simplified Chinese from now on, or as they are written."""
    global simplified
    simplified = on
