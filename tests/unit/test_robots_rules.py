"""Every documented rule of robots.txt, one row each: what the document says, a file, an agent, a path, the verdict.

RFC = RFC 9309, by section. Google = https://developers.google.com/crawling/docs/robots-txt/robots-txt-spec, by heading.
Parser = github.com/google/robotstxt, which both refer to, where they leave something open.
"""

from __future__ import annotations

import pytest

from crawler.robots import MAX_BYTES, from_response, parse

TEA = "User-agent: *\nDisallow: /tea"
ONLY_TEA = "User-agent: *\nDisallow: /\nAllow: /tea"
EXAMPLE = (
    "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n"
    "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n"
    "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n"
)
NAMED = "user-agent: googlebot-news\nallow: /news\ndisallow: /\nuser-agent: *\ndisallow: /all\nuser-agent: googlebot\ndisallow: /web"
MERGED = "user-agent: a\ndisallow: /c\nuser-agent: b\ndisallow: /d\nuser-agent: e\nuser-agent: f\ndisallow: /g\nuser-agent: a\ndisallow: /h"
LONG = "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif"
YES, NO = True, False

ROWS = [
    # 2.1, 2.2: lines and groups
    ("RFC 2.1: a group is User-agent lines and the rules below", TEA, "x", "/tea", NO),
    ("RFC 2.1: a group ends at the next User-agent line", "User-agent: a\nDisallow: /1\nUser-agent: b\nDisallow: /2", "a", "/2", YES),
    ("RFC 2.1: the last group may have no rules and allows everything", EXAMPLE, "quxbot", "/example/x.gif", YES),
    ("RFC 2.2: blank lines between User-agent line and rules", "User-agent: a\n\n\nDisallow: /1", "a", "/1", NO),
    ("RFC 2.2: blank lines among User-agent lines", "User-agent: a\n\nUser-agent: b\nDisallow: /1", "a", "/1", NO),
    ("RFC 2.2: blank lines among rules", "User-agent: a\nDisallow: /1\n\nDisallow: /2", "a", "/2", NO),
    ("RFC 2.2: white space before and around the colon", " \tUser-agent \t:\t a \n  Disallow  : \t/1 \t", "a", "/1", NO),
    ("RFC 2.2: no space behind the colon is needed", "User-agent:a\nDisallow:/1", "a", "/1", NO),
    ("RFC 2.2: fields in any case", "uSeR-aGeNt: a\nDISALLOW: /1\naLLoW: /1/2", "a", "/1/2", YES),
    ("RFC 2.2: CR alone ends a line", "User-agent: a\rDisallow: /1", "a", "/1", NO),
    ("RFC 2.2: CRLF ends a line", "User-agent: a\r\nDisallow: /1\r\n", "a", "/1", NO),
    ("RFC 2.2: the file may end without a line end", "User-agent: a\nDisallow: /1", "a", "/1", NO),
    ("RFC 2.2: a comment at the end of a line", "User-agent: a # b\nDisallow: /1 # /2", "a", "/1", NO),
    ("RFC 2.2: a comment needs no space before it", "User-agent: a#b\nDisallow: /1#/2", "a", "/1x", NO),
    ("RFC 2.2: an empty pattern disallows nothing", "User-agent: a\nDisallow:", "a", "/1", YES),
    # 2.2.1: the User-agent line
    ("RFC 2.2.1: product tokens in any case", "User-agent: FOOBOT\nDisallow: /", "FooBot", "/", NO),
    ("RFC 2.2.1: letters, underscores and hyphens", "User-agent: foo_bot-x\nDisallow: /", "Foo_Bot-X", "/", NO),
    ("RFC 2.2.1: groups of one agent are combined (first)", MERGED, "a", "/c", NO),
    ("RFC 2.2.1: groups of one agent are combined (second)", MERGED, "a", "/h", NO),
    ("RFC 2.2.1: and have no part in others", MERGED, "a", "/d", YES),
    ("RFC 2.2.1: without a group of its own, * is followed", EXAMPLE, "otherbot", "/example/", NO),
    ("RFC 2.2.1: with one, * is not", EXAMPLE, "barbot", "/example/", YES),
    ("RFC 2.2.1: neither own group nor *: no rules", "User-agent: a\nDisallow: /", "b", "/", YES),
    ("RFC 2.2.1: no groups at all: no rules", "", "a", "/", YES),
    ("RFC 2.2.1: groups of * are combined, too", "User-agent: *\nDisallow: /1\nUser-agent: a\nDisallow: /2\nUser-agent: *\nDisallow: /3", "b", "/1", NO),
    # 2.2.2: the Allow and Disallow lines
    ("RFC 2.2.2: paths are case sensitive", TEA, "x", "/Tea", YES),
    ("RFC 2.2.2: matching starts with the first octet", TEA, "x", "/green/tea", YES),
    ("RFC 2.2.2: a path is matched up to the end of the rule", TEA, "x", "/teapot/1?a=b", NO),
    ("RFC 2.2.2: the query is part of what is matched", "User-agent: *\nDisallow: /list?sort=", "x", "/list?sort=price", NO),
    ("RFC 2.2.2: the match with the most octets is used", LONG, "x", "/example/page/disallowed.gif", NO),
    ("RFC 2.2.2: wherever it stands", "User-agent: *\nDisallow: /a/b\nAllow: /a", "x", "/a/b", NO),
    ("RFC 2.2.2: of equivalent rules, Allow is used", "User-agent: *\nAllow: /a\nDisallow: /a", "x", "/a", YES),
    ("RFC 2.2.2: no match in the group: allowed", TEA, "x", "/cup", YES),
    ("RFC 2.2.2: /robots.txt is implicitly allowed", "User-agent: *\nDisallow: /", "x", "/robots.txt", YES),
    ("RFC 2.2.2: UTF-8 in a rule, escaped in the URI", "User-agent: *\nDisallow: /foo/bar/ツ", "x", "/foo/bar/%E3%83%84", NO),
    ("RFC 2.2.2: escaped in both", "User-agent: *\nDisallow: /foo/bar/%E3%83%84", "x", "/foo/bar/%E3%83%84", NO),
    ("RFC 2.2.2: escapes in any case", "User-agent: *\nDisallow: /foo/bar/%e3%83%84", "x", "/foo/bar/%E3%83%84", NO),
    ("RFC 2.2.2: an escaped unreserved character in the URI", "User-agent: *\nDisallow: /foo/bar/baz", "x", "/foo/bar/%62%61%7A", NO),
    ("RFC 2.2.2: an escaped unreserved character in a rule", "User-agent: *\nDisallow: /foo/bar/%62%61%7A", "x", "/foo/bar/baz", NO),
    ("RFC 2.2.2: a query as it is", "User-agent: *\nDisallow: /foo/bar?baz=quz", "x", "/foo/bar?baz=quz", NO),
    ("RFC 2.2.2: reserved characters, escaped in both", "User-agent: *\nDisallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar", "x", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", NO),
    ("Parser: reserved characters, escaped in neither", "User-agent: *\nDisallow: /foo/bar?baz=http://foo.bar", "x", "/foo/bar?baz=http://foo.bar", NO),
    ("Parser: reserved characters are not their escapes", "User-agent: *\nDisallow: /foo/bar?baz=http://foo.bar", "x", "/foo/bar?baz=http%3A%2F%2Ffoo.bar", YES),
    ("RFC 3986, 2.4, not Parser: a space in a rule is %20", "User-agent: *\nDisallow: /gift box", "x", "/gift%20box", NO),
    ("RFC 2.2.2: rules before any User-agent line are ignored", "Disallow: /a\nUser-agent: *\nDisallow: /b", "x", "/a", YES),
    # 2.2.3: special characters
    ("RFC 2.2.3: # begins a comment", "User-agent: *\n# Disallow: /\nDisallow: /a", "x", "/b", YES),
    ("RFC 2.2.3: $ is the end of the match", "User-agent: *\nDisallow: /this/path/exactly$", "x", "/this/path/exactly", NO),
    ("RFC 2.2.3: $ and more behind it", "User-agent: *\nDisallow: /this/path/exactly$", "x", "/this/path/exactly/not", YES),
    ("RFC 2.2.3: * is any characters", "User-agent: *\nDisallow: /this/*/exactly", "x", "/this/a/b/exactly", NO),
    ("RFC 2.2.3: * is no character", "User-agent: *\nDisallow: /this*/exactly", "x", "/this/exactly", NO),
    ("RFC 2.2.3: %2A is a star", "User-agent: *\nDisallow: /path/file-with-a-%2A.html", "x", "/path/file-with-a-*.html", NO),
    ("RFC 2.2.3: %2A is nothing else", "User-agent: *\nDisallow: /path/file-with-a-%2A.html", "x", "/path/file-with-a-b.html", YES),
    ("RFC 2.2.3: %24 is a dollar sign", "User-agent: *\nDisallow: /path/foo-%24", "x", "/path/foo-$", NO),
    ("Parser: $ elsewhere than at the end is itself", "User-agent: *\nDisallow: /a$b", "x", "/a$b", NO),
    # 2.2.4: other records
    ("RFC 2.2.4: a Sitemap line ends no group of rules", "User-agent: *\nDisallow: /1\nSitemap: https://shop.cn/s.xml\nDisallow: /2", "x", "/2", NO),
    ("RFC 2.2.4: nor does it part User-agent lines", "User-agent: a\nSitemap: https://shop.cn/s.xml\nUser-agent: *\nDisallow: /", "a", "/", NO),
    ("RFC 2.2.4: unknown lines neither", "User-agent: a\nHost: shop.cn\nClean-param: ref\nX: y\nnonsense\nUser-agent: *\nDisallow: /", "a", "/", NO),
    ("RFC 2.2.4: Crawl-delay neither", "User-agent: a\nCrawl-delay: 1\n\nUser-agent: *\nDisallow: /", "a", "/", NO),
    ("RFC 2.3.1.5: lines that cannot be parsed do no harm to others", "<html>\nUser-agent: *\n}{\nDisallow: /a", "x", "/a", NO),
    # 5: examples
    ("RFC 5.1: *.gif$", EXAMPLE, "otherbot", "/a/b.gif", NO),
    ("RFC 5.1: *.gif$ and a query", EXAMPLE, "otherbot", "/a/b.gif?c", YES),
    ("RFC 5.1: /publications/", EXAMPLE, "otherbot", "/publications/", YES),
    ("RFC 5.1: foobot", EXAMPLE, "foobot", "/publications/", NO),
    ("RFC 5.1: foobot, page", EXAMPLE, "foobot", "/example/page.html", YES),
    ("RFC 5.1: foobot, picture", EXAMPLE, "foobot", "/example/allowed.gif", YES),
    ("RFC 5.1: barbot and bazbot", EXAMPLE, "bazbot", "/example/page.html", NO),
    ("RFC 5.2: longest match", LONG, "x", "/example/page/allowed.gif", YES),
    # Google: syntax
    ("Google, syntax: a byte order mark is ignored", "\ufeffUser-agent: *\nDisallow: /", "x", "/", NO),
    ("Google, syntax: invalid lines are ignored", "User-agent: *\nNot a rule\nDisallow: /a", "x", "/a", NO),
    ("Google, disallow: no path, no rule", "User-agent: *\nDisallow:\nDisallow: /a", "x", "/b", YES),
    ("Google, allow: no path, no rule", "User-agent: *\nAllow:\nDisallow: /a", "x", "/a", NO),
    ("Parser: a path that begins with neither / nor * matches nothing", "User-agent: *\nDisallow: tea", "x", "/tea", YES),
    ("Parser: a missing colon", "User-agent *\nDisallow /a", "x", "/a", NO),
    ("Parser: a missing colon and three words", "User-agent: *\nDisallow /a /b", "x", "/a", YES),
    ("Parser: misspelt disallow", "User-agent: *\nDisalow: /a", "x", "/a", NO),
    ("Parser: misspelt user-agent", "Useragent: *\nDisallow: /a", "x", "/a", NO),
    ("Parser: what follows the field's name is passed over", "User-agent: *\nDisallows: /a", "x", "/a", NO),
    ("Parser: a NUL byte ends a line", "User-agent: *\nDisallow: /a\0b", "x", "/ac", NO),
    ("Parser: a full-width colon is none", "User-agent: *\nDisallow：/a", "x", "/a", YES),
    # Google: user agents
    ("Google, precedence for user agents: version and star are ignored", "User-agent: googlebot/1.2\nDisallow: /", "Googlebot", "/", NO),
    ("Google, precedence for user agents: star", "User-agent: googlebot*\nDisallow: /", "Googlebot", "/", NO),
    ("Parser: a token ends at the first other character", "User-agent: Googlebot Foo\nDisallow: /", "Googlebot", "/", NO),
    ("Parser: * and a space and more is *", "User-agent: * foo\nDisallow: /", "x", "/", NO),
    ("Parser: * and more is nobody", "User-agent: *bot\nDisallow: /", "Googlebot", "/", YES),
    ("Google, precedence for user agents: the most specific group (news)", NAMED, "Googlebot-News", "/web", NO),
    ("Google, precedence for user agents: the most specific group (web)", NAMED, "Googlebot", "/web", NO),
    ("Google, precedence for user agents: only one group is valid", NAMED, "Googlebot", "/all", YES),
    ("Google, precedence for user agents: images follow googlebot", NAMED, "Googlebot-Image", "/web", NO),
    ("Google, precedence for user agents: images do not follow *", NAMED, "Googlebot-Image", "/all", YES),
    ("Google, precedence for user agents: others follow *", NAMED, "otherbot", "/all", NO),
    ("Google, special-case crawlers ignore *", TEA, "AdsBot-Google", "/tea", YES),
    ("Google, grouping: one agent, one group", MERGED, "b", "/d", NO),
    ("Google, grouping: two agents share the rules", MERGED, "e", "/g", NO),
    ("Google, grouping: two agents share the rules (second)", MERGED, "f", "/g", NO),
    # Google: URL matching based on path values
    ("Google, path /: everything", "User-agent: *\nDisallow: /", "x", "/a?b", NO),
    ("Google, path /*: everything, the star is ignored", "User-agent: *\nDisallow: /*", "x", "/a", NO),
    ("Google, path /$: the root only", "User-agent: *\nDisallow: /$", "x", "/", NO),
    ("Google, path /$: nothing below", "User-agent: *\nDisallow: /$", "x", "/a", YES),
    *(("Google, path /tea: " + path, ONLY_TEA, "x", path, YES) for path in ("/tea", "/tea.html", "/tea/black.html", "/teapots", "/tea.php?id=any")),
    *(("Google, path /tea not: " + path, ONLY_TEA, "x", path, NO) for path in ("/Tea.asp", "/greentea", "/?id=tea", "/desert/tea")),
    *(("Google, path /tea*: " + path, ONLY_TEA + "*", "x", path, YES) for path in ("/tea", "/tea.html", "/tea/black.html", "/teapots/yummy.html")),
    *(("Google, path /tea* not: " + path, ONLY_TEA + "*", "x", path, NO) for path in ("/Tea.bar", "/greentea", "/?id=tea")),
    *(("Google, path /tea/: " + path, ONLY_TEA + "/", "x", path, YES) for path in ("/tea/", "/tea/?id=any", "/tea/black.htm")),
    *(("Google, path /tea/ not: " + path, ONLY_TEA + "/", "x", path, NO) for path in ("/tea", "/tea.html", "/animals/tea/", "/Tea/Black.asp")),
    *(("Google, path /*.php: " + path, "User-agent: *\nDisallow: /*.php", "x", path, NO) for path in ("/index.php", "/a/b.php", "/a/b.php?c", "/a/any.php.file.html", "/b.php/")),
    *(("Google, path /*.php not: " + path, "User-agent: *\nDisallow: /*.php", "x", path, YES) for path in ("/", "/windows.PHP")),
    *(("Google, path /*.php$: " + path, "User-agent: *\nDisallow: /*.php$", "x", path, NO) for path in ("/b.php", "/a/b.php")),
    *(("Google, path /*.php$ not: " + path, "User-agent: *\nDisallow: /*.php$", "x", path, YES) for path in ("/b.php?c", "/b.php/", "/b.php5", "/windows.PHP")),
    *(("Google, path /tea*.php: " + path, "User-agent: *\nDisallow: /tea*.php", "x", path, NO) for path in ("/tea.php", "/teapots/green.php?c")),
    ("Google, path /tea*.php not: /Tea.PHP", "User-agent: *\nDisallow: /tea*.php", "x", "/Tea.PHP", YES),
    # Google: order of precedence for rules
    ("Google, precedence for rules: /p and /", "User-agent: *\nAllow: /p\nDisallow: /", "x", "/page", YES),
    ("Google, precedence for rules: the least restrictive", "User-agent: *\nAllow: /folder\nDisallow: /folder", "x", "/folder/page", YES),
    ("Google, precedence for rules: /page and /*.htm", "User-agent: *\nAllow: /page\nDisallow: /*.htm", "x", "/page.htm", NO),
    ("Google, precedence for rules: /page and /*.ph", "User-agent: *\nAllow: /page\nDisallow: /*.ph", "x", "/page.php5", YES),
    ("Google, precedence for rules: /$ and /", "User-agent: *\nAllow: /$\nDisallow: /", "x", "/", YES),
    ("Google, precedence for rules: /$ and / below", "User-agent: *\nAllow: /$\nDisallow: /", "x", "/page.htm", NO),
    # Parser: index pages, for Google's crawlers only
    ("Parser: an allowed index.html opens its folder", "User-agent: *\nAllow: /a/index.html\nDisallow: /", "Googlebot", "/a/", YES),
    ("Parser: and nothing else", "User-agent: *\nAllow: /a/index.html\nDisallow: /", "Googlebot", "/a/b", NO),
    ("RFC 2.2.2: not for others", "User-agent: *\nAllow: /a/index.html\nDisallow: /", "bingbot", "/a/", NO),
    # names documented otherwise than RFC 9309 has them
    ("Sogou: its whole name", "User-agent: Sogou web spider\nDisallow: /", "Sogou web spider", "/", NO),
    ("Sogou: a name of the family only", "User-agent: sogou\nDisallow: /", "Sogou web spider", "/", NO),
    ("Sogou: another of its crawlers", "User-agent: Sogou inst spider\nDisallow: /", "Sogou web spider", "/", YES),
    ("360: a name that begins with digits", "User-agent: 360Spider\nDisallow: /", "360Spider", "/", NO),
    ("Yandex: all its robots", "User-agent: Yandex\nDisallow: /", "YandexBot", "/", NO),
    ("Yandex: but one with a group of its own", "User-agent: Yandex\nDisallow: /\nUser-agent: YandexBot\nDisallow: /a", "YandexBot", "/", YES),
    ("Apple: Googlebot's group, where Applebot has none", "User-agent: *\nDisallow: /\nUser-agent: Googlebot\nDisallow: /a", "Applebot", "/", YES),
]  # fmt: skip


@pytest.mark.parametrize(("said", "text", "agent", "path", "allowed"), ROWS, ids=[row[0] for row in ROWS])
def test_documented(said, text, agent, path, allowed):
    robots = parse(text.encode())
    assert robots.verdict(agent, f"https://shop.cn{path}").allowed is allowed, said
    assert robots.allows(agent, f"https://shop.cn{path}") is allowed


def test_every_row_is_another():
    assert len({row[0] for row in ROWS}) == len(ROWS)
    assert len({row[1:4] for row in ROWS}) == len(ROWS)


STATUS = [
    ("RFC 2.3.1.1: a successful answer is followed", 200, "", NO),
    ("Google, HTTP status 2xx", 206, "", NO),
    ("RFC 2.3.1.2: more than five redirects: unavailable", None, "too-many-redirects", YES),
    ("Google, HTTP status 3xx without an end is 404", 301, "bad-redirect", YES),
    ("RFC 2.3.1.3: unavailable", 404, "", YES),
    ("Google, HTTP status 4xx: 401 does not limit crawling", 401, "", YES),
    ("Google, HTTP status 4xx: 403 does not limit crawling", 403, "", YES),
    ("RFC 2.3.1.3: gone", 410, "", YES),
    ("Google, HTTP status 429 is a server error", 429, "", NO),
    ("RFC 2.3.1.4: unreachable, 500", 500, "", NO),
    ("RFC 2.3.1.4: unreachable, 503", 503, "", NO),
    ("RFC 2.3.1.4: unreachable, 599", 599, "", NO),
    ("RFC 2.3.1.4: network errors", None, "reset", NO),
    ("Google, other errors: DNS", None, "dns", NO),
    ("Google, other errors: timeout", None, "timeout", NO),
]


@pytest.mark.parametrize(("said", "status", "error", "allowed"), STATUS, ids=[row[0] for row in STATUS])
def test_documented_answers(said, status, error, allowed):
    robots = from_response(status, b"User-agent: *\nDisallow: /", error)
    assert robots.verdict("Googlebot", "https://shop.cn/a").allowed is allowed, said


def test_documented_limits():
    """RFC 2.5 and Google, file size: at least 500 KiB are read, Google no more."""
    rule = b"\nDisallow: /last\n"
    within = b"User-agent: *\n".ljust(MAX_BYTES - len(rule) - 1, b"#") + rule
    beyond = b"User-agent: *\n".ljust(MAX_BYTES, b"#") + rule
    assert not parse(within).allows("x", "https://shop.cn/last")
    assert parse(beyond).allows("x", "https://shop.cn/last")
    assert MAX_BYTES == 512_000
