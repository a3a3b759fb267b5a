"""A page with much code around little text is often slow, and often thin.

Bytes of visible text are estimated from above: three for a character of a mostly Chinese page (two in GBK), else one.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import dominant_script


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.size_bytes:
        return
    han = dominant_script(page.han_chars, page.latin_words) == "han"
    text = page.visible_chars * ((3 if page.charset.startswith("utf") else 2) if han else 1)
    if text < options["min_ratio"] * page.size_bytes:
        yield {"ratio": round(text / page.size_bytes, 4), "text_kb": text / 1024, "html_kb": page.size_bytes / 1024}


check = PageCheck(
    id="text-html-ratio",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="网页代码多、文字少", en="A page is mostly code, with little text"),
    message=Text(
        zh="可见文字约占 {ratio:.1%}（{text_kb:.1f} KB / {html_kb:.0f} KB）",
        en="about {ratio:.1%} is visible text ({text_kb:.1f} of {html_kb:.0f} KB)",
    ),
    why=Text(
        zh="比例低本身不影响排名，只是提示：要么正文太少，要么页面里塞了大段脚本、样式和数据，打开变慢。",
        en="A low share is no ranking factor. It is a hint: there is little text, or the page carries long scripts, styles and data that slow it down.",
    ),
    fix=Text(
        zh="开发：把内联脚本、样式移到外部文件，删掉不用的数据；编辑：正文确实太少就补充。",
        en="Developer: move inline scripts and styles into files and drop unused data. Editor: where the text is thin, add to it.",
    ),
    avoid=Text(zh="不要为了比例凑文字。", en="Do not add text for the sake of the number."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select text-html-ratio。",
        en="After a new crawl: xunlu audit --select text-html-ratio.",
    ),
    before="<style>/* 200 KB */</style>",
    after='<link rel="stylesheet" href="/shop.css">',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/fundamentals/seo-starter-guide",
    options={
        "min_ratio": Option(0.1, "share of the bytes, 0-1"),
    },
    rule=rule,
    confidence=0.5,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<p>Tea</p>",
    ),
    bad=(
        f"<main><h1>好用的茶壶怎样挑选</h1><p>一把好茶壶。</p></main><script>{'var a = 1;' * 500}</script>",
    ),
    with_=frozenset({"thin-content"}),
)  # fmt: skip
