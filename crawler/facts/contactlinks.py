"""Links that should ring or write to somebody, and cannot: no number, two numbers in one, no address.

What telephones and mail programs make good is no fault: blanks and brackets, letters of vanity numbers, extensions, several
addresses behind each other, a message to nobody yet (``mailto:?subject=``). Addresses in disguise, ``tea (at) shop``, are
written so on purpose.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

CLIP = 200  # characters of an address
MAX_KEPT = 10
LEAST_DIGITS = 3  # of emergency and service numbers: 110, 12315

_BEGINNINGS = frozenset("tTmM \t\r\n")
_SCHEME = re.compile(r"\s*(tel|mailto):", re.IGNORECASE)
_PARAMETERS = re.compile(r"[;?].*", re.DOTALL)  # ;ext=8012
# Between two whole numbers, of which a telephone dials both in a row. A comma is a pause before an extension.
_SEVERAL = re.compile(r"(?:\d[ ()-]*){7,}\s*(?:/|、|，|或|\||\bor\b)\s*(?:[+(-]*\d[ ()-]*){7,}", re.IGNORECASE)
_NOBODY = re.compile(r"0{5,}|0?123456789(?:0|00|01)?")  # what templates bear until somebody fills them in
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_NAMED = re.compile(r"[^<>]*<([^<>]*)>")  # Tea House <tea@shop.example>
_BETWEEN = re.compile("[,;]")
_DISGUISED = re.compile(r"[(\[{ _-](?:at|a|艾特)[)\]} _-]|#|＠|☆|★|\*", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{|\$|<%|%s|\[")  # scripts fill it in
_DIGIT = re.compile(r"\d")


def contact_faults(hrefs: list[str]) -> tuple[tuple[str, str], ...]:
    """Code and address as written of the first ten such links: tel-empty, tel-number, tel-several, mail-empty, mail-address."""
    found: dict[tuple[str, str], None] = {}
    for href in hrefs:
        if href[:1] not in _BEGINNINGS or ":" not in href[:12]:
            continue
        whole = len(href) <= CLIP or "?" in href[:CLIP]  # what is cut off may be half an address
        if whole and (fault := _fault(href[:CLIP])):
            found[fault, href[:CLIP]] = None
            if len(found) == MAX_KEPT:
                break
    return tuple(found)


@lru_cache(maxsize=2048)  # the footer of a site stands on every page
def _fault(href: str) -> str:
    match = _SCHEME.match(href)
    if match is None:
        return ""
    value = unquote(href[match.end() :])
    if _TEMPLATE.search(value):
        return ""
    return _mail_fault(value) if match[1].lower() == "mailto" else _telephone_fault(value)


def _telephone_fault(value: str) -> str:
    number = _PARAMETERS.sub("", value).strip()
    if not number.strip("/+ "):
        return "tel-empty"
    if _SEVERAL.search(number):
        return "tel-several"
    digits = "".join(_DIGIT.findall(number))
    letters = sum(char.isascii() and char.isalpha() for char in number)
    vanity = len(digits) >= LEAST_DIGITS and letters  # 1-800-TEAPOTS
    if (len(digits) < LEAST_DIGITS and not vanity) or _NOBODY.fullmatch(digits):
        return "tel-number"
    return ""


def _mail_fault(value: str) -> str:
    given, _, query = value.partition("?")
    addresses = [one for part in _BETWEEN.split(given) if (one := part.strip(" .\t\r\n\u00a0\u3000"))]
    if not addresses:
        return "" if query else "mail-empty"
    wrong = [one for one in addresses if not _ADDRESS.fullmatch(_bare(one)) and not _DISGUISED.search(one)]
    return "mail-address" if wrong or given.startswith("//") else ""


def _bare(address: str) -> str:
    match = _NAMED.fullmatch(address)
    return match[1].strip() if match else address
