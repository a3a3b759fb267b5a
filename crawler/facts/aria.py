"""Misuse of roles and ``aria-*`` attributes that the document alone proves, by WAI-ARIA 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from turbohtml import Element

if TYPE_CHECKING:
    from turbohtml import Document

    from crawler.facts.elements import Elements

MAX_ROLES = 2000  # elements with a role that are looked at
MAX_USES = 5000  # uses of aria-* that are looked at
MAX_KINDS = 200  # distinct uses of aria-* that are judged
CLIP = 60

Fault = tuple[str, str, str]  # code, role or attribute, value

_ROLE_NAMES = (
    "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox"
    " complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid"
    " gridcell group heading img image insertion link list listbox listitem log main mark marquee math menu menubar"
    " menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar"
    " radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status"
    " strong subscript superscript suggestion switch tab table tablist tabpanel term text textbox time timer toolbar"
    " tooltip tree treegrid treeitem sectionfooter sectionheader comment"
)
ROLES = frozenset(_ROLE_NAMES.split())
_OTHER_VOCABULARIES = ("doc-", "graphics-")
_TRUTH = frozenset({"true", "false"})
_TRISTATE = _TRUTH | {"mixed"}
# Attributes with a closed list of values; the empty value means that it is not set.
VALUES: dict[str, frozenset[str]] = {
    "atomic": _TRUTH, "busy": _TRUTH, "disabled": _TRUTH, "modal": _TRUTH, "multiline": _TRUTH,
    "multiselectable": _TRUTH, "readonly": _TRUTH, "required": _TRUTH,
    "expanded": _TRUTH | {"undefined"}, "grabbed": _TRUTH | {"undefined"}, "hidden": _TRUTH | {"undefined"},
    "selected": _TRUTH | {"undefined"}, "checked": _TRISTATE | {"undefined"}, "pressed": _TRISTATE | {"undefined"},
    "autocomplete": frozenset({"inline", "list", "both", "none"}),
    "current": _TRUTH | {"page", "step", "location", "date", "time"},
    "haspopup": _TRUTH | {"menu", "listbox", "tree", "grid", "dialog"},
    "invalid": _TRUTH | {"grammar", "spelling"},
    "live": frozenset({"assertive", "off", "polite"}),
    "orientation": frozenset({"horizontal", "vertical", "undefined"}),
    "sort": frozenset({"ascending", "descending", "none", "other"}),
}  # fmt: skip
_FREE_NAMES = (
    "activedescendant braillelabel brailleroledescription colcount colindex colindextext colspan controls describedby"
    " description details dropeffect errormessage flowto keyshortcuts label labelledby level owns placeholder posinset"
    " relevant roledescription rowcount rowindex rowindextext rowspan setsize valuemax valuemin valuenow"
    " valuetext"
)
ATTRIBUTES = frozenset(VALUES) | frozenset(_FREE_NAMES.split())
# What a role must say of itself; an <input> of that kind says it by itself.
REQUIRED = {
    "checkbox": "checked", "radio": "checked", "switch": "checked", "menuitemcheckbox": "checked",
    "menuitemradio": "checked", "heading": "level", "slider": "valuenow", "scrollbar": "valuenow", "meter": "valuenow",
}  # fmt: skip
_SELF_SPEAKING = ("input", "meter", "h1", "h2", "h3", "h4", "h5", "h6")
# Where a role must stand; aria-owns may place it elsewhere.
PARENTS = {
    "tab": "[role=tablist]",
    "option": "[role=listbox], [role=combobox], [role=group], datalist, select",
    "listitem": "[role=list], [role=group], [role=directory], ul, ol, menu",
    "menuitem": "[role=menu], [role=menubar], [role=group], menu",
}
_USE = re.compile(r"([a-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*))")


def aria_faults(document: Document, elements: Elements, html: str) -> Iterator[Fault]:
    """Faults in no order: unknown-role, unknown-attribute, bad-value, missing-attribute, wrong-parent, missing-id.

    Args:
        html: as decoded: attributes are found in its text first, which spares a look at every element.
    """
    yield from _roles(document, elements.marked["role"][:MAX_ROLES])
    for name, value in sorted(_uses(html))[:MAX_KINDS]:
        if name not in ATTRIBUTES:
            if document.select_one(f"[aria-{name}]") is not None:  # not merely named in a script
                yield "unknown-attribute", f"aria-{name}", value[:CLIP]
        elif not _allowed(name, value) and any(one.attr(f"aria-{name}") == value for one in _with(document, name)):
            yield "bad-value", f"aria-{name}", value[:CLIP]
    labelled = elements.marked["aria-labelledby"]
    if labelled and "aria-labelledby" in html:
        yield from _missing_ids(set(elements.ids), labelled)


def _with(document: Document, name: str) -> list[Element]:
    return document.select(f"[aria-{name}]")[:MAX_ROLES]


def _allowed(name: str, value: str) -> bool:
    return name not in VALUES or not value.strip() or value.strip().lower() in VALUES[name]


def _uses(html: str) -> set[tuple[str, str]]:
    """Distinct (name without aria-, value); free texts are cut, only closed lists are judged by value."""
    found = set()
    for part in {part[:80] for part in html.split("aria-", MAX_USES)[1:]}:
        if (use := _USE.match(part)) is not None:
            found.add((use.group(1), use.group(2) or use.group(3) or use.group(4) or ""))
    return {(name, value if name in VALUES or name not in ATTRIBUTES else "") for name, value in found}


def _roles(document: Document, elements: list[Element]) -> Iterator[Fault]:
    moved: bool | None = None
    for element in elements:
        tokens = (element.attr("role") or "").lower().split()
        role = next((one for one in tokens if one in ROLES or one.startswith(_OTHER_VOCABULARIES)), None)
        if role is None:
            if tokens:
                yield "unknown-role", " ".join(tokens)[:CLIP], element.tag
            continue
        needed = REQUIRED.get(role)
        if needed and element.tag not in _SELF_SPEAKING and element.attr(f"aria-{needed}") is None:
            yield "missing-attribute", role, f"aria-{needed}"
        if (parents := PARENTS.get(role)) and element.closest(parents) is None:
            moved = document.select_one("[aria-owns]") is not None if moved is None else moved
            if not moved:
                yield "wrong-parent", role, element.parent.tag if isinstance(element.parent, Element) else ""


def _missing_ids(ids: set[str], labelled: list[Element]) -> Iterator[Fault]:
    """aria-labelledby none of whose ids exists: the element has no name at all."""
    for element in labelled[:MAX_ROLES]:
        wanted = (element.attr("aria-labelledby") or "").split()
        if wanted and not ids.intersection(wanted):
            yield "missing-id", "aria-labelledby", " ".join(wanted)[:CLIP]
