"""A positive tabindex tears an element out of the order of the page."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.usability
    if facts.tab_order_count:
        examples = [f"{tag} tabindex={order}" for tag, order in facts.tab_orders[:3]]
        yield {"count": facts.tab_order_count, "examples": examples}


check = PageCheck(
    id="tabindex-positive",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="键盘的跳转顺序被打乱", en="The order in which the keyboard moves is disturbed"),
    message=Text(zh="{count} 个元素的 tabindex 大于 0：{examples}", en="{count} elements have a tabindex above 0: {examples}"),
    why=Text(
        zh="按 Tab 键时，光标会先跳到这些元素，再回到页首，用键盘的人会迷路。不是排名因素。",
        en="The Tab key visits these elements first and then goes back to the top: keyboard users get lost. No ranking factor.",
    ),
    fix=Text(
        zh="开发：删掉 tabindex，或改为 0，用元素在 HTML 里的先后决定顺序。",
        en="Developer: remove tabindex or make it 0; let the order in the HTML decide.",
    ),
    avoid=Text(zh="不要给所有元素编号。", en="Do not number every element instead."),
    verify=Text(zh="从地址栏开始一直按 Tab，看顺序是否自上而下。", en="Press Tab from the address bar: focus should move from top to bottom."),
    before='<a href="/cart" tabindex="5">购物车</a>',
    after='<a href="/cart">购物车</a>',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Understanding/focus-order.html",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=('<main><div tabindex="0">壶</div><div tabindex="-1">cup</div></main>', '<main><p tabindex="">茶</p></main>'),
    bad=('<main><a href="/cart" tabindex="5">购物车</a></main>', '<main><div tabindex="1">Tea</div></main>'),
)  # fmt: skip
