"""Who listens to a page wants to skip the menu; the main element says where to."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.usability
    if facts.mains != 1:
        yield {"problem": "several" if facts.mains else "none", "mains": facts.mains}
    elif not facts.headed and not facts.skip_link:
        yield {"problem": "no-way", "mains": 1, "severity": "info"}


check = PageCheck(
    id="landmark-main",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.INFO),
    book=None,
    title=Text(zh="网页没有标出主要内容在哪里", en="A page does not mark where its main content is"),
    message=Text(zh="{problem}", en="{problem}"),
    words={
        "none": Text(zh="没有 main 元素", en="no main element"),
        "several": Text(zh="有不止一个可见的 main 元素", en="more than one visible main element"),
        "no-way": Text(zh="没有标题，也没有跳过导航的链接", en="no heading and no link past the navigation"),
    },
    why=Text(
        zh="读屏和键盘用户靠它直接跳到正文，不必每页听一遍菜单；阅读模式和一些抓取程序也用它找正文。对排名没有直接影响。",
        en="Screen reader and keyboard users jump to it instead of hearing the menu on every page; reader views and some crawlers use it too. No direct effect on ranking.",
    ),
    fix=Text(
        zh="开发：在公共模板里用一个 <main> 包住正文，导航和页脚放在外面。",
        en="Developer: wrap the content in one <main> in the shared template, menu and footer outside.",
    ),
    avoid=Text(zh="不要把整页都包进 main。", en="Do not wrap the whole page in it."),
    verify=Text(zh="curl -s 网址 | grep -c \"<main\"，应为 1。", en="curl -s URL | grep -c \"<main\" prints 1."),
    before='<div class="content">…</div>',
    after="<main>…</main>",
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Understanding/bypass-blocks.html",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<main><h1>选壶</h1><p>先看容量。</p></main>",
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tea</title><meta name="viewport" content="width=device-width, initial-scale=1"></head><body><div role="main"><h1>Tea</h1></div></body></html>',
    ),
    bad=(
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>茶</title><meta name="viewport" content="width=device-width, initial-scale=1"></head><body><div class="content"><h1>茶</h1></div></body></html>',
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tea</title><meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>a</main><main>b</main></body></html>',
    ),
)  # fmt: skip
