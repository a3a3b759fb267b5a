"""What keyboards, screen readers and old browsers depend on: ids, focus order, roles, lists, tables, landmarks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.facts.aria import Fault, aria_faults
from crawler.facts.elements import values
from crawler.facts.forms import unseen
from crawler.facts.tagbalance import balance
from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements

MAX_KEPT = 10
MAX_TABLES = 200
CLIP = 60

_DOCTYPE = re.compile(r"\s*+(?:<\?[^>]*+>\s*+|(?><!--.*?-->)\s*+)*+<!doctype\s+([^>]*)>", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(r"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_NO_ITEM = ":not(li, script, template, style)"
_ODD_LIST = f"ul:has(> {_NO_ITEM}), ol:has(> {_NO_ITEM})"  # twenty times as fast as asking for the children
_IN_LIST = f"ul > {_NO_ITEM}, ol > {_NO_ITEM}"
_LOOSE_ITEM = "body > li, body :not(ul, ol, menu) > li"
_IN_DL = "dl > :not(dt, dd, div, script, template)"
_LAYOUT = "table, img, form, input, button, select, h1, h2, h3, h4, ul, ol, iframe, script, div"
_SKIP = re.compile(r"skip|jump to|main content|跳到|跳至|跳过|跳過|主要内容|正文", re.IGNORECASE)
_REFERENCES = "//@for | //@aria-labelledby | //@aria-describedby | //@aria-controls | //@list | //@headers"


@dataclass(frozen=True, slots=True)
class UsabilityFacts:
    """What keyboards, screen readers and old browsers depend on."""

    viewports: tuple[str, ...] = ()  # contents of meta viewport, lower case, the first five
    charset_meta: str = ""  # the first charset that a meta declares, lower case
    charset_byte: int = (
        0  # where in the UTF-8 copy of the page that declaration ends; 0 = none in the first 4096 characters
    )
    doctype: str = "html"  # as written behind <!doctype, lower case; empty: none
    repeated_ids: int = 0  # ids that stand on several elements; those of SVG pictures and templates left out
    id_examples: tuple[tuple[str, int, int], ...] = ()  # id, elements, 1 = something refers to it; referred ones first
    tab_orders: tuple[tuple[str, int], ...] = ()  # element and tabindex above 0, the first ten
    tab_order_count: int = 0
    aria: tuple[Fault, ...] = ()  # distinct faults, the first ten: code, role or attribute, value
    unnamed_roles: tuple[str, ...] = ()  # class or id of elements with role=button and no name, the first ten
    list_faults: tuple[tuple[str, str, int], ...] = ()  # code, tag, how many
    bare_tables: int = 0  # tables of data without a heading cell
    table_examples: tuple[str, ...] = ()  # beginning of the first three
    mains: int = 1  # visible main elements and role=main
    headed: bool = True  # some heading of any level
    skip_link: bool = False  # one of the first links leads past the navigation
    unbalanced: int = 0  # unclosed and surplus tags; 0 also when the page looked sound at once
    unbalanced_tags: tuple[tuple[str, int, int], ...] = ()  # name, opened, closed


def usability_facts(document: Document, elements: Elements, html: str, markup: str) -> UsabilityFacts:
    """What keyboards, screen readers and old browsers depend on.

    Args:
        html: the page as decoded.
        markup: the same without scripts.
    """
    roles = elements.marked["role"]
    orders = [(one.tag, int(value)) for one in elements.marked["tabindex"] if (value := _positive(one))]
    ids = _repeated_ids(document, elements.ids)
    tables = _bare_tables(elements["table"])
    tags = balance(elements, markup)
    faults = dict.fromkeys(islice(aria_faults(document, elements, markup), 1000))
    charset, byte = _charset(html)
    return UsabilityFacts(
        viewports=_viewports(elements),
        charset_meta=charset,
        charset_byte=byte,
        doctype=_doctype(html),
        repeated_ids=len(ids),
        id_examples=tuple(ids[:MAX_KEPT]),
        tab_orders=tuple(orders[:MAX_KEPT]),
        tab_order_count=len(orders),
        aria=tuple(islice(faults, MAX_KEPT)),
        unnamed_roles=_unnamed(roles),
        list_faults=_list_faults(document),
        bare_tables=len(tables),
        table_examples=tuple(collapse(table.text)[:CLIP] for table in tables[:3]),
        mains=_mains(elements, roles),
        headed=any(elements[f"h{level}"] for level in range(1, 7)),
        skip_link=_skip_link(elements["a"][:5]),
        unbalanced=tags.faults,
        unbalanced_tags=tags.tags,
    )


def _viewports(elements: Elements) -> tuple[str, ...]:
    metas = [one for one in elements.metas if one.name.strip() == "viewport"]
    return tuple(collapse(one.content()).lower()[:200] for one in metas[:5])


def _charset(html: str) -> tuple[str, int]:
    head = html[:4096]
    match = _CHARSET.search(head)
    return (match.group(1).lower(), len(head[: match.end()].encode("utf-8", "replace"))) if match else ("", 0)


def _doctype(html: str) -> str:
    match = _DOCTYPE.match(html[:4096])
    return collapse(match.group(1)).lower()[:200] if match else ""


def _repeated_ids(document: Document, ids: list[str]) -> list[tuple[str, int, int]]:
    if len(set(ids)) == len(ids):
        return []
    drawn = Counter(one.attr("id") or "" for one in document.select("svg [id], template [id]"))
    counts = Counter(one for one in ids if one.strip())
    counts.subtract(drawn)
    repeated = [(one, count) for one, count in counts.items() if count > 1]
    referred = _referred(document) if repeated else set()
    found = [(one[:CLIP], count, int(one in referred)) for one, count in repeated]
    return sorted(found, key=lambda one: (-one[2], -one[1], one[0]))


def _referred(document: Document) -> set[str]:
    """Ids that labels, ARIA, tables, lists of suggestions and links of the page name."""
    words = {word for value in values(document, _REFERENCES) for word in value.split()}
    return words | {href[1:] for href in values(document, "//a/@href[starts-with(., '#')]")}


def _positive(element: Element) -> int:
    match = re.match(r"\s*\+?(\d{1,5})(?!\d)", element.attr("tabindex") or "")
    return int(match.group(1)) if match else 0


def _unnamed(roles: list[Element]) -> tuple[str, ...]:
    found = []
    for element in roles:
        if element.attr("role") != "button" or element.tag in ("button", "input") or unseen(element):
            continue
        named = element.text.strip() or any(element.attr(one) for one in ("aria-label", "aria-labelledby", "title"))
        if not named and not element.select("img[alt]:not([alt='']), [aria-label], [title]"):
            found.append((element.attr("id") or element.attr("class") or element.tag)[:CLIP])
    return tuple(found[:MAX_KEPT])


def _list_faults(document: Document) -> tuple[tuple[str, str, int], ...]:
    odd = document.select_one(_ODD_LIST) is not None
    inside = Counter(("in-list", one.tag) for one in (document.select(_IN_LIST) if odd else ()))
    parents = (one.parent for one in document.select(_LOOSE_ITEM))
    loose = Counter(("loose-item", parent.tag) for parent in parents if isinstance(parent, Element))
    terms = Counter(("in-dl", one.tag) for one in document.select(_IN_DL)) if document.find("dl") is not None else {}
    return tuple(
        (code, tag[:20], count) for (code, tag), count in islice({**inside, **loose, **terms}.items(), MAX_KEPT)
    )


def _bare_tables(tables: list[Element]) -> list[Element]:
    """Tables of two rows and columns or more, of plain text only: what is laid out with a table is no data."""
    found = []
    for table in tables[:MAX_TABLES]:
        if table.attr("role") in ("presentation", "none") or unseen(table) or table.find("th") is not None:
            continue
        if table.select_one("[scope], [role$=header]") is None and table.select_one(_LAYOUT) is None:
            rows = [len(row.find_all("td")) for row in table.find_all("tr")]
            if sum(cells >= 2 for cells in rows) >= 2:
                found.append(table)
    return found


def _mains(elements: Elements, roles: list[Element]) -> int:
    marked = [one for one in roles if one.attr("role") == "main" and one.tag != "main"]
    return sum(not unseen(one) for one in [*elements["main"], *marked])


def _skip_link(links: list[Element]) -> bool:
    for link in links:
        href = link.attr("href") or ""
        if href.startswith("#") and len(href) > 1 and (_SKIP.search(link.text) or _SKIP.search(href)):
            return True
    return False
