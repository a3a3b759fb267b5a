"""Engines pass over a language version whose code they cannot read."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title><link rel="alternate" hreflang="{}" href="https://example.com/"></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="hreflang-invalid-code",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="语言版本的代码写错，搜索引擎不认", en="The code of a language version is one that engines cannot read"),
    message=Text(zh="hreflang=\"{code}\"：{fault}，也许应为 {meant}", en="hreflang=\"{code}\": {fault}; perhaps {meant} was meant"),
    words={
        "underscore": Text(zh="要用连字符，不用下划线", en="needs a hyphen, not an underscore"),
        "language": Text(zh="没有这种语言", en="no such language"),
        "script": Text(zh="没有这种文字", en="no such script"),
        "region": Text(zh="没有这个地区", en="no such region"),
        "form": Text(zh="应为语言[-文字][-地区]", en="should be language[-script][-region]"),
    },
    why=Text(
        zh="代码认不出，这一条就作废：外国访客可能搜到中文版，或反过来。它只管给谁看哪个版本，不提高排名。",
        en="An unreadable code voids the entry: visitors may be shown the wrong language version. It decides who sees which version and raises no rankings.",
    ),
    fix=Text(
        zh="开发：语言用 ISO 639-1（zh、en、ja），地区用 ISO 3166-1（CN、GB、JP），简繁写 zh-Hans、zh-Hant；只按地区是不行的。",
        en="Developer: language by ISO 639-1 (zh, en, ja), region by ISO 3166-1 (CN, GB, JP), scripts as zh-Hans, zh-Hant. A region alone will not do.",
    ),
    avoid=Text(zh="英国是 GB，不是 UK。", en="Britain is GB, not UK."),
    verify=Text(zh="curl -s 网址 | grep hreflang。", en="curl -s URL | grep hreflang."),
    before='hreflang="en-UK"',
    after='hreflang="en-GB"',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    applies="select distinct source_id as url_id from temp.page_links where kind = 'alternate'",
    identity=("code",),
    sql="""
        with faults as materialized (
            select distinct anchor, hreflang_fault(anchor) as fault from temp.page_links where kind = 'alternate'
        )
        select l.source_id as url_id, json_object('code', l.anchor, 'fault', f.fault, 'meant', coalesce(nullif(suggested_tag(l.anchor), ''), '?'),
            'target', min(l.target)) as evidence
        from temp.page_links l join faults f on f.anchor = l.anchor
        where l.kind = 'alternate' and f.fault <> ''
        group by l.source_id, l.anchor
    """,
    effort_hours=0.5,
    profiles={"google": {}, "shop": {}},
    good=Example({"/": PAGE.format("zh-Hans"), "/a": PAGE.format("x-default"), "/b": PAGE.format("en-gb")}),
    bad=Example({"/": PAGE.format("cn"), "/a": PAGE.format("en-UK"), "/b": PAGE.format("zh-CHS")}),
    flags=frozenset({"/", "/a", "/b"}),
)  # fmt: skip
