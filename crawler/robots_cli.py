"""The commands ``robots test|show``: what a robots.txt says to whom of which URL, and by which line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import LazyGroup, command, option, read_options
from configs.errors import Exit
from configs.text import Lang, Text

if TYPE_CHECKING:
    from crawler.robots_source import Source

DEFAULT = ("xunlu", "Googlebot", "Baiduspider")
ALL = "all"

GROUP = Text(
    zh="查 robots.txt：某个网址让不让谁抓、由哪一行决定（test）；各爬虫遵守哪些规则、文件有什么毛病（show）。\n读法与搜索引擎一致：RFC 9309 和 Google 公布的解析器。",
    en="Read a robots.txt: who may fetch a URL, and which line says so (test); which rules count for whom, and what is\n"
    "wrong with the file (show). As search engines read it: RFC 9309, and the parser that Google publishes.",
)  # fmt: skip
SUBCOMMANDS = {
    "test": ("crawler.robots_cli:test", Text(zh="某个网址让不让抓，由哪一行决定", en="Whether a URL may be fetched, and by which line")),
    "show": ("crawler.robots_cli:show", Text(zh="生效的规则、站点地图和有问题的行", en="Rules in effect, sitemaps, faulty lines")),
}  # fmt: skip

robots = LazyGroup("robots", help=GROUP.en, no_args_is_help=True)
robots.text, robots.lazy = GROUP, SUBCOMMANDS
robots.examples = (
    "xunlu robots test https://shop.example/ /cart/",
    "xunlu robots show https://shop.example/",
)

TEST_COLUMNS = ("allowed", "agent", "url", "group", "line", "rule", "why")
SHOW_COLUMNS = ("part", "agent", "line", "text", "note")
HEADINGS = {
    "allowed": Text(zh="可以抓", en="allowed"),
    "agent": Text(zh="爬虫", en="agent"),
    "url": Text(zh="网址", en="URL"),
    "group": Text(zh="分组", en="group"),
    "line": Text(zh="行", en="line"),
    "rule": Text(zh="规则", en="rule"),
    "why": Text(zh="原因", en="why"),
    "part": Text(zh="内容", en="part"),
    "text": Text(zh="原文", en="text"),
    "note": Text(zh="说明", en="note"),
}
WHY = {
    "rule": Text(zh="最长的匹配规则", en="the longest rule that matches"),
    "no-rule": Text(zh="没有规则匹配", en="no rule matches"),
    "no-group": Text(zh="没有适用的分组", en="no group for it"),
    "robots-txt": Text(zh="robots.txt 本身总可以抓", en="robots.txt itself is always allowed"),
    "no-file": Text(zh="没有 robots.txt（{cause}），全部可以抓", en="no robots.txt ({cause}): everything is allowed"),
    "closed": Text(zh="服务器回答 {cause}，读不到规则，全部禁止", en="the server answered {cause}, so that nothing can be read: everything is disallowed"),
}  # fmt: skip
PARTS = {
    "group": Text(zh="分组", en="group"),
    "rule": Text(zh="规则", en="rule"),
    "delay": Text(zh="间隔", en="delay"),
    "sitemap": Text(zh="站点地图", en="sitemap"),
    "fault": Text(zh="问题", en="fault"),
    "file": Text(zh="文件", en="file"),
}
NOTES = {
    "allow": Text(zh="允许", en="allows"),
    "disallow": Text(zh="禁止", en="forbids"),
    "seconds": Text(zh="两次请求至少相隔的秒数，最多按 30 计；Google 不看", en="seconds between requests, 30 at most; Google ignores it"),
    "open": Text(zh="没有规则，全部可以抓", en="no rules: everything is allowed"),
}  # fmt: skip
AGENT_HELP = Text(
    zh="爬虫的名字，可重复；all 为所有已知的搜索和 AI 爬虫。默认 xunlu、Googlebot、Baiduspider。",
    en="Name of a crawler, repeatable; all: every search and AI crawler known. Default: xunlu, Googlebot, Baiduspider.",
)


@command(
    "test",
    Text(
        zh="查网址让不让抓：判定、适用的分组、起决定作用的规则和行号。\n"
        "SOURCE 是网址（取那个站点的 /robots.txt）、文件或 -（标准输入）。URL 可以写路径，不写则查 SOURCE 本身或 /。\n"
        "允许和禁止都以 0 退出；站点连不上以 3 退出。",
        en="Whether URLs may be fetched: the verdict, the group that counts, the rule and line that decide.\n"
        "SOURCE is a URL (robots.txt of its site is fetched), a file, or - for stdin. A URL may be a path; without any,\n"
        "SOURCE itself is tested, or /. Exit code 0 whether allowed or not, 3 when the site cannot be reached.",
    ),
    examples=(
        "xunlu robots test https://shop.example/ /cart/ /products/12.html --agent Baiduspider",
        "xunlu robots test https://shop.example/products/12.html --agent all --format csv -o robots.csv",
        "xunlu robots test https://shop.example/ /search --fail-on disallowed --format json",
    ),
)
@click.argument("source", metavar="SOURCE")
@click.argument("urls", metavar="[URL]...", nargs=-1)
@option("--agent", "agents", multiple=True, metavar="NAME", help=AGENT_HELP)
@option(
    "--fail-on", type=click.Choice(["disallowed"]), default=None,
    help=Text(zh="有禁止抓取的就以 1 退出。", en="Exit with 1 when any is disallowed."),
)  # fmt: skip
@read_options
@click.pass_obj
def test(
    app: App, /, source: str, urls: tuple[str, ...], agents: tuple[str, ...], fail_on: str | None, format: str, output: str, limit: int
) -> int:  # fmt: skip
    """A row for each URL and agent."""
    from crawler.robots_source import open_source, resolved

    found = open_source(app, source)
    addresses = [resolved(found, url) for url in urls or (found.base,)]
    rows = [_judged(found, agent, url) for url in addresses for agent in _agents(agents)]
    _write(app, TEST_COLUMNS, rows, format, output, limit)
    return Exit.GATE_FAILED if fail_on and not all(row[0] for row in rows) else Exit.DONE


def _agents(named: Sequence[str]) -> tuple[str, ...]:
    from crawler.agents import KNOWN

    if ALL in named:
        named = ("*", "xunlu", *(agent.token for agent in KNOWN), *(name for name in named if name != ALL))
    return tuple(dict.fromkeys(named or DEFAULT))


def _judged(source: Source, agent: str, url: str) -> tuple[object, ...]:
    """A row of ``test``; ``why`` is a key of ``WHY``, with a cause behind it where there is one."""
    found = source.robots
    verdict = found.verdict(agent, url)
    group = found.follows(agent)
    if found.closed:
        return False, agent, url, "", None, "", f"closed {found.closed}"
    if source.unread:
        why = f"no-file {source.unread}"
    elif verdict.line:
        why = "rule"
    elif url.endswith("/robots.txt") and url.count("/") == 3:
        why = "robots-txt"
    else:
        why = "no-rule" if group else "no-group"
    return verdict.allowed, agent, url, group, verdict.line or None, verdict.rule, why


@command(
    "show",
    Text(
        zh="列出 robots.txt 里对各爬虫生效的规则、站点地图，以及有问题的行：看不懂的字段、分组之外的规则、超出 500 KiB 等。\n"
        "SOURCE 是网址（取那个站点的 /robots.txt）、文件或 -（标准输入）。",
        en="The rules of a robots.txt that count for each crawler, its sitemaps, and what is wrong with its lines: unknown\n"
        "fields, rules outside any group, more than 500 KiB and the like.\n"
        "SOURCE is a URL (robots.txt of its site is fetched), a file, or - for stdin.",
    ),
    examples=("xunlu robots show https://shop.example/", "xunlu robots show https://shop.example/ --agent Googlebot --format json"),
)  # fmt: skip
@click.argument("source", metavar="SOURCE")
@option("--agent", "agents", multiple=True, metavar="NAME", help=AGENT_HELP)
@read_options
@click.pass_obj
def show(app: App, /, source: str, agents: tuple[str, ...], format: str, output: str, limit: int) -> None:
    """Groups, sitemaps, faults."""
    from crawler.robots_source import open_source

    _write(app, SHOW_COLUMNS, list(_shown(open_source(app, source), _agents(agents))), format, output, limit)


def _shown(source: Source, agents: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Rows of ``show``; a note is a key of ``NOTES``, ``WHY`` or of the faults' texts."""
    from crawler.robots_faults import faults
    from crawler.robots_lines import field_of, readable, split_lines

    found = source.robots
    if found.closed or source.unread:
        yield "file", "", None, "", f"closed {found.closed}" if found.closed else f"no-file {source.unread}"
        return
    for names in _by_group(source, agents):
        yield from _of_group(source, names)
    lines = (number for number, written, _, _ in split_lines(readable(source.body)) if field_of(written) == "sitemap")
    yield from (("sitemap", "", line, address, "") for line, address in zip(lines, found.sitemaps, strict=True))
    yield from (("fault", "", one.line or None, one.text, one.what) for one in faults(source.body))


def _by_group(source: Source, agents: Sequence[str]) -> list[list[str]]:
    """Agents that follow the same groups stand together."""
    found: dict[tuple[int, ...], list[str]] = {}
    for agent in agents:
        found.setdefault(tuple(group.line for group in source.robots.groups_of(agent)), []).append(agent)
    return list(found.values())


def _of_group(source: Source, names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    agents, groups, rules = ", ".join(names), source.robots.groups_of(names[0]), source.robots.rules(names[0])
    if not groups:
        yield "group", agents, None, "", "no-group"
    for group in groups:
        yield "group", agents, group.line, ", ".join(name for name in group.agents if name), "" if rules else "open"
    for rule in rules:
        yield "rule", agents, rule.line, rule.text, "allow" if rule.allow else "disallow"
    delay = source.robots.crawl_delay(names[0])
    if delay is not None:
        yield "delay", agents, None, f"{delay:g}", "seconds"


def _write(
    app: App, columns: Sequence[str], rows: Sequence[Sequence[object]], format: str, output: str, limit: int
) -> None:
    from crawler.tables import print_rows

    names = list(columns)
    if format in ("table", "md"):
        rows = [[_cell(column, value, app.lang) for column, value in zip(columns, row, strict=True)] for row in rows]
        names = [HEADINGS[column].get(app.lang) for column in columns]
    print_rows(app, names, rows, format=format, output=output, limit=limit)


def _cell(column: str, value: object, lang: Lang) -> object:
    """A value as people read it: words for codes, Chinese for its escapes."""
    from crawler.robots_faults import WHAT
    from crawler.robots_source import NOWHERE
    from crawler.urls import shown

    if column == "allowed":
        return "✓" if value else "✗"
    if column == "part":
        return PARTS[str(value)].get(lang)
    if column in ("why", "note"):
        code, _, cause = str(value).partition(" ")
        text = WHY.get(code) or NOTES.get(code) or WHAT.get(code)
        return text.get(lang, cause=cause) if text else ""
    if column == "url":
        return shown(str(value)).removeprefix(NOWHERE[:-1])
    return shown(value) if isinstance(value, str) and column in ("rule", "text") else value
