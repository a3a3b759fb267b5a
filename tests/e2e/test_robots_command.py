"""``xunlu robots test`` and ``show`` on files, stdin and a server: verdicts, lines, faults, exit codes, both languages."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from itertools import pairwise

import pytest

from tests.e2e.program import both
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved

TEXT = Reply(
    "Disallow: /nobody\nUser-agent: *\nDisallow: /cart/\nAllow: /红茶/\nDisallow: /%E7%BA%A2\nCrawl-delay: 2\n\n"
    "User-agent: Baiduspider/2.0\nDisallow: /\nAllow: /$\n\nSitemap: https://shop.cn/s.xml\nfoo: bar\n",
    type="text/plain",
)


@pytest.fixture
def shop():
    with TinySite({"/robots.txt": TEXT}) as server:
        yield server


@pytest.fixture
def file(xunlu):
    (xunlu.folder / "robots.txt").write_bytes(TEXT.sent)
    return "robots.txt"


def rows(result) -> list[dict[str, object]]:
    found = json.loads(result.out)
    assert isinstance(found, list)
    return found


def test_a_site(xunlu, shop):
    url = shop.url[:-1]
    found = rows(xunlu("robots", "test", shop.url, "/cart/", "/红茶/1", f"{url}/tea?a=1", "--format", "json"))
    assert [(row["agent"], row["url"].removeprefix(url), row["allowed"], row["group"], row["line"], row["rule"], row["why"]) for row in found] == [
        ("xunlu", "/cart/", False, "*", 3, "Disallow: /cart/", "rule"),
        ("Googlebot", "/cart/", False, "*", 3, "Disallow: /cart/", "rule"),
        ("Baiduspider", "/cart/", False, "baiduspider", 9, "Disallow: /", "rule"),
        ("xunlu", "/%E7%BA%A2%E8%8C%B6/1", True, "*", 4, "Allow: /红茶/", "rule"),
        ("Googlebot", "/%E7%BA%A2%E8%8C%B6/1", True, "*", 4, "Allow: /红茶/", "rule"),
        ("Baiduspider", "/%E7%BA%A2%E8%8C%B6/1", False, "baiduspider", 9, "Disallow: /", "rule"),
        ("xunlu", "/tea?a=1", True, "*", None, "", "no-rule"),
        ("Googlebot", "/tea?a=1", True, "*", None, "", "no-rule"),
        ("Baiduspider", "/tea?a=1", False, "baiduspider", 9, "Disallow: /", "rule"),
    ]  # fmt: skip
    assert [asked.path for asked in shop.asked] == ["/robots.txt"]
    assert str(shop.asked[0].headers["User-Agent"]).startswith("xunlu/")


def test_the_url_of_a_page_is_tested_itself(xunlu, shop):
    found = rows(xunlu("robots", "test", f"{shop.url}cart/1", "--agent", "bingbot", "--format", "json"))
    assert [(row["url"], row["allowed"]) for row in found] == [(f"{shop.url}cart/1", False)]
    (home,) = rows(xunlu("robots", "test", shop.url, "--agent", "Baiduspider", "--format", "json"))
    assert (home["allowed"], home["line"]) == (True, 10)


def test_a_file_and_stdin(xunlu, file):
    found = rows(
        xunlu("robots", "test", file, "/cart/", "https://other.cn/nobody", "--agent", "GPTBot", "--format", "json")
    )
    assert [(row["url"], row["allowed"]) for row in found] == [
        ("https://example.invalid/cart/", False),
        ("https://other.cn/nobody", True),
    ]
    done = subprocess.run(
        xunlu.command("robots", "test", "-", "cart/", "--agent", "Sogou web spider", "--format", "csv"),
        input=TEXT.sent, cwd=xunlu.folder, env=xunlu.environment(), capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode()))
    assert (row["agent"], row["url"], row["allowed"], row["line"]) == (
        "Sogou web spider",
        "https://example.invalid/cart/",
        "False",
        "3",
    )


def test_all_agents_in_a_file(xunlu, file):
    said = xunlu(
        "robots", "test", file, "/", "--agent", "all", "--agent", "MJ12bot", "--format", "csv", "-o", "robots.csv"
    )
    assert said.out == ""
    with (xunlu.folder / "robots.csv").open(encoding="utf-8-sig", newline="") as written:
        agents = [row["agent"] for row in csv.DictReader(written)]
    assert {"*", "xunlu", "Googlebot", "Sogou web spider", "360Spider", "GPTBot", "MJ12bot"} <= set(agents)
    assert f"{len(agents)} rows" in said.err


def test_what_people_read(xunlu, file):
    zh = xunlu("--lang", "zh", "robots", "test", file, "/红茶/1", "/robots.txt").out
    assert "/红茶/1" in zh
    assert "example.invalid" not in zh
    assert "Allow: /红茶/" in zh
    assert all(word in zh for word in ("可以抓", "最长的匹配规则", "✗", "✓", "robots.txt 本身总可以抓"))
    en = xunlu("robots", "test", file, "/x", "/cart/", "--agent", "Nobody").out
    assert all(word in en for word in ("no rule matches", "the longest rule that matches", "Disallow: /cart/"))


def test_exit_codes(xunlu, file, shop):
    assert xunlu("robots", "test", file, "/tea", "/cart/", "--fail-on", "disallowed", "--agent", "x", code=1).out
    assert xunlu("robots", "test", file, "/tea", "--fail-on", "disallowed", "--agent", "x", code=0).out
    assert xunlu("robots", "test", file, "/cart/", code=0).out
    both(xunlu, 201, "robots", "test", NOWHERE, code=3)
    both(xunlu, 424, "robots", "test", "missing.txt", "/", code=2)
    both(xunlu, 424, "robots", "show", ".", code=2)
    both(xunlu, 424, "robots", "test", "shop.example", "/", code=2)
    both(xunlu, 107, "robots", "test", file, "mailto:a@b.cn", code=2)
    both(xunlu, 107, "robots", "show", "https://", code=2)
    both(xunlu, 180, "robots", "test", shop.url, "https://other.cn/", code=2)
    xunlu("robots", "test", code=2)


@pytest.mark.parametrize(
    ("answer", "allowed", "why"),
    [
        (Reply("<h1>404</h1>", 404), True, "no-file 404"), (Reply("", 403), True, "no-file 403"), (Reply("", 500), False, "closed 500"),
        (Reply("", 429), False, "closed 429"), (Reply("", 304), True, "no-file 304"), (moved("/robots.txt"), True, "no-file too-many-redirects"),
    ],
)  # fmt: skip
def test_what_the_status_means(xunlu, answer, allowed, why):
    with TinySite({"/robots.txt": answer}) as server:
        (row,) = rows(xunlu("robots", "test", server.url, "/a", "--agent", "Googlebot", "--format", "json"))
        (said,) = rows(xunlu("robots", "show", server.url, "--format", "json"))
        zh = xunlu("--lang", "zh", "robots", "test", server.url, "/a").out
    assert (row["allowed"], row["line"], row["why"]) == (allowed, None, why)
    assert (said["part"], said["note"]) == ("file", why)
    assert why.partition(" ")[2] in zh


@pytest.mark.parametrize(("hops", "allowed"), [(5, False), (6, True)])
def test_five_redirects_are_followed(xunlu, hops, allowed):
    places = ["/robots.txt", *(f"/{hop}" for hop in range(1, hops)), "/end"]
    chain = {place: moved(following) for place, following in pairwise(places)}
    with TinySite({**chain, "/end": Reply("User-agent: *\nDisallow: /", type="text/plain")}) as server:
        (row,) = rows(xunlu("robots", "test", server.url, "/a", "--agent", "x", "--format", "json"))
    assert row["allowed"] is allowed


def test_show(xunlu, file):
    found = rows(
        xunlu(
            "robots", "show", file, "--agent", "bingbot", "--agent", "Baiduspider", "--agent", "x", "--format", "json"
        )
    )
    assert [(row["part"], row["agent"], row["line"], row["text"], row["note"]) for row in found] == [
        ("group", "bingbot, x", 2, "*", ""),
        ("rule", "bingbot, x", 3, "Disallow: /cart/", "disallow"),
        ("rule", "bingbot, x", 4, "Allow: /红茶/", "allow"),
        ("rule", "bingbot, x", 5, "Disallow: /%E7%BA%A2", "disallow"),
        ("delay", "bingbot, x", None, "2", "seconds"),
        ("group", "Baiduspider", 8, "baiduspider", ""),
        ("rule", "Baiduspider", 9, "Disallow: /", "disallow"),
        ("rule", "Baiduspider", 10, "Allow: /$", "allow"),
        ("sitemap", "", 12, "https://shop.cn/s.xml", ""),
        ("fault", "", 1, "Disallow: /nobody", "before-group"),
        ("fault", "", 13, "foo: bar", "unknown-field"),
    ]  # fmt: skip
    zh = xunlu("--lang", "zh", "robots", "show", file).out
    assert all(
        word in zh for word in ("未知字段，会被跳过", "前面没有 User-agent，对谁都无效", "Disallow: /红", "站点地图")
    )


@pytest.mark.parametrize(
    ("body", "note"),
    [
        (b"<!DOCTYPE html><p>404", "html"), ("User-agent: *\nDisallow: /".encode("utf-16"), "utf-16"),
        (b"User-agent: *\nDisallow: /a\n" + b"# \n" * 200_000, "too-large"), (b"User-agent: *\nDisallow: /\xba\xec", "not-utf-8"), (b"\0\x01\x02", "nul"),
    ],
)  # fmt: skip
def test_hostile_files(xunlu, body, note):
    (xunlu.folder / "odd.txt").write_bytes(body)
    found = rows(xunlu("robots", "show", "odd.txt", "--format", "json"))
    assert note in {row["note"] for row in found if row["part"] == "fault"}
    assert rows(xunlu("robots", "test", "odd.txt", "/tea", "--format", "json"))[0]["allowed"] is True
    assert xunlu("robots", "show", "odd.txt").out
