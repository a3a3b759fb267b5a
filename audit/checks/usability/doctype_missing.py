"""Without a doctype browsers draw a page by the rules of 1998."""

import re
from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord

# What the HTML standard answers with quirks mode, as far as it is met today.
QUIRKS = re.compile(
    r'^html public "-//(?:w3c//dtd html (?:3|4\.0 (?:frameset|transitional))|ietf//|netscape|microsoft|o\'reilly)'
    r'|^html public "-//w3c//dtd html 4\.01 (?:frameset|transitional)//(?!.*"\s*"?http)'
)


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    doctype = page.facts.usability.doctype
    if not doctype.startswith("html") or QUIRKS.match(doctype):
        yield {"doctype": doctype[:120] or "none"}


check = PageCheck(
    id="doctype-missing",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="网页没有声明 HTML5，浏览器按旧规则显示", en="A page declares no HTML5 and is drawn by old rules"),
    message=Text(zh="文档类型：{doctype}", en="doctype: {doctype}"),
    words={"none": Text(zh="没有", en="none")},
    why=Text(
        zh="浏览器进入“怪异模式”，盒子宽度、表格字号等算法不同，同一套样式会错位。搜索引擎照常读取，不是排名因素。",
        en="Browsers fall into quirks mode, with other widths and font sizes, so that layouts break. Engines read the page all the same: no ranking factor.",
    ),
    fix=Text(
        zh="开发：在公共模板最前面写 <!DOCTYPE html>，前面不能有任何输出，然后检查版面。",
        en="Developer: begin the shared template with <!DOCTYPE html>, with no output before it, then look at the layout.",
    ),
    avoid=Text(zh="不要只在首页加。", en="Do not add it to the home page only."),
    verify=Text(zh="在浏览器控制台输入 document.compatMode，应为 CSS1Compat。", en="In the console document.compatMode says CSS1Compat."),
    before="<html>",
    after="<!DOCTYPE html>\n<html>",
    matters=Matters.UX,
    source="https://html.spec.whatwg.org/multipage/syntax.html#the-doctype",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<p>茶</p>",
        '<!-- 茶舍 -->\n<!doctype HTML PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html lang="zh"><head><meta charset="utf-8"><title>茶</title><meta name="viewport" content="width=device-width, initial-scale=1"></head></html>',
    ),
    bad=(
        '<html lang="zh"><head><meta charset="utf-8"><title>茶</title><meta name="viewport" content="width=device-width, initial-scale=1"></head></html>',
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html lang="en"><head><meta charset="utf-8"><title>Tea</title><meta name="viewport" content="width=device-width, initial-scale=1"></head></html>',
    ),
)  # fmt: skip
