"""Whether a page tells an article number of any kind: SKU, model, GTIN, ISBN, 货号, 型号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from turbohtml import Element

    from crawler.facts.elements import Script

MAX_TEXT = 200_000  # characters of a page that are read
MAX_HITS = 20  # of one word; those in scripts are passed over
_HAN = (
    "货号", "型号", "款号", "编号", "编码", "条码", "条形码", "品号", "料号", "货品号", "商品号", "国药准字", "批准文号", "貨號", "型號", "款號",
    "編號", "編碼", "條碼", "品番", "型番", "商品コード",
)  # fmt: skip
_CAPITALS = ("SKU", "EAN", "GTIN", "UPC", "MPN", "ISBN", "ASIN")  # in small letters part of other words
_LATIN = (
    "sku", "model", "gtin", "isbn", "item no", "item #", "item code", "item number", "product code", "product no", "product id",
    "product number", "art.", "artikel", "article n", "order no", "part n", "part #", "p/n", "ref.", "ref:", "reference",
    "referencia", "style no", "style #", "style code", "style:", "catalog",
)  # fmt: skip
_ACCENTED = ("référence", "modèle", "артикул", "модель")
_MARKED = "[class*=sku i], [id*=sku i], [itemprop=sku], [itemprop^=gtin], [itemprop=mpn], [itemprop=productID], [itemprop=model]"
_DECLARED = re.compile(r'"(?:sku|mpn|gtin\d{0,2}|isbn|productID|model)"\s{0,5}:\s{0,5}(?!""|null|\s)')
_CODE = "\"'`._$-"  # beside a word, they make it a name in a script


def declares_code(scripts: Sequence[Script]) -> bool:
    """Whether JSON-LD names one, which spares the reading of the text."""
    return any(one.is_json_ld and _DECLARED.search(one.text) for one in scripts)


def tells_code(body: Sequence[Element]) -> bool:
    """Whether the text of the body, hidden tabs included, or its markup names an article number.

    The cells of a table stand in that text without anything between them.
    """
    for one in body[:1]:
        text = one.text[:MAX_TEXT]
        if any(word in text for word in _CAPITALS):
            return True
        if not text.isascii() and any(word in text for word in _HAN):
            return True
        small = text.lower()
        if any(word in small and _told(small, word) for word in _LATIN):
            return True
        return any(word in small for word in _ACCENTED) or one.select_one(_MARKED) is not None
    return True


def _told(text: str, word: str) -> bool:
    """Whether a word stands in a text otherwise than as a name in a script."""
    at = text.find(word)
    for _ in range(MAX_HITS):
        if at < 0:
            return False
        before, after = text[max(0, at - 1) : at], text[at + len(word) : at + len(word) + 1]
        if not (before and before in _CODE) and not (after and after in "\"'"):
            return True
        at = text.find(word, at + len(word))
    return False
