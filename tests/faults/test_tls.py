"""TLS that fails says in which way: a shop's owner mends an expired certificate otherwise than a missing one in the chain."""

import contextlib
import json
import ssl
import subprocess
import sys
import warnings

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from crawler.causes import TLS
from tests.e2e.program import KEPT, Program, query
from tests.faults.certificates import Issuer, served
from tests.faults.server import FaultServer, healthy

PAGES = {"*": healthy("茶")}
CAUSES = {
    "good": "200", "expired": "tls-expired", "early": "tls-not-yet-valid", "name": "tls-name", "self": "tls-self-signed",
    "unknown": "tls-untrusted", "chain": "tls-chain", "old": "tls-version", "plain": "not-tls", "mute": "reset", "broken": "reset",
}  # fmt: skip
# Of one that nobody trusts the program says so first, whatever else is wrong; tests/unit/test_tls.py has the others.
PROBED = {"self": "self-signed", "unknown": "untrusted", "chain": "untrusted"}


def outdated(context):
    """The context, able to TLS 1.1 at most."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    return context


class NoTls(FaultServer):
    """Says something at the first bytes of a handshake, and hangs up; with RST where it has left bytes unread."""

    def __init__(self, says=b"", reads=65536):
        super().__init__({})
        self.says, self.reads, self.url = says, reads, self.url.replace("http:", "https:")

    def _requests(self, connection):
        connection.recv(self.reads)
        connection.sendall(self.says)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A server for each way to fail, by name; the authority that is trusted lies in ``trusted.pem``."""
    folder = tmp_path_factory.mktemp("tls")
    root, stranger = Issuer("root"), Issuer("stranger")
    middle, unknown = Issuer("middle", root), Issuer("unknown", stranger)
    (folder / "trusted.pem").write_bytes(root.certificate.public_bytes(serialization.Encoding.PEM))
    contexts = {
        "good": served(folder, middle),
        "expired": served(folder, middle, days=-1),
        "early": served(folder, middle, days=0),
        "name": served(folder, middle, names=[x509.DNSName("other.example")]),
        "self": served(folder, None),
        "unknown": served(folder, unknown),
        "chain": served(folder, middle, chain=False),
        "old": outdated(served(folder, middle)),
    }
    with contextlib.ExitStack() as stack:
        made = {name: stack.enter_context(FaultServer(PAGES, context)) for name, context in contexts.items()}
        made["plain"] = stack.enter_context(NoTls(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"))
        made["mute"] = stack.enter_context(NoTls())
        made["broken"] = stack.enter_context(NoTls(reads=1))
        yield folder, made


@pytest.fixture(scope="module")
def fetched(places):
    """What the download handler says of each."""
    folder, servers = places
    environment = {name: value for name, value in Program(folder).environment().items() if name in KEPT}
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.fetching", *(server.url for server in servers.values())],
        env=environment | {"SSL_CERT_FILE": str(folder / "trusted.pem"), "HOME": str(folder)},
        capture_output=True, timeout=60, encoding="utf-8", check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    return {name: told[server.url] for name, server in servers.items()}


@pytest.mark.parametrize("name", CAUSES)
def test_every_handshake_that_fails_has_a_cause_of_its_own(fetched, name):
    assert fetched[name] == CAUSES[name]


def test_every_cause_has_words():
    assert {cause for cause in CAUSES.values() if "tls" in cause} <= set(TLS)


@pytest.fixture(scope="module")
def crawled(places, tmp_path_factory):
    """A crawl of all those whose certificate is wrong, as sites of one command."""
    _, servers = places
    xunlu = Program(tmp_path_factory.mktemp("sites"))
    sites = "".join(f'[sites.{name}]\nstart = ["{servers[name].url}"]\n' for name in PROBED)
    (xunlu.folder / "xunlu.toml").write_text(f'version = 1\n[http]\ntimeout = "5s"\nretries = 0\n{sites}', "utf-8")
    xunlu("crawl", *PROBED, code=3)
    return xunlu


@pytest.mark.parametrize("name", PROBED)
def test_the_store_says_what_is_wrong_with_a_certificate(crawled, places, name):
    url = places[1][name].url
    rows = query(
        crawled.db, "select kind, error, body from probes where url like ? and kind in ('robots', 'tls')", f"{url}%"
    )
    assert {kind for kind, _, _ in rows} == {"robots", "tls"}
    assert ("robots", "tls") in {(kind, error) for kind, error, _ in rows}
    (facts,) = [json.loads(body) for kind, _, body in rows if kind == "tls"]
    assert facts["fault"] == PROBED[name]
    assert query(crawled.db, "select status, reason from v_runs where site = ?", name) == [("failed", "unreachable")]


def test_no_page_was_asked_of_a_host_that_is_not_trusted(crawled, places):
    assert [one.path for name in PROBED for one in places[1][name].asked if one.path == "/"] == []


@pytest.mark.parametrize(
    ("name", "lang", "said"),
    [("self", "zh", "自签名证书"), ("chain", "en", "certificate chain incomplete")],
)
def test_the_error_says_what_is_wrong(places, tmp_path, name, lang, said):
    error = Program(tmp_path, lang=lang)("crawl", places[1][name].url, code=3).err
    assert "XE-201" in error
    assert said in error
