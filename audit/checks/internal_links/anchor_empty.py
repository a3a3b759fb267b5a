"""A link without any text is invisible to screen readers and says nothing to engines."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    for href, kind, place, twin in page.facts.links.nameless:
        if kind == "empty" and not twin:
            yield {"href": href, "position": place}


check = PageCheck(
    id="anchor-empty",
    module=__name__,
    severity=Severity.WARNING,
    scope="link",
    book="4.3.6",
    title=Text(zh="链接里没有文字", en="A link has no text"),
    message=Text(zh="{position}里通往 {href} 的链接没有文字", en="the link in the {position} that leads to {href} has no text"),
    words={
        "nav": Text(zh="导航或页头", en="menu or header"),
        "footer": Text(zh="页脚", en="footer"),
        "main": Text(zh="正文", en="text"),
    },
    why=Text(
        zh="空链接看不见、点不到，读屏软件只能念网址；只有图标的链接，盲人不知道是做什么的。引擎也得不到锚文字。",
        en="Empty links cannot be seen or clicked; with an icon only, blind visitors do not know what it does. Engines get no anchor text.",
    ),
    fix=Text(
        zh="编辑：删掉编辑器里残留的空链接；开发：图标链接加 aria-label 或隐藏文字，如“购物车”“微信”。",
        en="Editor: delete empty links left over in the text. Developer: give icon links an aria-label or hidden text such as “Cart”.",
    ),
    avoid=Text(zh="不要填一个空格或句点。", en="A blank or a dot is no text."),
    verify=Text(zh="用键盘 Tab 走一遍，看有没有停在空白处。", en="Tab through the page: does the focus stop at nothing?"),
    before='<a href="/cart"><i class="icon-cart"></i></a>',
    after='<a href="/cart" aria-label="购物车"><i class="icon-cart"></i></a>',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    needs=frozenset({"facts"}),
    identity=("href",),
    rule=rule,
    effort_hours=0.25,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=('<a href="/a">茶</a>', '<a href="/a" title="购物车"><i></i></a>', '<a href="/a"><img src="a.jpg" alt="茶"></a>', '<a href="#top"></a>', '<div><a href="/a"></a> <a href="/a">Pots</a></div>'),
    bad=('<a href="/a"></a>', '<a href="/cart"><i class="icon"></i></a>', '<p>Tea <a href="/b">　</a></p>'),
)  # fmt: skip
