"""Data for the scripts of the report: JSON, gzip, base64, in a script element that no browser runs.

Base64 has no character that HTML reads in another way, so crawled text inside needs no escaping.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

LEVEL = 9  # the file is written once and mailed often


def compressed(text: str) -> str:
    """Text as base64 of gzip; the same text gives the same bytes."""
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), LEVEL, mtime=0)).decode("ascii")


def island(data: object) -> str:
    """What ``island(name)`` of the scripts reads: JSON without a blank; NaN and infinity are refused."""
    return compressed(json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def element(name: str, packed: str) -> Markup:
    """The element ``data-NAME`` around packed data."""
    from markupsafe import Markup

    return Markup('<script type="application/octet-stream" id="data-{}">{}</script>\n').format(name, Markup(packed))


def packed(name: str, data: object) -> Markup:
    """The element ``data-NAME`` of ``data``."""
    return element(name, island(data))
