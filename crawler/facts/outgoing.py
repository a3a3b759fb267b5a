"""Links to other sites in blocks of a meaning: friend links, advertisements, what users write.

Addresses are kept as written; whether one belongs to another owner is known only where the page's address is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements

MAX_FRIENDS = 200  # links of all blocks
MAX_KEPT = 20  # advertisements, links of users
MAX_LABELS = 30  # elements looked at
MAX_BESIDE = 10  # links beside one label: a block with more is no advertisement
CLIP = 300
ANCHOR = 80

_FRIEND_WORDS = (
    "友情链接", "友情連結", "友情鏈接", "友链", "合作伙伴", "合作夥伴", "合作网站", "合作媒体", "合作商家", "兄弟网站",
    "Friendly Links", "Friend Links", "Links", "Partners", "Our Partners", "Blogroll",
)  # fmt: skip
_AD_WORDS = (
    "广告", "廣告", "赞助", "贊助", "推广", "推廣", "友情赞助", "赞助商", "赞助商链接", "推广链接", "赞助链接",
    "Sponsored", "Advertisement", "Sponsored links", "Sponsors",
)  # fmt: skip
# The words as the whole text between two tags, before the tree is searched for them.
_MARKS = "[【〔(（]?", r"[\]】〕)）]?\s*[:：]?"


def _between_tags(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf">\s*{_MARKS[0]}(?:{'|'.join(words)}){_MARKS[1]}\s*<", re.IGNORECASE)


_FRIENDS, _ADS = _between_tags(_FRIEND_WORDS), _between_tags(_AD_WORDS)
_TRIMMED = " \t\r\n\u3000\u00a0:：[]【】〔〕()（）"
_FRIEND_SET, _AD_SET = ({word.lower() for word in words} for words in (_FRIEND_WORDS, _AD_WORDS))
_TEXTS = "//body//*[text()[string-length(normalize-space(.)) > 1 and string-length(normalize-space(.)) < 20]]"
_USERS = re.compile(
    r"(?:^|\s)(?:comments?|comment-?(?:list|body|content|text|item|author)|commentlist|reviews?|review-?(?:list|body|content|text|item)"
    r"|reply|replies|reply-?(?:list|content|body)|forum-?(?:post|topic|thread)|post-?reply|guestbook|pinglun|liuyan)(?:$|\s)",
    re.IGNORECASE,
)
_USER_HINTS = ("comment", "review", "reply", "replies", "forum", "guestbook", "pinglun", "liuyan")
# Parts of the words, to be found in a page of any script in some microseconds; patterns take a hundred times as long.
_FRIEND_HINTS = ("友情", "友链", "合作", "兄弟网站", "inks", "artners", "logroll")
_AD_HINTS = ("广告", "廣告", "赞助", "贊助", "推广", "推廣", "ponsor", "dvertisement")
_USER_BLOCKS = f":is({', '.join(f'[{name}*={hint} i]' for hint in _USER_HINTS for name in ('class', 'id'))})"
_UNFOLLOWED = frozenset(("nofollow", "sponsored", "ugc"))

BlockLink = tuple[str, str, str]  # label or name of the block, address as written, text


@dataclass(frozen=True, slots=True)
class OutgoingFacts:
    """Links with an absolute address in blocks of a meaning."""

    friends: tuple[BlockLink, ...] = ()  # under 友情链接, 合作伙伴, Links, Partners and the like; the first 200
    paid: tuple[
        BlockLink, ...
    ] = ()  # beside 广告, 赞助, Sponsored and the like, without a rel that says so; the first 20
    users: tuple[BlockLink, ...] = ()  # in comments and reviews, without nofollow, sponsored or ugc; the first 20


def outgoing_facts(document: Document, elements: Elements, html: str) -> OutgoingFacts:
    """Links to other sites, by the kind of their block."""
    friends = _has(html, _FRIEND_HINTS) and _FRIENDS.search(html) is not None
    ads = _has(html, _AD_HINTS) and _ADS.search(html) is not None
    users = _has(html, _USER_HINTS)
    if not (friends or ads or users) or not any(_absolute(anchor) for anchor in elements["a"]):
        return OutgoingFacts()
    labels = _labels(document) if friends or ads else []
    return OutgoingFacts(
        friends=_first(_friends(labels), MAX_FRIENDS), paid=_first(_paid(labels), MAX_KEPT),
        users=_first(_of_users(document), MAX_KEPT) if users else (),
    )  # fmt: skip


def _has(html: str, parts: tuple[str, ...]) -> bool:
    return any(part in html for part in parts)


def _first(links: Iterator[BlockLink], most: int) -> tuple[BlockLink, ...]:
    found: dict[BlockLink, None] = {}
    for link in links:
        found[link] = None
        if len(found) == most:
            break
    return tuple(found)


def _labels(document: Document) -> list[tuple[str, Element]]:
    """Elements whose own text is one of the words, with the text."""
    found = document.xpath(_TEXTS)
    labels = []
    for element in found if isinstance(found, list) else ():
        if isinstance(element, Element) and element.tag not in ("script", "style", "option", "title"):
            text = collapse(element.text[:60]).strip(_TRIMMED)
            if text.lower() in _FRIEND_SET or text.lower() in _AD_SET:
                labels.append((text, element))
                if len(labels) == MAX_LABELS:
                    break
    return labels


def _friends(labels: list[tuple[str, Element]]) -> Iterator[BlockLink]:
    for text, label in labels:
        if text.lower() in _FRIEND_SET and label.closest("a") is None:
            for anchor in _block_of(label):
                yield _told(text, anchor)


def _block_of(label: Element) -> list[Element]:
    """Links with an absolute address in the nearest of three containers that has some, or behind a heading of the whole page."""
    block: Element = label
    for _ in range(3):
        parent = block.parent
        if not isinstance(parent, Element) or parent.tag in ("body", "main", "html"):
            return _behind(block)
        block = parent
        if anchors := [one for one in block.find_all("a", limit=2 * MAX_FRIENDS) if _absolute(one)]:
            return anchors
    return []


def _behind(label: Element) -> list[Element]:
    """Links with an absolute address between a label and the next heading."""
    found: list[Element] = []
    for sibling in label.next_siblings:
        if isinstance(sibling, Element):
            if sibling.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                break
            found += [sibling] if sibling.tag == "a" else sibling.find_all("a", limit=2 * MAX_FRIENDS)
    return [one for one in found if _absolute(one)]


def _paid(labels: list[tuple[str, Element]]) -> Iterator[BlockLink]:
    for text, label in labels:
        if text.lower() in _AD_SET:
            own = label.closest("a")
            anchors = [own] if own is not None else _beside(label)
            yield from (_told(text, one) for one in anchors if _absolute(one) and not _rels(one) & _UNFOLLOWED)


def _beside(label: Element) -> list[Element]:
    """The links of the nearest of two containers that has some, if they are few."""
    block = label.parent
    for _ in range(2):
        if not isinstance(block, Element) or block.tag in ("body", "main", "html"):
            return []
        if anchors := block.find_all("a", limit=MAX_BESIDE + 1):
            return anchors if len(anchors) <= MAX_BESIDE else []
        block = block.parent
    return []


def _of_users(document: Document) -> Iterator[BlockLink]:
    for block in document.select(_USER_BLOCKS)[: 10 * MAX_KEPT]:
        names = f"{block.attr('class') or ''} {block.attr('id') or ''}"
        if (match := _USERS.search(names)) and block.tag not in ("body", "html", "main", "a", "nav"):
            for anchor in block.find_all("a", limit=100):
                if _absolute(anchor) and not _rels(anchor) & _UNFOLLOWED:
                    yield _told(match.group().strip(), anchor)


def _told(label: str, anchor: Element) -> BlockLink:
    return label, (anchor.attr("href") or "").strip()[:CLIP], collapse(anchor.text[:300])[:ANCHOR]


def _absolute(anchor: Element) -> bool:
    return (anchor.attr("href") or "").strip()[:8].lower().startswith(("http://", "https://", "//"))


def _rels(anchor: Element) -> frozenset[str]:
    return frozenset((anchor.attr("rel") or "").lower().replace(",", " ").split())
