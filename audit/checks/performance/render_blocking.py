"""The browser shows nothing until it has fetched and run these files of the head."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    markup = page.facts.markup
    if markup.blocking_count > options["max_count"]:
        yield {
            "count": markup.blocking_count,
            "limit": options["max_count"],
            "files": [address for _, address in markup.blocking[:3]],
        }


check = PageCheck(
    id="render-blocking",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="头部文件太多，网页迟迟不显示", en="Many files in the head hold the page up"),
    message=Text(zh="head 里有 {count} 个阻塞显示的脚本和样式，超过 {limit} 个：{files}", en="{count} blocking scripts and styles in the head, more than {limit}: {files}"),
    why=Text(
        zh="这些文件全部到达并执行完，屏幕才有内容，网络慢时一直空白。速度是较弱的排名因素。",
        en="The screen stays blank until all of them have arrived and run, for long on slow networks. Speed is a weak ranking factor.",
    ),
    fix=Text(
        zh="开发：脚本加 defer，统计和客服加 async，移到 body 末尾；合并样式文件，打印样式写 media=\"print\"。",
        en="Developer: defer scripts, async for analytics and chat, or move them to the end of body; merge style sheets, media=\"print\" for print.",
    ),
    avoid=Text(zh="互相依赖的脚本不要用 async。", en="No async for scripts that depend on each other."),
    verify=Text(zh="Lighthouse 的“阻塞渲染的请求”。", en="“Render-blocking requests” in Lighthouse."),
    before='<script src="/js/shop.js"></script>',
    after='<script src="/js/shop.js" defer></script>',
    matters=Matters.UX,
    source="https://developer.chrome.com/docs/lighthouse/performance/render-blocking-resources",
    needs=frozenset({"facts"}),
    options={"max_count": Option(5, "files")},
    rule=rule,
    effort_hours=4,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<html lang='zh'><head>" + '<script src="/a.js" defer></script>' * 9 + '<link rel="stylesheet" href="/a.css">' * 5 + "</head></html>",
        "<html lang='en'><head></head><body>" + '<script src="/a.js"></script>' * 9 + "</body></html>",
    ),
    bad=(
        "<html lang='zh'><head>" + '<script src="/a.js"></script>' * 4 + '<link rel="stylesheet" href="/a.css">' * 2 + "</head></html>",
    ),
)  # fmt: skip
