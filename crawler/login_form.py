"""The form of a login page as a browser would send it: where to, in which charset, with which fields."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

import ada_url
import turbohtml
from turbohtml import Document, Element

from crawler.charset import decode

CONTROLS = "input, select, textarea, button"
UNSENT = frozenset({"submit", "image", "reset", "button", "file"})  # kinds of input that send nothing by themselves
MAX_CONTROLS = 500
FORM_ERRORS = "[role=alert], [class*=error i], [class*=alert i], [id*=error i], [class*=msg i], [class*=tip i]"

_CAPTCHA = re.compile(
    r"captcha|v(?:erify|erification|alidate|alidation|alid)?[-_]?code|(?:check|auth|rand|sec|sms|img)[-_]?code|yzm"
    r"|geetest|turnstile|验证码|校验码|驗證碼",
    re.IGNORECASE,
)
_LABELS = ("name", "id", "placeholder", "title", "class", "alt")
_CODECS = {  # what labels of the Encoding standard mean where Python reads them otherwise
    **dict.fromkeys(("gb2312", "gb_2312-80", "x-gbk", "chinese"), "gbk"),
    **dict.fromkeys(("iso-8859-1", "latin1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("big5-hkscs", "cn-big5", "x-x-big5"), "big5"),
    **dict.fromkeys(("shift_jis", "sjis", "x-sjis"), "cp932"),
}
_LINE_END = re.compile(r"\r\n|\r|\n")

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LoginForm:
    """A form before anything is filled in."""

    action: str  # absolute
    method: str  # get | post
    charset: str  # a codec of Python's that encodes
    multipart: bool
    pairs: tuple[tuple[str, str], ...]  # what it would send as it is, hidden fields included
    passwords: tuple[str, ...]  # names of its password fields
    captchas: tuple[str, ...]  # names, or what else is known of fields and widgets that ask for proof of a human

    @property
    def names(self) -> list[str]:
        """The fields' names, in order, each once."""
        return list(dict.fromkeys([*(name for name, _ in self.pairs), *self.passwords]))

    def filled(self, given: Mapping[str, str]) -> Pairs:
        """What is sent: the form's own fields, those in ``given`` in their places, further ones at the end."""
        left = dict(given)
        pairs: Pairs = []
        for name, value in self.pairs:
            if name in left:
                pairs.append((name, left.pop(name)))
            elif name not in given:
                pairs.append((name, value))
        return [*pairs, *left.items()]

    def encoded(self, pairs: Pairs) -> bytes:
        """``application/x-www-form-urlencoded``; what the charset cannot say becomes a numeric reference."""
        return b"&".join(b"=".join(map(self._quoted, pair)) for pair in pairs)

    def body(self, pairs: Pairs) -> tuple[bytes, str]:
        """The body of a POST and its Content-Type."""
        if not self.multipart:
            return self.encoded(pairs), "application/x-www-form-urlencoded"
        boundary = f"xunlu{os.urandom(12).hex()}".encode()
        parts = [
            b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
            % (boundary, self.in_charset(name).translate(None, b'"\r\n'), self.in_charset(value))
            for name, value in pairs
        ]
        return b"".join(parts) + b"--%b--\r\n" % boundary, f"multipart/form-data; boundary={boundary.decode()}"

    def _quoted(self, text: str) -> bytes:
        return quote_plus(self.in_charset(text), safe="*-._").encode("ascii")

    def in_charset(self, text: str) -> bytes:
        """``text`` with the line ends of forms, in the form's charset."""
        return _LINE_END.sub("\r\n", text).encode(self.charset, "xmlcharrefreplace")


class LoginPage:
    """One answer, parsed. Of any bytes; never raises but for a selector that is none.

    Args:
        url: where the answer came from, absolute.
    """

    def __init__(self, url: str, body: bytes, content_type: str) -> None:
        self.url = url
        self.html, self.charset, _ = decode(body, content_type)
        self.document: Document = turbohtml.parse(self.html)

    def form(self, selector: str = "") -> LoginForm | None:
        """The form by a CSS selector, or the first that holds a password field; None when there is none.

        Raises:
            ValueError: the selector is no CSS.
        """
        owners = self._owners()
        chosen = self.document.select_one(selector) if selector else None
        if selector and chosen is not None and chosen.tag != "form":
            around = chosen.closest("form") or chosen.select_one("form")
            chosen = next((owner for one, owner in owners if one == chosen), around)
        if not selector:
            chosen = next((owner for one, owner in owners if one.tag == "input" and _kind(one) == "password"), None)
        return self._read(chosen, [one for one, owner in owners if owner == chosen]) if chosen is not None else None

    def _owners(self) -> list[tuple[Element, Element]]:
        """Each control with its form: by its ``form`` attribute, the form around it, or the one opened before it.

        The last is how browsers read a form that opens inside a table, outside of its cells: the tree has it empty.
        """
        named = {form.attr("id"): form for form in reversed(self.document.select("form[id]"))}
        found: list[tuple[Element, Element]] = []
        before: Element | None = None
        for one in self.document.select(f"form, {CONTROLS}"):
            name = one.attr("form")
            if one.tag == "form":
                before = one
            elif (owner := named.get(name) if name else one.closest("form") or before) and len(found) < MAX_CONTROLS:
                found.append((one, owner))
        return found

    def _read(self, form: Element, controls: list[Element]) -> LoginForm:
        live = [one for one in controls if one.attr("disabled") is None and one.closest("fieldset[disabled]") is None]
        button = next((one for one in live if _submits(one)), None)
        pairs = [pair for one in live for pair in _pairs(one)]
        if button is not None:
            pairs += _pressed(button)
        over = button if button is not None and button.attr("formaction") else form
        action = over.attr("formaction" if over is button else "action") or ""
        captchas = [label for one in live if (label := _captcha(one))] + _widgets(form)
        charset = _codec(form.attr("accept-charset") or "", self.charset)
        return LoginForm(
            action=self._resolved(action.strip()),
            method="post" if (form.attr("method") or "").strip().lower() == "post" else "get",
            charset=charset,
            multipart=(form.attr("enctype") or "").strip().lower() == "multipart/form-data",
            pairs=tuple((name, charset if name == "_charset_" else value) for name, value in pairs),
            passwords=tuple(one.attr("name") or "" for one in live if _kind(one) == "password"),
            captchas=tuple(dict.fromkeys(captchas)),
        )

    def _resolved(self, action: str) -> str:
        base = self.document.select_one("base[href]")
        try:
            root = ada_url.join_url(self.url, base.attr("href") or "") if base is not None else self.url
            return (ada_url.join_url(root, action) if action else self.url).partition("#")[0]
        except ValueError:
            return ""

    @property
    def text(self) -> str:
        """What a person would read."""
        root = self.document.root
        return root.to_text().strip() if root is not None else ""

    def complaint(self) -> str:
        """What the page itself says went wrong, clipped; empty when nothing is found that looks like it."""
        alert = re.search(r"\balert\(\s*[\"']([^\"'\n]{1,120})", self.html[:20_000])
        if alert:
            return alert[1]
        texts = (" ".join(one.text.split())[:120] for one in self.document.select(FORM_ERRORS)[:20])
        return next((text for text in texts if text), "")


def _kind(control: Element) -> str:
    if control.tag == "input":
        return (control.attr("type") or "text").strip().lower()
    return (control.attr("type") or "submit").strip().lower() if control.tag == "button" else control.tag


def _submits(control: Element) -> bool:
    return control.tag in ("input", "button") and _kind(control) in ("submit", "image")


def _pairs(control: Element) -> Iterator[tuple[str, str]]:
    """What a control sends without being touched."""
    name, kind = control.attr("name") or "", _kind(control)
    if not name or control.tag == "button" or (control.tag == "input" and kind in UNSENT):
        return
    if kind in ("checkbox", "radio") and not control.checked:
        return
    value = control.field_value
    for text in value if isinstance(value, list) else [value]:
        if text is not None or control.tag != "select":
            yield name, text or ""


def _pressed(button: Element) -> Pairs:
    name, value = button.attr("name") or "", button.attr("value") or ""
    if _kind(button) == "image":
        dotted = f"{name}." if name else ""
        return [(f"{dotted}x", "0"), (f"{dotted}y", "0")]
    return [(name, value)] if name else []


def _captcha(control: Element) -> str:
    """How a visible field that asks for a code calls itself; empty for any other."""
    if _kind(control) in ("hidden", "password", "checkbox", *UNSENT):
        return ""
    labels = " ".join(str(control.attr(name) or "") for name in _LABELS)
    return (control.attr("name") or labels.strip())[:40] if _CAPTCHA.search(labels[:500]) else ""


def _widgets(form: Element) -> list[str]:
    """Services of others that stand in the form, by their class."""
    known = (".g-recaptcha", ".h-captcha", ".cf-turnstile", "[class*=geetest]", "#captcha", "#nc_1_wrapper")
    return [name.strip(".#[]") for name in known if form.select_one(name) is not None]


def _codec(accepted: str, document: str) -> str:
    """The first charset of ``accept-charset`` that can be written, else the document's; forms never send UTF-16."""
    for label in [*accepted.replace(",", " ").lower().split()[:5], document.lower()]:
        try:
            b"a".decode(f"whatwg-{label}")  # Python knows further ones, which browsers do not
            "a".encode(name := _CODECS.get(label, label))
        except (LookupError, ValueError):
            continue
        if not label.startswith("utf-16"):
            return name
    return "utf-8"
