"""Telephone numbers and slogans in the description look like spam in a result, and engines drop or punish them."""

import re
from collections.abc import Iterator

from audit.contacts import contacts
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

PROMOTION = re.compile(
    r"促销|特价|秒杀|清仓|甩卖|抢购|跳楼价|(?:全网|史上|历史)最低|点击咨询|立即咨询|欢迎(?:来电|致电)|免费领取|加(?:我)?微信"
    r"|\b(?:act now|call now|click here|hurry(?: up)?|limited[- ]time offer|lowest prices? guaranteed)\b",
    re.IGNORECASE,
)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    text = page.description
    if not text:
        return
    found = [(kind, words) for kind, words in contacts(text)]
    found += [("promotion", match.group()) for match in PROMOTION.finditer(text)]
    if "\ufffd" in text:
        found.append(("garbled", "\ufffd"))
    if found:
        kinds = list(dict.fromkeys(kind for kind, _ in found))
        yield {"kinds": kinds, "words": list(dict.fromkeys(words for _, words in found))[:5], "description": text[:300]}


check = PageCheck(
    id="description-ads",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.6",
    title=Text(zh="搜索结果里的介绍写了电话或促销语", en="A summary contains contacts or slogans"),
    message=Text(zh="介绍里有{kinds}：{words}", en="the summary has {kinds}: {words}"),
    words={
        "phone": Text(zh="电话", en="a telephone number"),
        "qq": Text(zh="QQ 号", en="a QQ number"),
        "wechat": Text(zh="微信号", en="a WeChat account"),
        "promotion": Text(zh="促销语", en="slogans"),
        "garbled": Text(zh="乱码", en="garbled text"),
    },
    why=Text(
        zh="百度把介绍里的电话、微信、促销语当作恶意推广，可能不展示或降权；活动过期后还留在搜索结果里，也会惹来投诉。",
        en="Baidu treats telephone numbers, accounts and slogans there as abuse, and may not show or even demote the page. Slogans also outlive the sale.",
    ),
    fix=Text(
        zh="编辑：删掉联系方式和“特价”“抢购”，改写商品是什么、有何不同；电话放在网页上和结构化数据里。",
        en="Editor: remove contacts and slogans and say what the product is. Telephone numbers belong on the page and into structured data.",
    ),
    avoid=Text(zh="不要用谐音、特殊数字绕过。", en="Do not disguise them with odd digits or homophones."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select description-ads。",
        en="After a new crawl: xunlu audit --select description-ads.",
    ),
    before='<meta name="description" content="清仓特价！加微信 teashop88 抢购">',
    after='<meta name="description" content="宜兴手工紫砂壶，原矿泥料，逐把试水，七天可退换。">',
    matters=Matters.CLICKS,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.html_pages where description <> ''",
    rule=rule,
    confidence=0.85,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<meta name="description" content="1380 元起的手工紫砂壶，400 毫升，微信支付、货到付款都可以，七天无理由退换。">',
        '<meta name="description" content="">',
        '<meta name="description" content="Teapots for 2 to 4 people, made by hand in Yixing; free delivery within a week.">',
    ),
    bad=(
        '<meta name="description" content="容量、泥料、出水怎么看，新壶怎么开，日常怎么养，详询电话：１３８１２３４５６７８。">',
        '<meta name="description" content="容量、泥料、出水怎么看，新壶怎么开，日常怎么养，新品特价，加微信抢购。">',
        '<meta name="description" content="Size, clay and pour: what to look for in a teapot. Hurry up, call now!">',
    ),
)  # fmt: skip
