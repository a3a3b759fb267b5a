"""Which of a page's many URLs is kept: session ids, tracking parameters, order of keys, the slash at the end. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.url_patterns import key_pattern

SLASHES = ("keep", "add", "remove")

# Session ids give every visit its own URL of the same page, so these query keys always go, in any case:
# - by name: PHPSESSID, JSESSIONID, ASPSESSIONID and what follows it (classic ASP), osCsid (osCommerce), zenid (Zen Cart);
# - CFID and CFTOKEN when both are there (ColdFusion sends both; a cfid alone may be a category);
# - sid, sessid, session_id, sessionid when the value looks like a token: 16 or more letters and digits, or hexadecimal
#   digits, with a letter among them. Long decimal numbers stay: shops and goods are numbered so (snowflake ids).
_BY_NAME = re.compile(r"(?:phpsessid|jsessionid|aspsessionid[a-z]*|oscsid|zenid)(?:=|\Z)", re.IGNORECASE)
_BY_VALUE = re.compile(
    r"(?:sid|sessid|session_?id)=(?=[0-9]*[a-z])(?:[0-9a-f]{16,}|(?=[a-z]*[0-9])[0-9a-z]{16,})\Z", re.IGNORECASE
)
_COLDFUSION = {"cfid", "cftoken"}
_IN_VALUE = re.compile(r";jsessionid=[^?#/&]*", re.IGNORECASE)  # ?back=/cart;jsessionid=1


@dataclass(frozen=True, slots=True)
class Form:
    """How the URLs of a site are made one; the default changes nothing that a server could tell apart.

    Args:
        strip_params: query keys to remove, ``*`` as wildcard: ``utm_*``. Upper and lower case differ.
        sort_params: order the query by key; values of one key keep their order, empty pairs go.
        trailing_slash: ``keep``; ``add`` one to a last segment without a dot; ``remove`` it. The root, double
            slashes and the query stay. Choose the form that the site answers without a redirect: the other one
            is never asked for, and relative links resolve against the one that is.
    """

    strip_params: tuple[str, ...] = ()
    sort_params: bool = False
    trailing_slash: str = "keep"

    def __post_init__(self) -> None:
        if self.trailing_slash not in SLASHES:
            raise ValueError(f"trailing_slash is one of {', '.join(SLASHES)}, not {self.trailing_slash!r}")


DEFAULT = Form()


def as_form(form: Form | Sequence[str]) -> Form:
    """``form`` itself, or the form that strips the parameters of a sequence."""
    return form if isinstance(form, Form) else Form(tuple(form))


def one_query(query: str, form: Form) -> str:
    """A query without session ids, in the given form; empty when nothing is left."""
    if ";" in query:
        query = _IN_VALUE.sub("", query)
    lowered = query.lower()
    if "id" in lowered and _may_have_session(lowered):
        query = _without_sessions(query)
    if form.strip_params:
        stripped = key_pattern(form.strip_params).match
        query = "&".join([pair for pair in query.split("&") if not stripped(pair)])
    if form.sort_params and "&" in query:
        query = "&".join(sorted(filter(None, query.split("&")), key=_key))
    return query


def one_slash(url: str, policy: str) -> str:
    """An absolute URL with its path ended as ``policy`` says."""
    path, mark, query = url.partition("?")
    folder, _, last = path[8:].rpartition("/")
    if policy == "add" and last and "." not in last:
        path += "/"
    elif policy == "remove" and not last and "/" in folder and not folder.endswith("/"):
        path = path[:-1]
    return f"{path}{mark}{query}"


def session_id(href: str) -> str:
    """The first session id in an href, as written: ``PHPSESSID=3f8a``, ``jsessionid=12``; empty without one.

    Stored URLs have none, so who wants to tell of them has to look at the href.
    """
    if ";" in href and (found := _IN_VALUE.search(href)):
        return found.group()[1:]
    lowered = href.lower()
    if "id" in lowered and _may_have_session(lowered):
        query = href.partition("#")[0].partition("?")[2]
        return next(iter(_sessions(query.split("&"))), "")
    return ""


def has_param(url: str, names: tuple[str, ...]) -> bool:
    """Whether one of the query's keys is among ``names``, ``*`` as wildcard."""
    matches = key_pattern(names).match
    return any(matches(pair) for pair in url.partition("?")[2].split("&") if pair)


def _key(pair: str) -> str:
    return pair.partition("=")[0]


def _may_have_session(query: str) -> bool:
    """A quick look that saves the slow one: every key above contains one of these, and all have ``id``."""
    return "sid" in query or "sess" in query or "zenid" in query or "cfid" in query


def _without_sessions(query: str) -> str:
    pairs = query.split("&")
    gone = set(_sessions(pairs))
    return "&".join([pair for pair in pairs if pair not in gone]) if gone else query


def _sessions(pairs: Sequence[str]) -> list[str]:
    """The pairs that are session ids."""
    coldfusion = {_key(pair).lower() for pair in pairs} >= _COLDFUSION
    return [
        pair
        for pair in pairs
        if _BY_NAME.match(pair) or _BY_VALUE.match(pair) or (coldfusion and _key(pair).lower() in _COLDFUSION)
    ]
