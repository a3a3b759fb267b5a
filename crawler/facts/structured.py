"""JSON-LD, microdata, RDFa and social cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from turbohtml import Element

from crawler.facts.declared import Declared
from crawler.facts.jsonld import Block, Fault, filled, first_text, objects, read, types_of, walk
from crawler.facts.products import MAX_KEPT, Crumb, Node, ProductFact, crumbs, is_product, offered, product
from crawler.facts.ratings import MAX_KEPT as MAX_RATINGS
from crawler.facts.ratings import Rating, rating_shown, ratings_of
from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements, Meta

MAX_BLOCKS = 30  # JSON-LD blocks read
MAX_SHAPES = 40
MAX_ITEMS = 200  # microdata items looked at
CLIP = 200  # characters of a text
CARDS = ("og:", "twitter:", "product:")
_BAIDU = "ziyuan.baidu.com/contexts"

Shape = tuple[
    str, str, tuple[str, ...]
]  # types joined by a space, role such as Product.offers, properties with a value


@dataclass(frozen=True, slots=True)
class StructuredFacts:
    """JSON-LD, microdata, RDFa and social cards."""

    blocks: int = 0  # JSON-LD blocks that are not empty
    faults: tuple[Fault, ...] = ()  # of the blocks that are no JSON: code, line, column, text around
    unread: tuple[str, ...] = ()  # beginnings of the blocks of which nothing could be read
    contextless: int = 0  # readable blocks without @context
    shapes: tuple[Shape, ...] = ()  # distinct objects of JSON-LD that follow schema.org, the first forty
    products: tuple[
        tuple[str, str, str, tuple[str, ...]], ...
    ] = ()  # ProductFact of JSON-LD and microdata; not parts of others
    offered: tuple[Declared, ...] = ()  # the offers of each of ``products``
    skus: tuple[str, ...] = ()  # the sku of each of ``products`` that has one
    ratings: tuple[Rating, ...] = ()  # distinct aggregate ratings, the first five
    rating_unseen: bool = False  # there are some, and nothing in the markup could be showing one
    breadcrumbs: tuple[tuple[Crumb, ...], ...] = ()  # of JSON-LD
    microdata: tuple[str, ...] = ()  # types of the outermost items, distinct
    rdfa: tuple[str, ...] = ()  # values of typeof, distinct
    author: str = ""  # of the first article or blog post of JSON-LD that names one
    cards: tuple[tuple[str, str], ...] = ()  # og:, twitter: and product: metas with a value, the first of each name


def structured_facts(document: Document, elements: Elements, html: str) -> StructuredFacts:
    """JSON-LD, microdata, RDFa and social cards."""
    texts = [one.text for one in elements.scripts if one.is_json_ld]
    texts = [text for text in texts if text.strip()]
    blocks = [read(text, html) for text in texts[:MAX_BLOCKS]]
    items = _microdata(document) if elements.marked["itemscope"] and "itemscope" in html else []
    found = _Found()
    for block in blocks:
        found.add(block)
    for item in items:
        if is_product(item):
            found.add_product(item, {})
        found.add_ratings("", item, {})
    ratings = tuple(found.ratings)[:MAX_RATINGS]
    return StructuredFacts(
        blocks=len(texts),
        faults=tuple(block.fault for block in blocks if block.fault)[:5],
        unread=tuple(collapse(text[:CLIP]) for text, block in zip(texts, blocks, strict=False) if block.data is None)[
            :5
        ],
        contextless=found.contextless,
        shapes=tuple(found.shapes)[:MAX_SHAPES],
        products=tuple(found.products[:MAX_KEPT]),
        offered=tuple(found.offered[:MAX_KEPT]),
        skus=tuple(filter(None, found.skus[:MAX_KEPT])),
        ratings=ratings,
        rating_unseen=bool(ratings) and not rating_shown(html, elements.scripts),
        breadcrumbs=tuple(found.breadcrumbs[:3]),
        microdata=tuple(dict.fromkeys(name for item in items for name in types_of(item)))[:MAX_KEPT],
        rdfa=_rdfa(elements.marked["typeof"]) if elements.marked["typeof"] and "typeof=" in html else (),
        author=found.author,
        cards=_cards(elements.metas),
    )


class _Found:
    """What the readable blocks declare."""

    def __init__(self) -> None:
        self.contextless = 0
        self.shapes: dict[Shape, None] = {}
        self.products: list[ProductFact] = []
        self.offered: list[Declared] = []
        self.skus: list[str] = []
        self.ratings: dict[Rating, None] = {}
        self.breadcrumbs: list[tuple[Crumb, ...]] = []
        self.author = ""

    def add(self, block: Block) -> None:
        contexts = [one.get("@context") for one in _tops(block.data)]
        if contexts and not any(contexts):
            self.contextless += 1
        if _BAIDU in str(contexts[:1])[:500]:
            return  # Baidu's own vocabulary
        nodes = list(walk(block.data))
        by_id = {node["@id"]: node for _, node in nodes if len(node) > 1 and isinstance(node.get("@id"), str)}
        for role, node in nodes:
            types = types_of(node)
            if types and len(self.shapes) < MAX_SHAPES:
                self.shapes[(" ".join(types), role[:120], filled(node))] = None
            if "author" in node and not self.author and any(one.endswith(("Article", "BlogPosting")) for one in types):
                self.author = _author(node["author"])
            if "BreadcrumbList" in types:
                self.breadcrumbs.append(crumbs(node, by_id))
            elif (role == "" or role.endswith(".mainEntity")) and is_product(node):
                self.add_product(node, by_id)
            self.add_ratings(role, node, by_id)

    def add_product(self, node: Node, by_id: dict[str, Node]) -> None:
        self.products.append(product(node, by_id))
        self.offered.append(offered(node, by_id))
        self.skus.append(first_text(node.get("sku"))[:60])

    def add_ratings(self, role: str, node: Node, by_id: dict[str, Node]) -> None:
        if "aggregateRating" in node or "itemReviewed" in node:
            self.ratings.update(dict.fromkeys(ratings_of(role, node, by_id)))


def _author(value: Any) -> str:
    names = (first_text(one.get("name")) for one in objects(value))
    return (next(filter(None, names), "") or ("" if objects(value) else first_text(value)))[:CLIP]


def _tops(data: Any) -> list[Node]:
    return [one for one in (data if isinstance(data, list) else [data]) if isinstance(one, dict)]


def _microdata(document: Document) -> list[Node]:
    """The outermost items in the form of JSON-LD."""
    return [_node(item, 0) for item in document.microdata()[:MAX_ITEMS]]


def _node(item: Any, depth: int) -> Node:
    node: Node = {"@type": (item.type or "").split()}
    for name, values in item.properties.items():
        if depth < 5:
            node[name] = [one if isinstance(one, str) else _node(one, depth + 1) for one in values[:50]]
    return node


def _rdfa(typed: list[Element]) -> tuple[str, ...]:
    names = (collapse(one.attr("typeof") or "")[:60] for one in typed[:MAX_ITEMS])
    return tuple(dict.fromkeys(name for name in names if name))[:MAX_KEPT]


def _cards(metas: list[Meta]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for meta in metas:
        name = (meta.about or meta.name).strip()[:40]
        if name.startswith(CARDS) and name not in found:
            found[name] = collapse(meta.content())[:CLIP]
    return tuple((name, content) for name, content in found.items() if content)[:20]
