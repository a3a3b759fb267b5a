"""Pages that are asked for beside the crawl, hop by hop, of real servers: nothing that robots.txt of any of them forbids."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

import pytest

from crawler.following import MAX_HOPS, HostRules, follow, only
from crawler.prober import Prober
from tests.e2e.hosts import THIS
from tests.e2e.tiny import NOWHERE, Reply, TinySite, moved, page

LIMIT = 10_000
CLOSED = "User-agent: xunlu\nDisallow: /private\n"


@pytest.fixture
def opened():
    """A function that opens sites with a robots.txt."""
    with ExitStack() as stack:
        yield lambda answers, robots=CLOSED: stack.enter_context(
            TinySite(
                {"/robots.txt": robots if isinstance(robots, Reply) else Reply(robots, type="text/plain"), **answers}
            )
        )


def followed(*urls, most=MAX_HOPS, **room):
    """The replies to addresses, one after the other, as the rules of their hosts allow, and what they are now."""

    async def ask():
        prober = Prober("xunlu/test", 5, {}, guard=THIS)
        async with prober.transport:
            rules = HostRules(prober, **room)
            return [await follow(prober, url, LIMIT, rules.refusal, most=most) for url in urls], rules

    return asyncio.run(ask())


def test_every_hop_is_asked_of_the_rules_of_its_host(opened):
    shy = opened({"/private": page("甲"), "/open": page("乙")})
    site = opened({"/a": moved("/b"), "/b": moved(f"{shy.url}private"), "/c": moved(f"{shy.url}open", 302)})
    (private, open_), _ = followed(f"{site.url}a", f"{site.url}c")
    assert (private.url, private.status, private.error) == (f"{shy.url}private", None, "disallowed")
    assert [(hop.url, hop.status, hop.location) for hop in private.hops] == [
        (f"{site.url}a", 301, f"{site.url}b"), (f"{site.url}b", 301, f"{shy.url}private"),
    ]  # fmt: skip
    assert (open_.url, open_.status, [hop.status for hop in open_.hops]) == (f"{shy.url}open", 200, [302, 200])
    assert "乙" in open_.body.decode()
    assert site.paths() == ["/a", "/b", "/c"] and shy.paths() == ["/open"]
    assert [one.path for one in (*site.asked, *shy.asked)].count("/robots.txt") == 2


def test_redirects_end(opened):
    site = opened({f"/{n}": moved(f"/{n + 1}") for n in range(9)} | {"/loop": moved("/loop"), "/3": page("三")})
    (few, many, loop), _ = followed(*(f"{site.url}{path}" for path in ("1", "4", "loop")), most=2)
    assert (few.status, len(few.hops)) == (200, 3)
    assert (many.url, many.error, len(many.hops)) == (f"{site.url}7", "too-many-redirects", 3)
    assert loop.error == "too-many-redirects" and site.paths().count("/loop") == 3


@pytest.mark.parametrize(
    ("robots", "error"),
    [(Reply(status=403), ""), (Reply(status=404), ""), (Reply(status=429, headers={"Retry-After": "99"}), "robots-unavailable")],
)  # fmt: skip
def test_a_robots_txt_that_cannot_be_had(opened, robots, error):
    site = opened({"/private": page("甲")}, robots)
    (reply,), _ = followed(f"{site.url}private")
    assert (reply.status, reply.error) == ((None, error) if error else (200, ""))


def test_hosts_that_do_not_answer_or_must_not_be_asked():
    (nobody, inner), _ = followed(NOWHERE, "http://169.254.169.254/latest")
    assert (nobody.error, inner.error) == ("refused", "private")


def test_answers_on_the_way_are_told_and_what_is_not_allowed_is_not_asked_for(opened):
    site = opened({"/a": moved("/b"), "/b": moved("/c"), "/c": page("丙")})
    told = []

    async def ask():
        prober = Prober("xunlu/test", 5, {}, guard=THIS)
        async with prober.transport:
            allowed = only(lambda url: not url.endswith("/c"))
            return await follow(prober, f"{site.url}a", LIMIT, allowed, answered=told.append)

    reply = asyncio.run(ask())
    assert (reply.url, reply.error) == (f"{site.url}c", "disallowed")
    assert [(one.url, one.location) for one in told] == [
        (f"{site.url}a", f"{site.url}b"), (f"{site.url}b", f"{site.url}c"),
    ]  # fmt: skip
    assert [one.path for one in site.asked] == ["/a", "/b"]


@pytest.mark.parametrize(("asked", "longest", "kept"), [(20, 5.0, 5.0), (20, 30.0, 20.0), (0.25, 5.0, 0.25)])
def test_a_crawl_delay_is_kept_up_to_a_limit(opened, asked, longest, kept):
    site = opened({}, f"User-agent: *\nCrawl-delay: {asked}\nDisallow: /\n")
    _, rules = followed(site.url, longest=longest)
    assert rules.prober.delays == {site.host: kept}


@pytest.mark.parametrize(
    ("room", "asked"),
    [({}, [1, 1, 1]), ({"hosts": 2}, [1, 2, 1]), ({"lines": 5}, [1, 2, 1]), ({"lines": 1}, [3, 2, 1]), ({"hosts": 1}, [3, 2, 1])],
)  # fmt: skip
def test_of_many_hosts_the_latest_are_remembered(opened, room, asked):
    rules = "User-agent: *\nCrawl-delay: 0.01\nDisallow: /private\nDisallow: /more\n"
    one, two, three = sites = [opened({"/": page("甲")}, rules) for _ in range(3)]
    _, known = followed(*(site.url for site in (one, two, one, three, one, two)), **room)
    assert [[seen.path for seen in site.asked].count("/robots.txt") for site in sites] == asked
    kept = {(): {one, two, three}, ("hosts", 2): {one, two}, ("lines", 5): {one, two}}
    assert set(known.prober.delays) == {site.host for site in kept.get(tuple(*room.items()), {two})}
