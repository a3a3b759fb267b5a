"""Certificates that are wrong in one way each, and servers that show them."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DAY = timedelta(days=1)
HERE = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))


class Issuer:
    """An authority that nobody trusts but who is told to; ``chain`` goes with what it signs."""

    def __init__(self, name: str, above: Issuer | None = None) -> None:
        self.name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        signer = above or self
        made = begun(self.name, signer.name, self.key, 90).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), True
        )
        self.certificate = made.sign(signer.key, hashes.SHA256())
        self.chain: list[x509.Certificate] = [] if above is None else [self.certificate, *above.chain]


def begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int) -> x509.CertificateBuilder:
    now = datetime.now(UTC).replace(tzinfo=None)
    first = now + DAY if days == 0 else min(now - DAY, now + (days - 1) * DAY)
    last = now + 30 * DAY if days == 0 else now + days * DAY
    return x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), first, last)


def served(
    folder: Path, issuer: Issuer | None, *, days: int = 90, names: Sequence[x509.GeneralName] = (HERE,), chain: bool = True
) -> ssl.SSLContext:  # fmt: skip
    """A server's context.

    Args:
        issuer: None signs itself.
        days: until it ends; negative: ago; 0: it begins tomorrow.
        chain: whether intermediate certificates are sent.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "shop")])
    made = begun(name, issuer.name if issuer else name, key, days)
    made = made.add_extension(x509.SubjectAlternativeName(list(names)), critical=False)
    leaf = made.sign(issuer.key if issuer else key, hashes.SHA256())
    sent = [leaf, *(issuer.chain if issuer and chain else [])]
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / f"{leaf.serial_number}.pem"
    file.write_bytes(private + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in sent))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
