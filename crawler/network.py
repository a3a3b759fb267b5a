"""How a host is reached: its addresses, how long name, connection and handshake take, and which HTTP it speaks."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler import tls
from crawler.tls import Facts, milliseconds

ADDRESSES = 10  # of a host, kept
FAMILIES = {socket.AF_INET: "IPv4", socket.AF_INET6: "IPv6"}


@dataclass(frozen=True, slots=True)
class Found:
    """What the name of a host leads to. ``error``: dns, timeout."""

    addresses: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    dns_ms: float | None = None  # None: nothing was looked up
    at: tuple[str, int] | None = None  # where to connect; None: not known
    error: str = ""

    def told(self) -> Facts:
        """As the first part of the facts of a host; nothing is known of connections."""
        lists = {"addresses": list(self.addresses), "families": list(self.families)}
        return {**lists, "dns_ms": self.dns_ms, "connect_ms": None, "tls_ms": None}


@dataclass(frozen=True, slots=True)
class Told:
    """Facts of a host: ``network`` for every one, ``tls`` for one that speaks it."""

    network: Facts = field(default_factory=dict)
    tls: Facts = field(default_factory=dict)


async def look_up(place: str, timeout: float, connect_to: Mapping[str, str]) -> Found:
    """The addresses of an origin (``https://shop.example``), IPv4 before IPv6.

    Args:
        connect_to: as of ``Prober``; what it names is not looked up.
    """
    parts = urlsplit(place)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    if instead := connect_to.get(f"{host}:{port}"):
        name, _, number = instead.rpartition(":")
        return Found((name.strip("[]"),), (_family(name.strip("[]")),), None, (name.strip("[]"), int(number)))
    if _family(host):
        return Found((host,), (_family(host),), None, (host, port))
    begun = time.monotonic()
    try:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(timeout):
            rows = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError:
        return Found(error="timeout")
    except (OSError, UnicodeError):
        return Found(error="dns")
    took = milliseconds(time.monotonic() - begun)
    first = rows[0][4] if rows else None
    found = sorted({(FAMILIES[row[0]], str(row[4][0])) for row in rows if row[0] in FAMILIES})
    addresses = tuple(address for _, address in found[:ADDRESSES])
    families = tuple(sorted({family for family, _ in found}))
    return Found(addresses, families, took, (str(first[0]), int(first[1])) if first else None)


def _family(text: str) -> str:
    """IPv4 or IPv6 for an address; empty for a name."""
    try:
        return f"IPv{ipaddress.ip_address(text).version}"
    except ValueError:
        return ""


def facts_of(place: str, found: Found, timeout: float, trusted: ssl.SSLContext | None, fault: str | None) -> Told:
    """Facts of an origin, by two connections where it is https and one where it is http; blocks.

    Args:
        fault: as of ``tls.inspect``.
    """
    parts = urlsplit(place)
    if parts.scheme != "https":
        return Told({**found.told(), "connect_ms": _connect_ms(found.at, timeout)})
    secured = tls.inspect(parts.hostname or "", parts.port or 443, timeout, trusted, at=found.at, fault=fault)
    secured, took = tls.timings(secured)
    return Told({**found.told(), **took}, secured)


def _connect_ms(at: tuple[str, int] | None, timeout: float) -> float | None:
    if at is None:
        return None
    begun = time.monotonic()
    try:
        with socket.create_connection(at, timeout=timeout):
            return milliseconds(time.monotonic() - begun)
    except OSError:
        return None
