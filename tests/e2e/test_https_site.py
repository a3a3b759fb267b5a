"""A shop whose certificate nobody trusts: the crawl says so, and the certificate is a finding, not a silence."""

import datetime
import ipaddress
import json
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from configs.settings import Settings
from crawler.store import open_store
from jobs.stages import RUN
from tests.e2e.program import Program
from tests.e2e.tiny import TinySite, page


class SecureSite(TinySite):
    """Serves its answers over TLS with a certificate that it signed itself."""

    def __init__(self, answers, folder):
        super().__init__(answers)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_signed_by_itself(folder / "server.pem"))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = self.url.replace("http:", "https:")


def _signed_by_itself(file):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "shop")])
    now = datetime.datetime(2026, 1, 1)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(days=36_500)
    )
    made = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + made.public_bytes(pem))
    return file


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("secure"))
    with SecureSite({"/": page("首页", "/a"), "/a": page("甲")}, program.folder) as site:
        program("crawl", site.url, code=None)
    with open_store(program.db) as opened:
        for stage in ("finish", "links", "audit"):
            RUN[stage](opened, 1, Settings())
        yield opened


def test_certificate_is_looked_at_though_no_page_could_be_fetched(store):
    rows = store.db.execute("select url, body from probes where kind = 'tls'").fetchall()
    (body,) = [json.loads(text) for _, text in rows]
    assert rows[0][0].startswith("https://127.0.0.1:")
    assert (body["fault"], body["version"]) == ("self-signed", "TLSv1.3")


def test_certificate_is_a_finding(store):
    rows = store.db.execute(
        "select check_id, severity, evidence from v_findings where area in ('security', 'performance')"
    ).fetchall()
    found = {check: (level, json.loads(evidence)) for check, level, evidence in rows}
    assert set(found) == {"tls-invalid"}
    assert found["tls-invalid"][0] == "error"
    assert found["tls-invalid"][1]["fault"] == "self-signed"


def test_what_needs_a_page_is_not_judged(store):
    states = dict(store.db.execute("select check_id, state from v_checks where area = 'security'").fetchall())
    assert states["hsts-missing"] == states["csp-missing"] == states["mixed-content"] == "not-judged"
    assert states["tls-old"] == states["tls-expiring"] == "passed"
