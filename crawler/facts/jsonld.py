"""JSON-LD of a page: a strict verdict, as engines give it, then a lenient reading, so that one comma hides no data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from crawler.text import collapse

MAX_BLOCK = 400_000  # characters of a block that is read; longer ones are not judged
MAX_NODES = 3000  # nodes of a page that are looked at
MAX_DEPTH = 40
NEAR = 24  # characters shown on both sides of a fault

# What a template may wrap around the data: HTML comments and CDATA marks, which readers of HTML skip.
_OPENED = re.compile(r"(?:<!--|(?://|/\*)?\s{0,3}<!\[CDATA\[(?:\s{0,3}\*/)?)")
_CLOSED = re.compile(r"(?:(?://)?\s{0,3}-->|(?://|/\*)?\s{0,3}\]\]>(?:\s{0,3}\*/)?)\Z")
# What is not closed runs to the end, so that no text makes them start again and again.
_STRING = r'("[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z))'
_COMMENT = re.compile(_STRING + r"|/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_TRAILING = re.compile(_STRING + r"|,(?=\s*[}\]])", re.DOTALL)
_CONSTANT = re.compile(r"NaN|-?Infinity")
_CODES = (  # beginning of the message of Python's json, code of the fault
    ("Invalid control", "line-break"),
    ("Invalid \\", "escape"),
    ("Unterminated", "string"),
    ("Extra data", "extra"),
    ("Expecting ',' delimiter", "comma"),
    ("Expecting ':' delimiter", "colon"),
    ("Expecting property name", "name"),
)

_NESTED = (dict, list)

Fault = tuple[str, int, int, str]  # code, line and column in the document (from 1), text around


@dataclass(frozen=True, slots=True)
class Block:
    """One JSON-LD block: its data (None: unreadable) and the first fault of the strict reading."""

    data: Any = None
    fault: Fault | None = None


class _ConstantError(ValueError):
    """NaN or Infinity, which JSON does not know."""


def read(text: str, html: str) -> Block:
    """A block as read; numbers stay the strings they were written as.

    Args:
        html: the document, to tell the line of a fault.
    """
    own = _unwrapped(text)
    if not own.strip() or len(own) > MAX_BLOCK:
        return Block()
    try:
        return Block(_STRICT.decode(own))
    except RecursionError:
        return Block(fault=("depth", *_place(own, 0, html), ""))
    except _ConstantError:
        match = _CONSTANT.search(own)
        return Block(_lenient(own), _fault("constant", own, match.start() if match else 0, html))
    except json.JSONDecodeError as error:
        return Block(_lenient(own), _fault(_code(error, own), own, error.pos, html))


def _unwrapped(text: str) -> str:
    own = text.lstrip("\ufeff").strip()
    if opened := _OPENED.match(own):
        own = own[opened.end() :]
        closed = _CLOSED.search(own, max(0, len(own) - 20))
        return own[: closed.start()] if closed else own
    return text.lstrip("\ufeff")


def _refuse(name: str) -> NoReturn:
    raise _ConstantError(name)


def _decoder(strict: bool) -> json.JSONDecoder:
    return json.JSONDecoder(strict=strict, parse_int=str, parse_float=str, parse_constant=_refuse)


_STRICT, _FORGIVING = _decoder(strict=True), _decoder(strict=False)


def _code(error: json.JSONDecodeError, text: str) -> str:
    before = text[: error.pos].rstrip()
    if error.msg.startswith("Illegal trailing comma") or (
        before.endswith(",") and text[error.pos : error.pos + 1] in "}]"
    ):
        return "trailing-comma"
    if text[error.pos : error.pos + 2] in ("//", "/*"):
        return "comment"
    if text[error.pos : error.pos + 1] in ("“", "”", "‘", "’", "'", "，", "："):
        return "quotes"
    return next((code for start, code in _CODES if error.msg.startswith(start)), "value")


def _fault(code: str, text: str, position: int, html: str) -> Fault:
    near = collapse(text[max(0, position - NEAR) : position + NEAR])
    return code, *_place(text, position, html), near


def _place(text: str, position: int, html: str) -> tuple[int, int]:
    """Line and column in the document, from 1; in the block when the document does not hold it as read."""
    if "\r" in html:
        html = html.replace("\r\n", "\n").replace("\r", "\n")
    at = max(html.find(text), 0) if text in html else 0
    whole = html if at else text
    end = at + position
    return whole.count("\n", 0, end) + 1, end - whole.rfind("\n", 0, end)


def _lenient(text: str) -> Any:
    """What a forgiving reader makes of it; None when nothing."""
    for attempt in (text, _tidied(text)):
        try:
            return _FORGIVING.decode(attempt)
        except (ValueError, RecursionError):
            continue
    return _several(_tidied(text))


def _tidied(text: str) -> str:
    """Without comments, commas before a closing bracket, and a semicolon at the end."""
    bare = _COMMENT.sub(lambda match: match.group(1) or "", text)
    return _TRAILING.sub(lambda match: match.group(1) or "", bare).strip().rstrip(";")


def _several(text: str) -> list[Any] | None:
    """Objects written one after another."""
    found: list[Any] = []
    at = 0
    while len(found) < 50:
        start = text.find("{", at)
        if start < 0:
            break
        try:
            data, at = _FORGIVING.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        found.append(data)
    return found or None


def roots(data: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top: of a list, of ``@graph``, or the one there is."""
    for one in data if isinstance(data, list) else [data]:
        if isinstance(one, dict):
            graph = one.get("@graph")
            if isinstance(graph, list | dict):
                yield from (node for node in (graph if isinstance(graph, list) else [graph]) if isinstance(node, dict))
            else:
                yield one


def walk(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object with its role, ``Product.offers``, in document order; the role of a root is empty."""
    stack: list[tuple[str, dict[str, Any], int]] = [("", node, 0) for node in roots(data)][:MAX_NODES][::-1]
    seen = 0
    while stack and seen < MAX_NODES:
        role, node, depth = stack.pop()
        seen += 1
        yield role, node
        inner = [(name, child) for name, value in node.items() if type(value) in _NESTED for child in objects(value)]
        if inner and depth < MAX_DEPTH:
            own = "".join(types_of(node)[:1])
            stack += [(f"{own}.{name}", child, depth + 1) for name, child in inner[:MAX_NODES][::-1] if name[:1] != "@"]


def types_of(node: dict[str, Any]) -> list[str]:
    """Names of its types, without the address of the vocabulary."""
    given = node.get("@type")
    if isinstance(given, str):
        return [_bare(given)] if given else []
    return [_bare(name) for name in given[:5] if isinstance(name, str) and name] if isinstance(given, list) else []


def _bare(name: str) -> str:
    name = name.strip().rpartition("/")[2] if "/" in name else name.strip()
    return name.rpartition("#")[2].rpartition(":")[2][:60]


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a value that is one, or a list of them."""
    if isinstance(value, list):
        return [one for one in value if isinstance(one, dict)]
    return [value] if isinstance(value, dict) else []


def first_text(value: Any) -> str:
    """The first text of a value; of an object its value, name, id or URL."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = next((one[key] for key in ("@value", "@id", "url", "name") if isinstance(one.get(key), str)), "")
        if isinstance(one, str) and one.strip():
            return collapse(one)
    return ""


def filled(node: dict[str, Any]) -> tuple[str, ...]:
    """Names of the properties that have a value, at most forty."""
    found = [name[:60] for name, value in node.items() if (value or value is False) and name[:1] != "@"]
    return tuple(found[:40])
