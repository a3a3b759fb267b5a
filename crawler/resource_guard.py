"""Addresses that a page of somebody else's must not make us ask for: this machine and private networks."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

# Names for which a local proxy stands in resolve to these; a network for benchmarks, where nobody lives.
STAND_INS = ipaddress.ip_network("198.18.0.0/15")
# IPv6 addresses that stand for an IPv4 address, in their last 32 bits (RFC 6052), and those of one network only (RFC 8215).
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
TRANSLATED_LOCALLY = ipaddress.ip_network("64:ff9b:1::/48")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(text: str) -> bool:
    """Whether an IP address may be one of the public internet's."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        address = _inner(address)
    if address in STAND_INS:
        return True
    return address.is_global and not address.is_multicast and address not in TRANSLATED_LOCALLY


def _inner(address: ipaddress.IPv6Address) -> Address:
    """The IPv4 address that one of version 6 stands for; itself when it stands for none."""
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


async def barred(url: str, seconds: float, *, by_name: bool = True) -> str:
    """Why an absolute URL must or can not be asked for: private, dns, bad-url; empty when it may.

    What a name resolves to may be something else a moment later; this keeps out what is plain to see.

    Args:
        seconds: for resolving the name.
        by_name: False where a proxy resolves names: then only addresses are judged.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "bad-url"
    with suppress(ValueError):
        ipaddress.ip_address(host)
        return "" if is_public(host) else "private"
    if host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost"):
        return "private"
    if not by_name:
        return ""
    try:
        async with asyncio.timeout(seconds):
            addresses = await _resolved(host, port)
    except (OSError, UnicodeError):  # a TimeoutError is an OSError
        return "dns"
    return "" if all(is_public(address) for address in addresses) else "private"


async def _resolved(host: str, port: int) -> Sequence[str]:
    """Addresses of a name, looked up in a thread that nobody waits for: a resolver that hangs must not hold up the end.

    Raises:
        OSError, UnicodeError: there are none.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(addresses: Sequence[str], error: Exception | None) -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(addresses)
        else:
            answer.set_exception(error)

    def look() -> None:
        addresses: list[str] = []
        failure: Exception | None = None
        try:
            addresses = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            failure = error
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, addresses, failure)

    threading.Thread(target=look, name="resolve", daemon=True).start()
    return await answer
