"""What is wrong with a robots.txt, line by line: what no crawler reads, what only some do, what counts for more than meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from configs.text import Text
from crawler.robots import seconds_of
from crawler.robots_lines import BOM, LINE_BYTES, MAX_BYTES, agent_name, field_of, is_html, readable, split_lines

KEPT = 200  # characters of a line that are told

# Fields of others than RFC 9309 and Google: https://yandex.com/support/webmaster/en/controlling-robot/robots-txt,
# https://www.robotstxt.org/, https://contentsignals.org/
OTHERS = frozenset({"crawl-delay", "host", "clean-param", "request-rate", "visit-time", "noindex", "content-signal"})
EXACT = frozenset({"user-agent", "allow", "disallow", "sitemap"})

WHAT = {
    "html": Text(zh="这是网页，不是 robots.txt", en="this is a web page, not a robots.txt"),
    "utf-16": Text(zh="文件是 UTF-16 编码，搜索引擎读不出任何一行；请存成 UTF-8", en="the file is UTF-16: engines can read no line of it; save it as UTF-8"),
    "not-utf-8": Text(zh="从这一行起有不是 UTF-8 的字节；请存成 UTF-8", en="from this line on there are octets that are no UTF-8; save it as UTF-8"),
    "nul": Text(zh="行内有 NUL 字节，其后的内容不读", en="a NUL byte: what follows it in the line is not read"),
    "too-large": Text(zh="超过 500 KiB，此后的内容不读", en="over 500 KiB: nothing below is read"),
    "long-line": Text(zh="行太长，超出 16,663 字节的部分不读", en="a line over 16,663 bytes: the rest of it is not read"),
    "no-field": Text(zh="看不懂：缺少字段名或半角冒号", en="not understood: no field, or no colon"),
    "unknown-field": Text(zh="未知字段，会被跳过", en="an unknown field, passed over"),
    "misspelt": Text(zh="拼写有误：Google 认得，别的引擎未必", en="misspelt: Google understands it, others may not"),
    "before-group": Text(zh="前面没有 User-agent，对谁都无效", en="no User-agent line above: it applies to nobody"),
    "no-agent": Text(zh="没有写明爬虫的名字", en="no crawler is named"),
    "bad-path": Text(zh="路径要以 / 或 * 开头，否则什么也匹配不到", en="a path begins with / or *, or it matches nothing"),
    "bad-delay": Text(zh="不是秒数", en="not a number of seconds"),
    "relative-sitemap": Text(zh="Sitemap 要写完整网址", en="a Sitemap line needs an absolute URL"),
    "runs-on": Text(
        zh="上面的分组没有规则，按标准与这一组合并：下面的规则对它也有效",
        en="the group above has no rules and runs on into this one: by the standard the rules below apply to it, too",
    ),
}  # fmt: skip


class Fault(NamedTuple):
    """One fault: its line from 1 (0: the whole file), a key of ``WHAT``, the line as written."""

    line: int
    what: str
    text: str = ""


def faults(body: bytes) -> Iterator[Fault]:
    """Faults of a file in the order of its lines, those of the whole file first; of a web page and of UTF-16 no others."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Fault(0, "utf-16")
        return
    text = readable(body)
    if is_html(text):
        yield Fault(0, "html", text.strip().partition("\n")[0][:KEPT])
        return
    yield from _of_octets(body)
    yield from _of_lines(text)
    if len(body) > MAX_BYTES:
        yield Fault(text.count("\n") + 1, "too-large")


def _of_octets(body: bytes) -> Iterator[Fault]:
    body = body[:MAX_BYTES].removeprefix(BOM)
    if b"\0" in body:
        yield Fault(_line_of(body, body.index(b"\0")), "nul")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(body):  # not the character that the limit cut
            yield Fault(_line_of(body, error.start), "not-utf-8")


def _line_of(body: bytes, at: int) -> int:
    before = body[:at]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _of_lines(text: str) -> Iterator[Fault]:
    groups = naming = apart = False  # a group has begun, its agents are being named, and by something else in between
    for number, written, value, raw in split_lines(text):
        kind = field_of(written)
        if kind == "user-agent":
            if naming and apart:
                yield Fault(number, "runs-on", raw[:KEPT])
            groups, naming, apart = True, True, False
        elif kind in ("allow", "disallow"):
            naming = False
        else:
            apart = apart or written in OTHERS
        what = _fault(kind, written, value, groups)
        if what:
            yield Fault(number, what, raw[:KEPT])
        if len(raw) > LINE_BYTES // 4 and len(raw.encode("utf-8", "replace")) >= LINE_BYTES:
            yield Fault(number, "long-line", raw[:KEPT])


def _fault(kind: str, written: str, value: str, groups: bool) -> str:
    """What is wrong with one line by itself; the worst of it."""
    if not written:
        return "no-field"
    if not kind and written not in OTHERS:
        return "unknown-field"
    rule = kind in ("allow", "disallow")
    if rule and not groups:
        return "before-group"
    if rule and value and value[0] not in "/*":
        return "bad-path"
    if kind == "user-agent" and not agent_name(value):
        return "no-agent"
    if kind == "crawl-delay" and seconds_of(value) is None:
        return "bad-delay"
    if kind and written not in EXACT | OTHERS:
        return "misspelt"
    return "relative-sitemap" if kind == "sitemap" and "://" not in value else ""
