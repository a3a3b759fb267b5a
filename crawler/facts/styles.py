"""Whether an inline style hides what it styles, and how."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_STYLE = 2000  # characters of a style that are read
TINY_PX, KEPT_PX = 3, 6  # letters that count as hidden, and those that are kept as facts
OFF_PX, KEPT_OFF_PX = -999, -500
NEAR, KEPT_NEAR = 10, 30  # difference of each channel up to which two colours are one

_OFFSET = re.compile(r"(-\d{3,7}(?:\.\d+)?)(px)?")
_SIZE = re.compile(r"(\d{1,4}(?:\.\d+)?)(px|pt)?")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_NAMES = {"white": (255, 255, 255), "black": (0, 0, 0)}

Colour = tuple[int, int, int]
Hiding = tuple[str, float]  # display, visibility, opacity, tiny, off-screen, colour; px or difference


@lru_cache(maxsize=4096)
def hiding(style: str) -> Hiding | None:
    """How ``style`` hides, and how far it goes; None when it does not."""
    rules = _rules(style)
    if rules.get("display") == "none":
        return "display", 0.0
    if rules.get("visibility") in ("hidden", "collapse"):
        return "visibility", 0.0
    if rules.get("opacity") in ("0", "0.0", ".0"):
        return "opacity", 0.0
    for method, amount in (("tiny", _size(rules)), ("off-screen", _offset(rules)), ("colour", _difference(rules))):
        if amount is not None:
            return method, amount
    return None


def beyond(method: str, amount: float) -> bool:
    """Whether it goes as far as the checklist calls hidden."""
    limits = {"tiny": amount <= TINY_PX, "off-screen": amount <= OFF_PX, "colour": amount <= NEAR}
    return limits.get(method, True)


def _rules(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style[:MAX_STYLE].lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _size(rules: dict[str, str]) -> float | None:
    """Pixels of letters nobody can read."""
    match = _SIZE.fullmatch(rules.get("font-size", ""))
    size = float(match.group(1)) if match and (match.group(2) or float(match.group(1)) == 0) else None
    return size if size is not None and size <= KEPT_PX else None


def _offset(rules: dict[str, str]) -> float | None:
    """Pixels by which the text or the box is moved out of the window."""
    names = ["text-indent"]
    if rules.get("position") in ("absolute", "fixed"):
        names += ["left", "top", "margin-left", "margin-top"]
    matches = (_OFFSET.fullmatch(rules.get(name, "")) for name in names)
    furthest = min((float(match.group(1)) for match in matches if match), default=0.0)
    return furthest if furthest <= KEPT_OFF_PX else None


def _difference(rules: dict[str, str]) -> float | None:
    """Largest difference of a channel, 0-255, of text and ground, when both are plain colours."""
    text, ground = (
        _colour(rules.get("color", "")),
        _colour(rules.get("background-color") or rules.get("background", "")),
    )
    if text is None or ground is None:
        return None
    largest = float(max(abs(one - other) for one, other in zip(text, ground, strict=True)))
    return largest if largest <= KEPT_NEAR else None


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
