"""What the page of a partner says of our link: there, followed, visible, direct, with which text, beside how many others."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import turbohtml

from crawler.charset import decode
from crawler.domains import owner_of
from crawler.extract import extract, is_nofollow, is_noindex
from crawler.facts.elements import elements_of
from crawler.parking import parked
from crawler.records import UNFOLLOWED, Extracted, Link, LinkKind, Position
from crawler.text import matching_copy
from crawler.urls import bare_address, bare_host, joined

KEPT = 5  # links to us
CLIP = 200


class OwnLink(NamedTuple):
    """A link to our site, as it stands on the partner's page."""

    target: str
    anchor: str
    followed: bool
    hidden: str  # method, as ``crawler.facts.hidden`` names it; "" when nothing hides it
    position: str


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """One page of a partner, read."""

    title: str
    description: str
    canonical: str  # only where it leads elsewhere
    noindex: bool
    nofollow: bool  # of the whole page
    links: tuple[OwnLink, ...]  # to us: the best first, at most ``KEPT``
    indirect: tuple[str, str] | None  # script or redirect, and what carries our address; only where ``links`` is empty
    external: int  # distinct addresses of other owners that it links to
    outlinks: int  # of them followed
    parked: str
    targets: frozenset[str]  # where its links lead, in the form of ``bare_address``


def read_partner(
    url: str, body: bytes, content_type: str, x_robots: str, own: Collection[str], anchor: str = "", target: str = "",
) -> PartnerPage:  # fmt: skip
    """The page at ``url``.

    Args:
        x_robots: its X-Robots-Tag header.
        own: keys of our hosts.
        anchor: the agreed text, and
        target: the agreed page of ours; of several links to us the one as agreed is the first.
    """
    found = extract(url, body, content_type=content_type, headers={"x-robots-tag": x_robots})
    page = found.page
    nofollow = is_nofollow(page.robots, page.x_robots)
    ours = frozenset(host.removeprefix("www.") for host in own)
    anchors = [link for link in found.links if link.kind == LinkKind.A]
    links = _own_links(found, anchors, ours, nofollow, (anchor, target))
    outside = {link.target: 0 for link in anchors if owner_of(link.target) != owner_of(url)}
    for link in anchors:
        if link.target in outside and not link.rel & UNFOLLOWED and not nofollow:
            outside[link.target] = 1
    return PartnerPage(
        page.title, page.description, page.canonical if page.canonical and bare_address(page.canonical) != bare_address(url) else "",
        is_noindex(page.robots, page.x_robots), nofollow, tuple(links[:KEPT]),
        None if links else _indirect(url, body, content_type, anchors, ours), len(outside), sum(outside.values()),
        parked(url, page.title, page.main_text), frozenset(bare_address(link.target) for link in anchors),
    )  # fmt: skip


def _own_links(
    found: Extracted, anchors: Sequence[Link], ours: frozenset[str], nofollow: bool, agreed: tuple[str, str]
) -> list[OwnLink]:
    url = found.page.url
    hidden = {
        (bare_address(joined(url, href)), text): how for how, href, text, sure in found.page.facts.hidden.links if sure
    }
    links = [
        OwnLink(
            one.target[:CLIP * 5], one.anchor[:CLIP], not (one.rel & UNFOLLOWED or nofollow),
            hidden.get((bare_address(one.target), one.anchor[:120]), ""), Position(one.position).name.lower(),
        )
        for one in anchors
        if bare_host(one.target) in ours
    ]  # fmt: skip
    wanted, page = matching_copy(agreed[0]), bare_address(agreed[1]) if agreed[1] else ""

    def unlike(one: OwnLink) -> tuple[bool, ...]:
        other_page = bool(page) and bare_address(one.target) != page
        return not one.followed, bool(one.hidden), other_page, bool(wanted) and matching_copy(one.anchor) != wanted

    return sorted(links, key=unlike)


def _indirect(
    url: str, body: bytes, content_type: str, anchors: Sequence[Link], ours: frozenset[str]
) -> tuple[str, str] | None:
    """Our address where no link is: behind a page of the partner's that leads on, or in a script that may write it."""
    names = re.compile(rf"(?:^|[^\w.-])(?:www\.)?(?:{'|'.join(map(re.escape, sorted(ours)))})(?![\w.-])", re.IGNORECASE)
    for link in anchors:
        if owner_of(link.target) == owner_of(url) and names.search(_behind_host(link.target)):
            return "redirect", link.target[: CLIP * 5]
    document = turbohtml.parse(decode(body, content_type).text.replace("\0", "\ufffd"))
    for script in elements_of(document).scripts:
        if not script.is_json_ld and (match := names.search(script.text)):
            return "script", " ".join(script.text[max(0, match.start() - 60) : match.end() + 60].split())
    return None


def _behind_host(url: str) -> str:
    """Path and query, unescaped twice: an address may be wrapped in an address."""
    parts = urlsplit(url)
    return unquote(unquote(f"{parts.path}?{parts.query}"))
