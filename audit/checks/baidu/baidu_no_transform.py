"""Baidu used to rebuild desktop pages for phones; two metas ask it not to."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

WORDS = ("no-transform", "no-siteapp")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    missing = [word for word in WORDS if word not in page.facts.baidu.cache_control]
    if missing:
        yield {"missing": missing}


check = PageCheck(
    id="baidu-no-transform",
    module=__name__,
    severity=Severity.INFO,
    book="4.3.4",
    title=Text(zh="没有声明不要转码", en="A page does not ask Baidu to leave it as it is"),
    message=Text(zh="缺少 Cache-Control：{missing}", en="Cache-Control lacks {missing}"),
    why=Text(
        zh="百度等曾把电脑版网页转码后给手机看，广告、客服、下单按钮都可能丢。如今转码很少见，写上只是保险，不影响排名。",
        en="Baidu and others used to rebuild desktop pages for phones and lost chat and order buttons on the way. It is rare today: a precaution, no ranking factor.",
    ),
    fix=Text(
        zh="开发：在公共 head 模板写两行 http-equiv，内容分别是 no-transform 和 no-siteapp。",
        en="Developer: two http-equiv lines in the shared head template, no-transform and no-siteapp.",
    ),
    avoid=Text(zh="不要因此放弃移动适配。", en="It does not replace a mobile layout."),
    verify=Text(zh="curl -s 网址 | grep -i no-transform。", en="curl -s URL | grep -i no-transform."),
    before="<head>…</head>",
    after='<meta http-equiv="Cache-Control" content="no-transform">\n<meta http-equiv="Cache-Control" content="no-siteapp">',
    matters=Matters.UX,
    source="https://ziyuan.baidu.com/college/",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=0.25,
    profiles={"baidu": {}, "book-2016": {}, "shop": {}},
    good=('<p>茶</p>', '<meta http-equiv="cache-control" content="No-Transform, no-siteapp">'),
    bad=(
        '<html lang="zh"><head><title>茶舍</title></head><body><main>茶</main></body></html>',
        '<html lang="en"><head><title>Tea</title><meta http-equiv="Cache-Control" content="no-transform"></head><body></body></html>',
    ),
)  # fmt: skip
