"""A page that calls itself Simplified and is written in Traditional, or the other way round, reaches the wrong readers.

Judged by characters that one script alone has, of the first 500 Han characters of the main text, and by twenty of them at
least: a line of names tells nothing. ``zh`` alone and ``yue`` say nothing of the script.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

MIN_TELLING = 20
PAGE = '<html lang="{0}"><head><title>{1}</title>{3}</head><body><main><h1>{1}</h1><p>{2}</p></main></body></html>'
SELF = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
SIMPLIFIED = "这款龙井采自狮峰山头，茶农手工炒制，汤色嫩绿明亮，滋味鲜爽。开汤之后兰花香气高扬，适合会客饮用。" * 3
TRADITIONAL = "這款龍井採自獅峰山頭，茶農手工炒製，湯色嫩綠明亮，滋味鮮爽。開湯之後蘭花香氣高揚，適合會客飲用。" * 3
CANTONESE = "呢隻龍井係獅峰山頭採嘅，師傅人手炒製，湯色嫩綠，飲落好鮮。佢哋話開湯之後有蘭花香，啱晒請客飲。" * 3
JAPANESE = "この急須は国産の土を使い、学校や会社でお茶を楽しむ方に向けて、一つずつ手作りで焼き上げています。" * 3

check = SiteCheck(
    id="zh-script-mismatch",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    tier="extended",
    title=Text(zh="声明的是简体却写成繁体，或者相反", en="A page declares one Chinese script and is written in the other"),
    message=Text(zh="声明 {declared}，正文却是{found}（{percent}%，如“{sample}”）", en="declares {declared}, but the text is {found} ({percent}%, such as “{sample}”)"),
    words={
        "hans": Text(zh="简体", en="Simplified"),
        "hant": Text(zh="繁体", en="Traditional"),
    },
    why=Text(
        zh="搜索引擎按代码把网页给大陆或港台读者看，写反了，两边看到的都不是自己的文字。浏览器也会选错字形，同一个字看着别扭。",
        en="Engines offer a page to readers of the mainland or of Taiwan and Hong Kong by this code; reversed, neither gets their own script. Browsers pick the wrong letter forms, too.",
    ),
    fix=Text(
        zh="正文没错时，开发：改模板里的 lang 和 hreflang。代码没错时，编辑：换上正确的文字，不要只用工具逐字转换，台湾与大陆用词不同。",
        en="If the text is right, developer: correct lang and hreflang in the template. If the code is right, editor: supply that text; converting characters alone leaves the other region's words.",
    ),
    avoid=Text(zh="不要在浏览器里用脚本转换代替。", en="Do not convert by script in the browser instead."),
    verify=Text(zh="curl -s 网址 | grep -i \"<html\\|hreflang\"。", en="curl -s URL | grep -i \"<html\\|hreflang\"."),
    before='<html lang="zh-TW"> … 这款龙井采自狮峰',
    after='<html lang="zh-Hans"> … 这款龙井采自狮峰',
    matters=Matters.CLICKS,
    source="https://www.w3.org/International/questions/qa-css-lang",
    needs=frozenset({"facts"}),
    options={"min_share": Option(0.8, "share of the characters that one script alone has, 0-1")},
    applies="""
        select p.url_id from temp.html_pages p
        where p.han_chars > 0 and (script_part(p.lang) in ('hans', 'hant') or p.url_id in (
            select source_id from temp.page_links
            where kind = 'alternate' and source_id = target_id and script_part(anchor) in ('hans', 'hant')))
    """,
    sql=f"""
        with declared as materialized (
            select url_id, lang as code, 'lang' as attribute, 1 as place from temp.html_pages where language_part(lang) = 'zh' and lang_fault(lang) = ''
            union
            select source_id, anchor, 'hreflang', 2 from temp.page_links
            where kind = 'alternate' and source_id = target_id and language_part(anchor) = 'zh' and hreflang_fault(anchor) = ''
        ),
        counted as materialized (
            select d.*, f.facts ->> '$.alternates.parts' as parts, coalesce(f.facts ->> '$.writing.simplified', 0) as simplified,
                coalesce(f.facts ->> '$.writing.traditional', 0) as traditional
            from declared d cross join temp.page_facts f on f.url_id = d.url_id
            where f.facts ->> '$.writing.language' = 'zh'
        ),
        judged as materialized (
            select c.*, q.document_hash, script_fault(c.code, c.simplified, c.traditional, c.parts, q.han_chars) as found,
                1.0 * max(c.simplified, c.traditional) / (c.simplified + c.traditional) as share
            from counted c
            cross join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = c.url_id
            where c.simplified + c.traditional >= {MIN_TELLING}
        )
        select j.url_id, json_object('declared', j.attribute || '="' || j.code || '"', 'found', j.found,
            'percent', cast(round(100 * j.share) as integer), 'sample', telling_sample(t.main_text, j.found)) as evidence
        from (select *, min(place) from judged where found <> '' and share > :min_share group by url_id) j
        cross join main.documents t on t.hash = j.document_hash
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("zh-CN", "茶舍", SIMPLIFIED, SELF.format("zh-Hans", "/")),
            "/tw": PAGE.format("zh-Hant-TW", "茶舍", TRADITIONAL, SELF.format("zh-TW", "/tw")),
            "/hk": PAGE.format("zh-HK", "茶舍", CANTONESE, ""),
            "/zh": PAGE.format("zh", "茶舍", TRADITIONAL, SELF.format("zh", "/zh")),
            "/yue": PAGE.format("yue", "茶舍", TRADITIONAL, ""),
            "/ja": PAGE.format("zh-TW", "急須", JAPANESE, ""),
            "/names": PAGE.format("zh-CN", "书名", "《紅樓夢》《西遊記》", ""),
            "/quoted": PAGE.format("zh-CN", "原文", f'<span lang="zh-Hant">{TRADITIONAL}</span>', ""),
            "/half": PAGE.format("zh-CN", "对照", SIMPLIFIED + TRADITIONAL, ""),
            "/en": PAGE.format("zh-TW", "Tea", "This pot is made by hand. " * 20, ""),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("zh-TW", "茶舍", SIMPLIFIED, ""),
            "/cn": PAGE.format("zh-Hans", "茶舍", TRADITIONAL, SELF.format("zh-Hans", "/cn")),
            "/hk": PAGE.format("zh-CN", "茶舍", CANTONESE, SELF.format("zh-HK", "/hk")),
            "/zh": PAGE.format("zh", "茶舍", TRADITIONAL, SELF.format("zh-CN", "/zh")),
        }
    ),
    flags=frozenset({"/", "/cn", "/hk", "/zh"}),
)  # fmt: skip
