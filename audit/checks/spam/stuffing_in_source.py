"""Keywords piled up in comments, noscript and hidden fields: engines read past them, or take offence.

Words of the title are taken as keywords; a place counts when one of them fills at least a tenth of it. Markup that was
commented out says nothing.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    least = options["min_hits"]
    for place, term, hits, text in page.facts.hidden.stuffed:
        if hits >= least:
            yield {"place": place, "term": term, "hits": hits, "text": text}


check = PageCheck(
    id="stuffing-in-source",
    module=__name__,
    severity=Severity.ERROR,
    book="4.3.8",
    title=Text(zh="源码里堆了访客看不见的关键词", en="Keywords are piled up in the source, out of sight"),
    message=Text(zh="{place}里“{term}”出现 {hits} 次：{text}", en="“{term}” {hits} times in {place}: {text}"),
    words={
        "comment": Text(zh="注释", en="a comment"),
        "noscript": Text(zh="noscript", en="noscript"),
        "field": Text(zh="隐藏域", en="a hidden field"),
    },
    why=Text(
        zh="注释和隐藏域不参与排名，堆词没有好处，反而是明显的作弊痕迹；noscript 里堆词可能被当作隐藏文字。",
        en="Comments and hidden fields count for nothing in ranking; stuffing them gains nothing and looks like cheating. In noscript it may be taken for hidden text.",
    ),
    fix=Text(zh="开发：从模板里删掉这些词；noscript 只写脚本不可用时的说明。", en="Developer: remove the words from the template; noscript is for what readers without scripts need."),
    avoid=Text(zh="不要挪到别的看不见的地方。", en="Do not move them to another hidden place."),
    verify=Text(zh="查看网页源码，搜索这个词。", en="View the source and search for the word."),
    before="<!-- 龙井茶,龙井茶价格,龙井茶批发,龙井茶厂家,龙井茶图片 -->",
    after="<!-- 商品列表 -->",
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#keyword-stuffing",
    needs=frozenset({"facts"}),
    identity=("place", "term"),
    confidence=0.85,
    options={"min_hits": Option(5, "times one word occurs in one place")},
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>龙井茶怎么选 | 茶舍</title><main><noscript>请打开脚本后再浏览本站的龙井茶，谢谢您的光临与支持。</noscript></main>",
        "<html lang='zh'><head><title>龙井茶怎么选</title></head><body><!-- <li>龙井茶一号</li><li>龙井茶二号</li><li>龙井茶三号</li><li>龙井茶四号</li><li>龙井茶五号</li> --></body></html>",
    ),
    bad=(
        "<html lang='zh'><head><title>龙井茶怎么选 | 茶舍</title></head><body><!-- 龙井茶,龙井茶价格,龙井茶批发,龙井茶厂家,龙井茶图片,龙井茶品牌 --><main>茶</main></body></html>",
        '<title>Teapot guide | Tea House</title><main><input type="hidden" value="teapot, teapots, cheap teapot, best teapot, teapot shop"></main>',
        "<title>紫砂壶 | 茶舍</title><main><noscript>紫砂壶，紫砂壶价格，紫砂壶批发，紫砂壶厂家，紫砂壶图片，紫砂壶品牌</noscript></main>",
    ),
)  # fmt: skip
