"""Prices of the past beside the price of a product, and whether the page lets a reader buy it."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from crawler.facts.amounts import amounts
from crawler.facts.cards import CARD, Holder, whose
from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Element

    from crawler.facts.elements import Elements

STRUCK = ("del", "s", "strike")
MAX_FORMER = 3
MAX_CONTROLS, MAX_LINKS = 80, 500  # that are looked at
MAX_TEXT = 30  # characters of the text of a control
OPEN, SHUT = "open", "shut"
_BUY = (
    "加入购物车", "加入购物袋", "加入購物車", "加入購物袋", "放入购物", "加购", "立即购买", "立即購買", "立刻购买", "马上抢", "立即抢购", "立即下单", "我要购买",
    "去购买", "现在购买", "add to cart", "add to bag", "add to basket", "add to shopping", "add to my", "buy now", "buy it now",
    "purchase now", "in den warenkorb", "ajouter au panier", "añadir al carrito", "adicionar ao carrinho", "カートに入れる", "장바구니",
)  # fmt: skip
_SOLD = (
    "缺货", "缺貨", "无货", "無貨", "售罄", "售完", "售空", "已下架", "到货通知", "到貨通知", "sold out", "out of stock", "unavailable", "notify me",
    "ausverkauft", "épuisé", "agotado",
)  # fmt: skip


def former_prices(elements: Elements, old: list[Element], holders: list[Holder]) -> tuple[str, ...]:
    """Amounts struck out or called old that stand in no card of another product, as written.

    Args:
        old: elements that name a price of the past by their class.
        holders: of ``crawler.facts.cards.main_heading``.
    """
    found: dict[str, None] = {}
    for element in chain(*(elements[tag][:MAX_FORMER] for tag in STRUCK), old[:MAX_FORMER]):
        text = collapse(element.text[:200])
        for written, _ in islice(amounts(text) if len(text) <= MAX_TEXT else (), 1):
            if whose(element, holders) != CARD:
                found[written] = None
    return tuple(found)[:MAX_FORMER]


def buy_state(elements: Elements) -> str:
    """``open`` when a control buys something, ``shut`` when it is disabled or says that it is sold out; else empty."""
    state = ""
    for element in chain(elements["button"][:MAX_CONTROLS], elements["input"][:MAX_CONTROLS]):
        text = _label(element)
        if 0 < len(text) <= MAX_TEXT:
            buys = any(word in text for word in _BUY)
            if buys and not _disabled(element):
                return OPEN
            if buys or any(word in text for word in _SOLD):
                state = SHUT
    return OPEN if _linked(elements) else state


def _linked(elements: Elements) -> bool:
    """Whether a link buys something: most pages have none, which one look at all their texts tells."""
    texts = elements.anchor_texts[:MAX_LINKS]
    whole = "\n".join(text[: 2 * MAX_TEXT] for text in texts).lower()
    words = [word for word in _BUY if word in whole]
    return bool(words) and any(
        not _disabled(element) and any(word in text.lower() for word in words)
        for element, text in zip(elements["a"], texts, strict=False)
        if len(text) <= 2 * MAX_TEXT
    )


def _label(element: Element) -> str:
    if element.tag != "input":
        return (collapse(element.text[:200]) or (element.attr("aria-label") or "").strip()).lower()
    return (element.attr("value") or "").strip().lower() if element.attr("type") in ("submit", "button") else ""


def _disabled(element: Element) -> bool:
    classes = (element.attr("class") or "")[:300].split()
    return element.attr("disabled") is not None or element.attr("aria-disabled") == "true" or "disabled" in classes
