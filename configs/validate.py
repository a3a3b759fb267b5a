"""What the types of the settings cannot say: ranges, choices, values that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from configs.contradictions import contradictions
from configs.measures import choice, headers, negative, one_proxy, proxy, quantity, variables
from configs.reporting import report_faults
from configs.settings import EFFORT_UNITS, MOST_WORKERS, PROFILES, Effort, Gate, Settings
from configs.text import Text
from configs.units import seconds, size
from configs.validate_partners import partner_faults
from configs.validate_sites import OURS, crawl_faults, path_glob, site_faults

AXES = ("crawl", "structure", "page", "keywords", "links", "health")
LEVELS = ("error", "warning", "notice", "info")


def faults(settings: Settings) -> list[Text]:
    """Every fault, in the order of the file's tables."""
    return [
        *choice("lang", settings.lang, ("auto", "zh", "en")),
        *(fault for name in settings.profiles for fault in choice("profiles", name, PROFILES)),
        *quantity("[http] timeout", settings.http.timeout, seconds, "30s, 10m, 2h"),
        *quantity("[http] max_body", settings.http.max_body, size, "500K, 15M"),
        *negative("[http] retries", settings.http.retries),
        *_workers(settings.http.workers),
        *proxy("[http] proxy", settings.http.proxy),
        *variables([("[http] proxy_env", settings.http.proxy_env)] if settings.http.proxy_env else []),
        *one_proxy("[http]", settings.http.proxy, settings.http.proxy_env),
        *headers("[http] headers", settings.http.headers, OURS),
        *(fault for name, site in settings.sites.items() for fault in site_faults(f"[sites.{name}", site)),
        *(
            fault
            for name, site in settings.sites.items()
            for fault in crawl_faults(f"[sites.{name}.crawl]", site.crawl)
        ),
        *crawl_faults("[defaults.crawl]", settings.defaults.crawl),
        *crawl_faults("[defaults.competitor]", settings.defaults.competitor),
        *_gate(settings.gate),
        *_competitors(settings),
        *report_faults(settings.report),
        *_keyword_pages(settings),
        *partner_faults(settings),
        *(fault for check, effort in settings.rules.effort.items() for fault in _effort(check, effort)),
        *_accepted(settings),
        *contradictions(settings),
    ]


def _workers(count: int) -> Iterator[Text]:
    if not 1 <= count <= MOST_WORKERS:
        yield Text(f"[http] workers 是 1 或 {MOST_WORKERS}", f"[http] workers is 1 or {MOST_WORKERS}")


def _gate(gate: Gate) -> Iterator[Text]:
    scores = {"min_score": gate.min_score, **{f"min.{axis}": least for axis, least in gate.min.items()}}
    for name, least in scores.items():
        if least is not None and not 0 <= least <= 100:
            yield Text(f"[gate] {name} 要在 0 与 100 之间", f"[gate] {name} must be between 0 and 100")
    for axis in gate.min:
        yield from choice("[gate] min", axis, AXES)
    for level, most in gate.max_new.items():
        yield from choice("[gate] max_new", level, LEVELS)
        yield from negative(f"[gate] max_new.{level}", most)
    yield from negative("[gate] min_pages", gate.min_pages)
    if gate.max_drop is not None:
        yield from negative("[gate] max_drop", gate.max_drop)


def _competitors(settings: Settings) -> Iterator[Text]:
    known = [name for name, site in settings.sites.items() if site.role == "competitor"]
    for name in settings.report.competitors:
        if name not in known and settings.sites:
            names = ", ".join(known) or "-"
            yield Text(f"[report] competitors：没有竞品站点 {name}（有：{names}）", f"[report] competitors: no competitor site {name} (there are: {names})")  # fmt: skip


def _effort(check: str, effort: Effort) -> Iterator[Text]:
    place = f"[rules.effort] {check}"
    if effort.unit:
        yield from choice(f"{place} unit", effort.unit, EFFORT_UNITS)
    if effort.hours is not None:
        yield from negative(f"{place} hours", effort.hours)
    if effort == Effort():
        yield Text(f"{place} 要写 hours 或 unit", f"{place} needs hours or unit")


def _accepted(settings: Settings) -> Iterator[Text]:
    for number, one in enumerate(settings.rules.accept, 1):
        place = f"[[rules.accept]] #{number}"
        if not one.reason.strip():
            yield Text(f"{place} reason 是空的：写明为什么接受", f"{place} reason is empty: say why it is let stand")
        for glob in one.urls:
            yield from path_glob(f"{place} urls", glob)


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
