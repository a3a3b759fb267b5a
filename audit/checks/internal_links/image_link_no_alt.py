"""The alt text of a linked picture is the text of the link: without it nobody is told where it leads."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    found = [one for one in page.facts.links.nameless if one[1] == "image"]
    for href, _, place, twin in sorted(found, key=lambda one: one[2] != "nav"):
        yield {"href": href, "position": place, "severity": "notice" if twin else "warning"}


check = PageCheck(
    id="image-link-no-alt",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.WARNING, Severity.NOTICE),
    scope="link",
    book="4.3.4",
    title=Text(zh="图片链接没有替代文字", en="A linked picture has no alternative text"),
    message=Text(zh="{position}里通往 {href} 的图片没有 alt", en="the picture in the {position} that leads to {href} has no alt"),
    words={
        "nav": Text(zh="导航或页头", en="menu or header"),
        "footer": Text(zh="页脚", en="footer"),
        "main": Text(zh="正文", en="text"),
    },
    why=Text(
        zh="图片链接的 alt 就是锚文字。没有它，读屏用户听到的是一串网址，引擎也不知道链接说的是什么。旁边另有文字链接到同一页的，影响小得多。",
        en="The alt of a linked picture is its anchor text. Without it screen readers spell out an address, and engines learn nothing of the target. Where a text link to the same page stands beside it, little is lost.",
    ),
    fix=Text(
        zh="编辑：alt 写目标网页的名字，如“手工紫砂壶”；开发：模板用商品名、店名自动填写，先改导航和标志。",
        en="Editor: name the target in alt, as in “handmade teapots”. Developer: let the template fill in product or shop name; begin with menu and logo.",
    ),
    avoid=Text(zh="不要写“图片”“logo”，也不要堆关键词。", en="Not “image” or “logo”, and no heap of keywords."),
    verify=Text(zh="关掉图片显示，看链接是否还读得懂。", en="Switch pictures off: do the links still make sense?"),
    before='<a href="/teapots/"><img src="pot.jpg"></a>',
    after='<a href="/teapots/"><img src="pot.jpg" alt="手工紫砂壶"></a>',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    needs=frozenset({"facts"}),
    identity=("href",),
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=('<a href="/a"><img src="a.jpg" alt="手工紫砂壶"></a>', '<a href="/a"><img src="a.jpg" alt=""> 茶壶</a>', '<a href="/a" aria-label="Pots"><img src="a.jpg" alt=""></a>'),
    bad=('<a href="/a"><img src="a.jpg" alt=""></a>', '<nav><a href="/a"><picture><img src="a.jpg" alt=" "></picture></a></nav>'),
)  # fmt: skip
