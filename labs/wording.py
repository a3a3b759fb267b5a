"""Text of the sample shops, composed from the word lists and patterns of `labs/vocabulary`.

A pattern such as "{person}采{leaf}" is expanded recursively: a slot stands for a word of its list, for a
number of its range, or for `name`, the subject of the page. The same random stream gives the same text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Literal, TypeAlias, cast

Lang: TypeAlias = Literal["zh", "en"]
Pattern: TypeAlias = tuple[str, ...]  # literal, slot, literal, slot ... literal

_NOT_HAN = re.compile(r"[^㐀-鿿]+")
_SLOT = re.compile(r"\{(\w+)\}")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiou])")


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The data file `labs/vocabulary/<name>.toml`; read once, shared, never to be changed."""
    text = files("labs").joinpath("vocabulary", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def han_count(text: str) -> int:
    """Characters of the Han script."""
    return len(_NOT_HAN.sub("", text))


def amount(text: str, lang: Lang) -> int:
    """Length as the checklist counts it: Han characters in Chinese, words in English."""
    return han_count(text) if lang == "zh" else len(text.split())


class Wording:
    """Sentences and paragraphs of one language."""

    def __init__(self, lang: Lang) -> None:
        data = vocabulary(lang)
        self.lang = lang
        self.series: list[str] = data["words"]["series"]
        self.batch: list[str] = data["words"]["batch"]
        self._numbers: dict[str, list[int]] = data["numbers"]
        self._words = {slot: _compiled(words) for slot, words in data["words"].items()}
        self._topics = {topic: _compiled(patterns) for topic, patterns in data["topics"].items()}

    def sentence(self, rng: Random, topic: str, subject: str) -> str:
        """One sentence of `topic` about `subject`, with its full stop."""
        patterns = self._topics[topic]
        return self._joined([self._expanded(rng, patterns[_below(rng, len(patterns))], subject)])

    def word(self, rng: Random, slot: str) -> str:
        """One word of a list, for tables."""
        return self._filled(rng, slot, "")

    def paragraphs(self, rng: Random, topics: Sequence[str], subject: str, least: int) -> list[str]:
        """Paragraphs of three or four sentences, together at least `least` Han characters or words long."""
        found: list[str] = []
        sentences = self._endless(rng, topics, subject)
        length = 0
        while length < least:
            paragraph = self._joined([next(sentences) for _ in range(3 + _below(rng, 2))])
            length += amount(paragraph, self.lang)
            found.append(paragraph)
        return found

    def passage(self, rng: Random, topics: Sequence[str], subject: str, least: int) -> str:
        """Like `paragraphs`, but one paragraph that stops at the sentence which reaches `least`."""
        found: list[str] = []
        length = 0
        for sentence in self._endless(rng, topics, subject):
            found.append(sentence)
            length += amount(sentence, self.lang)
            if length >= least:
                break
        return self._joined(found)

    def _endless(self, rng: Random, topics: Sequence[str], subject: str) -> Iterator[str]:
        # Every pattern once before any comes again: a page must not repeat itself. Shuffled only as far as
        # it is read, which for a review is a few patterns of fifty.
        patterns = [pattern for topic in topics for pattern in self._topics[topic]]
        while True:
            for place in range(len(patterns)):
                other = place + _below(rng, len(patterns) - place)
                patterns[place], patterns[other] = patterns[other], patterns[place]
                yield self._expanded(rng, patterns[place], subject)

    def _expanded(self, rng: Random, pattern: Pattern, subject: str) -> str:
        parts = list(pattern)
        for place in range(1, len(parts), 2):
            parts[place] = self._filled(rng, parts[place], subject)
        return "".join(parts)

    def _filled(self, rng: Random, slot: str, subject: str) -> str:
        if slot == "name":
            return subject
        if slot in self._numbers:
            low, high = self._numbers[slot]
            return str(low + _below(rng, high - low + 1))
        words = self._words[slot]
        return self._expanded(rng, words[_below(rng, len(words))], subject)

    def _joined(self, sentences: Sequence[str]) -> str:
        if self.lang == "zh":
            return "".join(f"{sentence}。" for sentence in sentences)
        text = " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences)
        return _ARTICLE.sub(r"\1n ", text)


@cache
def wording(lang: Lang) -> Wording:
    """The one `Wording` of a language; it holds no state of a shop."""
    return Wording(lang)


def labels(lang: Lang) -> dict[str, Any]:
    """Fixed labels, headings and title patterns of a language."""
    return cast("dict[str, Any]", vocabulary("themes")[lang])


def _compiled(texts: Sequence[str]) -> list[Pattern]:
    return [tuple(_SLOT.split(text)) for text in texts]


def _below(rng: Random, limit: int) -> int:
    # Random.random is the one method whose stream is promised to stay the same in every Python version.
    return int(rng.random() * limit)
