"""A paragraph that fills a screen is skipped, not read.

Narrower than the checklist: terms, privacy policies and account pages are left out (their paragraphs are numbered
clauses), and so are lines with fewer than three sentences: long lists of names, addresses or ingredients in one block.
Paragraphs in Latin script count on home pages, categories, products and articles: handbooks explain a thing to its end.
"""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.sentences import CLIP, paragraphs
from configs.text import Text
from crawler.facts import Facts
from crawler.facts.writing import WritingFacts
from crawler.records import PageRecord

UNJUDGED = ("legal", "account")
FOR_VISITORS = ("home", "category", "product", "article")
LEAST = 3  # sentences
_STOP = re.compile(r"[。！？!?]|\.(?=\s|\Z)")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    limits = {"han": options["max_han_chars"], "latin": options["max_latin_words"]}
    if page.page_type in UNJUDGED or page.facts.writing.language == "ja":
        return
    units = ("han", "latin") if page.page_type in FOR_VISITORS else ("han",)
    found = [one for unit in units for one in paragraphs(page.main_text, unit) if one.length > limits[unit]]
    found = [one for one in found if len(_STOP.findall(one.text)) >= LEAST]
    if found:
        longest = max(found, key=lambda one: one.length / limits[one.unit])
        yield {
            "paragraphs": len(found),
            "length": longest.length,
            "unit": longest.unit,
            "limit": limits[longest.unit],
            "text": longest.text[:CLIP],
        }


def _article(text: str) -> PageRecord:
    """An English article with this main text."""
    facts = Facts(writing=WritingFacts("latin", "en"))
    return PageRecord(
        "https://example.com/blog/pots", 200, is_html=True, page_type="article", facts=facts, main_text=text
    )


LINE = "先看容量，再看泥料和做工，最后看出水。"
ENGLISH = "Lift the pot when it is full, and see how it pours. "

check = PageCheck(
    id="copy-paragraph-length",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="段落太长", en="A paragraph is too long"),
    message=Text(
        zh="{paragraphs} 段超过 {limit} {unit}，最长的 {length}：“{text}”",
        en="{paragraphs} paragraphs exceed {limit} {unit}; the longest has {length}: “{text}”",
    ),
    words={"han": Text(zh="个汉字", en="Han characters"), "latin": Text(zh="个词", en="words")},
    why=Text(
        zh="手机屏幕被一整块文字占满，访客找不到要点，多半整段跳过。它不是排名因素，只是提醒。",
        en="It fills the screen of a phone. Visitors find no foothold and skip all of it. No ranking factor, only a reminder.",
    ),
    fix=Text(
        zh="编辑：一段只讲一个意思，三五句就另起一段；步骤和参数改成列表，中间加小标题或图片。",
        en="Editor: one idea a paragraph, three to five sentences. Turn steps and data into lists, and put subheadings or pictures between.",
    ),
    avoid=Text(zh="不要用连续的 <br> 假装分段。", en="Do not fake paragraphs with rows of <br>."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select copy-paragraph-length。",
        en="After a new crawl: xunlu audit --select copy-paragraph-length.",
    ),
    before="<p>……（一段四百字）</p>",
    after="<p>……</p>\n<h3>泥料</h3>\n<p>……</p>",
    matters=Matters.UX,
    source="https://yoast.com/content-analysis-methodological-choices-explained/",
    applies="select url_id from temp.html_pages h where coalesce(page_type, '') not in ('legal', 'account')"
    " and exists (select 1 from temp.page_facts f where f.url_id = h.url_id and case coalesce(f.facts ->> '$.writing.language', '')"
    " when 'ja' then 0 when 'zh' then 1 else han_chars > 300 or page_type in ('home', 'category', 'product', 'article') end)",
    options={
        "max_latin_words": Option(150, "Latin words", "https://yoast.com/content-analysis-methodological-choices-explained/"),
        "max_han_chars": Option(300, "Han characters"),
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    needs=frozenset({"facts"}),
    confidence=0.5,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<p>Tea</p>",
        f"<p>{LINE * 15}</p>",
        f"<p>{LINE * 12}<br><br>{LINE * 12}</p>",
        f"<p>{ENGLISH * 20}</p>",
        _article(f"{ENGLISH * 12}Done."),
        f"<p>本店发往以下城市：{'北京、上海、广州、深圳、' * 40}杭州。</p>",
        f"<p>配料{'水、白砂糖、茶叶、食用盐、' * 40}碳酸氢钠</p>",
        f"<main><h1>茶壶</h1><h2>评论（3）</h2><p>{LINE * 30}</p></main>",
    ),
    bad=(
        f"<p>{LINE * 20}</p>",
        _article(f"{ENGLISH * 20}Done."),
    ),
)  # fmt: skip
