"""A page that is empty until scripts have run is empty to every crawler that runs none.

It stands in for the comparison with a browser: an empty element that scripts are known to fill, and next to no text.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

LETTERS = 8  # characters of visible text a Latin word may take


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.delivery
    few = page.han_chars < options["max_han"] and page.latin_words < options["max_words"]
    if facts.empty_root and facts.script_files and few and page.visible_chars < LETTERS * options["max_words"]:
        yield {"root": facts.empty_root, "scripts": facts.script_files, "visible_chars": page.visible_chars}


check = PageCheck(
    id="app-shell-html",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.4",
    title=Text(zh="网页源码是空壳，内容全靠脚本生成", en="The page is an empty shell until scripts have run"),
    message=Text(zh="#{root} 是空的，全页可见文字 {visible_chars} 个字符，靠 {scripts} 个脚本生成内容", en="#{root} is empty, {visible_chars} visible characters in all; {scripts} scripts make the content"),
    why=Text(
        zh="百度等多数爬虫不运行脚本，看到的是空白页；Google 会运行，但要排队，可能晚几天。AI 搜索的爬虫大多也不运行。",
        en="Baidu's and most other crawlers run no scripts and see a blank; Google does, with a delay that may be days. Crawlers of AI search mostly do not either.",
    ),
    fix=Text(
        zh="开发：改用服务端渲染或预生成静态页（Nuxt、Next 都支持），至少让标题、正文、链接和价格出现在源码里。",
        en="Developer: render on the server or ahead of time (Nuxt and Next both can), so that title, text, links and prices stand in the source.",
    ),
    avoid=Text(zh="不要只给爬虫返回另一套页面。", en="Do not serve a different page to crawlers only."),
    verify=Text(zh="curl -s 网址，能看到商品名和链接。", en="curl -s URL shows product names and links."),
    before='<div id="app"></div><script src="/app.js"></script>',
    after='<div id="app"><h1>红茶</h1>…</div><script src="/app.js"></script>',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/javascript/javascript-seo-basics",
    needs=frozenset({"facts"}),
    options={"max_han": Option(30, "Han characters"), "max_words": Option(20, "Latin words")},
    rule=rule,
    effort_hours=40,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<main><div id="app"><h1>红茶</h1></div></main><script src="/app.js"></script>',
        '<div id="app"></div><script src="/app.js"></script>',  # with the text of the example page
        '<html lang="zh"><head><title>茶</title></head><body><div id="app"></div></body></html>',
    ),
    bad=(
        '<html lang="zh"><head><title>茶舍</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>',
        '<html lang="en"><head><title>Tea</title></head><body><noscript>Enable JavaScript</noscript><div id="root"> </div><script src="/main.js"></script></body></html>',
    ),
)  # fmt: skip
