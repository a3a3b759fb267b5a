"""Paths that grow because a relative link is answered at any depth: /about/products/contact/about/ ...

Two kinds of evidence. *Echoes*: a page has the text of the one whose path lacks some of its segments, as
``/about/products/`` has that of ``/products/``; a segment that does so at one depth behind several others, and
shows nothing else there, is refused there. *Turns*: words that follow each other in either order, three in a row,
as links make them that only ever append; no tree of folders has those.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.trap_base import KEYS, SEGMENTS, Book, Capped, Page, Place, mark

ECHOES = 5  # pages with the segment at that depth that must be echoes
ECHOES_AGAIN = 3  # the same once PROVEN such segments were found
PROVEN = 3
PREFIXES = 4  # different runs of segments they must stand behind; a language or a version is one
PURE = 4  # echoes for each page that has a text of its own
RUN = 2  # segments of a run
DEEPEST = 10  # segments of a path whose echoes are looked for
TURNS = 3  # neighbours that a word must have on both sides of it
ROWS = 100  # URLs that end in three such words
ANY = "/**"


class Growing:
    """Refuses segments where they only repeat what stands elsewhere."""

    kind = "growing"

    def __init__(self, book: Book) -> None:
        self._echoes = _Echoes()
        self._turns = _Turns()
        self._book = book
        self._stopped = dict.fromkeys(spot for name in book.earlier(self.kind) if (spot := _read(name)))
        self._turned = ""  # template of the stop by turns

    def refuse(self, place: Place) -> str:
        segments = place.segments[:SEGMENTS]
        if self._stopped:
            for depth in range(1, len(segments)):
                if (segments[depth], depth) in self._stopped:
                    return _shown(segments[depth], depth)
        if not self._turns.met(segments):
            return ""
        self._turned = self._turned or f"{ANY}/{segments[-2]}/{segments[-1]}"
        self._book.stop(self.kind, self._turned, place.url, self._turns.rows)
        return self._turned

    def learn(self, page: Page) -> None:
        segments = page.place.segments
        if page.text_hash is None or len(segments) > DEEPEST:
            return
        spot = self._echoes.met(segments, page.place.query, page.text_hash)
        if spot and self._echoes.certain(spot, len(self._stopped) >= PROVEN) and len(self._stopped) < KEYS:
            self._stopped[spot] = None
            self._book.stop(self.kind, _shown(*spot), page.place.url, self._echoes.spots.fresh(spot, _Spot).count)


class _Spot:
    __slots__ = ("count", "others", "runs")

    def __init__(self) -> None:
        self.count = 0  # echoes
        self.others = 0  # pages with another text than the shorter path, or than behind other segments
        self.runs: set[int] | None = None  # what stood before the echoes


class _Echoes:
    """Counts, for each segment at each depth, the pages whose text is that of a shorter path."""

    def __init__(self) -> None:
        self.spots: Capped[tuple[str, int], _Spot] = Capped()
        self._texts: Capped[int, int] = Capped()  # path and query -> text hash
        self._longer: Capped[int, int] = Capped()  # the same of a page with segments put in, and where -> text hash
        self._inserted: Capped[str, bool] = Capped()  # segments that stood before an echo

    def met(self, segments: list[str], query: str, text: int) -> tuple[str, int] | None:
        """Count a page; the segment and depth of which it is an echo, None when it is none."""
        found = None
        for start, end, number in _shorter(segments, query):
            longer = number << 10 | start << 5 | end
            whole, beside = self._texts.get(number), self._longer.get(longer)
            if text in (whole, beside):
                if found is None:
                    found = (segments[end], end)
                    self._count(found, segments[start:end])
            elif whole is not None or beside is not None:
                self.spots.fresh((segments[end], end), _Spot).others += 1
            self._longer.put(longer, text)
        self._texts.put(_mark(segments, query), text)
        return found

    def _count(self, where: tuple[str, int], run: list[str]) -> None:
        spot = self.spots.fresh(where, _Spot)
        spot.count += 1
        spot.runs = spot.runs or set()
        if len(spot.runs) < PREFIXES:
            spot.runs.add(mark("/".join(run)))
        for segment in run:
            self._inserted.put(segment, True)

    def certain(self, where: tuple[str, int], proven: bool) -> bool:
        """Whether the segment is only ever an echo at that depth, on a site known to grow or where it is put in itself."""
        spot = self.spots.fresh(where, _Spot)
        needed = ECHOES_AGAIN if proven else ECHOES
        return (
            spot.count >= max(needed, PURE * spot.others)
            and len(spot.runs or ()) >= min(needed, PREFIXES)
            and (proven or where[0] in self._inserted)
        )


class _Turns:
    """Words that stand next to each other in either order."""

    def __init__(self) -> None:
        self.rows = 0
        self._pairs: Capped[int, bool] = Capped()
        self._neighbours: Capped[str, set[str]] = Capped()  # of words seen on either side of another
        self._home: Capped[str, int] = Capped()  # word -> its least depth

    def met(self, segments: list[str]) -> bool:
        """Note a path; whether one such word stands in it deeper than at home, below another, on a site with many such paths."""
        for depth, word in enumerate(segments):
            home = self._home.get(word)
            if home is None or depth < home:
                self._home.put(word, depth)
            if depth:
                self._pair(segments[depth - 1], word)
        if not self._neighbours:
            return False
        turning = [self._turns(word) for word in segments]
        if self.rows < ROWS and len(turning) > 2 and all(turning[-3:]):
            self.rows += 1
        if self.rows < ROWS or True not in turning:
            return False
        first = turning.index(True)
        return any(
            turning[depth] and depth > (self._home.get(segments[depth]) or 0)
            for depth in range(first + 1, len(segments))
        )

    def _turns(self, word: str) -> bool:
        return len(self._neighbours.get(word) or ()) >= TURNS

    def _pair(self, first: str, second: str) -> None:
        pair = mark(f"{first}/{second}")
        if pair in self._pairs or first == second or first.isdecimal() or second.isdecimal():
            return
        self._pairs.put(pair, True)
        if mark(f"{second}/{first}") in self._pairs:
            for word, other in ((first, second), (second, first)):
                known = self._neighbours.fresh(word, set)
                if len(known) < TURNS:
                    known.add(other)


def _shorter(segments: list[str], query: str) -> Iterator[tuple[int, int, int]]:
    """The paths that lack one or two segments in a row, not the last: where those begin and end, and the path's mark."""
    for start in range(len(segments) - 1):
        for end in range(start + 1, min(start + RUN + 1, len(segments))):
            yield start, end, _mark(segments[:start] + segments[end:], query)


def _mark(segments: list[str], query: str) -> int:
    return mark(f"{'/'.join(segments)}?{query}")


def _shown(segment: str, depth: int) -> str:
    return f"{'/*' * depth}/{segment}"


def _read(shown: str) -> tuple[str, int] | None:
    """The segment and its depth of a template of ours."""
    *stars, segment = shown.split("/")[1:] or [""]
    return (segment, len(stars)) if stars and all(star == "*" for star in stars) else None
