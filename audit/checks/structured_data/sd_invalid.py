"""One comma too many, and engines drop the whole block.

Names are compared with the short table of ``audit/rich_results.toml``: a name is called wrong when no name of
schema.org has such a form, or when it is a slip of a known one. Baidu's own blocks are left out.
"""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from audit.rich_results import property_meant, type_meant
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.structured
    for code, line, column, near in facts.faults:
        yield {"problem": code, "near": near, "place": f"{line}:{column}", "line": line, "column": column}
    if facts.contextless:
        yield {"problem": "context", "near": "@context", "place": "@context"}
    wrong: dict[tuple[str, str], str] = {}
    for types, _, names in facts.shapes:
        for name in types.split():
            if (right := type_meant(name)) is not None:
                wrong.setdefault((name, "@type"), right)
        for name in names:
            if (right := property_meant(name)) is not None:
                wrong.setdefault((name, types), right)
    for (name, place), right in list(wrong.items())[:5]:
        yield {
            "problem": "slip" if right else "unknown",
            "near": f"{name} → {right}" if right else name,
            "place": place,
        }


check = PageCheck(
    id="sd-invalid",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.6",
    title=Text(zh="结构化数据有语法或拼写错误", en="Structured data have a slip of syntax or spelling"),
    message=Text(zh="{problem}：{near}（位置 {place}）", en="{problem}: {near} (at {place})"),
    words={
        "trailing-comma": Text(zh="括号前多了逗号", en="comma before a closing bracket"),
        "comma": Text(zh="缺少逗号", en="comma is missing"),
        "colon": Text(zh="缺少冒号", en="colon is missing"),
        "name": Text(zh="名称没有加双引号", en="name without double quotes"),
        "quotes": Text(zh="引号或标点不是英文双引号", en="not a plain double quote"),
        "line-break": Text(zh="文本里直接换行", en="raw line break in a text"),
        "escape": Text(zh="反斜杠用法不对", en="wrong backslash"),
        "string": Text(zh="引号没有结束", en="unclosed quote"),
        "extra": Text(zh="数据结束后还有内容", en="something after the end"),
        "comment": Text(zh="JSON 里不能写注释", en="JSON has no comments"),
        "constant": Text(zh="JSON 里没有 NaN 或 Infinity", en="JSON has no NaN or Infinity"),
        "depth": Text(zh="嵌套过深", en="nested too deep"),
        "value": Text(zh="缺少值", en="value is missing"),
        "context": Text(zh="没有写 @context", en="no @context"),
        "slip": Text(zh="名称拼错", en="misspelt name"),
        "unknown": Text(zh="schema.org 没有这样的名称", en="schema.org has no such name"),
    },
    why=Text(
        zh="一处语法错误，整段数据都会被搜索引擎丢弃，价格和评分不再显示；名称拼错则那一项等于没写。不影响普通排名。",
        en="One slip of syntax, and engines drop the whole block: price and stars are gone. A misspelt name counts as not there. Ordinary ranking is not affected.",
    ),
    fix=Text(
        zh="开发：用程序的 JSON 函数输出，不要在模板里拼字符串；商品名里的引号和换行由它转义。schema.org 的名称区分大小写。",
        en="Developer: print it with a JSON function instead of gluing strings in the template; it escapes quotes and line breaks. Names are case-sensitive.",
    ),
    avoid=Text(zh="不要整段删掉了事。", en="Do not just delete the block."),
    verify=Text(zh="把这段数据贴进 validator.schema.org。", en="Paste the block into validator.schema.org."),
    before='{"@type": "Product", "name": "紫砂壶", "avaliability": "InStock",}',
    after='{"@context": "https://schema.org", "@type": "Offer", "availability": "https://schema.org/InStock"}',
    matters=Matters.CLICKS,
    source="https://www.rfc-editor.org/rfc/rfc8259",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.structured.blocks') > 0",
    needs=frozenset({"facts"}),
    identity=("problem", "near"),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=(
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "OnlineStore", "name": "茶舍"}</script>',
        '<script type="application/ld+json">{"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld", "title": "茶"}</script>',
        '<script type="application/ld+json"><!-- {"@context": "http://schema.org/", "@type": "Vehicle", "wheels": 4} --></script>',
        "<p>茶</p>",
    ),
    bad=(
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "OnlineStore", "name": "茶舍",}</script>',
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "OnlineStore", "name": “茶舍”}</script>',
        '<script type="application/ld+json">{"@type": "OnlineStore", "name": "Tea"}</script>',
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Organisation", "name": "Tea"}</script>',
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "OnlineStore", "名称": "茶舍"}</script>',
    ),
)  # fmt: skip
