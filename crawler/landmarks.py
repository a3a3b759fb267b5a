"""Where on the page something stands: by landmark element, role, and the words of class and id."""

from __future__ import annotations

import re
from functools import lru_cache

from turbohtml import Element, Node

from crawler.records import Position

CONTAINERS = ("nav", "header", "footer", "aside", "div", "section", "ul", "ol", "table", "td", "p", "form")
_TAGS = {
    "nav": Position.NAV,
    "header": Position.HEADER,
    "footer": Position.FOOTER,
    "aside": Position.ASIDE,
}
_ROLES = {
    "navigation": Position.NAV,
    "banner": Position.HEADER,
    "contentinfo": Position.FOOTER,
    "complementary": Position.ASIDE,
    "main": Position.MAIN,
}
# Whole words of class and id, so that "headline" is no head and "inside" no side.
_WORDS = (
    (Position.NAV, r"nav|navbar|navi|navigation|menu|menus|breadcrumb|breadcrumbs|crumb|crumbs|docnav|topbar|pagination|pager|导航|菜单|面包屑"),
    (Position.FOOTER, r"foot|footer|copyright|页脚|底部|版权"),
    (Position.HEADER, r"head|header|masthead|banner|头部|顶部"),
    (Position.ASIDE, r"side|sidebar|aside|related|recommend|widget|侧栏|边栏|推荐"),
)  # fmt: skip
_PATTERNS = tuple(
    (position, re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_\d-])", re.IGNORECASE)) for position, words in _WORDS
)


def position_of(element: Element) -> Position | None:
    """What ``element`` itself marks; None when it says nothing."""
    if (role := element.attr("role")) and (by_role := _ROLES.get(role.strip().lower())) is not None:
        return by_role
    tag = element.tag
    if tag in _TAGS:
        # A header or footer inside an article heads or ends the article, not the page.
        if tag in ("header", "footer") and element.closest("article, main") is not None:
            return None
        return _TAGS[tag]
    words = f"{element.attr('class') or ''} {element.attr('id') or ''}"
    return _by_words(words) if len(words) > 2 else None


@lru_cache(maxsize=8192)
def _by_words(words: str) -> Position | None:
    return next((position for position, pattern in _PATTERNS if pattern.search(words)), None)


def boilerplate(body: Node) -> list[tuple[Element, Position]]:
    """The outermost containers of ``body`` that are not main text, in document order.

    A container that holds ``<main>``, or most of the page, is never boilerplate whatever it is called.
    """
    main = body.find("main")
    inside: set[object] = set(main.ancestors) if main is not None else set()
    half = len(body.text) * 0.6
    found: list[tuple[Element, Position]] = []
    covered: set[Element] = set()
    for element in body.iter_elements(CONTAINERS):
        if element in covered:
            continue
        position = position_of(element)
        if position is None or position is Position.MAIN or element in inside:
            continue
        if element.tag not in _TAGS and len(element.text) > half:
            continue
        found.append((element, position))
        covered.update(element.iter_elements(CONTAINERS))
    return found
