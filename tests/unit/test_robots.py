"""robots.txt: reading bytes, groups, patterns and verdicts. What the documents say rule by rule: test_robots_rules.py."""

from __future__ import annotations

import sys
from contextlib import contextmanager

import pytest

from crawler.fetching.obeying import Obeyed
from crawler.robots import AGENTS, MAX_BYTES, Robots, Verdict, from_response, lines, parse, parse_text, readable
from crawler.robots_lines import LINE_BYTES, agent_name, field_of
from crawler.robots_match import comparable


def verdict(text: str, path: str, agent: str = "xunlu") -> Verdict:
    return parse(text.encode()).verdict(agent, f"https://shop.cn{path}")


def allowed(text: str, path: str, agent: str = "xunlu") -> bool:
    return verdict(text, path, agent).allowed


# -- what the server answers ------------------------------------------------------------------------


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
    [(429, "", "429"), (500, "", "500"), (503, "", "503"), (None, "timeout", "timeout"), (None, "dns", "dns"), (None, "", "unreachable")],
)  # fmt: skip
def test_a_server_that_cannot_say_closes_everything(status, error, closed):
    robots = from_response(status, b"", error)
    assert robots.verdict("xunlu", "https://shop.cn/a") == Verdict(False, 0, closed)
    assert robots.restricts
    assert not robots.allows("Googlebot", "https://shop.cn/robots.txt")
    assert (Obeyed(robots).allows("https://shop.cn/a"), Obeyed(robots).reason) == (False, closed)


def test_too_many_redirects_count_as_no_file():
    assert from_response(None, b"", "too-many-redirects") == Robots()


# -- which rule decides -----------------------------------------------------------------------------


def test_longest_match_decides_wherever_it_stands():
    text = "User-agent: *\nAllow: /tea/black\nDisallow: /tea\nAllow: /\nDisallow: /tea/black/old"
    assert verdict(text, "/tea/green") == Verdict(False, 3, "Disallow: /tea")
    assert verdict(text, "/tea/black/1") == Verdict(True, 2, "Allow: /tea/black")
    assert verdict(text, "/tea/black/old/1") == Verdict(False, 5, "Disallow: /tea/black/old")
    assert verdict(text, "/cup") == Verdict(True, 4, "Allow: /")


def test_allow_wins_a_tie_and_of_equal_rules_the_first_is_told():
    assert verdict("User-agent: *\nDisallow: /a\nAllow: /a\nAllow: /a", "/a") == Verdict(True, 3, "Allow: /a")
    assert verdict("User-agent: *\nDisallow: /*a\nAllow: /ba", "/ba") == Verdict(True, 3, "Allow: /ba")
    assert verdict("User-agent: *\nDisallow: /*a\nDisallow: /ba", "/ba") == Verdict(False, 2, "Disallow: /*a")
    assert verdict("User-agent: *\nDisallow: /ba\nDisallow: /*a", "/ba") == Verdict(False, 2, "Disallow: /ba")


def test_a_star_at_the_end_counts_as_an_octet():
    assert not allowed("User-agent: *\nDisallow: /a*\nAllow: /a", "/abc")
    assert not allowed("User-agent: *\nDisallow: /a****\nAllow: /abc", "/abc")
    assert not allowed("User-agent: *\nDisallow: /a$\nAllow: /a", "/a")


@pytest.mark.parametrize(
    ("rule", "path", "matches"),
    [
        ("/", "/a", True), ("/tea", "/teapot", True), ("/tea", "/Tea", False), ("/tea/", "/tea", False), ("/*.php", "/a/b.php?x=1", True),
        ("/*.php$", "/a/b.php", True), ("/*.php$", "/a/b.php?x=1", False), ("/*.php$", "/a.php.php", True), ("/a$", "/a", True),
        ("/a$", "/ab", False), ("/$", "/", True), ("/$", "/a", False), ("/a$b", "/a$b", True), ("/a$$", "/a$", True), ("/a$$", "/a", False),
        ("/a*b*c", "/axbxxc/d", True), ("/a*b*c", "/axcxb", False), ("/ab*ba", "/aba", False), ("/ab*b$", "/ab", False), ("/ab*$", "/abc", True),
        ("/a***b", "/ab", True), ("*/x", "/a/x", True), ("*", "/", True), ("*$", "/a", True), ("*a$", "/ba", True), ("$", "/", False),
        ("/*?", "/a", False), ("/*?", "/a?b=1", True), ("/a.b", "/axb", False), ("tea", "/tea", False), ("tea*", "/tea", False),
        ("https://shop.cn/tea", "/tea", False), ("/红茶", "/%E7%BA%A2%E8%8C%B6/1", True), ("/%e7%ba%a2", "/%E7%BA%A2%E8%8C%B6", True),
        ("/*红茶$", "/a/%E7%BA%A2%E8%8C%B6", True), ("/绿茶", "/%E7%BA%A2%E8%8C%B6", False), ("/%7Ejoe", "/~joe", True), ("/~joe", "/%7ejoe", True),
        ("/a%2fb", "/a/b", False), ("/a%2Fb", "/a%2fb", True), ("/a b", "/a%20b", True), ("/{{x}}", "/%7B%7Bx%7D%7D", True),
        ("/a%2A", "/a*", True), ("/a%2A", "/ab", False), ("/a%24", "/a$", True), ("/a%24", "/a%24b", True), ("/a%", "/a%25", True), ("/a%25", "/a%", False),
    ],
)  # fmt: skip
def test_patterns(rule, path, matches):
    assert allowed(f"User-agent: *\nDisallow: {rule}", path) is not matches


def test_length_of_a_rule_is_counted_in_octets():
    assert not allowed("User-agent: *\nAllow: /%E7%BA\nDisallow: /红", "/%E7%BA%A2")


def test_comparable_forms():
    assert comparable("/a%c3%a9é%41%2f%20%") == "/a%C3%A9%C3%A9A%2F %"
    assert comparable("/\ud83d") == "/%ED%A0%BD"  # half a surrogate pair from a command line


def test_empty_rules_say_nothing():
    assert allowed("User-agent: *\nDisallow:", "/a")
    assert not allowed("User-agent: *\nAllow:\nDisallow: /", "/a")


def test_robots_txt_itself_is_always_allowed():
    assert verdict("User-agent: *\nDisallow: /", "/robots.txt") == Verdict(True)
    assert not allowed("User-agent: *\nDisallow: /", "/robots.txt?a=1")


def test_a_fragment_is_no_part_of_the_path():
    assert allowed("User-agent: *\nDisallow: /*b", "/a#b")


# -- groups and names -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Googlebot", "googlebot"), ("Googlebot/2.1", "googlebot"), ("Googlebot *", "googlebot"), ("Googlebot Foo", "googlebot"), ("Googlebot*", "googlebot"),
        ("Baiduspider+(+http://www.baidu.com/search/spider.htm)", "baiduspider"), ("*", "*"), ("* foo", "*"), ("*\tfoo", "*"), ("*foo", ""), ("**", ""),
        ("Sogou web spider/4.0(+http://www.sogou.com/docs)", "sogou web spider"), ("Sogou  Web\tSpider", "sogou web spider"), ("sogou webspider", "sogou"),
        ("Sogou web spiders", "sogou"), ("Sogou", "sogou"), ("360Spider", "360spider"), ("360Spider-Image", "360spider-image"), ("MJ12bot v1.4", "mj12bot"),
        ("Mail.RU_Bot/2.0", "mail.ru_bot"), ("", ""), ("百度", ""), ("/a", ""),
    ],
)  # fmt: skip
def test_names_in_user_agent_lines(written, name):
    assert agent_name(written) == name


@pytest.mark.parametrize(
    ("named", "agent"),
    [
        ("Baiduspider/2.0", "Baiduspider"), ("baiduspider", "Baiduspider"), ("Baiduspider+(+http://www.baidu.com/search/spider.htm)", "Baiduspider"),
        ("Sogou web spider/4.0(+http://www.sogou.com/docs)", "Sogou web spider"), ("Sogou Web Spider", "Sogou web spider"), ("Sogou", "Sogou web spider"),
        ("bingbot/dev", "bingbot"), ("Googlebot", "googlebot"), ("360Spider/1.0", "360Spider"), ("MJ12bot", "MJ12bot/v1.4.8"), ("Sogou web spider", "Sogou"),
    ],
)  # fmt: skip
def test_names_of_agents(named, agent):
    text = f"User-agent: {named}\nDisallow: /a\n\nUser-agent: *\nDisallow: /b"
    assert not allowed(text, "/a", agent)
    assert allowed(text, "/b", agent)
    assert allowed(text, "/a", "another")


@pytest.mark.parametrize(
    ("named", "agent"),
    [
        ("Sogou inst spider", "Sogou web spider"), ("360Spider-Image", "360Spider"), ("360", "360Spider"), ("Google", "Googlebot"), ("bot", "Googlebot"),
        ("Googlebot-Image", "Googlebot"), ("Baidu spider", "Baiduspider"), ("", "xunlu"), ("xunlu", ""), ("*bot", "Googlebot"), ("xun lu", "xunlu"),
    ],
)  # fmt: skip
def test_names_of_others(named, agent):
    text = f"User-agent: {named}\nDisallow: /a\n\nUser-agent: *\nDisallow: /b"
    assert allowed(text, "/a", agent)
    assert not allowed(text, "/b", agent)


def test_groups_of_one_agent_are_one_and_a_group_may_have_several():
    text = "User-agent: a\nUser-agent: b\nDisallow: /1\nUser-agent: b\nDisallow: /2\nUser-agent: *\nDisallow: /"
    assert [allowed(text, path, "a") for path in ("/1", "/2", "/3")] == [False, True, True]
    assert [allowed(text, path, "b") for path in ("/1", "/2", "/3")] == [False, False, True]
    assert not allowed(text, "/3", "c")


def test_no_group_for_an_agent_and_none_for_all():
    assert allowed("User-agent: a\nDisallow: /", "/x", "b")
    assert allowed("Disallow: /", "/x")
    assert [parse_text("User-agent: a\nDisallow: /").follows(agent) for agent in ("A/1.0", "b", "*", "")] == [
        "a",
        "",
        "",
        "",
    ]


def test_whose_group_is_followed_instead():
    text = "User-agent: *\nDisallow: /all\nUser-agent: Googlebot\nDisallow: /g\nUser-agent: Yandex\nDisallow: /y"
    followed = {
        agent: parse_text(text).follows(agent)
        for agent in ("Googlebot-Image", "Applebot", "YandexBot", "bingbot", "AdsBot-Google")
    }
    assert followed == {
        "Googlebot-Image": "googlebot",
        "Applebot": "googlebot",
        "YandexBot": "yandex",
        "bingbot": "*",
        "AdsBot-Google": "",
    }
    assert allowed(text, "/all", "AdsBot-Google")


def test_a_family_s_group_is_not_that_of_its_other_members():
    text = (
        "User-agent: Sogou\nDisallow: /a\nCrawl-delay: 3\nUser-agent: Sogou inst spider\nDisallow: /b\nCrawl-delay: 9"
    )
    robots = parse_text(text)
    told = {
        agent: ([robots.allows(agent, f"https://shop.cn/{path}") for path in "ab"], robots.crawl_delay(agent))
        for agent in ("Sogou web spider", "Sogou inst spider", "Sogou", "x")
    }
    assert told == {
        "Sogou web spider": ([False, True], 3.0),
        "Sogou inst spider": ([True, False], 9.0),
        "Sogou": ([False, False], 9.0),  # by its product token both are meant
        "x": ([True, True], None),
    }


def test_lines_of_other_fields_do_not_break_a_group():
    text = "User-agent: *\nHost: shop.cn\nClean-param: ref /a\nnonsense\n\nSitemap: /s.xml\nUser-agent: b\nCrawl-delay: 1\nDisallow: /a"
    assert [allowed(text, "/a", agent) for agent in ("a", "b")] == [False, False]
    assert len(parse_text(text).groups) == 1


def test_crawl_delay_and_sitemaps():
    robots = parse(
        b"Sitemap: https://shop.cn/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow:\nUser-agent: b\nCrawl-delay: 900\nAllow: /\n"
        b"User-agent: c\nCrawl-delay: soon\nCrawl-delay: -1\nCrawl-delay: nan\nSITEMAP : /relative.xml\nSitemap https://shop.cn/t.xml\nsite-map: /u.xml"
    )
    assert robots.sitemaps == ("https://shop.cn/s.xml", "/relative.xml", "https://shop.cn/t.xml", "/u.xml")
    assert [robots.crawl_delay(agent) for agent in ("x", "b", "c")] == [2.5, 30.0, None]


def test_a_crawl_delay_is_of_the_agents_above_it():
    """The rules below are of both: RFC 9309 knows no Crawl-delay, and what it does not know ends no group."""
    robots = parse_text("User-agent: bingbot\nCrawl-delay: 5\n\nUser-agent: *\nDisallow: /a\nCrawl-delay: 1")
    assert [robots.crawl_delay(agent) for agent in ("bingbot", "xunlu")] == [5.0, 1.0]
    assert [robots.allows(agent, "https://shop.cn/a") for agent in ("bingbot", "xunlu")] == [False, False]


# -- bytes and lines --------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(newline, mark):
    text = mark + newline.join(["User-agent: *", "# 注释", "", "Disallow: /a # 结算"])
    assert verdict(text, "/a") == Verdict(False, 4, "Disallow: /a # 结算")


@pytest.mark.parametrize("separator", ["\v", "\f", "\x1c", "\x85", "\u2028"])
def test_other_separators_end_no_line(separator):
    assert allowed(f"User-agent: *{separator}Disallow: /", "/a")


@pytest.mark.parametrize("line", ["Dissallow: /a", "disalow:/a", "DISALLOW /a", "  Disallow  :  /a  ", "Disallow\t/a", "diasllow: /a", "disallaw: /a", "Disallowed: /a"])  # fmt: skip
def test_misspelt_rules_count(line):
    assert not allowed(f"user-agent *\n{line}", "/a")


@pytest.mark.parametrize("line", ["Disallow /a /b", "Disallow", "Disallow：/a", "Disallow\u3000/a", ": /a", "# Disallow: /a", "Dis allow: /a", "Noindex: /a"])  # fmt: skip
def test_what_is_no_rule(line):
    assert allowed(f"User-agent: *\n{line}", "/a")


@pytest.mark.parametrize("field", ["User-agent", "USER-AGENT", "useragent", "User agent", "User-Agents"])
def test_spellings_of_user_agent(field):
    assert field_of(field.lower()) == "user-agent"
    assert not allowed(f"{field}: xunlu\nDisallow: /a", "/a")


def test_an_html_page_is_read_for_what_it_says():
    """RFC 9309, 2.3.1.5: each line that can be parsed counts. For people it has no lines."""
    assert from_response(200, b"<!DOCTYPE html><html>User-agent: *\nDisallow: /</html>") == Robots()
    text = "<html>\nUser-agent: *\nDisallow: /\n"
    assert not allowed(text, "/a")
    assert list(lines(text)) == []


def test_only_500_kib_are_read():
    for end in (b"\n", b"\r"):
        head = b"User-agent: *" + end + b"Disallow: /a" + end + b"#"
        robots = parse(head.ljust(MAX_BYTES - 13, b".") + end + b"Disallow: /b" + end + b"Disallow: /c")
        assert not robots.verdict("x", "https://shop.cn/a").allowed
        assert robots.verdict("x", "https://shop.cn/c").allowed
        assert robots.verdict("x", "https://shop.cn/").allowed  # nor is the cut line read as "Disallow: /"
    assert parse(b"User-agent: *" + b" " * MAX_BYTES) == Robots()


def test_a_long_line_is_cut():
    kept = "/" + "a" * (LINE_BYTES - len("Disallow: /"))
    text = f"User-agent: *\nDisallow: {kept}bbb\nDisallow: /c"
    assert verdict(text, kept + "x").line == 2
    assert [allowed(text, path) for path in (kept[:-1], "/c")] == [True, False]
    cut = readable(b"User-agent: *\nDisallow: /" + "红".encode() * 9000)
    assert len(next(line for line in lines(cut) if line[1] == "disallow")[2].encode()) <= LINE_BYTES


def test_octets_that_are_no_utf8_are_compared_as_they_are():
    robots = parse("User-agent: *\nDisallow: /红茶\nDisallow: /a\n".encode("gbk") + b"\xff\0\n")
    assert [
        robots.allows("x", f"https://shop.cn/{path}") for path in ("a", "%BA%EC%B2%E8/1", "%E7%BA%A2%E8%8C%B6")
    ] == [False, False, True]
    assert robots.verdict("x", "https://shop.cn/%BA%EC%B2%E8").rule == "Disallow: /%BA%EC%B2%E8"


def test_nul_bytes_end_a_line_and_utf16_says_nothing():
    assert not parse(b"User-agent: *\0garbage\nDisallow: /a\0b\n").allows("x", "https://shop.cn/ab")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert parse("User-agent: *\nDisallow: /\n".encode(encoding)) == Robots()


@pytest.mark.parametrize("head", [b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"])
def test_parts_of_a_byte_order_mark(head):
    assert not parse(head + b"User-agent: *\nDisallow: /").allows("x", "https://shop.cn/")


def test_the_text_read_is_the_text_kept():
    body = b"\xef\xbb\xbfUser-agent: *\0\nDisallow: /\xba\xec\nAllow: /" + "茶".encode()
    assert parse_text(readable(body)) == parse(readable(body).encode()) == parse(body)


def test_lines_with_their_fields():
    text = "User-agent: *\r\n# note\r\n\r\nDisalow : /a # b\nthere is no field\nSitemap:https://shop.cn/s.xml\nDisallow /x\n: /y"
    assert [line[:3] for line in lines(text)] == [
        (1, "user-agent", "*"), (4, "disalow", "/a"), (5, "", "there is no field"), (6, "sitemap", "https://shop.cn/s.xml"),
        (7, "disallow", "/x"), (8, "", ": /y"),
    ]  # fmt: skip


# -- and the rest -----------------------------------------------------------------------------------


def test_what_restricts():
    assert not parse(b"User-agent: *\nDisallow:\nAllow: /").restricts
    assert parse(b"User-agent: x\nDisallow: /a").restricts


def test_agents_of_one_group_cost_one_search():
    """A file of 500 KiB with wildcards costs some 30 ms to search; a crawl asks it for eight agents."""
    robots = parse_text("User-agent: *\n" + "".join(f"Disallow: /*a{n}*b\n" for n in range(50)))
    url = f"https://shop.cn/{''.join(f'a{n}' for n in range(50))}"
    counts = []
    for agents in (AGENTS[2:3], AGENTS):
        for agent in agents:
            robots.allows(agent, "https://shop.cn/")  # compiled
        with profiled("matches") as found:
            for agent in agents:
                robots.allows(agent, f"{url}{len(agents)}")
        counts.append(len(found))
    assert counts == [50, 100]  # Google's crawlers follow rules of their own making


@contextmanager
def profiled(name):
    """The calls of functions of a name."""
    found = []
    before = sys.getprofile()
    sys.setprofile(
        lambda frame, event, _: found.append(event) if event == "call" and frame.f_code.co_name == name else None
    )
    try:
        yield found
    finally:
        sys.setprofile(before)


def test_a_hostile_file_is_matched_without_backtracking():
    text = f"User-agent: *\nDisallow: /{'*a' * 200}*b$\nDisallow: /x{' ' * 200_000}y\nDisallow: /{'*' * 10_000}q"
    assert allowed(text, "/" + "a" * 2000)
    assert not allowed(text, "/" + "a" * 2000 + "b")


@pytest.mark.parametrize("name", ["xunlu", "Xunlu/0.1", "XUNLU/1.0 (+https://shop.cn/)", "xunlu/dev"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_we_obey_whoever_names_us(name, newline):
    text = newline.join([f"User-agent: {name}", "Disallow: /a", "Crawl-delay: 90", "", "User-agent: *", "Disallow: /b"])
    obeyed = Obeyed(parse(text.encode()))
    assert not obeyed.allows("https://shop.cn/a")
    assert obeyed.allows("https://shop.cn/b")
    assert obeyed.crawl_delay == 30.0


def test_without_rules_all_is_allowed():
    assert Obeyed(Robots()).allows("https://shop.cn/a")
    assert (Obeyed(Robots()).crawl_delay, Obeyed(Robots()).reason) == (None, "")
    assert Obeyed.closed("unknown").reason == "unknown"
