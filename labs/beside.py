"""What stands beside the main part: listings, related goods, reviews."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from labs import copywriting
from labs.addresses import Page
from labs.bodies import LEAST
from labs.chrome import CODES, card
from labs.plan import Anchor
from labs.site import Site, link
from labs.wording import Lang, labels, wording

_STRIDE = 10  # every tenth page of a long listing is linked from each of them


def beside(site: Site, page: Page) -> str:
    """Related products, listings and reviews: outside of main, so that they are nobody's main text."""
    if _is_short(site, page):
        return ""
    if page.kind == "product":
        return _related(site, page) + _reviews(site, page)
    if page.kind == "guide":
        return _cards(site, page, labels(page.lang)["related"], _some_products(site, page, 6))
    if page.kind == "home":
        return _cards(site, page, labels(page.lang)["items"], _best_products(site, page)) + _abroad(site, page)
    if page.kind in ("category", "filter"):
        return _listing(site, page)
    return _index(page, _contents(site, page))


def _is_short(site: Site, page: Page) -> bool:
    return any(site.flagged(page, flag) for flag in ("thin", "bare", "gone"))


def _related(site: Site, page: Page) -> str:
    text = labels(page.lang)
    cards = _cards(site, page, text["related"], _some_products(site, page, 12 if site.catalogue.large else 6))
    numbers = site.catalogue.guides_about(site.catalogue.shelf_of(page))[:3]
    guides = [site.catalogue.page("guide", page.lang, number) for number in numbers]
    return cards + _index(page, [(one.path, copywriting.subject(site, one)) for one in guides])


def _some_products(site: Site, page: Page, count: int) -> list[Page]:
    stock, rng = site.catalogue.stock(site.catalogue.shelf_of(page)), site.rng(page.path, "related")
    chosen: dict[int, None] = {}
    for _ in range(count * 3):  # a few extra draws make up for repetitions
        number = stock[int(rng.random() * len(stock))]
        if len(chosen) < count and not (page.kind == "product" and number == page.number):
            chosen[number] = None
    return [site.catalogue.page("product", page.lang, number) for number in chosen]


def _best_products(site: Site, page: Page) -> list[Page]:
    stocks = [site.catalogue.stock(shelf)[:2] for shelf in site.catalogue.categories[:8]]
    return [site.catalogue.page("product", page.lang, number) for stock in stocks for number in stock]


def _abroad(site: Site, page: Page) -> str:
    # Home links the categories of both languages: the deepest product stays three clicks away.
    other: Lang = "en" if page.lang == "zh" else "zh"
    shelves = site.catalogue.categories
    links = [(site.catalogue.page("category", other, shelf.number).path, shelf.name[other]) for shelf in shelves]
    items = "".join(f"<li>{link(href, name, hreflang=CODES[other])}</li>" for href, name in links)
    return f'<aside lang="{CODES[other]}"><h2>{labels(other)["menu"]}</h2><ul class="plain">{items}</ul></aside>\n'


def _cards(site: Site, page: Page, title: str, products: Iterable[Page]) -> str:
    alt = not site.flagged(page, "no_alt")
    inner = "\n".join(card(site, product, alt=alt) for product in products)
    return f'<section class="goods"><h2>{escape(title)}</h2>\n<ul class="cards">\n{inner}\n</ul></section>\n'


def _listing(site: Site, page: Page) -> str:
    shelf = site.catalogue.shelf_of(page)
    numbers = site.catalogue.listed(shelf, page.part)
    products = [site.catalogue.page("product", page.lang, number) for number in numbers]
    cards = _cards(site, page, labels(page.lang)["items"], products)
    return cards + (_pager(site, page) if page.kind == "category" else "") + _index(page, _contents(site, page))


def _pager(site: Site, page: Page) -> str:
    last = site.catalogue.parts(site.catalogue.shelf_of(page))
    near = {1, last, *range(page.part - 2, page.part + 3), *range(_STRIDE, last, _STRIDE)}
    near |= set(range(1, last + 1)) if last <= _STRIDE else set()
    pages = [
        site.catalogue.page("category", page.lang, page.number, part) for part in sorted(near) if 1 <= part <= last
    ]
    items = "".join(f"<li>{one.part if one == page else link(one.path, str(one.part))}</li>" for one in pages)
    return f'<nav class="pager"><ul class="plain">{items}</ul></nav>\n' if last > 1 else ""


def _contents(site: Site, page: Page) -> list[Anchor]:
    catalogue, lang = site.catalogue, page.lang
    pages: list[Page] = []
    if page.kind in ("guides", "stores"):
        kind = page.kind.removesuffix("s")
        pages = [catalogue.page(kind, lang, number) for number in range(catalogue.count(kind))]
    elif page.kind == "notes":
        count = 1 if site.flagged(page, "newest_only") else catalogue.count("note")
        pages = [catalogue.page("note", lang, number) for number in range(count)]
    elif page.kind == "note":
        near = (page.number - 1, page.number + 1)
        pages = [catalogue.page("note", lang, number) for number in near if 0 <= number < catalogue.count("note")]
    elif page.kind == "category" and lang == "zh" and catalogue.is_target and _holds_landings(site, page):
        pages = [catalogue.page("landing", lang, number) for number in range(catalogue.count("landing"))]
    elif page.kind == "based":
        return _relative_links(site)
    return [(one.path, copywriting.heading(site, one)) for one in pages]


def _holds_landings(site: Site, page: Page) -> bool:
    shelf = site.catalogue.shelf_of(page)
    return shelf.slug == "gift" and page.part == 1 and not site.flagged(page, "hide_landings")


def _relative_links(site: Site) -> list[Anchor]:
    # The page declares <base href="/p/">: read without it, the links to products would be dead.
    shelf = site.catalogue.shelf("teaware")
    found = [("../c/teaware/", shelf.name["zh"]), ("../guide/", str(labels("zh")["guide"]))]
    for number in site.catalogue.stock(shelf)[:4]:
        path = site.catalogue.page("product", "zh", number).path
        found.append((path.removeprefix("/p/"), site.catalogue.product_name(number, "zh")))
    return found


def _index(page: Page, links: list[Anchor]) -> str:
    items = "".join(f"<li>{link(href, text)}</li>" for href, text in links)
    return (
        f'<section class="goods"><h2>{labels(page.lang)["more"]}</h2><ul class="plain">{items}</ul></section>\n'
        if links
        else ""
    )


def _reviews(site: Site, page: Page) -> str:
    text, words, rng = labels(page.lang), wording(page.lang), site.rng(page.path, "reviews")
    name, count = copywriting.subject(site, page), 20 if site.catalogue.large else 6
    topic = copywriting.topics(site, page)[0]
    quotes = "\n".join(
        f"<blockquote><p>{escape(words.passage(rng, (topic,), name, LEAST[page.lang] // 10))}</p></blockquote>"
        for _ in range(count)
    )
    state = _state(site, page) if site.catalogue.large else ""
    return f'<aside class="reviews"><h2>{text["reviews"]}</h2>\n{quotes}\n</aside>\n{state}'


def _state(site: Site, page: Page) -> str:
    """The variants of a product as scripts of real shops carry them: weight without text."""
    facts = copywriting.facts(site, page)
    rows = ",".join(
        f'{{"sku":"{facts.sku}-{grams}","grams":{grams},"price":"{facts.price}","stock":"in","image":"v-{grams}"}}'
        for grams in range(25, 4025, 25)
    )
    return f'<script type="application/json">{{"variants":[{rows}]}}</script>\n'
