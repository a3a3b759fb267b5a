"""Baidu lets a page say for which devices it is made; a contradiction costs more than silence."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

KNOWN = ("pc", "mobile", "pc,mobile", "mobile,pc")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.baidu
    value = facts.applicable_device
    fits = any("device-width" in viewport for viewport in page.facts.usability.viewports)
    if not value:
        yield {"problem": "missing", "value": "", "severity": "notice"}
    elif value not in KNOWN:
        yield {"problem": "unknown", "value": value, "severity": "warning"}
    elif "mobile" in value and not fits:
        yield {"problem": "no-viewport", "value": value, "severity": "warning"}
    elif value != "pc" and facts.mobile_pages:
        yield {"problem": "has-mobile-page", "value": value, "severity": "warning"}


check = PageCheck(
    id="baidu-applicable-device",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="没有向百度说明网页适合哪种设备", en="A page does not tell Baidu which devices it is for"),
    message=Text(zh="applicable-device {problem} {value}", en="applicable-device {problem} {value}"),
    words={
        "missing": Text(zh="没有写", en="is missing"),
        "unknown": Text(zh="的值百度不认识：", en="has a value Baidu does not know:"),
        "no-viewport": Text(zh="说适合手机，但没有 viewport：", en="claims mobile, but there is no fitting viewport:"),
        "has-mobile-page": Text(zh="说适合手机，却另外声明了移动页：", en="claims mobile, yet names a separate mobile page:"),
    },
    why=Text(
        zh="百度用它辅助判断移动适配：响应式网页写 pc,mobile，独立移动站各写各的。只影响百度，识别得出来时作用很小。",
        en="Baidu takes it as a hint for mobile adaptation: pc,mobile for responsive pages, one value each for separate sites. Baidu only, and of little weight where it sees for itself.",
    ),
    fix=Text(
        zh="开发：在公共 head 模板写一行；响应式写 pc,mobile，PC 站写 pc，移动站写 mobile。",
        en="Developer: one line in the shared head template: pc,mobile if responsive, pc or mobile on separate sites.",
    ),
    avoid=Text(zh="没做适配的页面不要写 mobile。", en="Do not write mobile on pages that do not fit phones."),
    verify=Text(zh="curl -s 网址 | grep applicable-device。", en="curl -s URL | grep applicable-device."),
    before='<meta name="applicable-device" content="all">',
    after='<meta name="applicable-device" content="pc,mobile">',
    matters=Matters.INDEXING,
    source="https://ziyuan.baidu.com/college/",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=0.25,
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<meta name="applicable-device" content="pc,mobile">',
        '<meta name="applicable-device" content="PC, mobile">',
        '<meta name="applicable-device" content="pc"><link rel="alternate" media="only screen and (max-width: 640px)" href="https://m.example.com/">',
    ),
    bad=(
        '<html lang="zh"><head><title>茶舍</title></head><body><main>茶</main></body></html>',
        '<meta name="applicable-device" content="all">',
        '<meta name="viewport" content="width=1200"><meta name="applicable-device" content="mobile">',
        '<link rel="alternate" media="only screen and (max-width: 640px)" href="https://m.example.com/">',
    ),
)  # fmt: skip
