"""A wrong role or aria attribute tells assistive software something untrue, which is worse than nothing.

Judged by WAI-ARIA 1.2 from the document alone; required children, which scripts often add, are not asked for.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    faults = page.facts.usability.aria
    if faults:
        code, name, value = faults[0]
        others = [f"{one} {what}" for _, one, what in faults[1:4]]
        yield {"problem": code, "name": name, "value": value, "others": others, "kinds": len(faults)}


check = PageCheck(
    id="aria-invalid",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="给读屏软件的标记写错了", en="Marks meant for screen readers are wrong"),
    message=Text(zh="{problem}：{name} {value}（共 {kinds} 种，另有 {others}）", en="{problem}: {name} {value} ({kinds} kinds; also {others})"),
    words={
        "unknown-role": Text(zh="没有这种 role", en="no such role"),
        "unknown-attribute": Text(zh="没有这种 aria 属性", en="no such aria attribute"),
        "bad-value": Text(zh="属性值不允许", en="a value that is not allowed"),
        "missing-attribute": Text(zh="缺少必需的属性", en="a required attribute is missing"),
        "wrong-parent": Text(zh="不在该在的容器里", en="outside of the container it needs"),
        "missing-id": Text(zh="指向的 id 不存在", en="it names an id that does not exist"),
    },
    why=Text(
        zh="写错的标记会被忽略，或让读屏软件说错，例如把没打开的菜单说成打开。不是排名因素。",
        en="A wrong mark is ignored, or makes a screen reader say what is not so, such as an open menu that is closed. No ranking factor.",
    ),
    fix=Text(
        zh="开发：先看能否直接用 <button>、<nav> 等原生元素；必须用 ARIA 时，按规范改正名称和值。",
        en="Developer: see whether a native element such as <button> or <nav> will do; where ARIA is needed, correct names and values by the standard.",
    ),
    avoid=Text(zh="不要为了消除提示随便换一个 role。", en="Do not swap in any other role to silence this."),
    verify=Text(zh="在浏览器开发者工具的“无障碍”面板核对角色和状态。", en="Compare role and state in the accessibility panel of the browser."),
    before='<div role="buton" aria-expanded="open">筛选</div>',
    after='<button aria-expanded="true">筛选</button>',
    matters=Matters.UX,
    source="https://www.w3.org/TR/wai-aria-1.2/",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<main><button aria-expanded="false" aria-controls="f">筛选</button><div role="tablist"><button role="tab">介绍</button></div></main>',
        '<main><p id="t">Size</p><div role="group" aria-labelledby="t"><input type="checkbox" role="switch" aria-label="L"></div></main>',
    ),
    bad=(
        '<main><div role="buton">筛选</div></main>',
        '<main><button aria-expanded="open">Filter</button></main>',
        '<main><p aria-lable="壶">茶</p></main>',
        '<main><div role="checkbox">同意</div></main>',
        '<main><div role="tab">介绍</div></main>',
        '<main><section aria-labelledby="gone">茶</section></main>',
    ),
)  # fmt: skip
