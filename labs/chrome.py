"""What all pages share: the head, the header with the menu, the breadcrumbs and the footer."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TypeAlias

from labs import copywriting, structured
from labs.addresses import Page
from labs.plan import Anchor
from labs.site import Site, image, link
from labs.wording import Lang, labels

Trail: TypeAlias = list[tuple[str, str | None]]  # label, path; the page itself has no path

ICP = "沪ICP备12345678号-1"
PLANTED = "https://lucky.example/"
_SECTIONS = (("home", "home"), ("guides", "guide"), ("stores", "stores"))
CODES = {"zh": "zh-Hans", "en": "en"}

_STYLE = files("labs").joinpath("vocabulary", "shop.css").read_text(encoding="utf-8")
_ICON = (
    '<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor">'
    '<path d="M4 9h13v5a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5V9zm13 1h2a2 2 0 0 1 0 5h-2'
    'M7 3c0 2 2 2 2 4m3-4c0 2 2 2 2 4"/></svg>'
)


def head(site: Site, page: Page, trail: Trail, charset: str | None) -> str:
    """The `<head>`; `charset` None leaves the declaration to the HTTP header."""
    text = site.plan.titles.get(page.path, copywriting.title(site, page))
    parts = [] if charset is None else [f'<meta charset="{charset}">']
    parts += [f"<title>{escape(text)}</title>"] if text else []
    if not site.flagged(page, "no_viewport"):
        zoom = ", maximum-scale=1, user-scalable=no" if site.flagged(page, "no_zoom") else ""
        parts += [f'<meta name="viewport" content="width=device-width, initial-scale=1{zoom}">']
    if not site.flagged(page, "no_description"):
        parts += [f'<meta name="description" content="{escape(copywriting.description(site, page))}">']
    robots = "noindex, follow" if site.flagged(page, "noindex") else "index, follow, max-image-preview:large"
    robots = "index, follow, noimageindex" if site.flagged(page, "no_images") else robots
    parts += [f'<meta name="robots" content="{robots}">', '<meta name="applicable-device" content="pc,mobile">']
    parts += [f'<meta http-equiv="Cache-Control" content="{word}">' for word in ("no-transform", "no-siteapp")]
    parts += _addresses(site, page) + _social(site, page, text)
    if page.kind == "based":
        parts.insert(1, '<base href="/p/">')
    parts += structured.scripts(site, page, trail)
    return "<head>\n" + "\n".join(parts) + f"\n<style>{_STYLE}</style>\n</head>"


def header(site: Site, page: Page) -> str:
    """Logo, search form, language switch and the menu."""
    text, home = labels(page.lang), site.catalogue.single("home", page.lang).path
    twin = site.catalogue.twin(page) or site.catalogue.single("home", "en" if page.lang == "zh" else "zh")
    action = "/search" if page.lang == "zh" else "/en/search"
    label = "" if site.flagged(page, "no_label") else f' aria-label="{text["search_label"]}"'
    switch = link(twin.path, text["other"], hreflang=CODES[twin.lang], lang=CODES[twin.lang])
    return (
        f'<header>\n<a href="{home}"><img src="/img/logo-96.png" alt="{escape(site.catalogue.label(page.lang))}"'
        f' width="96" height="96"></a>\n<form action="{action}" role="search"><input type="search" name="q"'
        f"{label}><button>{text['search']}</button></form>\n{switch}\n"
        f"{_menu(site, page.lang)}\n</header>"
    )


def crumbs(page: Page, trail: Trail) -> str:
    """The breadcrumbs, outside of main; the page itself is named but not linked."""
    items = [link(path, label) if path else f"<span>{escape(label)}</span>" for label, path in trail]
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f'<nav class="crumbs" aria-label="{labels(page.lang)["crumbs"]}"><ol>{inner}</ol></nav>'


def footer(site: Site, page: Page) -> str:
    """Service links, the extra links of a planted defect, copyright and the ICP number."""
    text = labels(page.lang)
    items = _listed(_service_links(site, page.lang) + site.plan.links.get(page.path, []))
    number = "" if site.flagged(page, "no_icp") else " " + link("https://beian.miit.gov.cn/", ICP)
    name = escape(site.catalogue.label(page.lang))
    return (
        f'<footer>\n<nav aria-label="{text["follow"]}"><ul>{items}</ul></nav>\n'
        f"<p>{_ICON} {text['copyright']} {name}{number}</p>{_planted(site, page)}\n</footer>"
    )


def _planted(site: Site, page: Page) -> str:
    """What an intruder leaves behind."""
    if not site.flagged(page, "hacked"):
        return ""
    return f'<div style="position:absolute;left:-9999px"><a href="{PLANTED}">百家乐</a></div>'


def _menu(site: Site, lang: Lang) -> str:
    # Every page of a language bears the same menu, so it is built once per shop.
    if lang not in site.menus:
        text = labels(lang)
        items = _listed(_menu_links(site, lang))
        site.menus[lang] = f'<nav aria-label="{text["menu"]}"><ul>{items}</ul></nav>'
    return site.menus[lang]


def _menu_links(site: Site, lang: Lang) -> list[Anchor]:
    catalogue, found = site.catalogue, []
    for shelf in catalogue.categories:
        found.append((catalogue.page("category", lang, shelf.number).path, shelf.name[lang]))
        for number in catalogue.stock(shelf)[: catalogue.featured]:
            found.append((catalogue.page("product", lang, number).path, catalogue.product_name(number, lang)))
    found += [(catalogue.single(kind, lang).path, labels(lang)[name]) for kind, name in _SECTIONS]
    if lang == "zh":
        for number in range(catalogue.count("topic")):
            found.append((catalogue.page("topic", lang, number).path, labels(lang)["topics"][number]))
    return found


def _service_links(site: Site, lang: Lang) -> list[Anchor]:
    catalogue, text = site.catalogue, labels(lang)
    names = ("about", "contact", "shipping", "privacy")
    found = [(catalogue.single(name, lang).path, str(text[name])) for name in names]
    if lang == "zh" and catalogue.is_target:
        for kind, label in (("notes", "notes_label"), ("based", "based_label"), ("hant", "hant_label")):
            found.append((catalogue.single(kind, lang).path, str(text[label])))
        for number in range(catalogue.count("baike")):
            name = f"{text['baike_label']}：{text['baike'][number]}"
            found.append((catalogue.page("baike", lang, number).path, name))
    return found


def _addresses(site: Site, page: Page) -> list[str]:
    found = ['<link rel="icon" href="/img/logo-96.png" type="image/png">']
    if not site.flagged(page, "no_canonical"):
        target = site.plan.canonicals.get(page.path, page.path)
        found.append(f'<link rel="canonical" href="{escape(site.url(target))}">')
    if site.flagged(page, "second_canonical"):  # as theme and plug-in print one each
        shelf = site.catalogue.page("category", page.lang, site.catalogue.shelf_of(page).number)
        found.append(f'<link rel="canonical" href="{escape(site.url(shelf.path))}">')
    twin = site.catalogue.twin(page)
    if twin is not None:
        pair = sorted((page, twin), key=lambda one: one.lang, reverse=True)  # zh before en
        for one in pair:
            found.append(_alternate(CODES[one.lang], site.url(one.path)))
        found.append(_alternate("x-default", site.url(pair[0].path)))
    return found


def _alternate(code: str, url: str) -> str:
    return f'<link rel="alternate" hreflang="{code}" href="{escape(url)}">'


def _social(site: Site, page: Page, text: str) -> list[str]:
    values = {
        "og:type": "product" if page.kind == "product" else "website",
        "og:title": text or site.catalogue.label(page.lang),
        "og:url": site.url(page.path),
        "og:image": site.url("/img/share-1200.png"),
        "og:site_name": site.catalogue.label(page.lang),
        "og:locale": "zh_CN" if page.lang == "zh" else "en_US",
    }
    return [f'<meta property="{name}" content="{escape(value)}">' for name, value in values.items()]


def _listed(links: list[Anchor]) -> str:
    return "".join(f"<li>{link(href, text)}</li>" for href, text in links)


def card(site: Site, page: Page, *, alt: bool = True) -> str:
    """One product of a listing: picture, name and price in one link."""
    name = copywriting.subject(site, page)
    price = copywriting.facts(site, page).price
    picture = image(f"product-{page.number + 1}-1", name if alt else None, 240)
    return (
        f'<li><a href="{page.path}">{picture}<span>{escape(name)}</span></a>'
        f'<p>{labels(page.lang)["price"]} <span class="amount">¥{price}</span></p></li>'
    )
