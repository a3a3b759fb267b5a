"""Images, video and frames."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.facts.forms import unseen
from crawler.facts.players import players
from crawler.text import HAN, collapse, columns

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_KEPT = 5
MAX_IMAGES = 1000  # images looked at
CLIP = 200  # characters of an address or text
ALT = 300  # characters of an alt text that are measured
WIDE = 50  # columns from which an alt text is kept
REPEATED = 3  # times from which it is kept
LISTED = 4  # short items in a row from which it is kept

_SIDES = (re.compile(r"(?<![\w-])width\s*:\s*\d", re.I), re.compile(r"(?<![\w-])height\s*:\s*\d", re.I))
_TINY = re.compile(r"\s*[012](?:px)?\s*\Z", re.I)
_SEPARATOR = re.compile(r"\s*[,，、;；|｜/／_]\s*")
_SENTENCE = re.compile(r"[。！？!?]|\.\s")
_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")
_HAN_ONLY = re.compile(f"[{HAN}]+\\Z")
_WORD = re.compile(r"[a-z][a-z'’-]{2,}", re.I)
_COMMON = frozenset(
    ("and", "are", "but", "for", "from", "has", "its", "not", "our", "out", "that", "the", "this", "was", "with", "you")
)
_MODERN = re.compile(r"\.(?:webp|avif)(?:[?#!@,\s]|\Z)|format[=,/](?:webp|avif)", re.I)
_TEXT_TRACKS = ("captions", "subtitles")

LATE = frozenset({"data-src", "data-original", "data-lazy", "data-lazy-src", "data-echo", "lazy-src"})

Alt = tuple[str, str, int, int, str, int]  # alt, src, columns, short items in a row, most repeated term, times


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """Images, video and frames."""

    images: int = 0  # <img> that are seen, tracking pixels left out
    unsized: int = 0  # of them without width and height, be it by attribute or inline style
    unsized_src: tuple[str, ...] = ()  # addresses of the first five
    alts: tuple[
        Alt, ...
    ] = ()  # alt texts from 50 columns, with a term three times, or four short items: the first five
    responsive: int = 0  # <img> with srcset or in a <picture>
    lazy: int = 0  # <img> that load late: by loading=lazy, or by a script from data-src and the like
    modern: bool = False  # some image or source is WebP or AVIF by its type or address
    videos: int = 0  # <video> with sound and a source
    uncaptioned: int = 0  # of them without a track of captions or subtitles
    uncaptioned_src: tuple[str, ...] = ()  # addresses of the first five
    sounds: tuple[str, ...] = ()  # addresses of <audio>, the first five
    players: tuple[tuple[str, str], ...] = ()  # service and address of films and sound in frames, the first five


def media_facts(elements: Elements) -> MediaFacts:
    """Images, video and frames."""
    images = [one for one in elements["img"][:MAX_IMAGES] if not _pixel(one) and not unseen(one)]
    unsized = [one for one in images if not _is_sized(one)]
    alts = islice((alt for one in images if (alt := _measured(one))), MAX_KEPT)
    videos = [one for one in elements["video"] if one.attr("muted") is None and _source(one)]
    bare = [one for one in videos if not any(_is_text_track(track) for track in one.find_all("track"))]
    pictures = bool(elements["picture"])
    return MediaFacts(
        images=len(images),
        unsized=len(unsized),
        unsized_src=tuple(_address(one) for one in unsized[:MAX_KEPT]),
        alts=tuple(alts),
        responsive=sum(one.attr("srcset") is not None or _is_responsive(one, pictures) for one in images),
        lazy=sum(one.attr("loading") == "lazy" or _is_late(one) for one in images),
        modern=_modern(elements),
        videos=len(videos),
        uncaptioned=len(bare),
        uncaptioned_src=tuple(_source(one)[:CLIP] for one in bare[:MAX_KEPT]),
        sounds=tuple(_source(one)[:CLIP] for one in elements["audio"][:MAX_KEPT] if _source(one)),
        players=players(elements),
    )


def _is_responsive(image: Element, pictures: bool) -> bool:
    if image.attr("data-srcset") is not None:
        return True
    return pictures and isinstance(image.parent, Element) and image.parent.tag == "picture"


def _is_late(image: Element) -> bool:
    """Whether a script is to load it: it has another address in the place of its own."""
    return any(name in LATE for name in image.attrs)


def _pixel(image: Element) -> bool:
    width, height = image.attr("width"), image.attr("height")
    return (width is not None and _is_tiny(width)) or (height is not None and _is_tiny(height))


def _is_tiny(side: str) -> bool:
    """Nearly every side is a plain number, for which no expression is needed."""
    return side in ("0", "1", "2") if side.isdecimal() else _TINY.match(side) is not None


def _is_sized(image: Element) -> bool:
    if image.attr("width") and image.attr("height"):
        return True
    style = image.attr("style")
    if style and ("aspect-ratio" in style.lower() or all(side.search(style[:1000]) for side in _SIDES)):
        return True
    source = _address(image)
    return not source or source.startswith("data:")  # a placeholder that a script replaces


def _address(element: Element) -> str:
    return collapse((element.attr("src") or element.attr("data-src") or "")[: 2 * CLIP])[:CLIP]


def _measured(image: Element) -> Alt | None:
    """Measures of an alt text that is long, repeats itself or lists terms; None for the others, nearly all."""
    alt = image.attr("alt")
    if not alt or len(alt) < 9:
        return None
    if (measures := _measures(alt[:ALT])) is None:
        return None
    text, width, items, term, times = measures
    return text, _address(image), width, items, term, times


@lru_cache(maxsize=4096)  # logos and the products of lists stand on page after page
def _measures(alt: str) -> tuple[str, int, int, str, int] | None:
    """Text, columns, short items, most repeated term and how often; None when none of them is worth keeping."""
    alt = collapse(alt)
    width, items, (term, times) = columns(alt), _items(alt), _repeated(alt.lower())
    if width < WIDE and items < LISTED and times < REPEATED:
        return None
    return alt[:CLIP], width, items, term, times


def _items(alt: str) -> int:
    """Short items between commas; clauses of a sentence are none."""
    if _SENTENCE.search(alt):
        return 0
    parts = [part for part in _SEPARATOR.split(alt) if part]
    short = [part for part in parts if columns(part) <= (12 if _HAN_RUN.search(part) else 24) and part.count(" ") < 3]
    return len(short)


def _repeated(alt: str) -> tuple[str, int]:
    """The term that comes back most, three times or more: a Latin word, or two to six Han characters."""
    best = ("", 0)
    words = [word for word in _WORD.findall(alt) if word not in _COMMON]
    if len(words) - len(set(words)) >= REPEATED - 1:
        best = max(Counter(words).items(), key=_times)
    han = "".join(_HAN_RUN.findall(alt))
    if len(han) - len(set(han)) >= 2 * (REPEATED - 1):  # two characters, each of them twice more
        for size in range(6, 1, -1):
            grams = Counter(alt[at : at + size] for at in range(len(alt) - size + 1))
            terms = {
                term: alt.count(term) for term, times in grams.items() if times >= REPEATED and _HAN_ONLY.match(term)
            }
            best = max([best, *terms.items()], key=_times)
    return best if best[1] >= REPEATED else ("", 0)


def _times(one: tuple[str, int]) -> int:
    return one[1]


def _modern(elements: Elements) -> bool:
    for source in elements["source"]:
        if (source.attr("type") or "").strip().lower() in ("image/webp", "image/avif"):
            return True
        if _MODERN.search((source.attr("srcset") or "")[:1000]):
            return True
    sources = [value[:1000] for one in elements["img"][:50] if (value := one.attr("src") or one.attr("data-src"))]
    joined = "\n".join(sources).lower()
    return ("webp" in joined or "avif" in joined) and any(map(_MODERN.search, sources))


def _source(video: Element) -> str:
    if src := video.attr("src"):
        return collapse(src)
    inner = video.find("source")
    return collapse(inner.attr("src") or "") if inner is not None else ""


def _is_text_track(track: Element) -> bool:
    return (track.attr("kind") or "subtitles").strip().lower() in _TEXT_TRACKS
