"""Sites with names on 127.0.0.1: answers by host and path, over http or TLS with certificates made for the test."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crawler.guard import Guard
from tests.e2e.tiny import Answer, Reply, TinySite

DAY = timedelta(days=1)
THIS = Guard(["http://127.0.0.1/"])  # for requests to this machine


class Authority:
    """Signs certificates; ``trusting`` is a context that trusts it and nobody else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test CA")])
        made = self._begun(name, name, self.key).add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        self.certificate = made.sign(self.key, hashes.SHA256())

    def _begun(self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        now = datetime.now(UTC).replace(tzinfo=None)
        return x509.CertificateBuilder(
            issuer, subject, key.public_key(), x509.random_serial_number(), now - DAY, now + 90 * DAY
        )

    @property
    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=_pem(self.certificate).decode())

    def serving(self, names: Sequence[str]) -> ssl.SSLContext:
        """A server's context with a certificate for these names."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
        made = self._begun(subject, self.certificate.subject, key).add_extension(
            x509.SubjectAlternativeName([_name(one) for one in names]), critical=False
        )
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self.folder / f"{names[0].strip('*.')}.pem"
        file.write_bytes(private + _pem(made.sign(self.key, hashes.SHA256())))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        context.set_alpn_protocols(["http/1.1"])
        return context


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _name(text: str) -> x509.GeneralName:
    return x509.IPAddress(ipaddress.ip_address(text)) if text[0].isdigit() else x509.DNSName(text)


class HostSite(TinySite):
    """Serves by ``host/path`` what has such an answer, by ``/path`` the rest; counts connections."""

    def __init__(self, answers: Mapping[str, Answer], secure: ssl.SSLContext | None = None) -> None:
        super().__init__(answers)
        self.connections = 0
        server, taken = self._server, self._server.process_request

        def process(request: object, address: object) -> None:
            self.connections += 1
            taken(request, address)  # type: ignore[arg-type]

        server.process_request = process  # type: ignore[method-assign,assignment]
        if secure:  # the handshake is the handler's: one that is slow or fails holds up nobody
            server.socket = secure.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
            self.url = self.url.replace("http:", "https:")

    @property
    def place(self) -> str:
        """Address and port, to connect to."""
        return f"127.0.0.1:{self._server.server_port}"

    def reply(self, path: str, headers: Mapping[str, str]) -> Reply:
        named = f"{headers.get('Host', '')}{path}"
        self.seen.append(named)
        return super().reply(named if named in self.answers else path, headers)

    @property
    def seen(self) -> list[str]:
        """``host/path`` of every request, in order."""
        return self.__dict__.setdefault("_seen", [])
