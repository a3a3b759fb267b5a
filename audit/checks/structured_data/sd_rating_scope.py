"""Stars must be those of what the page is about, and a reader must find them there.

Three faults that nobody who looks at the page would deny. A shop's rating of itself, on its home page or with the home
page as the address of what is rated: on other pages an organisation may be one that a directory lists. A product's rating
on a list of many. A rating that nothing on the page could be showing: no word of ratings in any text, class or script
address, and neither value nor number of votes in the text; scripts draw the stars of many shops, and leave such traces.
Software, courses and the like may well be rated on a home page of their own.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urlsplit

from audit.listings import is_list
from audit.money import number_of, numbers_in
from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.facts.products import PRODUCTS
from crawler.facts.ratings import Rating
from crawler.records import PageRecord
from crawler.urls import resolve

OWN_KINDS = re.compile(
    r"(?:Organization|Corporation|OnlineBusiness|OnlineStore|\w*Store|LocalBusiness|ProfessionalService|LegalService|\w+Shop|Restaurant|CafeOrCoffeeShop"
    r"|Hotel|LodgingBusiness|Dentist|Physician|MedicalClinic|RealEstateAgent|TravelAgency|AutoDealer|AutoRepair"
    r"|FoodEstablishment|HealthAndBeautyBusiness|HomeAndConstructionBusiness|WebSite)\Z"
)
HOME = re.compile(
    r"/(?:[a-z]{2}(?:-[a-z]{2,4})?/?)?(?:index\.\w{2,5})?\Z", re.IGNORECASE
)  # not a crawl's start further down
MIN_TEXT = 200  # characters that a page shows; with less, a script writes all of it
CARDS = "".join(
    f'<li><a href="/p/{n}"><img src="/{n}.jpg" alt="壶 {n}"></a><b class="price">¥{n}9.00</b></li>'
    for n in range(1, 11)
)
LD = '<html lang="zh"><script type="application/ld+json">{{"@context": "https://schema.org", "@type": "{}", "name": "壶", "url": "{}", "aggregateRating": {{"@type": "AggregateRating", "ratingValue": "4.8", "reviewCount": "126"}}}}</script><main><h1>茶壶</h1>{}</main></html>'
TEXT = "<p>这把壶由宜兴匠人手工制成，泥料细腻，出水利落。</p>" * 12


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    for values in page.facts.structured.ratings:
        rating = Rating(*values)
        if fault := _fault(page, rating):
            yield {"problem": fault, "types": rating.types or "?", "value": rating.value, "votes": rating.votes or "?"}
            return


def _fault(page: PageRecord, rating: Rating) -> str:
    types = rating.types.split()
    home = page.page_type == "home" and HOME.match(urlsplit(page.url).path or "/") is not None
    if any(OWN_KINDS.match(name) for name in types) and (home or _is_root(page, rating.address)):
        return "self"
    if not PRODUCTS.isdisjoint(types) and len(page.facts.structured.products) == 1 and is_list(page):
        return "list"
    unseen = (
        page.facts.structured.rating_unseen and page.visible_chars >= MIN_TEXT and not page.facts.delivery.empty_root
    )
    return "unseen" if unseen and not _numbers(rating) & set(numbers_in(page.main_text)) else ""


def _is_root(page: PageRecord, address: str) -> bool:
    """Whether an address, such as https://shop.example/#organization, is the home page of the page's own host."""
    parts, own = urlsplit(resolve(page.url, address) or "") if address else None, urlsplit(page.url)
    return (
        parts is not None and parts.netloc == own.netloc and parts.path == "/" and not parts.query and own.path != "/"
    )


def _numbers(rating: Rating) -> set[Decimal]:
    return {number for one in (rating.value, rating.votes) if (number := number_of(one)) is not None}


def _page(address: str, kind: str, url: str, html: str, page_type: str = "product") -> PageExample:
    return page_example(f"https://example.com{address}", LD.format(kind, url, html), page_type=page_type)


check = PageCheck(
    id="sd-rating-scope",
    module=__name__,
    severity=Severity.ERROR,
    tier="extended",
    book=None,
    title=Text(zh="标记的评分不属于本页，或网页上看不到", en="A declared rating is not about the page, or cannot be seen"),
    message=Text(zh="{problem}：{types} {value} 分，{votes} 条", en="{problem}: {types} rated {value} by {votes}"),
    words={
        "self": Text(zh="给自己店铺打的分", en="a business rates itself"),
        "list": Text(zh="列表页上的商品评分", en="a product's rating on a list"),
        "unseen": Text(zh="网页上找不到这个评分", en="the page shows no such rating"),
    },
    why=Text(
        zh="Google 要求评分针对本页这件商品，并且访客看得见；给自己打分的不显示星级。看着像造假，会被人工取消富媒体结果。普通排名不受影响。",
        en="Google wants ratings of the very thing the page is about, visible to visitors; businesses that rate themselves get no stars. What looks faked loses rich results by hand. Ordinary ranking is not affected.",
    ),
    fix=Text(
        zh="开发：评分标记只留在商品模板里，取自真实评价，并在页面上显示分数和条数；从公共模板的 Organization 里删掉。",
        en="Developer: keep the rating in the product template, take it from real reviews, show value and number on the page, and remove it from the Organization of the shared template.",
    ),
    avoid=Text(zh="不要编造评价来补上分数。", en="Do not invent reviews to match it."),
    verify=Text(zh="打开网页找到这个分数，再用 Google 富媒体搜索结果测试工具检查。", en="Find the value on the page, then try the URL in Google's Rich Results Test."),
    before='{"@type": "Organization", "name": "茶舍", "aggregateRating": {"ratingValue": "4.9"}}',
    after='{"@type": "Organization", "name": "茶舍"}',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/review-snippet",
    view="indexable_pages",
    applies="""
        select url_id from temp.page_facts where json_extract(facts, '$.structured.ratings') is not null
            and url_id in (select url_id from temp.indexable_pages)
    """,
    needs=frozenset({"facts"}),
    reads=frozenset({"main_text"}),
    rule=rule,
    confidence=0.85,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        _page("/p/1", "Product", "/p/1", f"{TEXT}<p>4.8 分，126 条评价</p>"),
        _page("/p/2", "Product", "/p/2", f"{TEXT}<p>4.8（126）</p>"),
        _page("/p/3", "Product", "/p/3", f"{TEXT}<div class='yotpo-main-widget'></div>"),
        _page("/p/4", "Product", "/p/4", "<p>壶</p>"),
        _page("/shops/1", "Restaurant", "/shops/1", f"{TEXT}<p>★ 4.8</p>"),
        _page("/shops/2", "LocalBusiness", "https://other.example/", f"{TEXT}<p>★ 4.8</p>"),
        _page("/", "SoftwareApplication", "/", f"{TEXT}<p>4.8 stars</p>", "home"),
        _page("/", "Product", "/", f"{TEXT}<p>4.8 stars</p>", "home"),
        _page("/p/5", "Product", "/p/5", f"{TEXT}<p>评分 4.8</p><ul>{CARDS}</ul>"),
    ),
    bad=(
        _page("/", "Organization", "/", f"{TEXT}<p>4.8 stars</p>", "home"),
        _page("/", "HomeGoodsStore", "", f"{TEXT}<p>★ 4.8</p>", "home"),
        _page("/p/6", "OnlineStore", "https://example.com/#shop", f"{TEXT}<p>★ 4.8</p>"),
        _page("/category/pots", "Product", "/category/pots", f"{TEXT}<p>★ 4.8</p><ul>{CARDS}</ul>"),
        _page("/p/7", "Product", "/p/7", TEXT),
    ),
)  # fmt: skip
