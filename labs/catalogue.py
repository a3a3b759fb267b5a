"""What exists in a shop: its categories, its pages and their addresses, found by arithmetic.

Nothing here is as long as the shop: product 71,204 is computed from its number when it is asked for.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import gcd
from typing import Any, cast

from labs.addresses import (
    CHINESE_NUMBERED,
    CHINESE_SINGLE,
    LANGS,
    SINGLE,
    Page,
    listing_path,
    numbered_path,
    read_listing,
    read_numbered,
    single_path,
)
from labs.wording import Lang, labels, vocabulary, wording

LARGE = 1000  # pages from which a shop gets the menus and listings of a big one


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of the shop. Large shops have several of one `base`, told apart by `variant`."""

    number: int
    slug: str
    base: str
    variant: int
    topic: str
    name: dict[str, str]
    phrase: dict[str, str]
    kinds: dict[str, list[str]]


class Catalogue:
    """All pages of one shop of about `pages` pages; `theme` is its entry in themes.toml."""

    def __init__(self, name: str, seed: int, pages: int) -> None:
        self.name = name
        self.seed = seed
        self.theme: dict[str, Any] = vocabulary("themes")["shops"][name]
        self.is_target = self.theme["role"] == "target"
        wanted = int(pages * float(self.theme["share"]))
        self.large = wanted >= LARGE
        self.per_listing = 24 if self.large else 12
        self._bases: list[str] = self.theme["categories"]
        self.categories = self._shelves(max(len(self._bases), min(56, wanted // 90)))
        self._variants = Counter(shelf.base for shelf in self.categories)
        self._by_slug = {shelf.slug: shelf for shelf in self.categories}
        self.guides = min(12 * len(self._bases), max(4, wanted // 32))
        self.products = self._products_for(wanted)
        self.featured = max(0, 64 // len(self.categories) - 1) if self.large else 2
        self._single = self._single_pages()

    def brand(self, lang: Lang) -> str:
        """The short name that ends every title."""
        return str(self.theme["brand"][lang])

    def label(self, lang: Lang) -> str:
        """The full name of the shop."""
        return str(self.theme["label"][lang])

    def pages(self) -> Iterator[Page]:
        """Every page of the clean shop, in a fixed order."""
        yield from self._single.values()
        for lang in LANGS:
            for number in range(4):
                yield self.page("store", lang, number)
            for number in range(self.guides):
                yield self.page("guide", lang, number)
            for shelf in self.categories:
                for part in range(1, self.parts(shelf) + 1):
                    yield self.page("category", lang, shelf.number, part)
            for number in range(self.products):
                yield self.page("product", lang, number)
        for kind, count in CHINESE_NUMBERED.items() if self.is_target else ():
            for number in range(count):
                yield self.page(kind, "zh", number)

    def page(self, kind: str, lang: Lang, number: int = 0, part: int = 1) -> Page:
        """The page of that kind and number; its address follows from them."""
        return Page(kind, lang, self._path(kind, lang, number, part), number, part)

    def single(self, kind: str, lang: Lang) -> Page:
        """The only page of a kind such as home or about."""
        return Page(kind, lang, single_path(kind, lang))

    def find(self, path: str) -> Page | None:
        """The page at `path` (with its query), or None when the clean shop has none there."""
        if path in self._single:
            return self._single[path]
        page = self._numbered(path) or self._listing(path)
        return page if page is not None and page.path == path else None

    def twin(self, page: Page) -> Page | None:
        """The same page in the other language, or None for the pages that exist in Chinese only."""
        lang: Lang = "en" if page.lang == "zh" else "zh"
        if page.kind in SINGLE:
            return self.single(page.kind, lang)
        if page.kind in ("store", "guide", "category", "product"):
            return self.page(page.kind, lang, page.number, page.part)
        return None

    def count(self, kind: str) -> int:
        """How many pages of a numbered kind one language has."""
        many = {"product": self.products, "guide": self.guides, "store": 4}
        if self.is_target:
            many |= CHINESE_NUMBERED
        return many.get(kind, 0)

    def shelf_of(self, page: Page) -> Category:
        """The category of a product or listing, and the one that any other page speaks of."""
        if page.kind == "based":
            return self.shelf("teaware")
        shelves = len(self.categories) if page.kind in ("product", "category", "filter") else len(self._bases)
        return self.categories[page.number % shelves]

    def shelf(self, slug: str) -> Category:
        """The category with this slug; KeyError when the shop has none."""
        return self._by_slug[slug]

    def stock(self, shelf: Category) -> range:
        """Numbers of all products of a category."""
        return range(shelf.number, self.products, len(self.categories))

    def guides_about(self, shelf: Category) -> range:
        """Numbers of the articles on the category's kind of goods."""
        return range(self._bases.index(shelf.base), self.guides, len(self._bases))

    def parts(self, shelf: Category) -> int:
        """Pages of the category's listing, at least one."""
        return max(1, -(-len(self.stock(shelf)) // self.per_listing))

    def listed(self, shelf: Category, part: int) -> range:
        """Numbers of the products on one page of the listing."""
        start = (part - 1) * self.per_listing
        return self.stock(shelf)[start : start + self.per_listing]

    def product_name(self, number: int, lang: Lang) -> str:
        """A name that no other product of the shop bears."""
        shelf = self.categories[number % len(self.categories)]
        words, kinds = wording(lang), shelf.kinds[lang]
        total = len(words.series) * len(words.batch) * len(kinds)
        rank = number // len(self.categories) * self._variants[shelf.base] + shelf.variant
        mixed = (rank * _stride(total) + self.digest(shelf.base)) % total
        first, rest = divmod(mixed, len(words.batch) * len(kinds))
        second, third = divmod(rest, len(kinds))
        parts = (words.series[first], words.batch[second], kinds[third])
        return ("" if lang == "zh" else " ").join(parts)

    def guide_title(self, number: int, lang: Lang) -> str:
        """Title of an article: each pairs one category with one of the twelve subjects."""
        round_, base = divmod(number, len(self._bases))
        patterns: list[str] = labels(lang)["guide_titles"]
        name = self.categories[base].name[lang]
        return patterns[(round_ + base) % len(patterns)].format(c=name)

    def digest(self, text: str) -> int:
        """A number that depends on the shop, its seed and `text` alone."""
        return zlib.crc32(f"{self.name}:{self.seed}:{text}".encode())

    def _shelves(self, count: int) -> list[Category]:
        return [self._shelf(number) for number in range(count)]

    def _shelf(self, number: int) -> Category:
        variant, index = divmod(number, len(self._bases))
        base = self._bases[index]
        data = vocabulary("themes")["categories"][base]
        own = cast("list[str] | None", self.theme["phrases"].get(base))
        phrase = dict(zip(LANGS, own, strict=True)) if own else data["phrase"]
        name = dict(data["name"])
        if variant:
            # Only the first shelf of a base may bear its keyword: two pages would compete for it.
            name = {
                "zh": wording("zh").series[variant] + data["name"]["zh"],
                "en": f"{wording('en').series[variant]} {data['name']['en']}",
            }
            phrase = name
        slug = f"{base}-{variant + 1}" if variant else base
        return Category(number, slug, base, variant, data["topic"], name, phrase, data["kinds"])

    def _products_for(self, wanted: int) -> int:
        fixed = 2 * (len(SINGLE) + 4 + self.guides)
        if self.is_target:
            fixed += len(CHINESE_SINGLE) + sum(CHINESE_NUMBERED.values())
        each = len(self.categories)
        listings = (wanted - fixed) // 2 // (self.per_listing + 1) + each
        return max(each, (wanted - fixed) // 2 - min(listings, (wanted - fixed) // 4))

    def _single_pages(self) -> dict[str, Page]:
        found = [self.single(kind, lang) for lang in LANGS for kind in SINGLE]
        if self.is_target:
            found += [self.single(kind, "zh") for kind in CHINESE_SINGLE]
        return {page.path: page for page in found}

    def _path(self, kind: str, lang: Lang, number: int, part: int) -> str:
        if kind == "category":
            return listing_path(lang, self.categories[number].slug, part)
        if kind == "product":
            return numbered_path(kind, lang, self.categories[number % len(self.categories)].slug, number)
        slug = self._bases[number % len(self._bases)] if kind == "guide" else ""
        return numbered_path(kind, lang, slug, number)

    def _numbered(self, path: str) -> Page | None:
        named = read_numbered(path)
        if named is None or not 0 <= named[2] < self.count(named[0]):
            return None
        return None if named[1] == "en" and named[0] in CHINESE_NUMBERED else self.page(*named)

    def _listing(self, path: str) -> Page | None:
        named = read_listing(path)
        shelf = self._by_slug.get(named[1]) if named else None
        if named is None or shelf is None or not 1 <= named[2] <= self.parts(shelf):
            return None
        return self.page("category", named[0], shelf.number, named[2])


@cache
def _stride(total: int) -> int:
    # A step without a common factor visits every combination once, and far from its neighbour.
    step = int(total * 0.618)
    while gcd(step, total) != 1:
        step += 1
    return step
