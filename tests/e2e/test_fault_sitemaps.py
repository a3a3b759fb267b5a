"""Every way a sitemap can be wrong or hostile, by real crawls: told with its cause, in bounded time and memory."""

import gzip
import json
import zlib
from functools import cache

import pytest

from crawler.sitemap_store import MAX_FILES
from tests.e2e.modes import configure, last, robots
from tests.e2e.probing import HEAD, INDEX
from tests.e2e.program import Program, dump, query
from tests.e2e.tiny import Reply, TinySite, moved, page
from tests.e2e.wires import WireSite, breaks_off, drips, endless, measured, resets

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
TITLE = "首页"


def xml(body, declared="UTF-8", charset="utf-8"):
    return Reply(f'<?xml version="1.0" encoding="{declared}"?>{body}'.encode(charset), type="text/xml")


def listed(*locs):
    return f"{HEAD}{''.join(f'<url><loc>{loc}</loc></url>' for loc in locs)}</urlset>"


def index(*locs):
    return xml(f"{INDEX}{''.join(f'<sitemap><loc>{loc}</loc></sitemap>' for loc in locs)}</sitemapindex>")


@cache
def sixty_megabytes():
    """More than 50 MB of addresses, packed: each another, none of this host."""
    packer = zlib.compressobj(1, wbits=31)
    filler = "x" * 1000
    parts = [packer.compress(HEAD.encode())]
    for start in range(0, 60_000, 1000):
        urls = "".join(f"<url><loc>http://shop.example/{n}?{filler}</loc></url>" for n in range(start, start + 1000))
        parts.append(packer.compress(urls.encode()))
    return b"".join([*parts, packer.compress(b"</urlset>"), packer.flush()])


def bomb(megabytes, head=HEAD):
    packer = zlib.compressobj(6, wbits=31)
    parts = [packer.compress(head.encode()), *(packer.compress(b" " * 1_000_000) for _ in range(megabytes))]
    return b"".join([*parts, packer.flush()])


def quadratic():
    """One entity of 100 KB, named 2,000 times: 200 MB for whoever expands it."""
    return f'<!DOCTYPE urlset [<!ENTITY a "{"a" * 100_000}">]>{HEAD}<url><loc>http://shop.example/{"&a;" * 2000}</loc></url></urlset>'


def files(url, outside):
    """Answers by path: what is asked for by name in robots.txt, and what those lead to."""
    secret = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    remote = f'<!ENTITY x SYSTEM "{outside}entity"><!ENTITY % p SYSTEM "{outside}parameter.dtd">%p;'
    secure = url.replace("http:", "https:")
    return {
        "/many.xml": xml(listed(*(f"{url}?p={n}" for n in range(50_001)))),
        "/large.xml.gz": Reply(sixty_megabytes(), type="application/gzip"),
        "/circle.xml": index(f"{url}circle.xml", f"{url}circle-2.xml"),
        "/circle-2.xml": index(f"{url}circle.xml"),
        "/deep.xml": index(f"{url}deep-1.xml"),
        **{f"/deep-{n}.xml": index(f"{url}deep-{n + 1}.xml") for n in range(1, 30)},
        "/deep-30.xml": xml(listed(f"{url}deepest")),
        "/secret.xml": xml(f"<!DOCTYPE urlset [{secret}]>{listed(f'{url}secret/&x;')}"),
        "/remote.xml": xml(f'<!DOCTYPE urlset SYSTEM "{outside}sitemap.dtd" [{remote}]>{listed(f"{url}remote/&x;")}'),
        "/include.xml": xml(
            f'<?xml-stylesheet href="{outside}style.xsl"?><urlset xmlns:xi="http://www.w3.org/2001/XInclude"><url><loc>{url}included/'
            f'<xi:include parse="text" href="{outside}include"/></loc></url></urlset>'
        ),
        "/laughs.xml": xml(f"<!DOCTYPE urlset [<!ENTITY l0 'lol'>{LAUGHS}]>{listed(f'{url}laughs/&l9;')}"),
        "/quadratic.xml": xml(quadratic()),
        "/packed.xml": index(f"{url}bomb.xml.gz"),
        "/bomb.xml.gz": Reply(bomb(500), type="application/gzip"),
        "/coded.xml": Reply(bomb(500), type="text/xml", headers={"Content-Encoding": "gzip"}),
        "/secure.xml": xml(listed(f"{secure}a", f"{url}b")),
        "/hosts.xml": xml(listed("http://other.example/a", "http://[::1]/b", f"{url}c", "ftp://x/", "/d", "file:///etc/passwd")),
        "/charset.xml": xml(listed(f"{url}红茶"), "GBK"),
        "/utf16.xml": xml(listed(f"{url}utf16"), "UTF-8", "utf-16"),
        "/page.xml": Reply(page("404")),
        "/cut.xml.gz": Reply(gzip.compress(listed(*(f"{url}cut/{n}" for n in range(500))).encode())[:-300], type="application/gzip"),
        "/half.xml": xml(listed(f"{url}half/1", f"{url}half/2").removesuffix("/2</loc></url></urlset>")),
        "/circle-of-redirects.xml": moved("/circle-of-redirects.xml"),
        "/503.xml": Reply(status=503),
        "/404.xml": Reply(status=404),
        "/tag.xml": xml(f"{HEAD}<url {'a' * 3_000_000}"),
    }  # fmt: skip


ENTRY = b"<url><loc>http://shop.example/a</loc></url>"
WIRES = {
    "/endless.xml": endless(HEAD.encode(), (ENTRY + b"<!-- " + b"x" * 1200 + b" -->") * 50),
    "/resets.xml": resets,
    "/breaks-off.xml": breaks_off(HEAD.encode() + ENTRY, 9000),
}
NAMED_BY_OTHERS = ("/circle-2.xml", "/deep-", "/bomb.xml.gz")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """All of them named by one robots.txt, and crawled; (program, rows by path, what it cost, the site, what went outside)."""
    program = Program(tmp_path_factory.mktemp("sitemaps"))
    with (
        TinySite({"*": Reply("root:x:0:0:", type="text/plain")}) as outside,
        WireSite({"/": page(TITLE)}, WIRES) as site,
    ):
        site.answers |= files(site.url, outside.url)
        named = [path for path in (*site.answers, *WIRES) if path != "/" and not path.startswith(NAMED_BY_OTHERS)]
        site.answers["/robots.txt"] = robots("".join(f"Sitemap: {site.url}{path[1:]}\n" for path in named))
        configure(program, site.url, crawl="max_pages = 5")
        _, seconds, memory = measured(program, "crawl")
        reached = [one.path for one in outside.asked]
    rows = query(program.db, "select url, status, kind, urls, error, faults from sitemaps")
    found = {f"/{str(url).split('/', 3)[3]}": (*rest, json.loads(str(told))) for url, *rest, told in rows}
    return program, found, (seconds, memory), site.url, reached


def test_time_and_memory_are_bounded(crawled):
    seconds, memory = crawled[2]
    print(f"{len(crawled[1])} sitemap files: {seconds:.0f} s, {memory:.0f} MB")
    assert memory < 150
    assert seconds < 150
    assert last(crawled[0]) == ("partial", "max-pages")


def test_nothing_outside_was_asked_for_and_no_file_was_read(crawled):
    program, _, _, url, reached = crawled
    assert reached == []
    text = "\n".join(dump(program.db))
    assert "root:" not in text
    assert {one for (one,) in query(program.db, "select url from urls where url like '%secret/%' or url like '%remote/%'")} == {
        f"{url}secret/&x;", f"{url}remote/&x;",
    }  # fmt: skip


TOLD = {  # status, kind, addresses, error, faults
    "/many.xml": (200, "urlset", 50_001, "", {"too-many-urls": 1}),
    "/circle.xml": (200, "index", 2, "", {"names-itself": 1}),
    "/circle-2.xml": (200, "index", 1, "", {"nested": 1}),
    **{f"/deep-{n}.xml": (200, "index", 1, "", {"nested": 1}) for n in range(1, 30)},
    "/deep-30.xml": (200, "urlset", 1, "", {}),
    "/secret.xml": (200, "urlset", 1, "", {}),
    "/remote.xml": (200, "urlset", 1, "", {}),
    "/laughs.xml": (200, "urlset", 1, "", {}),
    "/packed.xml": (200, "index", 1, "", {}),
    "/bomb.xml.gz": (200, "urlset", 0, "too-large", {}),
    "/coded.xml": (200, "urlset", 0, "too-large", {}),
    "/secure.xml": (200, "urlset", 2, "", {"other-scheme": 1}),
    "/hosts.xml": (200, "urlset", 6, "", {"other-host": 2, "relative": 3}),
    "/utf16.xml": (200, "urlset", 1, "", {"encoding": 1}),
    "/page.xml": (200, "", 0, "not-a-sitemap", {}),
    "/circle-of-redirects.xml": (None, "", 0, "too-many-redirects", {}),
    "/503.xml": (503, "", 0, "", {}),
    "/404.xml": (404, "", 0, "", {}),
    "/tag.xml": (200, "urlset", 0, "xml: endless markup", {}),
}  # fmt: skip


@pytest.mark.parametrize("path", TOLD)
def test_each_is_told_with_its_cause(crawled, path):
    assert crawled[1][path] == TOLD[path]


@pytest.mark.parametrize(
    ("path", "least", "error"),
    [
        ("/large.xml.gz", 40_000, "too-large"),
        ("/endless.xml", 40_000, "too-large"),
        ("/cut.xml.gz", 100, "gzip: truncated"),
        ("/half.xml", 1, "xml: "),
    ],
)
def test_what_is_too_long_or_cut_is_read_as_far_as_it_goes(crawled, path, least, error):
    status, kind, urls, told, _ = crawled[1][path]
    assert (status, kind) == (200, "urlset")
    assert urls >= least and told.startswith(error)


@pytest.mark.parametrize("path", ["/quadratic.xml", "/charset.xml", "/include.xml", "/resets.xml", "/breaks-off.xml"])
def test_what_cannot_be_used_says_why(crawled, path):
    _, _, _, error, faults = crawled[1][path]
    assert error or faults


def test_every_file_was_read_and_no_more(crawled):
    assert not {path for path, row in crawled[1].items() if "not-asked" in row[4]}
    assert set(crawled[1]) >= {*TOLD, *WIRES}
    assert len(crawled[1]) < MAX_FILES


def test_an_audit_tells_of_them(crawled):
    program = crawled[0]
    program("audit")
    said = {
        one for (one,) in query(program.db, "select distinct check_id from findings where check_id like 'sitemap%'")
    }
    assert said >= {"sitemap-invalid", "sitemap-over-limit", "sitemap-loc-invalid"}


def test_a_byte_a_second_is_waited_for_four_times_as_long_as_a_page_at_most(xunlu):
    with WireSite({"/": page(TITLE)}, {"/sitemap.xml": drips(HEAD.encode() + ENTRY * 20)}) as site:
        configure(xunlu, site.url, top='[http]\ntimeout = "1s"')
        _, seconds, _ = measured(xunlu, "crawl")
    assert query(xunlu.db, "select error from sitemaps where url like '%/sitemap.xml'") == [("timeout",)]
    assert seconds < 45  # the file would take twenty minutes
