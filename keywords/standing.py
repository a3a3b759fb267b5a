"""How each target keyword stands on the page that should rank for it: ``keyword_standing``, what the checks judge by.

Only the pages of ``keyword_map`` are looked at, and for core terms the home pages: a page a keyword, however large the
site is. What a page does not keep (HTML with ``store_html = "off"``) stays null.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from configs.settings import Settings
from crawler.records import LinkKind, Position
from crawler.store import Store
from crawler.text import HAN, columns, dominant_script
from crawler.zstd import decompress
from keywords.emphasis import Emphasis, emphasis_of
from keywords.matching import LATIN, copy_of, holds, positions
from keywords.places import intro_span
from keywords.shopwords import shop_segmenter
from keywords.slug import form_of
from keywords.stopwords import stop_words, user_words

PARAGRAPH = 40  # columns; shorter lines are dates, prices and captions
WINDOW, LEAST_WINDOW = (
    5,
    30,
)  # times the keyword's length, and characters at least: words that far apart belong together
_HAN, _WORD = re.compile(f"[{HAN}]"), re.compile(rf"{LATIN}++")
_PAIRS = """
    select p.url_id, u.url, k.term_id, t.term, p.title, p.h1, p.description, p.han_chars, p.latin_words, p.link_set_id,
        d.main_text, d.html
    from (
        select term_id, url_id from keyword_map where run_id = :run and url_id is not null
        union
        select l.term_id, s.url_id from keyword_labels l
        join page_states s on s.run_id = l.run_id and s.page_type = 'home' and s.indexable_reason = 'ok'
        where l.run_id = :run and l.tier = 'core'
    ) k
    join terms t using (term_id)
    join pages p on p.run_id = :run and p.url_id = k.url_id and p.is_html and p.status between 200 and 299
    join urls u on u.url_id = k.url_id
    left join documents d on d.hash = p.document_hash
    order by k.url_id, k.term_id
"""
_ALTS = f"""
    select n.text, l.target_id from links l join anchors n using (anchor_id)
    where l.link_set_id = ? and l.kind = {LinkKind.IMAGE.value} and l.position = {Position.MAIN.value}
"""


class Sheet(NamedTuple):
    """A page as the keywords on it see it: matching copies."""

    url: str
    title: str
    h1: str
    description: str
    script: str  # of its text: han or latin
    copy: str  # of main text
    alts: Sequence[tuple[str, int]]  # of every image of main text: alt, "" without one, and the image
    emphasis: Emphasis | None


def run_standing(store: Store, run_id: int, settings: Settings) -> None:
    """Write ``keyword_standing`` of a run whose keywords are mapped and labelled; safe to run again.

    Raises:
        InputError: a stop word file or the user dictionary cannot be read.
        SettingsError: there is no such bundled stop word list.
    """
    segment, stop = shop_segmenter(user_words(settings.keywords)), stop_words(settings.keywords)
    found = store.db.execute(_PAIRS, {"run": run_id}).fetchall()
    words = {
        term: [one for one in segment.tokens(term) if one and one not in stop] for term in {row[3] for row in found}
    }
    with store.atomic() as db:
        db.execute("delete from keyword_standing where run_id = ?", [run_id])
        for url_id, group in groupby(found, key=lambda row: row[0]):
            pairs = list(group)
            sheet = _sheet(store, pairs[0])
            db.executemany(
                f"insert into keyword_standing values ({', '.join('?' * 23)})",
                [(run_id, row[2], url_id, *standing(sheet, row[3], words[row[3]])) for row in pairs],
            )


def _sheet(store: Store, row: tuple[object, ...]) -> Sheet:
    _, url, _, _, title, h1, description, han, latin, link_set, packed, html = row
    copy = copy_of(decompress(packed).decode("utf-8")) if isinstance(packed, bytes) else ""
    alts = [(copy_of(text), image) for text, image in store.db.execute(_ALTS, [link_set])]
    emphasis = emphasis_of(decompress(html).decode("utf-8"), copy) if isinstance(html, bytes) else None
    texts = [copy_of(str(text or "")) for text in (title, h1, description)]
    script = dominant_script(int(str(han or 0)), int(str(latin or 0)))
    return Sheet(str(url), texts[0], texts[1], texts[2], script, copy, alts, emphasis)


def standing(sheet: Sheet, term: str, words: Sequence[str]) -> tuple[object, ...]:
    """The columns of ``keyword_standing`` from ``fits`` on.

    Args:
        term: matching copy of the keyword.
        words: its content tokens.
    """
    at = next(iter(positions(sheet.title, term)), None)
    bold, share, headings = None, None, None
    if sheet.emphasis is not None:
        bold = sum(len(positions(text, term)) for text in sheet.emphasis.bold)
        share, headings = sheet.emphasis.share, sheet.emphasis.headed(term)
    return (
        fits(sheet, term),
        json.dumps(words, ensure_ascii=False),
        within(sheet.title, words),
        *(_units(sheet.title[:at]) if at is not None else (None, None)),
        within(sheet.h1, words),
        len(positions(sheet.description, term)),
        *_first(sheet, term),
        windows(sheet.copy, term, words),
        form_of(sheet.url, term, words),
        *_alts(sheet.alts, term),
        bold,
        share,
        headings,
    )


def fits(sheet: Sheet, term: str) -> bool:
    """Whether a page may be asked for a keyword: it is written in its script, or has it in title or h1."""
    script = "han" if _HAN.search(term) else "latin"
    return not sheet.copy or sheet.script == script or holds(sheet.title, term) or holds(sheet.h1, term)


def within(copy: str, words: Sequence[str]) -> int:
    """How many of the words a copy holds, singular or plural."""
    return sum(any(holds(copy, form) for form in _forms(word)) for word in words)


def _forms(word: str) -> tuple[str, ...]:
    """A word, and where it is a Latin one of more than three letters the other number of it."""
    if not word.isascii() or len(word) <= 3:
        return (word,)
    return (word, word.removesuffix("s") if word.endswith("s") else f"{word}s")


def _units(copy: str) -> tuple[int, int]:
    """Han characters and Latin words of a text."""
    return len(_HAN.findall(copy)), len(_WORD.findall(copy))


def _first(sheet: Sheet, term: str) -> tuple[int | None, int | None, bool]:
    """What stands before the first hit in main text, and whether that lies in the first paragraph."""
    begin, _ = intro_span(sheet.copy, sheet.h1)
    at = next((start for start in positions(sheet.copy, term) if start >= begin), None)
    if at is None:
        return None, None, False
    return *_units(sheet.copy[begin:at]), at < _paragraph_end(sheet.copy, begin)


def _paragraph_end(copy: str, begin: int) -> int:
    """Where the first line ends that is as long as a paragraph; the end of the text when none is."""
    at = begin
    for line in copy[begin:].split("\n"):
        at += len(line) + 1
        if columns(line) >= PARAGRAPH:
            return at
    return len(copy)


def windows(copy: str, term: str, words: Sequence[str]) -> int:
    """Places that hold all words of a keyword close together, in any order, none overlapping.

    With exact hits as a share of them it is the proximity of F-04. Close: within five times the keyword's length, 30
    characters at least.
    """
    if not words or not all(word in copy for word in words):
        return 0
    limit = max(LEAST_WINDOW, WINDOW * len(term))
    number = 0
    seen: dict[str, int] = {}
    for start, word in _occurrences(copy, words):
        seen[word] = start
        if len(seen) == len(set(words)) and start + len(word) - min(seen.values()) <= limit:
            number += 1
            seen.clear()
    return max(number, len(positions(copy, term)))


def _occurrences(copy: str, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    return iter(sorted((start, word) for word in set(words) for start in positions(copy, word)))


def _alts(alts: Sequence[tuple[str, int]], term: str) -> tuple[int, int, int, int, int]:
    """Images, those with an alt text, with the keyword in it; different images of one such text; distinct such texts."""
    filled = [(text, image) for text, image in alts if text]
    with_it = [(text, image) for text, image in filled if holds(text, term)]
    images: dict[str, set[int]] = {}
    for text, image in with_it:
        images.setdefault(text, set()).add(image)
    return len(alts), len(filled), len(with_it), max(map(len, images.values()), default=0), len(images)
