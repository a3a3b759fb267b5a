"""Tags that nobody closed leave it to each browser and crawler to guess what belongs together.

Start and end tags of elements that need both are counted by name; the parser reports no faults of structure. A page
that forgets as many end tags as it has too many passes.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.usability
    if facts.unbalanced > options["max_errors"]:
        tags = [f"<{name}> {opened} / </{name}> {closed}" for name, opened, closed in facts.unbalanced_tags[:3]]
        yield {"errors": facts.unbalanced, "limit": options["max_errors"], "tags": tags}


check = PageCheck(
    id="html-unclosed",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="很多 HTML 标签没有配对", en="Many HTML tags have no partner"),
    message=Text(zh="{errors} 个标签没有配对（上限 {limit}）：{tags}", en="{errors} tags without a partner (limit {limit}): {tags}"),
    why=Text(
        zh="浏览器会猜着补，正文可能被套进导航或链接里，搜索引擎提取的内容也会变。少量错误没有影响，不是排名因素。",
        en="Browsers repair by guessing; text may end up inside a menu or a link, and engines extract something else. A few faults do no harm. No ranking factor.",
    ),
    fix=Text(
        zh="开发：用 HTML 校验工具逐个模板查；编辑从别处粘贴的详情，用“清除格式”再贴。",
        en="Developer: validate each template. Editor: paste product texts from elsewhere without their formatting.",
    ),
    avoid=Text(zh="不要随手在页尾补一堆结束标签。", en="Do not append a heap of end tags at the bottom."),
    verify=Text(zh="用 https://validator.w3.org/nu/ 检查。", en="Check it at https://validator.w3.org/nu/."),
    before="<div><span>龙井<span></div>",
    after="<div><span>龙井</span></div>",
    matters=Matters.UX,
    source="https://html.spec.whatwg.org/multipage/syntax.html#optional-tags",
    needs=frozenset({"facts"}),
    options={"max_errors": Option(20, "tags without a partner")},
    rule=rule,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        f"<main><ul>{'<li>红茶' * 40}</ul>{'<p>段落' * 40}</main>",
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Tea</title><meta name='viewport' content='width=device-width, initial-scale=1'></head><body><main>"
        f"<script>document.write('{'<div>' * 40}')</script>{'<div>' * 15}</main></body></html>",
    ),
    bad=(
        "<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'><title>茶</title><meta name='viewport' content='width=device-width, initial-scale=1'></head>"
        f"<body><main>{'<div><span>龙井' * 30}</main></body></html>",
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Tea</title><meta name='viewport' content='width=device-width, initial-scale=1'></head>"
        f"<body><main>{'Tea</div></a>' * 15}</main></body></html>",
    ),
)  # fmt: skip
