"""Which shop or content system a page was made with, by what the system itself writes into its pages.

A sign is an address of a script or style sheet, a name of the generator, or a notice in the footer or title; prose that
mentions a system, links to it and pictures from its servers are none. Shops come before the systems they run on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.text import collapse

if TYPE_CHECKING:
    from crawler.facts.elements import Elements

MAX_ADDRESSES = 60  # of scripts and of links
CLIP = 120  # characters of a sign
TAIL = 3000  # characters at the end of the text in which a notice is looked for
TITLE = 300
MAX_CODE = 50_000  # characters of a script that are read
_LOADED = ("stylesheet", "preload", "icon")  # rel of a <link> whose file is loaded

# Beginnings of <meta name=generator>, lower case.
_GENERATORS = (
    ("woocommerce", "WooCommerce"),  # wc_generator_tag() of the plugin, beside the tag of WordPress
    ("prestashop", "PrestaShop"),  # 1.4 to 1.6
    ("shopware", "Shopware"),
    ("wix.com", "Wix"),  # "Wix.com Website Builder"
    ("squarespace", "Squarespace"),
    ("opencart", "OpenCart"),
    ("ecshop", "ECShop"),  # "ECSHOP v2.7.3" in every .dwt template
    ("ecmall", "ECMall"),  # header.html of its themes
    ("shopex", "ShopEx"),  # "ShopEx 4.8.5"
    ("ecstore", "ShopEx"),
    ("shopxo", "ShopXO"),
    ("crmeb", "CRMEB"),
    ("magento", "Magento"),
    ("dedecms", "DedeCMS"),
    ("discuz!", "Discuz!"),  # "Discuz! X3.4", header_common.htm
    ("empirecms", "EmpireCMS"),
    ("wordpress", "WordPress"),
)
# Parts of the addresses of scripts, style sheets and preloads, lower case.
_ADDRESSES = (
    (
        "cdn.shopify.com/s/files/",
        "Shopify",
    ),  # asset_url and file_url before 2023; the buy button is on sdks.shopifycdn.com
    ("cdn.shopify.com/shopifycloud/", "Shopify"),  # scripts of content_for_header
    ("/cdn/shop/t/", "Shopify"),  # theme assets on the shop's own host
    ("/cdn/shopifycloud/", "Shopify"),  # shopify_asset_url, shopify.dev/docs/api/liquid/filters
    ("/plugins/woocommerce/", "WooCommerce"),
    ("/on/demandware.", "Salesforce Commerce"),  # help.salesforce.com, "URL Syntax Without SEO": store and static
    ("demandware.edgesuite.net", "Salesforce Commerce"),
    ("bigcommerce.com/s-", "BigCommerce"),  # cdn11.bigcommerce.com/s-<store hash>/stencil/
    ("bigcommerce.com/shared/", "BigCommerce"),
    ("/skin/frontend/", "Magento"),  # Magento 1
    ("/bundles/storefront/", "Shopware"),  # Shopware 6, storefront bundle
    ("/engine/shopware/", "Shopware"),  # Shopware 5
    ("/themes/frontend/responsive/", "Shopware"),
    ("catalog/view/javascript/", "OpenCart"),
    ("catalog/view/theme/", "OpenCart"),
    ("/themes/core.js", "PrestaShop"),  # devdocs.prestashop-project.org, "Asset management"
    ("/modules/ps_", "PrestaShop"),  # native modules since 1.7: ps_shoppingcart, ps_searchbar ...
    ("cdn.shoplazza.com/", "Shoplazza"),
    ("staticdj.com/", "Shoplazza"),  # assets and pictures of 店匠
    ("cdn.shoplineapp.com/", "Shopline"),
    ("cdn.myshopline.com/", "Shopline"),
    ("cdn.myshopline.cn/", "Shopline"),
    ("weimobwmc.com/", "Weimob"),
    ("cdn2.weimob.com/", "Weimob"),
    ("assets.geilicdn.com/", "Weidian"),
    ("static.parastorage.com/services/", "Wix"),
    ("static1.squarespace.com/static/", "Squarespace"),
    ("assets.squarespace.com/", "Squarespace"),
    ("/public/app/b2c/statics/", "ShopEx"),  # ECStore
    ("/public/app/site/statics/", "ShopEx"),
    ("/static/common/lib/amazeui", "ShopXO"),  # app/index/view/default/public/header.html
    ("/static/common/lib/assets/css/amazeui", "ShopXO"),
    ("/templets/default/style/dedecms", "DedeCMS"),
    ("/e/data/js/ajax.js", "EmpireCMS"),
    ("/e/public/viewclick", "EmpireCMS"),
    ("/e/public/onclick", "EmpireCMS"),
    ("/wp-content/", "WordPress"),
    ("/wp-includes/", "WordPress"),
)
_MAGENTO = ("text/x-magento-init", re.compile(r"/static/version\d+/frontend/"))  # type of a script; static files
# Youzan's servers also carry its open library of components, so that its pages must name the shop, too.
_YOUZAN = (".yzcdn.cn/", "kdt_id")
_PRESTASHOP = "var prestashop ="  # on every page of the front office, hook actionBuildFrontEndObject
_NAMES = ("ECShop", "ECMall", "ShopEx", "ShopXO", "CRMEB", "DedeCMS", "Discuz!", "EmpireCMS", "OpenCart", "PrestaShop")
_NOTICE = re.compile(rf"powered\s{{1,3}}by[\s:：]{{0,3}}({'|'.join(_NAMES)})", re.IGNORECASE)

Found = tuple[str, str]  # name, sign


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """Which shop or content system a page was made with."""

    name: str = ""  # Shopify, WooCommerce, Magento, ECShop, Youzan, WordPress ...
    sign: str = ""  # what showed it: generator, the address of a file, or the notice, as written
    generator: str = ""  # <meta name=generator> as written


NOTHING = PlatformFacts()


def platform_facts(elements: Elements, shown: str) -> PlatformFacts:
    """Which shop or content system a page was made with.

    Args:
        shown: text of the body, with scripts.
    """
    generators = [collapse(one.content())[:CLIP] for one in elements.metas if one.name == "generator"]
    found = _by_generator(generators)
    if found is None or found[0] == "WordPress":  # shops are plug-ins of it
        found = _by_address(elements) or found or _by_code(elements) or _by_notice(elements, shown)
    generator = next(filter(None, generators), "")
    if found is None:
        return PlatformFacts(generator=generator) if generator else NOTHING
    return PlatformFacts(found[0], found[1][:CLIP], generator)


def _by_generator(generators: list[str]) -> Found | None:
    for start, name in _GENERATORS if generators else ():
        for generator in generators:
            if generator.lower().startswith(start):
                return name, generator
    return None


def _by_address(elements: Elements) -> Found | None:
    """By what the page loads: scripts, style sheets, preloads and icons."""
    files = [one.src for one in elements.scripts[:MAX_ADDRESSES] if one.src]
    files += [
        one.attr("href") or "" for rel, one in elements.links[:MAX_ADDRESSES] if any(part in rel for part in _LOADED)
    ]
    found = _of_files("\n".join([file[:CLIP].replace("\n", "") for file in files]).lower())
    if found is None:
        return None
    name, place = found
    if name != "Youzan":
        return name, files[place]
    named = any(one.text.find(_YOUZAN[1], 0, MAX_CODE) >= 0 for one in elements.scripts)
    return (name, _YOUZAN[1]) if named else None


@lru_cache(maxsize=512)  # the pages of a site load much the same
def _of_files(lines: str) -> tuple[str, int] | None:
    """The system that the first telling one of these lines belongs to, and which line that is."""
    for part, name in (*_ADDRESSES, (_YOUZAN[0], "Youzan")):
        if part in lines:
            return name, lines.count("\n", 0, lines.index(part))
    match = _MAGENTO[1].search(lines)
    return ("Magento", lines.count("\n", 0, match.start())) if match else None


def _by_code(elements: Elements) -> Found | None:
    for script in elements.scripts:
        if script.kind == _MAGENTO[0]:
            return "Magento", script.kind
        if script.src is None and "json" not in script.kind and script.text.find(_PRESTASHOP, 0, MAX_CODE) >= 0:
            return "PrestaShop", _PRESTASHOP
    return None


def _by_notice(elements: Elements, shown: str) -> Found | None:
    """ "Powered by" in the title or at the end of the page; for systems of which nobody writes in running text."""
    title = elements["title"][0].text[:TITLE] if elements["title"] else ""
    for text in (title, shown):
        at = text.find("owered ", max(0, len(text) - TAIL))
        if at > 0 and (match := _NOTICE.search(text, at - 1)) is not None:
            name = next(one for one in _NAMES if one.lower() == match.group(1).lower())
            return name, collapse(match.group())
    return None


# Names of cookies, and of headers with what their value must hold.
_COOKIES = (
    ("_shopify_", "Shopify"),
    ("wp_woocommerce_session_", "WooCommerce"),
    ("woocommerce_", "WooCommerce"),  # woocommerce_cart_hash, woocommerce_items_in_cart
    ("prestashop-", "PrestaShop"),
    ("ocsessid", "OpenCart"),
    ("dwsid", "Salesforce Commerce"),
    ("dwanonymous_", "Salesforce Commerce"),
    ("shop_session_token", "BigCommerce"),
    ("x-magento-", "Magento"),
    ("kdtsessionid", "Youzan"),
    ("ecs_id", "ECShop"),
    ("ecm_id", "ECMall"),
    ("wordpress_", "WordPress"),
)
_HEADERS = (
    ("x-shopid", "", "Shopify"),  # http.dev/x-shopid
    ("x-shopify-stage", "", "Shopify"),
    ("powered-by", "shopify", "Shopify"),  # http.dev/powered-by
    ("x-wix-request-id", "", "Wix"),
    ("server", "squarespace", "Squarespace"),
    ("x-magento-cache-control", "", "Magento"),
    ("x-magento-tags", "", "Magento"),
    ("x-magento-vary", "", "Magento"),
    ("x-bc-store-version", "", "BigCommerce"),
    ("sw-context-token", "", "Shopware"),
    ("x-shopware-cache-id", "", "Shopware"),
    ("x-powered-by", "prestashop", "PrestaShop"),
    ("x-powered-by", "ecshop", "ECShop"),
    ("link", "/wp-json/", "WordPress"),
)


PLATFORM_HEADERS = frozenset(name for name, _, _ in _HEADERS)  # what it reads, beside set-cookie


def platform_of_headers(headers: Mapping[str, str]) -> str:
    """The system that an answer's headers tell, "" for none.

    Args:
        headers: lower-case names; cookies by line ends, their values are not looked at.
    """
    for name, part, platform in _HEADERS:
        if name in headers and part in headers[name].lower():
            found = platform
            break
    else:
        found = ""
    if found and found != "WordPress":
        return found
    cookies = [line.strip().lower() for line in headers.get("set-cookie", "").split("\n")]
    return next((name for start, name in _COOKIES if any(one.startswith(start) for one in cookies)), found)
