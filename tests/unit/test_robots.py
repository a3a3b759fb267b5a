"""robots.txt: RFC 9309, what Google forgives, and agreement with Protego on real files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from protego import Protego

from crawler.fetching.obeying import Obeyed
from crawler.robots import AGENTS, MAX_BYTES, Robots, Verdict, from_response, lines, parse
from crawler.urls import normalise

REAL = sorted((Path(__file__).parents[1] / "data" / "robots").glob("*.txt"))


def verdict(text: str, path: str, agent: str = "xunlu") -> Verdict:
    return parse(text.encode()).verdict(agent, f"https://shop.cn{path}")


def allowed(text: str, path: str, agent: str = "xunlu") -> bool:
    return verdict(text, path, agent).allowed


@pytest.mark.parametrize("status", [200, 204, 299])
def test_an_answer_is_read(status):
    assert not from_response(status, b"User-agent: *\nDisallow: /").verdict("xunlu", "https://shop.cn/").allowed


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 410, 451])
def test_no_file_means_everything_is_allowed(status):
    robots = from_response(status, b"User-agent: *\nDisallow: /")
    assert robots.verdict("xunlu", "https://shop.cn/a").allowed
    assert not robots.restricts


@pytest.mark.parametrize(
    ("status", "error", "closed"),
    [
        (429, "", "429"),
        (500, "", "500"),
        (503, "", "503"),
        (None, "timeout", "timeout"),
        (None, "dns", "dns"),
        (None, "", "unreachable"),
    ],
)
def test_a_server_that_cannot_say_closes_everything(status, error, closed):
    robots = from_response(status, b"", error)
    assert robots.verdict("xunlu", "https://shop.cn/a") == Verdict(False, 0, closed)
    assert robots.restricts
    assert not Obeyed.of(robots, "").allows("https://shop.cn/a")


def test_too_many_redirects_count_as_no_file():
    assert from_response(None, b"", "too-many-redirects") == Robots()


def test_longest_match_decides_wherever_it_stands():
    text = "User-agent: *\nAllow: /tea/black\nDisallow: /tea\nAllow: /\nDisallow: /tea/black/old"
    assert verdict(text, "/tea/green") == Verdict(False, 3, "Disallow: /tea")
    assert verdict(text, "/tea/black/1") == Verdict(True, 2, "Allow: /tea/black")
    assert verdict(text, "/tea/black/old/1") == Verdict(False, 5, "Disallow: /tea/black/old")
    assert verdict(text, "/cup") == Verdict(True, 4, "Allow: /")


def test_allow_wins_a_tie():
    assert allowed("User-agent: *\nDisallow: /a\nAllow: /a", "/a")
    assert allowed("User-agent: *\nAllow: /a\nDisallow: /a", "/a")
    assert allowed("User-agent: *\nDisallow: /*a\nAllow: /ba", "/ba")


@pytest.mark.parametrize(
    ("rule", "path", "matches"),
    [
        ("/", "/a", True),
        ("/tea", "/teapot", True),
        ("/tea", "/Tea", False),
        ("/tea/", "/tea", False),
        ("/*.php", "/a/b.php?x=1", True),
        ("/*.php$", "/a/b.php", True),
        ("/*.php$", "/a/b.php?x=1", False),
        ("/*.php$", "/a.php.php", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/$", "/", True),
        ("/$", "/a", False),
        ("/a$b", "/a$b", True),
        ("/a*b*c", "/axbxxc/d", True),
        ("/a*b*c", "/axcxb", False),
        ("/ab*ba", "/aba", False),
        ("/ab*b$", "/ab", False),
        ("/a***b", "/ab", True),
        ("*/x", "/a/x", True),
        ("*", "/", True),
        ("/*?", "/a", False),
        ("/*?", "/a?b=1", True),
        ("/a.b", "/axb", False),
        ("tea", "/tea", False),
        ("/红茶", "/%E7%BA%A2%E8%8C%B6/1", True),
        ("/%e7%ba%a2", "/%E7%BA%A2%E8%8C%B6", True),
        ("/*红茶$", "/a/%E7%BA%A2%E8%8C%B6", True),
        ("/绿茶", "/%E7%BA%A2%E8%8C%B6", False),
        ("/%7Ejoe", "/~joe", True),
        ("/~joe", "/%7ejoe", True),
        ("/a%2fb", "/a/b", False),
        ("/a%2Fb", "/a%2fb", True),
        ("/a b", "/a%20b", True),
        ("/{{x}}", "/%7B%7Bx%7D%7D", True),
    ],
)
def test_patterns(rule, path, matches):
    assert allowed(f"User-agent: *\nDisallow: {rule}", path) is not matches


def test_length_of_a_rule_is_counted_in_octets():
    assert not allowed("User-agent: *\nAllow: /%E7%BA\nDisallow: /红", "/%E7%BA%A2")


def test_empty_rules_say_nothing():
    assert allowed("User-agent: *\nDisallow:", "/a")
    assert not allowed("User-agent: *\nAllow:\nDisallow: /", "/a")


def test_robots_txt_itself_is_always_allowed():
    assert allowed("User-agent: *\nDisallow: /", "/robots.txt")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(newline, mark):
    text = mark + newline.join(["User-agent: *", "# 注释", "", "Disallow: /a # 结算"])
    assert verdict(text, "/a") == Verdict(False, 4, "Disallow: /a # 结算")


@pytest.mark.parametrize(
    "line", ["Dissallow: /a", "disalow:/a", "DISALLOW /a", "  Disallow  :  /a  ", "Disallow\t/a", "diasllow: /a"]
)
def test_misspelt_rules_count(line):
    assert not allowed(f"user-agent *\n{line}", "/a")


def test_unknown_lines_do_not_break_a_group():
    text = "User-agent: *\nHost: shop.cn\nClean-param: ref /a\nnonsense\nDisallow: /a"
    assert not allowed(text, "/a")


@pytest.mark.parametrize(
    ("named", "agent"),
    [
        ("Baiduspider/2.0", "Baiduspider"),
        ("baiduspider", "Baiduspider"),
        ("Baiduspider+(+http://www.baidu.com/search/spider.htm)", "Baiduspider"),
        ("Sogou web spider/4.0(+http://www.sogou.com/docs)", "Sogou web spider"),
        ("Sogou Web Spider", "Sogou web spider"),
        ("bingbot/dev", "bingbot"),
        ("Googlebot", "googlebot"),
    ],
)
def test_names_of_agents(named, agent):
    text = f"User-agent: {named}\nDisallow: /a\n\nUser-agent: *\nDisallow: /b"
    assert not allowed(text, "/a", agent)
    assert allowed(text, "/b", agent)
    assert allowed(text, "/a", "another")


def test_groups_of_one_agent_are_one_and_a_group_may_have_several():
    text = "User-agent: a\nUser-agent: b\nDisallow: /1\nUser-agent: b\nDisallow: /2\nUser-agent: *\nDisallow: /"
    assert [allowed(text, path, "a") for path in ("/1", "/2", "/3")] == [False, True, True]
    assert [allowed(text, path, "b") for path in ("/1", "/2", "/3")] == [False, False, True]
    assert not allowed(text, "/3", "c")


def test_no_group_for_an_agent_and_none_for_all():
    assert allowed("User-agent: a\nDisallow: /", "/x", "b")
    assert allowed("Disallow: /", "/x")


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><html>Disallow: /</html>", "\n  <html>\nUser-agent: *\nDisallow: /\n"]
)
def test_an_html_page_is_no_robots_txt(page):
    assert from_response(200, page.encode()) == Robots()


def test_only_500_kib_are_read():
    head = b"User-agent: *\nDisallow: /a\n#"
    text = head.ljust(MAX_BYTES - 13, b".") + b"\nDisallow: /b\nDisallow: /c"
    robots = parse(text)
    assert not robots.verdict("x", "https://shop.cn/a").allowed
    assert robots.verdict("x", "https://shop.cn/c").allowed
    assert robots.verdict("x", "https://shop.cn/").allowed  # nor is the cut line read as "Disallow: /"


def test_bytes_that_are_no_utf8():
    robots = parse("User-agent: *\nDisallow: /红茶\nDisallow: /a\n".encode("gbk") + b"\xff\0\n")
    assert not robots.verdict("x", "https://shop.cn/a").allowed


def test_crawl_delay_and_sitemaps():
    robots = parse(
        b"Sitemap: https://shop.cn/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nUser-agent: b\nCrawl-delay: 900\n"
        b"User-agent: c\nCrawl-delay: soon\nSITEMAP : /relative.xml"
    )
    assert robots.sitemaps == ("https://shop.cn/s.xml", "/relative.xml")
    assert [robots.crawl_delay(agent) for agent in ("x", "b", "c")] == [2.5, 30.0, None]


def test_what_restricts():
    assert not parse(b"User-agent: *\nDisallow:\nAllow: /").restricts
    assert parse(b"User-agent: x\nDisallow: /a").restricts


def test_a_hostile_file_is_matched_without_backtracking():
    text = f"User-agent: *\nDisallow: /{'*a' * 200}*b$\nDisallow: /x{' ' * 200_000}y\nDisallow: /{'*' * 100_000}q"
    assert allowed(text, "/" + "a" * 2000)
    assert not allowed(text, "/" + "a" * 2000 + "b")


# -- Protego, which the crawler obeys ---------------------------------------------------------------

# Beside names with a version, which Protego takes as another agent: it reads a rule that is a whole URL as its path,
# where RFC 9309 lets a rule begin with "/" (or, as Google does, with "*").
WHOLE_URL = {"www.britishairways.com", "www.utdallas.edu"}
NAMED_BY_WHOLE_URL = ("https://shop.cn/http://", "https://shop.cn/https://")
VERSIONED = re.compile(r"^\s*user-agent\s*:\s*([^#\r\n]*?)\s*(?:/|\+?\()", re.I | re.M)


def urls_of(robots: Robots) -> set[str]:
    """URLs that the rules of a file are about, and their neighbours."""
    patterns = {
        rule.pattern.rstrip("$").replace("*", "mid").lstrip("/") for group in robots.groups for rule in group.rules
    }
    tails = ("", "x", "/x.html?a=1")
    patterns |= {"", "a"}
    candidates = (normalise(f"https://shop.cn/{pattern}{tail}") for pattern in patterns for tail in tails)
    return {url for url in candidates if url}


@pytest.mark.parametrize("file", REAL, ids=lambda path: path.stem)
def test_real_files_as_protego_reads_them(file):
    body = file.read_bytes()
    text = body.decode("utf-8-sig", "replace")
    robots, protego = parse(body), Protego.parse(text)
    agents = {*AGENTS, "xunlu", *(agent for group in robots.groups for agent in group.agents[:5])}
    versioned = {name.lower() for name in VERSIONED.findall(text)}
    differences = {
        (url, agent)
        for url in urls_of(robots)
        for agent in agents
        if agent.lower() not in versioned and robots.verdict(agent, url).allowed != protego.can_fetch(url, agent)
    }
    assert {url for url, _ in differences if not url.startswith(NAMED_BY_WHOLE_URL)} == set()
    assert bool(differences) is (file.stem in WHOLE_URL)  # a difference that is gone is struck off the list


def test_the_real_files_decide_something():
    verdicts = [parse(file.read_bytes()).restricts for file in REAL]
    assert (len(verdicts), sum(verdicts)) == (21, 19)  # two are HTML pages, served for a file that does not exist


@pytest.mark.parametrize("file", REAL, ids=lambda path: path.stem)
def test_what_is_obeyed_is_what_is_explained(file):
    body = file.read_bytes()
    robots = parse(body)
    obeyed = Obeyed.of(robots, body.decode("utf-8-sig", "replace"))
    paths = [url for url in urls_of(robots) if not url.startswith(NAMED_BY_WHOLE_URL)]
    assert [url for url in paths if obeyed.allows(url) != robots.verdict("xunlu", url).allowed] == []


@pytest.mark.parametrize("name", ["xunlu", "Xunlu/0.1", "XUNLU/1.0 (+https://shop.cn/)", "xunlu/dev"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_we_obey_whoever_names_us(name, newline):
    text = newline.join([f"User-agent: {name}", "Disallow: /a", "Crawl-delay: 90", "", "User-agent: *", "Disallow: /b"])
    obeyed = Obeyed.of(parse(text.encode()), text)
    assert not obeyed.allows("https://shop.cn/a")
    assert obeyed.allows("https://shop.cn/b")
    assert obeyed.crawl_delay == 30.0


def test_without_rules_all_is_allowed():
    assert Obeyed.of(Robots(), "").allows("https://shop.cn/a")
    assert Obeyed.of(Robots(), "").crawl_delay is None


def test_lines_with_their_fields():
    text = "User-agent: *\r\n# note\r\n\r\nDisalow : /a # b\nthere is no field\nSitemap:https://shop.cn/s.xml"
    assert [line[:3] for line in lines(text)] == [
        (1, "user-agent", "*"),
        (4, "disalow", "/a"),
        (5, "there", "is no field"),
        (6, "sitemap", "https://shop.cn/s.xml"),
    ]
    assert list(lines("<html>User-agent: *</html>")) == []
