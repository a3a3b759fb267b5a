"""What a reader sees of prices and stock; what structured data say of them is in ``crawler.facts.structured``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.facts.amounts import Amount, amounts, bare_amount
from crawler.facts.buying import STRUCK, buy_state, former_prices
from crawler.facts.cards import CARD, OWN, Holder, main_heading, whose
from crawler.facts.codes import declares_code, tells_code
from crawler.facts.elements import PRICE
from crawler.facts.forms import unseen
from crawler.facts.reach import partial, reach, surroundings
from crawler.text import collapse

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_LOOKED_AT = 60  # elements
MAX_KEPT = 3
MAX_RAW = 1000  # characters of an element's text before its white space is collapsed
MIN_LIST, MAX_CARDS = 8, 20  # places from which cards are counted, and that are looked at
CLASSES = 300  # characters of a class that are read
MAX_TEXT = 80  # characters of an element that holds a price and little else
LINE = 40  # characters of a line that tells a price or the stock, and is no sentence of a text
MAX_LINES = 20

_OUTSIDE = "del, s, strike, nav, header, footer, aside, template, noscript, select, button"
_OLD = re.compile(
    "(?<![a-z])(?:old|was|rrp|msrp)(?![a-z])|origin|market|compare|list-?price|through|crossed|delete|yuanjia",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    "filter|range|slider|cart|total|shipping|sav(?:e|ing)|points|label|title|symbol|(?<![a-z])sign(?![a-z])"
    "|install?ment|month|deposit|per-|unit|coupon|voucher|freight|postage|reward|cashback|rebate|wholesale|tier|bulk",
    re.IGNORECASE,
)
_SIGNS = ("¥", "￥", "元", "$", "€", "£")
# Parts of the words below: each is found sooner than all of them.
_LATIN_SIGNS = ("tock", "TOCK", "old o", "old O", "OLD O", "navailable")
_STOCK_SIGNS = ("货", "售", "貨", "下架", *_LATIN_SIGNS)
_OUT = (
    "缺货", "缺貨", "无货", "無貨", "售罄", "售完", "售空", "已下架", "补货中", "補貨中", "到货通知", "到貨通知", "暂时没货", "有货通知",
    "out of stock", "out-of-stock", "sold out", "currently unavailable", "back in stock", "notify me when",
)  # fmt: skip
_IN = ("有货", "有貨", "现货", "現貨", "in stock")

Price = tuple[str, str, str]  # as written, currency (code, or sign of several), selector; empty: a line of main text
Stock = tuple[str, str]  # in or out, the wording as written


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What a reader sees of prices and stock."""

    prices: tuple[Price, ...] = ()  # distinct, the first three outside menus; those struck out or called old left out
    places: int = 0  # elements named after a price, sixty at most
    own: tuple[
        tuple[int, str], ...
    ] = ()  # those of ``prices`` that are surely of the page's own product: place, and to
    # what the range goes that begins there; + for an open one
    former: tuple[str, ...] = ()  # prices struck out or called old beside them, the first three as written
    buy: str = ""  # beside them: open when a control buys the product, shut when it is disabled or says sold out
    carded: int = 0  # of the first twenty places those in cards that lead to other pages; none below eight places
    uncoded: bool = False  # it has a price of its own, and no sku, model or number of an article is told anywhere
    stock: tuple[Stock, ...] = ()  # distinct, the first three short lines; only where a price is shown


NOTHING = OfferFacts()


def offer_facts(elements: Elements) -> OfferFacts:
    """Prices by the markup: elements with itemprop, data-price, or a class named after prices."""
    candidates = elements.marked[PRICE]
    if not candidates:
        return NOTHING
    found: dict[Price, str | None] = {}  # with what ``reach`` tells of the product's own
    struck, holders = any(elements[tag] for tag in STRUCK), main_heading(elements)
    for place, element in enumerate(candidates[:MAX_LOOKED_AT]):
        if not _holds(element, candidates, place) and (price := _price(element, struck)) is not None:
            if found.get(price) is None:
                found[price] = _own(element, price[0], struck, holders)
            if len(found) == MAX_KEPT:
                break
    own = tuple((place, reach) for place, reach in enumerate(found.values()) if reach is not None)
    kept = OfferFacts(tuple(found), min(len(candidates), MAX_LOOKED_AT), carded=_carded(candidates, holders))
    if not own:
        return kept
    old = [one for one in candidates[:MAX_LOOKED_AT] if _kind((one.attr("class") or "")[:CLASSES])[0]]
    return replace(
        kept,
        own=own,
        former=former_prices(elements, old, holders),
        buy=buy_state(elements),
        uncoded=not declares_code(elements.scripts) and not tells_code(elements["body"]),
    )


def _own(element: Element, written: str, struck: bool, holders: list[Holder]) -> str | None:
    """What ``reach`` tells of a price of the page's own product; None for any other."""
    if whose(element, holders) != OWN:
        return None
    texts = surroundings(element, _shown(element) if struck else element.text, holders)
    return None if partial(texts, written) else reach(texts, written)


def _carded(candidates: list[Element], holders: list[Holder]) -> int:
    if len(candidates) < MIN_LIST:
        return 0
    return sum(whose(one, holders) == CARD and not _outside(one) for one in candidates[:MAX_CARDS])


def _holds(element: Element, candidates: list[Element], place: int) -> bool:
    """Whether one of the next candidates stands in ``element`` and says more precisely where the price is."""
    for inner in candidates[place + 1 : place + 4]:
        if element not in islice(inner.ancestors, 3):
            return False
        if not _kind((inner.attr("class") or "")[:CLASSES])[1]:
            return True
    return False


def in_text(found: OfferFacts, text: str) -> OfferFacts:
    """The same with what the lines of the main text say: of the stock, and of prices that no markup shows."""
    prices = found.prices if found.places else tuple(dict.fromkeys(islice(_lines_with_prices(text), MAX_KEPT)))
    if not prices:
        return found
    stock = tuple(dict.fromkeys(islice(_stock(text), MAX_LINES)))[:MAX_KEPT]
    return found if prices is found.prices and not stock else replace(found, prices=prices, stock=stock)


@lru_cache(maxsize=1024)
def _kind(classes: str) -> tuple[bool, bool]:
    """Whether classes name a price of the past, and whether they name something beside prices."""
    return _OLD.search(classes) is not None, _BESIDE.search(classes) is not None


def _price(element: Element, struck: bool) -> Price | None:
    classes = (element.attr("class") or "")[:CLASSES]
    if any(_kind(classes)) or unseen(element) or _outside(element):
        return None
    around = (one.attr("class") for one in islice(element.ancestors, 3) if isinstance(one, Element))
    if any(one and _kind(one[:CLASSES])[0] for one in around):
        return None
    text = _shown(element) if struck else element.text
    text = collapse(text) if len(text) < MAX_RAW else ""
    if not 0 < len(text) <= MAX_TEXT:
        return None
    if (amount := _first(text)) is not None:
        return *amount, _selector(element, classes)
    return _without_currency(element, bare_amount(text), classes)


@lru_cache(maxsize=4096)
def _first(text: str) -> Amount | None:
    return next(amounts(text), None)


def _outside(element: Element) -> bool:
    """Whether it stands in a menu or a basket, or is struck out; the head of an article is no head of the page."""
    found = element.closest(_OUTSIDE)
    return found is not None and (found.tag != "header" or found.closest("main, article") is None)


def _without_currency(element: Element, bare: str, classes: str) -> Price | None:
    """A number alone: its currency stands beside it, or the element says by more than its class that it is a price."""
    if not bare:
        return None
    parent = element.parent
    near = collapse(parent.text[: 2 * LINE]) if isinstance(parent, Element) else ""
    if len(near) <= LINE:
        for written, currency in amounts(near):
            if bare in written:
                return written, currency, _selector(element, classes)
    sure = element.attr("itemprop") == "price" or element.attr("data-price") is not None
    return (bare, "", _selector(element, classes)) if sure or ("." in bare and "price" in classes.lower()) else None


def _shown(element: Element) -> str:
    """Text without what is struck out."""
    text = element.text
    for old in element.find_all(list(STRUCK), limit=3):
        text = text.replace(old.text, " ", 1)
    return text


def _selector(element: Element, classes: str) -> str:
    if element.attr("itemprop") == "price":
        return f"{element.tag}[itemprop=price]"
    return element.tag + _by_class(classes)


@lru_cache(maxsize=1024)
def _by_class(classes: str) -> str:
    word = next((one for one in classes.split() if "price" in one.lower()), "")
    return f".{word[:60]}" if word else "[data-price]"


def _lines_with_prices(text: str) -> Iterator[Price]:
    for sign in _SIGNS:
        for start, end in _lines(text, sign):
            for written, currency in amounts(text[start:end]):
                if currency != "$" or "." in written:  # $1 stands in code as well
                    yield written, currency, ""


def _lines(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Where the short lines stand that hold ``part``, among the first twenty that do."""
    at = text.find(part)
    for _ in range(MAX_LINES):
        if at < 0:
            return
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = end if end >= 0 else len(text)
        if end - start <= LINE:
            yield start, end
        at = text.find(part, end)


def _stock(text: str) -> Iterator[Stock]:
    """Wordings of short lines; a line that says that something is missing says nothing else."""
    for sign in _LATIN_SIGNS if text.isascii() else _STOCK_SIGNS:
        if sign in text:
            for start, end in _lines(text, sign):
                line = text[start:end].lower()
                for state, words in (("out", _OUT), ("in", _IN)):
                    word = next((one for one in words if one in line), "")
                    if word:
                        at = start + line.index(word)
                        yield state, text[at : at + len(word)]
                        break
