"""Two tricks of inline scripts: keeping visitors from going back, and sending hidden forms by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.text import collapse

if TYPE_CHECKING:
    from turbohtml import Element

    from crawler.facts.elements import Elements

MAX_SCRIPT = 50_000  # characters of one script that are read
NEAR = 400  # characters behind the event's name in which its handler navigates
CLIP = 160

# To a fixed address: reloading, or showing what the address bar says, is what honest handlers do.
_LEAVES = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\s*\(|window\.open\s*\()\s*[\"'](?:https?:)?/[^\"'\s]{0,300}[\"']"
)
_AT_LOAD = re.compile(
    r"(?:window\.)?onload\s*=\s*function\s*\(\s*\)\s*\{[^{}]{0,300}\.submit\s*\(\s*\)"
    r"|addEventListener\s*\(\s*[\"'](?:load|DOMContentLoaded)[\"']\s*,\s*function\s*\(\w*\)\s*\{[^{}]{0,300}\.submit\s*\(\s*\)"
)
_BLOCK = re.compile(r"\{[^{}]*\}")
# Forms that go on to a payment or a login by themselves, as their protocols ask.
_PROTOCOL = re.compile(r"pay|unionpay|saml|sso|oauth|openid|login|logout|auth", re.IGNORECASE)


def codes(elements: Elements) -> list[str]:
    """The inline scripts of a page; data in script elements left out."""
    return [one.text[:MAX_SCRIPT] for one in elements.scripts if one.src is None and "json" not in one.kind]


def hijack(scripts: list[str]) -> tuple[str, str] | tuple[()]:
    """``("popstate", code)`` or ``("beforeunload", code)``: a handler that leads somewhere else, or ()."""
    for event, helper in (("popstate", "pushState"), ("beforeunload", "")):
        for code in scripts:
            if event in code and helper in code and (found := _handler(code, event)):
                return event, found
    return ()


def _handler(code: str, event: str) -> str:
    start = code.find(event)
    while start >= 0:
        leaves = _LEAVES.search(code, start, start + NEAR)
        if leaves:
            return collapse(leaves.group())[:CLIP]
        start = code.find(event, start + len(event))
    return ""


def forces_submit(form: Element, scripts: list[str], elements: Elements) -> bool:
    """Whether a script sends ``form``, which nobody sees, as soon as the page is there."""
    names = [form.attr("id") or "", form.attr("name") or ""]
    if _PROTOCOL.search(" ".join([*names, form.attr("action") or ""])):
        return False
    only = len(elements["form"]) == 1
    for code in scripts:
        if ".submit(" in code and (only or any(name and name in code for name in names)) and _at_once(code):
            return True
    return False


def _at_once(code: str) -> bool:
    """``submit()`` outside of every function, or in a handler of the load event."""
    if _AT_LOAD.search(code):
        return True
    for _ in range(30):
        shorter = _BLOCK.sub(" ", code)
        if shorter == code:
            return "{" not in code and "=>" not in code and ".submit(" in code
        code = shorter
    return False
