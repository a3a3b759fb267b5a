"""Titles, headings, descriptions and facts of pages: what a shop keeper types into the back office."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width

from labs.addresses import Page
from labs.site import Site
from labs.wording import Lang, labels, wording

DESCRIPTION_COLUMNS = 156  # result pages cut longer ones off

_SERVICE = ("about", "contact", "shipping", "privacy", "stores", "store", "landing")
_ARTICLES = ("guide", "guides", "note", "notes", "topic", "based")


@dataclass(frozen=True, slots=True)
class Facts:
    """What both languages of a product agree on."""

    sku: str
    price: str
    grams: int
    origin: int
    dose: int
    degrees: int


def columns(text: str) -> int:
    """Display width: wide East Asian characters take two columns."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def subject(site: Site, page: Page) -> str:
    """What the page is about: the name that heads it and that its text repeats."""
    catalogue, lang = site.catalogue, page.lang
    if page.kind == "product":
        return catalogue.product_name(page.number, lang)
    if page.kind in ("category", "filter"):
        shelf = catalogue.shelf_of(page)
        return shelf.phrase[lang] if page.kind == "category" and page.part == 1 else shelf.name[lang]
    if page.kind == "guide":
        return catalogue.guide_title(page.number, lang)
    if page.kind == "home":
        return str(catalogue.theme["core"][lang])
    return _named(page)


def spoken(site: Site, page: Page) -> str:
    """The subject as running text names it: an article speaks of its tea, a service page of the shop."""
    if page.kind in _SERVICE:
        return site.catalogue.label(page.lang)
    if page.kind in _ARTICLES:
        return site.catalogue.shelf_of(page).name[page.lang]
    return subject(site, page)


def heading(site: Site, page: Page) -> str:
    """Text of the h1."""
    text = labels(page.lang)
    if page.kind == "category" and page.part > 1:
        return f"{subject(site, page)} {text['page'].format(n=page.part)}"
    if page.kind == "home":
        return site.catalogue.label(page.lang)
    name = subject(site, page)
    if page.kind == "filter":
        return f"{name}筛选：{filter_words(page.path)}"
    return name[0].upper() + name[1:]


def filter_words(path: str) -> str:
    """The chosen values of a filtered listing, as its heading shows them."""
    return "·".join(pair.partition("=")[2] for pair in path.partition("?")[2].split("&"))


def title(site: Site, page: Page) -> str:
    """The title the shop keeper meant; what is served may differ (`Plan.titles`)."""
    return f"{title_stem(site, page)} | {site.catalogue.brand(page.lang)}"


def description(site: Site, page: Page) -> str:
    """Meta description: the subject and what fits of two sentences."""
    rng = site.rng(page.path, "description")
    words = wording(page.lang)
    mark = "：" if page.lang == "zh" else ": "
    text = heading(site, page) + mark
    for _ in range(4):
        sentence = words.sentence(rng, topics(site, page)[0], spoken(site, page))
        if columns(text + sentence) <= DESCRIPTION_COLUMNS:
            text += sentence + ("" if page.lang == "zh" else " ")
    return text.strip() if len(text) > 30 else text + title(site, page)


def topics(site: Site, page: Page) -> tuple[str, ...]:
    """Which patterns the text of the page is made of."""
    if page.kind in ("product", "category", "filter"):
        return (site.catalogue.shelf_of(page).topic, "guide")
    if page.kind in _SERVICE or page.kind == "home":
        return ("service",)
    return ("guide", "tea")


def facts(site: Site, page: Page) -> Facts:
    """Price, stock number and the like of a product."""
    rng = site.rng(f"product:{page.number}", "facts")
    return Facts(
        sku=f"{site.catalogue.shelf_of(page).base[:3].upper()}-{page.number + 1:06d}",
        price=f"{28 + int(rng.random() * 460)}.00",
        grams=(50, 75, 100, 125, 200, 250)[int(rng.random() * 6)],
        origin=int(rng.random() * 18),
        dose=3 + int(rng.random() * 5),
        degrees=80 + int(rng.random() * 19),
    )


def title_stem(site: Site, page: Page) -> str:
    """The title without the brand at its end."""
    if page.kind == "home":
        return str(site.catalogue.theme["home"][page.lang])
    name, chinese = subject(site, page), page.lang == "zh"
    if page.kind == "product":
        grams = facts(site, page).grams
        if site.catalogue.shelf_of(page).topic == "ware":
            return name
        return f"{name} {grams}克装" if chinese else f"{name} {grams} g"
    if page.kind == "filter":
        return heading(site, page)
    if page.kind == "category":
        return _category_stem(page, name)
    pattern: str = labels(page.lang)["titles"].get(page.kind, "{name}")
    return pattern.format(shop=site.catalogue.label(page.lang), name=name)


def _category_stem(page: Page, name: str) -> str:
    if page.lang == "zh":
        return f"{name}商品列表 第{page.part}页" if page.part > 1 else f"{name}选购与价格"
    return f"{name} Products, Page {page.part}" if page.part > 1 else f"{name.title()}: Shop by Origin"


def _named(page: Page) -> str:
    text = labels(page.lang)
    if page.kind == "store":
        return str(text["store_title"].format(c=text["store_cities"][page.number]))
    if page.kind == "note":
        return str(text["notes_title"].format(n=page.number + 1))
    if page.kind in ("topic", "landing", "baike"):
        names: list[str] = text[{"topic": "topics", "landing": "landings", "baike": "baike"}[page.kind]]
        return names[page.number]
    fixed = {"guides": "guide", "notes": "notes_label", "based": "based_label"}
    return str(text[fixed.get(page.kind, page.kind)])


def stuffed_alt(name: str, lang: Lang) -> str:
    """What a shop keeper writes who has heard that pictures need keywords."""
    if lang == "zh":
        return ",".join(f"{name}{word}" for word in ("", "价格", "批发", "图片", "多少钱"))
    return ", ".join(f"{word}{name}" for word in ("", "buy ", "cheap ", "best "))
