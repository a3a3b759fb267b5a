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


# -- what looks like them ---------------------------------------------------------------------------


def real_shop(products: int = 1000, sold_out: float = 0.0) -> Site:
    """Lists of twenty products, /p/123.html with related ones; part of the products say no more than sold out."""
    gone = set(random.Random(5).sample(range(products), int(products * sold_out)))

    def site(path: str) -> Answer:
        url = urlsplit(path)
        if url.path == "/":
            return "home", [f"/c/{number}.html" for number in range(10)]
        if found := re.fullmatch(r"/c/(\d+)\.html", url.path):
            each = products // 10
            page = int(query_of(path).get("page", "1"))
            first = int(found[1]) * each + (page - 1) * 20
            last = min(first + 20, (int(found[1]) + 1) * each)
            more = [f"{url.path}?page={page + 1}"] if last < (int(found[1]) + 1) * each else []
            return f"list {path}", [*NAV, *more, *(f"/p/{number}.html" for number in range(first, last))]
        if found := re.fullmatch(r"/p/(\d+)\.html", url.path):
            number = int(found[1])
            related = [f"/p/{number // 200 * 200 + step}.html" for step in random.Random(number).sample(range(200), 4)]
            return "sold out" if number in gone else f"product {number}", [*NAV, *related]
        return f"page {path}", NAV

    return site


def opencart(path: str) -> Answer:
    """index.php?route=...: categories, products under several of them, manufacturers, reviews, sort orders."""
    found = query_of(path)
    base = "/index.php?route="
    home = [f"{base}product/category&path={number}" for number in range(20)]
    home += [f"{base}product/manufacturer/info&manufacturer_id={number}" for number in range(15)]
    if "product_id" in found:
        number = int(found["product_id"])
        return f"product {number}", [
            *home,
            f"{base}product/review&product_id={number}",
            f"{base}product/product&product_id={number}",
        ]
    if "path" in found:
        way = found["path"]
        page = int(found.get("page", "1"))
        products = [(int(way.split("_")[0]) * 31 + item) % 250 for item in range(page * 15, page * 15 + 15)]
        more = [f"{base}product/category&path={way}&page={page + 1}"] if page < 4 else []
        below = [f"{base}product/category&path={way}_{way}{step}" for step in range(3)] if "_" not in way else []
        return f"category {path}", [
            *home,
            *more,
            *below,
            *(f"{base}product/product&path={way}&product_id={item}" for item in products),
        ]
    if "manufacturer_id" in found:
        name = int(found["manufacturer_id"])
        return f"maker {name}", [
            *home,
            *(f"{base}product/product&manufacturer_id={name}&product_id={item}" for item in range(name, 250, 15)),
        ]
    return f"page {path}", home


def forum(path: str) -> Answer:
    """viewtopic.php?f=2&t=345&start=20, and the views on either side of a topic."""
    found = query_of(path)
    if path == "/":
        return "index", [f"/viewforum.php?f={number}" for number in range(7)]
    name = int(found.get("f", "0"))
    start = int(found.get("start", "0"))
    if path.startswith("/viewforum"):
        topics = [name * 1000 + start + item for item in range(25)]
        more = [f"/viewforum.php?f={name}&start={start + 25}"] if start < 75 else []
        return f"forum {path}", [*more, *(f"/viewtopic.php?f={name}&t={topic}" for topic in topics)]
    if "t" in found and "viewtopic" in path:
        topic = int(found["t"])
        more = [f"/viewtopic.php?f={name}&t={topic}&start={start + 20}"] if start < topic % 4 * 20 else []
        more += [f"/viewtopic.php?f={name}&t={topic}&view={view}" for view in ("next", "previous")]
        return f"topic {path}", [
            *more,
            f"/memberlist.php?mode=viewprofile&u={topic % 90}",
            f"/viewtopic.php?p={topic * 7}",
        ]
    return f"page {path}", ["/"]


def long_thread(path: str) -> Answer:
    """A thread of 400 pages whose few members all wrote on its first ones."""
    number = int(query_of(path).get("page", "1"))
    more = [f"/thread?t=5&page={number + 1}"] if number < 400 else []
    return f"posts of page {number}", [
        *more,
        f"/reply?post={number * 20}",
        *(f"/u/{user}" for user in range(9)),
    ] if "/thread" in path or path == "/" else NAV


def long_article(path: str) -> Answer:
    """Nothing but text on thirty pages."""
    number = int(query_of(path).get("page", "1"))
    return f"chapter {number} {path[:6]}", [*NAV, *(f"/novel?page={other}" for other in range(1, 31))]


def blog(path: str) -> Answer:
    """WordPress: posts by date and name, archives of months and days with neighbours, twenty years of them."""
    months = [(2006 + at // 12, at % 12 + 1) for at in range(12 * 20)]
    found = re.fullmatch(r"/(\d{4})/(\d\d)/(?:(\d\d)/)?(?:([a-z]\S*)/)?", path)
    if path == "/":
        return "blog", [f"/{year}/{month:02}/" for year, month in months]
    if not found:
        return f"page {path}", NAV
    year, month = int(found[1]), int(found[2])
    if found[4]:
        return f"post {path}", [*NAV, f"/{year}/{month:02}/"]
    at = months.index((year, month)) if (year, month) in months else 0
    near = [f"/{y}/{m:02}/" for y, m in months[max(0, at - 1) : at + 2]]
    return f"archive {path}", [
        *NAV,
        *near,
        *(f"/{year}/{month:02}/{day:02}/post-{year}-{month}-{day}/" for day in (3, 12, 25)),
    ]


def long_list(path: str) -> Answer:
    """400 pages of a list."""
    number = int(query_of(path).get("page", "1"))
    if not path.startswith("/list") and path != "/":
        return f"product {path}", NAV
    more = [f"/list?page={other}" for other in (number - 1, number + 1) if 0 < other <= 400]
    return f"list page {number}", [*NAV, *more, *(f"/p/{number * 8 + item}" for item in range(8))]


def single_facets(path: str) -> Answer:
    """Thirty pages of one filter each, with pages, in ten categories."""
    url = urlsplit(path)
    if url.path == "/":
        return "home", [f"/c{number}" for number in range(10)]
    if not re.fullmatch(r"/c\d+", url.path):
        return f"page {path}", NAV
    chosen = [(key, value) for key, value in parse_qsl(url.query) if key != "page"]
    singles = [f"{url.path}?{key}={value}" for key, values in FACETS.items() for value in values]
    pages = [f"{url.path}?{urlencode([*chosen, ('page', number)])}" for number in (2, 3)]
    return f"list {path}", [*singles, *pages, *picks(path, [f"/p/{number}" for number in range(400)], 9)]


def manual(path: str) -> Answer:
    """Pages of the same names in four languages and three versions, some of them translated not at all."""
    tongues, versions = ["", "/zh", "/de", "/fr"], ["", "/v1", "/v2"]
    names = ["intro", "install", "faq", "api/overview", "api/index", "api/faq", "guide/overview", "guide/install/faq"]
    hrefs = [f"{tongue}{version}/docs/{name}/" for tongue in tongues for version in versions for name in names]
    text = path.removeprefix("/fr") if path.startswith("/fr/docs") else path
    return f"manual {text}", hrefs


def product_under_categories(path: str) -> Answer:
    """The same product below each category that has it, and below none."""
    last = path.rpartition("/")[2]
    makers = [f"maker-{letter}" for letter in "abcdefgh"]
    if path == "/":
        return "home", [f"/{maker}" for maker in makers]
    if last.startswith("maker-"):
        return f"list {last}", [f"/{last}/tea-{number}" for number in range(100)] + [
            f"/tea-{number}" for number in range(100)
        ]
    return f"product {last}", NAV


def exchange_rates(path: str) -> Answer:
    money = ["usd", "eur", "cny", "jpy", "gbp", "chf", "aud", "cad", "hkd", "sgd", "krw", "inr", "thb", "rub", "brl"]
    return f"rates {path}", [f"/rate/{a}/{b}/" for a in money for b in money if a != b]


def newspaper(path: str) -> Answer:
    """An issue a day with arrows, its articles under names that come back every day."""
    found = re.fullmatch(r"/html/(\d{4})-(\d\d)/(\d\d)/(\w+)\.htm", path)
    now = date(*map(int, found.groups()[:3])) if found else TODAY - timedelta(60)
    if found and found[4] != "front":
        return f"article {path}", [*NAV, f"/html/{now:%Y-%m/%d}/front.htm"]
    near = [other for step in (-1, 1) if date(2026, 5, 1) <= (other := now + timedelta(step)) <= TODAY - timedelta(60)]
    hrefs = [f"/html/{other:%Y-%m/%d}/front.htm" for other in [*near, now]]
    return f"issue {path}", [*NAV, *hrefs, *(f"/html/{now:%Y-%m/%d}/content_{item}.htm" for item in range(10))]


def things_by_token(path: str) -> Answer:
    """Products named by long ids, each with three tabs that say little."""
    ids = [hashlib.md5(str(number).encode()).hexdigest() for number in range(300)]
    found = query_of(path)
    if "id" not in found:
        return "home", [f"/item?id={name}" for name in ids]
    tab = urlsplit(path).path
    text = f"product {found['id']}" if tab == "/item" else f"no {tab} yet"
    return text, [*NAV, *(f"/{tab}?id={found['id']}" for tab in ("item", "reviews", "questions", "delivery"))]


def numbers_like_years(path: str) -> Answer:
    """Products 1900 to 2399 with arrows, categories 2020 to 2035 with pages."""
    if found := re.fullmatch(r"/event-goods/(\d+)", path):
        number = int(found[1])
        return f"product {number}", [
            *NAV,
            f"/event-goods/{number - 1}",
            f"/event-goods/{number + 1}",
        ] if 1900 <= number < 2400 else NAV
    if found := re.fullmatch(r"/c/(\d+)/(\d+)", path):
        name, page = int(found[1]), int(found[2])
        others = [f"/c/{other}/1" for other in [*range(2020, 2036), 7]]
        more = [f"/c/{name}/{page + 1}"] if page < 20 else []
        return f"category {path}", [*others, *more, *(f"/goods/{name}{page}{item}" for item in range(4))]
    return f"page {path}", [*NAV, "/c/2026/1", "/event-goods/1900"]


def alternatives(path: str) -> Answer:
    """Products with a colour and a size in their address beside the plain one."""
    found = query_of(path)
    if "id" not in found:
        return "home", [f"/item?id={number}" for number in range(200)]
    chosen = [
        f"/item?id={found['id']}&color={color}&size={size}"
        for color in FACETS["color"][:4]
        for size in FACETS["size"][:3]
    ]
    return f"item {path}", [*NAV, f"/item?id={found['id']}", *chosen]


def collections(path: str) -> Answer:
    """Shopify: products by themselves and within each of their collections."""
    last = path.rpartition("/")[2]
    if path.startswith("/collections/") and "/products/" not in path:
        products = picks(path, [f"tea-{number}" for number in range(200)], 40)
        return f"collection {last}", [f"{path}/products/{name}" for name in products]
    if "/products/" in path:
        return f"product {last}", [*NAV, f"/products/{last}"]
    return f"page {path}", [*NAV, *(f"/collections/set-{number}" for number in range(30))]


def discuz(path: str) -> Answer:
    """forum-2-3.html, thread-123-1-2.html, and the same as forum.php?mod=viewthread&tid=123&extra=page%3D2."""
    if found := re.fullmatch(r"/forum-(\d+)-(\d+)\.html", path):
        name, page = int(found[1]), int(found[2])
        more = [f"/forum-{name}-{page + 1}.html"] if page < 12 else []
        topics = range(name * 1000 + page * 20, name * 1000 + page * 20 + 20)
        return f"forum {path}", [*more, *(f"/thread-{topic}-1-{page}.html" for topic in topics)]
    if found := re.fullmatch(r"/thread-(\d+)-(\d+)-(\d+)\.html", path):
        topic, page = int(found[1]), int(found[2])
        more = [f"/thread-{topic}-{page + 1}-{found[3]}.html"] if page < topic % 5 else []
        plain = f"/forum.php?mod=viewthread&tid={topic}&extra=page%3D{found[3]}"
        return f"topic {topic} {page}", [*more, plain, f"/space-uid-{topic % 70}.html"]
    return f"page {path}", [f"/forum-{number}-1.html" for number in range(3)]


def part_numbers(path: str) -> Answer:
    """bolt-10-20-5-1.html: each combination of numbers is a thing for sale."""
    names = [
        f"/bolt-{a}-{b}-{c}-{d}.html"
        for a in (6, 8, 10)
        for b in range(10, 60, 5)
        for c in (1, 2, 3, 4)
        for d in (1, 2, 3)
    ]
    return f"bolt {path}", names if path == "/" else [*NAV, *picks(path, names, 6)]


def wiki(path: str) -> Answer:
    """index.php?title=...&action=..., old versions and what changed between them."""
    found = query_of(path)
    number = int(found.get("title", "0").removeprefix("Tea_"))
    base = f"/index.php?title=Tea_{number}"
    hrefs = [f"{base}&action={action}" for action in ("edit", "history", "info")]
    if found.get("action") == "history":
        hrefs += [f"{base}&oldid={number * 10 + old}" for old in range(4)]
        hrefs += [f"{base}&diff={number * 10 + old + 1}&oldid={number * 10 + old}" for old in range(3)]
    return f"wiki {path}", [*hrefs, *(f"/index.php?title=Tea_{other}" for other in range(number, min(number + 9, 150)))]


def cities(path: str) -> Answer:
    """/hotels/beijing/ and /beijing/hotels/, with cheap ones below both."""
    towns = [
        "beijing",
        "shanghai",
        "guangzhou",
        "shenzhen",
        "chengdu",
        "hangzhou",
        "wuhan",
        "xian",
        "suzhou",
        "nanjing",
    ]
    trades = ["hotels", "food", "tours", "flats", "jobs"]
    hrefs = [f"/{a}/{b}/" for town in towns for trade in trades for a, b in ((town, trade), (trade, town))]
    here = "/".join(path.split("/")[:3])
    return f"city {path}", [*hrefs, f"{here}/cheap/", f"{here}/best/"] if path.count("/") > 2 else hrefs


LOOK_ALIKES: dict[str, Callable[[], Site]] = {
    "shop": real_shop,
    "shop with sold-out products": lambda: real_shop(sold_out=0.6),
    "OpenCart": lambda: opencart,
    "forum": lambda: forum,
    "thread of 400 pages": lambda: long_thread,
    "novel": lambda: long_article,
    "blog with archives": lambda: blog,
    "list of 400 pages": lambda: long_list,
    "single facets": lambda: single_facets,
    "manual in four languages": lambda: manual,
    "products below categories": lambda: product_under_categories,
    "exchange rates": lambda: exchange_rates,
    "newspaper": lambda: newspaper,
    "things named by tokens": lambda: things_by_token,
    "numbers like years": lambda: numbers_like_years,
    "colours and sizes": lambda: alternatives,
    "Shopify": lambda: collections,
    "Discuz": lambda: discuz,
    "part numbers": lambda: part_numbers,
    "wiki": lambda: wiki,
    "cities and trades": lambda: cities,
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
