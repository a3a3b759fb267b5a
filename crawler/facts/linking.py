"""Links that a reader or a crawler cannot use: without a name, without an address, with a wrong one, by script only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from turbohtml import Element

from crawler.facts.contactlinks import contact_faults
from crawler.facts.elements import values
from crawler.facts.tracking import tracked_links
from crawler.text import collapse
from crawler.url_forms import session_id

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements

MAX_KEPT = 10
MAX_LOOKED_AT = 500  # links looked at one by one
CLIP = 200  # characters of an address
NEAR = 800  # characters of HTML behind 当前位置 in which its links stand

_ODD = re.compile(
    r"(?P<file>file:)"
    r"|(?P<unc>\\\\[^\\/])"
    r"|(?P<doubled>https?:/{0,2}https?:?//)"
    r"|(?P<scheme>https?:/?(?!/)|(?:htp|htps|ttps?|hhttps?|htttps?|htpps?|httpp|httpss)://?|https?;//|https?//)"
    r"|(?P<host>https?://(?:[/?#]|[^/?#\s]*[\s<>\"\\^`{|}]|\Z))"
    r"|(?P<local>(?:https?:)?//(?:localhost|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+"
    r"|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?:[:/?#]|\Z))",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{\{|\$\{|<%")  # of a template that scripts fill in
_BLANKS = "\u3000\u00a0\u200b\ufeff"  # that XPath takes for text
_EMPTY = f" \t\r\n{_BLANKS}"
_TEXTED = f"//a[normalize-space(translate(., '{_BLANKS}', ''))]/@href"
_NAMED = "[aria-label], [title], video, audio, iframe, embed, object, canvas, input"
_UNSEEN = "[aria-hidden=true], [hidden], template, noscript"
_CRUMBS = (
    ":is([class*=crumb i], [id*=crumb i], [aria-label*=crumb i], [aria-label*=面包屑], [itemtype*=BreadcrumbList],"
    " [typeof*=BreadcrumbList], [class*=mbx], [class*=weizhi], [class~=position], [class~=location], [class~=path],"
    " [class~=place], [class~=current])"
)
_CALLED = re.compile("crumb|面包屑|mbx|weizhi", re.IGNORECASE)  # of those the names that menus do not have
MAX_TRAIL = 8  # links
_HERE = ("当前", "目前", "您的", "您现在的", "你的", "你现在的", "所在", "所处", "當前", "现在")  # before 位置
# What stands between the levels: Home > Tea, 首页 » 茶叶.
_ARROWS = re.compile(
    r"</a>(?:\s|&nbsp;|</?(?:li|span|b|i|em|small|dd)\b[^>]{0,80}>){0,6}(?:&gt;|&raquo;|&rsaquo;|&#187;|&#62;|&#8250;|[»›＞>])",
    re.IGNORECASE,
)
_SCRIPTED = "a[href^='javascript:' i], [onclick*=location], [onclick*='open(']"
_GOES = re.compile(
    r"(?:location(?:\.href)?\s{0,3}=\s{0,3}|location\.(?:assign|replace)\s{0,3}\(\s{0,3}|window\.open\s{0,3}\(\s{0,3})"
    r"[\"']((?:https?:/)?/[^\"'<>\s]{0,300}|[\w][\w/.-]{0,200}\.(?:html?|php|aspx?|jsp)[^\"'<>\s]{0,100})[\"']"
)
_MENUS = "nav, header, [role=navigation]"
_SWITCH = ("role", "onclick", "aria-controls", "aria-expanded", "rel")  # of a link that opens a tab or a window


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """Links that a reader or a crawler cannot use."""

    odd: tuple[tuple[str, str], ...] = ()  # code and address as written: blanks, file, unc, scheme, host, local, empty
    nameless: tuple[
        tuple[str, str, str, bool], ...
    ] = ()  # address; empty or image; nav, footer or main; named elsewhere
    fragments: tuple[str, ...] = ()  # "#..." links to no id of the page, the first ten
    scripted: tuple[tuple[str, str, bool], ...] = ()  # address in the script, text, in a menu; the first ten
    menu_links: int = 0  # links in menus; counted only where some of them are scripted
    crumbs: int = 0  # links or items of the block that looks like breadcrumbs
    trail: tuple[str, ...] = ()  # texts of the links in the first block that is called breadcrumbs, the first eight
    session: str = ""  # the first link with a session id, as written
    tracked: tuple[
        tuple[str, str, int], ...
    ] = ()  # key, address, links: those with parameters of campaigns, by host as written
    contacts: tuple[
        tuple[str, str], ...
    ] = ()  # code and address of tel: and mailto: links that reach nobody, the first ten


def link_facts(document: Document, elements: Elements, html: str) -> LinkFacts:
    """Links that a reader or a crawler cannot use."""
    written = [anchor.attr("href") for anchor in elements["a"]]
    inner = [anchor for anchor, href in zip(elements["a"], written, strict=True) if href and href[0] == "#"]
    hrefs = [href for href in written if href is not None]
    joined = "\n".join(hrefs).lower()
    by_script = elements.marked["onclick"] or "javascript:" in joined
    scripted = tuple(_scripted(document)) if by_script else ()
    blocks = document.select(_CRUMBS)[:20]
    return LinkFacts(
        odd=_odd(hrefs),
        nameless=tuple(_nameless(document, elements)),
        fragments=_fragments(document, inner[:MAX_LOOKED_AT]) if inner else (),
        scripted=scripted,
        menu_links=len(document.select("nav a, header a")) if any(one[2] for one in scripted) else 0,
        crumbs=_crumbs(blocks, html),
        trail=_trail(blocks),
        session=next((href.strip()[:CLIP] for href in hrefs if ("=" in href) and session_id(href)), ""),
        tracked=tracked_links(hrefs),
        contacts=_contacts(elements["a"], hrefs) if "mailto:" in joined or "tel:" in joined else (),
    )


def _contacts(anchors: list[Element], hrefs: list[str]) -> tuple[tuple[str, str], ...]:
    """Of links that scripts answer to, the address is filled in later."""
    found = contact_faults(hrefs)
    if not found:
        return ()
    switched = {one.attr("href") for one in anchors[:MAX_LOOKED_AT] if _switches(one)}
    return tuple((code, href) for code, href in found if href not in switched)


def _odd(hrefs: list[str]) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for href in hrefs:
        code = _fault(href) if len(href) <= CLIP else _judged(href)
        if code and len(found) < MAX_KEPT and not _TEMPLATE.search(href):
            found[code, href[:CLIP]] = None
    return tuple(found)


def _judged(href: str) -> str:
    stripped = href.strip()
    if href[:1] in "/#" and href[1:2] != "/" and href and href == stripped:
        return ""  # nearly all links of a site
    match = _ODD.match(stripped)
    if match:
        return match.lastgroup or ""
    return "empty" if not stripped else "blanks" if stripped != href else ""


_fault = lru_cache(maxsize=8192)(_judged)  # the menus of a site stand on every page


def _nameless(document: Document, elements: Elements) -> Iterator[tuple[str, str, str, bool]]:
    texts = zip(elements["a"], elements.anchor_texts, strict=True)
    empty = (one for one, text in texts if not text.strip(_EMPTY) and one.attr("href") is not None)
    named: set[str] | None = None
    kept = 0
    for anchor in islice(empty, MAX_LOOKED_AT):
        href = (anchor.attr("href") or "").strip()
        if kept == MAX_KEPT or not href or href.startswith("#") or href.lower().startswith("javascript:"):
            continue
        if _has_name(anchor) or anchor.closest(_UNSEEN) is not None:
            continue
        if named is None:
            named = set(values(document, _TEXTED))
        kind = "image" if anchor.find("img") is not None else "empty"
        kept += 1
        yield href[:CLIP], kind, _place(anchor), href in named


def _has_name(anchor: Element) -> bool:
    if any((anchor.attr(name) or "").strip() for name in ("aria-label", "title", "aria-labelledby")):
        return True
    if any((image.attr("alt") or "").strip() for image in anchor.find_all("img")):
        return True
    return anchor.select_one(_NAMED) is not None


def _place(element: Element) -> str:
    if element.closest(_MENUS) is not None:
        return "nav"
    return "footer" if element.closest("footer") is not None else "main"


def _fragments(document: Document, anchors: list[Element]) -> tuple[str, ...]:
    """Names that no element bears; what scripts answer to is left out."""
    names = [unquote((one.attr("href") or "").strip()[1:]) for one in anchors if not _switches(one)]
    wanted = [name for name in dict.fromkeys(names) if name.lower() not in ("", "top") and name[0] not in "!/:?="]
    if not wanted:
        return ()
    known = set(values(document, "//@id | //a/@name"))
    return tuple(name[:CLIP] for name in wanted if name not in known)[:MAX_KEPT]


def _switches(anchor: Element) -> bool:
    return any(name in _SWITCH or name.startswith(("data-", "@", "v-", "ng-", ":")) for name in anchor.attrs)


def _scripted(document: Document) -> Iterator[tuple[str, str, bool]]:
    """Elements that lead to a fixed address by script, where an <a href> would do."""
    kept = 0
    for element in document.select(_SCRIPTED)[:MAX_LOOKED_AT]:
        href = (element.attr("href") or "").strip()
        if kept == MAX_KEPT:
            return
        if href and not href.startswith("#") and not href.lower().startswith("javascript:"):
            continue
        match = _GOES.search(f"{href[:1000]} {(element.attr('onclick') or '')[:1000]}")
        if match and element.find("a") is None and element.closest(_UNSEEN) is None:
            kept += 1
            yield match.group(1)[:CLIP], collapse(element.text)[:60], element.closest(_MENUS) is not None


def _trail(blocks: list[Element]) -> tuple[str, ...]:
    for block in blocks:
        if len(links := block.find_all("a", limit=MAX_TRAIL)) > 1 and _CALLED.search(_called(block)):
            return tuple(text for link in links if (text := collapse(link.text[:CLIP])[:40]))
    return ()


def _called(block: Element) -> str:
    return " ".join(block.attr(name) or "" for name in ("class", "id", "aria-label", "itemtype", "typeof"))


def _crumbs(blocks: list[Element], html: str) -> int:
    """Lenient on purpose: what may be breadcrumbs counts as such."""
    counts = [max(len(block.find_all("a")), len(block.find_all("li"))) for block in blocks]
    here = html.find("位置") if "位" in html else -1  # one character is found ten times as fast as two
    while here >= 0 and len(counts) < 30:
        if html.endswith(_HERE, 0, here):
            counts.append(html.count("<a ", here, here + NEAR))
        here = html.find("位置", here + 2)
    if max(counts, default=0) < 2:
        arrows = sum(1 for _ in islice(_ARROWS.finditer(html), 100))
        counts.append(arrows + 1 if arrows else 0)
    return min(max(counts, default=0), 100)
