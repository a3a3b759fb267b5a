"""Engines take one of several titles, and not always the one that was meant."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    head = page.facts.head
    if head.titles > 1:
        yield {"titles": head.titles, "texts": list(head.several_titles)}


check = PageCheck(
    id="title-multiple",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.6",
    title=Text(zh="一个网页写了几个标题", en="A page has more than one title"),
    message=Text(zh="head 里有 {titles} 个标题：{texts}", en="{titles} titles in the head: {texts}"),
    why=Text(
        zh="浏览器和引擎一般只认第一个，多半是插件或模板重复输出；要是第一个恰好是默认值，精心写的标题就白写了。",
        en="Browsers and engines mostly take the first; plug-ins and templates often add another. If the first is a default, the one you wrote is lost.",
    ),
    fix=Text(
        zh="开发：在模板和 SEO 插件里找出谁在输出标题，只留一处；图标里的 <title> 不算。",
        en="Developer: find out which template or plug-in writes titles, and keep one place. Titles inside SVG pictures do not count.",
    ),
    avoid=Text(zh="不要把几个标题拼成一长串。", en="Do not join them into one long title."),
    verify=Text(zh='curl -s 网址 | grep -ic "<title"，应为 1。', en='curl -s URL | grep -ic "<title" says 1.'),
    before="<title>茶舍</title>\n<title>紫砂壶 | 茶舍</title>",
    after="<title>紫砂壶 | 茶舍</title>",
    matters=Matters.CLICKS,
    source="https://html.spec.whatwg.org/multipage/semantics.html#the-title-element",
    rule=rule,
    needs=frozenset({"facts"}),
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>好用的茶壶 | 茶舍</title>",
        '<svg><title>cup</title><circle r="2"/></svg>',
    ),
    bad=(
        "<html lang='zh'><head><title>怎样挑选一把好用的茶壶 | 茶舍</title><title>好用的茶壶怎样挑选 | 茶舍</title><meta name='description' content='容量、泥料、出水怎么看，新壶怎么开，日常怎么养。'></head><body><h1>怎样挑选一把好用的茶壶</h1></body></html>",
    ),
)  # fmt: skip
