"""Title and description drafts: the keyword first, subtopics and terms of the best pages behind it, never over the limit.

They are beginnings for a person, made of templates: nothing is claimed that the pages do not say (no price, no place one).
A draft that does not fit is made shorter by leaving parts out, never by cutting a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.text import collapse, columns, han_chars, printable
from keywords.brief.model import Draft
from keywords.matching import copy_of, holds

TITLES, DESCRIPTIONS = 4, 3
WIDEST = {"zh": 20, "en": 28}  # columns of a part
_PLAIN = re.compile(r"[\w\s·&'’%+/×.-]+")
LATIN_WORD = "A-Za-z0-9_"
_EDGES = " 的之与和及，,、:：-_|·.()（）"


@dataclass(frozen=True, slots=True)
class Parts:
    """What drafts are made of."""

    keyword: str  # as a person writes it
    lang: Literal["zh", "en"]
    intent: str
    subtopics: tuple[str, ...]
    terms: tuple[str, ...]
    question: str
    prefix: str  # how the own titles begin: name and sign; empty: they have no such beginning
    suffix: str  # how they end: sign and name


def parts_of(
    keyword: str, lang: Literal["zh", "en"], intent: str, headings: Iterable[str], terms: Iterable[str], questions: Iterable[str],
    ends: tuple[str, str],
) -> Parts:  # fmt: skip
    """The parts, with what is fit for a title of the subtopics and terms found."""
    shown = collapse(printable(keyword))
    subtopics = _fitting(headings, shown, lang)
    more = [
        term for term in _fitting(terms, shown, lang) if not any(copy_of(term) in copy_of(one) for one in subtopics)
    ]
    question = next((one for one in map(_plain_question, questions) if one and _of(lang, one)), "")
    return Parts(shown, lang, intent, tuple(subtopics[:6]), tuple(more[:6]), question, *map(collapse_edge, ends))


def collapse_edge(suffix: str) -> str:
    """A beginning or end of titles in one printable line, the space at its edges kept."""
    plain = printable(suffix)
    before, behind = (" " if one.isspace() else "" for one in (plain[:1], plain[-1:]))
    return before + collapse(plain) + behind if plain.strip() else ""


def titles(parts: Parts, limit: int) -> tuple[Draft, ...]:
    """Titles of at most ``limit`` display columns, different ones; fewer than three only where the keyword leaves no room."""
    return _drafts(_title_groups(parts), limit, TITLES)


def descriptions(parts: Parts, limit: int) -> tuple[Draft, ...]:
    """Descriptions of at most ``limit`` display columns."""
    return _drafts(_description_groups(parts), limit, DESCRIPTIONS)


def _drafts(groups: Sequence[Sequence[str]], limit: int, wanted: int) -> tuple[Draft, ...]:
    """Of each group the first that fits; then further ones, until there are enough."""
    chosen: dict[str, None] = {}
    for group in groups:
        if (text := next((one for one in group if columns(one) <= limit and one not in chosen), None)) is not None:
            chosen[text] = None
    for text in (one for group in groups for one in group):
        if len(chosen) >= min(wanted, 3):
            break
        if columns(text) <= limit:
            chosen.setdefault(text)
    return tuple(Draft(text, columns(text), limit) for text in list(chosen)[:wanted])


def _fitting(texts: Iterable[str], keyword: str, lang: Literal["zh", "en"]) -> list[str]:
    """What a title can take up: short, of the language, of plain signs, the keyword itself taken out."""
    found: dict[str, str] = {}
    border = rf"(?<![{LATIN_WORD}-])", rf"(?![{LATIN_WORD}-])"  # apt of apt-get stays
    alone = re.compile(border[0] + re.escape(keyword) + border[1], re.IGNORECASE)
    for text in texts:
        around = [side.strip(_EDGES) for side in alone.split(collapse(printable(text)))]
        part = (
            next((side for side in around if side), "") if sum(map(bool, around)) == 1 else ""
        )  # nothing on both sides
        if len(part) < 2 or columns(part) > WIDEST[lang] or not _PLAIN.fullmatch(part) or not _of(lang, part):
            continue
        if part.replace(" ", "").isdecimal() or holds(copy_of(keyword), copy_of(part)):
            continue
        found.setdefault(copy_of(part), part)
    return list(found.values())


def _of(lang: str, text: str) -> bool:
    return (han_chars(text) > 0) == (lang == "zh")


def _plain_question(text: str) -> str:
    plain = collapse(printable(text)).rstrip("?？ ")
    return plain if _PLAIN.fullmatch(plain.replace("，", "").replace(",", "")) else ""


def _title_groups(parts: Parts) -> list[list[str]]:
    make = _titles_zh if parts.lang == "zh" else _titles_en
    plain = [list(make(parts, kind)) for kind in range(4)]
    return [[*(parts.prefix + text + parts.suffix for text in texts), *texts] for texts in plain]


def _counts(most: int, texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The first ``most`` texts, then fewer of them, down to one."""
    for count in range(min(most, len(texts)), 0, -1):
        yield texts[:count]


def _titles_zh(parts: Parts, kind: int) -> Iterator[str]:
    key, sub = parts.keyword, (*parts.subtopics, *parts.terms)
    word = {"buy": "选购", "compare": "对比", "navigate": "介绍"}.get(parts.intent, "指南")
    word = "" if word in key else word
    if kind == 0:
        yield from (f"{key}：{_zh(some)}" for some in _counts(3, sub))
        yield key
    elif kind == 1:
        yield from (f"{key}{word}：{_zh(some)}" for some in _counts(2, sub[1:] or sub))
        yield f"{key}{word}"
    elif kind == 2:
        yield from (f"{key}要看什么：{_zh(some)}" for some in _counts(2, sub))
        yield f"关于{key}"
    else:
        yield from (
            f"{some[0]}、{some[-1]}与{key}" if len(some) > 1 else f"{some[0]}与{key}"
            for some in _counts(2, parts.terms)
        )
        yield f"{key}简介"


def _titles_en(parts: Parts, kind: int) -> Iterator[str]:
    key, sub = _capital(parts.keyword), (*parts.subtopics, *parts.terms)
    word = {"buy": "Buying Guide", "compare": "Comparison", "inform": "Guide", "navigate": "Overview"}.get(
        parts.intent, "Guide"
    )
    word = "" if word.lower() in key.lower() else f" {word}"
    if kind == 0:
        yield from (f"{key}: {_en(some)}" for some in _counts(3, sub))
        yield key
    elif kind == 1:
        yield from (f"{key}{word}: {_en(some)}" for some in _counts(2, sub[1:] or sub))
        yield f"{key}{word}"
    elif kind == 2:
        yield from (f"{key}: what to know about {_en(some)}" for some in _counts(2, sub))
        yield f"About {parts.keyword}"
    else:
        yield from (f"{_capital(_en(some))}: {parts.keyword}" for some in _counts(2, parts.terms))
        yield f"{key} explained"


def _description_groups(parts: Parts) -> list[list[str]]:
    make = _descriptions_zh if parts.lang == "zh" else _descriptions_en
    return [list(make(parts, kind)) for kind in range(3)]


def _descriptions_zh(parts: Parts, kind: int) -> Iterator[str]:
    key, sub, terms = parts.keyword, parts.subtopics, parts.terms
    if kind == 0:
        for some in _counts(5, sub or terms):
            yield from (f"本页介绍{key}的{_zh(some)}，也说到{_zh(more)}。" for more in _counts(4, terms if sub else ()))
            yield f"本页介绍{key}的{_zh(some)}。"
        yield f"本页介绍{key}。"
    elif kind == 1:
        if parts.question:
            yield from (f"{parts.question}？本页从{_zh(some)}说起。" for some in _counts(4, (*sub, *terms)))
            yield f"{parts.question}？本页说明{key}的要点。"
        yield from (f"{key}先看{_zh(some)}，逐项说明。" for some in _counts(4, (*sub, *terms)))
        yield f"{key}：要点逐项说明。"
    else:
        yield from (f"{key}：{_zh(some)}。" for some in _counts(6, (*terms, *sub)))
        yield f"{key}：特点、规格与用法。" if parts.intent == "buy" else f"{key}：要点与说明。"


def _descriptions_en(parts: Parts, kind: int) -> Iterator[str]:
    key, sub, terms = parts.keyword, parts.subtopics, parts.terms
    if kind == 0:
        for some in _counts(5, sub or terms):
            yield from (
                f"About {key}: {_en(some)}. With notes on {_en(more)}." for more in _counts(4, terms if sub else ())
            )
            yield f"About {key}: {_en(some)}."
        yield f"What this page says about {key}."
    elif kind == 1:
        if parts.question:
            yield from (f"{parts.question}? This page begins with {_en(some)}." for some in _counts(4, (*sub, *terms)))
            yield f"{parts.question}? The main points of {key}."
        yield from (f"Looking for {key}? See {_en(some)}, point by point." for some in _counts(4, (*sub, *terms)))
        yield f"Looking for {key}? The main points, one by one."
    else:
        yield from (f"{_capital(key)}: {_en(some)}." for some in _counts(6, (*terms, *sub)))
        yield f"{_capital(key)}: main points and notes."


def _zh(texts: Sequence[str]) -> str:
    return "、".join(texts)


def _en(texts: Sequence[str]) -> str:
    if len(texts) < 2 or any(" and " in text or "," in text for text in texts):
        return ", ".join(texts)
    return ", ".join(texts[:-1]) + f" and {texts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
