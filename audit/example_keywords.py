"""A small tea shop on which the checks of target keywords are tried: each page stands well for its keyword."""

from __future__ import annotations

from typing import Any

from audit.registry import Example

POTS = "/c/zishahu/"
LEAD = "紫砂壶用宜兴原矿泥料手工制成，透气不夺香，适合冲泡普洱茶、乌龙茶和岩茶。"
REST = (
    "选壶先看泥料，再看做工和容量：一个人喝茶选一百五十毫升左右，三四个人选两百五十毫升以上。新壶到手用清水煮半小时，"
    "晾干再用；平时一壶泡一种茶，喝完倒净茶渣，用热水冲洗，敞开盖子放在通风处。"
    "送礼可以挑刻绘款，附证书和木盒；日常使用选光素器，好洗也耐看。买<strong>紫砂壶</strong>记得问清退换条件。"
)
PAGE = (
    '<html lang="zh"><head><title>{title}</title><meta name="description" content="{description}"></head><body>'
    "<nav>{nav}</nav><main><h1>{h1}</h1><p>{lead}</p><p>{rest}</p>{images}{more}</main></body></html>"
)


def page(**parts: str) -> str:
    """The page for 紫砂壶; ``parts`` replace title, h1, description, lead, rest, images, nav; ``more`` is added."""
    usual = {
        "title": "紫砂壶选购 | 茶舍", "h1": "紫砂壶", "description": "宜兴原矿紫砂壶，附泥料和容量说明。", "lead": LEAD, "rest": REST,
        "images": '<img src="/pot.jpg" alt="段泥紫砂壶侧面" width="800" height="600">', "nav": '<a href="/">首页</a>', "more": "",
    }  # fmt: skip
    return PAGE.format(**{**usual, **parts})


def home(*links: str, title: str = "紫砂壶与普洱茶 | 茶舍") -> str:
    """The home page, with further links in its main text."""
    return page(
        title=title,
        h1="茶舍",
        lead="茶舍卖紫砂壶和普洱茶，也讲泡茶。",
        nav=f'<a href="{POTS}">紫砂壶</a>',
        more="".join(links),
    )


def shop(path: str = POTS, keywords: tuple[str, ...] = ("紫砂壶",), **parts: Any) -> Example:
    """A home page and a page at ``path`` that stands for ``keywords``; ``parts`` as of ``page``."""
    return Example({"/": home(), path: page(**parts)}, keywords={path: keywords})
