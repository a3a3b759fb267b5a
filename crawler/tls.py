"""What the TLS of a host is like: its certificate, versions and protocols, by a few handshakes and no request."""

from __future__ import annotations

import json
import socket
import ssl
import time
import warnings
from datetime import UTC, datetime
from typing import Any, NamedTuple

from crawler.lean import without

with without("httpx._main"):  # its command line, with rich and pygments
    import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

NAMES = 50  # names of a certificate kept
CLIP = 200  # characters of a text
OLDEST = "ALL:@SECLEVEL=0"  # what a modern OpenSSL must be told before it speaks TLS 1.0
# Codes of OpenSSL's x509_vfy.h; what is not named here is "untrusted".
FAULTS = {9: "not-yet-valid", 10: "expired", 18: "self-signed", 62: "name", 64: "name", 23: "revoked"}

Facts = dict[str, Any]


class Place(NamedTuple):
    """Whom to greet, and where."""

    host: str  # the name that the certificate must be for
    address: tuple[str, int]
    timeout: float  # seconds


def inspect(
    host: str,
    port: int,
    timeout: float,
    trusted: ssl.SSLContext | None = None,
    *,
    at: tuple[str, int] | None = None,
    fault: str | None = None,
) -> Facts:
    """Facts of a host; empty when nothing answers there or it does not speak TLS.

    Two connections; a third one where nobody knows yet whether the certificate is trusted.

    ``fault`` says why the certificate is not trusted (empty: it is), ``version``, ``cipher`` and ``alpn`` what was
    agreed on, ``old`` the newest version below 1.2 that is still spoken (empty: none, null: this machine cannot tell),
    ``days_left`` and ``lifetime_days`` the certificate's time, ``names``, ``issuer``, ``key``, ``bits``, ``hash`` the rest,
    ``connect_ms`` and ``tls_ms`` how long connection and handshake took.

    Args:
        timeout: seconds of each handshake.
        trusted: default: what httpx trusts.
        at: address and port to connect to, when ``host`` shall not be looked up (again).
        fault: of the certificate, from an earlier connection: empty where that was trusted.
    """
    place = Place(host.strip("[]"), at or (host.strip("[]"), port), timeout)
    lenient = _lenient()
    lenient.set_alpn_protocols(["h2", "http/1.1"])
    found = _handshake(place, lenient)
    old = _old(place)
    if found is None and not old:
        return {}
    facts: Facts = {"old": old, "version": "", "cipher": "", "alpn": "", "fault": ""}
    if found is not None:
        if fault is None:
            fault = _fault(place, trusted or httpx.create_ssl_context(trust_env=False))
        facts |= {**found, "fault": fault}
    return facts


def timings(facts: Facts) -> tuple[Facts, Facts]:
    """What belongs to the certificate and its host, and how long it took this time."""
    took: Facts = {name: facts[name] for name in ("connect_ms", "tls_ms") if name in facts}
    return {name: value for name, value in facts.items() if name not in took}, took


def fault_of(error: BaseException | None) -> str:
    """Why a failed connection did not trust the certificate, as ``fault`` has it; empty when that was not the cause."""
    for _ in range(10):
        if error is None:
            return ""
        if isinstance(error, ssl.SSLCertVerificationError):
            return FAULTS.get(error.verify_code, "untrusted")
        error = error.__cause__ or error.__context__
    return ""


def to_json(facts: Facts) -> str:
    """Facts as stored in ``probes.body``; empty for none."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True) if facts else ""


def _lenient() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _handshake(place: Place, context: ssl.SSLContext) -> Facts | None:
    """What a handshake agrees on, and the certificate; None when there is none."""
    try:
        begun = time.monotonic()
        plain = socket.create_connection(place.address, timeout=place.timeout)
        connected = time.monotonic()
        with _secured(plain, place, context) as connection:
            cipher = connection.cipher()
            raw = connection.getpeercert(binary_form=True)
            return {
                "connect_ms": milliseconds(connected - begun),
                "tls_ms": milliseconds(time.monotonic() - connected),
                "version": connection.version() or "",
                "cipher": cipher[0] if cipher else "",
                "alpn": connection.selected_alpn_protocol() or "",
                **(_certificate(raw) if raw else {}),
            }
    except (OSError, ValueError):  # ssl.SSLError is an OSError; a name that IDNA does not know is a ValueError
        return None


def milliseconds(seconds: float) -> float:
    """To a tenth."""
    return round(seconds * 1000, 1)


def _connected(place: Place, context: ssl.SSLContext) -> ssl.SSLSocket:
    return _secured(socket.create_connection(place.address, timeout=place.timeout), place, context)


def _secured(plain: socket.socket, place: Place, context: ssl.SSLContext) -> ssl.SSLSocket:
    try:
        return context.wrap_socket(plain, server_hostname=place.host)
    except BaseException:
        plain.close()
        raise


def _fault(place: Place, context: ssl.SSLContext) -> str:
    try:
        with _connected(place, context):
            return ""
    except ssl.SSLCertVerificationError as error:
        return FAULTS.get(error.verify_code, "untrusted")
    except (OSError, ValueError):
        return ""  # the handshake failed for another reason: nothing is known against the certificate


def _old(place: Place) -> str | None:
    """The newest version below 1.2 that the host speaks; None when this machine cannot ask for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that they are old is the point
        context = _lenient()
        try:
            context.set_ciphers(OLDEST)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        except (ssl.SSLError, ValueError):
            return None
    try:
        with _connected(place, context) as connection:
            return connection.version() or ""
    except ssl.SSLError as error:
        return None if "NO_PROTOCOLS" in str(error) or "no protocols" in str(error) else ""
    except (OSError, ValueError):
        return ""


def _certificate(raw: bytes) -> Facts:
    try:
        one = x509.load_der_x509_certificate(raw)
        begins, ends = one.not_valid_before_utc, one.not_valid_after_utc
        algorithm, key = one.signature_hash_algorithm, one.public_key()
        return {
            "not_after": ends.isoformat(timespec="seconds"),
            "days_left": _days((ends - datetime.now(UTC)).total_seconds()),
            "lifetime_days": _days((ends - begins).total_seconds()),
            "names": _names(one),
            "issuer": one.issuer.rfc4514_string()[:CLIP],
            "own": one.issuer == one.subject,
            "hash": algorithm.name if algorithm else "",
            "key": "RSA" if isinstance(key, rsa.RSAPublicKey) else type(key).__name__.lstrip("_")[:20],
            "bits": int(getattr(key, "key_size", 0)),
        }
    except Exception:  # a certificate that the parser refuses: every shape of it is the host's to choose
        return {}


def _days(seconds: float) -> float:
    return round(seconds / 86400, 2)


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    found = [str(one) for one in names.get_values_for_type(x509.DNSName)]
    found += [str(one) for one in names.get_values_for_type(x509.IPAddress)]
    return [name[:CLIP] for name in found[:NAMES]]
