"""People who move through a page by its headings stumble where a level is missing.

Headings of menus, page head and foot, dialogs and hidden parts are left out.
"""

from collections.abc import Iterator
from itertools import pairwise

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    headings = page.facts.outline.headings
    skips = [(one, other) for one, other in pairwise(headings) if other[0] > one[0] + 1]
    if skips:
        (level, before), (deeper, text) = skips[0]
        yield {"skips": len(skips), "level": level, "before": before, "deeper": deeper, "text": text}


check = PageCheck(
    id="heading-skip",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="小标题跳级了", en="Headings skip a level"),
    message=Text(
        zh="H{level}“{before}”之后直接是 H{deeper}“{text}”，共 {skips} 处",
        en="h{level} “{before}” is followed by h{deeper} “{text}”; {skips} places",
    ),
    why=Text(
        zh="读屏用户靠标题级别了解层次，中间缺一级，会以为漏读了内容。对搜索几乎没有影响。",
        en="Screen reader users learn the structure from the levels; where one is missing they think they missed something. Hardly any effect on search.",
    ),
    fix=Text(
        zh="开发：按层次使用 H1、H2、H3，字号用 CSS 调；编辑：在编辑器里不要为了字大字小挑标题级别。",
        en="Developer: use levels by structure and set sizes in CSS. Editor: do not choose a level for its size.",
    ),
    avoid=Text(zh="不要插入空标题来补级别。", en="Do not insert empty headings."),
    verify=Text(zh="在浏览器开发者工具里看标题结构。", en="Look at the headings in the browser's developer tools."),
    before="<h1>紫砂壶</h1>\n<h4>怎样开壶</h4>",
    after="<h1>紫砂壶</h1>\n<h2>怎样开壶</h2>",
    matters=Matters.UX,
    source="https://www.w3.org/WAI/tutorials/page-structure/headings/",
    rule=rule,
    needs=frozenset({"facts"}),
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<h2>容量</h2><h3>一人</h3><h2>泥料</h2>",
        "<nav><h5>Menu</h5></nav><h2>Clay</h2>",
        "<p>茶</p>",
    ),
    bad=(
        "<h4>怎样开壶怎样养壶</h4>",
        "<main><h1>Teapots</h1><h2>Clay</h2><h5>Red clay</h5></main>",
    ),
    with_=frozenset({"thin-content"}),
)  # fmt: skip
