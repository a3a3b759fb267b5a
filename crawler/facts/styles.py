"""Whether an inline style hides what it styles, and how."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_STYLE = 2000  # characters of a style that are read
TINY_PX = 3
OFF_PX = -999
NEAR = 10  # difference of each channel up to which two colours are one

_OFFSET = re.compile(r"(-\d{3,7}(?:\.\d+)?)(px)?")
_SIZE = re.compile(r"(\d{1,4}(?:\.\d+)?)(px|pt)?")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_NAMES = {"white": (255, 255, 255), "black": (0, 0, 0)}

Colour = tuple[int, int, int]


@lru_cache(maxsize=4096)
def hiding(style: str) -> str:
    """display, visibility, opacity, tiny, off-screen, colour, or "" for a style that hides nothing."""
    rules = _rules(style)
    if not rules:
        return ""
    if rules.get("display") == "none":
        return "display"
    if rules.get("visibility") in ("hidden", "collapse"):
        return "visibility"
    if rules.get("opacity") in ("0", "0.0", ".0"):
        return "opacity"
    if _tiny(rules):
        return "tiny"
    if _off_screen(rules):
        return "off-screen"
    return "colour" if _same_colour(rules) else ""


def _rules(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style[:MAX_STYLE].lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _tiny(rules: dict[str, str]) -> bool:
    """Letters of 3 px or less, or a box of at most 1 px whose rest is cut off."""
    size = _SIZE.fullmatch(rules.get("font-size", ""))
    if size and float(size.group(1)) <= TINY_PX and (size.group(2) or float(size.group(1)) == 0):
        return True
    if rules.get("overflow") != "hidden":
        return False
    sides = (_SIZE.fullmatch(rules.get(side, "")) for side in ("height", "width", "max-height"))
    return any(side is not None and float(side.group(1)) <= 1 for side in sides)


def _off_screen(rules: dict[str, str]) -> bool:
    names = ["text-indent"]
    if rules.get("position") in ("absolute", "fixed"):
        names += ["left", "top", "margin-left", "margin-top"]
    offsets = (_OFFSET.fullmatch(rules.get(name, "")) for name in names)
    return any(offset is not None and float(offset.group(1)) <= OFF_PX for offset in offsets)


def _same_colour(rules: dict[str, str]) -> bool:
    text, ground = (
        _colour(rules.get("color", "")),
        _colour(rules.get("background-color") or rules.get("background", "")),
    )
    if text is None or ground is None:
        return False
    return all(abs(one - other) <= NEAR for one, other in zip(text, ground, strict=True))


def _colour(value: str) -> Colour | None:
    """A plain colour; None for none, and for pictures and gradients, which may be of any colour."""
    if "url(" in value or "gradient" in value:
        return None
    if value in _NAMES:
        return _NAMES[value]
    if (match := _HEX.fullmatch(value)) is not None:
        digits = match.group(1) if len(match.group(1)) == 6 else "".join(2 * digit for digit in match.group(1))
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    rgb = _RGB.fullmatch(value)
    return (int(rgb.group(1)), int(rgb.group(2)), int(rgb.group(3))) if rgb else None
