"""Wildcards of settings as regular expressions that read each character of a URL a fixed number of times.

URLs are hostile: ``.*a.*b.*c`` would try every way to split two thousand characters. Here each piece between two
wildcards stands at its first possible place and is never given back (atomic groups). That loses no match: what a
wildcard may not cross (``barrier``) is the same for every later place of a piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")
_FOLDERS = "(?:[^/]*+/)*?"  # what ** passes: whole folders, as few as needed; the rest is the first piece's own gap
_KEY_END = r"(?:=|\Z)"


@lru_cache(maxsize=256)
def glob_pattern(glob: str) -> re.Pattern[str]:
    """A glob over path and query: ``*`` any run without ``/``, ``**`` any run; all else, ``?`` too, is literal.

    Upper and lower case differ, but not in percent escapes. To be used with ``match``.
    """
    glob = _ESCAPED.sub(lambda match: match.group().upper(), glob)
    first, *others = [part.split("*") for part in glob.split("**")]
    start = re.escape(first[0])
    if not others:
        return re.compile(start + (_chain(first[1:], "/", r"\Z") if first[1:] else r"\Z"))
    middle = "".join(f"(?>{_FOLDERS}{_steps(pieces, '/')})" for pieces in others[:-1])
    end = "" if others[-1] == [""] else _FOLDERS + _chain(others[-1], "/", r"\Z")
    return re.compile(start + _steps(first[1:], "/") + middle + end)


@lru_cache(maxsize=64)
def key_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Query keys, ``*`` as wildcard, matched at the beginning of a ``key=value`` pair; upper and lower case differ."""
    return re.compile("|".join(map(_key, names)) if names else r"(?!)")


def _key(name: str) -> str:
    start, *others = name.split("*")
    return re.escape(start) + (_chain(others, "=", _KEY_END) if others else _KEY_END)


def _steps(pieces: Sequence[str], barrier: str) -> str:
    return "".join(f"(?>[^{barrier}]*?{re.escape(piece)})" for piece in pieces)


def _chain(pieces: Sequence[str], barrier: str, end: str) -> str:
    """``pieces`` in their order, no ``barrier`` between them, the last one at ``end``."""
    return f"{_steps(pieces[:-1], barrier)}[^{barrier}]*{re.escape(pieces[-1])}{end}"
