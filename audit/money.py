"""Amounts of money as numbers: those of texts in whatever form shops write them, and those that markup declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

MAX_DIGITS = 15  # before the cents; longer ones are no amounts, and past what decimals reckon with
_NARROW = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，　", "0123456789., ", strict=True)}
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?!\d)|\d(?:[\d.,']{0,14}\d)?")
_PLAIN = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?(?:[eE]\+?\d)?\Z", re.ASCII)
# What a sign may stand for; a sign that is not here stands for itself.
_MAY_BE = {"¥": {"CNY", "JPY"}, "元": {"CNY", "HKD", "TWD", "MOP"}, "GBP": {"GBP", "EGP", "GIP", "FKP"}}
_NO_DOLLARS = {"CNY", "EUR", "GBP", "JPY", "KRW", "INR", "THB", "CHF", "RUB", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK"}
_ALIKE = {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "YEN": "JPY"}


def number_of(written: str) -> Decimal | None:
    """The first number of an amount as written; None without one, and for 1.2万元, which is a round one."""
    narrow = written.translate(_NARROW)
    match = _NUMBER.search(narrow)
    if match is None or "万" in narrow or "萬" in narrow:
        return None
    return _decimal(match.group())


def declared_number(written: str) -> Decimal | None:
    """The number of a price that markup declares: 199.00 as machines write it, else as people do."""
    return Decimal(f"{Decimal(written):f}") if _PLAIN.match(written) else number_of(written)


def numbers_in(text: str) -> Iterator[Decimal]:
    """Every number of a text."""
    for match in _NUMBER.finditer(text.translate(_NARROW)):
        if (found := _decimal(match.group())) is not None:
            yield found


def may_be(sign: str, code: str) -> bool:
    """Whether a sign or code of a text and the code that markup declares may be of one currency."""
    code = _ALIKE.get(code.strip().upper(), code.strip().upper())
    if not sign or len(code) != 3 or not code.isalpha():
        return True
    if sign == "$":
        return code not in _NO_DOLLARS
    return code in _MAY_BE.get(sign, {sign})


def _decimal(number: str) -> Decimal | None:
    """1,299.00 and 1.299,00 and 1 299 alike: a mark before three digits parts thousands, the last other one the cents."""
    number = number.replace(" ", "").replace("'", "")
    last = max(number.rfind(","), number.rfind("."))
    marks = [char for char in number if char in ",."]
    behind = len(number) - last - 1
    cents = bool(marks) and behind != 3 and marks.count(number[last]) == 1
    whole, rest = (number[:last], number[last + 1 :]) if cents else (number, "")
    whole = whole.replace(",", "").replace(".", "")
    return Decimal(f"{whole}.{rest}" if rest else whole) if len(whole) <= MAX_DIGITS else None
