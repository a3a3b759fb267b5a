"""What searchers want of a keyword, in words: read by the analysis, the audit and the report."""

from __future__ import annotations

from configs.text import Text

INTENTS: dict[str, Text] = {
    "buy": Text(zh="购买", en="buy"),
    "compare": Text(zh="比较", en="compare"),
    "inform": Text(zh="了解", en="inform"),
    "navigate": Text(zh="找网站", en="navigate"),
    "none": Text(zh="看不出", en="open"),
}
