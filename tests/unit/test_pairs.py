"""Addresses that checks read on pages: resolved as browsers do, below the page's ``<base href>``, and never raising."""

from __future__ import annotations

import json

import pytest

from audit.outside import hidden_outside
from audit.pairs import page_base, resolved
from audit.registry import PageCheck, all_checks
from audit.runner import run_checks
from configs.settings import Settings
from crawler.extract import extract
from crawler.offline import load_site
from crawler.records import LinkKind
from crawler.store import open_store
from linkgraph.stage import run_links

CHECKS = all_checks()
URL = "https://shop.cn/tea/1.html"
ODD = (
    "",
    " ",
    "http://[",
    "//",
    "http://a b/",
    "\ud800",
    "\0",
    "http://\u2100.cn/",
    "x:[",
    "//[::1",
    "\\\\[",
    "http://@:99999",
)
PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body>{2}</body></html>'


@pytest.mark.parametrize(
    ("href", "base", "target"),
    [
        ("2.html", None, "https://shop.cn/tea/2.html"),
        ("2.html", "", "https://shop.cn/tea/2.html"),
        ("2.html", "/", "https://shop.cn/2.html"),
        ("2.html", "zh/", "https://shop.cn/tea/zh/2.html"),
        ("/2.html", "https://cdn.cn/x/", "https://cdn.cn/2.html"),
        ("2.html", "javascript:x", "https://shop.cn/tea/2.html"),
        ("\\2.html", None, "https://shop.cn/2.html"),
        ("https:\\\\other.cn\\a", None, "https://other.cn/a"),
        ("https:///other.cn/a", None, "https://other.cn/a"),
        (" /a\n/b\t", None, "https://shop.cn/a/b"),
        ("/a;jsessionid=1?PHPSESSID=2", None, "https://shop.cn/a"),
        ("/a#b", None, "https://shop.cn/a"),
        ("javascript:void(0)", None, None),
        ("http://[", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_resolved(href, base, target):
    assert resolved(URL, href, base) == target


@pytest.mark.parametrize("odd", ODD)
def test_nothing_that_a_page_may_say_raises(odd):
    for base in (None, *ODD):
        assert resolved(URL, odd, base) is None or resolved(URL, odd, base).startswith("http")
        assert page_base(URL, base)
    assert len(list(hidden_outside(URL, [("display", odd, "茶", 1)]))) <= 1


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("http://spam.cn\\@shop.cn/", "http://spam.cn/@shop.cn/"),  # a browser goes to spam.cn
        ("https:/\\spam.cn/a", "https://spam.cn/a"),
        ("//spam.cn", "https://spam.cn/"),
        ("http://SPAM.cn/?PHPSESSID=1#x", "http://spam.cn/?PHPSESSID=1"),
    ],
)
def test_hidden_links_lead_where_browsers_go(href, url):
    assert [link.url for link in hidden_outside(URL, [("display", href, "贷款", 1)])] == [url]


@pytest.mark.parametrize(
    "href", ["https://shop.cn:8443/", "http://spam.cn@shop.cn/", "\\x", "https:x", "mailto:a@spam.cn"]
)
def test_what_stays_on_the_site_is_not_outside(href):
    assert list(hidden_outside(URL, [("display", href, "茶", 1)])) == []


def evidence(check_id, html, **headers):
    check = CHECKS[check_id]
    assert isinstance(check, PageCheck)
    options = {name: option.default for name, option in check.options.items()}
    found = extract(URL, html.encode("utf-8", "surrogatepass"), headers=headers, content_type="text/html")
    return list(check.rule(found.page, options))


@pytest.mark.parametrize(
    ("base", "html", "target"),
    [
        ("", "0; url=new.html", "https://shop.cn/tea/new.html"),
        ('<base href="/">', "0; url=new.html", "https://shop.cn/new.html"),
        ('<base href="/">', "0; url=tea/1.html", None),  # the page itself
        ("", "0; url=\\new.html", "https://shop.cn/new.html"),
        ("", "0; url=1.html;jsessionid=9", None),
    ],
)
def test_refresh(base, html, target):
    found = evidence(
        "meta-refresh-redirect", PAGE.format("茶", f'{base}<meta http-equiv="refresh" content="{html}">', "茶")
    )
    assert [(one["kind"], one["target"]) for one in found] == [("redirect", target) if target else ("reload", URL)]


def test_a_refresh_header_knows_no_base():
    found = evidence("meta-refresh-redirect", PAGE.format("茶", '<base href="/">', "茶"), refresh="0; url=new.html")
    assert [one["target"] for one in found] == ["https://shop.cn/tea/new.html"]


@pytest.mark.parametrize(
    ("base", "target", "moves"),
    [("", "1.html", False), ('<base href="/x/">', "1.html", True), ('<base href="/tea/">', "1.html", False), ("", "mailto:a@b.cn", False)],
)  # fmt: skip
def test_script_redirect(base, target, moves):
    html = PAGE.format("茶", f'{base}<script>location.href = "{target}";</script>', "")
    assert bool(evidence("js-redirect", html)) == moves


@pytest.mark.parametrize(
    ("href", "fault"),
    [("http://[", "unusable"), ("https://x y/", "unusable"), ("ftp://shop.cn/", "unusable"), ("/1.html", "relative"), ("https:///shop.cn/1.html", "")],
)  # fmt: skip
def test_canonical(href, fault):
    html = PAGE.format("茶", f'<link rel="canonical" href="{href}">', "茶")
    assert [one["fault"] for one in evidence("canonical-invalid", html)] == ([fault] if fault else [])


def found(tmp_path, check_id, pages, **site):
    with open_store(tmp_path / "site.db", create=True) as store:
        run_id = load_site(store, pages, **site)
        run_links(store, run_id)
        run_checks(store, run_id, Settings(), select=[check_id])
        rows = store.db.execute("select url, evidence from v_findings where check_id = ?", [check_id]).fetchall()
    return {url.removeprefix("https://example.com"): json.loads(text) for url, text in rows}


def test_links_by_script_are_below_the_base(tmp_path):
    card = "<div onclick=\"location.href='p/1.html'\">普洱</div>"
    pages = {
        "/": PAGE.format("茶舍", "", '<a href="/c/">茶</a><a href="/p/1.html">普洱</a>'),
        "/c/": PAGE.format("茶", '<base href="/">', card),
        "/p/1.html": PAGE.format("普洱", "", "普洱"),
    }
    assert found(tmp_path, "js-only-link", pages) == {}
    (tmp_path / "site.db").unlink()
    pages["/c/"] = PAGE.format("茶", "", card)
    assert found(tmp_path, "js-only-link", pages)["/c/"]["target"] == "https://example.com/c/p/1.html"


def test_the_action_of_a_form_is_below_the_base(tmp_path):
    form = '<form action="find"><input name="city"><button>找</button></form>'
    pages = {"/": PAGE.format("茶舍", "", '<a href="/c/">茶</a>'), "/find?city=1": PAGE.format("杭州", "", "杭州")}
    pages["/c/"] = PAGE.format("茶", '<base href="/">', form)
    assert set(found(tmp_path, "form-only-access", pages, sitemap=("/", "/find?city=1"))) == {"/find?city=1"}


def test_mobile_pages_are_below_the_base(tmp_path):
    link = '<base href="/m/"><link rel="alternate" media="only screen and (max-width: 640px)" href="1.html">'
    pages = {
        "/": PAGE.format("茶舍", "", '<a href="/1.html">一</a><a href="/m/1.html">手机</a>'),
        "/1.html": PAGE.format("普洱茶", link, "茶"),
        "/m/1.html": PAGE.format("普洱茶", "", "茶"),
    }
    assert found(tmp_path, "baidu-mobile-pair", pages)["/m/1.html"]["problem"] == "no-canonical"


BASES = {"/": "", "/c/1": "/d/", "/c/2": "", "/c/3": "https://cdn.example/c/", "/d/": "/c", "/z/": "/d/"}


def test_files_of_a_page_are_below_the_base(tmp_path):
    files = '<link rel="stylesheet" href="a.css"><script src="/b.js"></script>'
    pages = {path: PAGE.format(path, f'<base href="{base}">{files}', "茶") for path, base in BASES.items()}
    blocked = found(
        tmp_path, "robots-blocks-resource", pages, robots="User-agent: *\nDisallow: /c/a.css\nDisallow: /z/\n"
    )
    assert {path: one["file"] for path, one in blocked.items()} == {"/c/2": "https://example.com/c/a.css"}


@pytest.mark.parametrize(
    ("header", "targets"),
    [
        ("<" * 8000, []),
        ('<a<b>; rel="next"', ["https://shop.cn/tea/b"]),
        ("<" * 5000 + '/2.html>; rel="next"', ["https://shop.cn/2.html"]),
        ('<\\2.html>; rel="canonical", <https:///x.cn/>; rel=prev', ["https://shop.cn/2.html", "https://x.cn/"]),
    ],
)
def test_link_headers(header, targets):
    kinds = (LinkKind.CANONICAL, LinkKind.NEXT, LinkKind.PREV)
    assert [
        link.target for link in extract(URL, b"<p>x", headers={"link": header}).links if link.kind in kinds
    ] == targets
