"""One language for two pages, or one page for two languages: engines cannot know which is meant."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><h1>{0}</h1></body></html>'
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'

check = SiteCheck(
    id="hreflang-conflict",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    book=None,
    title=Text(zh="语言版本的声明互相矛盾", en="The language versions contradict each other"),
    message=Text(zh="{fault}：{subject}（{values}）", en="{fault}: {subject} ({values})"),
    words={
        "code-twice": Text(zh="一个代码给了几个网址", en="one code for several addresses"),
        "two-languages": Text(zh="一个网址说成几种语言", en="one address for several languages"),
        "claimed-otherwise": Text(zh="各页把本页说成不同的语言", en="pages claim different languages for this one"),
        "regions-share": Text(zh="几个地区共用一个网址", en="several regions share an address"),
    },
    why=Text(
        zh="互相矛盾时引擎只能猜，往往整组忽略，访客看到错误的版本。同一语言的几个地区共用网址是允许的，只提醒您确认。",
        en="Faced with contradictions engines guess or drop the set, and visitors get the wrong version. Regions of one language may share an address; that is only a reminder.",
    ),
    fix=Text(
        zh="开发：每个代码只列一个网址，每个网址只用一种语言；检查模板是否输出了两遍，插件与主题是否各输出一套。",
        en="Developer: one address for each code, one language for each address; see whether template and plugin both print a set.",
    ),
    avoid=Text(zh="不要把没翻译的网页标成外语版。", en="Do not label untranslated pages as translations."),
    verify=Text(zh="curl -s 网址 | grep hreflang | sort。", en="curl -s URL | grep hreflang | sort."),
    before='hreflang="en" -> /en/\nhreflang="en" -> /us/',
    after='hreflang="en" -> /en/\nhreflang="en-US" -> /us/',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    applies="select source_id as url_id from temp.page_links where kind = 'alternate' union select url_id from temp.html_pages where url_id in (select target_id from temp.page_links where kind = 'alternate')",
    identity=("fault", "subject"),
    sql="""
        with named as materialized (
            select source_id, target_id, target, anchor as code, language_part(anchor) as tongue from temp.page_links where kind = 'alternate'
        ),
        found as (
            select source_id as url_id, 'code-twice' as fault, code as subject, group_concat(distinct target) as told, 'error' as severity
            from named group by source_id, code having count(distinct target_id) > 1
            union all
            select source_id, iif(count(distinct tongue) > 1, 'two-languages', 'regions-share'), target, group_concat(distinct code),
                iif(count(distinct tongue) > 1, 'error', 'notice')
            from named where code <> 'x-default' group by source_id, target_id having count(distinct code) > 1
            union all
            select target_id, 'claimed-otherwise', min(target), group_concat(distinct tongue), 'error'
            from named where code <> 'x-default' and target_id in (select url_id from temp.html_pages)
                and (source_id, target_id) not in (select source_id, target_id from named where code <> 'x-default'
                    group by source_id, target_id having count(distinct tongue) > 1)
            group by target_id having count(distinct tongue) > 1
        )
        select url_id, json_object('fault', fault, 'subject', subject, 'values', told) as evidence, severity from found
    """,
    effort_hours=1,
    profiles={"google": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", LINK.format("zh", "/") + LINK.format("en", "/en/") + LINK.format("x-default", "/"))}),
    bad=Example(
        {
            "/": PAGE.format("茶舍", LINK.format("en", "/en/") + LINK.format("en", "/us/")),
            "/a": PAGE.format("红茶", LINK.format("zh", "/a") + LINK.format("en", "/a")),
            "/b": PAGE.format("绿茶", LINK.format("en-gb", "/e") + LINK.format("en-us", "/e")),
            "/c": PAGE.format("白茶", LINK.format("zh", "/c")),
            "/d": PAGE.format("黑茶", LINK.format("ja", "/c")),
        }
    ),
    flags=frozenset({"/", "/a", "/b", "/c"}),
)  # fmt: skip
