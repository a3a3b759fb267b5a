"""What the rules against spider traps share: the parts of a URL, memory with a limit, the book of what was stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from zlib import crc32

K = TypeVar("K")
V = TypeVar("V")

KEYS = 20_000  # of one capped dict
PAIRS = 40  # query pairs of a URL that are read
SEGMENTS = 20  # path segments that are read; longer paths are refused by ``crawler.urls.trap``
TARGETS = 1_000  # links of a page that are read
STOPS = 2_000  # stops that are told apart; later ones are counted as REST
REST = "/**"
LARGEST = 1 << 22  # bytes of one layer of a sieve
SPREAD = 0x9E3779B97F4A7C15  # the golden ratio, as Knuth multiplies by it


@dataclass(frozen=True, slots=True)
class Stop:
    """One trap that was found: URLs of ``template`` are refused from now on.

    ``seen`` is how many URLs led to it; ``example`` is one that is refused, or the last of them.
    """

    kind: str
    template: str
    example: str
    seen: int


class Place:
    """A normalised absolute URL in its parts; ``path`` begins with ``/``, ``query`` has no question mark."""

    __slots__ = ("host", "path", "query", "segments", "url")

    def __init__(self, url: str) -> None:
        end = url.find("/", 8)
        self.url = url
        self.host = url if end < 0 else url[:end]
        self.path, _, self.query = ("/" if end < 0 else url[end:]).partition("?")
        self.segments = [part for part in self.path.split("/", SEGMENTS + 1) if part]

    def pairs(self) -> list[tuple[str, str]]:
        """Keys and values of the query, as they stand there."""
        found = []
        for pair in self.query.split("&", PAIRS)[:PAIRS]:
            if pair:
                key, _, value = pair.partition("=")
                found.append((key, value))
        return found


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was answered with 2xx: its text hash (None: no text) and the URLs its links lead to."""

    place: Place
    text_hash: int | None
    targets: Sequence[str]


class Rule(Protocol):
    """One kind of trap. Both calls are cheap, and the same calls in the same order give the same answers."""

    kind: str

    def refuse(self, place: Place) -> str:
        """A URL was found or is about to be fetched: the template of the stop that refuses it, or ""."""

    def learn(self, page: Page) -> None:
        """A page was answered."""


def mark(text: str) -> int:
    """32 bits of ``text``, the same in every process."""
    return crc32(text.encode("utf-8", "surrogatepass"))


class Capped(Generic[K, V]):
    """A mapping of at most ``limit`` keys: the half that was not asked for the longest is dropped at once.

    (A dict from which the oldest key is deleted again and again looks for it among all that were deleted.)
    """

    __slots__ = ("_half", "_old", "_young", "turns")

    def __init__(self, limit: int = KEYS) -> None:
        self._half = max(1, limit // 2)
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}
        self.turns = 0  # times that keys were dropped, or nearly

    def __contains__(self, key: K) -> bool:
        return key in self._young or key in self._old

    def __bool__(self) -> bool:
        return bool(self._young or self._old)

    def get(self, key: K) -> V | None:
        """The value of ``key``; None when there is none."""
        return self._young[key] if key in self._young else self._old.get(key)

    def fresh(self, key: K, make: Callable[[], V]) -> V:
        """The value of ``key``, made when there is none; it is now young."""
        if key in self._young:
            return self._young[key]
        value = self._old.pop(key) if key in self._old else make()
        self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        """Set a value; its key is now young."""
        self._young[key] = value
        if len(self._young) > self._half:
            self.turn()

    def turn(self) -> None:
        """Drop the older half of the keys."""
        self._old, self._young = self._young, {}
        self.turns += 1

    def values(self) -> Iterator[V]:
        """The values, the older half first."""
        yield from self._old.values()
        yield from self._young.values()


class Sieve:
    """Which of many marks were met before: a few bytes for each, growing as they come, 6 MB at most.

    One new mark in twenty-five or fewer is taken for a known one; a known one is never taken for new. (A Bloom filter
    with three bits a mark, in layers four times as large as the one before.)
    """

    __slots__ = ("_layers", "_room")

    def __init__(self, size: int = 64) -> None:
        self._layers = [bytearray(size)]
        self._room = size // 2

    def __contains__(self, number: int) -> bool:
        mixed = number * SPREAD >> 8 & 0xFFFFFFFFFFFFFF
        for layer in self._layers:
            last = len(layer) * 8 - 1
            bit, second, third = mixed & last, mixed >> 15 & last, mixed >> 29 & last
            if (
                layer[bit >> 3] >> (bit & 7) & 1
                and layer[second >> 3] >> (second & 7) & 1
                and layer[third >> 3] >> (third & 7) & 1
            ):
                return True
        return False

    def add(self, number: int) -> bool:
        """Whether ``number`` was new; it is known from now on."""
        if number in self:
            return False
        layer = self._layers[-1]
        if self._room <= 0 and len(layer) < LARGEST:
            layer = bytearray(len(layer) * 4)
            self._layers.append(layer)
            self._room = len(layer) // 2
        mixed = number * SPREAD >> 8 & 0xFFFFFFFFFFFFFF
        last = len(layer) * 8 - 1
        for bit in (mixed & last, mixed >> 15 & last, mixed >> 29 & last):
            layer[bit >> 3] |= 1 << (bit & 7)
        self._room -= 1
        return True


class Book:
    """The stops of a run: those that an earlier leg made, and the new ones until they are asked for."""

    def __init__(self, stopped: Iterable[tuple[str, str]] = ()) -> None:
        self._known = dict.fromkeys(stopped)
        self._new: list[Stop] = []

    def __bool__(self) -> bool:
        return bool(self._known)

    def earlier(self, kind: str) -> list[str]:
        """Templates of ``kind`` that are stopped already."""
        return [template for name, template in self._known if name == kind]

    def stop(self, kind: str, template: str, example: str, seen: int) -> None:
        """Note a stop, once."""
        if (kind, template) not in self._known and len(self._known) < STOPS:
            self._known[kind, template] = None
            self._new.append(Stop(kind, template, example, seen))

    def take(self) -> list[Stop]:
        """The stops since the last call."""
        new, self._new = self._new, []
        return new
