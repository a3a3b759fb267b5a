"""What the markup of a page says beyond the columns of ``pages``: one small record a theme, stored as sparse JSON.

Each module has its record and the function that fills it from the parsed page. A fact depends on the document
alone, never on its URL or headers: unchanged documents share their facts (table ``document_facts``).
Addresses are kept as written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from crawler.facts.alternates import AlternateFacts, alternate_facts
from crawler.facts.baidu import BaiduFacts, baidu_facts
from crawler.facts.canonical import CanonicalFacts, canonical_facts
from crawler.facts.dates import DateFacts, date_facts, with_copyright
from crawler.facts.delivery import DeliveryFacts, delivery_facts
from crawler.facts.elements import without_code
from crawler.facts.forms import FormFacts, form_facts
from crawler.facts.garbled import GarbledFacts, garbled_facts
from crawler.facts.head import HeadFacts, head_facts
from crawler.facts.hidden import HiddenFacts, hidden_facts
from crawler.facts.linking import LinkFacts, link_facts
from crawler.facts.markup import MarkupFacts, markup_facts
from crawler.facts.media import MediaFacts, media_facts
from crawler.facts.offers import OfferFacts, in_text, offer_facts
from crawler.facts.outgoing import OutgoingFacts, outgoing_facts
from crawler.facts.outline import OutlineFacts, outline_facts
from crawler.facts.paging import PagingFacts, paging_facts
from crawler.facts.platforms import PlatformFacts, platform_facts
from crawler.facts.resources import ResourceFacts, resource_facts
from crawler.facts.sparse import dumped, restored
from crawler.facts.structured import StructuredFacts, structured_facts
from crawler.facts.usability import UsabilityFacts, usability_facts
from crawler.facts.writing import WritingFacts, writing_facts

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements

__all__ = ["Facts", "facts_from_json", "facts_of", "facts_to_json", "gather_facts", "gather_themes"]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one document by theme."""

    head: HeadFacts = HeadFacts()
    outline: OutlineFacts = OutlineFacts()
    media: MediaFacts = MediaFacts()
    structured: StructuredFacts = StructuredFacts()
    forms: FormFacts = FormFacts()
    markup: MarkupFacts = MarkupFacts()
    usability: UsabilityFacts = UsabilityFacts()
    baidu: BaiduFacts = BaiduFacts()
    hidden: HiddenFacts = HiddenFacts()
    garbled: GarbledFacts = GarbledFacts()
    canonical: CanonicalFacts = CanonicalFacts()
    delivery: DeliveryFacts = DeliveryFacts()
    links: LinkFacts = LinkFacts()
    alternates: AlternateFacts = AlternateFacts()
    resources: ResourceFacts = ResourceFacts()
    dates: DateFacts = DateFacts()
    writing: WritingFacts = WritingFacts()
    offers: OfferFacts = OfferFacts()
    platform: PlatformFacts = PlatformFacts()
    paging: PagingFacts = PagingFacts()
    outgoing: OutgoingFacts = OutgoingFacts()


KINDS: dict[str, type[Any]] = {
    "head": HeadFacts,
    "outline": OutlineFacts,
    "media": MediaFacts,
    "structured": StructuredFacts,
    "forms": FormFacts,
    "markup": MarkupFacts,
    "usability": UsabilityFacts,
    "baidu": BaiduFacts,
    "hidden": HiddenFacts,
    "garbled": GarbledFacts,
    "canonical": CanonicalFacts,
    "delivery": DeliveryFacts,
    "links": LinkFacts,
    "alternates": AlternateFacts,
    "resources": ResourceFacts,
    "dates": DateFacts,
    "writing": WritingFacts,
    "offers": OfferFacts,
    "platform": PlatformFacts,
    "paging": PagingFacts,
    "outgoing": OutgoingFacts,
}


def gather_facts(document: Document, elements: Elements, html: str) -> Facts:
    """All facts of a parsed page but those of its main text; see ``gather_themes``."""
    return Facts(**gather_themes(document, elements, html))


def gather_themes(document: Document, elements: Elements, html: str) -> dict[str, Any]:
    """The facts of a parsed page by theme; call it before the texts are measured, which takes the tree apart.

    Args:
        elements: of the page, by tag (``crawler.facts.elements``).
        html: the page as decoded.
    """
    markup = without_code(html, elements.scripts)
    body = document.find("body")
    shown = body.text if body is not None else ""
    return {
        "head": head_facts(elements, html),
        "outline": outline_facts(document, elements, shown),
        "media": media_facts(elements),
        "structured": structured_facts(document, elements, html),
        "forms": form_facts(elements),
        "markup": markup_facts(document, elements, markup),
        "usability": usability_facts(document, elements, html, markup),
        "baidu": baidu_facts(document, elements, html),
        "hidden": hidden_facts(document, elements, markup),
        "garbled": garbled_facts(document, elements, shown),
        "canonical": canonical_facts(elements),
        "delivery": delivery_facts(document, elements),
        "links": link_facts(document, elements, markup),
        "alternates": alternate_facts(elements),
        "resources": resource_facts(elements),
        "dates": date_facts(elements),
        "offers": offer_facts(elements),
        "platform": platform_facts(elements, shown),
        "paging": paging_facts(elements),
        "outgoing": outgoing_facts(document, elements, markup),
    }


def facts_of(themes: dict[str, Any], text: str, han: str, words: int, seen: str) -> Facts:
    """The facts of a page, with what its texts tell.

    Args:
        themes: of ``gather_themes``.
        text: main text.
        han: its Han characters.
        words: number of its other words.
        seen: visible text of the whole page.
    """
    told = {
        "offers": in_text(themes["offers"], text),
        "writing": writing_facts(text, han, words),
        "dates": with_copyright(themes["dates"], seen),
    }
    return Facts(**{**themes, **told})


def facts_to_json(facts: Facts) -> str:
    """Sparse JSON: ``{"head": {"viewport": ...}, ...}``."""
    return dumped({one.name: getattr(facts, one.name) for one in fields(facts)})


def facts_from_json(text: str) -> Facts:
    """What ``facts_to_json`` wrote."""
    data = json.loads(text) if text != "{}" else {}
    return Facts(**{name: restored(KINDS[name], values) for name, values in data.items() if name in KINDS})
