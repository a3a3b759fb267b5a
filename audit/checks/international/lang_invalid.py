"""A language that no list knows is as good as none: cn is no language, zh_CN no tag."""

from collections.abc import Iterator

from audit.language_tags import lang_fault, suggested
from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    fault = lang_fault(page.lang) if page.lang.strip() else ""
    if fault:
        yield {"lang": page.lang, "fault": fault, "meant": suggested(page.lang) or "?"}


check = PageCheck(
    id="lang-invalid",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="网页声明的语言代码是错的", en="The language a page declares is no valid code"),
    message=Text(zh="lang=\"{lang}\"：{fault}，也许应为 {meant}", en="lang=\"{lang}\": {fault}; perhaps {meant} was meant"),
    words={
        "underscore": Text(zh="要用连字符，不用下划线", en="needs a hyphen, not an underscore"),
        "language": Text(zh="没有这种语言", en="no such language"),
        "script": Text(zh="没有这种文字", en="no such script"),
        "region": Text(zh="没有这个地区", en="no such region"),
        "form": Text(zh="不合 BCP 47 的写法", en="not of the form of BCP 47"),
    },
    why=Text(
        zh="读屏软件和浏览器认不出这个值，就按自己的默认语言朗读、选字形、弹翻译。搜索引擎主要看正文判断语言，影响很小。",
        en="Screen readers and browsers do not know the value and fall back to their own language for voice, glyphs and translation. Engines judge by the text; they care little.",
    ),
    fix=Text(
        zh="开发：在模板里改成标准写法：简体中文 zh-Hans 或 zh-CN，繁体 zh-Hant，英文 en，日文 ja。",
        en="Developer: write a standard tag into the template: zh-Hans or zh-CN, zh-Hant, en, ja.",
    ),
    avoid=Text(zh="不要用国家代码当语言（cn、jp、kr）。", en="Do not use a country for a language (cn, jp, kr)."),
    verify=Text(zh="curl -s 网址 | grep -i \"<html\"。", en="curl -s URL | grep -i \"<html\"."),
    before='<html lang="cn">',
    after='<html lang="zh-Hans">',
    matters=Matters.UX,
    source="https://www.w3.org/International/articles/language-tags/",
    rule=rule,
    effort_hours=0.25,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=('<html lang="zh-Hans-CN"><head><title>茶舍</title></head></html>', '<html><head><title>茶</title></head></html>', '<html lang="yue"><head><title>茶</title></head></html>'),
    bad=('<html lang="cn"><head><title>茶舍</title></head></html>', '<html lang="zh_CN"><head><title>茶舍</title></head></html>', '<html lang="en-UK"><head><title>Tea</title></head></html>'),
)  # fmt: skip
