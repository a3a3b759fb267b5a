"""A text that repeats a keyword reads badly, and engines demote the page.

Judged for the words of title, h1 and meta keywords: Latin words, and two to six Han characters in a row.
Density is hits times length, by the visible characters of main text; tokens are estimated (1.6 Han characters each).
"""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Option, Options, PageCheck, Severity
from audit.wording import content, is_han
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import dominant_script

MAX_TEXT = 20_000  # characters read
MIN_TEXT = 200  # visible characters: a few lines always say their topic often
LONGEST = 6  # Han characters of a term
HAN_PER_TOKEN = 1.6
MIN_TOKENS = 250  # below, five uses are a matter of course
MAX_ITEM = 30  # characters
_BETWEEN = " ,，、"  # what may stand between repetitions
_LIST = re.compile(r"[,，、;；|/]+")
_HAN_LIST = re.compile(r"[,，、;；|/\s]+")


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    text = page.main_text[:MAX_TEXT].lower()
    terms = _terms(page, text, int(options["notice_uses"]))
    size = len(text) - text.count(" ") - text.count("\n")
    if not terms or size < MIN_TEXT:
        return
    han = dominant_script(page.han_chars, page.latin_words) == "han"
    tokens = max(MIN_TOKENS, page.han_chars / HAN_PER_TOKEN + page.latin_words)
    joined = text
    for sign in _BETWEEN:
        joined = joined.replace(sign, "")
    for term, uses in terms:
        percent = round(100 * uses * len(term) / size, 1)
        if problem := _problem(term, uses, text, joined, percent, options):
            yield {"term": term, "uses": uses, "percent": percent, "problem": problem, "severity": "error"}
            return
    term, uses = max(terms, key=lambda one: one[1] * len(one[0]))
    share = uses * (max(1.0, len(term) / HAN_PER_TOKEN) if han else 1) / tokens
    if 100 * share > 2 * options["notice_token_pct"]:  # twice: tokens are an estimate
        percent = round(100 * uses * len(term) / size, 1)
        yield {"term": term, "uses": uses, "percent": percent, "problem": "frequent", "severity": "notice"}


def _problem(term: str, uses: int, text: str, joined: str, percent: float, options: Options) -> str:
    if percent > options["max_pct"]:
        return "dense"
    if term * int(options["max_run"]) in joined and _in_a_row(term, int(options["max_run"]), text):
        return "run"
    if uses >= options["max_list"]:
        separator = _LIST if term.isascii() else _HAN_LIST
        lines = (line for line in text.split("\n") if line.count(term) >= options["max_list"])
        if any(sum(_names(term, part) for part in separator.split(line)) >= options["max_list"] for line in lines):
            return "list"
    return ""


def _pattern(term: str) -> str:
    return rf"{re.escape(term)}(?!\w)" if term.isascii() else re.escape(term)


def _in_a_row(term: str, times: int, text: str) -> bool:
    """Asked of few texts: a pattern for every word of every title would cost more than all else."""
    return re.search(rf"{_pattern(term)}(?:[ ,，、]*{_pattern(term)}){{{times - 1}}}", text) is not None


def _word_hits(word: str, text: str) -> int:
    """How often ``word`` stands in ``text`` as a word of its own."""
    hits, at, size = 0, text.find(word), len(word)
    while at >= 0:
        after = text[at + size : at + size + 1]
        hits += not (at and text[at - 1].isalnum()) and not (after.isalnum() or after == "_")
        at = text.find(word, at + size)
    return hits


def _names(term: str, part: str) -> bool:
    """Whether a part of a list is a variation of the term, and no sentence that has it."""
    return term in part and len(part) <= MAX_ITEM


def _terms(page: PageRecord, text: str, least: int) -> list[tuple[str, int]]:
    """Terms of title, h1 and keywords with their hits, three at least; of Han characters the longest as frequent."""
    found: dict[str, int] = {}
    for run in dict.fromkeys(content(f"{page.title[:200]} {page.h1[:100]} {page.facts.head.keywords[:200]}")):
        if not is_han(run):
            if len(run) > 2 and text.count(run) >= 3 and (hits := _word_hits(run, text)) >= 3:
                found[run] = hits
            continue
        for at in range(min(len(run), 40) - 1):
            term, hits = _longest(run, at, text)
            if hits >= min(3, least):
                found[term] = hits
    return list(found.items())


def _longest(run: str, at: int, text: str) -> tuple[str, int]:
    """The longest piece of ``run`` from ``at`` that is as frequent as its first two characters."""
    hits, end = text.count(run[at : at + 2]), at + 2
    while hits >= 3 and end < min(len(run), at + LONGEST) and text.count(run[at : end + 1]) == hits:
        end += 1
    return run[at:end], hits


check = PageCheck(
    id="keyword-stuffing",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="正文在堆关键词", en="A text is stuffed with a keyword"),
    message=Text(
        zh="“{term}”出现 {uses} 次，占 {percent:g}%：{problem}",
        en="“{term}” stands {uses} times, {percent:g}% of the text: {problem}",
    ),
    words={
        "dense": Text(zh="占比过高", en="far too frequent"),
        "run": Text(zh="连着重复", en="repeated in a row"),
        "list": Text(zh="成串罗列", en="listed in variations"),
        "frequent": Text(zh="用得较多", en="rather frequent"),
    },
    why=Text(
        zh="同一个词反复出现，读起来别扭，搜索引擎会把它当成作弊，降低排名。密度没有最佳值，写得自然就好。",
        en="Repeating a word over and over reads badly, and engines treat it as spam. There is no best density; write naturally.",
    ),
    fix=Text(
        zh="编辑：删掉罗列的词和重复的句子，用“它”“这款”或具体规格代替；开发：检查模板有没有在每个商品名前加同一个词。",
        en="Editor: delete lists of words and repeated sentences; say “it” or give details instead. Developer: see whether a template prefixes every name.",
    ),
    avoid=Text(zh="不要把多出来的词藏进代码或图片说明。", en="Do not move the surplus into code or alt texts."),
    verify=Text(
        zh="重新抓取后，xunlu audit --select keyword-stuffing。",
        en="After a new crawl: xunlu audit --select keyword-stuffing.",
    ),
    before="<p>紫砂壶，紫砂壶价格，紫砂壶批发，紫砂壶厂家，好紫砂壶……</p>",
    after="<p>这把壶用原矿紫泥手工拍成，容量 250 毫升，适合两三个人喝普洱。</p>",
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#keyword-stuffing",
    options={
        "notice_uses": Option(5, "uses"),
        "max_pct": Option(15, "% of the visible characters of main text"),
        "max_run": Option(3, "times in a row"),
        "max_list": Option(15, "terms of a list"),
        "notice_token_pct": Option(4, "% of the tokens"),
    },
    rule=rule,
    reads=frozenset({"main_text"}),
    needs=frozenset({"facts"}),
    confidence=0.85,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        "<p>茶壶</p>",
        "<p>Teapot</p>",
        "<main><h1>茶</h1></main>",
    ),
    bad=(
        f"<title>宜兴紫砂壶 | 茶舍</title><main><h1>宜兴紫砂壶</h1><p>{'紫砂壶选购，好紫砂壶，就到这里来看看。' * 16}</p></main>",
        f"<main><h1>好用的茶壶</h1><p>这里有好用的茶壶 茶壶 茶壶。</p><p>{'看容量、泥料、做工，慢慢挑选，一个人喝茶选小一点的，几个人喝茶选大一点的。' * 6}</p></main>",
        f"<main><h1>好用的茶壶</h1><p>{'、'.join(f'{one}茶壶' for one in '红黄蓝绿青紫大小新老方圆高矮长短')}</p><p>{'看容量、泥料、做工，慢慢挑选，一个人喝茶选小一点的。' * 9}</p></main>",
        f"<title>Teapot shop | Tea House</title><main><h1>Teapot shop</h1><p>{'Buy a teapot here. This teapot is a good teapot. ' * 12}</p></main>",
    ),
)  # fmt: skip
