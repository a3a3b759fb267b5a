"""The language of a page decides its pronunciation, its fonts, and whether a browser offers to translate it."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord
from crawler.text import dominant_script


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    if not page.lang.strip():
        han = dominant_script(page.han_chars, page.latin_words) == "han"
        yield {"suggested": "zh-Hans" if han else "en"}


check = PageCheck(
    id="lang-missing",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="网页没有说明自己是哪种语言", en="A page does not say which language it is in"),
    message=Text(zh="<html> 没有 lang 属性，可用 {suggested}", en="<html> has no lang attribute; {suggested} would fit"),
    why=Text(
        zh="读屏软件可能用错误的语言朗读，中文可能显示成日文字形，浏览器也会误弹翻译。Google 不用它判断语言，Bing 等会参考，排名影响很小。",
        en="Screen readers may pronounce it wrongly, Chinese may appear in Japanese letter forms, and browsers offer to translate. Google does not use it, Bing and others take it as a hint: little effect on ranking.",
    ),
    fix=Text(
        zh="开发：在每种语言的页面模板里写 <html lang=\"zh-Hans\"> 或 lang=\"en\"；店铺平台在主题的 layout 文件里改。",
        en="Developer: write <html lang=\"zh-Hans\"> or lang=\"en\" into the layout of each language; on a shop platform, into the theme's layout file.",
    ),
    avoid=Text(zh="不要所有语言都写同一个值。", en="Do not give all languages the same value."),
    verify=Text(zh="curl -s 网址 | grep -i \"<html\"。", en="curl -s URL | grep -i \"<html\"."),
    before="<html>",
    after='<html lang="zh-Hans">',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Understanding/language-of-page.html",
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=('<html lang="zh-Hans"><head><title>茶舍</title></head></html>', '<html lang="en"><head><title>Tea</title></head></html>'),
    bad=("<html><head><title>茶舍</title></head></html>", '<html lang=" "><head><title>Tea</title></head></html>'),
)  # fmt: skip
