"""Honest sites that look like spider traps, and lose nothing in a crawl: big shops, forums, archives, long lists."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.trap_sites import FACETS, NAV, TODAY, Answer, Site, picks, query_of

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
