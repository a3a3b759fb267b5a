"""Numbers in circled or full-width digits and nicknames for WeChat are written to get past filters; engines know them."""

from collections.abc import Iterator

from audit.contacts import disguised
from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

MAX_TEXT = 20_000  # characters read


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    found = disguised(page.main_text[:MAX_TEXT])
    if len(found) >= options["min_hits"]:
        kinds = list(dict.fromkeys(kind for kind, _ in found))
        yield {"hits": len(found), "kinds": kinds, "words": [words[:40] for _, words in found[:5]]}


check = PageCheck(
    id="contact-obfuscated",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="正文里有变形的联系方式", en="Contacts are written in disguise"),
    message=Text(zh="{hits} 处{kinds}：{words}", en="{hits} places with {kinds}: {words}"),
    words={
        "circled": Text(zh="带圈数字", en="circled digits"),
        "full-width": Text(zh="全角数字", en="full-width digits"),
        "han-digits": Text(zh="汉字数字", en="Han digits"),
        "starred": Text(zh="夹符号的号码", en="a number between signs"),
        "name": Text(zh="微信、QQ 的谐音", en="nicknames of WeChat or QQ"),
    },
    why=Text(
        zh="把号码写成“①③⑧”“V 信”，百度细雨算法当作恶意推广；正规商家不需要躲过滤，顾客看到也会起疑。",
        en="Baidu counts numbers like ①③⑧ and nicknames of WeChat as abuse. An honest shop need not hide from filters, and buyers grow suspicious.",
    ),
    fix=Text(
        zh="编辑：改成正常的电话、微信号，集中放在联系页和客服栏；访客评论里的广告请删除；开发：给评论加审核。",
        en="Editor: write contacts plainly, on the contact page; delete advertisements in comments. Developer: hold comments for approval.",
    ),
    avoid=Text(zh="不要换一种变形写法。", en="Do not switch to another disguise."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select contact-obfuscated。",
        en="After a new crawl: xunlu audit --select contact-obfuscated.",
    ),
    before="<p>加Ｖ信：①③⑧⓪⓪……</p>",
    after='<p>客服电话：<a href="tel:+8640000000000">400-000-0000</a></p>',
    matters=Matters.RANKING,
    source="https://ziyuan.baidu.com/college/",
    options={
        "min_hits": Option(2, "places"),
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    confidence=0.85,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>①选壶②开壶③泡茶④养壶⑤收纳⑥清洗⑦送礼，客服电话 400-820-8820，微信同名。</p>",
        "<p>Call us at 400-820-8820 about teapots.</p>",
        "<p>茶</p>",
    ),
    bad=(
        "<p>好茶壶请加V信，号码①③⑧①②③④⑤⑥⑦⑧</p>",
        "<p>好茶壶联系薇芯，号码１３８１２３４５６７８</p>",
    ),
)  # fmt: skip
