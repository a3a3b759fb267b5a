"""Two pages for the same Chinese readers: zh beside zh-Hans, or zh-CN beside zh-Hans-CN.

A general code beside that of a region is Google's own advice (en beside en-GB), so the rule is narrowed: a page under
``zh``, ``zh-Hans`` or ``zh-Hant`` is a rival only of the code that means its own readers, on the same host, when no
other region of that script is listed (zh-Hant for Taiwan beside zh-HK is a plan), and when both pages are not plainly in
different scripts. Codes that say the same in two ways, zh-CN and zh-Hans-CN, are rivals anywhere.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

SIMPLIFIED = "这款龙井采自狮峰山头，茶农手工炒制，汤色嫩绿明亮，滋味鲜爽。"
TRADITIONAL = "這款龍井採自獅峰山頭，茶農手工炒製，湯色嫩綠明亮，滋味鮮爽。"


def _page(text: str, **links: str) -> str:
    """A page that lists itself and others; a code is written with underscores, an address may have a host."""
    whole = {
        code.replace("_", "-"): path if "//" in path else f"https://example.com{path}" for code, path in links.items()
    }
    tags = "".join(f'<link rel="alternate" hreflang="{code}" href="{url}">' for code, url in whole.items())
    return f'<html lang="zh"><head><title>茶舍</title>{tags}</head><body><main><h1>茶舍</h1><p>{text}</p></main></body></html>'


check = SiteCheck(
    id="zh-hreflang-overlap",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    tier="extended",
    title=Text(zh="几个中文代码指的是同一批读者", en="Several Chinese codes mean the same readers"),
    message=Text(zh="{code} 给 {target}，{other_code} 给 {other}，读者相同", en="{code} is {target}, {other_code} is {other}: the same readers"),
    why=Text(
        zh="zh 与 zh-Hans、zh-CN 给了不同网址，大陆读者该看哪一个就说不清，引擎自己挑，两页还会互相抢位置。",
        en="When zh and zh-Hans or zh-CN are different pages, nobody knows which is for readers of the mainland: engines pick one, and the two compete.",
    ),
    fix=Text(
        zh="开发：简体只用一个代码（zh-Hans 或 zh-CN），繁体也只用一个（zh-Hant 或 zh-TW）；要兜底，就让 zh 与其中一个指向同一网址。",
        en="Developer: one code for Simplified (zh-Hans or zh-CN), one for Traditional (zh-Hant or zh-TW); as a catch-all, let zh name the same address as one of them.",
    ),
    avoid=Text(zh="两页内容不同、各有读者时，不要删掉其中一页，改代码即可。", en="Do not delete a page with readers of its own; change its code."),
    verify=Text(zh="curl -s 网址 | grep hreflang。", en="curl -s URL | grep hreflang."),
    before='hreflang="zh" -> /zh/\nhreflang="zh-Hans" -> /cn/',
    after='hreflang="zh-Hans" -> /cn/\nhreflang="zh-Hant" -> /tw/',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    needs=frozenset({"facts"}),
    identity=("code", "other_code"),
    applies="select distinct source_id as url_id from temp.page_links where kind = 'alternate' and language_part(anchor) = 'zh'",
    sql="""
        with named as materialized (
            select distinct source_id, target_id, anchor as code from temp.page_links
            where kind = 'alternate' and language_part(anchor) = 'zh' and hreflang_fault(anchor) = ''
        ),
        elsewhere as materialized (
            select distinct source_id, script_part(code) as script from named where zh_elsewhere(code)
        ),
        rivals as materialized (
            select * from (
                select a.source_id, a.code, a.target_id, b.code as other_code, b.target_id as other_id, zh_rivals(a.code, b.code) as rivalry
                from named a join named b on b.source_id = a.source_id
                where b.target_id <> a.target_id
            ) where rivalry = 'same' or (rivalry = 'general'
                and (source_id, script_part(other_code)) not in (select source_id, script from elsewhere))
        ),
        placed as (
            select r.*, a.url as target, b.url as other,
                (select f.facts ->> '$.writing.script' from temp.page_facts f where f.url_id = r.target_id) as script,
                (select f.facts ->> '$.writing.script' from temp.page_facts f where f.url_id = r.other_id) as other_script
            from rivals r cross join main.urls a on a.url_id = r.target_id cross join main.urls b on b.url_id = r.other_id
            where r.rivalry = 'same' or a.host_id = b.host_id
        )
        select source_id as url_id, json_object('code', code, 'target', min(target), 'other_code', other_code, 'other', min(other)) as evidence
        from placed
        where not (coalesce(script, '') in ('hans', 'hant') and coalesce(other_script, '') in ('hans', 'hant') and script <> other_script)
        group by source_id, code, other_code
    """,
    confidence=0.85,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": _page(SIMPLIFIED, zh="/", zh_CN="/", zh_Hans="/", en="/en/"),
            "/scripts": _page(SIMPLIFIED, zh_Hans="/scripts", zh_Hant="/tw"),
            "/regions": _page(SIMPLIFIED, zh_CN="/regions", zh_TW="/tw", zh_HK="/hk"),
            "/asia": _page(SIMPLIFIED, zh_Hans="/asia", zh_CN="/cn", zh_SG="/sg"),
            "/taiwan": _page(TRADITIONAL, zh_Hant="/taiwan", zh_HK="/hk"),
            "/default": _page(SIMPLIFIED, zh="/default", zh_Hant="/tw", zh_TW="/tw"),
            "/old": _page(TRADITIONAL, zh="/old", zh_CN="/"),
            "/world": _page(SIMPLIFIED, zh="/world", zh_CN="https://example.cn/"),
        }
    ),
    bad=Example(
        {
            "/": _page(SIMPLIFIED, zh="/", zh_Hans="/hans", en="/en/"),
            "/cn": _page(SIMPLIFIED, zh="/", zh_CN="/cn", zh_TW="/tw"),
            "/hans": _page(SIMPLIFIED, zh_Hans="/hans", zh_CN="/cn"),
            "/tw": _page(TRADITIONAL, zh_Hant="/hant", zh_TW="/tw"),
            "/double": _page(SIMPLIFIED, zh_Hans_CN="https://example.cn/", zh_CN="/double"),
        }
    ),
    flags=frozenset({"/", "/cn", "/hans", "/tw", "/double"}),
)  # fmt: skip
