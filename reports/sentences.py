"""Sentences from message templates and evidence; what a site wrote stays marked as its own words."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping

from configs.text import Lang, Text
from crawler.text import clip_columns, columns, printable
from reports.addresses import decoded
from reports.grammar import polished
from reports.parts import Piece, Sentence

LONGEST = 160  # columns of one quoted value
MOST = 5  # values of one quoted list
SEPARATOR = Text(zh="、", en=", ")

_FORMATTER = string.Formatter()
NO_WORDS: Mapping[str, Text] = {}


def sentence(message: Text, evidence: str | Mapping[str, object], words: Mapping[str, Text] = NO_WORDS) -> Sentence:
    """``message`` over ``evidence`` (a mapping, or its JSON) in both languages; codes among ``words`` are translated.

    A template that does not fit its evidence is no reason to lose the finding: the values are listed then.
    """
    values = evidence if isinstance(evidence, Mapping) else _values(evidence)
    return Sentence(
        zh=_pieces(message.zh, _translated(values, words, "zh"), "zh"),
        en=_pieces(message.en, _translated(values, words, "en"), "en"),
    )


def text_of(pieces: tuple[Piece, ...]) -> str:
    """The sentence as one string."""
    return "".join(piece.text for piece in pieces)


def _values(evidence: str) -> Mapping[str, object]:
    try:
        values = json.loads(evidence)
    except ValueError:
        return {"evidence": evidence}
    return values if isinstance(values, dict) else {"evidence": values}


def _translated(values: Mapping[str, object], words: Mapping[str, Text], lang: Lang) -> Mapping[str, object]:
    """Codes replaced by our own words for them; a list of codes becomes one text."""

    def word(value: object) -> object:
        if isinstance(value, str) and value in words:
            return Piece(words[value].get(lang))
        if isinstance(value, list) and value and all(isinstance(item, str) and item in words for item in value):
            return Piece((SEPARATOR.get(lang)).join(words[item].get(lang) for item in value))
        if isinstance(value, list):
            return [words[item].get(lang) if isinstance(item, str) and item in words else item for item in value]
        return value

    return {name: word(value) for name, value in values.items()} if words else values


def _pieces(template: str, values: Mapping[str, object], lang: Lang) -> tuple[Piece, ...]:
    try:
        return _polished(_merged(_filled(template, values)), lang)
    except (LookupError, ValueError, AttributeError, TypeError):
        listed = [Piece(f"{name}: {quoted(value)}", crawled=True) for name, value in sorted(values.items())]
        return _merged([part for piece in listed for part in (Piece(" · "), piece)][1:])


def _filled(template: str, values: Mapping[str, object]) -> list[Piece]:
    pieces: list[Piece] = []
    for literal, name, spec, conversion in _FORMATTER.parse(template):
        pieces.append(Piece(literal))
        if name is None:
            continue
        value, _ = _FORMATTER.get_field(name, (), values)
        if isinstance(value, Piece):
            pieces.append(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            pieces.append(Piece(format(_FORMATTER.convert_field(value, conversion), spec or "")))
        else:
            pieces.append(Piece(quoted(value), crawled=True))
    return pieces


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind joined, empty ones left out."""
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if merged and merged[-1].crawled == piece.crawled:
            merged[-1] = Piece(merged[-1].text + piece.text, piece.crawled)
        else:
            merged.append(piece)
    return tuple(merged)


def _polished(pieces: tuple[Piece, ...], lang: Lang) -> tuple[Piece, ...]:
    """What a site wrote stays as it is; nothing hangs over at the end."""
    made = [piece if piece.crawled else Piece(polished(piece.text, lang)) for piece in pieces]
    if made and not made[-1].crawled:
        made[-1] = Piece(made[-1].text.rstrip(" :："))
    return _merged(made)


def quoted(value: object) -> str:
    """A value of the evidence as it is quoted: inert, one line, clipped, URLs decoded."""
    if isinstance(value, list | tuple):
        rest = f" … (+{len(value) - MOST})" if len(value) > MOST else ""
        return ", ".join(quoted(item) for item in value[:MOST]) + rest
    if isinstance(value, dict):
        return ", ".join(f"{printable(str(name))}={quoted(item)}" for name, item in sorted(value.items()))
    if isinstance(value, Piece):
        return value.text
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"
    text = printable(str(value))
    text = printable(decoded(text)) if text.startswith(("http://", "https://")) else text
    return clipped(text, LONGEST)


def clipped(text: str, width: int) -> str:
    """``text`` cut to ``width`` display columns, with an ellipsis where something was cut."""
    whole = columns(text)
    if whole <= width:
        return text
    ellipsis = columns(text + "…") - whole  # as wide as a Han character among Han characters
    return clip_columns(text, width - ellipsis) + "…"
