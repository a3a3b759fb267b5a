"""What examples of checks say was asked beside the pages of https://example.com/."""

from __future__ import annotations

from crawler.partner_states import THERE
from crawler.probe_rows import Probe

HOME, WWW, PLAIN = "https://example.com/", "https://www.example.com/", "http://example.com/"


def form(url: str, *hops: tuple[int, str], status: int | None = 200, role: str = "start", error: str = "") -> Probe:
    """A form of the home page, or with role "inner" of /tea, and where it led: hops as (status, location)."""
    told, at = [], url
    for code, location in hops:
        told.append({"url": at, "status": code, "location": location})
        at = location
    facts = {
        "of": HOME if role == "start" else f"{HOME}tea", "role": role, "hops": told, "final": at, "final_status": status,
        "left": False, "title": "茶舍", "canonical": "", "text_hash": 7,
    }  # fmt: skip
    return Probe("variant", url, hops[0][0] if hops else status, error, facts)


def visit(url: str, kind: str, jaccard: float, *, status: int | None = 200, error: str = "") -> Probe:
    """A page asked for with cookies, and what came."""
    facts = {
        "kind": kind, "without": url, "cookies": ["seen"], "hops": 1, "final": url, "final_status": status,
        "jaccard": jaccard,
    }  # fmt: skip
    return Probe("cookie", url, 302, error, facts)


def after(cookie_pages: int = 0) -> Probe:
    """That the end of the crawl was looked at, and how many pages might need cookies."""
    return Probe("after", HOME, body={"cookie_pages": cookie_pages, "visited": min(3, cookie_pages), "files": 0})


def imitated(url: str, *views: dict[str, object], error: str = "") -> Probe:
    """A page asked for in other names, and what those were shown: see ``seen_as``."""
    return Probe("imitated", url, 200, error, {"final": url, "views": list(views)})


def seen_as(name: str, jaccard: float, **facts: object) -> dict[str, object]:
    """What a spider (or, with a name like google.com, a visitor from there) was shown."""
    return {
        "as": name, "by": "referer" if "." in name else "agent", "status": 200, "final": HOME, "refused": "",
        "steady": True, "jaccard": jaccard, "moved": False, "only_there": [], "only_here": [], **facts,
    }  # fmt: skip


def imitation(error: str = "") -> Probe:
    """That pages were asked for in other names, or why not."""
    return Probe("imitation", HOME, None, error, {"pages": 1, "turned_away": []})


FRIEND = "https://friend.example.net/"
TEAHOUSE = {
    "/": '<html lang="zh"><head><title>茶舍：紫砂壶与普洱茶</title></head><body><main><h1>茶舍</h1></main></body></html>'
}


def partner(state: str = "live", page: str = FRIEND, **facts: object) -> Probe:
    """What the page of a partner says of our link: see crawler/partners.py."""
    link = {"target": HOME, "anchor": "茶舍", "followed": state != "nofollow", "hidden": "", "position": "main"}
    there = state in THERE
    told = {
        "agreed": {"ours": HOME, "link": "", "anchor": "", "target": "", "since": ""}, "partner": "example.net", "state": state,
        "final": page, "final_status": 200, "hops": 0, "closed_to": [], "title": "紫砂壶爱好者", "description": "紫砂壶与茶的收藏与鉴赏",
        "canonical": "", "noindex": False, "nofollow": False, "links": [link] if there else [], "indirect": [],
        "external": 8, "outlinks": 8, "parked": "", "inlinks": 0, "home": {"url": FRIEND, "same": page == FRIEND},
    }  # fmt: skip
    return Probe("partner", page, 200, "", {**told, **facts})
