"""Backlinks of the sites that checks are tried on: an assessment without a fault, and what is to be otherwise."""

from __future__ import annotations

import datetime


def new_links(*counts: int) -> list[dict[str, object]]:
    """So many new links in weeks that follow each other."""
    first = datetime.date(2026, 1, 5)
    return [
        {"day": (first + datetime.timedelta(weeks=at)).isoformat(), "links": many, "domains": min(many, 3)}
        for at, many in enumerate(counts)
    ]


def lost(had: int, gone: int) -> list[dict[str, object]]:
    """Of so many domains of a month ago so many are gone."""
    names = [f"d{number}.example.org" for number in range(min(gone, 5))]
    return [{"tool": "ahrefs", "before": "2026-10-01", "newest": "2026-11-01", "had": had, "lost": gone, "examples": names}]  # fmt: skip


def assessed(**figures: object) -> dict[str, object]:
    """Figures of an assessment (linkgraph/backlinks/assessing.py): those of a site in good order, but for the given ones."""
    told: dict[str, object] = {
        "site": "example", "imports": 1, "first_day": "2026-11-01", "last_day": "2026-11-01", "links": 200, "listed": 0,
        "domains": 90, "domain_ratio": 0.45, "ips": 80, "ip_domains": 80, "block_ratio": 0.9, "told": 150, "followed": 0.8, "deep": 0.5,
        "relevant": 0.6, "anchors": 60, "entropy": 4.5, "kinds": {"brand": 90, "money": 30, "url": 40, "other": 40},
        "top_anchor": "紫砂壶", "top_share": 0.1, "lost": 3, "suspect_links": 0, "suspect_domains": 0, "broken_targets": 0,
        "broken_links": 0, "broken_domains": 0, "redirected_targets": 0, "redirected_links": 0, "unseen_targets": 0,
        "crawled_links": None, "rivals": 0, "intersect": None, "verified": {}, "weeks": new_links(*[9, 11] * 6), "sitewide": [],
        "search_pages": [], "search_links": 0, "search_domains": 0, "lost_domains": lost(90, 0),
    }  # fmt: skip
    return told | figures
