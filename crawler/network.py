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
from crawler.guard import Guard, literal, port_of, resolved
from crawler.tls import Facts, milliseconds

ADDRESSES = 10  # of a host, kept


@dataclass(frozen=True, slots=True)
class Found:
    """What the name of a host leads to. ``error``: dns, timeout, private."""

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


async def look_up(place: str, timeout: float, connect_to: Mapping[str, str], guard: Guard) -> Found:
    """The addresses of an origin (``https://shop.example``), IPv4 before IPv6; of those only that may be connected to.

    Args:
        connect_to: as of ``Prober``; what it names is not looked up.
    """
    host, port = urlsplit(place).hostname or "", port_of(place)
    if instead := connect_to.get(f"{host}:{port}"):
        name, _, number = instead.rpartition(":")
        return Found((name.strip("[]"),), (_family(name.strip("[]")),), None, (name.strip("[]"), int(number)))
    if literal(host) is not None:
        at = (host, port) if guard.permits(host, port) else None
        return Found((host,), (_family(host),), None, at, "" if at else "private")
    begun = time.monotonic()
    try:
        async with asyncio.timeout(timeout):
            found = await resolved(host, port)
    except TimeoutError:
        return Found(error="timeout")
    except (OSError, UnicodeError):
        return Found(error="dns")
    took = milliseconds(time.monotonic() - begun)
    permitted = guard.permitted(found, port)
    addresses = sorted(set(found), key=lambda text: (_family(text), text))
    families = tuple(dict.fromkeys(map(_family, addresses)))
    at = (permitted[0], port) if permitted else None
    return Found(tuple(addresses[:ADDRESSES]), families, took, at, "" if at else "private")


def _family(text: str) -> str:
    """IPv4 or IPv6 for an address; empty for a name."""
    try:
        return f"IPv{ipaddress.ip_address(text.partition('%')[0]).version}"
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
