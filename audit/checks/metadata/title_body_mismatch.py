"""A title that promises what the text does not speak of sends visitors back to the results.

Without a dictionary: the share of the title's Latin words and Han characters (those next to each other in the text, too)
that main text or h1 take up, for the best phrase of the title: slogans
behind it are no promise. Pages with hardly any text are not judged.
"""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.titles import phrases, placeholder
from audit.wording import coverage
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import matching_copy

MIN_TEXT = 200  # Han characters, a Latin word as two: less is thin content, not a mismatch
_COLON = re.compile("[：:]")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.han_chars + 2 * page.latin_words < MIN_TEXT or placeholder(page.title, page.url):
        return
    brand = matching_copy(page.facts.head.site_name)
    pieces = [piece for phrase in phrases(page.title) for piece in _COLON.split(phrase) if piece.strip()]
    pieces = [piece for piece in pieces if matching_copy(piece) != brand]
    text = f"{page.main_text}\n{page.h1}"
    share = _best(pieces, text.lower())
    if share < options["warning"]:
        share = _best(pieces, matching_copy(text))  # for the few with full-width letters
    if share < options["warning"]:
        level = "error" if share < options["error"] else "warning"
        yield {"share": round(share, 3), "title": page.title[:300], "h1": page.h1[:80], "severity": level}


def _best(pieces: list[str], text: str) -> float:
    shares = [share for piece in pieces if (share := coverage(piece, text)) is not None]
    return max(shares, default=1.0)


check = PageCheck(
    id="title-body-mismatch",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING),
    book="4.3.6",
    title=Text(zh="标题说的和正文不是一回事", en="A title speaks of something else than the text"),
    message=Text(
        zh="标题“{title}”的词只有 {share:.0%} 在正文或 H1（“{h1}”）里出现",
        en="only {share:.0%} of the words of “{title}” occur in the text or h1 (“{h1}”)",
    ),
    why=Text(
        zh="标题写了正文里没有的东西，访客点进来马上离开；百度清风算法打压文不对题，谷歌会改写标题。",
        en="Visitors who do not find what the title promised leave at once. Baidu demotes such pages, Google rewrites the title.",
    ),
    fix=Text(
        zh="编辑：标题照正文实际内容来写，或把标题承诺的内容补进正文；开发：查一查模板是否给所有网页套了同一个标题。",
        en="Editor: write the title after what the page really holds, or add what it promises. Developer: see whether a template gives the same title to all pages.",
    ),
    avoid=Text(zh="不要把标题的词硬塞进正文。", en="Do not just sprinkle the title's words over the text."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select title-body-mismatch。",
        en="After a new crawl: xunlu audit --select title-body-mismatch.",
    ),
    before="<title>春季新款连衣裙</title>\n<h1>紫砂壶保养</h1>",
    after="<title>紫砂壶保养：开壶与日常清洗 | 茶舍</title>",
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/appearance/title-link",
    applies="select url_id from temp.html_pages where title <> '' and coalesce(han_chars, 0) + 2 * coalesce(latin_words, 0) >= 200",
    options={
        "warning": Option(0.5, "share of the words, 0-1"),
        "error": Option(0.2, "share of the words, 0-1"),
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    needs=frozenset({"facts"}),
    confidence=0.5,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<title>茶舍 | 挑选茶壶看泥料和做工</title>",
        "<title>Teapots and their care | Tea House</title>",
        "<title></title>",
        "<title>企业贷款</title><main><h1>茶</h1><p>好茶。</p></main>",
    ),
    bad=(
        "<title>企业贷款快速办理 | 茶舍</title>",
        "<title>春季碎花连衣裙新款上市搭配灵感 | 服饰馆</title>",
        "<title>Cheap car insurance quotes | Motor</title>",
    ),
)  # fmt: skip
