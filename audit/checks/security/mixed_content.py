"""A script loaded without encryption can be replaced on its way; browsers refuse it, and the page breaks."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity, page_example
from configs.text import Text
from crawler.records import PageRecord

UPGRADE = "upgrade-insecure-requests"


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    markup = page.facts.markup
    if not markup.insecure or not page.url.startswith("https://"):
        return
    if UPGRADE in markup.csp.lower() or UPGRADE in page.headers.get("content-security-policy", "").lower():
        return  # the browser asks for https by itself
    active = bool(markup.insecure_active)
    yield {
        "problem": "active" if active else "passive",
        "count": markup.insecure_active if active else markup.insecure_passive,
        "files": [address for _, address in markup.insecure[:3]],
        "severity": "error" if active else "notice",
    }


check = PageCheck(
    id="mixed-content",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="加密网页里引用了未加密的文件", en="An encrypted page loads files without encryption"),
    message=Text(zh="{count} 个 http:// 的{problem}：{files}", en="{count} {problem} over http://: {files}"),
    words={
        "active": Text(zh="脚本、样式或框架", en="scripts, styles or frames"),
        "passive": Text(zh="图片或音视频", en="pictures, sounds or films"),
    },
    why=Text(
        zh="浏览器会拦下这样的脚本和样式，按钮失灵、版面错乱；图片会被改用 https 请求，对方不支持就显示不出来。不直接影响排名。",
        en="Browsers block such scripts and styles: buttons fail, the layout breaks. Pictures are asked for over https, and missing where the host has none. No direct effect on ranking.",
    ),
    fix=Text(
        zh="开发：把模板和数据库里的 http:// 资源地址改成 https://，对方不支持的下载到自己站上。",
        en="Developer: change the addresses in templates and database to https://; copy what the other host does not offer.",
    ),
    avoid=Text(zh="不要让用户放行不安全内容。", en="Do not ask visitors to allow insecure content."),
    verify=Text(zh="打开浏览器控制台，应没有 Mixed Content。", en="The browser's console must not say Mixed Content."),
    before='<script src="http://cdn.shop.example/a.js"></script>',
    after='<script src="https://cdn.shop.example/a.js"></script>',
    matters=Matters.UX,
    source="https://developer.mozilla.org/docs/Web/Security/Mixed_content",
    applies="select url_id from temp.html_pages where url like 'https:%'",
    needs=frozenset({"facts", "headers"}),
    rule=rule,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<main><a href="http://a.example/">茶</a><img src="//a.example/a.png" alt="壶" width="9" height="9"></main>',
        page_example("http://shop.example/", '<img src="http://a.example/a.png" alt="Pot">'),
        page_example("https://shop.example/", '<script src="http://a.example/a.js"></script>', headers={"content-security-policy": "Upgrade-Insecure-Requests"}),
    ),
    bad=(
        '<main><img src="http://a.example/a.png" alt="壶" width="9" height="9"></main>',
        '<link rel="stylesheet" href="http://a.example/a.css">',
        '<main><iframe src="http://a.example/map" title="Map"></iframe></main>',
    ),
)  # fmt: skip
