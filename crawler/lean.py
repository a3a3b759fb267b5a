"""Libraries without the optional parts of theirs that a crawl has no use for: 15 MB less of a crawl's 160."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Let what is imported inside do without some modules, which it would import only because they are installed.

    Outside they can be imported as before; one that is loaded already stays.
    """
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: "not to be found", as Python has it
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
