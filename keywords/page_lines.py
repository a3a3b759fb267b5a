"""The lines about one page that ``keywords page`` prints under its terms."""

from __future__ import annotations

from collections.abc import Iterator

from configs.text import Lang, Text
from crawler.text import printable
from keywords.page_view import PageView

DEPTH = Text(zh="深度：{words} 词", en="Depth: {words} words")
OF_TYPE = Text(
    zh="；同类型（{type}）{pages} 页的中位数 {median:.0f}",
    en="; median of {pages} pages of its type ({type}): {median:.0f}",
)
OF_KEYWORD = Text(
    zh="；市场上标题或 h1 有“{keyword}”的 {pages} 页的中位数 {median:.0f}",
    en="; of {pages} pages of the market with “{keyword}” in title or h1: {median:.0f}",
)
MATCH = Text(
    zh="标题与正文（F-10）：标题的词 {share:.0%} 在正文里",
    en="Title and text (F-10): {share:.0%} of the title's words are in the text",
)
LACKS = Text(zh="；没有：{words}", en="; not: {words}")
FLESCH = Text(
    zh="可读性：Flesch {value:.0f}（100 很易读，0 很难读）",
    en="Readability: Flesch {value:.0f} (100 very easy, 0 very hard)",
)
SENTENCES = Text(zh="可读性：平均每句 {value:.0f} 个汉字", en="Readability: {value:.0f} Han characters a sentence")
RARE = Text(zh="，生僻字 {share:.1%}", en=", rare characters {share:.1%}")
UNREAD = Text(zh="可读性：句子太少，不判断", en="Readability: not judged, too few sentences")
DATE = Text(zh="日期：{day}（{source}），新鲜度 {value}", en="Date: {day} ({source}), freshness {value}")
NO_DATE = Text(zh="日期：没有标明", en="Date: none is given")
SOURCES = {
    "declared": Text(zh="结构化数据或 meta 声明", en="declared in structured data or metas"),
    "shown": Text(zh="标题旁显示", en="shown beside the heading"),
    "address": Text(zh="网址里", en="in the address"),
}
STUFFED = Text(
    zh="堆砌：“{term}” {uses} 次，占 {percent:g}%（检查项 keyword-stuffing）",
    en="Stuffing: “{term}” {uses} times, {percent:g}% of the text (check keyword-stuffing)",
)
NOT_STUFFED = Text(zh="堆砌：没有迹象", en="Stuffing: no sign of it")
NOT_AUDITED = Text(zh="堆砌：还没审核；先运行 xunlu audit", en="Stuffing: not audited yet; run xunlu audit")
RANK = Text(zh="TextRank（只看正文）：{terms}", en="TextRank (this text alone): {terms}")
MARKET = Text(zh="TF-IDF 对市场 / 对本站：{terms}", en="TF-IDF against the market / the site: {terms}")
PHRASES = Text(zh="短语（次数，NPMI，左右熵）：{terms}", en="Phrases (hits, NPMI, entropy left and right): {terms}")


def lines(view: PageView, lang: Lang) -> Iterator[str]:
    """Lines for a person; crawled words are made printable."""
    joint = "、" if lang == "zh" else ", "
    yield _depth(view, lang)
    if view.title_match is not None:
        missing = LACKS.get(lang, words=printable(joint.join(view.title_missing))) if view.title_missing else ""
        yield MATCH.get(lang, share=view.title_match) + missing
    yield _readability(view, lang)
    if view.date:
        fresh = "—" if view.freshness is None else f"{view.freshness:.2f}"
        yield DATE.get(lang, day=view.date, source=SOURCES[view.date_from].get(lang), value=fresh)
    else:
        yield NO_DATE.get(lang)
    yield _stuffing(view, lang)
    ranked = [f"{term} {share:.3f}" for term, share in view.textrank]
    against = [f"{term} {market:.3f}/{site:.3f}" for term, market, site in view.market_terms]
    phrases = [f"{one.term} ({one.hits}, {one.npmi:.2f}, {one.left:.1f}/{one.right:.1f})" for one in view.phrases]
    for text, found in ((RANK, ranked), (MARKET, against), (PHRASES, phrases)):
        if found:
            yield text.get(lang, terms=printable(joint.join(found)))


def _depth(view: PageView, lang: Lang) -> str:
    line = DEPTH.get(lang, words=f"{view.words:,}")
    if view.type_median is not None:
        line += OF_TYPE.get(lang, type=printable(view.page_type), pages=view.type_pages, median=view.type_median)
    if view.keyword_median is not None:
        word = printable(view.keyword)
        line += OF_KEYWORD.get(lang, keyword=word, pages=view.keyword_pages, median=view.keyword_median)
    return line


def _readability(view: PageView, lang: Lang) -> str:
    if view.flesch is not None:
        return FLESCH.get(lang, value=view.flesch)
    if view.mean_sentence is None:
        return UNREAD.get(lang)
    line = SENTENCES.get(lang, value=view.mean_sentence)
    return line if view.rare_share is None else line + RARE.get(lang, share=view.rare_share)


def _stuffing(view: PageView, lang: Lang) -> str:
    if view.stuffing is None:
        return NOT_AUDITED.get(lang)
    if not view.stuffing:
        return NOT_STUFFED.get(lang)
    return STUFFED.get(lang, **{**view.stuffing, "term": printable(str(view.stuffing["term"]))})
