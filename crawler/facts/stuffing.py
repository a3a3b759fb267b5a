"""Words of the title repeated where no reader looks: comments, noscript, hidden fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.text import HAN, collapse, matching_copy

LEAST_TEXT = 30  # characters: what is shorter is a label of a template
MAX_TEXT = 5_000  # characters of one place that are read
LEAST = 3  # hits that are worth keeping
DENSE = 0.1  # share of the text that the term fills: prose that happens to name a product stays well below
MAX_GRAMS = 40
CLIP = 120

_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(rf"[^\W\d_{HAN}]{{4,30}}")
_BRAND = re.compile(r"\s*[|｜_–—-]\s*")
# Words that stand in the comments of every template.
_TEMPLATE_WORDS = "商品 产品 页面 首页 列表 网站 图片 详情 分类 标题 内容 文章 新闻 导航 公司 中心 官网 商城 系统"
_COMMON = frozenset(_TEMPLATE_WORDS.split())
_COMMON_LATIN = frozenset(
    {"home", "page", "product", "products", "list", "news", "shop", "store", "with", "your", "from"}
)

Stuffed = tuple[str, str, int, str]  # place, term, hits, beginning of the text


def title_terms(title: str) -> list[str]:
    """Two to four Han characters in a row, and words of four letters or more, of a title without the shop's name."""
    parts = _BRAND.split(matching_copy(title[:300]))
    text = " ".join(parts[:-1]) if len(parts) > 1 else parts[0]
    grams = [
        run[i : i + size] for run in _HAN_RUN.findall(text) for size in (4, 3, 2) for i in range(len(run) - size + 1)
    ]
    words = [word for word in _WORD.findall(text) if word not in _COMMON_LATIN]
    return list(dict.fromkeys([*(one for one in grams if one not in _COMMON), *words]))[:MAX_GRAMS]


def stuffed(place: str, text: str, terms: list[str]) -> Iterator[Stuffed]:
    """The term that fills most of ``text``, if it fills a tenth of it; markup that was commented out says nothing."""
    if len(text) < LEAST_TEXT or "<" in text or "{" in text:
        return
    copy = matching_copy(text[:MAX_TEXT])
    hits, term = max(((copy.count(one), one) for one in terms), key=lambda one: one[0] * len(one[1]), default=(0, ""))
    if hits >= LEAST and hits * len(term) >= DENSE * len(copy.replace(" ", "")):
        yield place, term, hits, collapse(text)[:CLIP]
