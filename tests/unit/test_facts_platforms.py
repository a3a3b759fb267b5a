"""The system a page was made with: by what the system writes, never by what a text says of it."""

import pytest

from crawler.extract import page_from_html
from crawler.facts import facts_from_json, facts_to_json
from crawler.facts.platforms import NOTHING, platform_of_headers


def platform(html):
    found = page_from_html("https://example.com/", html).facts
    assert facts_from_json(facts_to_json(found)) == found
    return found.platform


SYSTEMS = [
    ("Shopify", "<script src='https://shop.cn/cdn/shop/t/12/assets/theme.js?v=1' defer></script>"),
    ("Shopify", "<link rel=stylesheet href='//cdn.shopify.com/s/files/1/0001/0002/t/3/assets/base.css'>"),
    (
        "Shopify",
        "<script src='//shop.cn/cdn/shopifycloud/storefront/assets/themes_support/option_selection-1.js'></script>",
    ),
    (
        "WooCommerce",
        "<meta name=generator content='WordPress 6.8'><meta name=generator content='WooCommerce 9.1.2'>"
        "<link rel=stylesheet href='/wp-content/themes/a/style.css'>",
    ),
    (
        "WooCommerce",
        "<meta name=generator content='WordPress 6.8'>"
        "<link rel=stylesheet href='/wp-content/plugins/woocommerce/assets/css/woocommerce.css'>",
    ),
    ("WordPress", "<script src='/wp-includes/js/jquery/jquery.min.js'></script>"),
    ("WordPress", "<meta name=Generator content='WordPress 6.8'>"),
    ("WordPress", "<link rel=stylesheet href='/wp-content/plugins/woocommerce-menu-cart/a.css'>"),
    (
        "Magento",
        "<script src='https://shop.cn/static/version1718/frontend/Magento/luma/en_US/requirejs/require.js'></script>",
    ),
    ("Magento", "<script type='text/x-magento-init'>{\"*\": {}}</script>"),
    ("Magento", "<link rel=stylesheet href='/skin/frontend/rwd/default/css/styles.css'>"),
    ("OpenCart", "<script src='catalog/view/javascript/common.js'></script>"),
    ("PrestaShop", "<script src='https://shop.cn/themes/core.js'></script>"),
    ("PrestaShop", '<script>var prestashop = {"cart":{}};</script>'),
    ("PrestaShop", "<link rel=stylesheet href='/modules/ps_searchbar/ps_searchbar.css'>"),
    ("BigCommerce", "<link rel=stylesheet href='https://cdn11.bigcommerce.com/s-abc123/stencil/1/css/theme.css'>"),
    ("Wix", "<meta name=generator content='Wix.com Website Builder'>"),
    ("Wix", "<script src='https://static.parastorage.com/services/wix-thunderbolt/dist/main.js'></script>"),
    ("Squarespace", "<script src='https://static1.squarespace.com/static/vta/1/scripts/site-bundle.js'></script>"),
    ("Shopware", "<link rel=stylesheet href='/bundles/storefront/assets/css/base.css'>"),
    ("Salesforce Commerce", "<script src='/on/demandware.static/Sites-Tea-Site/-/zh_CN/v1/js/main.js'></script>"),
    ("Shoplazza", "<link rel=stylesheet href='//cdn.shoplazza.com/theme/main.css'>"),
    ("Shoplazza", "<link rel=icon href='//img.staticdj.com/0a1b.png'>"),
    ("Shopline", "<link rel=stylesheet media=all href='https://cdn.shoplineapp.com/assets/common-0a1b.css'>"),
    ("Shopline", "<script src='https://cdn.myshopline.com/t/sl/main.js'></script>"),
    (
        "Youzan",
        "<link rel=stylesheet href='https://b.yzcdn.cn/v2/build_css/pc/detail.css'><script>var _global = {\"kdt_id\":1}</script>",
    ),
    ("Weimob", "<script src='https://cdn2.weimob.com/saas/main.js'></script>"),
    ("Weidian", "<script src='//assets.geilicdn.com/m/item/1.0/index.js'></script>"),
    ("ECShop", "<meta name='Generator' content='ECSHOP v2.7.3' />"),
    ("ECShop", "<title>茶叶商城 - Powered by ECShop</title>"),
    ("ECMall", "<meta name=author content='ecmall.shopex.cn'><meta name=generator content='ECMall 2.3.0'>"),
    ("ShopEx", "<meta name=generator content='ShopEx 4.8.5'>"),
    ("ShopEx", "<link rel=stylesheet href='https://shop.cn/public/app/b2c/statics/css_mini/basic.min.css'>"),
    ("ShopXO", "<link rel=stylesheet href='/static/common/lib/amazeui-switch/amazeui.switch.css?v=1'>"),
    ("ShopXO", "<body><footer><p>Powered by <a href='https://shopxo.net/'>ShopXO</a> v6</p></footer>"),
    ("CRMEB", "<body><footer>© 2024 茶舍 Powered by CRMEB</footer>"),
    ("DedeCMS", "<link rel=stylesheet href='/templets/default/style/dedecms.css'>"),
    ("DedeCMS", "<body><p>Powered by <a href='http://www.dedecms.com'>DedeCMS</a></p>"),
    ("Discuz!", "<meta name=generator content='Discuz! X3.4'>"),
    ("EmpireCMS", "<script src='/e/data/js/ajax.js'></script>"),
    ("EmpireCMS", "<script src='/e/public/ViewClick/?classid=3&id=8&addclick=1'></script>"),
]


@pytest.mark.parametrize(("name", "html"), SYSTEMS)
def test_systems_by_what_they_write(name, html):
    found = platform(html)
    assert found.name == name
    assert found.sign


@pytest.mark.parametrize(
    "html",
    [
        "<main><h1>Shopify or WooCommerce?</h1><p>This shop is powered by Shopify, not by Magento.</p></main>",
        "<a href='https://www.shopify.com/'>Shopify</a><a href='https://wordpress.org/'>WordPress</a>",
        "<img src='https://cdn.shopify.com/s/files/1/1/products/tea.jpg'>",  # a picture of another shop
        "<script src='https://sdks.shopifycdn.com/buy-button/latest/buy-button-storefront.min.js'></script>",
        "<link rel=canonical href='https://example.com/wp-content/'>",
        "<link rel=preconnect href='https://cdn.shopify.com/s/files/'>",
        "<script src='https://b.yzcdn.cn/vant/icon-demo.js'></script>",  # the open library of Youzan
        "<script>var a = 'kdt_id'</script>",
        "<script src='/static/version2/app.js'></script>",
        "<script src='/catalogue/view/javascript/a.js'></script>",
        "<script>console.log('cdn.shopify.com/s/files/')</script>",
        "<meta name=generator content='Hugo 0.128'>",
        "<meta name=description content='WordPress 6.8'>",
        "<body><p>Powered by tea</p>",
        "<body><p>intitle:powered by dedecms</p>" + "<p>长文。</p>" * 2000,
        "",
    ],
)
def test_prose_links_and_pictures_are_no_signs(html):
    found = platform(html)
    assert (found.name, found.sign) == ("", "")


def test_the_sign_and_the_generator_are_kept_as_written():
    found = platform(
        "<meta name=generator content='  WordPress  6.8 '><script src='https://A.cn/WP-Content/plugins/WooCommerce/a.js'></script>"
    )
    assert (found.name, found.sign) == ("WooCommerce", "https://A.cn/WP-Content/plugins/WooCommerce/a.js")
    assert found.generator == "WordPress 6.8"
    assert platform("<meta name=generator content='Hugo 0.128'>").generator == "Hugo 0.128"
    assert platform("<p>茶</p>") == NOTHING


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({"x-shopid": "55083958454"}, "Shopify"),
        ({"powered-by": "Shopify, Oxygen, Hydrogen"}, "Shopify"),
        ({"x-wix-request-id": "1.2"}, "Wix"),
        ({"server": "Squarespace"}, "Squarespace"),
        ({"x-magento-cache-control": "max-age=1"}, "Magento"),
        ({"set-cookie": "X-Magento-Vary=9; path=/"}, "Magento"),
        ({"set-cookie": "a=1\nPrestaShop-0a1b=x; path=/"}, "PrestaShop"),
        ({"set-cookie": "OCSESSID=0; path=/"}, "OpenCart"),
        ({"set-cookie": "dwsid=1"}, "Salesforce Commerce"),
        ({"set-cookie": "ECS_ID=1"}, "ECShop"),
        ({"set-cookie": "KDTSESSIONID=1"}, "Youzan"),
        ({"link": '<https://a.cn/wp-json/>; rel="https://api.w.org/"'}, "WordPress"),
        (
            {"link": '<https://a.cn/wp-json/>; rel="https://api.w.org/"', "set-cookie": "wp_woocommerce_session_1=2"},
            "WooCommerce",
        ),
        ({"server": "nginx", "x-powered-by": "PHP/8.2", "set-cookie": "PHPSESSID=1"}, ""),
        ({"set-cookie": "note=OCSESSID"}, ""),
        ({}, ""),
    ],
)
def test_systems_by_headers(headers, name):
    assert platform_of_headers(headers) == name


@pytest.mark.parametrize(
    "html",
    [
        "<script src='/" + "wp-content" * 50_000 + "'></script>",
        "<script src=/a.js></script>" * 50_000,
        "<meta name=generator content=x>" * 50_000,
        "<body>" + "powered by " * 100_000,
        "<title>" + "Powered  by : " * 100_000,
    ],
    ids=["address", "scripts", "metas", "notice", "title"],
)
def test_hostile_pages_end(html):
    assert len(platform(html).sign) <= 120
