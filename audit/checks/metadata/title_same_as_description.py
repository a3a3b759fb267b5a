"""A summary that repeats the title wastes the two lines under a search result."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import matching_copy


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    # Most differ in length: only those near each other are worth normalising.
    if page.title and abs(len(page.title) - len(page.description)) < 20:
        same = matching_copy(page.title)
        if same and same == matching_copy(page.description):
            yield {"title": page.title[:300]}


check = PageCheck(
    id="title-same-as-description",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="网页介绍只是把标题抄了一遍", en="The summary merely repeats the title"),
    message=Text(zh="meta description 与标题相同：“{title}”", en="meta description equals the title: “{title}”"),
    why=Text(
        zh="搜索结果里标题下面又出现一遍标题，等于少了一段说服人点击的话；引擎多半会弃之不用，另从正文里截取。",
        en="The result shows the same words twice and gives no further reason to click. Engines mostly drop it and quote the text instead.",
    ),
    fix=Text(
        zh="编辑：另写一两句说明卖点、规格、配送；开发：模板的默认值改用商品卖点或正文第一句，不要用标题。",
        en="Editor: write a sentence or two on advantages, sizes, delivery. Developer: let the default be the selling points or first sentence, not the title.",
    ),
    avoid=Text(zh="不要只在标题后面加几个词。", en="Do not just append a few words to the title."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-same-as-description。",
        en="After a new crawl: xunlu audit --select title-same-as-description.",
    ),
    before='<title>滇红 | 茶舍</title>\n<meta name="description" content="滇红 | 茶舍">',
    after='<meta name="description" content="云南凤庆大叶种滇红，蜜香甜润，100 克试饮装。">',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/snippet",
    applies="select url_id from temp.html_pages where title <> '' and description <> ''",
    rule=rule,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<title>好用的茶壶怎么挑</title><meta name="description" content="容量、泥料、出水怎么看，新壶怎么开，日常怎么养，一篇说清。">',
        '<title></title><meta name="description" content="">',
    ),
    bad=(
        '<title>怎样挑选一把好用的茶壶 | 茶舍</title><meta name="description" content="怎样挑选一把好用的茶壶 ｜ 茶舍">',
        '<title>How to choose a teapot | Tea House</title><meta name="description" content="how to choose a teapot | Tea House">',
    ),
)  # fmt: skip
