"""What the stored HTML of a page shows beside its main text: bold text and the headings below h1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from keywords.matching import copy_of, holds, visible_length

_AROUND = frozenset(("nav", "header", "footer", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "script", "style", "template"))  # fmt: skip


class Emphasis(NamedTuple):
    """Matching copies of the bold texts in main text and of h2 to h6, and the share of main text that is bold, 0..1."""

    bold: Sequence[str]
    headings: Sequence[str]
    share: float

    def headed(self, term: str) -> int:
        """Headings h2 to h6 that hold a keyword."""
        return sum(holds(heading, term) for heading in self.headings)


def emphasis_of(html: str, copy: str) -> Emphasis:
    """Read a page.

    Args:
        html: as stored.
        copy: matching copy of its main text; bold text outside of it (menus, prices of a list) does not count, bold by
            style sheet is not seen.
    """
    import turbohtml

    document = turbohtml.parse(html, positions=False)
    headings = [copy_of(one.text) for one in document.find_all(["h2", "h3", "h4", "h5", "h6"])]
    bold = []
    for one in document.find_all(["b", "strong"]):
        if not any(getattr(above, "tag", "") in _AROUND for above in one.ancestors):
            text = copy_of(one.text)
            if text and all(line in copy for line in text.split("\n")):
                bold.append(text)
    length = visible_length(copy)
    return Emphasis(bold, headings, min(1.0, sum(map(visible_length, bold)) / length) if length else 0.0)
