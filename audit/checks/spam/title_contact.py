"""Telephone numbers and accounts in a title are the mark of spam, and Baidu hides such pages."""

from collections.abc import Iterator

from audit.contacts import contacts
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if found := contacts(page.title[:500]):
        kinds = list(dict.fromkeys(kind for kind, _ in found))
        yield {"kinds": kinds, "words": list(dict.fromkeys(words for _, words in found))[:5], "title": page.title[:300]}


check = PageCheck(
    id="title-contact",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="标题里塞了电话或微信", en="A title contains a telephone number or account"),
    message=Text(zh="标题里有{kinds}：{words}", en="the title has {kinds}: {words}"),
    words={
        "phone": Text(zh="电话", en="a telephone number"),
        "qq": Text(zh="QQ 号", en="a QQ number"),
        "wechat": Text(zh="微信号", en="a WeChat account"),
    },
    why=Text(
        zh="百度细雨算法专门打压标题里的联系方式，轻则不展示，重则整站降权；谷歌会改写这样的标题，顾客也容易当成骗子。",
        en="Baidu's Drizzle algorithm demotes contacts in titles, in the worst case the whole site. Google rewrites such titles, and buyers take them for fraud.",
    ),
    fix=Text(
        zh="编辑：从标题里删掉号码，写到“联系我们”、页头和结构化数据里；开发：检查模板是否自动拼接了客服电话。",
        en="Editor: move the number to the contact page, the header and structured data. Developer: see whether a template appends it.",
    ),
    avoid=Text(zh="不要改用全角数字或谐音。", en="Do not disguise it with other digits or homophones."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-contact。",
        en="After a new crawl: xunlu audit --select title-contact.",
    ),
    before="<title>紫砂壶批发 电话 138 0000 0000</title>",
    after="<title>紫砂壶批发：起订量与报价 | 茶舍</title>",
    matters=Matters.RANKING,
    source="https://ziyuan.baidu.com/college/",
    applies="select url_id from temp.html_pages where title <> ''",
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>紫砂壶 2024 新款 1380 元 | 茶舍</title>",
        "<title>Teapot no. 13800, 400 ml | Tea House</title>",
        "<title></title>",
    ),
    bad=(
        "<title>紫砂壶批发１３８１２３４５６７８ | 茶舍</title>",
        "<title>紫砂壶定制 加微信 teashop88 | 茶舍</title>",
        "<title>Teapots wholesale, phone +86 138 1234 5678 | Tea House</title>",
    ),
)  # fmt: skip
