"""A paragraph of the Chinese page that stands on the English one as it is: readers of that version cannot read it.

A block counts when it is in the language of the partner page *and* stands there, too: a foreign block alone may be a
quotation, an address, a poem, an entry of a visitor. Sentences only: code, ingredients, models and titles of books read the
same in all languages. Pages in both languages by design, and what is marked with ``lang``, are left alone
(``audit.untranslated``). Wording, template and editor's text are told alike, once a page.
"""

from audit.partners import PAIRS
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>{1}</title></head><body><main><h1>{1}</h1>{2}</main></body></html>'
ZH = (
    "<p>这把壶由宜兴匠人手工制成，泥料细腻，出水利落，适合泡普洱和老茶。新壶先用清水冲净，再用茶汤润养，不必久煮。</p>",
    "<p>日常用完倒净茶渣，热水里外冲一遍，打开盖子晾干即可，不要用洗洁精，也不要把茶汤留在壶里过夜，时间久了会有异味。</p>",
)
EN = (
    "<p>This pot is made by hand in Yixing. The clay is fine, it pours well, and it suits dark and old teas. Rinse it before the first use.</p>",
    "<p>When you are done, empty the pot, rinse it with hot water inside and out, and let it dry with the lid off. Do not use soap on it.</p>",
)
CODE = "<p>for (item of cart) { total = total + item.price * item.count; } return render(request, the_template, to_user(item));</p>"
LIST = "<p>Aqua, Glycerin, Camellia Sinensis Leaf Extract, Sodium Hyaluronate, Panthenol, Allantoin, Carbomer, Phenoxyethanol, Parfum</p>"
REVIEW = f"<h2>Reviews</h2>{ZH[1]}"

check = SiteCheck(
    id="parity-untranslated",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="网页里有没翻译的段落", en="A page has paragraphs that were not translated"),
    message=Text(zh="有 {blocks} 段原样出自 {other}：“{quote}”", en="{blocks} blocks stand as they are on {other}: “{quote}”"),
    why=Text(
        zh="读者看不懂的段落等于没写，搜外语词也找不到这些内容；两个版本重复的部分多了，引擎还可能弄错网页的语言。",
        en="What readers cannot read is lost on them and found by no search in their language. Where much is the same in two versions, engines may mistake a page's language.",
    ),
    fix=Text(
        zh="编辑：补上译文。开发：如果是模板或商品字段（配送、保养、退换），检查这个语言有没有读取自己的字段。",
        en="Editor: translate the paragraph. Developer: if it comes from a template or a field (delivery, care, returns), see whether this language reads a field of its own.",
    ),
    avoid=Text(zh="不要直接贴未经校对的机器译文。", en="Do not paste machine translation unread."),
    verify=Text(zh="打开网址找到这一段；重新抓取后再审核。", en="Find the paragraph on the page; crawl and audit again."),
    before='<html lang="zh-Hans"> … <p>Rinse it before the first use.</p>',
    after='<html lang="zh-Hans"> … <p>第一次使用前先冲洗。</p>',
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/specialty/international/managing-multi-regional-sites",
    view="indexable_pages",
    needs=frozenset({"facts"}),
    options={
        "min_latin_chars": Option(80, "Latin letters of a block"),
        "min_han": Option(40, "Han characters of a block"),
    },
    applies=f"with {PAIRS} select url_id from pairs union select other_id from pairs",
    sql=f"""
        with {PAIRS},
        sides as materialized (
            select url_id, tongue, other_id, other, other_tongue from pairs
            union all
            select other_id, other_tongue, url_id, url, tongue from pairs
        ),
        read as materialized (
            select s.url_id, s.other, untranslated(s.tongue || ' ' || s.other_tongue, f.facts ->> '$.alternates.parts',
                :min_latin_chars, :min_han, d.main_text, e.main_text) as found
            from sides s cross join temp.current_run c
            cross join main.pages p on p.run_id = c.run_id and p.url_id = s.url_id
            cross join main.pages o on o.run_id = c.run_id and o.url_id = s.other_id
            cross join main.document_facts f on f.hash = p.document_hash  -- that of page_facts, by its key
            cross join main.documents d on d.hash = p.document_hash cross join main.documents e on e.hash = o.document_hash
            where case when s.other_tongue in ('zh', 'ja') then p.han_chars >= :min_han else p.latin_words >= 12 or s.other_tongue = 'ko' end
        )
        select url_id, json_set(found, '$.other', min(other)) as evidence from read where found is not null group by url_id
    """,
    confidence=0.85,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/1": PAGE.format("zh", "茶壶", "".join(ZH)),
            "/en/1": PAGE.format("en", "Teapot", "".join(EN)),
            "/2": PAGE.format("zh", "茶壶", ZH[0] + CODE + LIST),
            "/en/2": PAGE.format("en", "Teapot", EN[0] + CODE + LIST),
            "/3": PAGE.format("zh", "茶壶", ZH[0] + EN[0] + ZH[1] + EN[1]),  # both by design
            "/en/3": PAGE.format("en", "Teapot", EN[0] + EN[1]),
            "/4": PAGE.format("zh", "茶壶", "".join(ZH)),
            "/en/4": PAGE.format("en", "Teapot", "".join(EN) + REVIEW),
            "/5": PAGE.format("zh", "茶壶", ZH[0] + f'<blockquote lang="en">{EN[1]}</blockquote>'),
            "/en/5": PAGE.format("en", "Teapot", "".join(EN)),
            "/6": PAGE.format("zh", "茶壶", ZH[0] + EN[1].replace("<p>", "<p>“")),
            "/en/6": PAGE.format("en", "Teapot", "".join(EN)),
            "/7": PAGE.format("zh", "茶壶", ZH[0] + EN[1]),  # a foreign block that the partner lacks
            "/en/7": PAGE.format("en", "Teapot", EN[0]),
            "/8": PAGE.format("zh", "茶壶", "<p>Rinse it before the first use.</p>"),
            "/en/8": PAGE.format("en", "Teapot", "<p>Rinse it before the first use.</p>"),
            "/zh-tw/9": PAGE.format("zh-TW", "茶壺", ZH[0]),
            "/zh-cn/9": PAGE.format("zh-CN", "茶壶", ZH[0]),
        }
    ),
    bad=Example(
        {
            "/1": PAGE.format("zh", "茶壶", ZH[0] + EN[1]),
            "/en/1": PAGE.format("en", "Teapot", "".join(EN)),
            "/2": PAGE.format("zh", "茶壶", "".join(ZH)),
            "/en/2": PAGE.format("en", "Teapot", EN[0] + ZH[1].replace("日常", "平时")),
            "/3": PAGE.format("zh", "茶壶", "".join(EN)),
            "/en/3": PAGE.format("en", "Teapot", "".join(EN)),
        }
    ),
    flags=frozenset({"/1", "/en/2", "/3"}),
)  # fmt: skip
