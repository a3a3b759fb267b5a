"""What the forms of an address say of hosts and schemes: each fault, and what is none."""

import json

import pytest

from audit.host_forms import host_faults, scheme_faults

BARE, WWW = "https://tea.cn/", "https://www.tea.cn/"
PLAIN, PLAIN_WWW = "http://tea.cn/", "http://www.tea.cn/"


def form(url, *hops, status=200, role="start", of=BARE, error="", final="", **facts):
    """A row; hops as (status, location)."""
    told, at = [], url
    for code, location in hops:
        told.append({"url": at, "status": code, "location": location})
        at = location
    page = {"title": "茶舍", "text_hash": 7} if status == 200 else {}
    body = {"of": of, "role": role, "hops": told, "final": final or at, "final_status": None if error else status}
    return {"url": url, "error": error, "facts": body | page | facts}


def faults(judge, *rows):
    return [(one["fault"], one["url"], one["answer"], one["severity"]) for one in json.loads(judge(json.dumps(rows)))]


UNIFIED = form(WWW, (301, BARE))


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([form(WWW)], ("both", WWW, 200, "error")),
        ([form(WWW, title="茶舍 12:01", text_hash=8)], ("other-page", WWW, 200, "notice")),
        ([form(WWW, text_hash=8)], ("both", WWW, 200, "error")),  # the same title
        ([form(WWW, canonical=BARE)], ("canonical", WWW, 200, "warning")),
        ([form(WWW, canonical=WWW)], ("both", WWW, 200, "error")),
        ([form(WWW, (302, BARE))], ("temporary", WWW, 302, "warning")),
        ([form(WWW, (301, PLAIN_WWW), (302, PLAIN), (301, BARE))], ("temporary", WWW, 302, "warning")),
        ([form(WWW, status=None, error="dns")], ("unresolved", WWW, "dns", "notice")),
        ([form(WWW, status=None, error="tls-name")], ("unanswered", WWW, "tls-name", "notice")),
        ([form(WWW, (301, WWW), status=None, error="redirect-loop")], ("fails", WWW, "redirect-loop", "notice")),
        ([form(WWW, status=404)], ("fails", WWW, 404, "notice")),
        ([form(WWW, (301, "https://mall.example/"), status=None, left=True)], ("elsewhere", WWW, "", "notice")),
        ([UNIFIED, form(f"{WWW}tea", role="inner", of=f"{BARE}tea")], ("both", f"{WWW}tea", 200, "error")),
        ([UNIFIED, form(f"{WWW}tea", (301, BARE), role="inner", of=f"{BARE}tea")], ("path-lost", f"{WWW}tea", 301, "warning")),
    ],
)  # fmt: skip
def test_hosts_that_are_not_one(rows, fault):
    assert faults(host_faults, form(BARE), *rows) == [fault]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [form(BARE)],  # no other host: another subdomain, an address, a port
        [form(BARE), UNIFIED],
        [form(BARE), form(WWW, (308, BARE))],
        [form(BARE), UNIFIED, form(f"{WWW}tea", (301, f"{BARE}tea/"), role="inner", of=f"{BARE}tea")],
        [form(BARE), UNIFIED, form(f"{WWW}tea", status=404, role="inner", of=f"{BARE}tea")],
        [form(BARE), form(WWW, status=None, error="disallowed")],
        [form(BARE), form(WWW, status=None, error="private")],
        [form(BARE), form(WWW, status=403)],
        [form(BARE), form(WWW, status=503)],
        [form(BARE, status=None, error="timeout"), form(WWW)],  # nothing to compare with
        [form(BARE, status=500), form(WWW)],
        [form(BARE, (301, WWW)), form(WWW)],  # the site is on the other host
        [form(PLAIN, of=PLAIN), form(PLAIN_WWW, (301, PLAIN), of=PLAIN), form(WWW, status=None, error="refused", of=PLAIN)],
    ],
)  # fmt: skip
def test_hosts_in_order_or_unknown(rows):
    assert faults(host_faults, *rows) == []


def test_a_site_on_the_other_host_is_led_there_for_good():
    assert faults(host_faults, form(BARE, (302, WWW)), form(WWW)) == [("temporary", BARE, 302, "warning")]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([form(PLAIN)], ("open", PLAIN, 200, "error")),
        ([form(PLAIN, (301, PLAIN_WWW))], ("open", PLAIN, 200, "error")),
        ([form(PLAIN, (307, BARE))], ("temporary", PLAIN, 307, "warning")),
        ([form(PLAIN, (301, PLAIN_WWW), (302, WWW), (301, BARE))], ("temporary", PLAIN, 302, "warning")),
        ([form(PLAIN, (301, BARE)), form(f"{PLAIN}tea", role="inner", of=f"{BARE}tea")], ("open", f"{PLAIN}tea", 200, "error")),
        (
            [form(PLAIN, (301, BARE)), form(f"{PLAIN}tea", (301, BARE), role="inner", of=f"{BARE}tea")],
            ("path-lost", f"{PLAIN}tea", 301, "warning"),
        ),
    ],
)  # fmt: skip
def test_http_that_stays_open(rows, fault):
    assert faults(scheme_faults, form(BARE), *rows) == [fault]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [form(BARE), form(PLAIN, (301, BARE))],
        [form(BARE), form(PLAIN, (308, WWW), (302, BARE))],  # the step to https is for good
        [form(BARE), form(PLAIN, status=None, error="refused")],
        [form(BARE), form(PLAIN, status=403)],
        [form(BARE), form(PLAIN, (302, "https://login.example/"), status=None, left=True)],
        [form(BARE), form(PLAIN, (301, BARE)), form(f"{PLAIN}tea", status=404, role="inner", of=f"{BARE}tea")],
        [form(PLAIN, of=PLAIN), form(BARE, status=None, error="refused", of=PLAIN)],  # a site on http
        [form(PLAIN, of=PLAIN), form(BARE, (301, PLAIN), of=PLAIN)],
        [form(PLAIN, of=PLAIN), form(BARE, of=PLAIN, title="Welcome", text_hash=1)],
    ],
)
def test_http_in_order_or_unknown(rows):
    assert faults(scheme_faults, *rows) == []


def test_a_site_that_was_crawled_on_http_and_is_on_https_too():
    assert faults(scheme_faults, form(PLAIN, of=PLAIN), form(BARE, of=PLAIN)) == [("open", PLAIN, 200, "error")]
