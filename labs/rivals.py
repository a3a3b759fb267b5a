"""What is wrong with the two competitors: fewer and more ordinary faults than those of the tea house."""

from __future__ import annotations

from labs.catalogue import Catalogue
from labs.plan import Plan
from labs.planting import Planter


def plant_a(catalogue: Catalogue, plan: Plan) -> None:
    """Shanfang: a careful shop whose English articles were never finished."""
    planter = Planter(catalogue, plan)
    planter.flag(planter.all_of("guide", "en"), "no_lang", "lang-missing")
    planter.flag(planter.products("zh", "puer", 5), "no_description", "description-missing")
    planter.thin(planter.products("zh", "hongcha", 2))
    planter.dead_page("/p/retired-cake.html", planter.products("en", "baicha", 2), "Cake of the year")


def plant_b(catalogue: Catalogue, plan: Plan) -> None:
    """Clay Leaf: beautiful pictures that say nothing, and titles that say too much."""
    planter = Planter(catalogue, plan)
    home = catalogue.single("home", "zh")
    planter.flag(planter.products("zh", "teaware"), "no_alt", "img-alt-missing")
    planter.flag(planter.products("en", "teaware"), "no_alt", "img-alt-missing")
    planter.flag([home], "no_icp", "icp-number-missing", scope="site")
    planter.long_titles([*planter.products("zh", "gift", 4), *planter.products("en", "gift", 4)])
    planter.flag(planter.products("zh", "longjing", 3), "no_h1", "h1-missing")
    planter.same_titles(planter.products("zh", "jasmine", 4))
    planter.dead_page("/guide/lookbook.html", planter.all_of("guide", "zh"), "器物图册")
    planter.noindexed(planter.products("en", "jasmine", 2))
