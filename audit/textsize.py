"""Whether a page has less text than a limit that is given in both scripts."""

from __future__ import annotations

from crawler.records import PageRecord
from crawler.text import dominant_script


def is_short(page: PageRecord, max_han: float, max_words: float) -> bool:
    """Whether main text is under ``max_han`` Han characters, or under ``max_words`` words where it is mostly Latin.

    Two Han characters count as one word.
    """
    if dominant_script(page.han_chars, page.latin_words) == "han":
        return page.han_chars + 2 * page.latin_words < max_han
    return page.latin_words + page.han_chars / 2 < max_words
