"""The forms of a site's address, http or https, with and without www, as they answered: what checks in SQL ask of them.

The rows are those of kind ``variant`` (crawler/probe_variants.py) as a JSON list of {url, status, error, facts}. What
refuses (401, 403, 429, 503) or was not asked for says nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crawler.causes import UNANSWERED
from crawler.urls import host_key

PERMANENT = (301, 308)
REFUSED = (401, 403, 429, 503)
LOOPS = ("redirect-loop", "too-many-redirects")
Finding = dict[str, object]


@dataclass(frozen=True, slots=True)
class Form:
    """One address and where it led; ``page`` is title and text_hash of the end."""

    url: str
    error: str
    role: str  # start or inner
    of: str  # the address it is a form of
    hops: Sequence[Mapping[str, Any]]  # url, status, location
    final: str
    status: int | None  # of the final address
    left: bool  # for a host that is none of the site's
    page: tuple[str, object]
    canonical: str

    @property
    def live(self) -> bool:
        """Whether a page stands at its end."""
        return self.status is not None and 200 <= self.status < 300

    def crossing(self, part: str) -> Mapping[str, Any] | None:
        """The redirect by which it comes to its final scheme or host; None without one."""
        crossed = [hop for hop in self.hops if hop["location"] and _part(hop["url"], part) != _part(self.final, part)]
        return crossed[-1] if crossed else None


def host_faults(rows: str) -> str:
    """JSON list, of one at most: how the two hosts fail to be one.

    {fault, url, final, answer, other, severity}: both, canonical, other-page, temporary, path-lost, elsewhere, fails,
    unresolved, unanswered. ``other`` is the host that the site is on.
    """
    forms = _forms(rows)
    return json.dumps(list(_of_hosts(forms))[:1], ensure_ascii=False)


def scheme_faults(rows: str) -> str:
    """JSON list, of one at most: how http fails to lead to https where that is open.

    {fault, url, final, answer, other, severity}: open, temporary, path-lost.
    """
    forms = _forms(rows)
    return json.dumps(list(_of_schemes(forms))[:1], ensure_ascii=False)


def _forms(rows: str) -> list[Form]:
    return [_form(row) for row in json.loads(rows)]


def _form(row: Mapping[str, Any]) -> Form:
    facts = row["facts"]
    return Form(
        row["url"], row["error"], facts.get("role", "start"), facts.get("of", row["url"]), facts.get("hops", ()),
        facts.get("final", row["url"]), facts.get("final_status"), facts.get("left", False),
        (facts.get("title", ""), facts.get("text_hash")), facts.get("canonical") or "",
    )  # fmt: skip


def _of_hosts(forms: Sequence[Form]) -> Iterator[Finding]:
    own = next((form for form in forms if form.role == "start" and form.url == form.of), None)
    if own is None or not own.live:
        return
    scheme, host = _part(own.url, "scheme"), host_key(own.url)
    twins = [form for form in forms if host_key(form.url) != host and _part(form.url, "scheme") == scheme]
    twins.sort(key=lambda form: form.role != "start")
    if host_key(own.final) != host:  # the site is on the other host, and this one is to lead there
        yield from _redirected(own)
        return
    for twin in twins:
        yield from _of_twin(twin, own)


def _of_twin(twin: Form, own: Form) -> Iterator[Finding]:
    host = host_key(own.url)
    unknown = twin.error and twin.error not in (*UNANSWERED, *LOOPS)  # disallowed, private, a fault of ours
    if unknown or twin.status in REFUSED:
        return
    if twin.role == "inner" and not twin.live:
        return  # a page that is not there on either host
    if twin.error in LOOPS:
        yield _told(twin, "fails", "notice", host)
    elif twin.error:
        yield _told(twin, "unresolved" if twin.error == "dns" else "unanswered", "notice", host)
    elif twin.left:
        yield _told(twin, "elsewhere", "notice", host)
    elif not twin.live:
        yield _told(twin, "fails", "notice", host)
    elif host_key(twin.final) == host:
        yield from _redirected(twin)
    elif twin.role == "start" and twin.page != own.page and not _same_page(twin, own):
        yield _told(twin, "other-page", "notice", host)
    elif twin.canonical and host_key(twin.canonical) == host:
        yield _told(twin, "canonical", "warning", host)  # engines may take the hint, Baidu may not
    else:
        yield _told(twin, "both", "error", host)


def _same_page(one: Form, other: Form) -> bool:
    """Texts with a date or a greeting differ from one request to the next; titles stay."""
    return bool(one.page[0]) and one.page[0] == other.page[0]


def _redirected(form: Form) -> Iterator[Finding]:
    """To the other host: for good, and to the same path."""
    hop = form.crossing("netloc")
    if hop is None:
        return
    if hop["status"] not in PERMANENT:
        yield _told(form, "temporary", "warning", host_key(form.final), hop["status"])
    elif _lost(form):
        yield _told(form, "path-lost", "warning", host_key(form.final), hop["status"])


def _of_schemes(forms: Sequence[Form]) -> Iterator[Finding]:
    own = next((form for form in forms if form.role == "start" and form.url == form.of), None)
    if own is None:
        return
    host = host_key(own.url)
    mine = [form for form in forms if form.role == "start" and host_key(form.url) == host]
    secure = next((form for form in mine if _part(form.url, "scheme") == "https"), None)
    plain = next((form for form in mine if _part(form.url, "scheme") == "http"), None)
    if secure is None or plain is None or not secure.live or _part(secure.final, "scheme") != "https":
        return
    if own is plain and plain.live and plain.page != secure.page and not _same_page(plain, secure):
        return  # behind https stands something else, often the server's own first page
    inner = [
        form for form in forms if form.role == "inner" and form.url.startswith("http:") and host_key(form.url) == host
    ]
    for form in (plain, *inner):
        yield from _of_plain(form)


def _of_plain(form: Form) -> Iterator[Finding]:
    if not form.live or form.left:
        return
    if _part(form.final, "scheme") == "http":
        yield _told(form, "open", "error")
        return
    hop = form.crossing("scheme")
    if hop is not None and hop["status"] not in PERMANENT:
        yield _told(form, "temporary", "warning", status=hop["status"])
    elif _lost(form):
        yield _told(form, "path-lost", "warning", status=hop["status"] if hop else None)


def _lost(form: Form) -> bool:
    """Whether an inner page led to the home page instead of itself."""
    return form.role == "inner" and len(_part(form.of, "path")) > 1 >= len(_part(form.final, "path"))


def _part(url: str, part: str) -> str:
    return str(getattr(urlsplit(url), part))


def _told(form: Form, fault: str, severity: str, other: str = "", status: int | None = None) -> Finding:
    answer = status or form.status or form.error
    return {
        "fault": fault, "url": form.url, "final": form.final, "answer": answer, "other": other, "severity": severity,
    }  # fmt: skip


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("host_faults", 1, host_faults, deterministic=True)
    db.create_function("scheme_faults", 1, scheme_faults, deterministic=True)
