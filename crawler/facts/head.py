"""What the head says: titles, descriptions, keywords, the names of the site and the author."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from turbohtml import Namespace

from crawler.text import collapse

if TYPE_CHECKING:
    from crawler.facts.elements import Elements, Meta

MAX_KEPT = 5  # texts kept of each kind
CLIP = 300  # characters of a text
MAX_KEYWORDS = 1000  # characters of the keywords
NAME = 100  # characters of a site's name
WANTED = frozenset({"description", "keywords", "og:site_name", "application-name", "author", "article:author"})


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What the head says: titles, descriptions, keywords, the name of the site."""

    titles: int = 1  # <title> elements outside SVG that stand in the head
    several_titles: tuple[str, ...] = ()  # texts of the first five, when there are several
    several_descriptions: tuple[str, ...] = ()  # texts of the first five meta descriptions, when there are several
    keywords: str = ""  # first meta keywords with text
    site_name: str = ""  # og:site_name, else application-name
    author: str = ""  # meta author, else article:author


def head_facts(elements: Elements, html: str) -> HeadFacts:
    """What the head says: titles, descriptions, keywords, the name of the site."""
    titles = [one for one in elements["title"] if one.namespace is Namespace.HTML and one.closest("head") is not None]
    metas = _metas(elements.metas)
    return HeadFacts(
        titles=len(titles),
        several_titles=_several([collapse(one.text) for one in titles]),
        several_descriptions=_several(metas.get("description", [])),
        keywords=_first(metas, "keywords")[:MAX_KEYWORDS],
        site_name=(_first(metas, "og:site_name") or _first(metas, "application-name"))[:NAME],
        author=(_first(metas, "author") or _first(metas, "article:author"))[:NAME],
    )


def _metas(metas: list[Meta]) -> dict[str, list[str]]:
    """Contents of those in ``WANTED`` by name or property, in document order."""
    found: dict[str, list[str]] = {}
    for meta in metas:
        name = (meta.name or meta.about).strip()
        if name in WANTED:
            found.setdefault(name, []).append(collapse(meta.content()))
    return found


def _first(metas: dict[str, list[str]], name: str) -> str:
    return next((text for text in metas.get(name, ()) if text), "")


def _several(texts: list[str]) -> tuple[str, ...]:
    return tuple(text[:CLIP] for text in texts[:MAX_KEPT]) if len(texts) > 1 else ()
