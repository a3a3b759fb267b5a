"""Settings for crawling the sample shops where a ``ShopServer`` serves them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from configs.settings import Http, Keywords, Label, Settings, Site
from crawler.plan import Plan, make_plan
from labs.shop import Shop


def demo_settings(settings: Settings, shops: Sequence[Shop], urls: Sequence[str]) -> Settings:
    """``settings`` with the shops as its sites and the market's keywords as targets."""
    sites = {
        shop.name: Site(role=shop.role, start=(url,), label=Label(shop.label["zh"], shop.label["en"]))
        for shop, url in zip(shops, urls, strict=True)
    }
    return replace(
        settings,
        sites=sites,
        http=replace(settings.http, contact="demo on this machine") if settings.http == Http() else settings.http,
        keywords=Keywords(targets=tuple(shops[0].keywords)),
    )


def demo_plans(settings: Settings) -> list[Plan]:
    """One plan a shop, the target first."""
    return [make_plan(name, site) for name, site in settings.sites.items()]


def write_key(path: Path, shop: Shop) -> None:
    """Write the planted defects as JSON: check, url, why."""
    path.write_text(json.dumps(shop.answer_key(), ensure_ascii=False, indent=1) + "\n", "utf-8")
