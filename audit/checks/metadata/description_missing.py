"""The description is the shop's own offer for the two lines under a search result."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import path_query


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.description.strip():
        yield {"descriptions": page.descriptions, "title": page.title[:120] or path_query(page.url)}


check = PageCheck(
    id="description-missing",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.6",
    title=Text(zh="网页没有写搜索结果里的那段介绍", en="A page offers no summary for search results"),
    message=Text(zh="“{title}”没有 meta description，或内容为空", en="“{title}” has no meta description, or an empty one"),
    why=Text(
        zh="搜索结果标题下的两行字由引擎从正文里截取，常截到导航或参数，点击率可能受影响。它不是排名因素，写了引擎也可能不用。",
        en="The two lines under the result are then taken from the text, often from menus or specifications, and fewer people may click. It is no ranking factor, and engines may ignore it.",
    ),
    fix=Text(
        zh="编辑：先给首页、分类和热销商品各写一两句，约 75 个汉字，说清卖什么、有何不同；开发：其余由模板用商品卖点生成。",
        en="Editor: write one or two sentences (about 150 characters) for home, categories and best sellers: what it is, what is special. Developer: let the template build the rest from product facts.",
    ),
    avoid=Text(zh="不要全站用同一句，那比没有更差。", en="Do not use one sentence for the whole site: worse than none."),
    verify=Text(zh="curl -s 网址 | grep -i description。", en="curl -s URL | grep -i description."),
    before="<head><title>滇红 | 茶舍</title></head>",
    after='<meta name="description" content="云南凤庆大叶种滇红，蜜香甜润，100 克试饮装，当日发货。">',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/snippet",
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=('<meta name="description" content="宜兴手工紫砂壶，原矿泥料，当日发货。">', '<meta name="Description" content="Teapots made by hand.">'),
    bad=('<meta name="description" content=" ">', '<meta name="description" content="">'),
)  # fmt: skip
