"""What a brief says, section by section, as a page in one language shows it; HTML and Markdown are made of it alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from configs.intents import INTENTS
from configs.text import Lang, Text
from crawler.text import printable
from keywords.brief.model import Brief, Draft, Range
from reports.addresses import address
from reports.brief.words import COLUMNS, EMPTY, NOTES, PLACES, STATES, TITLES, TYPES
from reports.numbers import decimal, integer, percent
from reports.sentences import clipped

ANCHOR = 40  # columns of an anchor in a list
Kind = Literal["said", "crawled", "url"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a text of ours, of a page, or an address."""

    text: str
    kind: Kind = "said"
    href: str = ""
    tone: str = ""  # excellent, fair, poor
    number: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what must be known of it, and a table; ``empty`` is said in its place when it has no rows."""

    key: str
    title: str
    note: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A brief in one language."""

    lang: Lang
    title: str
    keyword: str
    facts: tuple[tuple[str, Cell], ...]
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]
    rule: str  # what these figures are, and are not


def shown(brief: Brief, lang: Lang) -> Shown:
    """``brief`` in ``lang``."""
    return Shown(
        lang=lang,
        title=TITLES["brief"].get(lang, keyword=printable(brief.keyword)),
        keyword=printable(brief.keyword),
        facts=tuple(_facts(brief, lang)),
        remarks=tuple(one.get(lang) for one in brief.remarks),
        sections=tuple(_Sections(brief, lang).all()),
        rule=NOTES["rule"].get(lang),
    )


def _facts(brief: Brief, lang: Lang) -> Iterator[tuple[str, Cell]]:
    page = _url(brief.own.url) if brief.own else Cell(EMPTY["own"].get(lang))
    yield COLUMNS["chosen" if brief.chosen else "proposed"].get(lang), page
    intent = INTENTS[brief.intent].get(lang) if brief.intent in INTENTS else brief.intent
    yield COLUMNS["intent"].get(lang), Cell(intent + (f" ({printable(brief.modifier)})" if brief.modifier else ""))
    yield COLUMNS["rests"].get(lang), Cell(integer(len(brief.sources)))
    yield COLUMNS["crawl"].get(lang), Cell(f"{printable(brief.site)}, {brief.day}, #{brief.run_id}")


def _url(url: str) -> Cell:
    made = address(url)
    return Cell(made.shown, "url", made.href)


def _crawled(text: str) -> Cell:
    return Cell(printable(text), "crawled") if text else Cell("–")


def _number(text: str, tone: str = "") -> Cell:
    return Cell(text, number=True, tone=tone)


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


class _Sections:
    """The sections of a brief in one language."""

    def __init__(self, brief: Brief, lang: Lang) -> None:
        self.brief, self.lang = brief, lang

    def all(self) -> Iterator[Section]:
        brief, lang = self.brief, self.lang
        if brief.own:
            yield self._section("has", ("point", "state", "value"), self._has())
        yield self._section("titles", ("draft", "width"), map(self._draft, brief.titles))
        yield self._section("descriptions", ("draft", "width"), map(self._draft, brief.descriptions))
        repeated = NOTES["repeated"].get(lang, n=brief.repeated) if brief.repeated else ""
        yield self._section("subtopics", ("heading", "pages", "sites", *self._own()), self._subtopics(), repeated)
        unit = NOTES[f"per-{brief.unit}"].get(lang)
        yield self._section(
            "terms", ("term", "pages", "rate", "times", *self._own("own-times", "state")), self._terms(), unit
        )
        yield self._section("questions", ("question", "pages", *self._own()), self._questions())
        yield self._section("length", ("measure", "low", "middle", "high", *self._own("own-length")), self._lengths())
        yield self._section("links", ("from", "anchor", "sentence", "why"), self._links(), self._anchors())
        yield self._section("schema", ("type", "pages", "on", "advised", *self._own()), self._schema())
        yield self._section(
            "sources", ("page", "site", "relevance", "why", "title", "length-of", "day"), self._sources(), self._dates()
        )  # fmt: skip

    def _section(self, key: str, columns: tuple[str, ...], rows: Iterator[tuple[Cell, ...]], more: str = "") -> Section:
        made = tuple(rows)
        note = " ".join(filter(None, (NOTES[key].get(self.lang) if key in NOTES else "", more)))
        numbers = [any(row[at].number for row in made) for at in range(len(columns))]
        head = tuple(
            Cell(COLUMNS[name].get(self.lang), number=number) for name, number in zip(columns, numbers, strict=True)
        )
        given = self.brief.enough or key in ("links", "sources", "titles", "descriptions")
        empty = EMPTY.get(key, EMPTY["none"]) if given else EMPTY["wanting"]
        return Section(key, TITLES[key].get(self.lang), note, head, made, empty.get(self.lang))

    def _own(self, *names: str) -> tuple[str, ...]:
        """Columns about the own page, where there is one."""
        return (names or ("own",)) if self.brief.own else ()

    def _mine(self, own: bool | None) -> tuple[Cell, ...]:
        return () if own is None else (self._yes(own),)

    def _yes(self, there: bool, words: tuple[str, str] = ("has", "has-not")) -> Cell:
        word = STATES[words[0] if there else words[1]].get(self.lang)
        return Cell(f"{'✓' if there else '✗'} {word}", tone="excellent" if there else "poor")

    def _has(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.brief.has:
            yield Cell(one.name.get(self.lang)), self._yes(one.there, ("yes", "no")), _crawled(one.value)

    def _draft(self, one: Draft) -> tuple[Cell, ...]:
        return _crawled(one.text), _number(f"{one.width} / {one.limit}")

    def _subtopics(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.brief.subtopics:
            text = " / ".join((one.heading, *one.others))
            yield _crawled(text), _number(integer(one.pages)), _number(integer(one.sites)), *self._mine(one.own)

    def _terms(self) -> Iterator[tuple[Cell, ...]]:
        tones = {"missing": "fair", "within": "excellent"}  # what others do is no fault where it is not done
        for one in self.brief.terms:
            rate, times = _span(decimal(one.low), decimal(one.high)), _span(str(one.low_count), str(one.high_count))
            own = () if one.own_count is None else (_number(integer(one.own_count)), Cell(STATES[one.state].get(self.lang), tone=tones.get(one.state, "")))  # fmt: skip
            yield _crawled(one.term), _number(integer(one.pages)), _number(rate), _number(times), *own

    def _questions(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.brief.questions:
            yield _crawled(one.text), _number(integer(one.pages)), *self._mine(one.own)

    def _lengths(self) -> Iterator[tuple[Cell, ...]]:
        for key, one in (("han", self.brief.han), ("words", self.brief.words)):
            if one and one.high:
                yield Cell(COLUMNS[key].get(self.lang)), *self._range(one)

    def _range(self, one: Range) -> Iterator[Cell]:
        yield from (_number(integer(value)) for value in (one.low, one.middle, one.high))
        if one.own is not None:
            yield _number(integer(one.own), "fair" if one.own < one.low else "excellent")

    def _links(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.brief.links:
            yield _url(one.source), _crawled(one.anchor), _crawled(one.sentence), _crawled(one.why.get(self.lang))

    def _anchors(self) -> str:
        if not self.brief.anchors:
            return ""
        listed = ", ".join(
            f"“{clipped(printable(text), ANCHOR)}” {integer(pages)}" for text, pages in self.brief.anchors
        )
        return NOTES["anchors"].get(self.lang, listed=listed)

    def _schema(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.brief.schema:
            types = self._list(
                TYPES[name].get(self.lang) if name in TYPES else printable(name) for name in one.page_types
            )
            advised = self._yes(True, ("yes", "no")) if one.advised else Cell("–")
            yield _crawled(one.name), _number(integer(one.pages)), Cell(types), advised, *self._mine(one.own)

    def _sources(self) -> Iterator[tuple[Cell, ...]]:
        for one in self.brief.sources:
            places = self._list(PLACES[name].get(self.lang) for name in one.places if name in PLACES)
            why = NOTES["exact" if one.exact else "by-words"].get(self.lang, places=places)
            size = integer(one.han if self.brief.unit == "han" else one.words)
            relevance = percent(100 * one.relevance, 0)
            yield (
                _url(one.url), Cell(printable(one.site), "crawled"), _number(relevance), Cell(why), _crawled(one.title), _number(size),
                Cell(one.modified or "–"),
            )  # fmt: skip

    def _dates(self) -> str:
        brief = self.brief
        if not brief.dated:
            return NOTES["undated"].get(self.lang) if brief.sources else ""
        own = brief.own.modified if brief.own else ""
        said = NOTES["dated"].get(self.lang, n=brief.dated, all=len(brief.sources), newest=brief.newest)
        return said + (NOTES["own-day"].get(self.lang, day=own) if own else "")

    def _list(self, texts: Iterator[str]) -> str:
        return Text("、", ", ").get(self.lang).join(texts)
