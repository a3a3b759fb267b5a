"""What is known of a page that a brief rests on: its text, headings, structured data, and the day of its last change."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.facts import facts_from_json
from crawler.store import Store
from crawler.zstd import decompress
from keywords.brief.candidates import Found
from keywords.brief.model import Source
from keywords.freshness import declared_day
from keywords.matching import copy_of

_PAGE = """
    select p.title, p.h1, p.description, t.page_type, p.han_chars, coalesce(w.words, p.latin_words + p.han_chars / 2),
        d.main_text, f.facts, s.name, r.role
    from pages p
    join runs r on r.run_id = p.run_id
    join sites s on s.site_id = r.site_id
    left join page_states t on t.run_id = p.run_id and t.url_id = p.url_id
    left join page_words w on w.run_id = p.run_id and w.url_id = p.url_id
    left join documents d on d.hash = p.document_hash
    left join document_facts f on f.hash = p.document_hash
    where p.run_id = ? and p.url_id = ?
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with all that a brief looks at."""

    found: Found
    source: Source
    text: str  # main text as it was found
    copy: str  # its matching copy
    headings: tuple[tuple[int, str], ...]  # level and text, in their order


def page_of(store: Store, found: Found) -> Page:
    """Read one page."""
    row = store.db.execute(_PAGE, [found.run_id, found.url_id]).fetchone()
    title, h1, description, page_type, han, words, packed, markup, site, role = row
    facts = facts_from_json(markup or "{}")
    text = decompress(packed).decode("utf-8") if packed else ""
    types = [name for types, role, _ in facts.structured.shapes if not role for name in types.split()]
    source = Source(
        url=found.url,
        site=site,
        own=role == "target",
        title=title,
        h1=h1,
        description=description,
        page_type=page_type or "other",
        relevance=found.relevance,
        match=found.match,
        exact=found.exact,
        places=found.places,
        words=int(words),
        han=int(han),
        modified=declared_day(markup or "{}"),
        schema=tuple(dict.fromkeys([*types, *map(_type_name, facts.structured.microdata)])),
    )
    return Page(found, source, text, copy_of(text), facts.outline.headings)


def _type_name(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2]
