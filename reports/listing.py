"""What there is: runs and sites of a store, checks and areas of the program, presets and profiles of the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from configs.app import App

Row = Sequence[object]

RUN_NAMES = (
    "run", "site", "role", "status", "reason", "started", "finished", "discovered", "crawled", "html_pages", "score",
)  # fmt: skip
SITE_NAMES = ("site", "role", "start_url", "label_zh", "label_en", "runs", "newest_run", "last_started")

RUNS = """
    select run_id, site, role, status, reason, started, finished, discovered, crawled, html_pages, round(score, 1)
    from v_runs order by run_id desc
"""
SITES = """
    select s.name, s.role, s.start_url, s.label_zh, s.label_en, count(r.run_id), max(r.run_id), max(r.started)
    from sites s left join runs r on r.site_id = s.site_id group by s.site_id order by s.role desc, s.name
"""


def listing(what: str, app: App) -> tuple[Sequence[str], Iterable[Row]]:
    """Names and rows of one list; runs and sites come from the store.

    Raises:
        StoreError: there is no store, and runs or sites were asked for.
    """
    if what == "runs":
        return RUN_NAMES, _stored(app, RUNS)
    if what == "sites":
        return SITE_NAMES, _stored(app, SITES)
    return LISTS[what](app)


def _stored(app: App, sql: str) -> list[Row]:
    from crawler.store import open_store

    with open_store(app.database) as store:
        return store.db.execute(sql).fetchall()


def _checks(app: App) -> tuple[Sequence[str], Iterable[Row]]:
    from audit.registry import all_checks

    rows = [
        (one.id, one.area, str(one.severity), one.kind, one.book or "", " ".join(one.profiles), one.title.get(app.lang))
        for one in all_checks().values()
    ]
    return ("check", "area", "severity", "kind", "book", "profiles", "title"), rows


def _areas(app: App) -> tuple[Sequence[str], Iterable[Row]]:
    from audit.registry import AREAS, all_checks
    from audit.scoring import scoring
    from configs.settings import Score
    from reports.words import AREAS as NAMES
    from reports.words import AXES

    numbers, checks = scoring(Score()), list(all_checks().values())
    rows = [
        (area, NAMES[area].get(app.lang), AXES[numbers.axis(area)].get(app.lang), sum(one.area == area for one in checks))
        for area in AREAS
    ]  # fmt: skip
    return ("area", "name", "axis", "checks"), rows


def _engines(app: App) -> tuple[Sequence[str], Iterable[Row]]:
    from configs.engines import engines

    names = ("engine", "name", "spiders", "verify", "sitemap_urls", "sitemap_bytes", "sitemap_index", "push_per_call",
             "indexnow", "title_columns", "webmaster", "source")  # fmt: skip
    rows = [
        (one.key, one.name.get(app.lang), ", ".join(one.spiders), ", ".join(one.verify), one.sitemap_urls, one.sitemap_bytes,
         int(one.sitemap_index), one.push_per_call, int(one.indexnow), one.title_columns, one.webmaster, one.source)
        for one in engines().values()
    ]  # fmt: skip
    return names, rows


def _presets(app: App) -> tuple[Sequence[str], Iterable[Row]]:
    from configs.layers import PRESETS, preset

    layers = [preset(f"preset:{name}") for name in PRESETS]
    rows = [
        (layer.name, crawl.get("max_pages"), crawl.get("rate"), len(crawl.get("exclude", ())), len(layer.data["defaults"].get("types", ())))
        for layer in layers
        for crawl in [layer.data["defaults"]["crawl"]]
    ]  # fmt: skip
    return ("preset", "max_pages", "rate", "excluded", "types"), rows


def _profiles(app: App) -> tuple[Sequence[str], Iterable[Row]]:
    from audit.registry import all_checks
    from configs.settings import PROFILES

    checks = list(all_checks().values())
    rows = [
        (name, sum(name in one.profiles for one in checks), sum(bool(one.profiles.get(name)) for one in checks), int(name in app.settings.profiles))
        for name in PROFILES
    ]  # fmt: skip
    return ("profile", "checks", "changed", "in_use"), rows


LISTS: dict[str, Callable[[App], tuple[Sequence[str], Iterable[Row]]]] = {
    "checks": _checks, "areas": _areas, "engines": _engines, "presets": _presets, "profiles": _profiles,
}  # fmt: skip
