"""A product that the other language lacks, where nearly all others have it.

Nothing is missing on a shop that translates a choice of its goods: seven of ten pages of the same kind, folder and language
must have a partner, and five at least; a blog beside translated shelves is no gap. A partner is whatever another language
names or has at the same address, indexable or not, and what a language switch leads to: a page whose switch leads where no
other page's does is translated under another name. Later pages of lists, filters and tags are no pages to translate.
Judged on complete crawls.
"""

from audit.partners import PAIRS
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

LEAST = 5  # pages with a partner from which on a rule is to be seen
NAMES = (
    "中文", "简体中文", "簡體中文", "繁體中文", "繁体中文", "中文版", "简体", "繁體", "简", "繁", "中", "英文", "英文版", "英", "english",
    "english version", "en", "eng", "cn", "zh", "chs", "cht", "chinese", "日本語", "日本语", "日文", "日语", "jp", "ja", "한국어", "韩文", "kr",
    "français", "deutsch", "español", "русский", "português", "italiano",
)  # fmt: skip
SWITCHES = ", ".join(f"'{name}'" for name in NAMES)
# Tags, authors and archives of a language are its own.
OWN_LISTS = " and ".join(
    f"s.url not like '%/{word}%'" for word in ("tag/", "tags/", "label", "author/", "archive", "search")
)
FOLDER = "rtrim(rtrim(s.key, '/'), replace(rtrim(s.key, '/'), '/', ''))"  # up to the last slash but one at the end
JUDGED = f"""
        {PAIRS},
        switched as (
            select min(source_id) as url_id from temp.page_links
            where kind = 'a' and lower(trim(anchor)) in ({SWITCHES}) and source_id <> target_id
            group by target_id, lower(trim(anchor)) having count(distinct source_id) = 1
        ),
        answered as materialized (select key from spoken where tongue <> '' group by key having count(distinct tongue) > 1),
        eligible as (
            select s.url_id, s.url, s.page_type, s.tongue, {FOLDER} as folder, s.url_id in (select source_id from alternates)
                or s.key in (select key from answered) or s.url_id in (select url_id from switched) as partnered
            from spoken s
            where s.indexable and s.tongue <> '' and s.page_type in ('product', 'category')
                and later_page(s.url) = 0 and private_path(s.url) = 0 and instr(s.key, '?') = 0 and {OWN_LISTS}
        ),
        judged as (
            select * from (
                select *, avg(partnered) over kin as share, sum(partnered) over kin as partners,
                    min(iif(partnered, url, null)) over kin as example
                from eligible window kin as (partition by page_type, tongue, folder)
            ) where partners >= {LEAST} and share >= :min_share
        )"""
PAGE = '<html lang="{0}"><head><title>{1}</title>{3}</head><body><nav><a href="{4}">{5}</a></nav><main><h1>{1}</h1><p>{2}</p></main></body></html>'
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'


def _zh(number: int, links: str = "", switch: str = "/en/", name: str = "English") -> str:
    return PAGE.format("zh", f"紫砂壶 {number}", f"第 {number} 把壶，泥料细腻。", links, switch, name)


def _en(number: int, links: str = "") -> str:
    return PAGE.format("en", f"Teapot {number}", f"Teapot number {number}, of fine clay.", links, "/", "中文")


SIX = {
    **{f"/p/{number}": _zh(number) for number in range(6)},
    **{f"/en/p/{number}": _en(number) for number in range(6)},
}
HOMES = {"/": _zh(100), "/en/": _en(100)}

check = SiteCheck(
    id="parity-missing",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="这一页没有其他语言的版本，同类网页大多有", en="A page lacks the other language that others of its kind have"),
    message=Text(zh="{kind}有 {percent}% 备有其他语言（如 {example}），本页没有", en="{percent}% of the {kind} have another language (such as {example}); this page has none"),
    words={
        "product": Text(zh="商品页", en="products"),
        "category": Text(zh="栏目页", en="sections"),
    },
    why=Text(
        zh="用另一种语言搜索的顾客找不到这件商品；从它切换语言，只能回到首页或看到 404。多半是上新时漏了翻译。",
        en="Customers who search in the other language do not find it, and switching language there leads home or to a 404. Mostly a translation was forgotten.",
    ),
    fix=Text(
        zh="编辑：补上这一页的译文并发布。已有译文但网址不同的，开发：两边用 hreflang 互相指认。",
        en="Editor: translate and publish it. Where a translation stands under another address, developer: let the two name each other by hreflang.",
    ),
    avoid=Text(zh="不要用没翻译的页面充数；只在一地销售的商品可以忽略。", en="Do not publish it untranslated. What is sold in one country only may stay as it is."),
    verify=Text(zh="打开对应网址，应返回 200 并有译文。", en="Open the partner's address: it answers 200, translated."),
    before="/p/7 → /en/p/7：404",
    after="/p/7 ↔ /en/p/7",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/specialty/international/managing-multi-regional-sites",
    view="indexable_pages",
    needs=frozenset({"facts", "complete-crawl"}),  # page_facts tell the language of pages without lang
    options={"min_share": Option(0.7, "share of the pages of its kind and language with a partner, 0-1")},
    applies=f"with {JUDGED} select url_id from judged",
    sql=f"""
        with {JUDGED}
        select url_id, json_object('kind', page_type, 'percent', cast(100 * share as integer), 'example', example) as evidence
        from judged where not partnered
    """,
    confidence=0.5,
    effort_hours=1,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            **HOMES,
            **SIX,
            "/p/7": _zh(7, switch="/en/p/red-clay"),
            "/en/p/red-clay": PAGE.format("en", "Red clay", "A pot of red clay.", "", "/p/7", "中文"),
            "/p/8": _zh(8, LINK.format("en", "/en/p/blue") + LINK.format("zh", "/p/8")),
            "/en/p/9": _en(9),
            "/p/9": _zh(9, '<meta name="robots" content="noindex">'),
            "/p/10?color=red": _zh(10),
            "/tag/p/": _zh(13),
            "/about": _zh(11),
            "/c/1": _zh(12),
        }
    ),
    bad=Example({**HOMES, **SIX, "/p/7": _zh(7)}),
    flags=frozenset({"/p/7"}),
)  # fmt: skip
