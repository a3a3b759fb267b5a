"""Anchor texts that say nothing of the page they lead to."""

from __future__ import annotations

from crawler.text import matching_copy

# Those of the checklist, and their usual variants in shops.
GENERIC = frozenset(
    matching_copy(phrase)
    for phrase in (
        "点击这里", "点击", "点这里", "点此", "点击此处", "点击查看", "这里", "此处", "更多", "查看更多", "更多内容", "详情", "查看详情",
        "详细", "详细信息", "查看", "查看全部", "全部", "了解更多", "了解详情", "阅读全文", "阅读更多", "继续阅读", "立即购买", "购买",
        "去购买", "立即抢购", "立即查看", "进入", "链接", "网址", "下一页", "上一页",
        "here", "click", "click here", "this", "this page", "link", "more", "see more", "view more", "show more", "read more",
        "learn more", "find out more", "more info", "details", "view details", "view", "view all", "see all", "go", "buy now",
        "shop now", "order now", "next", "previous", "continue", "continue reading",
    )
)  # fmt: skip
LONGEST = max(map(len, GENERIC))
_AROUND = " >»›→<«‹←…·.。!！:：,，[]【】()（）-—+|"


def is_generic(anchor: str) -> bool:
    """Whether an anchor, as ``matching_copy`` leaves it, is a phrase of ``GENERIC``, marks around it left out."""
    return len(anchor) <= LONGEST + 6 and anchor.strip(_AROUND) in GENERIC
