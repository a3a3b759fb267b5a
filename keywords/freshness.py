"""How fresh a page is by the dates it declares: JSON-LD, metas and Baidu's time factor; what it only shows does not count."""

from __future__ import annotations

import datetime
import json

from keywords.rankings import day_in

HALF_LIFE = 365  # days after which a page is half as fresh


def declared_day(facts: str, crawled: str = "") -> str:
    """The latest day on which the page says it was published or changed, ISO 8601; empty when it declares none.

    Args:
        facts: json by theme, as ``document_facts`` has them.
        crawled: begins with an ISO 8601 date; days after the next one are left out unless there is no other.
    """
    themes = json.loads(facts)
    dates, baidu = themes.get("dates", {}), themes.get("baidu", {})
    named = [dates.get("modified", ""), dates.get("published", ""), *(value for _, value in baidu.get("times", ()))]
    days = [day_in(text.strip()) for text in named]
    if crawled:
        latest = (datetime.date.fromisoformat(crawled[:10]) + datetime.timedelta(days=1)).isoformat()
        days = [day for day in days if "" < day <= latest] or days
    return max(days, default="")


def freshness(day: str, crawled: str) -> float | None:
    """0..1: 1 on the day of the crawl, half after a year, a quarter after two; None for no day, or one in the future.

    Args:
        day, crawled: begin with an ISO 8601 date; a day ahead is a matter of time zones.
    """
    if not day:
        return None
    age = (datetime.date.fromisoformat(crawled[:10]) - datetime.date.fromisoformat(day[:10])).days
    return None if age < -1 else float(0.5 ** (max(age, 0) / HALF_LIFE))
