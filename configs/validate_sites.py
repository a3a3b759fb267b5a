"""What the tables of a site may hold: its addresses, limits, access and rules of extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from configs.extraction import rule_fault
from configs.measures import choice, negative, proxy, quantity
from configs.schema import CHOICES
from configs.settings import Access, Crawl, ExtractRule, Site
from configs.text import Text
from configs.units import seconds, size

COUNTS = ("max_pages", "max_depth", "rate", "concurrency")
CHOSEN = (
    "mode",
    "within",
    "trailing_slash",
    "sample",
    "device",
    "check_external",
    "check_resources",
    "traps",
    "store_html",
)
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110: name of a header; of a cookie, too
OURS = ("host", "user-agent", "content-length", "connection", "transfer-encoding", "cookie", "authorization")
INDEXNOW = re.compile(r"[A-Za-z0-9-]{8,128}")


def site_faults(table: str, site: Site) -> Iterator[Text]:
    """Faults of one site; ``table`` is the beginning of its name in messages: ``[sites.shop``."""
    own = f"{table}]"
    yield from choice(f"{own} role", site.role, ("target", "competitor"))
    yield from choice(f"{own} robots", site.robots, CHOICES["sites.*.robots"])
    yield from _addresses(own, site)
    if site.indexnow_key and not INDEXNOW.fullmatch(site.indexnow_key):
        yield Text(
            f"{own} indexnow_key 是 8 到 128 个字母、数字或连字符", f"{own} indexnow_key has 8 to 128 letters, digits or hyphens"
        )  # fmt: skip
    yield from _access(f"{table}.access", site.access)
    names = [rule.name for rule in site.extract]
    for number, rule in enumerate(site.extract, 1):
        yield from _rule(f"[{table}.extract]] #{number}", rule, names)


def _addresses(own: str, site: Site) -> Iterator[Text]:
    if not site.start:
        yield Text(f"{own} 缺少 start", f"{own} start is missing")
    if any(not _whole(url) for url in site.start):
        yield Text(f"{own} start 要以 http:// 或 https:// 开头", f"{own} start must begin with http:// or https://")
    if isinstance(site.sitemaps, str):
        if site.sitemaps not in ("auto", "off"):
            yield Text(
                f'{own} sitemaps 只能是 "auto"、"off" 或网址列表',
                f'{own} sitemaps must be "auto", "off" or a list of URLs',
            )
    elif any(not _whole(url) for url in site.sitemaps):
        yield Text(f"{own} sitemaps 要是完整网址", f"{own} sitemaps must be whole URLs")


def _whole(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def crawl_faults(table: str, crawl: Crawl) -> Iterator[Text]:
    """Faults of the limits of one crawl; ``table`` is its name: ``[sites.shop.crawl]``."""
    for name in COUNTS:
        yield from negative(f"{table} {name}", getattr(crawl, name))
    for name in CHOSEN:
        yield from choice(f"{table} {name}", getattr(crawl, name), CHOICES[f"crawl.{name}"])
    if crawl.time_limit:
        yield from quantity(f"{table} time_limit", crawl.time_limit, seconds, "30s, 10m, 2h")
    if crawl.max_bytes:
        yield from quantity(f"{table} max_bytes", crawl.max_bytes, size, "500M, 2G")
    if (crawl.mode == "list") != bool(crawl.list_file):
        yield Text(
            f'{table} mode = "list" 和 list_file 要一起写', f'{table} mode = "list" and list_file belong together'
        )
    for glob in (*crawl.include, *crawl.exclude):
        yield from _glob(table, glob)


def _glob(table: str, glob: str) -> Iterator[Text]:
    if not glob.startswith(("/", "*")):
        yield Text(
            f"{table} {glob!r} 匹配路径，要以 / 或 * 开头",
            f"{table} {glob!r} matches paths: it must begin with / or *",
        )


def _access(table: str, access: Access) -> Iterator[Text]:
    own = f"{table}]"
    if bool(access.auth.user_env) != bool(access.auth.password_env):
        yield Text(f"{own} auth 要写 user_env 和 password_env", f"{own} auth needs both user_env and password_env")
    yield from proxy(f"{own} proxy", access.proxy, "off")
    for kind, names in (("headers", {**access.headers, **access.headers_env}), ("cookies", {**access.cookies, **access.cookies_env})):  # fmt: skip
        for name in names:
            if not TOKEN.fullmatch(name) or (kind == "headers" and name.lower() in OURS):
                yield Text(f"{own} {kind} 里不能用 {name!r}", f"{own} {kind} cannot have {name!r}")
    for value in (*access.headers.values(), *access.cookies.values()):
        if not value.isprintable():
            yield Text(f"{own} 值里有控制字符：{value!r}", f"{own} has control characters in {value!r}")
    for name in _variables(access):
        if not VARIABLE.fullmatch(name):
            yield Text(
                f"{own} {name!r} 不是环境变量名；这里只写变量名，不写密码本身",
                f"{own} {name!r} is no name of an environment variable: write the name here, never the secret",
            )
    if (access.login.fields or access.login.fields_env or access.login.form) and not access.login.url:
        yield Text(f"{own} login 缺少 url", f"{own} login: url is missing")


def _variables(access: Access) -> list[str]:
    """The names of environment variables that are given."""
    named = (access.auth.user_env, access.auth.password_env, access.proxy_env)
    tables = (access.headers_env, access.cookies_env, access.login.fields_env)
    return [*filter(None, named), *(name for table in tables for name in table.values())]


def _rule(place: str, rule: ExtractRule, names: list[str]) -> Iterator[Text]:
    if not rule.name.strip() or names.count(rule.name) > 1:
        yield Text(
            f"{place} name 不能为空或重复：{rule.name!r}", f"{place} name must be there, and once: {rule.name!r}"
        )
    if sum(map(bool, (rule.css, rule.xpath, rule.regex))) != 1:
        yield Text(f"{place} 要写 css、xpath、regex 之一", f"{place} needs exactly one of css, xpath and regex")
    elif fault := rule_fault(rule):
        kind = next(kind for kind in ("css", "xpath", "regex") if getattr(rule, kind))
        yield Text(
            f"{place}（{rule.name}）{kind} 写法有误：{fault.zh}",
            f"{place} ({rule.name}) {kind} cannot be read: {fault.en}",
        )
    if rule.attr and not rule.css:
        yield Text(f"{place} attr 与 css 同用", f"{place} attr goes with css")
    yield from _glob(place, rule.match)
