"""A page that forbids zooming shuts out everyone who needs larger letters."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

LOCKED = re.compile(r"user-scalable\s*=\s*(?:no|0(?:\.0*)?)(?:$|[,;\s])")
LARGEST = re.compile(r"maximum-scale\s*=\s*(\d+(?:\.\d+)?)")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    viewport = next(iter(page.facts.usability.viewports), "")
    found = LARGEST.search(viewport)
    scale = float(found.group(1)) if found else None
    small = scale is not None and scale < options["min_scale"]
    if not small and not LOCKED.search(viewport):
        return
    severe = LOCKED.search(viewport) is not None or (scale is not None and scale < options["error_scale"])
    yield {"viewport": viewport, "severity": "error" if severe else "warning"}


check = PageCheck(
    id="viewport-zoom-disabled",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book=None,
    title=Text(zh="网页不让访客放大文字", en="A page does not let visitors zoom in"),
    message=Text(zh="viewport 限制了缩放：{viewport}", en="the viewport limits zooming: {viewport}"),
    why=Text(
        zh="视力不好的人和看商品细节的人都要放大。iPhone 的浏览器会忽略这条限制，安卓和各种 App 内置浏览器多数照办。不是排名因素。",
        en="People with weak sight, and everyone who looks at the detail of a product, zoom in. Safari on the iPhone ignores the ban, most other browsers and in-app views obey. No ranking factor.",
    ),
    fix=Text(
        zh="开发：从 viewport 里删掉 user-scalable 和 maximum-scale；怕误触双击放大的，用 CSS touch-action: manipulation。",
        en="Developer: drop user-scalable and maximum-scale from the viewport; against accidental double taps use touch-action: manipulation.",
    ),
    avoid=Text(zh="不要改用脚本拦截双指手势。", en="Do not block the pinch gesture by script instead."),
    verify=Text(zh="安卓手机上双指放大试一下。", en="Pinch the page on an Android phone."),
    before='<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no">',
    after='<meta name="viewport" content="width=device-width, initial-scale=1">',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/b4f0c3/",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.usability.viewports') is not null",
    needs=frozenset({"facts"}),
    options={
        "min_scale": Option(5, "zoom factor", "https://www.w3.org/WAI/standards-guidelines/act/rules/b4f0c3/"),
        "error_scale": Option(2, "zoom factor", "https://www.w3.org/WAI/WCAG22/Understanding/resize-text.html"),
    },
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<meta name="viewport" content="width=device-width, initial-scale=1, user-scalable=yes">',
        '<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=5">',
    ),
    bad=(
        '<meta name="viewport" content="width=device-width, initial-scale=1, user-scalable=no">',
        '<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=3">',
    ),
)  # fmt: skip
