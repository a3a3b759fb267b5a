"""The audit on sample shops: every planted defect is found, and a clean shop yields nothing at warning or above."""

import json
import re
from collections import Counter
from html import unescape
from urllib.parse import urljoin

import pytest

from audit.runner import run_checks
from configs.settings import Settings
from crawler.offline import Answer, load_site
from crawler.robots import parse
from crawler.store import open_store
from keywords.market import run_market
from keywords.stage import run_keywords
from labs.shop import make_shop
from linkgraph.stage import run_links

BASE = "http://127.0.0.1:8000/"
OFFLINE = (
    "after-not-asked", "files-not-asked", "extra-not-asked", "not-imitated", "external-not-asked", "no-partners", "no-backlinks",
)  # answers of a network  # fmt: skip
SHOPS = [("tea-house", 1), ("tea-house", 2), ("rival-a", 1), ("rival-b", 1)]


def crawl(shop):
    """Answers by path, robots.txt and sitemap of a shop, as a crawler that obeys would have them."""
    text = shop.route("/robots.txt").body.decode()
    robots = parse(text.encode())
    sitemap = shop.route("/sitemap.xml").body.decode()
    listed = ["/" + unescape(url).removeprefix(BASE) for url in re.findall(r"<loc>(.*?)</loc>", sitemap)]
    answers, todo = {}, ["/", *listed]
    for path in todo:
        if path in answers or not robots.verdict("*", BASE + path[1:]).allowed:
            continue
        answers[path], html = answer(shop, path)
        base = re.search(r'<base href="([^"]+)"', html)
        start = urljoin(BASE + path[1:], base[1] if base else "")
        hrefs = [*re.findall(r'<(?:a|link rel="canonical") [^>]*href="([^"]+)"', html), answers[path].location]
        urls = [urljoin(start, unescape(href)).partition("#")[0] for href in hrefs if href]
        todo += ["/" + url.removeprefix(BASE) for url in urls if url.startswith(BASE)]
    return answers, text, listed


def answer(shop, path):
    route = shop.route(path)
    if route is None:
        return Answer(status=404), ""
    headers = dict(route.headers)
    if "html" not in headers.get("Content-Type", "html"):
        return Answer(status=route.status, headers={"content-type": headers["Content-Type"]}), ""
    charset = "big5" if path == "/hant.html" else "gbk" if path.startswith("/baike/") else "utf-8"
    html = route.body.decode(charset)
    location = headers.get("Location", "")
    served = {**headers, "ETag": '"1"', "Content-Encoding": "gzip"}  # tag and packing come from labs/server.py
    wait = 40 + route.delay_ms
    return Answer(body=route.body, status=route.status, location=location, headers=served, ttfb_ms=wait), html


def findings(tmp_path, shop):
    """(check, path) of every finding at warning or above, with its evidence."""
    answers, robots, listed = crawl(shop)
    with open_store(tmp_path / "shop.db", create=True) as store:
        run_id = load_site(store, answers, base=BASE, robots=robots, sitemap=listed)
        run_links(store, run_id)
        run_keywords(store, run_id, Settings())
        run_market(store, run_id, Settings())
        summary = run_checks(store, run_id, Settings())
        assert summary.crashed == ()
        unjudged = [
            one
            for one in summary.checks
            if one.state == "not-judged" and one.reason not in ("nothing-applies", *OFFLINE)
        ]
        assert [(one.check_id, one.reason) for one in unjudged] == []
        rows = store.db.execute(
            "select check_id, url, severity, evidence from v_findings"
            " where run_id = ? and severity in ('error', 'warning')",
            [run_id],
        ).fetchall()
    return [
        ("/" + url.removeprefix(BASE), check, level, json.loads(found)) for check, url, level, found in rows
    ], summary


@pytest.mark.parametrize(("name", "seed"), SHOPS)
def test_every_planted_defect_is_found_and_nothing_else(name, seed, tmp_path):
    shop = make_shop(BASE, name=name, seed=seed)
    found, _ = findings(tmp_path, shop)
    planted = Counter((one.path, one.check_id) for one in shop.defects)
    assert Counter((path, check) for path, check, _, _ in found) == planted
    levels = {(path, check): level for path, check, level, _ in found}
    for defect in shop.defects:
        if "level" in defect.evidence:
            assert levels[defect.path, defect.check_id] == defect.evidence["level"]


@pytest.mark.parametrize(("name", "seed"), SHOPS)
def test_clean_shop_is_clean(name, seed, tmp_path):
    found, summary = findings(tmp_path, make_shop(BASE, name=name, seed=seed, clean=True))
    assert found == []
    assert summary.scores["overall"] > 95
    assert summary.scores["health"] == 100
