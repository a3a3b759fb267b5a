"""How the numbers were made: parameters of the score, limits of the crawl, versions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import metadata
from typing import Any

from audit.scoring import Scoring as Parameters
from audit.scoring import scoring
from configs.settings import Settings
from configs.text import Text
from crawler.text import printable
from reports.model import Method
from reports.numbers import decimal, percent, plain
from reports.parts import Setting
from reports.reader import Reader
from reports.scoring import Scoring
from reports.sentences import clipped
from reports.words import AXES, CAPS, SEVERITIES, named


def method(reader: Reader, settings: Settings, stored: Scoring) -> Method:
    """The parameters behind a run's report."""
    numbers = scoring(settings.score)
    return Method(
        weights=tuple(
            Setting(name, plain(percent(stored.shares[axis])) if axis in stored.shares else LEFT_OUT)
            for axis, name in AXES.items()
        ),
        severities=tuple(Setting(name, _severity(numbers, key)) for key, name in SEVERITIES.items()),
        caps=tuple(Setting(named(CAPS, key), plain(decimal(limit, 0))) for key, limit in numbers.caps.items()),
        crawl=_crawl(reader),
        program=_program(reader, numbers.version),
    )


def _severity(numbers: Parameters, key: str) -> Text:
    if key not in numbers.saturation:
        return Text(zh="不计分", en="not scored")
    weight, full = decimal(numbers.severity[key], 0), percent(100 * numbers.saturation[key], 0)
    return Text(zh=f"权重 {weight}，影响 {full} 时扣完", en=f"weight {weight}, all lost at {full} affected")


LEFT_OUT = Text(zh="没有可判断的检查项，不计入", en="no judged check, left out")

CRAWL = {
    "max_pages": Text(zh="最多网址", en="Most URLs"),
    "max_depth": Text(zh="最大深度（0 为不限）", en="Deepest (0: no limit)"),
    "rate": Text(zh="每秒请求（0 为自动）", en="Requests a second (0: automatic)"),
    "concurrency": Text(zh="并发（0 为自动）", en="Concurrency (0: automatic)"),
    "time_limit": Text(zh="时限", en="Time limit"),
    "hosts": Text(zh="另外算作站内的主机", en="Further internal hosts"),
    "include": Text(zh="包括", en="Include"),
    "exclude": Text(zh="排除", en="Exclude"),
    "strip_params": Text(zh="忽略的参数", en="Parameters ignored"),
    "sitemaps": Text(zh="站点地图", en="Sitemaps"),
    "store_html": Text(zh="保存 HTML", en="Store HTML"),
}


def _crawl(reader: Reader) -> tuple[Setting, ...]:
    stored = json.loads(reader.row("select settings from runs where run_id = :run")[0] or "{}")
    flat = dict(_flat(stored))
    return tuple(Setting(name, _value(flat[key])) for key, name in CRAWL.items() if key in flat)


def _flat(settings: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Settings of a site with its table ``crawl`` opened."""
    inner = settings.get("crawl")
    return [*settings.items(), *(inner.items() if isinstance(inner, dict) else ())]


NOTHING = Text(zh="无", en="none")


def _value(value: object) -> Text:
    if value in ("", [], None):
        return NOTHING
    listed = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return plain(clipped(printable(listed), 200))


def _program(reader: Reader, score_version: int) -> tuple[Setting, ...]:
    row = reader.row("select run_id, version from runs where run_id = :run")
    ours = metadata.version("xunlu")
    return (
        Setting(Text(zh="运行编号", en="Run"), plain(f"#{row['run_id']}")),
        Setting(Text(zh="抓取时的版本", en="Crawled by version"), plain(row["version"] or "–")),
        Setting(Text(zh="报告由此版本写出", en="Report written by version"), plain(ours)),
        Setting(Text(zh="评分公式版本", en="Version of the score"), plain(str(score_version))),
    )
