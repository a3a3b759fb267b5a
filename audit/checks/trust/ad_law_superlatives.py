"""Absolute terms about the goods for sale may break the advertising law of the People's Republic of China.

Judged on pages in Simplified Chinese for no region outside the mainland: title and main heading of pages that offer
something, and the text of product pages up to the customers' reviews. Articles, legal and account pages only tell; the
site's name at the end of a title is a name. What is harmless stands in ``audit/superlatives.py``. No legal advice: whether
a term is allowed depends on the goods, the proof and the authority.
"""

from collections.abc import Iterator

from audit.mainland import for_mainland
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from audit.superlatives import Claim, claims
from audit.titles import parts
from configs.text import Text
from crawler.prose import own_lines
from crawler.records import PageRecord

TELLING = ("article", "legal", "account")
MAX_TERMS = 5


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if page.page_type in TELLING or not for_mainland(page):
        return
    found: dict[str, tuple[str, Claim]] = {}
    for where, text in _texts(page):
        for claim in claims(text):
            found.setdefault(claim.term, (where, claim))
    if found:
        where, first = next(iter(found.values()))
        yield {"term": first.term, "where": where, "quote": first.quote, "terms": list(found)[:MAX_TERMS], "count": len(found)}  # fmt: skip


def _texts(page: PageRecord) -> Iterator[tuple[str, str]]:
    yield "title", _without_name(page, _offered(page))
    yield "h1", _without_name(page, page.h1)
    if page.page_type == "product" or "Product" in page.schema_types:
        yield "text", _without_name(page, "\n".join(own_lines(page.main_text)))


def _offered(page: PageRecord) -> str:
    """The title without its last part, which names the site; the home page may begin with its name."""
    pieces = parts(page.title)
    return "\n".join(pieces if page.page_type == "home" or len(pieces) < 2 else pieces[:-1])


def _without_name(page: PageRecord, text: str) -> str:
    name = page.facts.head.site_name
    return text.replace(name, " ") if name else text


def _product(text: str) -> str:
    """A Chinese product page."""
    return (
        "<html lang='zh-CN'><head><title>紫泥西施壶 | 茶舍</title>"
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", "name": "紫泥西施壶"}</script></head>'
        f"<body><main><h1>紫泥西施壶</h1><p>{text}</p></main></body></html>"
    )


check = PageCheck(
    id="ad-law-superlatives",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    tier="extended",
    title=Text(zh="商品文案用了广告法限制的极限词", en="Copy uses superlatives that PRC advertising law restricts"),
    message=Text(
        zh="{where}里有“{term}”等 {count} 个极限词：“{quote}”",
        en="the {where} holds “{term}”, of {count} such terms: “{quote}”",
    ),
    words={
        "title": Text(zh="标题", en="title"),
        "h1": Text(zh="主标题", en="main heading"),
        "text": Text(zh="商品说明", en="product text"),
    },
    why=Text(
        zh="《广告法》第九条禁止“国家级”“最高级”“最佳”等用语，被举报可能罚款二十万元以上。这是法律风险，不是排名因素；本项也不是法律意见。",
        en="Article 9 of the advertising law of China bans terms such as “national grade”, “highest grade” and “best”; fines begin at 200,000 yuan. A legal risk, no ranking factor; and this is no legal advice.",
    ),
    fix=Text(
        zh="编辑：换成能证明的事实，例如产地、工艺、检测结果、带来源和年份的销量；拿不准的交给法务。",
        en="Editor: say what can be proved instead: origin, craft, test results, sales with source and year. Ask a lawyer when in doubt.",
    ),
    avoid=Text(
        zh="不要用谐音、拼音或插入符号绕过，也不要只加一句“极限词无效”的声明。",
        en="Do not dodge with homophones, pinyin or inserted signs, nor with a disclaimer.",
    ),
    verify=Text(
        zh="重新抓取后，xunlu audit --select ad-law-superlatives；图片里的文字要人工看。",
        en="After a new crawl: xunlu audit --select ad-law-superlatives. Words in pictures need your eyes.",
    ),
    before="<h1>全网最低价 顶级大红袍</h1>",
    after="<h1>武夷山正岩大红袍 250 克</h1>",
    matters=Matters.LEGAL,
    source="https://flk.npc.gov.cn/",
    applies="select url_id from temp.html_pages where coalesce(page_type, '') not in ('article', 'legal', 'account')"
    " and url_id in (select url_id from temp.page_facts where coalesce(facts ->> '$.writing.language', 'zh') = 'zh'"
    " and coalesce(facts ->> '$.writing.script', '') <> 'hant')",
    needs=frozenset({"facts"}),
    rule=rule,
    reads=frozenset({"main_text"}),
    confidence=0.5,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        "<title>The best teapots in the world | Tea House</title><h1>The best teapots in the world</h1>",
        "<title>怎样挑到顶级红茶？ | 茶舍</title>",
        "<title>宜兴紫砂壶 | 全网最低茶具网</title>",
        "<title>顶级域名与第一章 | 茶舍</title><h1>全国第一家茶博物馆</h1>",
        _product("第一次用先洗壶，最好用清水。最佳饮用温度八十度，最多装三百毫升，国家级非遗传承人监制。"),
        _product("据协会统计，二〇二四年全国销量第一。我们追求顶级品质，但不敢说全网最低。"),
        "<html lang='zh-TW'><head><title>頂級烏龍 全网最低 | 茶舍</title></head><body><main><h1>頂級烏龍</h1><p>這樣選來的茶，裡外都合用，開水沖下去，茶香舒展。</p></main></body></html>",
    ),
    bad=(
        "<title>全网最低价紫砂壶 | 茶舍</title>",
        "<h1>顶级大红袍</h1>",
        _product("极品好壶，送礼最佳选择。"),
        _product("国家级品质，采用最先进的工艺。"),
    ),
)  # fmt: skip
