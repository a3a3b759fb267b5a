"""Any robots.txt can be read and asked, in linear time; the compiled rules equal the obvious way to find one."""

from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from crawler.agents import agent_verdicts
from crawler.robots import Robots, Rule, from_response, parse, parse_text, readable
from crawler.robots_faults import faults
from crawler.robots_match import Rules

LINES = st.lists(
    st.sampled_from(
        ["User-agent: *", "user-agent:a", "Disallow: /", "Disallow: /a*b$", "Allow: /a", "Disallow", "Crawl-delay: 1e9", "Crawl-delay: 2",
         "Sitemap: x", ":", "#", "Disallow: *", "Allow: $", "User-agent:", "Disallow: %", "Disallow: /%e7%BA", "\0", "<", "\ufeff"]
    )
    | st.text(max_size=20),
    max_size=12,
).map("\n".join)  # fmt: skip
BODIES = st.binary(max_size=300) | LINES.map(lambda text: text.encode("utf-8", "replace"))
PATHS = st.text("ab/%7eé?=$*", max_size=12).map("https://shop.cn/".__add__)
PATTERNS = st.text("ab*$/", max_size=8).map("/".__add__) | st.text("ab*$/", min_size=1, max_size=8)
RULES = st.lists(st.tuples(st.booleans(), PATTERNS), max_size=12).map(
    lambda found: [Rule(allow, pattern, line, "") for line, (allow, pattern) in enumerate(found, 1)]
)
BLOCKS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["*", "a", "A/1.0", "b", "Sogou web spider", "Sogou"]), min_size=1, max_size=3),
        st.lists(st.sampled_from(["Disallow: /a", "Allow: /a/b", "Disallow: /*b", "Disallow:", "Allow: /$", "Disallow: /"]), min_size=1, max_size=3),
    ),
    max_size=6,
)  # fmt: skip


@given(BODIES, PATHS, st.text(max_size=5))
def test_any_bytes_can_be_read_and_asked(body, url, agent):
    robots = parse(body)
    verdict = robots.verdict(agent, url)
    assert verdict.allowed or robots.restricts
    assert verdict.line <= body.count(b"\n") + body.count(b"\r") + 1
    assert robots.allows(agent, url) is verdict.allowed
    delay = robots.crawl_delay(agent)
    assert delay is None or 0 <= delay <= 30
    assert len(agent_verdicts(robots, url)) > 30
    assert all(one.line <= body.count(b"\n") + body.count(b"\r") + 1 for one in faults(body))


@given(BODIES)
def test_what_is_stored_reads_as_what_was_fetched(body):
    text = readable(body)
    assert "\0" not in text
    assert text.encode().decode() == text  # the store takes it
    if not text.startswith("\ufeff"):
        assert parse(text.encode()) == parse(body) == parse_text(text)


def obvious(rules: list[Rule], path: str) -> Rule | None:
    """Each rule as a regular expression; of those that match the longest, then Allow, then the first."""
    best = None
    for rule in rules:
        body = rule.pattern.removesuffix("$")
        regex = ".*".join(map(re.escape, body.split("*"))) + (r"\Z" if rule.pattern.endswith("$") else "")
        rank = (len(rule.pattern), rule.allow, -rule.line)
        if re.match(regex, path) and (best is None or rank > best[0]):
            best = (rank, rule)
    return best[1] if best else None


@given(RULES, st.text("ab$/", max_size=10).map("/".__add__))
def test_compiled_rules_decide_as_the_obvious_way(rules, path):
    assert Rules(rules).decides(path) == obvious(rules, path)


@given(BLOCKS, st.randoms(use_true_random=False), st.sampled_from(["a", "b", "Sogou web spider", "Sogou", "c"]), PATHS)
def test_groups_count_as_one_wherever_they_stand(blocks, random, agent, url):
    texts = ["\n".join([*(f"User-agent: {name}" for name in names), *rules]) for names, rules in blocks]
    before = parse_text("\n".join(texts))
    random.shuffle(texts)
    assert parse_text("\n\n".join(texts)).allows(agent, url) is before.allows(agent, url)


def calls(robots: str, url: str) -> int:
    """How many functions are called to read a file and to ask it once."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        parse(robots.encode()).allows("xunlu", url)
    finally:
        sys.setprofile(before)
    return count


@given(LINES, st.text("ab/", max_size=30).map("https://shop.cn/".__add__))
def test_twice_the_lines_are_at_most_twice_the_work(text, url):
    once, twice, four = (calls("User-agent: *\n" + f"{text}\n" * times, url) for times in (20, 40, 80))
    assert four - twice <= 2 * (twice - once) + 200  # sorting is a little more than linear


@given(st.integers(100, 599) | st.none(), st.binary(max_size=50))
def test_every_status_means_something(status, body):
    verdict = from_response(status, body).verdict("xunlu", "https://shop.cn/a")
    if status is None or status >= 500 or status == 429:
        assert not verdict.allowed
    elif status >= 300:
        assert verdict.allowed


def test_an_empty_file_is_no_file():
    assert parse(b"") == Robots()
