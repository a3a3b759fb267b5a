"""Anchor texts as checks in SQL ask about them: those that say nothing, and those of one target that share nothing."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import Counter

from crawler.text import HAN, matching_copy

# Whole anchors, in matching copy without arrows, brackets and full stops around them.
_ONE_WORD = (
    "点击这里 点击此处 点这里 点此 这里 此处 点击 点击进入 点击查看 点击了解 点我 更多 more 查看更多 了解更多 阅读更多 显示更多"
    " 更多内容 更多信息 更多详情 详情 查看 查看详情 查看全部 查看全文 阅读全文 全文 详细 详细信息 详细内容 了解详情 点击详情 商品详情"
    " 产品详情 链接 进入 继续 继续阅读 浏览 阅读 立即购买 立即查看 立即抢购 马上抢 去看看 看看 去购买 购买 here details detail"
    " view go link this continue see read start"
)
GENERIC = frozenset(_ONE_WORD.split()) | {
    "click here", "click", "read more", "learn more", "see more", "view more", "find out more", "more info", "more details",
    "more information", "view details", "see details", "view all", "see all", "shop now", "buy now", "this page", "this link",
    "this article", "continue reading", "read on", "go here", "go to", "check it out", "full article", "load more", "show more",
}  # fmt: skip
_EDGES = re.compile(rf"^[^\w{HAN}]+|[^\w{HAN}]+$")
_WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")


def generic_anchor(text: str | None) -> int:
    """1 for an anchor that fits any link: 更多, read more »."""
    if not text or len(text) > 30:
        return 0
    return int(_EDGES.sub("", matching_copy(text)) in GENERIC)


def anchor_spread(anchors: str) -> str | None:
    """JSON {shared, share, entropy} of the distinct anchors of one target, a JSON list; None for fewer than two.

    ``shared`` is the piece (two Han characters, or a word) that most of them have, ``share`` their share, 0-1;
    ``entropy`` the Shannon entropy of the pieces over the anchors, in bits.
    """
    texts = [text for text in json.loads(anchors) if text and not generic_anchor(text)]
    if len(texts) < 2:
        return None
    counts = Counter(piece for text in texts for piece in _pieces(text))
    if not counts:
        return None
    shared, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    total = counts.total()
    entropy = -sum(count / total * math.log2(count / total) for count in counts.values())
    told = {"shared": shared, "share": round(most / len(texts), 3), "entropy": round(entropy, 2), "counted": len(texts)}
    return json.dumps(told, ensure_ascii=False)


def _pieces(text: str) -> set[str]:
    found: set[str] = set()
    for run in _WORD.findall(matching_copy(text)):
        pairs = [run[at : at + 2] for at in range(len(run) - 1)] if re.match(f"[{HAN}]", run) else []
        found.update(pairs or [run])
    return found


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("generic_anchor", 1, generic_anchor, deterministic=True)
    db.create_function("anchor_spread", 1, anchor_spread, deterministic=True)
