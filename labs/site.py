"""One shop as its renderer sees it: the catalogue, what is wrong, and where the shop is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from random import Random

from labs.addresses import Page
from labs.catalogue import Catalogue
from labs.plan import Plan


@dataclass(slots=True)
class Site:
    """Shared by all rendering functions; `menus` keeps the navigation, which all pages of a language share."""

    base_url: str
    catalogue: Catalogue
    plan: Plan
    menus: dict[str, str] = field(default_factory=dict)

    def rng(self, path: str, purpose: str) -> Random:
        """A random stream that belongs to one purpose on one page, whatever was rendered before."""
        return Random(f"{self.catalogue.seed}:{self.catalogue.name}:{path}:{purpose}")

    def url(self, path: str) -> str:
        """The absolute URL of a path."""
        return self.base_url + path.removeprefix("/")

    def flagged(self, page: Page, flag: str) -> bool:
        """Whether the page is spoiled in this way."""
        return self.plan.marked(page.path, flag)

    def published(self, page: Page) -> date:
        """Date of the page, the same as its lastmod in the sitemap."""
        return self.changed(page.path)

    def changed(self, path: str) -> date:
        """A day of ten months; pages spread over them as in a shop that is kept up."""
        return date(2025, 9, 1) + timedelta(days=self.catalogue.digest(path) % 300)


def link(href: str, text: str, **attributes: str) -> str:
    """An `<a>`; the text is escaped."""
    return f'<a href="{escape(href)}"{attrs(**attributes)}>{escape(text)}</a>'


def attrs(**values: str) -> str:
    """Attributes as HTML, each with a leading space; `class_` stands for class."""
    return "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in values.items())


def image(name: str, alt: str | None, size: int = 320) -> str:
    """An `<img>` in four sizes; None leaves the alt attribute out."""
    widths = (size, size * 3 // 2, size * 2, size * 3)
    sizes = ", ".join(f"/img/{name}-{width}.png {width}w" for width in widths)
    text = "" if alt is None else f' alt="{escape(alt)}"'
    return (
        f'<img src="/img/{name}-{size}.png" srcset="{sizes}" sizes="(min-width: 60em) 25vw, 50vw"'
        f'{text} width="{size}" height="{size}" loading="lazy" decoding="async">'
    )
