"""JSON-LD of a page: organisation, breadcrumbs, product or article."""

from __future__ import annotations

import json
from typing import Any

from labs import copywriting
from labs.addresses import Page
from labs.site import Site


def scripts(site: Site, page: Page, trail: list[tuple[str, str | None]]) -> list[str]:
    """The script elements, in a fixed order."""
    found = [_organization(site, page)] if page.kind == "home" else [_breadcrumbs(site, page, trail)]
    if page.kind == "product" and not site.flagged(page, "gone"):
        found.append(_product(site, page))
    if page.kind in ("guide", "note", "topic", "baike", "landing"):
        found += [_article(site, page), _time_factor(site, page)]
    return [_script(data, site.flagged(page, "json_comma") and data["@type"] == "Product") for data in found]


def _organization(site: Site, page: Page) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": site.catalogue.label(page.lang),
        "url": site.url(page.path),
        "logo": site.url("/img/logo-96.png"),
        "contactPoint": {"@type": "ContactPoint", "contactType": "customer service", "telephone": "+86-21-5555-0100"},
    }


def _breadcrumbs(site: Site, page: Page, trail: list[tuple[str, str | None]]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": place, "name": label, "item": site.url(path or page.path)}
        for place, (label, path) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _product(site: Site, page: Page) -> dict[str, Any]:
    facts = copywriting.facts(site, page)
    return {
        "@type": "Product",
        "name": copywriting.subject(site, page),
        "image": [site.url(f"/img/product-{page.number + 1}-{view}-320.png") for view in range(1, 5)],
        "sku": facts.sku,
        "brand": {"@type": "Brand", "name": site.catalogue.brand(page.lang)},
        "offers": {
            "@type": "Offer",
            "url": site.url(page.path),
            "price": f"¥{facts.price}" if site.flagged(page, "price_sign") else facts.price,
            "priceCurrency": "CNY",
            "availability": "https://schema.org/InStock",
            "itemCondition": "https://schema.org/NewCondition",
        },
    }


def _article(site: Site, page: Page) -> dict[str, Any]:
    day = site.published(page).isoformat()
    maker = {"@type": "Organization", "name": site.catalogue.label(page.lang), "url": site.base_url}
    return {
        "@type": "Article",
        "headline": copywriting.heading(site, page),
        "image": [site.url("/img/share-1200.png")],
        "datePublished": day,
        "dateModified": day,
        "author": maker,
        "publisher": maker,
        "mainEntityOfPage": site.url(page.path),
    }


def _time_factor(site: Site, page: Page) -> dict[str, Any]:
    """The dates in Baidu's own vocabulary: local time without a zone."""
    moment = f"{site.published(page).isoformat()}T08:00:00"
    return {
        "@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld",
        "@id": site.url(page.path),
        "title": copywriting.heading(site, page),
        "pubDate": moment,
        "upDate": moment,
    }


def _script(data: dict[str, Any], comma: bool = False) -> str:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    if comma:  # as a loop in a template leaves it
        text = text[:-1] + ",}"
    return f'<script type="application/ld+json">{text}</script>'
