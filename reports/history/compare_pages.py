"""What differs between the pages of two runs laid side by side: one row a page and difference."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from configs.text import Text
from reports.history.changes import KINDS as CHANGES
from reports.history.changes import WORDS, Change
from reports.history.compare_links import Found, Links
from reports.history.compare_runs import Couple
from reports.history.compare_sql import Side, only, sides
from reports.history.compare_texts import alike

IMAGES = 0.3  # share of the content images that only one side has
SIZE = 0.3  # share of the bytes

KINDS = {
    "left": Text(zh="只在 {name}", en="only in {name}"),
    "right": Text(zh="只在 {name}", en="only in {name}"),
    "status": CHANGES["status"],
    "redirect": Text(zh="跳转目标", en="redirect target"),
    "indexable": CHANGES["indexable"],
    "robots": CHANGES["robots"],
    "canonical": CHANGES["canonical"],
    "hreflang": Text(zh="hreflang", en="hreflang"),
    "title": CHANGES["title"],
    "description": CHANGES["description"],
    "h1": CHANGES["h1"],
    "text": Text(zh="正文（另一边也有的部分）", en="main text (share on both)"),
    "words": CHANGES["words"],
    "schema": CHANGES["schema"],
    "links": Text(zh="站内链接（+ 另一边没有）", en="internal links (+ only here)"),
    "images": Text(zh="图片数", en="images"),
    "viewport": Text(zh="viewport", en="viewport"),
    "size": Text(zh="字节数", en="bytes"),
}
REMARKS = ("vary", "crossed")  # told beside the differences: no page is worse for them
ORDER = (*KINDS, *REMARKS)


def differences(db: sqlite3.Connection, couple: Couple) -> Iterator[Change]:
    """Every difference, streamed; ``before`` is the left side and ``after`` the right one.

    Pages that one run lacks come first, for whole couples only, then the facts in the order of ``KINDS`` by page, each
    page with its remarks (``REMARKS``). ``url`` is the one on the left; on the right where the left has none.
    """
    if couple.whole:
        for url, template, status in only(db, couple, 0):
            yield Change("left", url, template, str(status), "")
        for url, template, status in only(db, couple, 1):
            yield Change("right", url, template, "", str(status))
    links = Links(db, couple)
    for template, left, right in sides(db, couple):
        found = _of_page(db, couple, links, left, right)
        for kind, one, other in sorted(found, key=lambda each: ORDER.index(each[0])):
            yield Change(kind, left.url, template, one, other)


def _of_page(db: sqlite3.Connection, couple: Couple, links: Links, left: Side, right: Side) -> list[Found]:
    found = [*_answers(couple, left, right)]
    if left.readable and right.readable:
        found += _declared(couple, left, right)
        if left.document != right.document:
            found += _content(db, left, right)
        if left.document != right.document or couple.by_url:  # what is written alike leads to the same places of a copy
            found += links.differences(left.links, right.links)
    return [*found, *_remarks(couple, links, left, right, bool(found))]


def _answers(couple: Couple, left: Side, right: Side) -> Iterator[Found]:
    """Status, redirect, and whether the page may be found at all."""
    known = left.reason and right.reason  # not before a crawl has ended
    if known and left.reason != right.reason and (left.status == right.status or None in (left.status, right.status)):
        yield "indexable", left.reason or "", right.reason or ""
    if left.status is None or right.status is None:  # closed by robots.txt
        return
    to, other = left.redirect or "", right.redirect or ""
    if left.status != right.status:
        leads = bool(to) != bool(other)  # then the status says where to
        yield "status", _status(left, to if leads else ""), _status(right, other if leads else "")
    if to and other and couple.key(to) != couple.key(other):
        yield "redirect", to, other


def _status(side: Side, to: str) -> str:
    return f"{side.status} {to}" if to else str(side.status)


def _declared(couple: Couple, left: Side, right: Side) -> Iterator[Found]:
    """What a page tells search engines of itself."""
    one, other = left.canonical or "", right.canonical or ""
    if bool(one) != bool(other) or (one and couple.key(one) != couple.key(other)):
        yield "canonical", one, other
    for kind, one, other in (
        ("robots", _directives(left), _directives(right)),
        ("title", left.title, right.title),
        ("description", left.description, right.description),
        ("h1", left.h1, right.h1),
    ):
        if one != other:
            yield kind, one, other


def _directives(side: Side) -> str:
    return " ".join(filter(None, (side.robots, side.x_robots)))


def _content(db: sqlite3.Connection, left: Side, right: Side) -> Iterator[Found]:
    """What a page consists of; links apart."""
    if (blocks := alike(db, left, right)) is not None:
        yield "text", *blocks
    for kind, share, one, other in (
        ("words", WORDS, left.words, right.words),
        ("images", IMAGES, left.images, right.images),
        ("size", SIZE, left.size, right.size),
    ):
        if abs(one - other) > share * max(one, other):
            yield kind, str(one), str(other)
    types = _types(left), _types(right)
    if types[0] != types[1]:
        yield "schema", *types
    views = _viewport(left), _viewport(right)
    if views[0] != views[1]:
        yield "viewport", *views


def _types(side: Side) -> str:
    return ", ".join(sorted({*json.loads(side.schema), *json.loads(side.microdata or "[]")}))


def _viewport(side: Side) -> str:
    return " | ".join(json.loads(side.viewport or "[]"))


def _remarks(couple: Couple, links: Links, left: Side, right: Side, differs: bool) -> Iterator[Found]:
    """A page that answers by device and does not say so to caches, and a canonical on the other copy."""
    answered = max(left.status or 600, right.status or 600) < 400
    if differs and answered and couple.by_url and couple.devices[0] != couple.devices[1]:
        served = links.vary(left.headers), links.vary(right.headers)
        if not all("user-agent" in value.lower() or "*" in value for value in served):
            yield "vary", *served
    one, other = _crossed(couple, 0, left), _crossed(couple, 1, right)
    if one or other:
        yield "crossed", one, other


def _crossed(couple: Couple, at: int, side: Side) -> str:
    return side.canonical if side.canonical and couple.crosses(at, side.canonical) else ""
