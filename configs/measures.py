"""What a single value may be: one of a few, not negative, a duration, a proxy."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from configs.text import Text

PROXY = re.compile(r"https?://[^/\s@]+/?")


def choice(place: str, value: str, allowed: tuple[str, ...]) -> Iterator[Text]:
    """One of ``allowed``."""
    if value not in allowed:
        choices = ", ".join(allowed)
        yield Text(f"{place} 只能是 {choices} 之一，不是 {value!r}", f"{place} must be one of {choices}, not {value!r}")


def negative(place: str, value: float) -> Iterator[Text]:
    """Finite, and not below 0."""
    if not 0 <= value < math.inf:  # TOML has inf and nan
        yield Text(f"{place} 要是不小于 0 的数", f"{place} must be a number, and not negative")


def quantity(place: str, value: str, parse: Callable[[str], float], examples: str) -> Iterator[Text]:
    """What ``parse`` of ``configs.units`` takes."""
    try:
        parse(value)
    except ValueError:
        yield Text(
            f"{place} 要写成 {examples} 这样，不是 {value!r}", f"{place} must be written like {examples}, not {value!r}"
        )


def proxy(place: str, value: str, *others: str) -> Iterator[Text]:
    """The URL of a proxy without credentials, which a file must not hold; or one of ``others``."""
    if not value or value in others or PROXY.fullmatch(value):
        return
    if "@" in value:
        yield Text(f"{place} 里不能写密码：把网址放进环境变量，写 proxy_env", f"{place} must not hold a password: put the URL into an environment variable and set proxy_env")  # fmt: skip
    else:
        yield Text(
            f"{place} 要写成 http://127.0.0.1:7890 这样，不是 {value!r}",
            f"{place} must be written like http://127.0.0.1:7890, not {value!r}",
        )
