"""The main part of every kind of page, and what stands beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from labs import copywriting
from labs.catalogue import Page
from labs.chrome import card
from labs.plan import Anchor
from labs.site import Site, image, link
from labs.wording import labels, vocabulary, wording

LEAST = {"zh": 660, "en": 330}  # main text of a healthy page, in Han characters or words
THIN = {"zh": 52, "en": 58}
_ALL_ITEMS = 10  # every tenth page of a long listing is linked from each of them


def main(site: Site, page: Page) -> str:
    """The `<main>` element."""
    return f"<main>\n{_heading(site, page)}\n{_inner(site, page)}\n</main>"


def beside(site: Site, page: Page) -> str:
    """Related products, listings and reviews: outside of main, so that they are nobody's main text."""
    if _is_short(site, page):
        return ""
    if page.kind == "product":
        return _related(site, page) + _reviews(site, page)
    if page.kind == "guide":
        return _cards(site, page, labels(page.lang)["related"], _some_products(site, page, 6))
    if page.kind == "home":
        return _cards(site, page, labels(page.lang)["items"], _best_products(site, page))
    if page.kind in ("category", "filter"):
        return _listing(site, page)
    return _index(page, _contents(site, page))


def _is_short(site: Site, page: Page) -> bool:
    return any(site.flagged(page, flag) for flag in ("thin", "bare", "gone"))


def _heading(site: Site, page: Page) -> str:
    text = escape(copywriting.heading(site, page))
    if site.flagged(page, "gone"):
        text = "页面不存在" if page.lang == "zh" else "Page not found"
    return f'<div class="h1">{text}</div>' if site.flagged(page, "no_h1") else f"<h1>{text}</h1>"


def _inner(site: Site, page: Page) -> str:
    if site.flagged(page, "gone") or site.flagged(page, "bare"):
        return _stub(site, page)
    rng, words = site.rng(page.path, "text"), wording(page.lang)
    name, topics = copywriting.spoken(site, page), copywriting.topics(site, page)
    if site.flagged(page, "thin"):
        return f"<p>{escape(words.passage(rng, topics[:1], name, THIN[page.lang]))}</p>"
    paragraphs = words.paragraphs(rng, topics, name, LEAST[page.lang])
    before, after = _around(site, page)
    return "\n".join([before, _prose(page, paragraphs), after])


def _stub(site: Site, page: Page) -> str:
    name = copywriting.subject(site, page)
    if site.flagged(page, "gone"):
        gone = f"您要找的{name}商品已下架。" if page.lang == "zh" else f"Sorry, {name} is no longer available."
        return f"<p>{escape(gone)}</p>"
    return f"<p>{escape(f'{name}，现货。' if page.lang == 'zh' else f'{name}, in stock.')}</p>"


def _prose(page: Page, paragraphs: list[str]) -> str:
    text = labels(page.lang)
    heads = (text["details"], text["brew"], text["keep"]) if page.kind == "product" else ()
    size = -(-len(paragraphs) // max(1, len(heads)))
    found = []
    for place, paragraph in enumerate(paragraphs):
        if heads and place % size == 0:
            found.append(f"<h2>{heads[place // size]}</h2>")
        found.append(f"<p>{escape(paragraph)}</p>")
    return "\n".join(found)


def _around(site: Site, page: Page) -> tuple[str, str]:
    if page.kind == "product":
        return _buying(site, page), _specification(site, page)
    if page.kind in ("guide", "note", "topic", "baike", "landing"):
        day = site.published(page).isoformat()
        return f'<p>{labels(page.lang)["published"]} <time datetime="{day}">{day}</time></p>', ""
    if page.kind == "contact":
        return "", _contact(page)
    return "", ""


def _buying(site: Site, page: Page) -> str:
    text, facts = labels(page.lang), copywriting.facts(site, page)
    name = copywriting.subject(site, page)
    views = "".join(
        image(f"product-{page.number + 1}-{view}", None if site.flagged(page, "no_alt") else f"{name} {view}")
        for view in range(1, 5)
    )
    return (
        f'<div class="gallery">{views}</div>\n<p class="price">{text["price"]} ¥{facts.price} · {text["stock"]}</p>\n'
        f'<form action="/cart/add" method="post"><button>{text["buy"]}</button></form>'
    )


def _specification(site: Site, page: Page) -> str:
    text, words, rng = labels(page.lang), wording(page.lang), site.rng(page.path, "spec")
    facts = copywriting.facts(site, page)
    sources = ("place", "leaf", "mood", "store", "store", "hazard", "shape", "work", "craft", "water", "pot", "store")
    values = [words.word(rng, source) for source in sources]
    values[9:11] = [f"{facts.degrees} °C", f"{facts.dose} g"]
    rows = zip(text["fields"], [*values, facts.sku, words.word(rng, "moment")], strict=True)
    inner = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    return f"<h2>{text['spec']}</h2>\n<table>{inner}</table>"


def _contact(page: Page) -> str:
    phone = link("tel:+862155550100", "021-5555-0100")
    return f"<p>{phone} · {link('mailto:service@example.com', 'service@example.com')}</p>"


# --- beside main


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


def _cards(site: Site, page: Page, title: str, products: Iterable[Page]) -> str:
    alt = not site.flagged(page, "no_alt")
    inner = "\n".join(card(site, product, alt=alt) for product in products)
    return f'<aside><h2>{escape(title)}</h2>\n<ul class="cards">\n{inner}\n</ul></aside>\n'


def _listing(site: Site, page: Page) -> str:
    shelf = site.catalogue.shelf_of(page)
    numbers = site.catalogue.listed(shelf, page.part)
    products = [site.catalogue.page("product", page.lang, number) for number in numbers]
    cards = _cards(site, page, labels(page.lang)["items"], products)
    return cards + (_pager(site, page) if page.kind == "category" else "") + _index(page, _contents(site, page))


def _pager(site: Site, page: Page) -> str:
    last = site.catalogue.parts(site.catalogue.shelf_of(page))
    near = {1, last, *range(page.part - 2, page.part + 3), *range(_ALL_ITEMS, last, _ALL_ITEMS)}
    near |= set(range(1, last + 1)) if last <= _ALL_ITEMS else set()
    pages = [
        site.catalogue.page("category", page.lang, page.number, part) for part in sorted(near) if 1 <= part <= last
    ]
    items = "".join(f"<li>{one.part if one == page else link(one.path, str(one.part))}</li>" for one in pages)
    return f'<aside><ul class="plain pager">{items}</ul></aside>\n' if last > 1 else ""


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
    # The page declares <base href="/handbook/">: read without it, every one of these would be a dead link.
    shelf = site.catalogue.shelf("teaware")
    found = [("../c/teaware/", shelf.name["zh"]), ("../guide/", str(labels("zh")["guide"]))]
    for number in site.catalogue.stock(shelf)[:4]:
        path = site.catalogue.page("product", "zh", number).path
        found.append((".." + path, site.catalogue.product_name(number, "zh")))
    return found


def _index(page: Page, links: list[Anchor]) -> str:
    items = "".join(f"<li>{link(href, text)}</li>" for href, text in links)
    return f'<aside><h2>{labels(page.lang)["more"]}</h2><ul class="plain">{items}</ul></aside>\n' if links else ""


def _reviews(site: Site, page: Page) -> str:
    text, words, rng = labels(page.lang), wording(page.lang), site.rng(page.path, "reviews")
    name, count = copywriting.subject(site, page), 14 if site.catalogue.large else 4
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
    variants = [
        {"sku": f"{facts.sku}-{grams}", "grams": grams, "price": facts.price, "stock": "in", "image": f"v-{grams}"}
        for grams in range(25, 1025, 25)
    ]
    return f'<script type="application/json">{json.dumps({"variants": variants})}</script>\n'


def traditional() -> tuple[str, str]:
    """Head parts and body of the one page in Traditional Chinese."""
    data = vocabulary("hant")
    sentences: list[str] = data["sentences"]
    paragraphs = ["".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4)]
    text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    links = "".join(f"<li>{link(href, name)}</li>" for name, href in data["nav"])
    trail = f'<nav class="crumbs"><ol><li>{link("/", data["nav"][0][0])}</li><li>{data["heading"]}</li></ol></nav>'
    number = link("https://beian.miit.gov.cn/", data["footer"])
    head = f'<title>{data["title"]}</title>\n<meta name="description" content="{data["description"]}">'
    body = (
        f"<header><nav><ul>{links}</ul></nav></header>\n{trail}\n<main>\n<h1>{data['heading']}</h1>\n{text}\n</main>"
        f"\n<footer><p>{number}</p></footer>"
    )
    return head, body
