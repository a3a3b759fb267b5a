"""The crawlers that are known by name, and what a start page's robots.txt tells each of them."""

from __future__ import annotations

from crawler.agents import FAMILIES, KNOWN, NAMED_ONLY, SPACED, agent_verdicts
from crawler.robots import AGENTS, Robots, parse_text
from crawler.robots_lines import agent_name

START = "https://shop.cn/"


def told(text: str) -> dict[str, tuple[bool, int, str, bool]]:
    return {
        one.agent.token: (one.allowed, one.line, one.rule, one.own) for one in agent_verdicts(parse_text(text), START)
    }


def test_agents_are_told_apart():
    assert len({agent.token.lower() for agent in KNOWN}) == len(KNOWN)
    assert {agent.kind for agent in KNOWN} == {"search", "ai"}
    assert all(agent.name and agent.operator and agent.source.startswith("https://") for agent in KNOWN)


def test_the_engines_whose_verdicts_are_kept_are_known():
    assert set(AGENTS) - {"*"} <= {agent.token for agent in KNOWN if agent.kind == "search"}


def test_names_are_read_as_they_are_written():
    names = {agent_name(agent.token) for agent in KNOWN}
    assert names == {agent.token.lower() for agent in KNOWN}
    for name in (*SPACED, *NAMED_ONLY, *FAMILIES, *(one for family in FAMILIES.values() for one in family)):
        assert agent_name(name) == name


def test_every_agent_is_told_what_its_group_says():
    found = told(
        "User-agent: *\nDisallow: /cart/\n\nUser-agent: GPTBot\nUser-agent: Sogou\nDisallow: /\n\nUser-agent: Googlebot\nAllow: /$\nDisallow: /"
    )
    assert len(found) == len(KNOWN)
    assert found["GPTBot"] == found["Sogou web spider"] == (False, 6, "Disallow: /", True)
    assert found["Googlebot"] == found["Googlebot-Image"] == (True, 9, "Allow: /$", True)
    assert found["Applebot"] == (True, 9, "Allow: /$", False)  # does as Googlebot where it is not named itself
    assert found["Baiduspider"] == found["Google-Extended"] == found["OAI-SearchBot"] == (True, 0, "", False)


def test_without_a_file_and_without_an_answer():
    assert {(one.allowed, one.own) for one in agent_verdicts(Robots(), START)} == {(True, False)}
    assert {(one.allowed, one.line, one.rule) for one in agent_verdicts(Robots(closed="503"), START)} == {
        (False, 0, "503")
    }


def test_names_of_one_crawler_in_any_spelling():
    for agent in KNOWN:
        for written in (
            agent.token.upper(),
            f"{agent.token}/2.0",
            f"{agent.token} (+https://a.cn/)",
            f"  {agent.token}\t",
        ):
            robots = parse_text(f"User-agent: *\nDisallow: /\nUser-agent: {written}\nDisallow: /a")
            assert robots.allows(agent.token, START), (agent.token, written)
