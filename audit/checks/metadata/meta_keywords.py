"""Hardly any engine reads meta keywords today; when they are there, they should at least be sound.

Whether all pages share them is not judged.
"""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.wording import coverage
from configs.text import Text
from crawler.records import PageRecord

_COMMA = re.compile(r"\s*[,，、;；|]\s*")
PRESENT = 0.5  # share of a term's characters that the page must have


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    keywords = page.facts.head.keywords
    terms = [term for term in _COMMA.split(keywords) if term]
    if not terms:
        return
    text = f"{page.title}\n{page.h1}\n{page.description}\n{page.main_text}".lower()
    absent = [term for term in terms[:30] if (coverage(term, text) or 0.0) < PRESENT]
    found = {"too-many": len(terms) > options["notice_over"], "full-width": "，" in keywords, "absent": absent}
    problems = [name for name, wrong in found.items() if wrong]
    if problems:
        yield {
            "problems": problems,
            "terms": len(terms),
            "least": options["min_terms"],
            "most": options["max_terms"],
            "absent": absent[:5],
            "keywords": keywords[:300],
        }


check = PageCheck(
    id="meta-keywords",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="关键词标签写得不规范", en="The keywords tag is not in order"),
    message=Text(
        zh="{terms} 个词（惯例 {least}–{most} 个），{problems}：{absent}",
        en="{terms} terms (usual: {least} to {most}); {problems}: {absent}",
    ),
    words={
        "too-many": Text(zh="词太多", en="too many terms"),
        "full-width": Text(zh="用了全角逗号", en="full-width commas"),
        "absent": Text(zh="有词在网页里没出现", en="terms that the page does not have"),
    },
    why=Text(
        zh="谷歌完全不看 keywords 标签，百度也早已不作排名依据；堆一长串反而可能被当作作弊的旁证，还把选词告诉了同行。",
        en="Google ignores the tag and Baidu no longer ranks by it. A long list may look like spam, and tells rivals your keywords.",
    ),
    fix=Text(
        zh="编辑：要么留空，要么只写三到五个网页上真有的词，用半角逗号隔开；开发：不要全站套用一份。",
        en="Editor: leave it out, or write three to five terms the page really has, with half-width commas. Developer: no single list for the whole site.",
    ),
    avoid=Text(zh="不要把时间花在这里，先改标题和正文。", en="Do not spend time on it before titles and texts are good."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select meta-keywords。",
        en="After a new crawl: xunlu audit --select meta-keywords.",
    ),
    before='<meta name="keywords" content="茶，茶叶，好茶，茶叶批发，茶叶加盟……">',
    after='<meta name="keywords" content="紫砂壶,宜兴紫砂,手工茶壶">',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/special-tags",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.head.keywords') <> ''",
    options={
        "min_terms": Option(3, "terms"),
        "max_terms": Option(5, "terms"),
        "notice_over": Option(8, "terms"),
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    needs=frozenset({"facts"}),
    effort_hours=0.5,
    profiles={"google": {"severity": "info"}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<meta name="keywords" content="茶壶,泥料,手工壶,紫泥,朱泥">',
        '<meta name="keywords" content="teapots, clay, green tea">',
        "<p>茶</p>",
    ),
    bad=(
        '<meta name="keywords" content="茶壶，泥料">',
        '<meta name="keywords" content="茶壶,汽车保险">',
        '<meta name="keywords" content="teapot,clay,tea,oolong,green tea,pots,white tea,dark tea,red clay">',
    ),
)  # fmt: skip
