"""What is wrong with the tea house: whole templates, as in real shops, and single pages."""

from __future__ import annotations

from labs.catalogue import Catalogue
from labs.pages import SLOW_MS
from labs.plan import Plan
from labs.planting import Planter

KETTLE = "/p/retired-kettle.html"
KETTLE_EN = "/en/p/retired-kettle.html"
CALENDAR = "/guide/calendar.html"
PRESS = "/en/press.html"
ENGRAVING = "/services/engraving.html"
PRICE_LIST = "file:///D:/tea/price-list.xls"
_FILTERS = (
    "color=red&material=wood&size=small&sort=new",
    "color=green&material=paper&size=small&sort=price",
    "color=blue&material=tin&size=large&sort=new",
    "color=gold&material=wood&size=large&sort=price",
    "color=red&feast=spring&material=tin&price=low&size=small&sort=new",
    "color=gold&feast=autumn&material=paper&price=high&size=large&sort=price",
)


def plant(catalogue: Catalogue, plan: Plan) -> None:
    """Spoil the shop and write its answer key into `plan`."""
    planter = Planter(catalogue, plan)
    _templates(planter)
    _products(planter)
    _dead_links(planter)
    _redirects(planter)
    _structure(planter)
    _stale_sitemap(planter)


def _templates(planter: Planter) -> None:
    """Faults of a template hit all the pages that it makes."""
    home = planter.catalogue.single("home", "zh")
    planter.flag(planter.products("zh", "hongcha"), "no_description", "description-missing")
    planter.flag(planter.products("zh", "baicha", 8), "no_alt", "img-alt-missing")
    planter.flag(planter.products("en", "jasmine", 6), "no_h1", "h1-missing")
    planter.flag(planter.all_of("guide", "en"), "no_lang", "lang-missing")
    planter.flag(planter.all_of("store", "zh"), "slow", "slow-response", delay_ms=SLOW_MS)
    listings = [*planter.listings("oolong"), *planter.listings("baicha")]
    planter.flag(listings, "no_canonical", "canonical-missing", level="warning")
    planter.flag([home], "no_icp", "icp-number-missing", scope="site")
    planter.flag(planter.products("zh", "jasmine", 3), "second_canonical", "canonical-multiple", level="error")
    planter.flag(planter.products("zh", "gift", 2), "no_images", "snippet-or-image-blocked", level="warning")
    planter.no_viewport(planter.all_of("store", "en"))
    planter.flag(planter.products("en", "hongcha", 4), "no_zoom", "viewport-zoom-disabled", level="error")
    planter.flag(planter.products("en", "baicha", 4), "no_label", "form-label-missing")


def _products(planter: Planter) -> None:
    """Faults that slip in while single products are edited."""
    planter.long_titles([*planter.products("zh", "longjing", 3), *planter.products("en", "longjing", 3)])
    planter.same_titles(planter.products("zh", "puer", 4))  # by language: an odd one out must not pair across them
    planter.same_titles(planter.products("en", "puer", 2))
    planter.no_titles(planter.products("zh", "oolong", 2))
    planter.thin([*planter.products("zh", "oolong", 3), *planter.products("en", "oolong", 2)])
    planter.thin(planter.products("zh", "oolong", 2), "bare")
    planter.soft_404([*planter.products("zh", "oolong", 2), *planter.products("en", "oolong", 1)])
    planter.noindexed(planter.products("en", "oolong", 3), listed=1)
    planter.hacked(planter.products("zh", "jasmine", 2))
    planter.default_titles([*planter.products("zh", "gift", 1), *planter.products("en", "gift", 1)])
    planter.phone_titles(planter.products("zh", "gift", 1))
    planter.flag(planter.products("zh", "puer", 2), "json_comma", "sd-invalid", problem="trailing-comma")
    planter.flag(planter.products("en", "teaware", 2), "price_sign", "sd-product", problem="incomplete", level="error")
    planter.flag(planter.products("zh", "longjing", 2), "stuffed_alt", "img-alt-stuffing", problem="repeats")


def _dead_links(planter: Planter) -> None:
    single = planter.catalogue.single
    planter.dead_page(KETTLE, planter.products("zh", "teaware", 8), "搭配：手工铁壶")
    english = planter.products("en", "teaware", 3)
    planter.dead_page(KETTLE_EN, english, "Pair it with the iron kettle")
    planter.dead_page(CALENDAR, planter.all_of("guide", "zh"), "节气饮茶日历")
    planter.dead_page(PRESS, [single("about", "en")], "Press room", 410)
    planter.local_file(single("about", "zh"), PRICE_LIST, "价目表下载")
    planter.empty_link(single("about", "en"), planter.all_of("store", "en")[0])
    planter.dead_page(ENGRAVING, [single("contact", "zh"), single("shipping", "zh")], "刻字服务", 500)
    if english:  # the address is known to be dead only because somebody links to it
        planter.wrong_canonicals(planter.products("en", "puer", 3), KETTLE_EN)


def _redirects(planter: Planter) -> None:
    single = planter.catalogue.single
    goods = planter.products("en", "gift", 4)
    for number, (source, goal) in enumerate(zip(goods[::2], goods[1::2], strict=False), 101):
        steps = [f"/old/{word}-{number}.html" for word in ("view", "item", "goods")]
        planter.chain(steps, goal, source, "Last year's edition")
    planter.removed("/p/clay-pot-old.html", single("about", "zh"), "停产的老紫砂壶")
    planter.loop("/member/", single("privacy", "zh"), "会员中心")
    planter.loop("/en/member/", single("privacy", "en"), "Member area")


def _structure(planter: Planter) -> None:
    """Pages that a crawler cannot reach, or reaches too late."""
    catalogue = planter.catalogue
    gift = catalogue.page("category", "zh", catalogue.shelf("gift").number)
    planter.blocked("/topic/", planter.all_of("topic", "zh"))
    planter.filters("gift", _FILTERS)
    planter.orphans(gift, planter.all_of("landing", "zh"))
    planter.deep(catalogue.single("notes", "zh"), planter.all_of("note", "zh"))


def _stale_sitemap(planter: Planter) -> None:
    dead = [one.path for one in planter.plan.defects if one.check_id in ("http-4xx", "http-5xx")]
    chains = [one.path for one in planter.plan.defects if one.check_id == "redirect-chain"]
    planter.stale_sitemap([path for path in dead if path != KETTLE_EN] + chains[:1])
