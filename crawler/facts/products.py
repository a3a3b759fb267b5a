"""What structured data say of the products and the breadcrumbs of a page, from JSON-LD or microdata alike."""

from __future__ import annotations

from typing import Any, NamedTuple

from crawler.facts.declared import MAX_OFFERS, Declared, declared
from crawler.facts.jsonld import filled, first_text, objects, types_of

PRODUCTS = frozenset({"Product", "ProductGroup", "IndividualProduct", "ProductModel"})
MAX_KEPT = 10
CLIP = 150  # characters of a text
# What a product may bear for rich results, beside its name and price.
WANTED = (
    "image", "offers", "brand", "sku", "gtin", "gtin8", "gtin12", "gtin13", "gtin14", "mpn", "isbn", "review",
    "aggregateRating", "description", "hasVariant",
)  # fmt: skip
OFFERED = ("availability", "shippingDetails", "hasMerchantReturnPolicy")

Node = dict[str, Any]
Crumb = tuple[str, str, str]  # position, name and address as written


class ProductFact(NamedTuple):
    """One product as declared; stored as a plain list, so read it back with ``ProductFact(*values)``."""

    name: str
    price: str  # as written; the lowest of an AggregateOffer
    currency: str
    has: tuple[str, ...]  # of WANTED and OFFERED


def product(node: Node, by_id: dict[str, Node]) -> ProductFact:
    """Facts of a product; the offers of its variants stand for a group without own ones."""
    own = filled(node)
    has = [name for name in WANTED if name in own]
    offers = _resolved(node.get("offers"), by_id)
    if not offers:
        variants = _resolved(node.get("hasVariant"), by_id)[:50]
        offers = [offer for one in variants for offer in _resolved(one.get("offers"), by_id)]
        has += ["offers"] if offers else []
        has += [
            name for name in WANTED if name not in has and variants and all(name in filled(one) for one in variants)
        ]
    priced = [(price, offer) for offer in offers[:50] if (price := _price(offer))]
    price, chosen = priced[0] if priced else ("", offers[0] if offers else {})
    has += [name for name in OFFERED if any(offer.get(name) for offer in offers[:50])]
    return ProductFact(first_text(node.get("name"))[:CLIP], price[:30], _currency(chosen)[:10], tuple(has))


def offered(node: Node, by_id: dict[str, Node]) -> Declared:
    """What the offers of a product and of its variants say."""
    variants = _resolved(node.get("hasVariant"), by_id)[:MAX_OFFERS]
    offers = [offer for one in (node, *variants) for offer in _resolved(one.get("offers"), by_id)]
    return declared(node, offers, variants)


def crumbs(node: Node, by_id: dict[str, Node]) -> tuple[Crumb, ...]:
    """Position, name and address of the items of a BreadcrumbList, at most ten."""
    items = _resolved(node.get("itemListElement"), by_id)[:MAX_KEPT]
    return tuple(_crumb(one) for one in items)


def is_product(node: Node) -> bool:
    """Whether it is a product with more than a reference."""
    return any(name in PRODUCTS for name in types_of(node)) and bool(filled(node))


def _resolved(value: Any, by_id: dict[str, Node]) -> list[Node]:
    """Objects of a value; ``{"@id": ...}`` stands for the object of that id elsewhere on the page."""
    found = []
    for one in objects(value):
        known = by_id.get(one["@id"]) if set(one) == {"@id"} and isinstance(one["@id"], str) else None
        found.append(known if known is not None else one)
    return found


def _price(offer: Node) -> str:
    for holder in (offer, *objects(offer.get("priceSpecification"))):
        for name in ("price", "lowPrice"):
            if text := first_text(holder.get(name)):
                return text
    return ""


def _currency(offer: Node) -> str:
    for holder in (offer, *objects(offer.get("priceSpecification"))):
        if text := first_text(holder.get("priceCurrency")):
            return text
    return ""


def _crumb(item: Node) -> Crumb:
    target = item.get("item")
    inner = objects(target)
    name = first_text(item.get("name")) or (first_text(inner[0].get("name")) if inner else "")
    address = next((str(inner[0][key]) for key in ("@id", "url") if inner and inner[0].get(key)), "")
    if not inner:
        address = first_text(target)
    return first_text(item.get("position"))[:10], name[:CLIP], address[: 2 * CLIP]
