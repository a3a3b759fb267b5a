"""What a single value may be: one of a few, not negative, a duration, a proxy."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator

from configs.text import Text
from configs.units import network

PROXY = re.compile(r"http://[^/\s@]+/?")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110: name of a header; of a cookie, too


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


def networks(place: str, written: Iterable[str]) -> Iterator[Text]:
    """IP addresses and networks."""
    for one in written:
        try:
            network(one)
        except ValueError:
            yield Text(
                f"{place} 要写成 10.0.0.0/8 或 192.168.1.20 这样，不是 {one!r}",
                f"{place} must be written like 10.0.0.0/8 or 192.168.1.20, not {one!r}",
            )


def headers(place: str, names: Iterable[str], ours: Collection[str] = ()) -> Iterator[Text]:
    """Names of headers or cookies; ``ours`` are those that only the program sets."""
    for name in names:
        if not TOKEN.fullmatch(name) or name.lower() in ours:
            yield Text(f"{place} 里不能用 {name!r}", f"{place} cannot have {name!r}")


def variables(named: Iterable[tuple[str, str]]) -> Iterator[Text]:
    """Places, and what should be names of environment variables there.

    A secret in their place is the usual mistake: what was written is not said again.
    """
    for place, name in named:
        if not VARIABLE.fullmatch(name):
            yield Text(
                f"{place} 不是环境变量名；这里只写变量名，不写密码本身",
                f"{place} is no name of an environment variable: write the name here, never the secret",
            )


def one_proxy(place: str, written: str, variable: str) -> Iterator[Text]:
    """A proxy is written or named, not both."""
    if written and variable:
        yield Text(f"{place} proxy 和 proxy_env 只能写一个", f"{place} has both proxy and proxy_env")
