"""Some authors put a space between Chinese characters and Latin words, some do not: either is good, both is none.

Narrower than the checklist: only words of two Latin letters and more in Chinese sentences count. Digits are left out, as
“2024年” and “3 个” stand side by side under many a policy; so are T恤 and 500ml装, titles, tables and reviews. Simplified
and Traditional pages may each have a policy. Forty places on three pages are the least that tells.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

LEAST_PLACES = 40
LEAST_PAGES = 3
PAGE = "<html lang='zh'><title>{0}</title><body><main><h1>{0}</h1><p>{1}</p><a href='/'>茶舍</a></main></body></html>"
SPACED = "本店支持 PayPal 和 Visa 付款，由 Nike 官方授权发货，请放心购买。"
JOINED = "本店支持PayPal和Visa付款，由Nike官方授权发货，请放心购买。"
DIGITS = "本店成立于2012年，现有 36 名员工，T恤和A4画册有售，500ml装的茶水另有3 种口味，请放心购买。"

check = SiteCheck(
    id="copy-spacing-mixed",
    module=__name__,
    severity=Severity.INFO,
    scope="site",
    book=None,
    tier="extended",
    title=Text(zh="中英文之间的空格不统一", en="Spaces between Chinese and Latin words follow no policy"),
    message=Text(
        zh="中文与英文单词相接处 {share}% 有空格（{spaced} 处有，{joined} 处没有），例如 {with_page} 有、{without_page} 没有",
        en="{share} % of the places where Chinese meets a Latin word have a space ({spaced} with, {joined} without), as on {with_page} and on {without_page}",
    ),
    why=Text(
        zh="加不加空格都对，忽有忽无就显得各写各的。搜索引擎不受影响，纯属版面整洁；排在别的问题后面处理。",
        en="With or without a space, both are fine; now this, now that looks like many hands. Engines do not mind: a matter of neatness, after all else.",
    ),
    fix=Text(
        zh="编辑：定一条规矩写进文案规范；开发：在发布流程里用排版工具统一，或用 CSS 的 text-autospace 代替手工空格。",
        en="Editor: choose one way and write it down. Developer: let a typesetting tool apply it when texts are published, or use CSS text-autospace instead of typed spaces.",
    ),
    avoid=Text(
        zh="不要在品牌、型号和网址内部加空格。",
        en="Add no spaces inside brands, models and addresses.",
    ),
    verify=Text(
        zh="重新抓取后，xunlu audit --select copy-spacing-mixed。",
        en="After a new crawl: xunlu audit --select copy-spacing-mixed.",
    ),
    before=f"<p>{JOINED}</p>\n<p>{SPACED}</p>",
    after=f"<p>{SPACED}</p>\n<p>{SPACED}</p>",
    matters=Matters.UX,
    source="https://www.w3.org/TR/clreq/",
    applies="select url_id from temp.home_page where exists (select 1 from temp.page_facts"
    " where facts ->> '$.writing.spaced' > 0 or facts ->> '$.writing.joined' > 0)",
    options={
        "min_share": Option(0.2, "share of the places with a space, 0-1"),
        "max_share": Option(0.8, "share of the places with a space, 0-1"),
    },
    identity=("script",),
    needs=frozenset({"facts"}),
    sql=f"""
        with counted as materialized (
            select url, iif(facts ->> '$.writing.script' = 'hant', 'hant', 'hans') as script,
                coalesce(facts ->> '$.writing.spaced', 0) as spaced, coalesce(facts ->> '$.writing.joined', 0) as joined
            from temp.page_facts where facts ->> '$.writing.spaced' > 0 or facts ->> '$.writing.joined' > 0
        ),
        totals as (
            select script, sum(spaced) as spaced, sum(joined) as joined from counted
            group by script having sum(spaced) + sum(joined) >= {LEAST_PLACES} and count(*) >= {LEAST_PAGES}
        )
        select h.url_id, json_object(
            'script', t.script, 'spaced', t.spaced, 'joined', t.joined,
            'share', cast(round(100.0 * t.spaced / (t.spaced + t.joined)) as integer),
            'with_page', (select url from counted c where c.script = t.script order by spaced - joined desc, url limit 1),
            'without_page', (select url from counted c where c.script = t.script order by joined - spaced desc, url limit 1)
        ) as evidence
        from totals t join temp.home_page h
        where 1.0 * t.spaced / (t.spaced + t.joined) between :min_share and :max_share
    """,
    confidence=0.85,
    effort_hours=2,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", f"{SPACED * 5}{JOINED}"),
            "/a": PAGE.format("红茶", f"{SPACED * 5}</p><p>Nike耐克 Puma彪马</p><p>{DIGITS * 20}"),
            "/b": PAGE.format("绿茶", SPACED * 5),
            "/tw": PAGE.format("綠茶", "本店支援PayPal和Visa付款，由Nike官方授權發貨，請放心購買這裡的綠茶。" * 6),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", SPACED * 5),
            "/a": PAGE.format("红茶", JOINED * 5),
            "/b": PAGE.format("绿茶", JOINED * 5),
        }
    ),
    flags=frozenset({"/"}),
)  # fmt: skip
