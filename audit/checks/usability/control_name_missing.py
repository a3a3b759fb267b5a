"""A button that is only a picture says nothing to those who cannot see it."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    forms = page.facts.forms
    buttons = (*forms.unnamed_buttons, *page.facts.usability.unnamed_roles)
    if buttons:
        yield {"kind": "button", "count": max(forms.unnamed, len(buttons)), "examples": list(buttons[:3])}
    if forms.untitled:
        yield {
            "kind": "frame",
            "count": forms.untitled,
            "examples": list(forms.untitled_frames[:3]),
            "severity": "warning",
        }


check = PageCheck(
    id="control-name-missing",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book=None,
    title=Text(zh="按钮或内嵌框没有名字", en="Buttons or embedded frames have no name"),
    message=Text(zh="{count} 个{kind}：{examples}", en="{count} {kind}: {examples}"),
    words={
        "button": Text(zh="按钮没有文字", en="buttons without text"),
        "frame": Text(zh="内嵌框没有 title", en="frames without title"),
    },
    why=Text(
        zh="读屏软件只会念“按钮”，看不见的顾客不知道点下去是购买还是删除；语音操控也叫不出它。不是排名因素。",
        en="A screen reader says just “button”: a blind shopper cannot tell buying from deleting, and voice control cannot call it. No ranking factor.",
    ),
    fix=Text(
        zh="开发：图标按钮加 aria-label，图片按钮写 alt，iframe 写 title，说出做什么，如“加入购物车”。",
        en="Developer: give icon buttons an aria-label, picture buttons an alt, frames a title that says what they do: “Add to cart”.",
    ),
    avoid=Text(zh="不要都叫“按钮”或“图标”。", en="Do not call them all “button” or “icon”."),
    verify=Text(zh="在浏览器开发者工具的“无障碍”面板看名称。", en="Look at the name in the accessibility panel of the browser's tools."),
    before='<button class="icon-cart"></button>',
    after='<button class="icon-cart" aria-label="加入购物车"></button>',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Understanding/name-role-value.html",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.forms.buttons') > 0"
    " or json_extract(facts, '$.forms.frames') > 0 or json_extract(facts, '$.usability.unnamed_roles') is not null",
    needs=frozenset({"facts"}),
    identity=("kind",),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<main><button>加入购物车</button><button aria-label="关闭"><i class="x"></i></button><button><img src="/s.png" alt="Search"></button></main>',
        '<main><div role="button">展开</div><iframe src="/map" title="门店地图"></iframe><iframe src="/p" width="0" height="0"></iframe></main>',
    ),
    bad=(
        '<main><button class="icon-cart"><i></i></button></main>',
        '<main><div role="button" class="close"></div></main>',
        '<main><iframe src="https://maps.example/"></iframe></main>',
    ),
)  # fmt: skip
