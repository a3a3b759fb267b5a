"""What a form is for, by its fields and names: search, login, register, newsletter, cart."""

from __future__ import annotations

import re
from functools import lru_cache

from turbohtml import Element

MAX_FIELDS = 40  # of one form
MAX_NAMES = 500  # characters
_SEARCH = re.compile(r"search|sousuo|(?<![a-z])query(?![a-z])", re.IGNORECASE)
_SEARCH_FIELDS = frozenset({"q", "s", "wd", "kw", "key", "keyword", "keywords", "search", "query", "searchword"})
_CART = re.compile(r"cart|basket|gouwuche|add_?to_?bag", re.IGNORECASE)
_NEWSLETTER = re.compile(r"newsletter|subscri|mailing|dingyue|订阅|訂閱", re.IGNORECASE)
_REGISTER = re.compile(r"regist|sign-?up|create-?account|zhuce", re.IGNORECASE)


def form_kind(form: Element) -> str:
    """``search``, ``login``, ``register``, ``newsletter``, ``cart``; empty when nothing tells."""
    names = " ".join([form.attr(name) or "" for name in ("role", "action", "id", "class")])[:MAX_NAMES]
    fields = [((one.attr("type") or "")[:20].lower(), (one.attr("name") or "")[:60].lower()) for one in _inputs(form)]
    return _kind(names, tuple(fields))


@lru_cache(maxsize=1024)  # the forms of a site stand on every page
def _kind(names: str, fields: tuple[tuple[str, str], ...]) -> str:
    passwords = sum(kind == "password" for kind, _ in fields)
    if passwords:
        return "register" if passwords > 1 or _REGISTER.search(names) else "login"
    if _SEARCH.search(names) or any(
        kind == "search" or (name in _SEARCH_FIELDS and kind != "hidden") for kind, name in fields
    ):
        return "search"
    if _CART.search(names):
        return "cart"
    shown = [(kind, name) for kind, name in fields if kind not in ("hidden", "submit", "button", "image", "checkbox")]
    if len(shown) == 1 and (shown[0][0] == "email" or "mail" in shown[0][1]):
        return "newsletter"
    return "newsletter" if shown and _NEWSLETTER.search(names) else ""


def _inputs(form: Element) -> list[Element]:
    return form.find_all("input", limit=MAX_FIELDS)
