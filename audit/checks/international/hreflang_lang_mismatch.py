"""A page that calls itself Chinese to engines and English to browsers is wrong about one of them."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>茶舍</title><link rel="alternate" hreflang="{1}" href="https://example.com{2}"></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="hreflang-lang-mismatch",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="网页对引擎和对浏览器说的语言不一样", en="A page names one language to engines and another to browsers"),
    message=Text(zh="hreflang 说是 {code}，html lang 说是 {lang}", en="hreflang says {code}, html lang says {lang}"),
    why=Text(
        zh="两处必有一处错。hreflang 错了，访客会搜到错误的版本；lang 错了，读屏软件用错语言朗读。常因模板写死了 lang。",
        en="One of them is wrong. A wrong hreflang shows visitors the wrong version; a wrong lang makes screen readers speak the wrong language. Often lang is fixed in the template.",
    ),
    fix=Text(
        zh="开发：让 <html lang> 和 hreflang 取自同一个语言设置；简体和繁体要分清：zh-Hans、zh-Hant。",
        en="Developer: take <html lang> and hreflang from the same setting; keep zh-Hans and zh-Hant apart.",
    ),
    avoid=Text(zh="不要为了一致而两处都写错。", en="Do not make both wrong alike."),
    verify=Text(zh="curl -s 网址 | grep -i \"<html\\|hreflang\"。", en="curl -s URL | grep -i \"<html\\|hreflang\"."),
    before='<html lang="zh">  hreflang="en"',
    after='<html lang="en">  hreflang="en"',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    applies="select distinct source_id as url_id from temp.page_links where kind = 'alternate' and source_id = target_id and anchor <> 'x-default'",
    sql="""
        select p.url_id, json_object('code', min(l.anchor), 'lang', p.lang, 'differ', tags_differ(min(l.anchor), p.lang)) as evidence
        from temp.page_links l join temp.html_pages p on p.url_id = l.source_id
        where l.kind = 'alternate' and l.source_id = l.target_id and l.anchor <> 'x-default'
            and p.lang <> '' and lang_fault(p.lang) = '' and hreflang_fault(l.anchor) = ''
        group by p.url_id having count(distinct l.anchor) = 1 and tags_differ(min(l.anchor), p.lang) <> ''
    """,
    effort_hours=0.5,
    profiles={"google": {}, "shop": {}},
    good=Example({"/": PAGE.format("zh-CN", "zh-Hans", "/"), "/en": PAGE.format("en", "en-GB", "/en")}),
    bad=Example({"/": PAGE.format("zh-Hans", "zh-TW", "/"), "/en": PAGE.format("zh", "en", "/en")}),
    flags=frozenset({"/", "/en"}),
)  # fmt: skip
