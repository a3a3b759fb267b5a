"""What structured data say of the offers of a product: prices, stock, until when, and by what number it is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from crawler.facts.jsonld import first_text, objects

MAX_OFFERS = 50  # of one product, its variants included
MAX_PRICES = 6
MAX_STATES = 4
CLIP = 30  # characters of a price
CODES = (
    "sku",
    "gtin",
    "gtin8",
    "gtin12",
    "gtin13",
    "gtin14",
    "mpn",
    "isbn",
    "productID",
    "model",
    "identifier",
    "asin",
)
_PRICES = ("price", "lowPrice", "highPrice")
_FORMER = ("list", "strike", "srp", "msrp", "rrp", "invoice")  # priceType of prices nobody pays

Node = dict[str, Any]


class Declared(NamedTuple):
    """The offers of one product; stored as a plain list, so read it back with ``Declared(*values)``."""

    offers: int  # that were read, fifty at most
    prices: tuple[str, ...]  # distinct, as written; of more than six the lowest and the highest
    currencies: tuple[str, ...]  # distinct, as written
    states: tuple[str, ...]  # distinct availabilities without the address; empty text: an offer names none
    until: str  # the latest priceValidUntil when every offer has one
    coded: bool  # whether the product, a variant or an offer has an article number of any kind


def declared(node: Node, resolved: list[Node], variants: list[Node]) -> Declared:
    """Facts of the offers of a product.

    Args:
        resolved: its offers, references replaced.
        variants: its variants, and after them their offers, references replaced.
    """
    offers = [one for given in resolved[:MAX_OFFERS] for one in objects(given.get("offers")) or [given]][:MAX_OFFERS]
    around = [given for given in resolved[:MAX_OFFERS] if given.get("offers")]  # AggregateOffers of several
    states = [first_text(one.get("availability")).rpartition("/")[2][:CLIP] for one in offers]
    untils = [first_text(one.get("priceValidUntil"))[:CLIP] for one in offers]
    return Declared(
        len(offers),
        _few(dict.fromkeys(price[:CLIP] for one in (*around, *offers) for price in _prices(one))),
        tuple(dict.fromkeys(code for one in (*around, *offers) if (code := _currency(one))))[:MAX_STATES],
        tuple(dict.fromkeys(states))[:MAX_STATES],
        max(untils) if untils and all(untils) else "",
        any(one.get(name) for one in (node, *variants, *offers) for name in CODES),
    )


def _prices(offer: Node) -> Iterator[str]:
    specified = objects(offer.get("priceSpecification"))
    for holder in (offer, *specified[:MAX_PRICES]):
        kind = first_text(holder.get("priceType")).lower()
        if not any(word in kind for word in _FORMER):
            yield from (text for name in _PRICES if (text := first_text(holder.get(name))))


def _currency(offer: Node) -> str:
    for holder in (offer, *objects(offer.get("priceSpecification"))):
        if text := first_text(holder.get("priceCurrency")):
            return text[:10]
    return ""


def _few(prices: dict[str, None]) -> tuple[str, ...]:
    if len(prices) <= MAX_PRICES:
        return tuple(prices)
    ordered = sorted(prices, key=_number)
    return ordered[0], ordered[-1]


def _number(price: str) -> float:
    try:
        return float(price)
    except ValueError:
        return 0.0
