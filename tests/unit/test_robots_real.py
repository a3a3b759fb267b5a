"""257 real robots.txt: recorded verdicts, compared exactly, and Protego's reading of the same files.

``python tests/unit/test_robots_real.py`` writes the record anew; look at what changed before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from protego import Protego

from crawler.robots import Robots, Verdict, parse, readable
from crawler.robots_lines import agent_name, field_of, split_lines

FOLDER = Path(__file__).parents[1] / "data" / "robots"
RECORD = FOLDER / "verdicts.tsv"
REAL = sorted(FOLDER.glob("*.txt"))
AGENTS = ("*", "Googlebot", "Baiduspider", "bingbot", "xunlu", "GPTBot")
PATHS = 6  # of a file's own rules, beside "/" and "/a"
TAILS = ("", "x", "/x.html?a=1")
PRINTABLE = "".join(map(chr, range(33, 127)))
SITE = "https://shop.cn"


def paths_of(robots: Robots) -> list[str]:
    """Paths that rules of a file are about, spread evenly over it, and their neighbours."""
    patterns = list(dict.fromkeys(rule.pattern for group in robots.groups for rule in group.rules))
    chosen = [patterns[at * len(patterns) // PATHS] for at in range(PATHS)] if patterns else []
    told = [f"/{one.rstrip('$').replace('*', 'mid').lstrip('/')}{TAILS[at % 3]}" for at, one in enumerate(chosen)]
    return list(dict.fromkeys(["/", "/a", *(quote(path, safe=PRINTABLE) for path in told)]))


def sign(verdict: Verdict) -> str:
    """``12`` when line 12 allows, ``-12`` when it forbids, ``0`` when no line decides."""
    assert verdict.allowed or verdict.line  # nothing is forbidden without a line
    return str(verdict.line if verdict.allowed else -verdict.line)


def rows(file: Path) -> Iterator[str]:
    """``host, path, verdict of each agent``; one verdict stands for all where they agree."""
    robots = parse(file.read_bytes())
    for path in paths_of(robots):
        signs = [sign(robots.verdict(agent, SITE + path)) for agent in AGENTS]
        yield "\t".join([file.stem, path, *(signs if len(set(signs)) > 1 else signs[:1])])


def recorded() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in RECORD.read_text("utf-8").splitlines():
        found.setdefault(line.partition("\t")[0], []).append(line)
    return found


def test_verdicts_are_those_recorded():
    record = recorded()
    assert len(REAL) == 257
    assert set(record) == {file.stem for file in REAL}
    assert [row for file in REAL for row in rows(file) if row not in record[file.stem]] == []
    assert sum(len(list(rows(file))) for file in REAL) == sum(map(len, record.values()))


def test_the_record_is_worth_something():
    lines = [line.split("\t") for found in recorded().values() for line in found]
    assert len(lines) > 1700
    assert sum(any(sign.startswith("-") for sign in line[2:]) for line in lines) > 800
    assert sum(len(line) > 3 for line in lines) > 100  # agents that are told different things
    assert RECORD.stat().st_size < 400_000


# -- Protego ----------------------------------------------------------------------------------------

# Both read these files alike once names are without version and no beginnings of other names ("Go 1.1 package http"), and
# only the fields of RFC 9309 are left; but for rules that are whole URLs, which Protego takes for paths.
WHOLE_URLS = ("/http:", "/https:")
NAMES = tuple(agent.lower() for agent in AGENTS)


def plain(text: str) -> str:
    """The same file as the standard has it: names, rules, nothing else."""
    kept = {"user-agent": "User-agent", "allow": "Allow", "disallow": "Disallow"}
    lines = [(field_of(field), value) for _, field, value, _ in split_lines(text)]
    return "\n".join(
        f"{kept[field]}: {whole_name(value) if field == 'user-agent' else value}"
        for field, value in lines
        if field in kept
    )


def whole_name(value: str) -> str:
    name = agent_name(value)
    return name if name and (name in NAMES or not any(known.startswith(name) for known in NAMES)) else "-"


@pytest.mark.parametrize("file", REAL, ids=lambda path: path.stem)
def test_protego_reads_the_plain_file_alike(file):
    robots = parse(file.read_bytes())
    protego = Protego.parse(plain(readable(file.read_bytes())))
    paths = [path for path in paths_of(robots) if not path.startswith(WHOLE_URLS)]
    assert [
        (agent, path)
        for agent in AGENTS
        for path in paths
        if robots.allows(agent, SITE + path) != protego.can_fetch(SITE + path, agent)
    ] == []


# Where Protego 0.7 is not right: why, a file, an agent, a path, what the standard says.
DIFFERENCES = [
    ("RFC 2.2.1: a version is no part of the name", "User-agent: Baiduspider/2.0\nDisallow: /", "Baiduspider", "/", False),
    ("RFC 2.2.1: nor is an address", "User-agent: Baiduspider+(+http://www.baidu.com/)\nDisallow: /", "Baiduspider", "/", False),
    ("RFC 2.2.1: a token is matched whole, not its beginning", "User-agent: bing\nDisallow: /", "bingbot", "/", True),
    ("RFC 2.2.1: * stands alone", "User-agent: *bot\nDisallow: /", "bot", "/", True),
    ("RFC 2.2.4: Crawl-delay ends no group", "User-agent: a\nCrawl-delay: 1\nUser-agent: *\nDisallow: /", "a", "/", False),
    ("RFC 2.2.4: nor does another unknown field", "User-agent: a\nClean-param: ref\nUser-agent: *\nDisallow: /", "a", "/", False),
    ("RFC 2.2.2: a path begins with /", "User-agent: *\nDisallow: https://shop.cn/a", "a", "/https://shop.cn/a", True),
    ("RFC 2.2.2: reserved characters are not their escapes", "User-agent: *\nDisallow: /a,b", "a", "/a%2Cb", True),
    ("RFC 2.2.2: octets are compared, UTF-8 or not", "User-agent: *\nDisallow: /%BA%EC", "a", "/%BB%EC", True),
    ("RFC 2.2.2: only an equal path is matched", "User-agent: *\nAllow: /a/index.html\nDisallow: /", "a", "/a/", False),
    ("RFC 2.2.3: $ at the end is no dollar sign", "User-agent: *\nDisallow: /a$", "a", "/a$b", True),
    ("RFC 2.2: only CR and LF end a line", "User-agent: *\n#\x85Disallow: /", "a", "/", True),
    ("Parser: exactly two words need no colon", "User-agent: *\nDisallow /a b", "a", "/a%20b", True),
    ("Parser: what follows a field's name is passed over", "User-agent: *\nDisallows: /", "a", "/", False),
    ("Parser: a NUL byte ends a line", "User-agent: *\nDisallow: /a\0b", "a", "/a", False),
    ("RFC 2.5: 500 KiB", "User-agent: *\n" + "#" * 512_000 + "\nDisallow: /", "a", "/", True),
    ("Sogou: one of its crawlers is not another", "User-agent: Sogou\nDisallow: /\nUser-agent: Sogou web spider/4.0\nDisallow: /a", "Sogou web spider", "/", True),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "agent", "path", "right"), DIFFERENCES, ids=[row[0] for row in DIFFERENCES])
def test_where_protego_is_not_right(why, text, agent, path, right):
    """A difference that is gone is struck off the list."""
    assert parse(text.encode()).allows(agent, SITE + path) is right, why
    assert Protego.parse(text).can_fetch(SITE + path, agent) is not right


if __name__ == "__main__":
    RECORD.write_text("".join(f"{row}\n" for file in REAL for row in rows(file)), "utf-8", newline="\n")
