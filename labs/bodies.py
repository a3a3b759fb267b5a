"""The main part of every kind of page."""

from __future__ import annotations

from html import escape

from labs import copywriting
from labs.addresses import Page
from labs.site import Site, image, link
from labs.wording import labels, wording

LEAST = {"zh": 660, "en": 330}  # main text of a healthy page, in Han characters or words
THIN = {"zh": 56, "en": 62}


def main(site: Site, page: Page) -> str:
    """The `<main>` element."""
    return f"<main>\n{_heading(site, page)}\n{_inner(site, page)}\n</main>"


def _heading(site: Site, page: Page) -> str:
    text = escape(copywriting.heading(site, page))
    if site.flagged(page, "gone"):
        text = "页面不存在" if page.lang == "zh" else "Page not found"
    return f'<div class="h1">{text}</div>' if site.flagged(page, "no_h1") else f"<h1>{text}</h1>"


def _inner(site: Site, page: Page) -> str:
    if site.flagged(page, "gone") or site.flagged(page, "bare"):
        return _stub(site, page)
    edition = site.plan.editions.get(page.path, "")
    rng, words = site.rng(page.path, f"text{edition}"), wording(page.lang)
    name, topics = copywriting.spoken(site, page), copywriting.topics(site, page)
    if site.flagged(page, "thin"):
        return f"<p>{escape(words.passage(rng, topics[:1], name, THIN[page.lang]))}</p>"
    paragraphs = words.paragraphs(rng, topics, name, LEAST[page.lang])
    before, after = _around(site, page)
    return "\n".join(part for part in (before, _lead(site, page), _prose(page, paragraphs), after) if part)


def _lead(site: Site, page: Page) -> str:
    # A page keeps the promise of its title: the words of the title come back in the text.
    if page.kind == "product":
        return ""
    return f"<p>{escape(labels(page.lang)['lead'].format(stem=copywriting.title_stem(site, page)))}</p>"


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
    alt = copywriting.stuffed_alt(name, page.lang) if site.flagged(page, "stuffed_alt") else name
    views = "".join(
        image(f"product-{page.number + 1}-{view}", None if site.flagged(page, "no_alt") else f"{alt} {view}")
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
