"""The same shop week after week: some texts are edited, and in one week a release breaks a template."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from labs.addresses import Page
from labs.catalogue import Catalogue
from labs.planting import Planter
from labs.shop import Shop, make_shop

EDITED = 0.05  # share of the product pages whose text changes from one week to the next


def week_shop(
    base_url: str, *, week: int, seed: int = 1, pages: int = 320, broken: tuple[int, ...] = (4,), edited: float = EDITED
) -> Shop:
    """The clean shop as it is in ``week``, counted from 1.

    Args:
        broken: weeks in which the template of all Chinese products says noindex.
        edited: share of the products that get another text each week.
    """
    shop = make_shop(base_url, seed=seed, pages=pages, clean=True)
    catalogue, plan = shop.site.catalogue, shop.site.plan
    products = sorted(page.path for page in catalogue.pages() if page.kind == "product")
    for past in range(2, week + 1):
        chosen = Random(f"{seed} {past}").sample(products, max(1, round(edited * len(products))))
        plan.editions.update(dict.fromkeys(chosen, past))
    if week in broken:
        planter = Planter(catalogue, plan)
        planter.flag(template(catalogue), "noindex", "noindex")
    return replace(shop, defects=tuple(plan.defects))


def template(catalogue: Catalogue) -> list[Page]:
    """The pages that the template of Chinese products makes."""
    return [page for page in catalogue.pages() if page.kind == "product" and page.lang == "zh"]
