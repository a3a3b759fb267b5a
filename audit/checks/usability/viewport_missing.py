"""Without a viewport a phone draws the desktop page and shrinks it until nobody can read it."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

FIXED = re.compile(r"(?:^|[,;\s])width\s*=\s*\d+")
FITTING = re.compile(r"(?:^|[,;\s])width\s*=\s*device-width")
SCALE = re.compile(r"initial-scale\s*=\s*1(?:\.0*)?(?:$|[,;\s])")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    viewports = page.facts.usability.viewports
    if not viewports:
        yield {"problem": "missing", "viewport": ""}
    elif len(viewports) > 1:
        yield {"problem": "several", "viewport": " | ".join(viewports[:3]), "severity": "warning"}
    elif FIXED.search(viewports[0]):
        yield {"problem": "fixed", "viewport": viewports[0], "severity": "warning"}
    elif not FITTING.search(viewports[0]):
        yield {"problem": "no-width", "viewport": viewports[0], "severity": "warning"}
    elif not SCALE.search(viewports[0]):
        yield {"problem": "no-scale", "viewport": viewports[0], "severity": "notice"}


check = PageCheck(
    id="viewport-missing",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    book="4.3.4",
    title=Text(zh="网页没有为手机设好显示宽度", en="A page does not tell phones how wide to draw it"),
    message=Text(zh="{problem} {viewport}", en="{problem} {viewport}"),
    words={
        "missing": Text(zh="没有 meta viewport", en="no meta viewport"),
        "several": Text(zh="写了多个 meta viewport：", en="several viewports:"),
        "fixed": Text(zh="宽度写成了固定像素：", en="a fixed width in pixels:"),
        "no-width": Text(zh="缺少 width=device-width：", en="width=device-width is missing:"),
        "no-scale": Text(zh="缺少 initial-scale=1：", en="initial-scale=1 is missing:"),
    },
    why=Text(
        zh="手机会按约 980 像素画出整页再缩小，文字看不清、按钮点不准，访客往往直接离开。搜索引擎以手机版网页为准，也能看出不适配。",
        en="A phone then draws the page about 980 px wide and shrinks it: tiny text, missed buttons, visitors who leave. Engines look at the mobile page and see that it does not fit.",
    ),
    fix=Text(
        zh="开发：在公共 head 模板里只写一行 viewport，并让样式适应窄屏。",
        en="Developer: write one viewport line into the shared head template, and let the styles fit narrow screens.",
    ),
    avoid=Text(zh="不要只加这一行而版式仍是固定宽度。", en="Do not add the line and keep a layout of fixed width."),
    verify=Text(zh="用手机打开，或在浏览器开发者工具里切到手机视图。", en="Open it on a phone, or in the device view of the browser's tools."),
    before='<meta name="viewport" content="width=1200">',
    after='<meta name="viewport" content="width=device-width, initial-scale=1">',
    matters=Matters.UX,
    source="https://developer.mozilla.org/docs/Web/HTML/Reference/Elements/meta/name/viewport",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="viewport" content="Width=device-width,initial-scale=1.0,viewport-fit=cover">',
    ),
    bad=(
        '<html lang="zh"><head><meta charset="utf-8"><title>茶舍</title></head><body><main>茶</main></body></html>',
        '<meta name="viewport" content="width=1200">',
        '<meta name="viewport" content="initial-scale=1">',
        '<meta name="viewport" content="width=device-width">',
    ),
    with_=frozenset({"doctype-missing"}),
)  # fmt: skip
