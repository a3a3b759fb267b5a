"""Forms and their controls: labels, names of buttons and frames, where forms send what is typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from turbohtml import Element

from crawler.facts.formkinds import form_kind
from crawler.text import collapse

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_KEPT = 10  # examples kept of each kind
MAX_ACTIONS = 20
MAX_CONTROLS = 2000  # fields looked at
CLIP = 100  # characters of a name or address
_BUTTONS = frozenset({"submit", "reset", "button", "image"})
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NO_SIZE = re.compile(r"\s*[01](?:px)?\s*\Z", re.IGNORECASE)
_LABELS = ("aria-label", "aria-labelledby", "title")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FormFacts:
    """Forms and their controls."""

    actions: tuple[Pair, ...] = ()  # method (get, post, dialog) and action as written, of the first 20 forms
    kinds: tuple[str, ...] = ()  # search, login, register, newsletter, cart: of the first 20 forms, distinct
    passwords: int = 0  # password fields
    password_actions: tuple[Pair, ...] = ()  # of the forms that hold a password field
    controls: int = 0  # visible inputs, selects and text areas; buttons left out
    unlabelled: int = 0  # of them without label, aria-label, aria-labelledby or title
    unlabelled_controls: tuple[tuple[str, str, str], ...] = ()  # the first ten: type, name or id, placeholder
    buttons: int = 0  # visible buttons
    unnamed: int = 0  # of them without any name
    unnamed_buttons: tuple[str, ...] = ()  # class, id or picture of the first ten
    frames: int = 0  # visible iframes
    untitled: int = 0  # of them without title
    untitled_frames: tuple[str, ...] = ()  # addresses of the first ten


def form_facts(elements: Elements) -> FormFacts:
    """Forms and their controls."""
    forms, inputs = elements["form"], elements["input"]
    passwords = [field for field in inputs if _type(field) == "password"]
    secret = [form for field in passwords[:MAX_ACTIONS] if (form := field.closest("form")) is not None]
    controls = _controls(elements)
    bare = _unlabelled(controls, elements["label"])
    buttons = [button for button in _buttons(elements) if _seen(button)]
    unnamed = [button for button in buttons if not _named(button)]
    frames = [frame for frame in elements["iframe"] if _seen(frame) and not _sizeless(frame)]
    untitled = [frame for frame in frames if not any(_attr(frame, name) for name in _LABELS)]
    return FormFacts(
        actions=tuple(_action(form) for form in forms[:MAX_ACTIONS]),
        kinds=tuple(dict.fromkeys(kind for form in forms[:MAX_ACTIONS] if (kind := form_kind(form)))),
        passwords=len(passwords),
        password_actions=tuple(dict.fromkeys(_action(form) for form in secret)),
        controls=len(controls),
        unlabelled=len(bare),
        unlabelled_controls=tuple(_described(control) for control in bare[:MAX_KEPT]),
        buttons=len(buttons),
        unnamed=len(unnamed),
        unnamed_buttons=tuple(_mark(button) for button in unnamed[:MAX_KEPT]),
        frames=len(frames),
        untitled=len(untitled),
        untitled_frames=tuple(_attr(frame, "src")[:CLIP] for frame in untitled[:MAX_KEPT]),
    )


def unseen(element: Element) -> bool:
    """Whether ``element`` itself is hidden: by ``hidden``, ``aria-hidden`` or its inline style."""
    if element.attr("hidden") is not None or element.attr("aria-hidden") == "true":
        return True
    style = element.attr("style")
    return bool(style and _UNSEEN.search(style))


def _seen(element: Element) -> bool:
    return not unseen(element)


def _sizeless(frame: Element) -> bool:
    """Frames of no size, and those for readers without scripts: nobody meets them."""
    sides = (frame.attr("width"), frame.attr("height"))
    return any(side is not None and _NO_SIZE.match(side) for side in sides) or frame.closest("noscript") is not None


def _attr(element: Element, name: str) -> str:
    return collapse(element.attr(name) or "")


def _type(field: Element) -> str:
    return (field.attr("type") or "text").strip().lower()


def _action(form: Element) -> Pair:
    return (form.attr("method") or "get").strip().lower()[:10], _attr(form, "action")[: 2 * CLIP]


def _controls(elements: Elements) -> list[Element]:
    """What a visitor fills in; traps for robots, which visitors never see, left out."""
    found = [field for field in elements["input"] if _type(field) not in _BUTTONS and _type(field) != "hidden"]
    found += elements["select"] + elements["textarea"]
    return [field for field in found[:MAX_CONTROLS] if _seen(field) and field.attr("tabindex") != "-1"]


def _unlabelled(controls: list[Element], labels: list[Element]) -> list[Element]:
    if not controls:
        return []
    labelled = {label.attr("for") or "" for label in labels} - {""}
    return [
        control
        for control in controls
        if not any(_attr(control, name) for name in _LABELS)
        and control.attr("id") not in labelled
        and control.closest("label, template") is None
    ]


def _described(control: Element) -> tuple[str, str, str]:
    kind = _type(control) if control.tag == "input" else control.tag
    name = _attr(control, "name") or _attr(control, "id")
    return kind[:20], name[:CLIP], _attr(control, "placeholder")[:CLIP]


def _buttons(elements: Elements) -> list[Element]:
    kinds = ("button", "image")  # submit and reset have a name of their own
    return [*elements["button"], *(field for field in elements["input"] if _type(field) in kinds)]


def _named(button: Element) -> bool:
    if any(_attr(button, name) for name in (*_LABELS, "value" if button.tag == "input" else "aria-label")):
        return True
    if button.tag == "input":
        return bool(_attr(button, "alt"))
    if button.text.strip():
        return True
    pictures = button.select("img[alt], [aria-label], [title], svg title")
    return any(
        _attr(one, "alt") or _attr(one, "aria-label") or _attr(one, "title") or one.tag == "title" for one in pictures
    )


def _mark(button: Element) -> str:
    """By what a developer finds the button: its id, class, or the picture in it."""
    image = button.find("img")
    picture = _attr(image, "src") if image is not None else _attr(button, "src")
    return (_attr(button, "id") or _attr(button, "class") or picture or button.tag)[:CLIP]
