"""The part of a product page that speaks of the product itself: the lines between its name and the next heading."""

from __future__ import annotations

import re

from crawler.facts.products import ProductFact
from crawler.records import PageRecord
from crawler.text import collapse, matching_copy

MAX_LINES = 40
MAX_LINE = 60  # characters of a line that is no sentence of a text
_PARTS = re.compile(r"[·|,，。;；]|\s[-–—]\s")
_BEFORE = re.compile(r"[¥￥元$€£]|价格|售价|抱歉|对不起|price|sorry", re.IGNORECASE)


def buy_box(page: PageRecord) -> list[str]:
    """The short lines of the main text after the main heading, up to the next heading; none when it is not found.

    Cards of other products, the description and the policies stand below, under headings of their own.
    """
    lines, name = page.main_text.split("\n"), collapse(page.h1)
    if not name or name not in lines:
        return []
    ends = {text for _, text in page.facts.outline.headings if text != name}
    found = []
    for line in lines[lines.index(name) + 1 :][:MAX_LINES]:
        if line in ends:
            break
        if line and len(line) <= MAX_LINE:
            found.append(line)
    return found


def statements(lines: list[str]) -> list[str]:
    """What lines begin with up to the first punctuation, and what follows a price or an excuse, in the form for matching.

    What follows anything else speaks of that: 红色，售罄.
    """
    found = []
    for line in lines:
        pieces = _PARTS.split(line)
        found += [two for one, two in zip(["¥", *pieces], pieces, strict=False) if _BEFORE.search(one)]
    return [copy for one in found if (copy := matching_copy(one))]


def only_product(page: PageRecord) -> ProductFact | None:
    """The product that the page declares when it is one; JSON-LD and microdata may both declare it."""
    products = [ProductFact(*values) for values in page.facts.structured.products]
    names = {matching_copy(one.name) for one in products}
    return products[0] if products and len(names) == 1 and len(products) <= 2 else None
