"""Simplified and Traditional characters in one text: a conversion that stopped half way, or a text from elsewhere.

A share of the characters alone would accuse pages that quote, name books and goods, set one script beside the other, or
show what visitors wrote: those parts are left out (``audit.han_scripts``), and eight different characters must be mixed in.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>茶舍</title></head><body><main><h1>茶舍</h1>{1}</main></body></html>'
SIMPLIFIED = "这款龙井采自狮峰山头，茶农手工炒制，汤色嫩绿明亮，滋味鲜爽。开汤之后兰花香气高扬，适合会客饮用。"
TRADITIONAL = "這款龍井採自獅峰山頭，茶農手工炒製，湯色嫩綠明亮，滋味鮮爽。開湯之後蘭花香氣高揚，適合會客飲用。"
HALF = "这款龙井採自狮峰山頭，茶农手工炒製，湯色嫩绿明亮，滋味鲜爽。开湯之後兰花香气高揚，適合会客飲用，请趁热品嘗。"
GOODS = "本店直送日本國產綠茶與茶碗，國産銘茶、抹茶会席、学芸茶碗、伝統工芸、画筆、鉄瓶、売切御免、数量限定、写真集、読本、対応。"

check = SiteCheck(
    id="zh-script-mixed",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="同一段文字里简繁混用", en="Simplified and Traditional are mixed in one text"),
    message=Text(zh="正文混有 {percent}% 的{script}字，如“{sample}”", en="{percent}% of the text is {script}, such as “{sample}”"),
    words={
        "hans": Text(zh="简体", en="Simplified"),
        "hant": Text(zh="繁体", en="Traditional"),
    },
    why=Text(
        zh="简繁混用读着别扭，像是抄来的或没转换完的。访客搜的是自己的写法，“紫砂壺”和“紫砂壶”引擎多半能对上，但不是每次都行。",
        en="A mixed text reads as copied or half converted. Engines mostly match one script with the other, yet not always, and visitors search in their own.",
    ),
    fix=Text(
        zh="编辑：统一成这个版本的文字，再通读一遍。供货商的资料先转换再上架。开发：简繁转换要对整段正文做，不要漏掉字段。",
        en="Editor: put all of it into the script of this version and read it through; convert suppliers' texts before publishing. Developer: convert whole texts, every field of them.",
    ),
    avoid=Text(zh="书名、人名、引文可以保留原样。", en="Titles, names and quotations may stay as they are."),
    verify=Text(zh="重新抓取后，xunlu audit --select zh-script-mixed。", en="After a new crawl: xunlu audit --select zh-script-mixed."),
    before="這款龙井採自狮峰山頭，湯色嫩绿",
    after="这款龙井采自狮峰山头，汤色嫩绿",
    matters=Matters.UX,
    source="https://www.w3.org/International/questions/qa-css-lang",
    needs=frozenset({"facts"}),
    options={
        "min_chars": Option(50, "characters that one script alone has"),
        "min_share": Option(0.1, "share of the rarer script, 0-1"),
    },
    # What is mixed shows in the first 500 Han characters, which were counted while the page was read.
    applies="""
        select url_id from temp.page_facts
        where coalesce(facts ->> '$.writing.simplified', 0) + coalesce(facts ->> '$.writing.traditional', 0) >= :min_chars
    """,
    sql="""
        with doubtful as materialized (
            select url_id, facts ->> '$.writing.simplified' as simplified, facts ->> '$.writing.traditional' as traditional
            from temp.page_facts where facts ->> '$.writing.language' = 'zh'
        ),
        read as materialized (
            select d.url_id, script_mixture(t.main_text, :min_chars, :min_share) as mixture
            from doubtful d
            cross join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = d.url_id
            cross join main.documents t on t.hash = q.document_hash
            where d.simplified + d.traditional >= :min_chars
                and min(d.simplified, d.traditional) > :min_share * (d.simplified + d.traditional) / 2
        )
        select url_id, json(mixture) as evidence from read where mixture is not null
    """,
    confidence=0.85,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("zh-Hans", f"<p>{SIMPLIFIED * 6}</p>"),
            "/tw": PAGE.format("zh-Hant", f"<p>{TRADITIONAL * 6}</p>"),
            "/brand": PAGE.format("zh-Hans", f"<p>{SIMPLIFIED * 6}</p><p>{'寶龍壺藝 ' * 20}</p>"),
            "/quoted": PAGE.format("zh-Hans", f"<p>{SIMPLIFIED * 6}</p><p>碑上刻着“{TRADITIONAL}”</p>"),
            "/glossary": PAGE.format("zh-Hans", f"<p>{SIMPLIFIED * 6}</p><p>龙（龍）、马（馬）、鸟（鳥）、鱼（魚）、门（門）、车（車）、东（東）、见（見）、贝（貝）</p>"),
            "/both": PAGE.format("zh", f"<p>{SIMPLIFIED * 6}</p><p>{TRADITIONAL * 6}</p>"),
            "/reviews": PAGE.format("zh-Hans", f"<p>{SIMPLIFIED * 6}</p><h2>用户评价（3）</h2><p>{TRADITIONAL}</p>"),
            "/japan": PAGE.format("zh-Hant", f"<p>{TRADITIONAL * 6}</p><p>{GOODS}</p>"),
            "/kana": PAGE.format("zh-Hant", f"<p>{TRADITIONAL * 6}</p><p>この急須は国産の土を使い、学校や会社でお茶を楽しむ方に向けて発売された图书です</p>"),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("zh-Hans", f"<p>{HALF * 3}</p>"),
            "/supplier": PAGE.format("zh-Hans", f"<p>{SIMPLIFIED * 6}</p><p>{TRADITIONAL}</p>"),
            "/tw": PAGE.format("zh-Hant", f"<p>{TRADITIONAL * 6}</p><p>{SIMPLIFIED}</p>"),
        }
    ),
    flags=frozenset({"/", "/supplier", "/tw"}),
)  # fmt: skip
