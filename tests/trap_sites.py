"""Small sites in memory for the tests of spider traps, and a crawl of them: breadth first, newest first or shuffled.

A site answers a path with its text and the hrefs on it; None is a 404. Its text and links depend on the path
alone, but where a trap needs a fresh value with each answer.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.batch import text_hash
from crawler.scope import Scope
from crawler.traps import Stop, Traps
from crawler.urls import Resolver

HOST = "shop.cn"
START = f"https://{HOST}/"
TODAY = date(2026, 10, 1)
NAV = ["/", "/about", "/contact", "/help"]

Answer = tuple[str, list[str]] | None
Site = Callable[[str], Answer]


@dataclass
class Crawl:
    """What a crawl asked for and what it left out."""

    traps: Traps
    asked: list[str] = field(default_factory=list)  # paths
    refused: Counter[str] = field(default_factory=Counter)  # by reason
    stops: list[Stop] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        return {stop.kind for stop in self.stops}


def crawl(site: Site, order: str = "breadth", *, batch: int = 20, limit: int = 5000, seed: int = 1,
          traps: Traps | None = None, starts: tuple[str, ...] = ("/",)) -> Crawl:  # fmt: skip
    """Crawl until nothing is left or ``limit`` pages were asked for; links are judged ``batch`` pages at a time."""
    done = Crawl(traps or Traps(today=TODAY))
    scope, resolver, chance = Scope([HOST]), Resolver(), random.Random(seed)
    waiting = deque((resolver.resolve(START, start) or "", 0) for start in starts)
    known, answered = {url for url, _ in waiting}, []
    while (waiting or answered) and len(done.asked) < limit:
        if waiting:
            if order == "shuffled":
                waiting.rotate(-chance.randrange(len(waiting)))
            url, depth = waiting.pop() if order == "newest" else waiting.popleft()
            if reason := done.traps.refusal(url):
                done.refused[reason] += 1
            else:
                path = url.removeprefix(START[:-1])
                done.asked.append(path)
                answer = site(path)
                text, hrefs = answer or ("not found", [])
                targets = [t for href in hrefs if (t := resolver.resolve(url, href)) and scope.refusal(t) != "external"]
                done.traps.learn(
                    url, status=200 if answer else 404, text_hash=text_hash(text), targets=targets, depth=depth
                )
                answered.append((depth, targets if answer else []))
        if len(answered) >= batch or not waiting:
            for depth, targets in answered:
                for target in targets:
                    if target not in known:
                        known.add(target)
                        reason = scope.refusal(target) or done.traps.refusal(target)
                        if reason:
                            done.refused[reason] += 1
                        else:
                            waiting.append((target, depth + 1))
            answered = []
    done.stops = done.traps.stops()
    return done


def query_of(path: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(path).query))


def picks(seed: str, things: list[str], number: int) -> list[str]:
    """The same few of ``things`` for the same ``seed``."""
    return random.Random(seed).sample(things, min(number, len(things)))


# -- traps ------------------------------------------------------------------------------------------

WORDS = ["about", "products", "contact", "news", "help", "jobs", "shops", "blog", "team", "press", "terms", "cart"]
FACETS = {
    "color": ["red", "blue", "green", "black", "white", "pink"],
    "size": ["s", "m", "l", "xl", "xxl"],
    "brand": [str(number) for number in range(1, 13)],
    "price": ["0-50", "50-100", "100-200", "200-500"],
    "material": ["silk", "wool", "cotton", "linen"],
    "season": ["spring", "summer", "autumn", "winter"],
}


def relative_menu(path: str) -> Answer:
    """A menu of links without their slash, on a server that shows the page of the last segment in any folder."""
    last = [part for part in path.split("/") if part][-1:] or ["home"]
    if last[0] not in (*WORDS, "home"):
        return f"tea {last[0]}", [f"{word}/" for word in WORDS]
    teas = [f"tea-{number}/" for number in range(20)] if last == ["products"] else []
    return f"page {last[0]}", [f"{word}/" for word in WORDS] + teas


def relative_menu_told(path: str) -> Answer:
    """The same with the path on every page, so that no two texts are alike."""
    text, hrefs = relative_menu(path) or ("", [])
    return f"{text}, you are here: {path}", hrefs


def everything_is_home(path: str) -> Answer:
    return "welcome", [f"{word}/" for word in WORDS] + ["/products/"]


def relative_products(path: str) -> Answer:
    """Each product links to others without a slash."""
    found = re.findall(r"p/(\d+)/", path)
    if not found:
        return "home", [f"/p/{number}/" for number in range(200)]
    number = int(found[-1])
    return f"product {number}", [f"p/{(number * 7 + step) % 200}/" for step in range(1, 8)]


def facets(path: str, categories: int = 12) -> Answer:
    """Every list offers every value of every filter, added to those that are chosen; three pages of each."""
    url = urlsplit(path)
    if url.path == "/":
        return "home", [f"/c/{number}" for number in range(categories)]
    if not url.path.startswith("/c/"):
        return f"product {url.path}", NAV
    chosen = {key: value for key, value in parse_qsl(url.query) if key != "page"}
    more = [
        f"{url.path}?{urlencode(sorted((chosen | {key: value}).items()))}"
        for key, values in FACETS.items()
        for value in values
    ]
    pages = [f"{url.path}?{urlencode([*sorted(chosen.items()), ('page', number)])}" for number in (2, 3)]
    return f"list {path}", [*more, *pages, *picks(path, [f"/p/{number}.html" for number in range(500)], 10)]


def several_values(path: str) -> Answer:
    """One parameter takes any number of values."""
    chosen = [part for part in query_of(path).get("tag", "").split(",") if part]
    values = [f"t{number}" for number in range(12)]
    return f"tags {path}", [f"/tea?tag={','.join(sorted({*chosen, value}))}" for value in values]


def repeated_keys(path: str) -> Answer:
    chosen = {value for key, value in parse_qsl(urlsplit(path).query)}
    values = [f"{key}:{value}" for key in ("color", "size", "brand") for value in FACETS[key]]
    return f"list {path}", [
        f"/list?{urlencode([(f'f[{at}]', value) for at, value in enumerate(sorted({*chosen, new}))])}" for new in values
    ]


def switches(path: str) -> Answer:
    """Ten filters that are on or off."""
    chosen = query_of(path)
    return f"list {path}", [f"/list?{urlencode(sorted((chosen | {f'has_{name}': '1'}).items()))}" for name in WORDS]


def path_filters(path: str) -> Answer:
    chosen = dict(part.split("-", 1) for part in path.strip("/").split("/") if "-" in part)
    if path == "/":
        return "home", ["/shoes/", "/hats/"]
    base = path.split("/")[1]
    return f"list {path}", [
        "/".join(["", base, *(f"{k}-{v}" for k, v in sorted((chosen | {key: value}).items())), ""])
        for key, values in FACETS.items()
        for value in values
    ]


def bare_filters(path: str) -> Answer:
    """Values as segments in the order they were chosen."""
    chosen = [part for part in path.split("/") if part]
    if not chosen:
        return "home", ["/shoes/"]
    return f"list {path}", [
        f"{path}{value}/" for key in ("color", "size", "material") for value in FACETS[key] if value not in chosen
    ]


def numbered_filters(path: str) -> Answer:
    """list-3-0-0-2-0.html: category, brand, price, colour, order."""
    found = re.match(r"/list-(\d+)-(\d+)-(\d+)-(\d+)-(\d+)\.html", path)
    if not found:
        return "home", [f"/list-{number}-0-0-0-0.html" for number in range(1, 6)]
    now = [int(part) for part in found.groups()]
    hrefs = []
    for place in range(1, 5):
        for value in range(7):
            new = [*now[:place], value, *now[place + 1 :]]
            hrefs.append(f"/list-{'-'.join(map(str, new))}.html")
    return f"list {path}", hrefs


def month_calendar(path: str) -> Answer:
    """A grid for each month with a page for each day, both with arrows, and a way to add something."""
    found = re.match(r"/calendar/(\d+)/(\d+)/(?:(\d+)/)?", path)
    if not found:
        return "home", ["/calendar/2026/10/", *NAV]
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    now = date(year, month, day)
    if found[3]:
        near = [now - timedelta(1), now + timedelta(1)]
        hrefs = [f"/calendar/{other:%Y/%m/%d}/" for other in near]
    else:
        near = [now - timedelta(1), (now + timedelta(40)).replace(day=1)]
        hrefs = [f"/calendar/{other:%Y/%m}/" for other in near]
        hrefs += [f"/calendar/{year}/{month:02}/{number:02}/" for number in range(1, 29)]
    return f"nothing on {path}", [*NAV, *hrefs, f"/calendar/add?on={now}", f"/login?back=/calendar/{now}"]


def key_calendar(path: str) -> Answer:
    found = query_of(path)
    if "year" not in found:
        return "home", [f"/room/{number}?year=2026&m=10" for number in range(30)]
    room = urlsplit(path).path
    months = int(found["year"]) * 12 + int(found["m"]) - 1
    hrefs = [f"{room}?year={other // 12}&m={other % 12 + 1}" for other in (months - 1, months + 1)]
    return f"{path} free", [*NAV, *hrefs]


def tight_calendar(path: str) -> Answer:
    found = re.match(r"/rili/(\d{4})(\d\d)(\d\d)\.html", path)
    now = date(*map(int, found.groups())) if found else TODAY
    return f"rili {path}", [*NAV, *(f"/rili/{now + timedelta(step):%Y%m%d}.html" for step in (-1, 1))]


def sessions(key: str, pages: int = 60) -> Site:
    """Every answer has links with a new id."""
    ids = count()

    def site(path: str) -> Answer:
        fresh = hashlib.md5(str(next(ids)).encode()).hexdigest()
        return f"page {urlsplit(path).path}", [f"/item/{number}?{key}={fresh}" for number in range(pages)]

    return site


def sessions_in_path(pages: int = 60) -> Site:
    ids = count()

    def site(path: str) -> Answer:
        fresh = hashlib.md5(str(next(ids)).encode()).hexdigest()[:24]
        return f"page {path.rpartition('/')[2]}", [f"/(S({fresh}))/item-{number}.aspx" for number in range(pages)]

    return site


def endless_list(past: str, pages: int = 40, lists: int = 3) -> Site:
    """Lists of forty pages; what stands ``past`` the end: empty, numbered, last or chosen by chance from all."""

    def site(path: str) -> Answer:
        url = urlsplit(path)
        if url.path == "/":
            return "home", [f"/list/{name}" for name in "abcdefgh"[:lists]]
        if not url.path.startswith("/list/"):
            return f"product {url.path}", NAV
        number = int(query_of(path).get("page", "1"))
        shown = min(number, pages) if past == "last" else number
        products = [f"/p{url.path[5:]}-{item}" for item in range(shown * 20, shown * 20 + 20)]
        ways = [f"{url.path}?page={other}" for other in (number - 1, number + 1, number + 2) if other > 0]
        ways.append(f"/login?next={url.path}%3Fpage%3D{number}")
        if number <= pages or past == "last":
            return f"products {url.path} {shown}", [*NAV, *products, *ways]
        text = f"nothing on page {number}" if past == "numbered" else "nothing here"
        return text, [*NAV, *ways]

    return site


def same_page(path: str) -> Answer:
    """Any number shows the same page, with links to three further numbers."""
    found = re.search(r"\d+", path)
    number = int(found[0]) if found else 0
    return "this is not what you are looking for", [f"/show?id={number * 3 + step}" for step in (1, 2, 3)]


def same_page_by_name(path: str) -> Answer:
    last = path.rpartition("/")[2]
    return "no products with this tag", [*NAV, *(f"/tag/{last}{letter}" for letter in "xyz")]


TRAP_SITES: dict[str, tuple[Callable[[], Site], str, int]] = {  # the site, the kind, how many pages are no trap
    "relative menu": (lambda: relative_menu, "growing", 33),
    "relative menu, path on the page": (lambda: relative_menu_told, "growing", 33),
    "any path is the home page": (lambda: everything_is_home, "growing", 13),
    "relative links between products": (lambda: relative_products, "growing", 201),
    "facets": (lambda: facets, "facets", 12 * 36 * 3 + 501),
    "several values of one facet": (lambda: several_values, "facets", 13),
    "facets as repeated keys": (lambda: repeated_keys, "facets", 24),
    "facets that are on or off": (lambda: switches, "facets", 13),
    "facets in the path": (lambda: path_filters, "facets", 75),
    "facets as bare segments": (lambda: bare_filters, "growing", 17),
    "facets as numbers": (lambda: numbered_filters, "facets", 126),
    "calendar of months and days": (lambda: month_calendar, "calendar", 5),
    "calendar by parameters": (lambda: key_calendar, "calendar", 34),
    "calendar of days": (lambda: tight_calendar, "calendar", 4),
    "session ids": (lambda: sessions("sess"), "sessions", 61),
    "session ids under another name": (lambda: sessions("zk"), "sessions", 61),
    "session ids in the path": (sessions_in_path, "sessions", 61),
    "list without end": (lambda: endless_list("empty"), "pagination", 3 * 41 * 22 + 8),
    "list without end, numbered": (lambda: endless_list("numbered"), "pagination", 3 * 41 * 22 + 8),
    "list that repeats its last page": (lambda: endless_list("last"), "pagination", 3 * 41 * 22 + 8),
    "one page under all numbers": (lambda: same_page, "duplicates", 1),
    "one page under all names": (lambda: same_page_by_name, "duplicates", 4),
}


def addresses(site: Site, limit: int = 20_000) -> set[str]:
    """All paths of a site that ends."""
    resolver, known = Resolver(), {"/"}
    waiting: deque[str] = deque(known)
    while waiting:
        path = waiting.popleft()
        for href in (site(path) or ("", []))[1]:
            url = resolver.resolve(START[:-1] + path, href)
            if url and (other := url.removeprefix(START[:-1])) not in known:
                known.add(other)
                waiting.append(other)
        assert len(known) < limit, "the site has no end"
    return known
