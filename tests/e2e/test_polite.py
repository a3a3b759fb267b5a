"""What servers see: robots.txt obeyed, waits kept, nothing asked for that is none of our business; and what is kept."""

import email.utils
import time
from itertools import pairwise

import pytest

from tests.e2e.program import query
from tests.e2e.tiny import Reply, TinySite, moved, page

TEXT = "text/plain; charset=utf-8"
CHINESE = "紫砂壶的养护与冲泡：宜兴原矿紫泥，适合普洱茶、乌龙茶和红茶，日常使用后请用清水冲洗并晾干。" * 3
TRADITIONAL = "紫砂壺的養護與沖泡：宜興原礦紫泥，適合普洱茶、烏龍茶和紅茶，日常使用後請用清水沖洗並晾乾。" * 3
SLACK = 0.15  # seconds by which clocks of two processes may seem to differ


def robots(text):
    return Reply(text, type=TEXT)


def sitemap(site, *paths):
    urls = "".join(f"<url><loc>{site.url}{path.removeprefix('/')}</loc></url>" for path in paths)
    return Reply(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>', type="text/xml")


def pages(xunlu, columns, where="1"):
    """Rows of v_pages by path."""
    rows = query(xunlu.db, f"select url, {columns} from v_pages where {where}")
    return {"/" + row[0].split("/", 3)[3]: row[1] if len(row) == 2 else row[1:] for row in rows}


def test_robots_txt_is_obeyed(xunlu):
    text = "User-agent: *\nDisallow: /\n\nUser-agent: xunlu\nDisallow: /cart/\nDisallow: /*?sort=\nAllow: /cart/help$\n"
    allowed = ("/a", "/cart/help", "/a?color=red", "/cartoon")
    forbidden = ("/cart/", "/cart/1", "/a?sort=price", "/cart/help2")
    links = {path: page(path) for path in (*allowed, *forbidden)}
    with TinySite({"/": page("首页", *links), **links, "/robots.txt": robots(text)}) as site:
        xunlu("crawl", site.url)
        assert sorted(site.paths()) == sorted(("/", *allowed))
    assert set(pages(xunlu, "1", "error is 'robots'")) == set(forbidden)


def test_robots_txt_comes_first_and_once(xunlu):
    with TinySite({"/": page("首页", "/a"), "/a": page("甲"), "/robots.txt": robots("User-agent: *\n")}) as site:
        xunlu("crawl", site.url)
        assert site.asked[0].path == "/robots.txt"
        assert [asked.path for asked in site.asked].count("/robots.txt") == 1


def test_crawl_delay_is_kept_and_one_request_is_made_at_a_time(xunlu):
    links = {f"/{n}": page(f"{n}") for n in range(5)}
    with TinySite({"/": page("首页", *links), **links}) as site:
        site.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 0.4\n")
        xunlu("crawl", site.url, "--rate", 50)
        times = site.times()
    assert len(times) == 6
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.4 - SLACK


def test_rate_is_kept(xunlu):
    links = {f"/{n}": page(f"{n}") for n in range(20)}
    with TinySite({"/": page("首页", *links), **links}) as site:
        xunlu("crawl", site.url, "--rate", 10)
        times = site.times()
    assert len(times) == 21
    assert times[-1] - times[0] >= 20 / 10 - 2 * SLACK


def test_the_user_agent_names_the_program_and_whom_to_ask(xunlu):
    with TinySite({"/": page("首页", "/a"), "/a": page("甲")}) as site:
        (xunlu.folder / "xunlu.toml").write_text(
            f'version = 1\n[http]\ncontact = "https://tea.example/bot; seo@tea.example"\n'
            f'[sites.tea]\nstart = ["{site.url}"]\n',
            "utf-8",
        )
        xunlu("crawl")
        agents = {asked.headers["User-Agent"] for asked in site.asked}
        languages = {asked.headers.get("Accept-Language") for asked in site.asked}
        assert not any("Cookie" in asked.headers or "Referer" in asked.headers for asked in site.asked)
    assert len(agents) == 1
    agent = agents.pop()
    assert agent.startswith("xunlu/") and agent.endswith(" (+https://tea.example/bot; seo@tea.example)")
    assert languages == {"zh-CN,zh;q=0.9,en;q=0.6"}


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_silences_the_whole_host(xunlu, status):
    asked_to_wait = []

    def busy(before):
        if before:
            return Reply(page("好了"))
        asked_to_wait.append(time.monotonic())
        return Reply(page("忙"), status, headers={"Retry-After": "1"})

    links = {f"/{n}": page(f"{n}") for n in range(30)}
    with TinySite({"/": page("首页", "/busy"), "/busy": busy, **links}) as site:
        site.answers["/"] = page("首页", "/busy", *links)
        xunlu("crawl", site.url, "--rate", 40, "--concurrency", 1)
        times = site.times()
    began = asked_to_wait[0]
    assert [at for at in times if began + SLACK < at < began + 1 - SLACK] == []
    assert len([at for at in times if at >= began + 1 - SLACK]) >= 30
    assert pages(xunlu, "status, attempts")["/busy"] == (200, 2)


def test_retry_after_as_a_date(xunlu):
    def busy(before):
        date = email.utils.formatdate(time.time() + 2, usegmt=True)
        return Reply(page("好了")) if before else Reply(page("忙"), 503, headers={"Retry-After": date})

    with TinySite({"/": page("首页", "/busy"), "/busy": busy}) as site:
        xunlu("crawl", site.url)
        first, second = site.times("/busy")
    assert second - first >= 0.9  # dates have whole seconds
    assert pages(xunlu, "status")["/busy"] == 200


def test_a_server_that_fails_twice_is_asked_three_times(xunlu):
    def shaky(before):
        return Reply(page("好了")) if before == 2 else Reply(page("坏了"), 500)

    with TinySite({"/": page("首页", "/shaky", "/broken"), "/shaky": shaky}) as site:
        site.answers["/broken"] = Reply(page("坏了"), 500)
        xunlu("crawl", site.url)
        assert site.paths().count("/shaky") == site.paths().count("/broken") == 3
        first, second, third = site.times("/shaky")
    assert second - first >= 0.5 - SLACK
    assert third - second >= 2.0 - SLACK
    assert pages(xunlu, "status, attempts") == {"/": (200, 1), "/shaky": (200, 3), "/broken": (500, 3)}


def test_every_hop_of_a_redirect_is_a_row(xunlu):
    answers = {
        "/": page("首页", "/old", "/loop"), "/old": moved("/older", 301), "/older": moved("oldest?x=1", 302),
        "/oldest?x=1": moved("/new", 308), "/new": page("新"), "/loop": moved("/loop2"), "/loop2": moved("/loop", 307),
    }  # fmt: skip
    with TinySite(answers) as site:
        xunlu("run", site.url)
        assert sorted(site.paths()) == sorted(answers)
    found = pages(xunlu, "status, redirect_to")
    assert {path: status for path, (status, _) in found.items()} == {
        "/": 200, "/old": 301, "/older": 302, "/oldest?x=1": 308, "/new": 200, "/loop": 301, "/loop2": 307,
    }  # fmt: skip
    assert found["/older"][1].endswith("/oldest?x=1")
    hops = query(xunlu.db, "select hop, status, target from v_redirects where url like '%/old' order by hop")
    assert [(hop, status, "/" + target.split("/", 3)[3]) for hop, status, target in hops] == [
        (1, 301, "/older"), (2, 302, "/oldest?x=1"), (3, 308, "/new"),
    ]  # fmt: skip
    checks = {check for (check,) in query(xunlu.db, "select distinct check_id from v_findings")}
    assert {"redirect-chain", "redirect-loop"} <= checks


CHARSETS = {
    "/gbk-header": (CHINESE, "gbk", "text/html; charset=gbk", None, "gbk"),
    "/gb2312-meta": (CHINESE, "gbk", "text/html", "gb2312", "gbk"),
    "/gb18030": (CHINESE + "㐀", "gb18030", "text/html; charset=gb18030", None, "gb18030"),
    "/big5": (TRADITIONAL, "big5", "text/html; charset=big5", None, "big5"),
    "/gbk-undeclared": (CHINESE, "gbk", "text/html", None, ("gbk", "gb18030")),
    "/utf8-undeclared": (CHINESE, "utf-8", "text/html", None, "utf-8"),
    "/utf8-says-gbk": (CHINESE, "utf-8", "text/html; charset=gbk", None, "utf-8"),
    "/gbk-says-utf8": (CHINESE, "gbk", "text/html; charset=utf-8", None, ("gbk", "gb18030")),
    "/big5-says-gbk": (TRADITIONAL, "big5", "text/html; charset=gbk", None, "big5"),
    "/bom-beats-header": (CHINESE, "utf-8-sig", "text/html; charset=gbk", None, "utf-8"),
    "/header-beats-meta": (CHINESE, "gbk", "text/html; charset=gbk", "utf-8", "gbk"),
    "/utf16": (CHINESE, "utf-16", "text/html", None, ("utf-16le", "utf-16")),
}


def test_pages_of_every_charset_come_out_right(xunlu):
    answers = {}
    for path, (text, codec, kind, meta, _) in CHARSETS.items():
        declared = f'<meta charset="{meta}">' if meta else ""
        html = f"<html><head>{declared}<title>{text[:20]}</title></head><body><h1>{text[:8]}</h1><p>{text}</p></body></html>"
        answers[path] = Reply(html.encode(codec), type=kind)
    with TinySite({"/": page("首页", *answers), **answers}) as site:
        xunlu("crawl", site.url)
    found = pages(xunlu, "title, h1, charset")
    for path, (text, _, _, _, charset) in CHARSETS.items():
        title, h1, used = found[path]
        assert (path, title, h1) == (path, text[:20], text[:8])
        assert used in charset if isinstance(charset, tuple) else used == charset, path


def test_a_link_on_a_page_in_gbk_keeps_its_query_in_gbk(xunlu):
    html = '<html><head><meta charset="gbk"><title>搜索</title></head><body><a href="/s?q=茶">茶</a></body></html>'
    with TinySite({"/": Reply(html.encode("gbk"), type="text/html"), "/s?q=%B2%E8": page("结果")}) as site:
        xunlu("crawl", site.url)
        assert "/s?q=%B2%E8" in site.paths()


def test_links_follow_base_href(xunlu):
    based = '<html><head><base href="/shop/zh/"><title>目录</title></head><body><a href="cup.html">杯</a></body></html>'
    answers = {"/": page("首页", "/deep/list.html"), "/deep/list.html": based, "/shop/zh/cup.html": page("茶杯")}
    with TinySite(answers) as site:
        xunlu("crawl", site.url)
        assert sorted(site.paths()) == sorted(answers)


def test_a_page_only_the_sitemap_knows_is_found_and_is_an_orphan(xunlu):
    linked = {f"/{n}": page(f"第 {n} 页", "/") for n in range(3)}
    with TinySite({"/": page("首页", *linked), **linked, "/alone": page("孤页", "/")}) as site:
        site.answers["/robots.txt"] = robots(f"User-agent: *\nAllow: /\nSitemap: {site.url}maps/all.xml\n")
        site.answers["/maps/all.xml"] = Reply(
            f"<sitemapindex><sitemap><loc>{site.url}maps/1.xml</loc></sitemap></sitemapindex>", type="text/xml"
        )
        site.answers["/maps/1.xml"] = sitemap(site, "/", "/alone", "/0")
        xunlu("run", site.url)
        assert site.paths().count("/alone") == 1
    assert pages(xunlu, "in_sitemap, inlinks, depth")["/alone"] == (1, 0, None)
    assert query(xunlu.db, "select url from v_findings where check_id = 'orphan-page'") == [(f"{site.url}alone",)]


def test_other_hosts_are_never_asked(xunlu):
    with TinySite({"/": page("别人", "/x")}) as other:
        links = (
            f"{other.url}x",
            f"{other.url}y.png",
            f"//{other.host}/z",
            f"http://localhost:{other.host.split(':')[1]}/",
        )
        head = (
            f'<link rel="canonical" href="{other.url}c"><link rel="alternate" hreflang="en" href="{other.url}en">'
            f'<link rel="stylesheet" href="{other.url}s.css"><link rel="next" href="{other.url}n">'
            f'<meta http-equiv="refresh" content="9; url={other.url}r"><script src="{other.url}s.js"></script>'
        )
        body = f'<img src="{other.url}i.png"><iframe src="{other.url}f"></iframe>'
        answers = {"/": page("首页", *links, "/away", head=head, text=body), "/away": moved(f"{other.url}away")}
        with TinySite(answers) as site:
            site.answers["/sitemap.xml"] = sitemap(other, "/from-sitemap")
            xunlu("run", site.url)
            assert sorted(site.paths()) == ["/", "/away"]
        assert other.asked == []
    external = query(xunlu.db, "select count(distinct target) from v_links where not internal and kind = 'a'")
    assert external == [(4,)]
    assert pages(xunlu, "status, redirect_to")["/away"] == (301, f"{other.url}away")


@pytest.mark.parametrize("limit", [1, 7, 50])
def test_max_pages_is_exact(xunlu, limit):
    links = {f"/{n}": page(f"{n}") for n in range(80)}
    with TinySite({"/": page("首页", *links), **links}) as site:
        xunlu("crawl", site.url, "--max-pages", limit)
        assert len(site.paths()) == limit
    assert len(pages(xunlu, "1")) == limit
    assert query(xunlu.db, "select status, reason from runs") == [("partial", "max-pages")]


def test_include_exclude_and_depth_are_kept(xunlu):
    paths = ("/tea/1", "/tea/old/1", "/cup/1", "/tea/2?sort=price")
    links = {path: page(path, "/tea/deep") for path in paths}
    deep = {"/tea/deep": page("深", "/tea/deeper"), "/tea/deeper": page("更深")}
    with TinySite({"/": page("首页", *links), **links, **deep}) as site:
        include, exclude = (
            ("--include", "/", "--include", "/tea/**"),
            ("--exclude", "/tea/old/**", "--exclude", "**?*sort=*"),
        )
        xunlu("crawl", site.url, *include, *exclude, "--max-depth", 2)
        assert sorted(site.paths()) == ["/", "/tea/1", "/tea/deep"]


def test_nofollow_is_not_followed(xunlu):
    html = page("首页", "/a", "/meta", text='<a rel="nofollow sponsored" href="/ad">广告</a>')
    meta = page("不跟", "/behind", head='<meta name="robots" content="index, nofollow">')
    with TinySite({"/": html, "/a": page("甲"), "/ad": page("广告"), "/meta": meta, "/behind": page("后")}) as site:
        xunlu("crawl", site.url)
        assert sorted(site.paths()) == ["/", "/a", "/meta"]


def test_one_address_in_many_spellings_is_asked_for_once(xunlu):
    links = ("/a", "/a#top", "/./a", "/b/../a", "/a?utm_source=x", "/%61", "/a?spm=1.2", "HTTP://127.0.0.1:{port}/a")
    with TinySite({"/a": page("甲")}) as site:
        port = site.host.split(":")[1]
        site.answers["/"] = page("首页", *(link.format(port=port) for link in links))
        xunlu("crawl", site.url)
        assert site.paths().count("/a") == 1
        assert [path for path in site.paths() if "utm" in path or "spm" in path or "#" in path] == []


def test_an_endless_calendar_ends(xunlu):
    def day(path):
        return page(path, f"{path}next/", "/end")

    class Endless(TinySite):
        def reply(self, path, headers):
            if path.startswith("/day/"):
                self.answers[path] = day(path)
            return super().reply(path, headers)

    with Endless({"/": page("首页", "/day/"), "/end": page("完")}) as site:
        xunlu("crawl", site.url)
        assert len(site.paths()) < 30
    assert query(xunlu.db, "select status from runs") == [("complete",)]
    assert query(xunlu.db, "select count(*) from frontier where reason like 'trap:%'")[0][0] >= 1
