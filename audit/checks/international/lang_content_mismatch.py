"""A page that says it is in one language and is written in another is read aloud, translated and offered to the wrong people.

The two hundred characters must stand in the main text, not somewhere on the page: menus and footers in another language are
no fault. Mixed texts, names, models and code tell no language. A page whose heading is in the declared language shows
something foreign, and what is marked with ``lang`` is declared. Whether Chinese is Simplified is zh-script-mismatch's.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>{1}</title>{3}</head><body><main><h1>{1}</h1><p>{2}</p></main></body></html>'
SELF = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
CHINESE = (
    "这把壶由宜兴匠人手工制成，泥料细腻，出水利落，适合泡普洱和老茶。新壶先用清水冲净，再用茶汤润养，不必久煮。" * 5
)
ENGLISH = (
    "This pot is made by hand in Yixing. The clay is fine and the lid fits well, which is what you want of a pot for tea. "
    * 5
)
MODELS = (
    "EP-2024X 150 ml Pot Red, EP-2025X 180 ml Pot Blue, USB-C 65W GaN Charger, HDMI 2.1 Cable 8K 2 m, SSD NVMe 1 TB. "
    * 5
)
CODE = (
    "<pre>for item in cart: total = total + item.price * item.count; print(total); return render(request, template)</pre>"
    * 5
)
JAPANESE = (
    "手作りの急須です。注ぎ口の切れがよく、お茶がおいしく入ります。土は宜興のものを使い、一つずつ焼き上げています。" * 5
)

check = SiteCheck(
    id="lang-content-mismatch",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    tier="extended",
    title=Text(zh="网页写的是一种语言，声明的是另一种", en="A page declares one language and is written in another"),
    message=Text(zh="声明 {declared}，正文却是{found}：“{quote}”", en="declares {declared}, but the text is {found}: “{quote}”"),
    words={
        "zh": Text(zh="中文", en="Chinese"),
        "en": Text(zh="英文", en="English"),
        "ja": Text(zh="日文", en="Japanese"),
        "ko": Text(zh="韩文", en="Korean"),
        "de": Text(zh="德文", en="German"),
        "fr": Text(zh="法文", en="French"),
        "es": Text(zh="西班牙文", en="Spanish"),
        "pt": Text(zh="葡萄牙文", en="Portuguese"),
        "it": Text(zh="意大利文", en="Italian"),
        "nl": Text(zh="荷兰文", en="Dutch"),
    },
    why=Text(
        zh="读屏软件会用错误的语言朗读，浏览器会误弹翻译。Google 主要看正文，但错误的 hreflang 会把网页推给读不懂的人。",
        en="Screen readers mispronounce it and browsers offer to translate. Google judges by the text, but a wrong hreflang shows the page to people who cannot read it.",
    ),
    fix=Text(
        zh="正文没错时，开发：让 lang 取自网页的语言，不要在模板里写死。还没翻译时，编辑：先补译文，或暂不发布这个语言版本。",
        en="If the text is right, developer: take lang from the page's language instead of fixing it in the template. If it awaits translation, editor: translate it or hold that version back.",
    ),
    avoid=Text(zh="不要为了过检查而改成两种语言混写。", en="Do not mix languages to pass."),
    verify=Text(zh="curl -s 网址 | grep -i \"<html\\|hreflang\"。", en="curl -s URL | grep -i \"<html\\|hreflang\"."),
    before='<html lang="en"> … 这把壶由宜兴匠人手工制成',
    after='<html lang="zh-Hans"> … 这把壶由宜兴匠人手工制成',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Understanding/language-of-page.html",
    needs=frozenset({"facts"}),
    options={"min_chars": Option(200, "characters of main text, white space left out")},
    applies="""
        select url_id from temp.html_pages where visible_chars >= :min_chars and (lang <> '' or url_id in (
            select source_id from temp.page_links where kind = 'alternate' and source_id = target_id and anchor <> 'x-default'))
    """,
    sql="""
        with declared as materialized (
            select url_id, lang as code, 'lang' as attribute, 1 as place from temp.html_pages
            where lang <> '' and lang_fault(lang) = '' and visible_chars >= :min_chars
            union all
            select source_id, min(anchor), 'hreflang', 2 from temp.page_links
            where kind = 'alternate' and source_id = target_id and anchor <> 'x-default' and hreflang_fault(anchor) = ''
            group by source_id having count(distinct anchor) = 1
        ),
        doubtful as materialized (
            select d.*, f.facts ->> '$.alternates.parts' as parts from declared d cross join temp.page_facts f on f.url_id = d.url_id
            where language_doubt(d.code, f.facts ->> '$.writing.script', f.facts ->> '$.writing.language')
        ),
        judged as materialized (
            select d.url_id, d.place, d.attribute || '="' || d.code || '"' as declared, t.main_text,
                spoken_otherwise(d.code, t.main_text, iif(q.h1 <> '', q.h1, q.title), d.parts, :min_chars) as found
            from doubtful d
            cross join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = d.url_id
            cross join main.documents t on t.hash = q.document_hash
        )
        select url_id, json_object('declared', declared, 'found', found, 'quote', text_quote(main_text, found)) as evidence
        from (select *, min(place) from judged where found <> '' group by url_id)
    """,
    confidence=0.85,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("zh-Hans", "茶舍", CHINESE, SELF.format("zh-Hans", "/")),
            "/en": PAGE.format("en", "Teapots", ENGLISH, SELF.format("en", "/en")),
            "/both": PAGE.format("en", "Teapots 茶壶", ENGLISH + CHINESE, ""),
            "/learn": PAGE.format("en", "Words for tea", ENGLISH + "茶 龙井 普洱 红茶", ""),
            "/models": PAGE.format("zh-CN", "Models", MODELS, ""),
            "/code": PAGE.format("zh-CN", "Cart", CODE, ""),
            "/quoted": PAGE.format("zh-CN", "英文原文", ENGLISH, ""),
            "/marked": PAGE.format("zh-CN", "Letter", f'<span lang="en-GB">{ENGLISH}</span>', ""),
            "/short": PAGE.format("en", "茶", "这把壶由宜兴匠人手工制成。", ""),
            "/yue": PAGE.format("yue", "茶舍", "呢把壺係宜興師傅人手整嘅，泥料好細，出水好順，啱晒沖普洱。" * 9, ""),
            "/ja": PAGE.format("ja", "急須", JAPANESE, ""),
            "/ja/list": PAGE.format("ja", "会社一覧", "東京製茶株式会社 京都宇治茶業組合 静岡県製茶問屋 鹿児島銘茶本舗 " * 12, ""),
            "/cn": PAGE.format("cn", "Teapots", ENGLISH, ""),
            "/af": PAGE.format("af", "Pots", ENGLISH, ""),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("en", "茶舍", CHINESE, ""),
            "/en": PAGE.format("zh-CN", "Teapots", ENGLISH, ""),
            "/hreflang": PAGE.format("", "Teapots", ENGLISH, SELF.format("zh", "/hreflang")),
            "/ja": PAGE.format("ja", "茶壶", CHINESE, ""),
            "/jp": PAGE.format("zh-CN", "急須", JAPANESE, ""),
            "/fr": PAGE.format("fr", "Teapots", ENGLISH, ""),
        }
    ),
    flags=frozenset({"/", "/en", "/hreflang", "/ja", "/jp", "/fr"}),
)  # fmt: skip
