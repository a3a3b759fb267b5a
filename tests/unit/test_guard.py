"""Addresses that may be connected to: the internet's, those a person has named, and no others."""

import asyncio
import socket

import pytest

from configs.settings import Crawl, Site
from crawler.guard import BAD_PORTS, Guard, PrivateError, is_public, resolved
from crawler.plan import make_plan

PUBLIC = ("8.8.8.8", "2001:4860:4860::8888", "198.18.0.7", "::ffff:8.8.8.8", "100.128.0.1", "64:ff9b::808:808")
PRIVATE = (
    "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
    "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b:1::1", "64:ff9b::a00:1", "ff02::1", "255.255.255.255",
)  # fmt: skip
LOCAL = "http://127.0.0.1:8000/"


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet(address):
    assert is_public(address)
    assert Guard().permits(address, 80)


@pytest.mark.parametrize("address", [*PRIVATE, "", "nonsense"])
def test_addresses_that_nobody_leads_us_to(address):
    assert not is_public(address)
    assert not Guard(["https://shop.cn/"], ["shop.cn"]).permits(address, 80)


@pytest.mark.parametrize(
    "start", [LOCAL, "http://localhost:8000/", "http://192.168.3.4/", "http://shop.test/", "http://[::1]/"]
)
@pytest.mark.parametrize(
    "address", ["127.0.0.1", "127.0.0.9", "10.1.2.3", "192.168.1.1", "172.16.0.1", "::1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_a_local_start_opens_local_addresses(start, address):
    assert Guard([start]).permits(address, 9000)


@pytest.mark.parametrize("address", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "100.100.100.200"])
def test_a_local_start_does_not_open_the_metadata_of_clouds(address):
    assert not Guard([LOCAL]).permits(address, 80)


def test_a_host_that_is_written_as_an_address_is_open_at_its_port():
    guard = Guard(["https://shop.cn/"], ["shop.cn", "10.0.0.7:8080", "[fd00::5]"])
    assert guard.permits("10.0.0.7", 8080)
    assert guard.permits("fd00::5", 80)
    assert not guard.permits("10.0.0.7", 80)
    assert not guard.permits("10.0.0.8", 8080)
    assert guard.refuses("http://10.0.0.7:8080/a") == ""
    assert guard.refuses("http://10.0.0.7/a") == "private"


def test_networks_that_are_allowed():
    plan = make_plan(
        "shop", Site(start=("https://shop.cn/",), crawl=Crawl(allow_private=("10.0.0.0/8", "fd00::/8", "192.168.1.20")))
    )
    assert plan.guard.permits("10.9.9.9", 443)
    assert plan.guard.permits("fd00::1", 443)
    assert plan.guard.permits("192.168.1.20", 443)
    assert not plan.guard.permits("192.168.1.21", 443)
    assert not make_plan("shop", Site(start=("https://shop.cn/",))).guard.permits("10.9.9.9", 443)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:8080/admin", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:169.254.169.254]/", "private"),
        ("http://localhost/", "private"),
        ("http://a.localhost./", "private"),
        ("http://8.8.8.8/", ""),
        ("https://shop.cn:8443/", ""),
        ("http://shop.cn:25/", "bad-port"),
        ("http://8.8.8.8:22/", "bad-port"),
        ("file:///etc/passwd", "bad-url"),
        ("data:text/html,x", "bad-url"),
        ("ftp://shop.cn/", "bad-url"),
        ("gopher://shop.cn/", "bad-url"),
        ("http://", "bad-url"),
        ("http://shop.cn:99999/", "bad-port"),
        ("", "bad-url"),
    ],
)
def test_urls_are_judged_without_looking_them_up(url, why):
    assert Guard(["https://shop.cn/"]).refuses(url) == why


def test_a_start_on_a_port_that_is_refused_otherwise():
    assert {22, 25, 6000} <= BAD_PORTS
    assert Guard(["http://shop.cn:6000/"]).refuses("http://shop.cn:6000/a") == ""


def test_names_are_judged_by_what_they_resolve_to():
    assert asyncio.run(Guard([LOCAL]).addresses("localhost", 80))[0] == "127.0.0.1"
    with pytest.raises(PrivateError):
        asyncio.run(Guard().addresses("localhost", 80))
    with pytest.raises(socket.gaierror):
        asyncio.run(Guard().addresses("nowhere.invalid", 80))
    with pytest.raises((OSError, UnicodeError)):
        asyncio.run(Guard().addresses("a" * 70 + ".example", 80))


def test_of_several_addresses_the_private_ones_are_left_out_and_ipv4_comes_first():
    assert Guard().permitted(["2001:4860:4860::8888", "10.0.0.1", "8.8.8.8", "::1", "8.8.8.8"], 80) == [
        "8.8.8.8",
        "2001:4860:4860::8888",
    ]


def test_a_name_has_addresses():
    assert "127.0.0.1" in asyncio.run(resolved("localhost", 80))
