"""When every link to a page calls it something else, engines cannot tell what it is about.

Home pages and anchors such as “more” are left out. A page is reported when no two Han characters or word stand in a
quarter of its anchors.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
NAMES = (
    "红茶",
    "手工壶",
    "礼盒",
    "新品上市",
    "节日特惠",
    "会员专享",
    "掌柜推荐",
    "清明采摘",
    "送给长辈",
    "限量发售",
    "好评如潮",
    "本周热卖",
)
ALIKE = tuple(f"{name}龙井" for name in NAMES)


def site(names: tuple[str, ...]) -> dict[str, str]:
    return {
        "/": PAGE.format("茶舍", "".join(f'<a href="/x">{name}</a>' for name in names)),
        "/x": PAGE.format("明前龙井", ""),
    }


check = SiteCheck(
    id="anchor-inconsistent",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="通往同一网页的链接文字各说各话", en="Links to one page have nothing in common in their texts"),
    message=Text(zh="{anchors} 种锚文字，最常见的“{shared}”只占 {share}，熵 {entropy} 比特", en="{anchors} different anchors; the most common piece, “{shared}”, is in {share} of them; entropy {entropy} bits"),
    why=Text(
        zh="锚文字帮助引擎判断网页主题。十几个说法毫无交集，主题就模糊了。换着说是自然的，但总该有个共同的词，如商品名。",
        en="Anchors help engines to see what a page is about. A dozen wordings without a common word blur it. Variety is natural, but one word, such as the product's name, should recur.",
    ),
    fix=Text(
        zh="编辑：为这个网页定一个主词，链接文字里多数带上它；促销语放在链接旁边而不是链接里。",
        en="Editor: choose a main word for the page and have it in most links; put sales talk beside the link, not into it.",
    ),
    avoid=Text(zh="不要全部改成一字不差的同一个词。", en="Do not make all of them exactly alike."),
    verify=Text(zh="重新抓取后，xunlu audit --select anchor-inconsistent。", en="After a new crawl: xunlu audit --select anchor-inconsistent."),
    before="新品 / 特惠 / 热卖 -> /p/longjing",
    after="新品龙井 / 明前龙井特惠 / 热卖龙井 -> /p/longjing",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable#anchor-text-placement",
    applies="select distinct target_id as url_id from temp.internal_links where target_id in (select url_id from temp.html_pages where page_type <> 'home')",
    options={"max_distinct": Option(10, "distinct anchors")},
    sql="""
        with named as materialized (
            select distinct target_id, anchor from temp.internal_links
            where anchor <> '' and target_id in (select url_id from temp.html_pages where page_type <> 'home')
        ),
        targets as (
            select target_id, count(*) as anchors, anchor_spread(json_group_array(anchor)) as spread
            from named group by target_id having count(*) > :max_distinct
        )
        select target_id as url_id, json_object('anchors', spread ->> '$.counted', 'shared', spread ->> '$.shared',
            'share', spread ->> '$.share', 'entropy', spread ->> '$.entropy') as evidence
        from targets where spread ->> '$.counted' > :max_distinct and spread ->> '$.share' < 0.25
    """,
    effort_hours=1,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(site(ALIKE)),
    bad=Example(site(NAMES)),
    flags=frozenset({"/x"}),
)  # fmt: skip
