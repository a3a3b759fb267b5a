"""Session ids in addresses: each visit makes a new address of every page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.trap_base import SEGMENTS, TARGETS, Book, Capped, Page, Place, mark

RESTS = 20_000  # URLs without their token that are remembered
NAMES = 500  # parameters watched at once
VALUES = 3  # different values for one and the same rest of a URL
NAMED, UNNAMED = 3, 5  # rests with so many values: for parameters whose name says session, and for others
SAME = 3  # pages that were the same with another value
PURE = 10  # such pages for each that was not: what names a thing shows another thing
EVIDENT = 20  # rests with so many values at which a parameter named so needs no other evidence

SESSION_KEYS = frozenset((
    "sid", "sess", "sessid", "sessionid", "session_id", "session-id", "session", "phpsessid", "jsessionid",
    "oscsid", "zenid", "xoopsid", "cfid", "cftoken", "ssid",
))  # fmt: skip
_TOKEN = re.compile(r"(?=[^/]{0,80}\d)(?:0\.\d{6,}|[\w()-]{10,})\Z")
_SEGMENT = re.compile(
    r"(?=[^/]*\d)(?=[^/]*[A-Za-z])(?:[A-Za-z0-9_()]{16,120}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
)
_SEGMENTS = re.compile(r"(?<=/)[A-Za-z0-9_()-]{16,120}(?=[/?]|\Z)")


class _Rest:
    """A URL without its token."""

    __slots__ = ("first", "links", "text", "values")

    def __init__(self) -> None:
        self.first = 0  # mark of the URL that stands for all
        self.values: tuple[int, ...] = ()  # marks of the first tokens
        self.text: int | None = None
        self.links = -1


class _Name:
    """What is known of a parameter, or of the path segment at a depth."""

    __slots__ = ("other", "same", "varied")

    def __init__(self) -> None:
        self.varied = 0  # rests with VALUES values
        self.same = 0  # pages that were what their rest had shown with another value
        self.other = 0  # pages that were not


class Sessions:
    """Refuses further addresses of a page under another token, once a parameter is known to carry tokens."""

    kind = "sessions"

    def __init__(self, book: Book) -> None:
        self._book = book
        self._stopped = dict.fromkeys(name for shown in book.earlier(self.kind) if (name := _read(shown)))
        self._names: Capped[str, _Name] = Capped(NAMES)
        self._rests: Capped[int, _Rest] = Capped(RESTS)

    def refuse(self, place: Place) -> str:
        refused = ""
        for name, value, rest in self._tokens(place):
            known = self._rests.fresh(mark(f"{name} {rest}"), _Rest)
            token = mark(value)
            if not known.values:
                known.first = mark(place.url)
            if token not in known.values and len(known.values) < VALUES:
                known.values += (token,)
                if len(known.values) == VALUES:
                    self._varied(name, place.url)
            if name in self._stopped and known.first != mark(place.url):
                refused = _shown(name)
        return refused

    def learn(self, page: Page) -> None:
        for name, _, rest in self._tokens(page.place):
            entry = self._names.get(name)
            if entry is None or entry.varied < NAMED or name in self._stopped:
                continue
            known = self._rests.fresh(mark(f"{name} {rest}"), _Rest)
            links = _links(name, page)
            if known.links < 0:
                known.text, known.links = page.text_hash, links
            elif known.links == links or (known.text is not None and known.text == page.text_hash):
                entry.same += 1
            else:
                entry.other += 1
            self._judge(name, entry, page.place.url)

    def _varied(self, name: str, url: str) -> None:
        entry = self._names.fresh(name, _Name)
        entry.varied += 1
        self._judge(name, entry, url)

    def _judge(self, name: str, entry: _Name, url: str) -> None:
        named = name.lower() in SESSION_KEYS or name.lower().startswith("aspsessionid")
        pure = entry.same >= max(SAME, PURE * entry.other)
        if named:
            certain = entry.varied >= EVIDENT or (entry.varied >= NAMED and entry.same > entry.other)
        else:
            certain = entry.varied >= UNNAMED and pure
        if certain and name not in self._stopped:
            self._stopped[name] = None
            self._book.stop(self.kind, _shown(name), url, entry.varied * VALUES)

    def _tokens(self, place: Place) -> Iterator[tuple[str, str, str]]:
        """Parameters and segments whose value looks like a token: name, value, and the URL without it."""
        if place.query:
            pairs = place.pairs()
            for index, (key, value) in enumerate(pairs):
                if len(value) >= 8 and _TOKEN.match(value):
                    yield key, value, f"{place.host}{place.path}?{self._rest(pairs, index)}"
        for depth, segment in enumerate(place.segments[:SEGMENTS]):
            if len(segment) >= 16 and _SEGMENT.fullmatch(segment):
                rest = [*place.segments[:depth], "*", *place.segments[depth + 1 :]]
                yield _depth_name(depth), segment, f"{place.host}/{'/'.join(rest)}?{place.query}"

    def _rest(self, pairs: list[tuple[str, str]], index: int) -> str:
        """The query without one pair, and without others that are session ids for certain."""
        return "&".join(
            f"{key}={value}"
            for at, (key, value) in enumerate(pairs)
            if at != index and key not in self._stopped and key.lower() not in SESSION_KEYS
        )


def _links(name: str, page: Page) -> int:
    """A number for the set of a page's links, their tokens left out."""
    if name.startswith("/"):
        bare = {_SEGMENTS.sub("*", target) for target in page.targets[:TARGETS]}
    else:
        pattern = re.compile(rf"(?<=[?&]){re.escape(name)}=[^&]*")
        bare = {pattern.sub("", target) for target in page.targets[:TARGETS]}
    return sum(map(mark, bare)) if bare else -2


def _depth_name(depth: int) -> str:
    """``/{session}`` for a token in the first segment, ``/*/{session}`` in the second."""
    return f"{'/*' * depth}/{{session}}"


def _shown(name: str) -> str:
    return name if name.startswith("/") else f"/**?{name}"


def _read(shown: str) -> str:
    return shown.removeprefix("/**?")
