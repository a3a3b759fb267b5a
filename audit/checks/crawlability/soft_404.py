"""A page that says "not found" but answers 200 stays in the index, and disappoints whoever clicks on it."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.simhash import distance, simhash
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import dominant_script, matching_copy

PHRASES = re.compile(
    r"(?:页面|网页|页|商品|内容|文章|帖子)(?:不存在|未找到|已删除|找不到|已失效)|找不到(?:该|您访问的|你访问的|此)?(?:页面|网页|商品)"
    r"|内容已转移|帖子已删除|信息已过期|交易已关闭|(?:该|此)?商品已下架|頁面不存在|找不到(?:該|此)?頁面|商品不存在"
    r"|\b(?:page |product |item )?(?:was |is |could not be |cannot be |can't be )?not found\b"
    r"|\b(?:could not|cannot|can't) be found\b|\bno longer available\b|\bpage (?:does not|doesn't) exist\b"
)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    short = _short(page, options)
    # A long page that cannot be compared with an error page has one signal at most: its text need not be read.
    phrase = _phrase(page, read_text=short or page.not_found_text != "")
    signals = [name for name, found in (("phrase", phrase), ("short", short)) if found]
    # Only a page that already looks suspicious is worth a simhash; two identical homes say nothing.
    if signals and page.page_type != "home" and _like_not_found(page, int(options["max_distance"])):
        signals.append("like-not-found")
    if len(signals) >= options["min_signals"]:
        yield {
            "signals": signals,
            "phrase": phrase,
            "han_chars": page.han_chars,
            "latin_words": page.latin_words,
        }


def _phrase(page: PageRecord, *, read_text: bool) -> str:
    """The words of an error page in title, h1 or main text.

    A product out of stock that still shows the product may say so in its text.
    """
    head = PHRASES.search(matching_copy(f"{page.title} \n {page.h1}"))
    if head:
        return head.group()
    shows_product = page.page_type == "product" and page.images > 0 and page.h1 != ""
    body = PHRASES.search(matching_copy(page.main_text[:20_000])) if read_text and not shows_product else None
    return body.group() if body else ""


def _short(page: PageRecord, options: Options) -> bool:
    if dominant_script(page.han_chars, page.latin_words) == "han":
        return page.han_chars + 2 * page.latin_words < float(options["max_han"])
    return page.latin_words + page.han_chars / 2 < float(options["max_words"])


def _like_not_found(page: PageRecord, limit: int) -> bool:
    if not page.not_found_text or not page.main_text:
        return False
    return distance(simhash(page.main_text), simhash(page.not_found_text)) <= limit


check = PageCheck(
    id="soft-404",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="网页说“不存在”，服务器却说一切正常（软 404）", en="A page says it is gone while the server says all is well (soft 404)"),
    message=Text(
        zh="返回 200，但像错误页：“{phrase}”，正文 {han_chars} 个汉字、{latin_words} 个词",
        en="answers 200 but reads like an error page: “{phrase}”, {han_chars} Han characters and {latin_words} words of text",
    ),
    why=Text(
        zh="搜索引擎把它当正常网页抓取、收录，访客点进来却什么也没有；这类网页多了，新商品被发现得更慢。",
        en="Engines crawl and index it like a real page, and visitors find nothing. Many of them slow down the discovery of new products.",
    ),
    fix=Text(
        zh="开发：商品删除时让模板返回 404 或 410；有替代商品则 301 过去。只是缺货的商品页请保留，标明“暂时缺货”并推荐同类。",
        en="Developer: let the template answer 404 or 410 when a product is deleted, or 301 to its replacement. Keep pages that are only out of stock: say so and offer alternatives.",
    ),
    avoid=Text(zh="不要只改文案，也不要一律跳首页。", en="Do not just reword the page, nor send everybody to the home page."),
    verify=Text(zh="curl -I 网址，应返回 404、410 或 301。", en="curl -I URL answers 404, 410 or 301."),
    before="HTTP/1.1 200 OK\n<h1>商品已下架</h1>",
    after="HTTP/1.1 410 Gone\n<h1>商品已下架</h1>",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    options={
        "min_signals": Option(2, "signals"),
        "max_han": Option(300, "Han characters"),
        "max_words": Option(150, "Latin words"),
        "max_distance": Option(3, "differing bits of 64"),
    },
    rule=rule,
    reads=frozenset({"main_text", "not_found_text"}),
    confidence=0.85,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        f"<title>紫砂壶</title><h1>紫砂壶</h1><main><h1>紫砂壶</h1><p>{'这把壶由宜兴匠人手工制成，泥料细腻。' * 25}</p></main>",
        "<main><h1>Gift card</h1><p>A card for tea lovers, sent by post.</p></main>",
    ),
    bad=(
        "<title>商品已下架 | 茶舍</title><h1>商品已下架</h1><main><h1>商品已下架</h1><p>请看看别的商品。</p></main>",
        "<title>Page Not Found</title><main><h1>Page Not Found</h1><p>Sorry about that.</p></main>",
    ),
)  # fmt: skip
