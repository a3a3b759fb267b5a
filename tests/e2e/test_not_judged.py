"""What was cut, refused, broken off or crashed is neither a pass nor a fault, and the score says that it is partial."""

import json
import signal
import sqlite3
import subprocess
from dataclasses import dataclass
from functools import partial

import pytest

from labs.server import ShopServer
from labs.shop import make_shop
from tests.e2e.files import File, FileServer
from tests.e2e.program import Program, number, query
from tests.e2e.tiny import Reply, TinySite, page

CALM = ("--concurrency", 6)
# What is said of the whole site: that something is nowhere, or of everything there is.
WHOLE = {
    "channels-interlink", "content-links-up", "form-only-access", "home-links-channels", "html-sitemap-missing",
    "img-not-modern", "js-only-link", "nofollow-inlinks", "one-inlink", "orphan-page", "pagerank-flow", "pagination-chain",
}  # fmt: skip
TIMES = "check_id <> 'slow-response'"  # a crawl of few pages may meet other medians


def findings(xunlu):
    """(check, url) of the newest run, hints left out."""
    rows = query(xunlu.db, f"select check_id, url from v_findings where run_id = (select max(run_id) from runs) and severity <> 'info' and {TIMES}")  # fmt: skip
    return set(rows)


def states(xunlu):
    """State and reason of every check of the newest run."""
    rows = query(xunlu.db, "select check_id, state, reason from v_checks where run_id = (select max(run_id) from runs)")
    return {check: (state, reason) for check, state, reason in rows}


def score(xunlu):
    """The overall score of the newest run, and its note."""
    return query(xunlu.db, "select value, note from scores where name = 'overall' order by run_id desc limit 1")[0]


def ended(xunlu):
    return query(xunlu.db, "select status, reason from runs order by run_id desc limit 1")[0]


# -- cut ------------------------------------------------------------------------------------------


@dataclass
class Shop:
    """A shop with faults, and what a crawl of all of it finds."""

    server: ShopServer
    found: set
    list: str


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with ShopServer(partial(make_shop, name="tea-house")) as server:
        xunlu = Program(tmp_path_factory.mktemp("whole"))
        xunlu("run", server.url, *CALM, "-o", "whole.html")
        assert ended(xunlu) == ("complete", "finished")
        judged = states(xunlu)
        assert {judged[check][1] for check in WHOLE} <= {"", "nothing-applies"}
        assert score(xunlu)[1] == ""
        some = sorted(server.shop.paths())[3::40]
        listed = xunlu.folder / "list.txt"
        listed.write_text("".join(f"{server.url}{path[1:]}\n" for path in some), "utf-8")
        yield Shop(server, findings(xunlu), str(listed))


CUTS = {
    "max-pages": ("--max-pages", 25),
    "max-depth": ("--max-depth", 1),
    "max-bytes": ("--max-bytes", "300K"),
    "time-limit": ("--rate", 20, "--time-limit", "2s"),
    "list": ("--list", "{list}"),
    "sitemap": ("--sitemap-only",),
    "page": ("--one-page",),
}


@pytest.mark.parametrize("reason", CUTS)
def test_a_cut_crawl_judges_what_it_saw_and_no_more(xunlu, shop, reason):
    words = [str(word).format(list=shop.list) for word in CUTS[reason]]
    xunlu("run", shop.server.url, *CALM, *words, "-o", "part.html")
    assert ended(xunlu) == ("partial", reason)
    judged = states(xunlu)
    assert {judged[check] for check in WHOLE} == {("not-judged", "crawl-incomplete")}
    follows = reason in ("max-pages", "max-depth", "max-bytes", "time-limit")
    assert (judged["click-depth"][1] == "depths-unknown") == (not follows)
    if reason in ("list", "page"):  # no sitemap was read
        assert judged["sitemap-missing"][0] == judged["sitemap-missing-pages"][0] == "not-judged"
    assert findings(xunlu) <= shop.found
    value, note = score(xunlu)
    assert note.endswith(f"partial:{reason}")
    assert value is None or 0 <= value <= 100


def test_the_nearest_pages_may_be_cut_and_spread_ones_know_no_depth(xunlu, shop):
    xunlu("run", shop.server.url, *CALM, "--max-pages", 40, "--sample", "template", "-o", "part.html")
    assert states(xunlu)["click-depth"] == ("not-judged", "depths-unknown")
    assert findings(xunlu) <= shop.found


def test_an_interrupted_crawl_judges_what_it_saw_and_no_more(xunlu, shop):
    with xunlu.start("run", shop.server.url, "--rate", 40) as running:
        running.until(lambda: number(xunlu.db, "select count(*) from pages") > 30)
        running.signal(signal.SIGINT)
        assert running.end().code == 130
    assert ended(xunlu) == ("interrupted", "signal")
    assert findings(xunlu) == set()  # nobody asked for it
    xunlu("report", "-o", "part.html")
    assert {states(xunlu)[check] for check in WHOLE} == {("not-judged", "crawl-incomplete")}
    assert findings(xunlu) <= shop.found
    assert score(xunlu)[1].endswith("partial:signal")


# -- refused --------------------------------------------------------------------------------------

ITEMS = [f"/product/{number}.html" for number in range(60)]
KINDS = ("/c/tea/", "/c/pots/")
CHALLENGE = (
    '<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt = {cType: "managed"};</script>'
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>'
)
HINDRANCES = {
    "403": Reply(page("403 Forbidden"), 403),
    "429": Reply("slow down", 429, "text/plain", headers={"Retry-After": "0"}),
    "challenge": Reply(CHALLENGE, 403, headers={"cf-mitigated": "challenge", "Server": "cloudflare"}),
    "503": Reply("down", 503, "text/plain"),
}


def sitemap(base, paths):
    urls = "".join(f"<url><loc>{base}{path.removeprefix('/')}</loc></url>" for path in paths)
    return Reply(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>', type="text/xml")


def pages():
    """A home page, two lists, sixty products; every product is listed, and links to another."""
    lists = {kind: page(f"分类 {kind}", "/", *KINDS, *ITEMS[number::2]) for number, kind in enumerate(KINDS)}
    items = {path: page(f"茶 {path}", "/", *KINDS, ITEMS[number - 1]) for number, path in enumerate(ITEMS)}
    return {"/": page("茶舍", *KINDS), **lists, **items}


class Closing(TinySite):
    """Answers every page but the first twenty otherwise."""

    def __init__(self, otherwise):
        super().__init__(pages())
        self.otherwise, self.answered, self.dead = otherwise, 0, False
        self.answers["/sitemap.xml"] = sitemap(self.url, self.answers)
        self.answers["/robots.txt"] = Reply(
            f"User-agent: *\nAllow: /\nSitemap: {self.url}sitemap.xml\n", type="text/plain"
        )

    def reply(self, path, headers):
        if self.dead:
            raise ConnectionResetError
        found = super().reply(path, headers)
        if path not in ("/", *KINDS, *ITEMS):
            return found
        self.answered += 1
        return self.otherwise if self.answered > 20 else found


def blamed(xunlu, refused):
    """Checks that blame one of these URLs, or that say what only a look at all of them could tell."""
    tell = {"link-broken-internal", "sitemap-lists-non-200", "baidu-push-list", "orphan-page", "no-response"}
    return {check for check, url in findings(xunlu) if url in refused or check in tell}


@pytest.mark.parametrize("kind", ["403", "challenge"])
def test_a_site_that_turns_the_crawler_away_in_the_middle(xunlu, kind):
    with Closing(HINDRANCES[kind]) as site:
        result = xunlu("run", site.url, "-o", "part.html")
    refused = {url for (url,) in query(xunlu.db, "select url from v_pages where status is not 200")}
    assert len(refused) >= 10
    judged = states(xunlu)
    assert {judged[check] for check in WHOLE} <= {("not-judged", "pages-unread"), ("not-judged", "crawl-incomplete")}
    assert judged["click-depth"] == ("not-judged", "pages-unread")
    assert judged["http-403"] == ("not-judged", "turned-away")
    assert judged["title-missing"][0] == "passed"  # of the pages that were seen
    assert blamed(xunlu, refused) == set()
    if kind == "challenge":
        assert ended(xunlu) == ("partial", "challenged")
        assert score(xunlu)[1].endswith("partial:challenged")
        assert "Cloudflare" in result.err


def test_a_site_that_has_no_more_time_in_the_middle(xunlu):
    """However long the crawler goes on asking, or whether it leaves off."""
    with Closing(HINDRANCES["429"]) as site:
        xunlu("run", site.url, "-o", "part.html")
    refused = {url for (url,) in query(xunlu.db, "select url from v_pages where status is not 200")}
    assert refused or ended(xunlu)[0] != "complete"
    assert {states(xunlu)[check][0] for check in WHOLE} == {"not-judged"}
    assert blamed(xunlu, refused) == set()


def test_a_site_that_fails_in_the_middle(xunlu):
    """A server that fails thrice is at fault; what its pages would have linked to is not."""
    with Closing(HINDRANCES["503"]) as site:
        xunlu("run", site.url, "-o", "part.html")
    failed = {url for (url,) in query(xunlu.db, "select url from v_pages where status = 503")}
    assert failed
    assert {url for check, url in findings(xunlu) if check == "http-5xx"} == failed
    assert {states(xunlu)[check] for check in (*WHOLE, "click-depth")} == {("not-judged", "pages-unread")}


def test_a_server_that_dies_in_the_middle(xunlu):
    with (
        Closing(Reply(page("茶"))) as site,
        xunlu.start("run", site.url, "--rate", 30, "-o", "part.html") as running,
    ):
        running.until(lambda: site.answered > 25)
        site.dead = True
        assert running.end().code == 3
    assert ended(xunlu) == ("interrupted", "unreachable")
    assert not (xunlu.folder / "part.html").exists()
    xunlu("report", "-o", "part.html")
    assert {check for check, _ in findings(xunlu)} & {
        "no-response",
        "link-broken-internal",
        "sitemap-lists-non-200",
        "orphan-page",
    } == set()
    assert score(xunlu)[1].endswith("partial:unreachable")


# -- broken off -----------------------------------------------------------------------------------

HTML = "text/html; charset=utf-8"


def lying(html, cut):
    """A page whose connection ends after ``cut`` bytes of the length that was declared."""
    body = html.encode()

    def write(connection):
        connection.wfile.write(body[:cut])
        connection.wfile.flush()
        connection.hang_up()

    return File(body, type=HTML, write=write)


def test_pages_that_break_off_are_not_judged_nor_is_what_they_may_have_linked(xunlu):
    items = ITEMS[:8]
    answers = {path: File(page(path, "/").encode(), type=HTML) for path in items}
    answers["/"] = File(page("茶舍", "/c/").encode(), type=HTML)
    answers["/c/"] = lying(page("", *items, text="茶" * 2000), 3000)
    with FileServer(answers) as site:
        listed = sitemap(f"{site.url}/", answers)
        site.answers["/sitemap.xml"] = File(listed.sent, type="text/xml")
        xunlu("run", f"{site.url}/", "-o", "part.html")
        url = f"{site.url}/c/"
    rows = query(xunlu.db, "select status, truncated, indexable_reason from v_pages where url = ?", url)
    assert rows == [(200, 1, "incomplete")]
    assert {check for check, where in findings(xunlu) if where == url} == {"no-response"}  # which tells of that alone
    assert {states(xunlu)[check] for check in WHOLE} == {("not-judged", "pages-unread")}
    assert "orphan-page" not in {check for check, _ in findings(xunlu)}


def test_a_page_over_the_limit_is_not_judged(xunlu):
    (xunlu.folder / "xunlu.toml").write_text('version = 1\n[http]\nmax_body = "100K"\n', "utf-8")
    big = page("大", "/a", text="茶" * 60_000)
    with TinySite({"/": page("首页", "/big", "/a"), "/big": big, "/a": page("甲", "/")}) as site:
        xunlu("run", site.url, "-o", "part.html")
        url = f"{site.url}big"
    assert query(xunlu.db, "select status, error from v_pages where url = ?", url) == [(None, "too-large")]
    blamed = {check for check, where in findings(xunlu) if where == url}
    assert blamed == set()
    assert "link-broken-internal" not in {check for check, _ in findings(xunlu)}


def test_sitemaps_that_cannot_be_read_to_their_end_leave_nobody_out(xunlu):
    with TinySite(pages()) as site:
        parts = "".join(f"<sitemap><loc>{site.url}{name}.xml</loc></sitemap>" for name in ("a", "b"))
        site.answers["/sitemap.xml"] = Reply(f"<sitemapindex>{parts}</sitemapindex>", type="text/xml")
        site.answers["/a.xml"] = sitemap(site.url, ["/", *ITEMS[:30]])
        site.answers["/b.xml"] = Reply("busy", 503, "text/plain")
        xunlu("run", site.url, "-o", "part.html")
        assert states(xunlu)["sitemap-missing-pages"] == ("not-judged", "sitemaps-in-part")
        site.answers["/b.xml"] = sitemap(site.url, [*KINDS, *ITEMS[30:50]])
        xunlu("run", site.url, "--fresh", "-o", "part.html")
        missed = {url for check, url in findings(xunlu) if check == "sitemap-missing-pages"}
        assert missed == {f"{site.url}{path[1:]}" for path in ITEMS[50:]}


# -- crashed --------------------------------------------------------------------------------------


def test_a_check_that_crashes_is_no_pass_and_harms_no_other(xunlu):
    with TinySite({"/": page("首页", "/a", "/gone"), "/a": page("甲", "/")}) as site:
        site.answers["/sitemap.xml"] = sitemap(site.url, ["/", "/a"])
        xunlu("run", site.url, "-o", "whole.html")
        before = states(xunlu)
    assert before["sitemap-invalid"][0] == "passed"
    with sqlite3.connect(xunlu.db) as db:  # as a damaged file would have it
        db.execute("update sitemaps set faults = '{'")
    command = xunlu.command("--db", xunlu.db, "audit")
    done = subprocess.run(
        command, cwd=xunlu.folder, env=xunlu.environment(), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 5
    assert "XE-510" in done.stderr.decode() and "sitemap-invalid" in done.stderr.decode()
    after = states(xunlu)
    assert after["sitemap-invalid"][0] == "crashed"
    assert {check for check in before if before[check] != after[check]} == {"sitemap-invalid", "sitemap-missing-pages"}
    assert after["sitemap-missing-pages"] == ("not-judged", "sitemaps-in-part")
    gone = json.loads(query(xunlu.db, "select evidence from v_findings where check_id = 'link-broken-internal'")[0][0])
    assert gone["target"] == f"{site.url}gone"
