"""The title is the headline of the search result and the strongest place for a page's keyword."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.title.strip():
        yield {"titles": page.titles, "h1": page.h1[:80]}


check = PageCheck(
    id="title-missing",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.6",
    title=Text(zh="网页没有标题", en="A page has no title"),
    message=Text(zh="没有标题或标题为空，H1：“{h1}”", en="no title, or an empty one; h1: “{h1}”"),
    why=Text(
        zh="标题是搜索结果里的蓝色大字，也是引擎判断主题最看重的位置之一。没有标题时，引擎只能从正文里凑一句，往往不通顺。",
        en="The title is the headline of the search result and one of the strongest hints to the topic. Without one, engines patch a headline together from the text.",
    ),
    fix=Text(
        zh="编辑：为每页写一句独有的标题，主关键词放前面，约 30 个汉字以内；开发：在商品模板里用“商品名 | 店名”做默认值，避免新商品漏填。",
        en="Editor: write a unique title for each page, main keyword first, up to about 60 characters. Developer: let the template default to “product | shop”.",
    ),
    avoid=Text(zh="不要所有网页都填店名，也不要堆关键词。", en="Do not give every page the shop's name, nor a list of keywords."),
    verify=Text(zh="浏览器标签上能看到标题；重新抓取后本项消失。", en="The browser tab shows it; crawl again and this is gone."),
    before="<title></title>",
    after="<title>紫砂壶：宜兴手工原矿 | 茶舍</title>",
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/appearance/title-link",
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=("<title>红茶选购指南：产地、等级与价格</title>", "<title>Black tea buying guide</title>"),
    bad=("<title> </title>", '<html lang="en"><head></head><body><h1>Teapots</h1><p>Hand made.</p></body></html>'),
    with_=frozenset({"description-missing"}),
)  # fmt: skip
