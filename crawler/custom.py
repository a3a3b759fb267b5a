"""Custom extraction: the values that the rules of a site find on a page. Pure; never raises on any page.

A rule is a CSS selector, an XPath expression or a regular expression of the person who owns the site. On a hostile
page some of them take time without end, which no cap on the page prevents: see ``crawler.custom_guard``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

import turbohtml
from turbohtml import Comment, Document, Element, Node, PlainText, ProcessingInstruction

from configs.extraction import compiled
from configs.settings import ExtractRule
from crawler.text import collapse
from crawler.urls import matches_any

MAX_HTML = 2_000_000  # characters of a page that are searched
MAX_VALUES = 100  # of one rule on one page
MAX_MATCHES = 1000  # looked at for them: those without text are no values
MAX_VALUE = 10_000  # characters
MAX_RAW = 50_000  # characters of which a value is made; the rest is white space between blocks, or too long anyway

_LAYOUT = PlainText(layout="strict", bullet="")  # blocks on lines of their own, scripts and styles left out
_SURROGATE = re.compile("[\ud800-\udfff]")
# Selectors whose time grows with a page times its depth at most: no :is(), :has() and the like, which nest.
_TAME_FUNCTIONS = re.compile(r":nth-(?:last-)?(?:child|of-type)\([\dnevod+\- ]*\)|:not\([^()\s,>+~:]*\)")

Found = Iterable[object]


class Page:
    """One page, decoded and parsed only when a rule asks for it."""

    def __init__(self, html: str | bytes) -> None:
        """``html`` is text, or bytes in UTF-8."""
        self._given = html

    @cached_property
    def html(self) -> str:
        """The beginning of the source, NULs replaced."""
        given = self._given if isinstance(self._given, str) else self._given.decode("utf-8", "replace")
        return given[:MAX_HTML].replace("\0", "\ufffd")

    @cached_property
    def document(self) -> Document:
        return turbohtml.parse(self.html, positions=False)


class CustomRules:
    """The rules of one site, compiled.

    ``tame`` says that every rule ends soon on any page, so that no guard is needed.

    Raises:
        ValueError: a rule that cannot be compiled; the configuration has none (``configs.extraction``).
    """

    def __init__(self, rules: Sequence[ExtractRule]) -> None:
        self.rules = tuple(rules)
        self.tame = all(_tame(rule) for rule in rules)
        self._seek = [_seeker(rule) for rule in rules]

    def wanted(self, url: str) -> list[int]:
        """Numbers of the rules whose glob fits ``url``, which is absolute."""
        return [number for number, rule in enumerate(self.rules) if matches_any((rule.match,), url)]

    def values(self, url: str, html: str | bytes) -> list[tuple[str, int, str]]:
        """(name of the rule, ordinal from 0, value) of everything found on the page at ``url``.

        Values have at most 10,000 characters, white space collapsed, and are never empty. Only the first
        2,000,000 characters of the page are searched; a rule finds at most 100 values on it.
        """
        page = Page(html)
        return [
            (self.rules[number].name, ordinal, value)
            for number in self.wanted(url)
            for ordinal, value in enumerate(self.found(number, page))
        ]

    def found(self, number: int, page: Page) -> list[str]:
        """Values of one rule; none when it fails, as an expression may that is sound in itself."""
        most = MAX_VALUES if self.rules[number].all else 1
        try:
            matches = islice(self._seek[number](page), MAX_MATCHES)
            return list(islice(filter(None, map(_text, matches)), most))
        except Exception:  # a rule of one person on a page of another: nothing it does may end a crawl
            return []


def _tame(rule: ExtractRule) -> bool:
    return bool(rule.css) and "(" not in _TAME_FUNCTIONS.sub("", rule.css)


def _seeker(rule: ExtractRule) -> Callable[[Page], Found]:
    """What a rule does with a page: matches in document order, as elements, nodes or strings."""
    if rule.css:
        turbohtml.parse("").select(rule.css)
        return _by_css(rule.css, rule.attr)
    if rule.xpath:
        return _by_xpath(turbohtml.XPath(rule.xpath))
    pattern = compiled(rule.regex)
    return lambda page: _by_regex(pattern, page.html)


def _by_css(selector: str, attr: str) -> Callable[[Page], Found]:
    if attr:
        return lambda page: (element.attr(attr) for element in page.document.select(selector))
    return lambda page: page.document.select(selector)


def _by_xpath(expression: turbohtml.XPath) -> Callable[[Page], Found]:
    """A node-set gives its nodes, any other result the one string that XPath's string() makes of it."""

    def seek(page: Page) -> Found:
        result = expression(page.document)
        if isinstance(result, bool):
            return ["true" if result else "false"]
        if isinstance(result, float):
            return [_number(result)]
        return [result] if isinstance(result, str) else result

    return seek


def _number(value: float) -> str:
    """As XPath 1.0 writes numbers, but that NaN, which says that there was none, is no value."""
    if value != value:
        return ""
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() else repr(value)


def _by_regex(pattern: re.Pattern[str], html: str) -> Iterator[str | None]:
    group = 1 if pattern.groups else 0
    return (match.group(group) for match in pattern.finditer(html))


def _text(found: object) -> str:
    """The value of a match: "" when it has none."""
    if isinstance(found, Element):
        raw = found.text if found.select_one("*") is None else found.to_text(_LAYOUT)
    elif isinstance(found, Comment | ProcessingInstruction):
        raw = found.data
    elif isinstance(found, Node):
        raw = found.text
    else:
        raw = str(found or "")
    text = collapse(raw[:MAX_RAW].replace("\0", "\ufffd"))[:MAX_VALUE].rstrip()
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
