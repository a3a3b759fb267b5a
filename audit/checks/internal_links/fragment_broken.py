"""A link to a place on the same page that does not exist does nothing when clicked.

Links to places on other pages are not judged; nor those that scripts answer to (tabs, windows, routes).
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    for name in page.facts.links.fragments:
        yield {"fragment": name}


check = PageCheck(
    id="fragment-broken",
    module=__name__,
    severity=Severity.NOTICE,
    scope="link",
    book=None,
    title=Text(zh="页内跳转的链接没有落点", en="A link to a place on the page finds no such place"),
    message=Text(zh="#{fragment} 在本页没有对应的 id", en="no element of the page has the id {fragment}"),
    why=Text(
        zh="点了没有反应，目录、“跳到评价”之类的链接失灵，访客会以为网页坏了。引擎也可能把目录链接显示在搜索结果里。",
        en="Nothing happens on a click: tables of contents and “to the reviews” fail. Engines may show such links in results, too.",
    ),
    fix=Text(
        zh="编辑：给目标标题加上同名的 id（区分大小写），或改正链接；目录插件重新生成一次。",
        en="Editor: give the target heading that id (case counts), or correct the link; let the contents plugin build anew.",
    ),
    avoid=Text(zh="不要重复使用同一个 id。", en="Do not use an id twice."),
    verify=Text(zh="在浏览器里点一下。", en="Click it in a browser."),
    before='<a href="#spec">规格</a> … <h2>规格</h2>',
    after='<a href="#spec">规格</a> … <h2 id="spec">规格</h2>',
    matters=Matters.UX,
    source="https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element",
    needs=frozenset({"facts"}),
    identity=("fragment",),
    confidence=0.85,
    rule=rule,
    effort_hours=0.25,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=('<p><a href="#spec">规格</a> <span id="spec">1</span></p>', '<a href="#">顶部</a>', '<a href="#top">Top</a>', '<a href="#tab1" data-toggle="tab">详情</a>', '<a href="#/cart">Cart</a>'),
    bad=('<a href="#spec">规格</a>', '<p><a href="#Reviews">Reviews</a> <span id="reviews">5</span></p>'),
)  # fmt: skip
