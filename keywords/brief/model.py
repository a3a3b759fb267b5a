"""What a brief says: plain data, which JSON has as it is. Texts of crawled pages are as they were found: escape them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from configs.text import Text

Unit = Literal["han", "words"]
State = Literal["", "missing", "less", "within", "more"]


@dataclass(frozen=True, slots=True)
class Source:
    """A page that the brief rests on, or the own one that it is for."""

    url: str
    site: str
    own: bool
    title: str
    h1: str
    description: str
    page_type: str
    relevance: float  # for the keyword, 0..1
    match: float  # of its text by BM25, 0..1
    exact: bool  # the keyword stands there as it is; else its words do
    places: tuple[str, ...]  # in_title, in_h1 ...: where it stands, or most of its words
    words: int  # jieba and Latin words of main text
    han: int  # Han characters of main text
    modified: str  # the day it names as that of its last change, else of publication; empty: none
    schema: tuple[str, ...]  # types of structured data


@dataclass(frozen=True, slots=True)
class Range:
    """Quartiles over the pages the brief rests on, and the own page beside them; None: no own page."""

    low: int  # 25th percentile
    middle: int
    high: int  # 75th percentile
    own: int | None


@dataclass(frozen=True, slots=True)
class Subtopic:
    """Headings of several pages that say the same."""

    heading: str  # the commonest way to put it
    level: int  # 2 or 3, the commonest
    others: tuple[str, ...]  # further ways
    pages: int
    sites: int
    own: bool | None  # the own page has it; None: no own page


@dataclass(frozen=True, slots=True)
class TermRange:
    """How often the pages that use a term do, by 1,000 Han characters or words; 25th to 75th percentile."""

    term: str
    pages: int  # that use it
    low: float
    high: float
    low_count: int  # the same in a text of middle length
    high_count: int
    own_count: int | None  # None: no own page
    own_rate: float | None
    state: State  # of the own page; empty: none


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a page puts in a heading or sentence."""

    text: str
    url: str
    pages: int
    keyword: bool  # it holds the keyword
    own: bool | None


@dataclass(frozen=True, slots=True)
class SchemaType:
    """A type of structured data."""

    name: str
    pages: int
    page_types: tuple[str, ...]  # of these pages
    own: bool | None
    advised: bool  # half of the pages have it, and it is of the page, not of its site


@dataclass(frozen=True, slots=True)
class Draft:
    """A title or description within its limit, in display columns."""

    text: str
    width: int
    limit: int


@dataclass(frozen=True, slots=True)
class LinkProposal:
    """An internal link to add."""

    source: str
    anchor: str
    sentence: str  # of the source's main text, around the anchor; empty: it is not there
    why: Text


@dataclass(frozen=True, slots=True)
class Has:
    """One thing that the own page has or lacks."""

    name: Text
    there: bool
    value: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A content brief for one keyword."""

    keyword: str
    lang: Literal["zh", "en"]  # of the drafts: that of the keyword and the pages
    run_id: int
    site: str
    day: str  # of the crawl, ISO 8601
    intent: str
    modifier: str  # that told the intent; empty: none
    enough: bool  # two pages or more to rest on
    remarks: tuple[Text, ...]  # what is wanting, and what must be known to read the figures
    sources: tuple[Source, ...]
    own: Source | None
    chosen: bool  # the own page was named; else it is proposed
    has: tuple[Has, ...]
    unit: Unit  # of the rates and of what counts as length
    words: Range | None
    han: Range | None
    subtopics: tuple[Subtopic, ...]
    repeated: int  # headings left out, since the sites repeat them on other pages
    terms: tuple[TermRange, ...]
    questions: tuple[Question, ...]
    schema: tuple[SchemaType, ...]
    newest: str  # day of the latest change of a source; empty: none names one
    dated: int  # sources that name a day
    titles: tuple[Draft, ...]
    descriptions: tuple[Draft, ...]
    links: tuple[LinkProposal, ...]
    anchors: tuple[tuple[str, int], ...]  # texts by which own pages link to the own page now, and how many pages do
