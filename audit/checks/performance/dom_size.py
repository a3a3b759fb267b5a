"""Every element costs memory and time on a phone, each time the page is laid out anew.

Counted in the HTML as sent; what scripts add is not seen.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

LIGHTHOUSE = "https://developer.chrome.com/docs/lighthouse/performance/dom-size"


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    markup = page.facts.markup
    found: Evidence = {
        "elements": markup.elements,
        "depth": markup.depth,
        "children": markup.widest,
        "tag": markup.widest_tag,
    }
    if markup.elements > options["notice"]:
        level = "warning" if markup.elements > options["warning"] else "notice"
        yield {**found, "problem": "elements", "value": markup.elements, "severity": level}
    elif markup.depth > options["max_depth"]:
        yield {**found, "problem": "depth", "value": markup.depth, "severity": "info"}
    elif markup.widest > options["max_children"]:
        yield {**found, "problem": "children", "value": markup.widest, "severity": "info"}


check = PageCheck(
    id="dom-size",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.WARNING, Severity.NOTICE, Severity.INFO),
    book=None,
    title=Text(zh="网页元素太多或嵌套太深", en="A page has too many elements, or nests them too deep"),
    message=Text(zh="{problem} {value}", en="{problem}: {value}"),
    words={
        "elements": Text(zh="元素个数", en="number of elements"),
        "depth": Text(zh="嵌套层数", en="levels of nesting"),
        "children": Text(zh="同一元素下的子元素个数", en="children of one element"),
    },
    why=Text(
        zh="元素越多，手机排版、滚动和响应点击越慢，低端机尤其明显。不是排名因素，但会拖累网页体验指标。",
        en="The more elements, the slower phones lay out, scroll and react, cheap ones above all. No ranking factor itself, but it weighs on page experience.",
    ),
    fix=Text(
        zh="开发：长列表分页或按需加载；电脑版和手机版菜单合成一份；去掉编辑器产生的层层空 div。",
        en="Developer: paginate long lists or load them on demand; merge desktop and mobile menus into one; remove the empty wrappers that editors leave.",
    ),
    avoid=Text(zh="不要把正文改成滚动后才由脚本加载。", en="Do not make scripts load the main text on scrolling."),
    verify=Text(zh="浏览器控制台：document.querySelectorAll('*').length。", en="In the console: document.querySelectorAll('*').length."),
    before="<div><div><div><div>…</div></div></div></div>",
    after="<section>…</section>",
    matters=Matters.UX,
    source=LIGHTHOUSE,
    needs=frozenset({"facts"}),
    options={
        "notice": Option(1500, "elements"),
        "warning": Option(3000, "elements"),
        "max_depth": Option(32, "levels, 20 or more", LIGHTHOUSE),
        "max_children": Option(60, "children, 40 or more", LIGHTHOUSE),
    },
    rule=rule,
    effort_hours=8,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=("<p>茶</p>", f"<main><select>{'<option>省' * 80}</select></main>", f"<main>{'<div>' * 20}茶</main>"),
    bad=(
        f"<main>{'<p><b>茶</b></p>' * 800}</main>",
        f"<main>{'<p><b>tea</b></p>' * 1600}</main>",
        f"<main>{'<div>' * 40}茶</main>",
        f"<main><ul>{'<li>壶</li>' * 70}</ul></main>",
    ),
)  # fmt: skip
