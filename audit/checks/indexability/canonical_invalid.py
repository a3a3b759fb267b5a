"""A canonical link that is written wrongly is passed over, and the page is left to the engine's guess."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.urls import resolve


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    for href, place, voiding in page.facts.canonical.links:
        known = href == page.canonical  # and so resolved already
        fault = _fault(page.url, href.strip(), place, voiding, known=known)
        if fault:
            level = "warning" if fault == "relative" else "error"
            yield {"fault": fault, "href": href[:200], "attributes": voiding, "severity": level}


def _fault(url: str, href: str, place: str, voiding: str, *, known: bool) -> str:
    """The worst fault of one canonical link; empty when it is sound."""
    if place == "body":
        return "in-body"
    if not href:
        return "empty"
    if not known and resolve(url, href) is None:
        return "unusable"
    if "#" in href:
        return "fragment"
    if voiding:
        return "attributes"
    return "" if href.lower().startswith(("http://", "https://")) else "relative"


check = PageCheck(
    id="canonical-invalid",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.4",
    title=Text(zh="规范网址写错了，搜索引擎不会采用", en="The canonical link is written wrongly and will be ignored"),
    message=Text(zh="canonical“{href}”{fault}", en="canonical “{href}”: {fault}"),
    words={
        "in-body": Text(zh="不在 <head> 里", en="it is not in <head>"),
        "empty": Text(zh="没有地址", en="it has no address"),
        "unusable": Text(zh="不是可用的网址", en="it is no usable address"),
        "fragment": Text(zh="带有 # 片段", en="it has a # fragment"),
        "attributes": Text(zh="带有 hreflang、lang、media 或 type 属性", en="it has a hreflang, lang, media or type attribute"),
        "relative": Text(zh="是相对地址", en="it is a relative address"),
    },
    why=Text(
        zh="引擎只认 <head> 里带完整网址的 canonical，写错就等于没写，参数和跟踪码产生的重复网址无法合并。相对地址通常能用，但域名或 <base> 一变就出错。",
        en="Engines accept a canonical with a full address in <head> only; a faulty one counts as none, and duplicates by parameters are not merged. Relative ones mostly work until host or <base> change.",
    ),
    fix=Text(
        zh="开发：在模板里输出 https 开头的完整网址，放进 <head>，不带 # 和其他属性。写在 <head> 却被移到正文的，多半是前面有 <img>、<div> 等标签提前结束了 head。",
        en="Developer: print the full https address in <head>, without # and further attributes. One that lands in the body follows an <img> or <div> that ended the head early.",
    ),
    avoid=Text(zh="不要用脚本补写。", en="Do not add it by script."),
    verify=Text(zh="curl -s 网址 | grep canonical。", en="curl -s URL | grep canonical."),
    before='<body><link rel="canonical" href="tea.html#top">',
    after='<head><link rel="canonical" href="https://shop.example/tea.html">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.canonical.links') is not null",
    identity=("fault", "href"),
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=('<link rel="canonical" href="https://example.com/茶">', '<link rel="canonical" href=" HTTPS://example.com/ ">', "<p>茶</p>"),
    bad=(
        '<link rel="canonical" href="">',
        '<link rel="canonical" href="https://example.com/#tea">',
        '<link rel="canonical" href="https://example.com/" hreflang="zh">',
        '<link rel="canonical" href="/">',
        '<link rel="canonical" href="http://[">',
        '<html lang="zh"><head><title>茶</title></head><body><div><link rel="canonical" href="https://example.com/"></div></body></html>',
    ),
)  # fmt: skip
