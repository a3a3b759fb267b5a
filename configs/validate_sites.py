"""What the tables of a site may hold: its addresses, limits, access and rules of extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from configs.extraction import rule_fault
from configs.measures import choice, headers, negative, networks, one_proxy, proxy, quantity, variables
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
OURS = (
    "host", "user-agent", "content-length", "connection", "transfer-encoding", "cookie", "authorization",
    "proxy-authorization", "te", "upgrade", "expect",
)  # fmt: skip
MOST_AT_ONCE = 64  # requests to one host
HOST = re.compile(r"(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?")  # as URLs are compared: lower case, xn--
INDEXNOW = re.compile(r"[A-Za-z0-9-]{8,128}")


def site_faults(table: str, site: Site) -> Iterator[Text]:
    """Faults of one site; ``table`` is the beginning of its name in messages: ``[sites.shop``."""
    own = f"{table}]"
    yield from choice(f"{own} role", site.role, ("target", "competitor"))
    yield from choice(f"{own} robots", site.robots, CHOICES["sites.*.robots"])
    yield from choice(f"{own} imitate", site.imitate, CHOICES["sites.*.imitate"])
    yield from _addresses(own, site)
    if site.indexnow_key and not INDEXNOW.fullmatch(site.indexnow_key):
        yield Text(
            f"{own} indexnow_key 是 8 到 128 个字母、数字或连字符", f"{own} indexnow_key has 8 to 128 letters, digits or hyphens"
        )  # fmt: skip
    yield from _alone(own, site)
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


def _alone(own: str, site: Site) -> Iterator[Text]:
    """Settings of a site that leave nothing to crawl, or are not for it."""
    if site.crawl.mode == "sitemap" and site.sitemaps in ("off", ()):
        yield Text(f'{own} mode = "sitemap" 需要 sitemaps', f'{own} mode = "sitemap" needs sitemaps')
    if site.robots == "ignore-own" and site.role == "competitor":
        yield Text(f'{own} robots = "ignore-own" 只能用于自己的网站，不能用于竞品', f'{own} robots = "ignore-own" is for a site of your own, never for a competitor')  # fmt: skip
    if site.imitate == "own" and site.role == "competitor":
        yield Text(f'{own} imitate = "own" 只能用于自己的网站，不能用于竞品', f'{own} imitate = "own" is for a site of your own, never for a competitor')  # fmt: skip


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
    yield from networks(f"{table} allow_private", crawl.allow_private)
    if (crawl.mode == "list") != bool(crawl.list_file):
        yield Text(
            f'{table} mode = "list" 和 list_file 要一起写', f'{table} mode = "list" and list_file belong together'
        )
    elif crawl.list_file and table.startswith("[defaults"):
        yield Text(f"{table} 网址清单要写在站点里", f"{table} a list of URLs belongs to a site")
    if crawl.concurrency > MOST_AT_ONCE:
        yield Text(f"{table} concurrency 最多 {MOST_AT_ONCE}", f"{table} concurrency is at most {MOST_AT_ONCE}")
    for glob in (*crawl.include, *crawl.exclude):
        yield from path_glob(table, glob)
    yield from _names(table, crawl)


def _names(table: str, crawl: Crawl) -> Iterator[Text]:
    """Hosts and parameters."""
    for host in crawl.hosts:
        if not HOST.fullmatch(host):
            yield Text(
                f"{table} hosts 写主机名，如 img.shop.cn（小写；中文域名写成 xn--），不是 {host!r}",
                f"{table} hosts are names such as img.shop.cn (lower case, xn-- for others), not {host!r}",
            )
    for name in sorted({*crawl.strip_params} & {*crawl.ignore_params}):
        yield Text(
            f"{table} {name!r} 同时在 strip_params 和 ignore_params 里",
            f"{table} {name!r} is both in strip_params and in ignore_params",
        )


def path_glob(table: str, glob: str) -> Iterator[Text]:
    """A wildcard that could never match a path."""
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
    yield from one_proxy(own, access.proxy, access.proxy_env)
    yield from _pairs(own, "headers", access.headers, access.headers_env)
    yield from _pairs(own, "cookies", access.cookies, access.cookies_env)
    yield from variables((f"{own} {key}", name) for key, name in _variables(access))
    login = access.login
    if (login.fields or login.fields_env or login.form) and not login.url:
        yield Text(f"{own} login 缺少 url", f"{own} login: url is missing")
    if login.url and not (login.fields or login.fields_env):
        yield Text(f"{own} login 没有要填的字段", f"{own} login has no fields to fill in")


def _pairs(own: str, kind: str, given: dict[str, str], named: dict[str, str]) -> Iterator[Text]:
    """Headers or cookies: ``given`` with values, ``named`` with environment variables."""
    yield from headers(f"{own} {kind}", [*given, *named], OURS if kind == "headers" else ())
    for name in sorted({*given} & {*named}):
        yield Text(f"{own} {kind} 与 {kind}_env 都有 {name!r}", f"{own} {kind} and {kind}_env both have {name!r}")
    for value in given.values():
        if not value.isprintable() or (kind == "cookies" and ";" in value):
            yield Text(f"{own} {kind} 的值里有不能用的字符：{value!r}", f"{own} {kind}: characters that no value may have: {value!r}")  # fmt: skip


def _variables(access: Access) -> Iterator[tuple[str, str]]:
    """Key and name of every environment variable that is given."""
    auth, tables = (
        access.auth,
        {
            "headers_env": access.headers_env,
            "cookies_env": access.cookies_env,
            "login.fields_env": access.login.fields_env,
        },
    )
    named = {
        "auth.user_env": auth.user_env,
        "auth.password_env": auth.password_env,
        "proxy_env": access.proxy_env,
    }
    yield from ((key, name) for key, name in named.items() if name)
    for table, entries in tables.items():
        yield from ((f"{table}.{key}", name) for key, name in entries.items())


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
    yield from path_glob(place, rule.match)
