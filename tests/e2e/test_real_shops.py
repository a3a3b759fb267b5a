"""Traps that real shops set, one test each, through the whole program: what is asked for, what is told, what is found."""

import gzip
import json
from zlib import crc32

import pytest

from tests.e2e.made import MadeSite, shown
from tests.e2e.program import Program, query
from tests.e2e.tiny import Reply, TinySite, page
from tests.trap_sites import FACETS, facets, relative_menu

TEXT = "这把壶由宜兴匠人手工制成，泥料细腻，出水利落，适合泡普洱和老茶。新壶先用清水冲净，再用茶汤润养，不必久煮。" * 8
PLAIN = "text/plain; charset=utf-8"


def urls(xunlu, where="1"):
    """Paths of the newest run's pages."""
    rows = query(xunlu.db, f"select url from v_pages where run_id = (select max(run_id) from runs) and {where}")
    return {"/" + url.split("/", 3)[3] for (url,) in rows}


def findings(xunlu, check):
    """Evidence by path of one check in the newest run."""
    rows = query(xunlu.db, "select url, evidence from v_findings where run_id = (select max(run_id) from runs) and check_id = ?", check)  # fmt: skip
    return {"/" + url.split("/", 3)[3]: json.loads(evidence) for url, evidence in rows}


def traps(xunlu):
    """Kind, template, path of the example, URLs left out."""
    rows = query(xunlu.db, "select kind, template, example, refused from v_traps order by refused desc, 1, 2")
    return [(kind, template, "/" + example.split("/", 3)[3], refused) for kind, template, example, refused in rows]


def listed(*found):
    return Reply(f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in found)}</urlset>", type="text/xml")


# -- a relative link that makes paths grow for ever -----------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_paths_that_grow_for_ever(tmp_path, lang):
    xunlu = Program(tmp_path, lang=lang)
    with MadeSite(relative_menu) as site:
        result = xunlu("run", site.url, "-o", "report.html")
        asked = set(site.paths())
    assert {f"/{word}/" for word in ("about", "products", "contact")} <= asked
    assert {f"/products/tea-{number}/" for number in range(20)} <= asked
    assert len(asked) < 200
    kind, template, example, refused = traps(xunlu)[0]
    assert kind == "growing" and "**" in template and refused > 100
    assert example not in asked
    told = {"en": f"Trap {template}: given up after", "zh": f"陷阱 {template}：抓了"}
    assert told[lang] in result.err
    assert f"{site.url}{example[1:]}" in result.err
    assert template in xunlu("export", "traps").said


def test_a_link_to_its_own_folder(xunlu):
    with MadeSite(lambda path: (f"page {path}", ["tea/"])) as site:
        result = xunlu("run", site.url, "-o", "report.html")
        assert site.paths() == ["/", "/tea/", "/tea/tea/"]
    assert traps(xunlu) == [("repeating", "/tea/tea/**", "/tea/tea/tea/", 1)]
    assert "Trap /tea/tea/**" in result.err
    assert set(findings(xunlu, "url-repeated-segments")) == {"/tea/tea/", "/tea/tea/tea/"}


# -- facet combinations without end ---------------------------------------------------------------


def test_facets_that_combine_without_end(xunlu):
    def shop(path):
        return facets(path, categories=2)

    with MadeSite(shop) as site:
        result = xunlu("run", site.url, "-o", "report.html")
        asked = set(site.paths())
    single = {f"/c/{number}?{key}={value}" for number in range(2) for key in FACETS for value in FACETS[key]}
    assert single <= asked
    products = {href for path in single for href in shop(path)[1] if href.startswith("/p/")}
    assert products <= asked
    assert len(asked) < 1500  # of 2 x 25,200 lists and their pages
    found = traps(xunlu)
    assert {kind for kind, *_ in found} == {"facets"}
    assert all(template.startswith("/c/") and "color" in template and "size" in template for _, template, _, _ in found)
    assert "Filters combine without end" in result.err


# -- soft 404s with the home title ----------------------------------------------------------------

HOME = "茶舍 | 手工紫砂壶与普洱茶"
GOODS = [f"/p/{number}.html" for number in range(30)]


def soft(path):
    """A shop that says 200 to everything, under the title of its home page, and offers what it never had."""
    if path == "/":
        return None
    menu = ["/", "/c/", *(f"/p/{crc32(path.encode()) % 9973}-{number}.html" for number in range(3))]
    return "抱歉，您访问的页面不存在", menu


def test_soft_404s_with_the_title_of_the_home_page(xunlu):
    answers = {path: page(f"壶 {path} | 茶舍", "/", "/c/", text=f"第 {path} 把壶。{TEXT}") for path in GOODS}
    answers["/"] = page(HOME, "/c/", text=TEXT)
    answers["/c/"] = page("紫砂壶 | 茶舍", "/", *GOODS, "/p/sold-1.html", "/p/sold-2.html", text=TEXT[:60])

    class Soft(MadeSite):
        def reply(self, path, headers):
            found = super().reply(path, headers)
            beside = path in self.answers or path == "/robots.txt" or path.startswith("/sitemap")
            gone = (
                shown("", soft(path)[1]).replace("<p>", "<p>抱歉，您访问的页面不存在或已删除。") if not beside else ""
            )
            return found if beside else Reply(gone.replace("<title></title>", f"<title>{HOME}</title>"))

    with Soft(soft, answers) as site:
        result = xunlu("run", site.url, "-o", "report.html")
        asked = set(site.paths())
    assert set(answers) <= asked
    assert len(asked) < 300
    gone = urls(xunlu) - set(answers)
    assert {"/p/sold-1.html", "/p/sold-2.html"} <= gone
    assert set(findings(xunlu, "soft-404")) == gone
    assert findings(xunlu, "error-page-status")["/"]["status"] == 200
    assert {kind for kind, *_ in traps(xunlu)} == {"duplicates"}
    assert "Many addresses show one and the same content" in result.err


# -- <base href> with relative links --------------------------------------------------------------


def test_relative_links_below_a_base(xunlu):
    other = "http://shop.invalid/x/"
    based = {
        "/deep/list.html": ('<base href="/shop/zh/">', "cup.html", "/shop/zh/cup.html"),
        "/deep/rooted.html": ('<base href="/">', "a/b.html", "/a/b.html"),
        "/deep/no-slash.html": ('<base href="/folder">', "c.html", "/c.html"),
        "/deep/relative.html": ('<base href="sub/">', "d.html", "/deep/sub/d.html"),
        "/deep/first.html": ('<base target="_top"><base href="/one/"><base href="/two/">', "e.html", "/one/e.html"),
        "/deep/empty.html": ('<base href="">', "f.html", "/deep/f.html"),
        "/deep/odd.html": ('<base href="javascript:void(0)">', "g.html", "/deep/g.html"),
        "/deep/query.html": ('<base href="/shop/list.php?id=1">', "?id=2", "/shop/list.php?id=2"),
        "/deep/away.html": (f'<base href="{other}">', "h.html", f"{other}h.html"),
    }
    answers = {path: page(path, href, head=head) for path, (head, href, _) in based.items()}
    answers |= {target: page(target, "/") for _, _, target in based.values() if target.startswith("/")}
    with TinySite(answers) as site:
        site.answers["/"] = page("首页", *based)
        xunlu("run", site.url, "-o", "report.html")
        assert sorted(site.paths()) == sorted(site.answers)
    links = query(xunlu.db, "select source, target, internal from v_links where kind = 'a' and source like '%/deep/%.html' and source not like '%/sub/%'")  # fmt: skip
    found = {"/" + source.split("/", 3)[3]: (target, bool(internal)) for source, target, internal in links}
    for path, (_, _, target) in based.items():
        assert found[path] == ((site.url + target[1:], True) if target.startswith("/") else (target, False))
    assert findings(xunlu, "http-4xx") == findings(xunlu, "link-broken-internal") == {}


# -- titles full of newlines ----------------------------------------------------------------------


def test_titles_full_of_newlines(xunlu):
    loose = "\n\n\t\t宜兴紫砂壶\r\n\t   手工制作\n\n  |\n茶舍\n\n"
    tight = "宜兴紫砂壶 手工制作 | 茶舍"
    with TinySite({"/": page("\n首页\n", "/a", "/b"), "/a": page(loose, "/"), "/b": page(tight, "/")}) as site:
        site.answers["/a"] = site.answers["/a"].replace("<title>", '<meta name="description" content="\n\n泡茶\r\n\t好壶\n"><title>')  # fmt: skip
        xunlu("run", site.url, "-o", "report.html")
    rows = dict(query(xunlu.db, "select url, title from v_pages"))
    assert rows == {site.url: "首页", f"{site.url}a": tight, f"{site.url}b": tight}
    one, other = query(xunlu.db, "select title_width, h1 from v_pages where title = ?", tight)
    assert one == other
    assert query(xunlu.db, "select description from v_pages where url like '%/a'") == [("泡茶 好壶",)]
    assert set(findings(xunlu, "title-duplicate")) == {"/a", "/b"}
    table = xunlu("sql", "select url, title, description, h1 from v_pages order by 1", "--format", "csv").out
    assert len(table.strip().splitlines()) == 4


# -- sitemaps with another host -------------------------------------------------------------------


def test_sitemaps_with_another_host(xunlu):
    with TinySite({"*": page("别处")}) as other, TinySite({"/": page("首页", "/a"), "/a": page("甲", "/")}) as site:
        site.answers["/robots.txt"] = Reply(f"User-agent: *\nAllow: /\nSitemap: {site.url}sitemap.xml\n", type=PLAIN)
        foreign = [f"{other.url}a", f"{other.url}b", "https://www.shop.invalid/c"]
        site.answers["/sitemap.xml"] = listed(site.url, f"{site.url}a", *foreign)
        xunlu("run", site.url, "-o", "report.html")
        assert other.asked == []
        assert sorted(site.paths()) == ["/", "/a"]
    rows = query(xunlu.db, "select url, evidence ->> '$.fault' from v_findings where check_id = 'sitemap-loc-invalid'")
    assert sorted(rows) == sorted((url, "other-host") for url in foreign)
    assert query(xunlu.db, "select status, reason from runs") == [("complete", "finished")]
    assert urls(xunlu) == {"/", "/a"}


# -- robots.txt that answers 404 with an HTML page ------------------------------------------------


def test_robots_txt_that_is_the_error_page(xunlu):
    text = "<pre>\nUser-agent: *\nDisallow: /\n\nSitemap: http://127.0.0.1:4/no.xml\nCrawl-delay: 60\n</pre>"
    with TinySite({"/": page("首页", "/a"), "/a": page("甲", "/"), "/robots.txt": Reply(page("404 页面不存在", text=text), 404)}) as site:  # fmt: skip
        result = xunlu("run", site.url, "-o", "report.html")
        assert sorted(site.paths()) == ["/", "/a"]
    assert "robots" not in result.err
    assert findings(xunlu, "robots-unavailable")["/"]["state"] == "missing"
    assert findings(xunlu, "robots-unknown-directive") == findings(xunlu, "robots-blocks-page") == {}
    assert query(xunlu.db, "select count(*) from v_agents where not allowed") == [(0,)]
    assert query(xunlu.db, "select count(*) from main.sitemaps where url like '%no.xml'") == [(0,)]


# -- intermittent 500s under load -----------------------------------------------------------------


def test_pages_that_fail_now_and_then(xunlu):
    paths = [f"/p/{number}.html" for number in range(60)]

    def shaky(times, html, status):
        return lambda before: Reply(html) if before >= times else Reply("busy", status, PLAIN)

    answers = {
        path: shaky(number % 3, page(f"壶 {path}", "/"), (500, 502, 503, 504)[number % 4])
        for number, path in enumerate(paths)
    }
    with TinySite({"/": page("首页", *paths), **answers}) as site:
        site.answers["/sitemap.xml"] = listed(site.url, *(f"{site.url}{path[1:]}" for path in paths))
        xunlu("run", site.url, "-o", "report.html")
    assert urls(xunlu, "status = 200") == {"/", *paths}
    attempts = dict(query(xunlu.db, "select url, attempts from v_pages"))
    assert all(attempts[f"{site.url}{path[1:]}"] == 1 + number % 3 for number, path in enumerate(paths))
    for check in ("http-5xx", "no-response", "link-broken-internal", "sitemap-lists-non-200", "orphan-page"):
        assert findings(xunlu, check) == {}
    assert query(xunlu.db, "select distinct note from scores where name = 'overall'") == [("",)]


# -- a sitemap index of 63 files ------------------------------------------------------------------


def test_a_sitemap_index_of_63_files(xunlu):
    files = {f"/maps/{number}.xml{'.gz' if number % 3 == 0 else ''}": number for number in range(63)}
    goods = [f"/p/{number}.html" for number in range(63 * 2)]
    answers = {path: page(f"茶 {path}", "/") for path in goods}
    with TinySite({"/": page("首页", *goods[:80]), **answers}) as site:
        index = "".join(f"<sitemap><loc>{site.url}{name[1:]}</loc></sitemap>" for name in files)
        site.answers["/sitemap.xml"] = Reply(f"<sitemapindex>{index}</sitemapindex>", type="text/xml")
        for name, number in files.items():
            body = listed(*(f"{site.url}{path[1:]}" for path in goods[number * 2 : number * 2 + 2])).sent
            packed = name.endswith(".gz")
            site.answers[name] = Reply(gzip.compress(body) if packed else body, type="application/gzip" if packed else "text/xml")  # fmt: skip
        xunlu("run", site.url, "-o", "report.html")
        asked = [one.path for one in site.asked if one.path.startswith("/maps/")]
    assert sorted(asked) == sorted(files)
    assert query(xunlu.db, "select count(*), sum(urls) from main.sitemaps where kind = 'urlset'") == [(63, 126)]
    assert urls(xunlu, "in_sitemap") == set(goods)
    assert set(findings(xunlu, "orphan-page")) == set(goods[80:])
    assert set(findings(xunlu, "sitemap-missing-pages")) == {"/"}


# -- pages of 640 KB with 900 links ---------------------------------------------------------------


def test_pages_of_640_kb_with_900_links(xunlu):
    paths = [f"/list/{number}.html" for number in range(30)]
    away = "".join(f'<a href="https://brand-{number}.invalid/">品牌 {number}</a>\n' for number in range(870))
    own = "".join(f'<a href="{path}">{path}</a>\n' for path in paths)
    padding = "".join(f'<div class="card c{number}" data-x="{number:08}"><span>壶 {number}</span></div>\n' for number in range(10_500))  # fmt: skip
    heavy = {path: page(f"列表 {path}", text=f"{path}{TEXT}{own}{away}{padding}") for path in paths}
    assert all(len(html.encode()) > 640 * 1024 for html in heavy.values())
    with TinySite({"/": page("首页", *paths), **heavy}) as site:
        xunlu("run", site.url, "-o", "report.html")
        assert sorted(site.paths()) == sorted(["/", *paths])
    rows = query(xunlu.db, "select count(*), min(size_bytes) > 640 * 1024, max(truncated), max(outlinks), min(outlinks) from v_pages where url like '%/list/%'")  # fmt: skip
    assert rows == [(30, 1, 0, 900, 900)]
    counted = query(xunlu.db, "select distinct n from (select count(*) as n from v_links where kind = 'a' and source like '%/list/%' group by source)")  # fmt: skip
    assert counted == [(900,)]
    assert set(findings(xunlu, "links-per-page")) == set(paths)
    assert {state for (state,) in query(xunlu.db, "select distinct state from v_checks")} & {"crashed"} == set()


# -- 127.0.0.1:8081 and 127.0.0.1:8082 are two sites ----------------------------------------------


def test_two_ports_are_two_sites(xunlu):
    with TinySite({}) as one, TinySite({}) as two:
        one.answers = {"/": page("甲店", "/a", f"{two.url}x"), "/a": page("甲", f"{two.url}a")}
        two.answers = {"/": page("乙店", "/a", f"{one.url}x"), "/a": page("乙", f"{one.url}a")}
        (xunlu.folder / "xunlu.toml").write_text(
            f'version = 1\n[sites.one]\nstart = ["{one.url}"]\n[sites.one.access]\nheaders_env = {{ X-Key = "ONE" }}\n'
            f'[sites.two]\nrole = "competitor"\nstart = ["{two.url}"]\n[sites.two.access]\nheaders_env = {{ X-Key = "TWO" }}\n',
            "utf-8",
        )
        xunlu("run", "-o", "report.html", ONE="first", TWO="second")
        for site, key in ((one, "first"), (two, "second")):
            assert sorted(site.paths()) == ["/", "/a"]
            assert {asked.headers.get("X-Key") for asked in site.asked} == {key}
    runs = dict(query(xunlu.db, "select site, crawled from v_runs"))
    assert runs == {"one": 2, "two": 2}
    links = query(xunlu.db, "select site, target, internal from v_links where kind = 'a'")
    for name, own in (("one", one), ("two", two)):
        assert {target.startswith(own.url) == bool(internal) for site, target, internal in links if site == name} == {
            True
        }
    domains = query(xunlu.db, "select site, domain, targets from v_external_domains")
    assert sorted((site, targets) for site, _, targets in domains) == [("one", 2), ("two", 2)]
