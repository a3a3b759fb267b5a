"""The first paragraph should take up the topic of the title: that is where readers decide whether to stay.

Judged on articles only: product, category and service pages begin with prices, links and terms.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from audit.titles import parts
from audit.wording import content, touches
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import columns, han_chars, matching_copy

PROSE = ("", "article")
MIN_TEXT = 200  # Han characters, a Latin word as two
MIN_PARAGRAPH = 40  # columns: shorter lines are dates, authors, captions
ENDS = "。！？.!?"  # of prose; lines that end otherwise are lists and tables of contents


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.page_type not in PROSE or page.han_chars + 2 * page.latin_words < MIN_TEXT:
        return
    heads = [matching_copy(text) for text in (page.h1, page.title, *parts(page.title)[:1]) if text]
    lines = page.main_text[:5000].split("\n")
    lead = next((line for line in lines if columns(line) >= MIN_PARAGRAPH and line[-1] in ENDS), "")
    below = lines[lines.index(page.h1) + 1 :][:1] if page.h1 and page.h1 in lines else []
    if below and matching_copy(below[0]) in heads:
        yield {"problem": "copy", "lead": below[0][:120], "title": page.title[:120]}
    elif lead:
        copy = matching_copy(lead)
        same_script = bool(han_chars(lead)) == bool(han_chars(page.title))  # else it is not translated yet
        if same_script and any(map(content, heads)) and not any(touches(head, copy) for head in heads):
            yield {"problem": "off-topic", "lead": lead[:120], "title": page.title[:120]}


check = PageCheck(
    id="lead-paragraph",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="开头一段没有点题", en="The first paragraph misses the topic"),
    message=Text(
        zh="第一段{problem}：“{lead}”（标题“{title}”）",
        en="the first paragraph {problem}: “{lead}” (title “{title}”)",
    ),
    words={
        "copy": Text(zh="只是把标题抄了一遍", en="merely repeats the title"),
        "off-topic": Text(zh="没有提到标题里的任何词", en="takes up no word of the title"),
    },
    why=Text(
        zh="访客看开头两行决定走不走；引擎截取摘要也常从这里取。开头绕远了，点击和停留都会受影响。",
        en="Visitors decide by the first two lines, and engines often quote them. A beginning that wanders off costs readers.",
    ),
    fix=Text(
        zh="编辑：第一段用一两句话回答标题里的问题，再展开；开发：别在正文前插入公告和广告位。",
        en="Editor: let the first sentences answer what the title asks, then go on. Developer: put no notices or advertisements before the text.",
    ),
    avoid=Text(zh="不要在开头重复标题或堆词。", en="Do not repeat the title or stuff words there."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select lead-paragraph。",
        en="After a new crawl: xunlu audit --select lead-paragraph.",
    ),
    before="<h1>怎样开壶</h1>\n<p>感谢您一直以来对本店的支持与厚爱……</p>",
    after="<h1>怎样开壶</h1>\n<p>新壶用清水冲净，再泡两三遍茶汤倒掉，就算开好了。</p>",
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    applies="select url_id from temp.html_pages where page_type = 'article' and coalesce(han_chars, 0) + 2 * coalesce(latin_words, 0) >= 200",
    rule=rule,
    reads=frozenset({"main_text"}),
    confidence=0.5,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<p>Tea</p>",
        "<main><h1>茶壶</h1><p>太短。</p></main>",
    ),
    bad=(
        f"<title>怎样挑选一把好用的茶壶 | 茶舍</title><main><h1>怎样挑选一把好用的茶壶</h1><p>感谢大家多年来对本店的支持与厚爱，祝各位新春快乐、万事如意。</p><p>{'泥料决定茶汤的性格，朱泥密度高。' * 20}</p></main>",
        f"<title>怎样挑选一把好用的茶壶 | 茶舍</title><main><h1>怎样挑选一把好用的茶壶</h1><p>怎样挑选一把好用的茶壶</p><p>{'泥料决定茶汤的性格，朱泥密度高。' * 20}</p></main>",
    ),
)  # fmt: skip
