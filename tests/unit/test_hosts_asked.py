"""From servers that play two hosts and two schemes, through the probes, to what is said of them."""

import asyncio
import json

import pytest

from audit.host_forms import host_faults, scheme_faults
from crawler.probe_variants import Variants
from crawler.prober import Prober
from crawler.robots import Robots
from tests.e2e.hosts import THIS, Authority, HostSite
from tests.e2e.tiny import moved, page

BARE, WWW = "shop.example", "www.shop.example"
HOME, TEA = page("茶舍", text="茶舍卖紫砂壶。"), page("红茶", text="正山小种。")
PAGES = {"/": HOME, "/tea": TEA}


def both(host, answers):
    return {f"{host}{path}": answer for path, answer in answers.items()}


def led(scheme, host, status=301, paths=("/", "/tea")):
    """Redirects of each path to the same one elsewhere."""
    return {path: moved(f"{scheme}://{host}{path}", status) for path in paths}


def said(tmp_path, plain, secure, names=(BARE, WWW)):
    """Faults of hosts and of schemes of a site on https without www."""
    authority = Authority(tmp_path)
    with HostSite(plain) as http, HostSite(secure, authority.serving(names)) as https:
        places = {f"{name}:{port}": site.place for name in (BARE, WWW) for port, site in ((80, http), (443, https))}

        async def ask():
            prober = Prober("xunlu/test", 5, {}, guard=THIS, connect_to=places, trusted=authority.trusting)
            variants = Variants(prober, f"https://{BARE}/", {BARE: Robots(), WWW: Robots()})
            async with prober.transport:
                return [*await variants.of_start(), *await variants.of_inner(f"https://{BARE}/tea")]

        probes = asyncio.run(ask())
    rows = json.dumps([{"url": one.url, "error": one.error, "facts": one.body} for one in probes])
    return [
        [(one["fault"], one["url"], one["severity"]) for one in json.loads(judge(rows))]
        for judge in (host_faults, scheme_faults)
    ]


SECURE = both(BARE, PAGES) | both(WWW, led("https", BARE))
PLAIN = both(BARE, led("https", BARE)) | both(WWW, led("https", BARE))


@pytest.mark.parametrize(
    ("plain", "secure", "names", "hosts", "schemes"),
    [
        (PLAIN, SECURE, (BARE, WWW), [], []),
        (PLAIN, both(BARE, PAGES) | both(WWW, PAGES), (BARE, WWW), [("both", f"https://{WWW}/", "error")], []),
        (PLAIN, SECURE, (BARE,), [("unanswered", f"https://{WWW}/", "notice")], []),
        (
            both(BARE, PAGES) | both(WWW, led("http", BARE)), SECURE, (BARE, WWW), [],
            [("open", f"http://{BARE}/", "error")],
        ),
        (PLAIN | both(BARE, {"/": moved(f"https://{BARE}/"), "/tea": TEA}), SECURE, (BARE, WWW), [],
         [("open", f"http://{BARE}/tea", "error")]),
        (PLAIN | both(BARE, led("https", BARE, 302)), SECURE, (BARE, WWW), [],
         [("temporary", f"http://{BARE}/", "warning")]),
        (PLAIN, SECURE | both(WWW, {"/": moved(f"https://{BARE}/"), "/tea": moved(f"https://{BARE}/")}), (BARE, WWW),
         [("path-lost", f"https://{WWW}/tea", "warning")], []),
    ],
)  # fmt: skip
def test_what_servers_do_is_what_is_said(tmp_path, plain, secure, names, hosts, schemes):
    assert said(tmp_path, plain, secure, names) == [hosts, schemes]
