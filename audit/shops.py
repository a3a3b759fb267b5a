"""What checks in SQL ask of shops: whether offers are worth anything, and which policies texts and addresses name."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime
from urllib.parse import unquote

from audit.money import declared_number, number_of
from crawler.facts.declared import Declared
from crawler.zstd import decompress

DAY = 86_400.0  # seconds
MAX_PRODUCTS = 3  # of a page; one with more is a list
MAX_TEXT = 50_000  # characters of a main text that are read
RETURNS, DELIVERY, HELP = 1, 2, 4
GONE = frozenset({"OutOfStock", "SoldOut", "Discontinued"})
# Where a price of nought, or none, is what the shop means.
_FREE = re.compile(
    r"免费|免費|赠|贈|试用|試用|询价|詢價|面议|面議|电询|咨询|(?<![a-z])(?:free|gratis|sample|quote|call|trial)(?![a-z])",
    re.I,
)
# Searched one by one: that takes a fifth of the time of one regular expression.
_RETURNS = (
    "退换", "退換", "退货", "退貨", "换货", "換貨", "退款", "售后", "售後", "无理由", "返品", "交換", "returns", "/return", "return-", "return_", "return pol",
    "return &", "return and", "refund", "exchanges", "money back", "money-back", "widerruf", "rückgabe", "retour", "remboursement",
    "devoluci", "cancellation",
)  # fmt: skip
_DELIVERY = (
    "配送", "物流", "发货", "發貨", "运费", "運費", "快递", "快遞", "送货", "送貨", "运送", "運送", "送料", "配達", "shipping", "deliver", "postage", "dispatch",
    "versand", "liefer", "livraison", "envio", "envío",
)  # fmt: skip
_HELP = (
    "帮助", "幫助", "常见问题", "常見問題", "购物指南", "購物指南", "购物须知", "購物須知", "服务中心", "客户服务", "客戶服務", "服务条款", "条款", "條款", "政策",
    "ご利用", "help", "faq", "support", "terms", "service", "polic", "agb", "conditions", "cgv",
)  # fmt: skip
_POLICIES = ((_RETURNS, RETURNS), (_DELIVERY, DELIVERY), (_HELP, HELP))


def offer_fault(offered: str, visible: str | None, fetched: float) -> str | None:
    """The first fault of what offers declare, as JSON with ``problem`` and ``price``; None when they are sound.

    Args:
        offered: JSON of ``crawler.facts.declared.Declared``, one for each product.
        visible: the price of the page's own product as written.
        fetched: when the page was crawled, in seconds since 1970.
    """
    products = [Declared(*values) for values in json.loads(offered)]
    if len(products) > MAX_PRODUCTS:
        return None
    for one in products:
        if problem := _problem(one, visible, fetched):
            price = one.until if problem == "expired" else one.prices[0] if one.prices else ""
            return json.dumps({"problem": problem, "price": price}, ensure_ascii=False)
    return None


def _problem(one: Declared, visible: str | None, fetched: float) -> str:
    shown = number_of(visible) if visible else None
    if not one.prices:
        return "missing" if one.offers and shown else ""
    if not any(char.isdigit() for price in one.prices for char in price):
        return "text"
    numbers = [declared_number(price) for price in one.prices]
    if all(number is not None and number <= 0 for number in numbers):
        return "" if visible and not shown else "zero"
    sold = bool(one.states) and GONE.issuperset(one.states)
    until = _moment(one.until)
    return "expired" if until is not None and not sold and until + 2 * DAY < fetched else ""


def says_free(main_text: bytes | None) -> int:
    """1 when a stored main text speaks of what is free, or sold on request; else 0."""
    return int(_FREE.search(_text(main_text)) is not None)


def _moment(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _text(main_text: bytes | None) -> str:
    return decompress(main_text).decode("utf-8", "replace")[:MAX_TEXT] if main_text else ""


def policies(text: str | None) -> int:
    """Sum of 1 for returns, 2 for delivery, 4 for help of any kind: what an anchor, a title or an address names."""
    plain = unquote(text or "").lower()
    return sum(bit for words, bit in _POLICIES if any(word in plain for word in words))


def policies_in(main_text: bytes | None) -> int:
    """The same of a stored main text, help left out."""
    return policies(_text(main_text)) & (RETURNS | DELIVERY)


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("offer_fault", 3, offer_fault, deterministic=True)
    db.create_function("says_free", 1, says_free, deterministic=True)
    db.create_function("policies", 1, policies, deterministic=True)
    db.create_function("policies_in", 1, policies_in, deterministic=True)
