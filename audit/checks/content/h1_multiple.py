"""Several main headings leave open what the page is mainly about."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    texts = page.facts.outline.h1_texts
    if len(texts) > 1:
        yield {"headings": len(texts), "texts": list(texts[:5])}


check = PageCheck(
    id="h1-multiple",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.6",
    title=Text(zh="一个网页有几个大标题", en="A page has several main headings"),
    message=Text(zh="有 {headings} 个 H1：{texts}", en="{headings} h1 elements: {texts}"),
    why=Text(
        zh="读屏用户和引擎分不清哪个才是主题，多半是店标或推荐栏也用了 H1。谷歌能处理多个 H1，影响很小。",
        en="Screen readers and engines cannot tell which names the topic; often logo or recommendations are h1, too. Google copes with several: a small matter.",
    ),
    fix=Text(
        zh="开发：商品名或文章标题用唯一的 <h1>，店标改成普通链接，栏目标题改成 <h2>。",
        en="Developer: keep one <h1> for product or article, make the logo a plain link and section titles <h2>.",
    ),
    avoid=Text(zh="不要用样式把多出来的 H1 藏起来。", en="Do not hide the surplus ones with CSS."),
    verify=Text(zh='curl -s 网址 | grep -ic "<h1"，应为 1。', en='curl -s URL | grep -ic "<h1" says 1.'),
    before="<h1>茶舍</h1> … <h1>紫砂壶</h1>",
    after='<a href="/">茶舍</a> … <h1>紫砂壶</h1>',
    matters=Matters.RANKING,
    source="https://www.w3.org/WAI/tutorials/page-structure/headings/",
    applies="select url_id from temp.html_pages where h1 <> ''",
    rule=rule,
    needs=frozenset({"facts"}),
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<h1>好用的茶壶</h1>",
        "<main><h1>Teapots</h1><h1> </h1></main>",
    ),
    bad=(
        "<main><h1>好用的茶壶</h1><h1>相关商品</h1></main>",
        "<main><h1>Teapots</h1><h1><img src='/a.png' alt='Tea House'></h1></main>",
    ),
    with_=frozenset({"thin-content"}),
)  # fmt: skip
