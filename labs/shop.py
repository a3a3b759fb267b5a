"""The one generator of sample shops: demo, benchmarks, tests and exercises are served from it.

A shop follows from (name, seed, pages, clean) alone. Pages are rendered when they are asked for, each from
its own random stream, so a shop of 100,000 pages costs no more to make than one of 300. The clean twin of a
shop is the same shop with every defect mended and nothing else changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from labs import defects, rivals
from labs.addresses import LANGS
from labs.catalogue import Catalogue
from labs.files import error_page, file_at
from labs.pages import Route, document, redirect
from labs.plan import Defect, Plan
from labs.site import Site

__all__ = ["Defect", "Route", "Shop", "make_shop"]

_PLANTERS = {"tea-house": defects.plant, "rival-a": rivals.plant_a, "rival-b": rivals.plant_b}


@dataclass(slots=True)
class Shop:
    """A shop ready to be served. `defects` is the answer key: empty for a clean shop."""

    name: str
    role: str
    label: dict[str, str]
    seed: int
    keywords: tuple[str, ...]
    defects: tuple[Defect, ...]
    site: Site = field(repr=False)

    def paths(self) -> list[str]:
        """Every path that answers 200 or 3xx and is linked or in the sitemap, sorted."""
        plan = self.site.plan
        moved = [path for path, (status, _) in plan.answers.items() if status < 400]
        return sorted([*(page.path for page in self.site.catalogue.pages()), *plan.filters, *moved])

    def route(self, path: str) -> Route | None:
        """The answer to a path with its query, rendered now; None stands for the 404 page."""
        plan = self.site.plan
        if path in plan.answers:
            status, location = plan.answers[path]
            return redirect(location) if location else error_page(status)
        page = plan.filters.get(path) or self.site.catalogue.find(path)
        return document(self.site, page) if page else file_at(self.site, path)

    def answer_key(self) -> list[dict[str, object]]:
        """The defects as JSON-able objects with the keys check, url and why."""
        return [
            {"check": defect.check_id, "url": self.site.url(defect.path), "why": defect.evidence}
            for defect in self.defects
        ]


def make_shop(base_url: str, *, seed: int = 1, pages: int = 320, clean: bool = False, name: str = "tea-house") -> Shop:
    """Make a shop of about `pages` pages; the rivals hold about a third of that.

    `base_url` ends in "/". Raises ValueError for another form of it or for an unknown `name`.
    """
    if not base_url.endswith("/"):
        raise ValueError(f"base_url must end in a slash: {base_url!r}")
    if name not in _PLANTERS:
        raise ValueError(f"no shop named {name!r}: choose one of {', '.join(_PLANTERS)}")
    catalogue = Catalogue(name, seed, pages)
    plan = Plan()
    if not clean:
        _PLANTERS[name](catalogue, plan)
    return shop_of(base_url, catalogue, plan)


def shop_of(base_url: str, catalogue: Catalogue, plan: Plan) -> Shop:
    """The shop with the pages of `catalogue`, spoilt as `plan` says."""
    return Shop(
        name=catalogue.name,
        role=str(catalogue.theme["role"]),
        label=dict(catalogue.theme["label"]),
        seed=catalogue.seed,
        keywords=_keywords(catalogue),
        defects=tuple(sorted(plan.defects, key=lambda one: (one.check_id, one.path))),
        site=Site(base_url, catalogue, plan),
    )


def _keywords(catalogue: Catalogue) -> tuple[str, ...]:
    core = [str(catalogue.theme["core"][lang]) for lang in LANGS]
    first = [shelf for shelf in catalogue.categories if shelf.variant == 0]
    return (*core, *(shelf.phrase[lang] for lang in LANGS for shelf in first))
