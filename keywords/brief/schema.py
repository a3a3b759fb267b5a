"""Types of structured data that the best pages carry, and which of them fit the own page."""

from __future__ import annotations

from collections.abc import Sequence

from keywords.brief.model import SchemaType, Source

# What speaks of the site, not of a page.
OF_THE_SITE = frozenset(
    ("Organization", "WebSite", "WebPage", "Corporation", "LocalBusiness", "Store", "OnlineStore", "SearchAction")
)
# Types that belong to one type of pages; engines ask for a Product on the page of that product only.
BELONGS = {
    "Product": "product",
    "ProductGroup": "product",
    "Article": "article",
    "NewsArticle": "article",
    "BlogPosting": "article",
    "HowTo": "article",
    "CollectionPage": "category",
    "ItemList": "category",
}


def schema_types(sources: Sequence[Source], own: Source | None) -> tuple[SchemaType, ...]:
    """The types, those of most pages first; advised is what half of the pages of the own page's type have.

    Where fewer than two sources are of that type, or there is no own page, all of them count.
    """
    alike = [one for one in sources if own and one.page_type == own.page_type]
    peers = alike if len(alike) > 1 else sources
    names = dict.fromkeys(name for one in sources for name in one.schema)
    return tuple(sorted((_judged(name, sources, peers, own) for name in names), key=lambda one: (-one.pages, one.name)))


def _judged(name: str, sources: Sequence[Source], peers: Sequence[Source], own: Source | None) -> SchemaType:
    with_it = [one for one in sources if name in one.schema]
    common = sum(name in one.schema for one in peers)
    fits = own is None or BELONGS.get(name, own.page_type) == own.page_type
    return SchemaType(
        name=name,
        pages=len(with_it),
        page_types=tuple(sorted({one.page_type for one in with_it})),
        own=None if own is None else name in own.schema,
        advised=fits and common > 1 and 2 * common >= len(peers) and name not in OF_THE_SITE,
    )
