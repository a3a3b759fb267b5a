"""An empty heading is announced to people who listen to the page, and says nothing.

Headings of menus, dialogs and hidden parts, which scripts may fill, are left out.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    empty = page.facts.outline.empty
    if empty:
        yield {
            "headings": len(empty),
            "levels": [f"h{level}" for level, _ in empty],
            "marks": [mark for _, mark in empty if mark],
        }


check = PageCheck(
    id="heading-empty",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="有空的小标题", en="Headings are empty"),
    message=Text(zh="{headings} 个小标题没有文字：{levels} {marks}", en="{headings} headings without text: {levels} {marks}"),
    why=Text(
        zh="读屏软件会念出一个空标题，让人以为内容没加载出来；多半是编辑器留下的空行，或模板变量没有值。不影响排名。",
        en="Screen readers announce a heading with nothing in it, as if something had not loaded. Mostly left by an editor, or a variable without value. No ranking factor.",
    ),
    fix=Text(
        zh="编辑：删掉空标题，空行用段落间距；开发：模板里没有内容时不输出标题标签。",
        en="Editor: delete empty headings. Developer: write no heading tag where there is no text.",
    ),
    avoid=Text(zh="不要填空格或符号。", en="Do not fill them with spaces or signs."),
    verify=Text(zh="在浏览器开发者工具里看标题结构。", en="Look at the headings in the browser's developer tools."),
    before="<h2></h2>",
    after="<h2>怎样开壶</h2>",
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Techniques/html/H42",
    rule=rule,
    needs=frozenset({"facts"}),
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<h2>开壶</h2><h3><img src='/a.png' alt='泥料'></h3>",
        "<div hidden><h2></h2></div><p>Tea</p>",
        "<dialog><h2></h2></dialog>",
    ),
    bad=(
        "<h2> </h2><p>先用清水冲净茶壶</p>",
        "<h3><img src='/a.png'></h3>",
    ),
)  # fmt: skip
