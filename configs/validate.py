"""What the types of the settings cannot say: ranges, choices, values that contradict each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from configs.contradictions import contradictions
from configs.settings import PROFILES, Crawl, Gate, Settings, Site
from configs.text import Text
from configs.units import seconds, size

AXES = ("crawl", "structure", "page", "keywords", "links", "health")
LEVELS = ("error", "warning", "notice", "info")
COUNTS = ("max_pages", "max_depth", "rate", "concurrency")


def faults(settings: Settings) -> list[Text]:
    """Every fault, in the order of the file's tables."""
    return [
        *_choice("lang", settings.lang, ("auto", "zh", "en")),
        *(fault for name in settings.profiles for fault in _choice("profiles", name, PROFILES)),
        *_quantity("[http] timeout", settings.http.timeout, seconds, "30s, 10m, 2h"),
        *_quantity("[http] max_body", settings.http.max_body, size, "500K, 15M"),
        *_negative("[http] retries", settings.http.retries),
        *(fault for name, site in settings.sites.items() for fault in _site(f"[sites.{name}]", site)),
        *(fault for name, site in settings.sites.items() for fault in _crawl(f"[sites.{name}.crawl]", site.crawl)),
        *_crawl("[defaults.crawl]", settings.defaults.crawl),
        *_crawl("[defaults.competitor]", settings.defaults.competitor),
        *_gate(settings.gate),
        *_competitors(settings),
        *_keyword_pages(settings),
        *contradictions(settings),
    ]


def _site(table: str, site: Site) -> Iterator[Text]:
    yield from _choice(f"{table} role", site.role, ("target", "competitor"))
    if not site.start:
        yield Text(f"{table} 缺少 start", f"{table} start is missing")
    if any(not url.startswith(("http://", "https://")) for url in site.start):
        yield Text(f"{table} start 要以 http:// 或 https:// 开头", f"{table} start must begin with http:// or https://")
    if isinstance(site.sitemaps, str):
        if site.sitemaps not in ("auto", "off"):
            yield Text(
                f'{table} sitemaps 只能是 "auto"、"off" 或网址列表',
                f'{table} sitemaps must be "auto", "off" or a list of URLs',
            )
    elif any(not url.startswith(("http://", "https://")) for url in site.sitemaps):
        yield Text(f"{table} sitemaps 要是完整网址", f"{table} sitemaps must be whole URLs")


def _crawl(table: str, crawl: Crawl) -> Iterator[Text]:
    for name in COUNTS:
        yield from _negative(f"{table} {name}", getattr(crawl, name))
    yield from _choice(f"{table} store_html", crawl.store_html, ("all", "off"))
    if crawl.time_limit:
        yield from _quantity(f"{table} time_limit", crawl.time_limit, seconds, "30s, 10m, 2h")
    for glob in (*crawl.include, *crawl.exclude):
        if not glob.startswith(("/", "*")):
            yield Text(
                f"{table} {glob!r} 匹配路径，要以 / 或 * 开头",
                f"{table} {glob!r} matches paths: it must begin with / or *",
            )


def _gate(gate: Gate) -> Iterator[Text]:
    scores = {"min_score": gate.min_score, **{f"min.{axis}": least for axis, least in gate.min.items()}}
    for name, least in scores.items():
        if least is not None and not 0 <= least <= 100:
            yield Text(f"[gate] {name} 要在 0 与 100 之间", f"[gate] {name} must be between 0 and 100")
    for axis in gate.min:
        yield from _choice("[gate] min", axis, AXES)
    for level, most in gate.max_new.items():
        yield from _choice("[gate] max_new", level, LEVELS)
        yield from _negative(f"[gate] max_new.{level}", most)
    yield from _negative("[gate] min_pages", gate.min_pages)
    if gate.max_drop is not None:
        yield from _negative("[gate] max_drop", gate.max_drop)


def _competitors(settings: Settings) -> Iterator[Text]:
    known = [name for name, site in settings.sites.items() if site.role == "competitor"]
    for name in settings.report.competitors:
        if name not in known and settings.sites:
            names = ", ".join(known) or "-"
            yield Text(f"[report] competitors：没有竞品站点 {name}（有：{names}）", f"[report] competitors: no competitor site {name} (there are: {names})")  # fmt: skip


def _keyword_pages(settings: Settings) -> Iterator[Text]:
    owners: dict[str, str] = {}
    for number, page in enumerate(settings.keywords.pages, 1):
        place = f"[[keywords.pages]] #{number}"
        if not page.url.startswith(("/", "http://", "https://")):
            yield Text(f"{place} url 要以 / 或 http(s):// 开头，不是 {page.url!r}", f"{place} url must begin with / or http(s)://, not {page.url!r}")  # fmt: skip
        if not any(term.strip() for term in page.terms):
            yield Text(f"{place} 缺少 terms", f"{place} terms is missing")
        for term in page.terms:
            other = owners.setdefault(" ".join(term.split()).casefold(), page.url)
            if other != page.url:
                yield Text(f"{place} “{term}”已分给 {other}", f'{place} "{term}" belongs to {other} already')


def _choice(place: str, value: str, allowed: tuple[str, ...]) -> Iterator[Text]:
    if value not in allowed:
        choices = ", ".join(allowed)
        yield Text(f"{place} 只能是 {choices} 之一，不是 {value!r}", f"{place} must be one of {choices}, not {value!r}")


def _negative(place: str, value: float) -> Iterator[Text]:
    if not 0 <= value < math.inf:  # TOML has inf and nan
        yield Text(f"{place} 要是不小于 0 的数", f"{place} must be a number, and not negative")


def _quantity(place: str, value: str, parse: Callable[[str], float], examples: str) -> Iterator[Text]:
    try:
        parse(value)
    except ValueError:
        yield Text(
            f"{place} 要写成 {examples} 这样，不是 {value!r}", f"{place} must be written like {examples}, not {value!r}"
        )
