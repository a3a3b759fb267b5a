"""Anchor texts that say nothing of the page they lead to."""

from __future__ import annotations

import re

from crawler.text import HAN

# Those of the checklist, and their usual variants in shops.
_ONE_WORD = (
    "点击这里 点击此处 点这里 点此 这里 此处 点击 点击进入 点击查看 点击了解 点击详情 点我 更多 查看更多 了解更多 阅读更多 显示更多"
    " 更多内容 更多信息 更多详情 详情 查看 查看详情 查看全部 查看全文 阅读全文 全文 全部 详细 详细信息 详细内容 了解详情 商品详情"
    " 产品详情 链接 网址 进入 继续 继续阅读 浏览 阅读 立即购买 立即查看 立即抢购 马上抢 去看看 看看 去购买 购买 here details"
    " detail view go link this continue see read start more click"
)
VAGUE = frozenset(_ONE_WORD.split()) | {
    "click here", "read more", "learn more", "see more", "view more", "find out more", "more info", "more details",
    "more information", "view details", "see details", "view all", "see all", "shop now", "buy now", "order now", "this page",
    "this link", "this article", "continue reading", "read on", "go here", "go to", "check it out", "full article",
    "load more", "show more",
}  # fmt: skip
PAGING = frozenset({"上一页", "下一页", "previous", "next"})  # of a list; there they tell where they lead
_GENERIC = VAGUE | PAGING
LONGEST = 30  # characters of an anchor that may be one of them, marks around it included
_EDGES = re.compile(rf"^[^\w{HAN}]+|[^\w{HAN}]+$")


def is_vague(anchor: str) -> bool:
    """Whether an anchor, as ``matching_copy`` leaves it, is a phrase of ``VAGUE``, marks around it left out."""
    return len(anchor) <= LONGEST and _EDGES.sub("", anchor) in VAGUE


def is_generic(anchor: str) -> bool:
    """As ``is_vague``, or a phrase of ``PAGING``: what counts as generic among the anchors of one target."""
    return len(anchor) <= LONGEST and _EDGES.sub("", anchor) in _GENERIC
