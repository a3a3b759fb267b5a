"""Which addresses may be connected to: those of the public internet, and of private networks only those somebody named.

A page, a redirect, a sitemap or a name that resolves to something else on the second look must not make us ask this
machine, its network, or the metadata of its cloud for anything. So the address that is judged is the one that is
connected to: Twisted's resolver (``crawler.fetching.resolver``) and httpx's transport (``crawler.guarded``) ask here.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from configs.units import network
from crawler.urls import is_local

# Names for which a local proxy stands in resolve to these; a network for benchmarks, where nobody lives.
STAND_INS = ipaddress.ip_network("198.18.0.0/15")
# IPv6 addresses that stand for an IPv4 address, in their last 32 bits (RFC 6052), and those of one network only (RFC 8215).
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
TRANSLATED_LOCALLY = ipaddress.ip_network("64:ff9b:1::/48")
# What a start URL of this machine or a private network opens; never link-local ones, where clouds keep their secrets.
LOCAL = tuple(
    map(ipaddress.ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"))
)
# Ports on which no shop is, and on which a request could be taken for a command. Source: https://fetch.spec.whatwg.org/#port-blocking
BAD_PORTS = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
    111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540,
    548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566,
    6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
))  # fmt: skip

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class PrivateError(OSError):
    """An address that must not be connected to."""


class Guard:
    """Decides for one site.

    Args:
        starts: URLs that a person has written down; one of this machine or a private network opens those to the site.
        hosts: keys of the site's hosts: an address among them is open, at its port.
        allowed: further networks, like ``10.0.0.0/8``.
    """

    def __init__(
        self, starts: Collection[str] = (), hosts: Collection[str] = (), allowed: Collection[str] = ()
    ) -> None:
        urls = [*starts, *(f"http://{host}" for host in hosts)]
        opened = LOCAL if any(map(is_local, starts)) else ()
        self.networks: tuple[Network, ...] = (*opened, *map(network, allowed))
        self.places = frozenset((address, port_of(url)) for url in urls if (address := literal(_host(url))) is not None)
        self.ports = frozenset(map(port_of, urls))

    def permits(self, text: str, port: int) -> bool:
        """Whether an IP address may be connected to."""
        address = literal(text)
        if address is None:
            return False
        if is_public(text) or (address, port) in self.places:
            return True
        return any(address in network for network in self.networks)

    def refuses(self, url: str) -> str:
        """Why a normalised URL is not asked for, as far as it shows without looking its name up; empty when it may be.

        Returns:
            private, bad-port, or bad-url, which is also what another scheme than http gets.
        """
        host, port = _host(url), port_of(url)
        if not url.startswith(("http://", "https://")) or not host:
            return "bad-url"
        if port in BAD_PORTS and port not in self.ports:
            return "bad-port"
        if literal(host) is not None:
            return "" if self.permits(host, port) else "private"
        if host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost"):
            return "" if self.permits("127.0.0.1", port) else "private"
        return ""

    async def addresses(self, host: str, port: int) -> list[str]:
        """What a host may be connected to at, IPv4 first.

        Raises:
            PrivateError: it has addresses, but none that may be.
            OSError, UnicodeError: it has none.
        """
        found = [host] if literal(host) is not None else await resolved(host, port)
        permitted = self.permitted(found, port)
        if not permitted:
            raise PrivateError(f"{host} is private")
        return permitted

    def permitted(self, addresses: Iterable[str], port: int) -> list[str]:
        """Those that may be connected to, IPv4 first, each once."""
        return sorted(
            (one for one in dict.fromkeys(addresses) if self.permits(one, port)), key=lambda text: ":" in text
        )


def literal(host: str) -> Address | None:
    """The IP address that a host is written as; None for a name. One that stands for another is the other."""
    try:
        address: Address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    return _inner(address) if isinstance(address, ipaddress.IPv6Address) else address


def is_public(text: str) -> bool:
    """Whether an IP address may be one of the public internet's."""
    address = literal(text)
    if address is None:
        return False
    if address in STAND_INS:
        return True
    return address.is_global and not address.is_multicast and address not in TRANSLATED_LOCALLY


def _inner(address: ipaddress.IPv6Address) -> Address:
    """The IPv4 address that one of version 6 stands for; itself when it stands for none."""
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _host(url: str) -> str:
    with suppress(ValueError):
        return urlsplit(url).hostname or ""
    return ""


def port_of(url: str) -> int:
    """The port of a URL, or the one its scheme stands for; 0 for one that is none."""
    try:
        parts = urlsplit(url)
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return 0


async def resolved(host: str, port: int) -> Sequence[str]:
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
