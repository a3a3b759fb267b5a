"""Amounts of money in short texts, as shops write them: ¥199.00, HK$1,299, 99元起, １９９ 元, 1.299,00 €, USD 12."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Full-width characters are read as narrow ones of the same place, so that what is found is quoted as written.
_NARROW = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，￥＄￡", "0123456789.,¥$£", strict=True)}
_WIDE = re.compile("[０-９．，￥＄￡]")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+,\d{2}|\d{1,8}(?:[.,]\d{1,2})?)(?![.,]?\d)"
_BEFORE = (
    r"(?:HK|NT|US|CN|AU|CA|SG|[ACS])\$|(?:CN|JP|RMB\s?)?¥|[$€£₩₹฿]"
    r"|(?:RMB|CNY|USD|HKD|TWD|NTD|JPY|EUR|GBP|KRW)(?![A-Z])"
)
_BEHIND = (
    r"万?元(?![旦素件宵月年气氣首老器始])(?:人民币)?|块钱|(?:美|港|欧|歐|日|澳|加)元|人民币|新?[台臺][币幣]|円|원|€|£"
    r"|(?:RMB|CNY|USD|HKD|TWD|EUR|GBP)(?![A-Z])"
)
_AMOUNT = re.compile(
    rf"(?<![A-Z0-9.])(?P<before>{_BEFORE})\s{{0,2}}{_NUMBER}(?:\s?[万元])?起?"
    rf"|(?<![A-Z0-9.,¥$€£-]){_NUMBER}\s{{0,2}}(?P<behind>{_BEHIND})起?",
    re.IGNORECASE,
)
# Where euros are paid, blanks stand between thousands: 1 299,00 €. Elsewhere they part a price from a weight.
_SPACED = re.compile(r"(?<![\d.,€])\d{1,3}(?: \d{3})+(?:,\d{2})? ?€")
_EITHER = re.compile(r"€ ?\d{1,3} \d{3}(?!\d)")  # 12 300 euros, or 12 for 300 grams
_BARE = re.compile(rf"{_NUMBER}起?")
# What stands before an amount that is not what the product costs now.
_OLD = re.compile(
    r"(?:原价|原價|市场价|市場價|参考价|吊牌价|划线价|门市价|专柜价|建议零售价|立减|节省|已省|优惠|运费|邮费|运費|定金|满|滿|减|"
    r"was|list price|rrp|msrp|retail price|compare at|regular price|save|shipping|over)\W{0,3}\Z",
    re.IGNORECASE,
)
_CODES = {
    "HK$": "HKD", "NT$": "TWD", "US$": "USD", "CN$": "CNY", "AU$": "AUD", "A$": "AUD", "CA$": "CAD", "C$": "CAD",
    "SG$": "SGD", "S$": "SGD", "CN¥": "CNY", "JP¥": "JPY", "RMB¥": "CNY", "RMB": "CNY", "NTD": "TWD", "€": "EUR",
    "£": "GBP", "₩": "KRW", "₹": "INR", "฿": "THB", "원": "KRW", "円": "JPY", "元人民币": "CNY", "人民币": "CNY",
    "美元": "USD", "港元": "HKD", "欧元": "EUR", "歐元": "EUR", "日元": "JPY", "澳元": "AUD", "加元": "CAD", "块钱": "CNY",
    "新台币": "TWD", "新臺幣": "TWD", "新台幣": "TWD", "新臺币": "TWD", "台币": "TWD", "臺幣": "TWD", "台幣": "TWD",
}  # fmt: skip

Amount = tuple[str, str]  # as written; currency: its code, or the sign where several currencies have it: ¥, $, 元


def amounts(text: str) -> Iterator[Amount]:
    """The amounts with a currency in a text of a line or so; prices of the past and fees are left out."""
    narrow = _narrow(text)
    if "€" in narrow:
        narrow = _EITHER.sub(lambda match: "?" * len(match.group()), _SPACED.sub(_joined, narrow))
    for match in _AMOUNT.finditer(narrow):
        if not _OLD.search(narrow, max(0, match.start() - 24), match.start()):
            yield text[match.start() : match.end()], _currency(match.group("before") or match.group("behind"))


def bare_amount(text: str) -> str:
    """``text`` where it is nothing but a number such as 199.00 or 1,299; else empty."""
    return text if _BARE.fullmatch(_narrow(text)) else ""


def _narrow(text: str) -> str:
    return text.translate(_NARROW) if _WIDE.search(text) else text


def _joined(spaced: re.Match[str]) -> str:
    """With marks of thousands in the places of the blanks."""
    number, comma, cents = spaced.group().partition(",")
    head, blank, unit = number.partition(" €")
    return head.replace(" ", "." if comma else ",") + blank + unit + comma + cents


def _currency(sign: str) -> str:
    sign = "".join(sign.split()).upper().removeprefix("万")
    return _CODES.get(sign, sign)
