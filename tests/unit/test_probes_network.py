"""How hosts are reached, measured at real servers, and how many connections that takes."""

import asyncio
import json
import socket
import time

import pytest

from crawler.network import Found, facts_of, look_up
from crawler.tls import fault_of
from tests.e2e.hosts import THIS, Authority, HostSite
from tests.e2e.tiny import NOWHERE


def looked_up(place, connect_to=None):
    return asyncio.run(look_up(place, 5, connect_to or {}, THIS))


def accepted(site, number):
    """Whether the server took so many connections; it may do so a moment after they were made."""
    deadline = time.monotonic() + 10
    while site.connections < number and time.monotonic() < deadline:
        time.sleep(0.01)
    return site.connections == number


def test_an_address_needs_no_name_server():
    assert looked_up("http://127.0.0.1:8080") == Found(("127.0.0.1",), ("IPv4",), None, ("127.0.0.1", 8080))
    assert looked_up("https://[::1]") == Found(("::1",), ("IPv6",), None, ("::1", 443))


def test_a_place_that_was_given_is_not_looked_up():
    found = looked_up("https://shop.example", {"shop.example:443": "127.0.0.1:8443"})
    assert found == Found(("127.0.0.1",), ("IPv4",), None, ("127.0.0.1", 8443))


def test_a_name_that_this_machine_knows():
    found = looked_up("http://localhost:99")
    assert found.error == ""
    assert found.dns_ms >= 0
    assert {"127.0.0.1", "::1"} & set(found.addresses)
    assert set(found.families) <= {"IPv4", "IPv6"}
    assert found.at[1] == 99


@pytest.mark.parametrize("host", ["nobody.invalid", "a" * 64 + ".example", "xn--a.invalid"])
def test_names_without_an_address(host):
    assert looked_up(f"http://{host}") == Found(error="dns")


def test_http_takes_one_connection():
    with HostSite({}) as site:
        found = looked_up(site.url.removesuffix("/"))
        told = facts_of(site.url.removesuffix("/"), found, 5, None, None)
        assert (told.network["connect_ms"] >= 0, told.network["tls_ms"], told.tls) == (True, None, {})
        assert accepted(site, 1)
    assert site.asked == []
    assert json.loads(json.dumps(told.network))["addresses"] == ["127.0.0.1"]


@pytest.mark.parametrize(("fault", "connections"), [("", 2), ("expired", 2), (None, 3)])
def test_https_takes_two_connections_or_three(tmp_path, fault, connections):
    authority = Authority(tmp_path)
    with HostSite({}, authority.serving(["127.0.0.1"])) as site:
        place = site.url.removesuffix("/")
        told = facts_of(place, looked_up(place), 5, authority.trusting, fault)
        assert accepted(site, connections)
    assert (told.tls["fault"], told.tls["alpn"], told.tls["names"]) == (fault or "", "http/1.1", ["127.0.0.1"])
    assert min(told.network["connect_ms"], told.network["tls_ms"]) >= 0
    assert "tls_ms" not in told.tls


@pytest.mark.parametrize("place", [NOWHERE.removesuffix("/"), NOWHERE.removesuffix("/").replace("http", "https")])
def test_where_nobody_answers(place):
    told = facts_of(place, looked_up(place), 1, None, None)
    assert (told.network["connect_ms"], told.network["tls_ms"], told.tls) == (None, None, {})
    assert facts_of(place, Found(error="dns"), 1, None, None).network["addresses"] == []


def test_causes_in_a_chain_of_errors():
    assert fault_of(None) == ""
    first, second = OSError("x"), ValueError("y")
    first.__cause__, second.__cause__ = second, first  # a circle ends
    assert fault_of(first) == ""
    assert fault_of(socket.gaierror(1, "x")) == ""
