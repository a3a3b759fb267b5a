"""Hidden links with words of gambling or pornography are the mark of a hacked site.

The static part: whether the page differs for spiders takes a second request.
"""

from collections.abc import Iterator

from audit.outside import hidden_outside
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.lexicon import spam_word
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    links = list(hidden_outside(page.url, page.facts.hidden.links))
    for link in links:
        if word := spam_word(link.anchor):
            yield {"word": word, "target": link.url, "anchor": link.anchor, "links": len(links)}
            return
    if any(link.certain for link in links) and (word := spam_word(f"{page.title} {page.description}")):
        yield {"word": word, "target": links[0].url, "anchor": page.title[:120], "links": len(links)}


check = PageCheck(
    id="injected-spam",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="网页疑似被植入赌博、色情等暗链", en="A page seems to carry planted gambling or adult links"),
    message=Text(zh="隐藏链接带“{word}”：{anchor} → {target}（共 {links} 个隐藏外链）", en="hidden links with “{word}”: {anchor} → {target} ({links} hidden links)"),
    why=Text(
        zh="这是网站被入侵的典型痕迹。搜索引擎可能在结果里提示“存在风险”或整站降权，监管部门也可能要求整改。",
        en="The typical mark of a hacked site. Engines may warn people in the results or drop the site, and authorities may step in.",
    ),
    fix=Text(
        zh="运维：先备份取证，查最近改动的文件和数据库，清除后修补漏洞、更新程序、换掉所有密码，再到站长平台申请复查。",
        en="Operations: keep a copy as evidence, go through recently changed files and the database, clean up, close the hole, update, change all passwords, then ask for a review.",
    ),
    avoid=Text(zh="不要只删链接，漏洞还在就会再来。", en="Do not just delete the links: with the hole open they return."),
    verify=Text(zh="清理后隔几天再抓取一次，本项应消失。", en="Crawl again a few days after cleaning: this must be gone."),
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#hacked-content",
    needs=frozenset({"facts"}),
    confidence=0.85,
    rule=rule,
    effort_hours=8,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    with_=frozenset({"hidden-link"}),
    good=(
        '<main><a href="https://news.example.net/">澳门赌场税收新闻</a></main>',
        '<main><div style="display:none"><a href="https://www.51.la/?1">统计</a></div></main>',
    ),
    bad=(
        '<main><div id="x1" style="display:none"><a href="https://bad.example.net/">百家乐 时时彩</a></div></main>',
        '<title>Best Online Casino</title><main><div style="position:fixed;top:-5000px"><a href="https://bad.example.net/">home</a></div></main>',
    ),
)  # fmt: skip
