"""Words and names that a site uses as units and the segmentation takes apart: proposals for the user dictionary.

Looked at are titles, h1, breadcrumbs, brands and products of JSON-LD, and anchors. A brand is proposed whenever it is cut.
Other words must be firm and free (``keywords.association``) or stand alone somewhere, on two pages at least, and hold what
a segmentation leaves over of a word it does not know: a single Han character, or Latin words that never stand apart.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from configs.settings import Settings
from crawler.store import Store
from crawler.zstd import decompress
from keywords.association import Phrase
from keywords.brands import title_parts
from keywords.frequency import BoundedCounts
from keywords.lexicon import JOINS, Lexicon
from keywords.matching import copy_of, is_han
from keywords.segment import is_number
from keywords.site_phrases import Neighbours, Run, Runs, tools

SOURCES = ("titles", "breadcrumbs", "brands", "products", "anchors")
MOST_UNITS = 1 << 17  # different texts remembered of each source
LONGEST = 20  # characters of a proposal
FIRM, VERY_FIRM = 0.6, 0.75  # least npmi of single Han characters, and of what has words in it
FREE = 0.9  # bits of the less of both entropies
LEAST_PAGES = 2

_BRAND = re.compile(
    r'"brand"\s*:\s*(?:\[\s*)?(?:("(?:[^"\\]|\\.){1,80}")|\{[^{}]{0,300}?"name"\s*:\s*("(?:[^"\\]|\\.){1,80}"))'
)
_PAGES = """
    select p.title, p.h1, json_extract(f.facts, '$.structured.breadcrumbs'),
        json_extract(f.facts, '$.structured.products'),
        case when instr(p.schema_types, 'Product') then d.html end
    from temp.html_pages v
    join main.pages p on p.run_id = v.run_id and p.url_id = v.url_id
    left join main.document_facts f on f.hash = p.document_hash
    left join main.documents d on d.hash = p.document_hash
    order by v.url_id
"""
_ANCHORS = """
    select a.text, sum(p.pages) from page_anchors p join anchors a using (anchor_id)
    where p.run_id = ? and p.kind = 'text' group by a.anchor_id
"""


class Proposal(NamedTuple):
    """A word that the site uses and the segmentation does not know; numbers of pages by source."""

    word: str
    kind: str  # brand, word (Han) or name (Latin)
    cut: str  # as it is cut today, by /
    titles: int
    breadcrumbs: int
    brands: int
    products: int
    anchors: int
    npmi: float
    left: float
    right: float


class Units:
    """What a site writes as a unit, by source, with the number of pages; counts are bounded."""

    def __init__(self) -> None:
        self.counts = {source: BoundedCounts(MOST_UNITS) for source in SOURCES}

    def add(self, source: str, texts: Iterator[str] | Sequence[str], pages: int = 1) -> None:
        """Count what one page says, or one anchor on some pages."""
        found = {part for text in texts for part in title_parts(copy_of(text))}
        if pages == 1:
            self.counts[source].add(found)
        else:
            self.counts[source].update(dict.fromkeys(found, pages))

    def all(self) -> Iterator[tuple[str, Counter[str]]]:
        """Every different unit with its pages by source."""
        for unit in sorted(set().union(*self.counts.values())):
            yield unit, Counter({source: seen[unit] for source, seen in self.counts.items() if seen[unit]})


def units_of(store: Store, run_id: int) -> Units:
    """All units of a run."""
    found = Units()
    store.use_run(run_id)
    for title, h1, crumbs, products, html in store.db.execute(_PAGES):
        found.add("titles", (title or "", h1 or ""))
        found.add("breadcrumbs", [name for trail in json.loads(crumbs or "[]") for _, name, *_ in trail])
        found.add("products", [name for name, *_ in json.loads(products or "[]")])
        if html:
            found.add("brands", list(brands_of(decompress(html).decode("utf-8"))))
    for text, pages in store.db.execute(_ANCHORS, [run_id]):
        found.add("anchors", [text], pages)
    return found


def brands_of(html: str) -> Iterator[str]:
    """Names of brands in JSON-LD."""
    for match in _BRAND.finditer(html):
        try:
            yield str(json.loads(match[1] or match[2]))
        except ValueError:
            continue


def proposals(store: Store, run_id: int, settings: Settings) -> list[Proposal]:
    """Words proposed for the user dictionary, brands first, then by the pages that use them.

    Raises:
        InputError: a stop word file or the user dictionary cannot be read.
    """
    segment, lexicon = tools(settings)
    units = [(unit, segment.tokens(unit), pages) for unit, pages in units_of(store, run_id).all()]
    runs = Runs(lexicon)
    for _, tokens, _ in units:
        runs.add(tokens)
    brands = {tuple(tokens): unit for unit, tokens, pages in units if pages["brands"] and _is_name(tokens, lexicon)}
    exact = Neighbours({*runs.best(), *brands})
    pages: dict[Run, Counter[str]] = {}
    alone: set[Run] = set()
    for _, tokens, seen in units:
        for run in exact.add(tokens):
            pages.setdefault(run, Counter()).update(seen)
        if seen.total() >= LEAST_PAGES:
            alone.add(tuple(tokens))
    found = [
        _proposal(run, exact.phrase(run, runs.seam(run), brands.get(run, "")), pages[run], run in brands)
        for run in exact.hits
    ]
    kept = [
        one
        for run, one in zip(exact.hits, found, strict=True)
        if one.word.isprintable() and one.word[0] != "#" and (one.kind == "brand" or _sound(run, one, run in alone))
    ]  # a dictionary with control characters would be refused, and # begins a comment
    return sorted(_whole(kept), key=lambda one: (one.kind != "brand", -_weight(one), one.word))


def _is_name(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a brand is cut, and is no sentence."""
    return 1 < len(tokens) <= 6 and len("".join(tokens)) <= LONGEST and any(lexicon[token] & JOINS for token in tokens)


def _proposal(run: Run, phrase: Phrase, pages: Counter[str], brand: bool) -> Proposal:
    kind = "brand" if brand else "word" if any(map(is_han, phrase.term)) else "name"
    titles, crumbs, named, products, anchors = (pages[source] for source in SOURCES)
    cut, seams = "/".join(filter(None, run)), (phrase.npmi, phrase.left, phrase.right)
    return Proposal(phrase.term, kind, cut, titles, crumbs, named, products, anchors, *seams)


def _sound(run: Run, one: Proposal, alone: bool) -> bool:
    if len(one.word) > LONGEST or _weight(one) < LEAST_PAGES or any(map(is_number, run)):
        return False
    if one.kind == "word" and not any(len(token) == 1 and is_han(token) for token in run):
        return False
    least = FIRM if all(len(token) == 1 for token in run) else VERY_FIRM
    return one.npmi >= least and (alone or min(one.left, one.right) >= FREE)


def _weight(one: Proposal) -> int:
    """Pages that use the word, each source counted."""
    return one.titles + one.breadcrumbs + one.brands + one.products + one.anchors


def _whole(found: list[Proposal]) -> Iterator[Proposal]:
    """Without pieces of longer proposals that are used as often."""
    for one in found:
        longer = (other for other in found if one.word != other.word and one.word in other.word)
        if not any(_weight(other) >= 0.8 * _weight(one) for other in longer):
            yield one
