"""The files a page needs to look right, by their addresses as written; and what stands in the page instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_KEPT = 30  # of each kind
CLIP = 300  # characters of an address

MAX_HOSTS = 10
HOST = 100  # characters of a host
_IMPORT = re.compile(r"@import\s{0,5}(?:url\(\s{0,5})?[\"']?([^\"')\s;]{1,300})", re.IGNORECASE)

Inline = tuple[int, int]  # how many stand in the page itself, and their characters


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """The files a page needs to look right."""

    styles: tuple[str, ...] = ()  # href of style sheets, distinct, the first thirty
    scripts: tuple[str, ...] = ()  # src of scripts, distinct, the first thirty
    frames: tuple[str, ...] = ()  # src of iframes, distinct, the first thirty
    inline_scripts: Inline = (0, 0)  # data in script elements included
    inline_styles: Inline = (0, 0)
    imports: tuple[str, ...] = ()  # style sheets that the page's own styles import, distinct, the first thirty
    image_hosts: tuple[str, ...] = ()  # hosts of images with a full address, lower case, distinct, the first ten
    base: str = ""  # href of the first <base> that has one, as written: what the addresses are relative to


def resource_facts(elements: Elements) -> ResourceFacts:
    """The files a page needs to look right."""
    styles = [link.attr("href") for rel, link in elements.links if "stylesheet" in rel]
    inline = [script.text for script in elements.scripts if script.src is None]
    sheets = [style.text for style in elements["style"]]
    return ResourceFacts(
        styles=_kept(styles),
        scripts=_kept([script.src for script in elements.scripts]),
        frames=_kept([frame.attr("src") for frame in elements["iframe"]]),
        inline_scripts=(len(inline), sum(map(len, inline))),
        inline_styles=(len(sheets), sum(map(len, sheets))),
        imports=_kept([one for sheet in sheets if "@import" in sheet for one in _IMPORT.findall(sheet)]),
        image_hosts=_hosts(elements),
        base=next((href[:CLIP] for base in elements["base"] if (href := base.attr("href")) is not None), ""),
    )


def _kept(addresses: list[str | None]) -> tuple[str, ...]:
    written = (address.strip()[:CLIP] for address in addresses if address)
    return tuple(dict.fromkeys(one for one in written if one and not one.startswith("data:")))[:MAX_KEPT]


def _hosts(elements: Elements) -> tuple[str, ...]:
    """Told by cutting: to take every address apart would take twenty times as long."""
    found: dict[str, None] = {}
    for image in elements["img"]:
        source = image.attr("src")
        if source and source.startswith(("https://", "http://", "//")):
            found[source.split("/", 3)[2][:HOST].strip().lower()] = None
    return tuple(host for host in found if host)[:MAX_HOSTS]
