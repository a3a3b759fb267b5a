"""Facts of TLS, from handshakes with real servers on 127.0.0.1."""

import ipaddress
import socket
import ssl
import warnings
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from audit.registry import all_checks
from audit.runner import run_checks
from configs.settings import Settings
from crawler.offline import load_site
from crawler.store import open_store
from crawler.tls import inspect, to_json

TLS_CHECKS = ("tls-invalid", "tls-expiring", "tls-old")
NOW = datetime.now(UTC)


def named(text):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def certificate(key, subject, issuer, signer, *, begins=-1, ends=90, names=("127.0.0.1",), authority=False):
    """A certificate valid from and to so many days from now."""
    made = x509.CertificateBuilder(
        named(issuer), named(subject), key.public_key(), x509.random_serial_number(),
        (NOW + timedelta(days=begins)).replace(tzinfo=None), (NOW + timedelta(days=ends)).replace(tzinfo=None),
    )  # fmt: skip
    if authority:
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    else:
        alternatives = [x509.IPAddress(ipaddress.ip_address(n)) if n[0].isdigit() else x509.DNSName(n) for n in names]
        made = made.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
    return made.sign(signer, hashes.SHA256())


AUTHORITY_KEY = ec.generate_private_key(ec.SECP256R1())
AUTHORITY = certificate(AUTHORITY_KEY, "Test CA", "Test CA", AUTHORITY_KEY, authority=True, ends=900)


def pem(one):
    return one.public_bytes(serialization.Encoding.PEM)


def trusting():
    return ssl.create_default_context(cadata=pem(AUTHORITY).decode())


@contextmanager
def serving(folder, leaf, key, *, alpn=("h2", "http/1.1"), newest=None, oldest=None):
    """Port of a server that shakes hands and says no more."""
    file = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + pem(leaf))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.set_alpn_protocols(list(alpn))
    if newest or oldest:
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = oldest or ssl.TLSVersion.TLSv1
            context.maximum_version = newest or ssl.TLSVersion.TLSv1_3
    listener = socket.create_server(("127.0.0.1", 0))

    def answer():
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            plain.settimeout(5)
            try:
                with context.wrap_socket(plain, server_side=True) as secure:
                    secure.recv(1)
            except OSError:
                plain.close()

    thread = Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def facts(tmp_path, *, signed_by_itself=False, key=None, options=None, **made):
    key = key or ec.generate_private_key(ec.SECP256R1())
    issuer, signer = ("shop", key) if signed_by_itself else ("Test CA", AUTHORITY_KEY)
    leaf = certificate(key, "shop", issuer, signer, **made)
    with serving(tmp_path, leaf, key, **(options or {})) as port:
        return inspect("127.0.0.1", port, 5, trusting())


def test_good_certificate(tmp_path):
    found = facts(tmp_path, names=("127.0.0.1", "shop.example"))
    assert (found["fault"], found["version"], found["alpn"], found["old"]) == ("", "TLSv1.3", "h2", "")
    assert 89 < found["days_left"] < 90.1
    assert found["lifetime_days"] == 91
    assert found["names"] == ["shop.example", "127.0.0.1"]
    assert (found["hash"], found["bits"], found["own"]) == ("sha256", 256, False)
    assert to_json(found).startswith('{"alpn": "h2"')


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        ({"begins": -90, "ends": -1}, "expired"),
        ({"begins": 5, "ends": 90}, "not-yet-valid"),
        ({"names": ("shop.example",)}, "name"),
        ({"signed_by_itself": True}, "self-signed"),
    ],
)
def test_faults_of_certificates(tmp_path, made, fault):
    found = facts(tmp_path, **made)
    assert found["fault"] == fault
    assert found["version"] == "TLSv1.3"


def test_certificate_of_an_authority_nobody_knows(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    with serving(tmp_path, certificate(key, "shop", "Test CA", AUTHORITY_KEY), key) as port:
        assert inspect("127.0.0.1", port, 5)["fault"] == "untrusted"


def test_short_rsa_key_without_http2(tmp_path):
    found = facts(tmp_path, key=rsa.generate_private_key(65537, 2048), options={"alpn": ("http/1.1",)})
    assert (found["key"], found["bits"], found["alpn"]) == ("RSA", 2048, "http/1.1")


def test_old_versions_that_are_still_spoken(tmp_path):
    found = facts(tmp_path, options={"oldest": ssl.TLSVersion.MINIMUM_SUPPORTED})
    assert found["version"] == "TLSv1.3"
    assert found["old"] in ("TLSv1.1", None)  # None: an OpenSSL built without them cannot tell


def test_nothing_but_old_versions(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        newest = ssl.TLSVersion.TLSv1_1
    found = facts(tmp_path, options={"newest": newest})
    assert found == {} or (found["version"], found["old"]) == ("", "TLSv1.1")


def test_hosts_that_do_not_speak_tls_have_no_facts():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert inspect("127.0.0.1", port, 0.3) == {}
    assert inspect("127.0.0.1", port, 0.3) == {}
    assert inspect("a" * 300, 443, 0.3) == {}
    assert to_json({}) == ""


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ({"version": "", "old": "TLSv1"}, {("tls-old", "error")}),
        ({"version": "TLSv1.2", "old": "TLSv1.1"}, {("tls-old", "warning")}),
        ({"version": "TLSv1.3", "old": None, "days_left": 29, "lifetime_days": 90}, {("tls-expiring", "warning")}),
        ({"version": "TLSv1.3", "old": "", "days_left": 6, "lifetime_days": 398}, {("tls-expiring", "error")}),
        ({"version": "TLSv1.3", "old": "", "days_left": 14, "lifetime_days": 45}, {("tls-expiring", "warning")}),
        ({"version": "TLSv1.3", "old": "", "days_left": 3, "lifetime_days": 6.6}, set()),
        ({"version": "TLSv1.3", "fault": "expired", "days_left": -2, "lifetime_days": 90}, {("tls-invalid", "error")}),
        ({"version": "TLSv1.3", "key": "RSA", "bits": 1024, "hash": "sha1", "own": True}, {("tls-old", "warning")}),
        ({"version": "TLSv1.3", "old": ""}, set()),
        ({}, set()),
    ],
)
def test_levels_of_findings(tmp_path, found, wanted):
    with open_store(tmp_path / "shop.db", create=True) as store:
        run_id = load_site(store, {"/": "<title>茶舍</title>"}, base="https://shop.example", tls=found)
        run_checks(store, run_id, Settings(), checks=[all_checks()[name] for name in TLS_CHECKS])
        rows = store.db.execute("select check_id, severity from v_findings").fetchall()
        assert {tuple(row) for row in rows} == wanted
        states = dict(store.db.execute("select check_id, state from v_checks").fetchall())
    assert set(states.values()) == {"not-judged"} if not found else "crashed" not in states.values()
