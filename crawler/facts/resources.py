"""The files a page needs to look right: style sheets and scripts, by their addresses as written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_KEPT = 30  # of each kind
CLIP = 300  # characters of an address


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """The files a page needs to look right."""

    styles: tuple[str, ...] = ()  # href of style sheets, distinct, the first thirty
    scripts: tuple[str, ...] = ()  # src of scripts, distinct, the first thirty


def resource_facts(elements: Elements) -> ResourceFacts:
    """The files a page needs to look right."""
    styles = [link.attr("href") for rel, link in elements.links if "stylesheet" in rel]
    return ResourceFacts(_kept(styles), _kept([script.src for script in elements.scripts]))


def _kept(addresses: list[str | None]) -> tuple[str, ...]:
    written = (address.strip()[:CLIP] for address in addresses if address)
    return tuple(dict.fromkeys(one for one in written if one and not one.startswith("data:")))[:MAX_KEPT]
