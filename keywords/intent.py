"""What a searcher wants of a keyword, told by its modifiers: buy, compare, inform or navigate; none when it has none.

A list of words, no model: 「紫砂壶多少钱」 is of a buyer, 「紫砂壶」 alone may be of anybody. The longest modifier decides
(「怎么买」 asks how, "best price" is about money); of equally long ones the order of ``MODIFIERS``.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Literal, NamedTuple

from keywords.matching import copy_of, holds

Intent = Literal["buy", "compare", "inform", "navigate", "none"]
# Han modifiers count wherever they stand, others as whole words; Traditional forms stand beside the Simplified ones.
MODIFIERS: dict[Intent, tuple[str, ...]] = {
    "navigate": (
        "官网", "官網", "官方网站", "官方網站", "旗舰店", "旗艦店", "专卖店", "專賣店", "登录", "登錄", "登陆", "登入", "客服电话",
        "login", "log in", "sign in", "official site", "official website", "official store", "website", "homepage", "contact us", "customer service",
    ),
    "compare": (
        "哪个好", "哪個好", "哪款好", "哪种好", "哪種好", "哪家好", "什么牌子", "什麼牌子", "牌子好", "十大", "排行", "排行榜", "排名", "评测", "評測",
        "测评", "測評", "对比", "對比", "比较", "比較", "区别", "區別", "推荐", "推薦", "口碑", "好不好", "怎么样", "怎麼樣",
        "best", "top 10", "top ten", "top rated", "vs", "versus", "review", "reviews", "compare", "compared", "comparison", "alternative", "alternatives", "difference", "which",
    ),
    "inform": (
        "怎么", "怎麼", "怎样", "怎樣", "如何", "是什么", "是什麼", "什么是", "什麼是", "什么意思", "为什么", "為什麼", "教程", "方法", "步骤", "步驟",
        "技巧", "知识", "知識", "历史", "歷史", "功效", "作用", "好处", "壞處", "坏处", "禁忌", "含义", "原理", "百科", "图解", "圖解", "攻略", "指南", "吗", "嗎",
        "how", "what", "why", "when", "guide", "tutorial", "tips", "ideas", "meaning", "history", "benefits", "how to", "what is", "faq", "recipe", "diy",
    ),
    "buy": (
        "购买", "購買", "买", "買", "价格", "價格", "价钱", "價錢", "报价", "報價", "多少钱", "多少錢", "便宜", "优惠", "優惠", "折扣", "特价", "特價", "促销",
        "促銷", "批发", "批發", "厂家", "廠家", "供应", "供應", "包邮", "包郵", "定制", "訂製", "订做", "团购", "團購", "网购", "網購", "正品", "代理", "加盟", "现货", "現貨",
        "buy", "price", "prices", "cost", "how much", "cheap", "sale", "for sale", "discount", "deal", "deals", "coupon", "order", "shop", "wholesale",
        "supplier", "suppliers", "manufacturer", "manufacturers", "factory", "free shipping", "in stock",
    ),
}  # fmt: skip


class Found(NamedTuple):
    """The intent of a keyword and the modifier that told it; "" without one."""

    intent: Intent
    modifier: str


def intent_of(copy: str, names: Collection[str] = ()) -> Intent:
    """The intent of a keyword, given as a matching copy (``keywords.matching.copy_of``)."""
    return read_intent(copy, names).intent


def read_intent(copy: str, names: Collection[str] = ()) -> Found:
    """The intent of a keyword with what told it.

    Args:
        names: names of the own site or brand, matching copies: who types only such a name is looking for the site.
    """
    if copy in names:
        return Found("navigate", copy)
    best = Found("none", "")
    for modifier, intent in _modifiers():
        if modifier in copy and len(modifier) > len(best.modifier) and holds(copy, modifier):
            best = Found(intent, modifier)
    return best


@cache
def _modifiers() -> tuple[tuple[str, Intent], ...]:
    return tuple((copy_of(word), intent) for intent, words in MODIFIERS.items() for word in words)
