"""What two pages that say the same in two languages tell differently: price, stock, article number, markup, pictures.

Only what is plain on both pages is compared: one price in one currency, stock that is in here and out there. Pages whose
offers are in different currencies are shops of different countries, which may sell other things for other prices.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

Page = Mapping[str, Any]
Difference = tuple[str, str, str]  # field, on the one page, on the other

STUB = 0.35  # share of its partner's words below which a page is a stub or an error, which other checks tell of
MIN_IMAGES = 3  # pictures by which pages must differ: one of three more is no difference worth telling
PICTURED = ("product", "article")  # elsewhere pictures come and go with campaigns and with what is on sale
_IN = frozenset(("instock", "onlineonly", "instoreonly", "limitedavailability"))
_OUT = frozenset(("outofstock", "soldout", "discontinued"))
# Types that a template prints for a kind of page, whatever its text; those that depend on each text are left out.
_TYPES = {
    **dict.fromkeys(("Product", "ProductGroup", "IndividualProduct", "ProductModel"), "Product"),
    **dict.fromkeys(("Article", "BlogPosting", "NewsArticle", "TechArticle"), "Article"),
    **{name: name for name in ("BreadcrumbList", "Event", "Recipe", "HowTo")},
}
_YUAN = ("¥", "元", "CNY", "RMB")
_AMOUNT = re.compile(r"\d[\d.,]*\d|\d")
_LOCALE = re.compile(
    r"[-_./ ]?(?:zh|cn|en|us|uk|gb|hk|tw|jp|ja|eu|int)(?:[-_](?:cn|us|gb|hk|tw|hans|hant))?\Z", re.IGNORECASE
)


def parity_differences(one: str, other: str, max_image_diff: float) -> str:
    """JSON list of what differs, each with ``field``, ``own`` and ``theirs``.

    Args:
        one, other: JSON of both pages with words, h1s, images, types, kind, script, faults, offered, skus, microdata, offers.
        max_image_diff: share of the larger number of pictures, 0-1.
    """
    own, theirs = json.loads(one), json.loads(other)
    found = [*_offered(own, theirs)]
    fewer, more = sorted(page.get("words", 1) for page in (own, theirs))
    if fewer >= STUB * more:
        found += [*_marked_up(own, theirs), *_pictures(own, theirs, max_image_diff)]
    return json.dumps(
        [dict(zip(("field", "own", "theirs"), values, strict=True)) for values in found], ensure_ascii=False
    )


def _offered(own: Page, theirs: Page) -> Iterator[Difference]:
    mine, yours = _offer(own), _offer(theirs)
    if mine.currency and yours.currency and mine.currency != yours.currency:
        return
    if (
        mine.currency
        and mine.currency == yours.currency
        and mine.prices
        and yours.prices
        and mine.prices.isdisjoint(yours.prices)
    ):
        yield "price", _money(mine), _money(yours)
    elif shown := _shown(own, theirs):
        yield shown
    if mine.stock and yours.stock:
        if mine.stock != yours.stock:
            yield "availability", mine.state, yours.state
    elif stock := _seen_stock(own, theirs):
        yield stock
    skus = [_list(page, "skus") for page in (own, theirs)]
    if all(len(one) == 1 for one in skus) and len({_LOCALE.sub("", one[0].strip()).casefold() for one in skus}) > 1:
        yield "sku", skus[0][0], skus[1][0]


class _Offer:
    """The offers of a page with one product: what is plain of them."""

    def __init__(self) -> None:
        self.prices: frozenset[Decimal] = frozenset()
        self.currency = self.stock = self.state = ""


def _offer(page: Page) -> _Offer:
    """As structured data tell it; stock is in, out, or empty where an offer says neither."""
    made, offered = _Offer(), _list(page, "offered")
    if len(offered) != 1:
        return made
    _, prices, currencies, states, *_ = offered[0]
    if len(currencies) == 1:
        made.currency = str(currencies[0]).upper().replace("RMB", "CNY")
        numbers = [number(price) for price in prices]
        made.prices = frozenset(value for value in numbers if value) if all(numbers) else frozenset()
    kinds = {"in" if (name := state.lower()) in _IN else "out" if name in _OUT else "" for state in states}
    made.stock = "" if "" in kinds or not kinds else "in" if "in" in kinds else "out"
    made.state = ", ".join(states)
    return made


def _money(offer: _Offer) -> str:
    lowest, highest = min(offer.prices), max(offer.prices)
    return f"{lowest:f}{f'-{highest:f}' if highest != lowest else ''} {offer.currency}"


def number(written: str) -> Decimal | None:
    """The amount in 128, ¥1,299.00, 1.299,00 € or １２８元; None for none, for ten thousands, and for none in particular."""
    narrow = unicodedata.normalize("NFKC", written)
    match = _AMOUNT.search(narrow)
    if match is None or "万" in narrow or "萬" in narrow or len(_AMOUNT.findall(narrow)) > 1:
        return None
    text = match.group()
    if text.rfind(",") > text.rfind("."):
        comma = re.search(r",\d{1,2}\Z", text) is not None
        text = text.replace(".", "").replace(",", "." if comma else "")
    else:
        text = text.replace(",", "")
    return Decimal(text).normalize() if text.count(".") < 2 else None


def _shown(own: Page, theirs: Page) -> Difference | None:
    """Prices that readers see: one on each page that is surely of its product, with a currency of one meaning."""
    both = [_own_prices(page) for page in (own, theirs)]
    if any(len(one) != 1 for one in both):
        return None
    (mine, currency), (yours, other_currency) = both[0][0], both[1][0]
    values = number(mine), number(yours)
    if not currency or currency != other_currency or None in values or values[0] == values[1]:
        return None
    return "price", mine, yours


def _own_prices(page: Page) -> list[tuple[str, str]]:
    offers = page.get("offers") or {}
    prices = offers.get("prices", [])
    return [
        (prices[place][0], _currency(prices[place][1], page)) for place, reach in offers.get("own", []) if not reach
    ]


def _currency(sign: str, page: Page) -> str:
    """The currency, "" when the sign has several: $ everywhere, ¥ on Japanese pages, 元 in Taiwan and Hong Kong."""
    if sign in _YUAN:
        return "" if page.get("script") in ("hant", "kana") and sign in ("¥", "元") else "CNY"
    return sign if re.fullmatch("[A-Z]{3}", sign) else ""


def _seen_stock(own: Page, theirs: Page) -> Difference | None:
    """What readers are told of the stock: one thing on each page, which sells one product."""
    told = [(page.get("offers") or {}).get("stock", []) for page in (own, theirs)]
    states = [{state for state, _ in one} for one in told]
    single = all(page.get("kind") == "product" and len(_own_prices(page)) == 1 for page in (own, theirs))
    if not single or any(len(one) != 1 for one in states) or states[0] == states[1]:
        return None
    return "availability", told[0][0][1], told[1][0][1]


def _marked_up(own: Page, theirs: Page) -> Iterator[Difference]:
    types = [
        sorted({_TYPES[name] for name in (*_list(page, "types"), *_list(page, "microdata")) if name in _TYPES})
        for page in (own, theirs)
    ]
    unread = any(_list(page, "faults") for page in (own, theirs))  # broken JSON is told of by itself
    if types[0] != types[1] and not unread and "home" not in (own.get("kind"), theirs.get("kind")):
        yield "types", ", ".join(types[0]) or "-", ", ".join(types[1]) or "-"
    counts = own.get("h1s", 0), theirs.get("h1s", 0)
    if (
        counts[0] != counts[1] and min(counts) == 1
    ):  # none at all is told of by itself, two beside three are a matter of taste
        yield "h1", str(counts[0]), str(counts[1])


def _pictures(own: Page, theirs: Page, limit: float) -> Iterator[Difference]:
    counts = own.get("images", 0), theirs.get("images", 0)
    apart = abs(counts[0] - counts[1])
    if apart >= MIN_IMAGES and apart > limit * max(counts) and {own.get("kind"), theirs.get("kind")} <= set(PICTURED):
        yield "images", str(counts[0]), str(counts[1])


def _list(page: Page, name: str) -> list[Any]:
    return page.get(name) or []


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("parity_differences", 3, parity_differences, deterministic=True)
