"""With breadcrumbs a result shows the way through the shop instead of a bare address."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, PageExample, Severity, page_example
from configs.text import Text
from crawler.facts.products import Crumb
from crawler.records import PageRecord
from crawler.urls import path_query

LEFT_OUT = ("home", "account", "legal")
LIST = '<html lang="zh"><script type="application/ld+json">{{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": [{}]}}</script></html>'
ITEM = '{{"@type": "ListItem", "position": {}, "name": "{}", "item": "{}"}}'


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.structured
    if page.page_type in LEFT_OUT or path_query(page.url) == "/":
        return
    if not facts.breadcrumbs:
        marked = "BreadcrumbList" in facts.microdata or any("BreadcrumbList" in one for one in facts.rdfa)
        if not marked and not facts.unread:
            yield {"problem": "missing", "item": ""}
        return
    for crumbs in facts.breadcrumbs:
        if fault := _fault(crumbs):
            yield {"problem": fault[0], "item": fault[1]}
            return


def _fault(crumbs: tuple[Crumb, ...]) -> tuple[str, str] | None:
    """The first fault of a list, and the item that has it."""
    if not crumbs:
        return "empty", ""
    last = 0
    for position, name, address in crumbs:
        if not position.isdecimal() or int(position) <= last:
            return "order", name
        last = int(position)
        if not name:
            return "nameless", address
        if address and not address.lower().startswith(("http://", "https://")):
            return "relative", address
        if not address and (position, name, address) != crumbs[-1]:
            return "addressless", name
    return None


def _page(html: str) -> PageExample:
    return page_example("https://example.com/tea/longjing", html, page_type="product")


check = PageCheck(
    id="sd-breadcrumb",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="没有面包屑标记，或标记有误", en="Breadcrumbs are not marked up, or wrongly"),
    message=Text(zh="{problem}{item}", en="{problem}{item}"),
    words={
        "missing": Text(zh="没有 BreadcrumbList", en="no BreadcrumbList"),
        "empty": Text(zh="列表是空的", en="the list is empty"),
        "order": Text(zh="position 缺失或没有递增：", en="position is missing or does not rise: "),
        "nameless": Text(zh="这一级没有名称：", en="an item without a name: "),
        "relative": Text(zh="链接不是完整网址：", en="not an absolute URL: "),
        "addressless": Text(zh="这一级没有链接：", en="an item without a link: "),
    },
    why=Text(
        zh="搜索结果会用面包屑代替网址，访客一眼看出这是哪一类商品；引擎也更清楚栏目关系。对排名帮助很小。",
        en="Results show the path instead of the address, so visitors see at once what section it is; engines see the structure. For ranking it helps little.",
    ),
    fix=Text(
        zh="开发：在公共模板里按面包屑导航输出 BreadcrumbList，position 从 1 递增，item 写完整网址，最后一级可以不写。",
        en="Developer: print a BreadcrumbList along with the visible breadcrumbs: position rising from 1, item an absolute URL, which the last one may omit.",
    ),
    avoid=Text(zh="不要标记网页上没有的路径。", en="Do not mark up a path the page does not show."),
    verify=Text(zh="用 Google 富媒体搜索结果测试工具检查该网址。", en="Try the URL in Google's Rich Results Test."),
    before='{"@type": "ListItem", "name": "茶壶", "item": "/pots/"}',
    after='{"@type": "ListItem", "position": 2, "name": "茶壶", "item": "https://shop.example/pots/"}',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/appearance/structured-data/breadcrumb",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where page_type not in ('home', 'account', 'legal')",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        _page(LIST.format(", ".join([ITEM.format(1, "首页", "https://example.com/"), ITEM.format(2, "龙井", "")]))),
        _page('<html><ol itemscope itemtype="https://schema.org/BreadcrumbList"><li>Tea</li></ol></html>'),
        _page("<html><h1>购物车</h1></html>").but(page_type="account"),
    ),
    bad=(
        _page('<html lang="zh"><h1>龙井</h1></html>'),
        _page(LIST.format(ITEM.format(1, "龙井", "/tea/"))),
        _page(LIST.format(", ".join([ITEM.format(2, "Tea", "https://example.com/"), ITEM.format(1, "Pots", "")]))),
        _page(LIST.format(", ".join([ITEM.format(1, "", "https://example.com/"), ITEM.format(2, "壶", "")]))),
        _page(LIST.format(", ".join([ITEM.format(1, "茶", ""), ITEM.format(2, "壶", "")]))),
        _page(LIST.format("")),
    ),
)  # fmt: skip
