"""The main heading tells reader, screen reader and engine what the page is about."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import path_query


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.h1.strip():
        yield {
            "state": "empty" if page.h1s else "none",
            "h1s": page.h1s,
            "title": page.title[:120] or path_query(page.url),
        }


check = PageCheck(
    id="h1-missing",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.6",
    title=Text(zh="网页没有大标题", en="A page has no main heading"),
    message=Text(zh="“{title}”{state}", en="“{title}” has {state}"),
    words={"none": Text(zh="没有 H1", en="no h1 element"), "empty": Text(zh="的 H1 没有文字", en="an h1 element without text")},
    why=Text(
        zh="H1 帮助读者和读屏软件一眼知道这页讲什么，引擎也用它理解主题、改写搜索标题。作用有限，远不如标题和正文。",
        en="An h1 tells readers and screen readers at once what the page is about; engines use it to understand the topic and to rewrite titles. A small hint, far weaker than title and text.",
    ),
    fix=Text(
        zh="开发：在商品、分类模板里把商品名或分类名放进唯一的 <h1>；若大标题是图片，给图片写 alt。样式用 CSS 控制，不影响外观。",
        en="Developer: let the product and category templates put the name into one <h1>; if it is a picture, give that an alt text. Looks are a matter of CSS.",
    ),
    avoid=Text(zh="不要把店标当 H1 放在每一页，也不要隐藏起来。", en="Do not make the logo the h1 of every page, nor hide the heading."),
    verify=Text(zh="curl -s 网址 | grep -i \"<h1\"。", en="curl -s URL | grep -i \"<h1\"."),
    before='<div class="big">茉莉花茶</div>',
    after='<h1 class="big">茉莉花茶</h1>',
    matters=Matters.RANKING,
    source="https://www.w3.org/WAI/tutorials/page-structure/headings/",
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=("<h1>茉莉花茶</h1>", '<h1><img src="/logo.png" alt="Tea House"></h1>'),
    bad=("<h1> </h1>", '<h1><img src="/logo.png"></h1>'),
)  # fmt: skip
