"""What the words around a price make of it: the beginning of a range, a part of what is paid, a price for some buyers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from turbohtml import Element

from crawler.facts.amounts import amounts
from crawler.text import collapse

MAX_RAW = 1000  # characters of the text around a price that are read
MAX_TEXT = 80  # characters of a text that speaks of the price and little else
BEFORE = 40  # characters before an amount in which its name stands

# The lowest of several prices, and the end of a range.
_OPEN = re.compile(
    r"起|低至|最低|\d\s?(?:for|件|个|盒|瓶)\s?[$£€¥￥\d]|(?<![a-z])(?:from|starting|as low as|ab|desde|dès|à partir|a partir|von|vanaf)(?![a-z])",
    re.I,
)
# What is paid beside the price, in parts, or by some buyers only; words before the amount, and behind it.
_PART = re.compile(
    r"(?:运费|邮费|運費|郵費|快递|定金|订金|押金|首付|月供|每期|券后|券後|到手|优惠券|红包|积分|会员|會員|拼团|团购|新人|首单|学生|(?<![a-z])(?:plus|vip)"
    r"|shipping|delivery|postage|deposit|down payment|coupon|member|subscri\w*(?: (?:&|and) save)?|student|trade.?in|credit|bid)"
    r"(?:价|價|price)?\W{0,4}\Z",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\s{0,2}(?:[×xX*]\s?\d|/\s?(?:mo|month|wk|week|yr|year|月|期|年|周)|(?:per|a) (?:month|week|year)|每月)"
)
_TO = re.compile(r"\s*(?:[-–—~～至到]|to)\s*(\D{0,4}\d[\d.,]{0,12})")


def surroundings(element: Element, text: str, holders: Sequence[object]) -> list[str]:
    """Texts around a price, the nearest first: of its element, and of two around it that do not hold the main heading.

    Args:
        text: of the element, without what is struck out.
        holders: of ``crawler.facts.cards.main_heading``.
    """
    found = [collapse(text[:MAX_RAW])]
    for one in islice(element.ancestors, 2):
        if one in holders:
            break
        found.append(collapse(one.text[:MAX_RAW]))
    return found


def partial(texts: Sequence[str], written: str) -> bool:
    """Whether the words around an amount make it another thing than what everybody pays for the product."""
    for text in texts:
        before, found, after = text.partition(written)
        if found and (_PART.search(before[-BEFORE:]) or _TIMES.match(after)):
            return True
    return False


def reach(texts: Sequence[str], written: str) -> str:
    """To what a range goes that begins with an amount; + when it is the lowest of several, empty when it stands alone."""
    own, *around = texts
    if any(_OPEN.search(one) for one in (own, *(near for near in around if len(near) <= MAX_TEXT))):
        return "+"
    rest = own[own.find(written) + len(written) :]
    if (match := _TO.match(rest)) is not None:
        return match.group(1)
    return next((end for end, _ in amounts(rest)), "")
