"""Pages that are surely lists of products, or surely the page of one, by their address and by what they show."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from audit.sqlfunctions import later_page, listing_path
from crawler.records import PageRecord

MANY = 8  # prices in cards from which a page is a list
_PRODUCT = re.compile(r"/(?:p|products?|items?|goods|sku|details?|dp)[/_-][^/]*[^/?]", re.IGNORECASE)


def product_address(url: str) -> bool:
    """Whether an address names one product: /products/pot, /p/1.html."""
    return _PRODUCT.search(urlsplit(url).path) is not None


def is_list(page: PageRecord) -> bool:
    """Whether a page shows many products and none of its own, at the address of a list or of the home page.

    By what it shows alone, a product among many related ones would be a list when a script writes its price.
    """
    offers = page.facts.offers
    if offers.carded < MANY or offers.own:
        return False
    named = bool(listing_path(page.url) or later_page(page.url)) and not product_address(page.url)
    return named or page.page_type == "home"
