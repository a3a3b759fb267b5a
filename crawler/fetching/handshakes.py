"""Why a TLS handshake failed: OpenSSL tells its callback once, and Twisted does not pass it on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from service_identity.exceptions import VerificationError
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.tls import FAULTS

ISSUER_UNKNOWN = (20, 21)  # of x509_vfy.h: the issuer of a certificate is neither sent nor known here
# What OpenSSL says of what it read, and what that means.
SAID = (
    ("tls-version", ("unsupported protocol", "protocol version", "no protocols available", "version too low")),
    ("not-tls", ("wrong version number", "http request", "packet length too long", "record layer failure", "unknown protocol")),
    ("tls-name", ("unrecognized name",)),
    ("tls-untrusted", ("certificate verify failed",)),
)  # fmt: skip


@implementer(IPolicyForHTTPS)
class Handshakes:
    """Wraps Scrapy's policy and remembers of each host what was wrong with its certificate."""

    def __init__(self, policy: Any) -> None:
        self.policy = policy
        self.faults: dict[tuple[str, int], str] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        creator = self.policy.creatorForNetloc(hostname, port)
        create, place = creator._createConnection, (hostname.decode("ascii"), port)
        creator._createConnection = lambda protocol: self._watched(create(protocol), place)
        return creator

    def _watched(self, connection: SSL.Connection, place: tuple[str, int]) -> SSL.Connection:
        verify = connection.set_verify

        def set_verify(mode: int, callback: Any) -> None:
            def told(conn: Any, certificate: Any, code: int, depth: int, fine: int) -> bool:
                judged = bool(callback(conn, certificate, code, depth, fine))
                if not judged:
                    self.faults[place] = _fault(code, depth) if not fine else "tls-name"
                return judged

            verify(mode, told)

        connection.set_verify = set_verify  # type: ignore[method-assign,assignment]
        return connection

    def cause(self, url: str, reasons: Sequence[BaseException]) -> str:
        """Short name of a handshake's failure: tls-expired, tls-name, tls-version, not-tls, tls ...; "" for others."""
        parts = urlsplit(url)
        if parts.scheme != "https":
            return ""
        if any(isinstance(one, VerificationError) for one in reasons):
            return "tls-name"
        errors = [one for one in reasons if isinstance(one, SSL.Error)]
        if not errors:
            return ""
        said = " ".join(str(one) for one in errors).lower()
        name = next((name for name, texts in SAID if any(text in said for text in texts)), "tls")
        known = self.faults.get((parts.hostname or "", parts.port or 443), "")
        return known or name if name == "tls-untrusted" else name


def _fault(code: int, depth: int) -> str:
    """As in ``crawler.tls``; a site that does not send who signed its certificate is told from one signed by nobody known."""
    if code in ISSUER_UNKNOWN and depth == 0:
        return "tls-chain"
    return f"tls-{FAULTS.get(code, 'untrusted')}"
