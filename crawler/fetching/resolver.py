"""Names to addresses for Scrapy, through the guard: Twisted connects to what is resolved here, so nothing comes between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from crawler.guard import Guard

admitted: dict[str, list[Guard]] = {}  # by host name: the guards of the sites that have it
refused: set[str] = set()  # names that led to private addresses only


def admit(host: str, guard: Guard) -> None:
    """Let the pages of a host be fetched from where ``guard`` permits; nothing else resolves.

    Args:
        host: without port, as written in URLs.
    """
    guards = admitted.setdefault(host.strip("[]"), [])
    if guard not in guards:
        guards.append(guard)


def name_of(host_key: str) -> str:
    """The name in a host key."""
    name, colon, port = host_key.rpartition(":")
    return (name if colon and port.isdigit() else host_key).strip("[]")


@implementer(IHostnameResolver)
class GuardResolver(CachingHostnameResolver):
    """Resolves IPv4 and IPv6, IPv4 first: a second address is tried 0.3 s later only."""

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """Hand on what may be connected to."""
        receiver: Any = _Permitted(resolutionReceiver, hostName, portNumber)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Permitted:
    """Stands before a receiver of addresses and keeps back what the guards do not permit."""

    def __init__(self, receiver: Any, host: str, port: int) -> None:
        self.receiver, self.host, self.port = receiver, host, port
        self.found: list[IPv4Address | IPv6Address] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:
        self.found.append(address)

    def resolutionComplete(self) -> None:
        guards = admitted.get(self.host.strip("[]"), [])
        permitted = [one for one in self.found if any(guard.permits(one.host, self.port) for guard in guards)]
        if self.found and not permitted:
            refused.add(self.host.strip("[]"))
        for address in sorted(permitted, key=lambda one: isinstance(one, IPv6Address)):
            self.receiver.addressResolved(address)
        self.receiver.resolutionComplete()
