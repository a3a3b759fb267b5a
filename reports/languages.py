"""Two languages in one file: the page stands there in one of them, the texts of the other travel packed beside it.

A report with both would be nearly twice as large. Both pages are rendered from the same templates over the same model, so
that the marked texts come in the same order; the scripts exchange them (reports/static/report.js).
"""

from __future__ import annotations

import re

MARKED = re.compile(r"<i>|</i>|<tspan class=i>([^<]*)</tspan>")


def marked_texts(page: str) -> list[str]:
    """The inner HTML of every ``<i>`` that stands in no other one, and of every ``<tspan class=i>``, in order.

    Templates use these elements for texts of their own and nothing else; what a site wrote is escaped.
    """
    found: list[str] = []
    depth = begun = 0
    for match in MARKED.finditer(page):
        if match[0] == "<i>":
            begun = match.end() if depth == 0 else begun
            depth += 1
        elif match[0] == "</i>":
            depth -= 1
            if depth == 0:
                found.append(page[begun : match.start()])
        elif depth == 0:
            found.append(match[1])
    return found


def other_language(shown: str, other: str) -> list[str]:
    """The texts of ``other`` that belong in the places of those of ``shown``.

    Raises:
        ValueError: the pages do not have the same texts: a template asked for the language.
    """
    texts = marked_texts(other)
    if len(texts) != len(marked_texts(shown)):
        raise ValueError("the two languages of the report do not have the same texts in the same places")
    return texts
