"""Two runs side by side: every kind of difference, copies on other hosts, and what a cut crawl must not claim."""

import json
import re
from dataclasses import replace

import pytest

from configs.errors import SettingsError
from configs.text import without_controls
from crawler.offline import Answer, load_site
from crawler.store import open_store
from crawler.text import han_chars
from reports.history.compare import compare
from reports.history.compare_data import NAMES, compare_object, compare_rows
from reports.history.compare_pages import KINDS, ORDER, REMARKS, differences
from reports.history.compare_runs import couple, named
from reports.history.compare_text import REMARKS as SAID
from reports.history.compare_text import compare_text
from tests.unit.test_history_diff import NAV, page, site

LIVE, STAGING = "https://www.shop.example", "http://staging.shop.example:8080"
TEXTS = [f"第{n}段讲泥料、烧成温度与容量，也讲怎样养壶。" for n in range(10)]


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "x.db", create=True) as store:
        yield store


def load(store, answers, name, device="any", **options):
    run_id = load_site(store, answers, name=name, **options)
    store.db.execute("update runs set device = ? where run_id = ?", [device, run_id])
    return run_id


def devices(store, desktop, mobile, **options):
    """The couple of a site crawled as both, the phone first, as a crawl makes them."""
    load(store, mobile, "shop-mobile", "mobile", **options)
    load(store, desktop, "shop", "desktop")
    return couple(store)


def copies(store, live, staging, **options):
    load(store, live, "live", base=LIVE)
    load(store, staging, "staging", base=STAGING, **options)
    return couple(store, "live", "staging")


def found(store, both):
    rows = [*differences(store.db, both)]
    told = {(one.kind, re.sub("^https?://[^/]+", "", one.url)): (one.before, one.after) for one in rows}
    assert len(told) == len(rows)
    return told


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_same_pages_for_both_devices_differ_in_nothing(store):
    both = devices(store, site(), site())
    assert (both.left.site, both.right.site, both.by_url, both.whole) == ("shop", "shop-mobile", True, True)
    assert found(store, both) == {}
    whole = compare(store, both)
    assert (whole.shared, whole.differing, whole.groups, whole.remarks) == (6, 0, (), ())
    assert "没有差异" in compare_text(whole, "zh") and "Nothing differs" in compare_text(whole, "en")


def test_every_kind_of_difference_has_both_sides(store):
    product = '<script type="application/ld+json">{"@type": "Product", "name": "壶"}</script>'
    alternate = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
    desktop = site(**{
        "/p/1.html": page("茶壶1", head='<link rel="canonical" href="/p/1.html">' + alternate.format("en", "/en/")),
        "/p/2.html": page("茶壶2", head=product, body='<img src="/1.png" alt="1"><img src="/2.png" alt="2">'),
        "/p/3.html": page("茶壶3", body=paragraphs(TEXTS)),
        "/old": Answer(status=301, location="/p/1.html"),
        "/only": page("只给桌面"),
    })  # fmt: skip
    view = '<meta name="viewport" content="width=device-width">'
    mobile = site(**{
        "/p/1.html": page("壶1", head='<link rel="canonical" href="/p/2.html">' + alternate.format("en", "/m/en/")),
        "/p/2.html": page("茶壶2", head='<meta name="robots" content="noindex">' + view, nav=""),
        "/p/3.html": page("茶壶3", body=paragraphs(TEXTS[:2])),
        "/p/4.html": Answer(status=302, location="/m/4.html"),
        "/p/5.html": Answer(status=500),
        "/old": Answer(status=301, location="/p/2.html"),
        "/app": page("只给手机"),
    })  # fmt: skip
    told = found(store, devices(store, desktop, mobile))
    assert told[("left", "/only")] == ("200", "") and told[("right", "/app")] == ("", "200")
    assert told[("status", "/p/4.html")] == ("200", "302 https://example.com/m/4.html")
    assert told[("status", "/p/5.html")] == ("200", "500")
    assert told[("redirect", "/old")] == ("https://example.com/p/1.html", "https://example.com/p/2.html")
    assert told[("title", "/p/1.html")] == told[("h1", "/p/1.html")] == ("茶壶1", "壶1")
    assert told[("description", "/p/1.html")] == ("关于茶壶1的介绍", "关于壶1的介绍")
    assert told[("canonical", "/p/1.html")] == ("https://example.com/p/1.html", "https://example.com/p/2.html")
    assert told[("indexable", "/p/1.html")] == ("ok", "canonicalised")
    assert told[("hreflang", "/p/1.html")] == ("en https://example.com/en/", "en https://example.com/m/en/")
    assert told[("robots", "/p/2.html")] == ("", "robots: noindex")
    assert told[("indexable", "/p/2.html")] == ("ok", "noindex")
    assert told[("schema", "/p/2.html")] == ("Product", "")
    assert told[("images", "/p/2.html")] == ("2", "0")
    assert told[("viewport", "/p/2.html")] == ("", "width=device-width")
    assert told[("links", "/p/2.html")] == (
        "5 (+5: https://example.com/p/1.html, https://example.com/p/2.html, https://example.com/p/3.html, ...)", "0",
    )  # fmt: skip
    assert told[("text", "/p/3.html")] == ("44%", "100%")  # 96 + 2 * 22 of 96 + 10 * 22 characters
    assert [int(side) > 0 for side in told[("words", "/p/3.html")]] == [True, True]
    assert ("size", "/p/3.html") in told
    assert {kind for kind, _ in told} == {*KINDS, "vary"}


def test_a_date_or_other_markup_is_no_other_text(store):
    """The main text of the second page begins elsewhere: it has no <main>, and shows the menu in it."""
    long = paragraphs(TEXTS * 8)
    desktop = {"/": page(body=long + "<p>更新于 2026-01-02 10:11:12</p>"), "/b": page("乙", body=paragraphs(TEXTS))}
    bare = page("乙", body=paragraphs(TEXTS)).replace("<main>", "<div>").replace("</main>", "</div>")
    mobile = {"/": page(body=long + "<p>更新于 2026-01-03 09:08:07</p>"), "/b": bare}
    assert not {"text", "words", "title"} & {kind for kind, _ in found(store, devices(store, desktop, mobile))}


def test_links_are_compared_by_their_targets_not_by_their_order_or_words(store):
    turned = "".join(reversed(re.findall("<a .*?</a>", NAV))).replace(">1<", ">一<")
    assert ("links", "/") not in found(store, devices(store, site(), site(**{"/": page("首页", nav=turned)})))


def test_links_to_other_sites_are_no_links_of_the_site(store):
    more = '<a href="https://elsewhere.example/">别处</a>'
    assert "links" not in {
        kind for kind, _ in found(store, devices(store, site(), site(**{"/": page("首页", body=more)})))
    }


def test_one_cause_on_a_template_is_one_row(store):
    mobile = site(**{f"/p/{n}.html": page(f"壶{n}", f"第{n}种茶壶的正文。" * 9) for n in range(1, 6)})
    whole = compare(store, devices(store, site(), mobile))
    title = next(group for group in whole.groups if group.kind == "title")
    assert (title.template, title.count, title.of, len(title.examples)) == ("/p/*.html", 5, 5, 3)
    assert whole.differing == 5 and [group.kind for group in whole.groups] == ["title", "description", "h1"]
    for lang, heading in (("zh", "该模板共"), ("en", "difference")):
        text = compare_text(whole, lang)
        assert all(word in text for word in (heading, "/p/*.html", "shop-mobile", "壶1"))


def test_answers_by_device_without_vary_are_remarked(store):
    other = {"/": Answer(page("手机"), headers={"vary": "Accept-Encoding"}), "/b": page("乙")}
    whole = compare(store, devices(store, {"/": Answer(page("桌面"), headers={"vary": "User-Agent"}), "/b": page("乙")}, other))  # fmt: skip
    (vary,) = whole.remarks
    assert (vary.kind, vary.count, vary.examples[0][3:]) == ("vary", 1, ("User-Agent", "Accept-Encoding"))
    assert "1 page has another answer for each device and no Vary" in compare_text(whole, "en")
    assert "没有 Vary: User-Agent" in compare_text(whole, "zh")


@pytest.mark.parametrize("vary", ["User-Agent", "accept-encoding, USER-AGENT", "*"])
def test_answers_by_device_that_say_so_need_no_remark(store, vary):
    told = {"/": Answer(page("桌面"), headers={"vary": vary})}
    both = devices(store, told, {"/": replace(told["/"], html=page("手机"))})
    assert ("title", "/") in found(store, both) and ("vary", "/") not in found(store, both)


def test_two_runs_of_one_device_need_no_vary(store):
    load(store, site(), "shop", "desktop")
    load(store, site(**{"/": page("新首页")}), "shop", "desktop")
    both = couple(store, "shop@latest~1", "shop")
    assert both.names == ("#1", "#2")
    assert {kind for kind, _ in found(store, both)} == {"title", "description", "h1"}


# -- copies on other hosts -----------------------------------------------------------------------


def test_the_same_copy_elsewhere_differs_in_nothing(store):
    """Relative and absolute addresses of their own host, canonicals and alternates too."""

    def copy(base):
        head = (
            f'<link rel="canonical" href="{base}/p/1.html"><link rel="alternate" hreflang="zh" href="{base}/p/1.html">'
        )
        full = page("茶壶1", head=head, nav=NAV.replace('href="/', f'href="{base}/'))
        return site(**{"/p/1.html": full, "/old?a=1": Answer(status=301, location="/p/2.html")})

    both = copies(store, copy(LIVE), copy(STAGING))
    assert (both.by_url, both.whole, both.hosts) == (False, True, {"www.shop.example": "staging.shop.example:8080"})
    assert found(store, both) == {}
    whole = compare(store, both)
    assert (whole.shared, whole.differing) == (7, 0)


def test_copies_are_matched_by_path_and_query(store):
    live = site(**{"/list?page=2": page("第二页"), "/live-only": page("新")})
    both = copies(store, live, site(**{"/list?page=2": page("二"), "/staging-only": page("旧")}))
    told = found(store, both)
    assert told[("left", "/live-only")] == ("200", "") and told[("right", "/staging-only")] == ("", "200")
    assert told[("title", "/list?page=2")] == ("第二页", "二")
    assert {place for _, place in told} == {"/list?page=2", "/live-only", "/staging-only"}
    rows = [dict(zip(NAMES, row, strict=True)) for row in compare_rows(store, both)]
    assert {(row["left_url"], row["right_url"]) for row in rows if row["part"] == "page"} == {
        (f"{LIVE}/live-only", ""), ("", f"{STAGING}/staging-only"), (f"{LIVE}/list?page=2", f"{STAGING}/list?page=2"),
    }  # fmt: skip


def test_a_canonical_on_the_other_copy_is_remarked_and_is_the_same_place(store):
    live = {"/": page("首页", head=f'<link rel="canonical" href="{STAGING}/">')}
    both = copies(store, live, {"/": page("首页", head=f'<link rel="canonical" href="{STAGING}/">')})
    told = found(store, both)
    assert told[("crossed", "/")] == (f"{STAGING}/", "")
    assert told[("indexable", "/")] == ("canonicalised", "ok") and ("canonical", "/") not in told
    assert "staging.shop.example:8080/" in compare_text(compare(store, both), "en")


def test_a_link_from_staging_to_live_is_missing_there(store):
    nav = NAV.replace('href="/p/3', f'href="{LIVE}/p/3')
    told = found(store, copies(store, site(), site(**{"/": page("首页", nav=nav)})))
    assert told == {("links", "/"): (f"5 (+1: {LIVE}/p/3.html)", "4")}


def test_what_robots_txt_closes_on_one_side_is_told(store):
    both = copies(store, site(), site(**{"/p/1.html": Answer(error="robots")}))
    assert found(store, both) == {("indexable", "/p/1.html"): ("ok", "disallowed")}


def test_hosts_below_the_start_host_belong_together(store):
    live = load(store, site(), "live", base="https://www.shop.example")
    test = load(store, site(), "test", base="https://test.example")
    for run_id, hosts in ((live, ("en.shop.example", "shop.example", "img.cdn.example")), (test, ("en.test.example", "img.cdn.example"))):  # fmt: skip
        for host in hosts:
            store.db.execute("insert into hosts (host) values (?) on conflict do nothing", [host])
            store.db.execute("insert into run_hosts select ?, host_id from hosts where host = ?", [run_id, host])
    both = couple(store, "live", "test")
    assert both.hosts == {
        "www.shop.example": "test.example", "en.shop.example": "en.test.example", "img.cdn.example": "img.cdn.example",
    }  # fmt: skip
    assert both.counterpart("https://en.shop.example/a?b=1") == "https://en.test.example/a?b=1"
    assert both.counterpart("https://shop.example/") == ""
    assert both.key("https://en.shop.example/a") == both.key("http://en.test.example/a") == "en.test.example/a"


def test_sites_that_share_nothing_are_told_so(store):
    both = copies(store, {"/": Answer(status=403)}, {"/": page("首页")})
    whole = compare(store, both)
    assert whole.shared == 0
    assert "没有相同的网址" in compare_text(whole, "zh") and "没有差异" not in compare_text(whole, "zh")


# -- what must not be claimed --------------------------------------------------------------------


def test_a_cut_crawl_lacks_nothing(store):
    both = devices(store, site(), {"/": page("首页")}, complete=False)
    assert [doubt.kind for doubt in both.doubts] == ["cut"]
    assert found(store, both) == {}
    assert "只在一边的网页未作比较" in compare_text(compare(store, both), "zh")


def test_a_blocked_crawl_lacks_nothing_and_its_errors_are_no_difference(store):
    refused = {f"/p/{n}.html": Answer(status=502) for n in range(1, 5)} | {"/p/5.html": Answer(error="timeout")}
    both = devices(store, site(), site(**refused))
    assert [doubt.kind for doubt in both.doubts] == ["blocked"] and found(store, both) == {}


@pytest.mark.parametrize(
    "answer", [Answer(status=403), Answer(status=429), Answer(status=503), Answer(error="timeout")]
)
def test_a_refusal_is_no_answer(store, answer):
    assert found(store, devices(store, site(), site(**{"/p/1.html": answer}))) == {}


def test_scope_is_judged_without_device_and_hosts(store):
    both = copies(store, site(), site())
    ids = both.left.run_id, both.right.run_id
    store.db.execute("update runs set scope = 'other', settings = ? where run_id = ?", [json.dumps({"crawl": {"hosts": ["a"], "device": "mobile"}}), ids[0]])  # fmt: skip
    assert couple(store, *map(str, ids)).whole
    for run_id, crawl in zip(ids, ({"exclude": ["/cart/**"]}, {"exclude": []}), strict=True):
        store.db.execute("update runs set settings = ? where run_id = ?", [json.dumps({"crawl": crawl}), run_id])
    (doubt,) = couple(store, *map(str, ids)).doubts
    assert doubt.kind == "scope" and "exclude" in doubt.text.en


# -- which runs ----------------------------------------------------------------------------------


def test_the_twin_is_found_from_either_side_and_of_the_same_command(store):
    for batch in ("1", "2"):
        for name, device in (("shop-mobile", "mobile"), ("shop", "desktop")):
            run_id = load(store, site(), name, device)
            store.db.execute("update runs set batch = ? where run_id = ?", [batch, run_id])
    load(store, site(), "other")
    pairs = {"": (4, 3), "shop": (4, 3), "shop-mobile": (4, 3), "2": (2, 1), "shop@latest~1": (2, 1)}
    for word, ids in pairs.items():
        both = couple(store, word)
        assert (both.left.run_id, both.right.run_id) == ids, word
    both = couple(store, "shop-mobile", "shop@latest~1")
    assert (both.left.run_id, both.right.run_id) == (3, 2)
    assert named(store, "other").run_id == 5


@pytest.mark.parametrize(
    ("words", "number"),
    [((), 181), (("shop",), 181), (("nowhere", "shop"), 182), (("shop", "shop@latest"), 183), (("shop", "down"), 184),
     (("shop", "9"), 110), (("shop", "nowhere@latest"), 110), (("shop", "old"), 151)],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(store, words, number):
    load(store, site(), "shop")
    load(store, {"/": Answer(error="refused")}, "down")
    old = load(store, site(), "old")
    store.db.execute("update runs set pruned = '2026-01-02T03:04:05Z' where run_id = ?", [old])
    with pytest.raises(SettingsError) as caught:
        couple(store, *words)
    assert caught.value.number == number and caught.value.rows
    assert han_chars("".join(caught.value.lines("en"))) == 0


# -- as data and text ----------------------------------------------------------------------------


def test_rows_have_every_difference_and_the_object_the_groups(store):
    mobile = {path: Answer(html, ttfb_ms=ms) for (path, html), ms in zip(site().items(), (300, 90, 90, 110, 110, 500), strict=True)}  # fmt: skip
    both = devices(store, site(), mobile | {"/p/1.html": Answer(page("另一个"), ttfb_ms=90)})
    rows = [dict(zip(NAMES, row, strict=True)) for row in compare_rows(store, both)]
    assert [(row["left"], row["right"]) for row in rows if row["part"] == "site"] == [(50, 110)]
    kinds = {row["kind"] for row in rows if row["part"] == "page"}
    assert kinds >= {"title", "h1"} and {row["kind"] for row in rows if row["part"] == "remark"} == {"vary"}
    data = json.loads(json.dumps(compare_object(compare(store, both))))
    assert data["left"] | {"started": ""} == {
        "site": "shop", "run": 2, "started": "", "status": "complete", "start_url": "https://example.com/",
        "device": "desktop", "pages": 6, "ttfb_ms": 50,
    }  # fmt: skip
    assert (data["matched_by"], data["complete"], data["compared"], data["differing"]) == ("url", True, 6, 1)
    assert {group["kind"] for group in data["differences"]} == kinds
    assert data["differences"][0]["examples"][0]["right_url"] == "https://example.com/p/1.html"


@pytest.mark.parametrize("values", [(), (7,), (3, 9), (9, 1, 5), (4, 1, 3, 2)])
def test_the_median_of_the_time_to_first_byte(store, values):
    site_of = {f"/{n}": Answer(page(), ttfb_ms=value) for n, value in enumerate(values)}
    both = devices(store, {"/": Answer(page(), ttfb_ms=None)} | site_of, site())
    median = {(): None, (7,): 7, (3, 9): 6, (9, 1, 5): 5, (4, 1, 3, 2): 2.5}[values]
    assert compare(store, both).figures[0].ttfb_ms == median


def test_hostile_texts_drive_no_terminal_and_no_template(store):
    evil = page("\x1b[31m{0}{url}{n}\u202e | <b>", head='<link rel="canonical" href="/{to}">')
    both = devices(store, {"/": page()}, {"/": Answer(evil, headers={"vary": "\x1b{x}"})})
    for lang in ("zh", "en"):
        for format in ("table", "md"):
            text = compare_text(compare(store, both), lang, format)
            assert without_controls(text) == text and "{0}{url}" in text


def test_a_limit_cuts_the_groups_and_says_so(store):
    text = compare_text(compare(store, devices(store, site(), site(**{"/": page("新")}))), "en", limit=1)
    assert "2 rows more" in text


def test_every_kind_has_its_texts():
    assert (*KINDS, *REMARKS) == ORDER and set(SAID) == set(REMARKS)
    for kind, text in KINDS.items():
        assert han_chars(text.en) == 0 and (han_chars(text.zh) or kind in ("h1", "canonical", "hreflang", "viewport"))
