"""An id names one element; doubled, its label, link or script reaches whichever comes first."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.usability
    if facts.repeated_ids:
        name, count, referred = facts.id_examples[0]
        yield {
            "ids": facts.repeated_ids,
            "id": name,
            "count": count,
            "referred": "referred" if referred else "",
            "severity": "warning" if referred else "notice",
        }


check = PageCheck(
    id="duplicate-id",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.WARNING),
    book=None,
    title=Text(zh="多个元素用了同一个 id", en="Several elements share one id"),
    message=Text(zh="{ids} 个 id 重复，如 {id} 出现 {count} 次{referred}", en="{ids} ids are doubled, such as {id}, {count} times{referred}"),
    words={"referred": Text(zh="，且有标签或链接指向它", en=", and a label or link refers to it")},
    why=Text(
        zh="标签、页内链接和脚本只会找到第一个：点第二个“手机号”，光标却跳到第一个框。没有东西引用它时只是不规范。不是排名因素。",
        en="Labels, links within the page and scripts find the first one only: click the second “Phone”, and the cursor lands in the first field. Where nothing refers to it, it is merely untidy. No ranking factor.",
    ),
    fix=Text(
        zh="开发：循环输出的模板里给 id 加序号，只作样式用的改成 class。",
        en="Developer: number the ids in templates that repeat; use a class where it is only for styling.",
    ),
    avoid=Text(zh="不要删掉标签或页内链接正在用的那个 id。", en="Do not remove an id that a label or link needs."),
    verify=Text(zh="在浏览器控制台查 document.querySelectorAll('[id=\"…\"]').length。", en="In the console: document.querySelectorAll('[id=\"…\"]').length."),
    before='<input id="phone"> … <input id="phone">',
    after='<input id="phone-buyer"> … <input id="phone-receiver">',
    matters=Matters.UX,
    source="https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<main><p id="a">壶</p><p id="b">杯</p></main>',
        '<main><svg><linearGradient id="g"></linearGradient></svg><svg><linearGradient id="g"></linearGradient></svg></main>',
    ),
    bad=(
        '<main><p id="item">壶</p><p id="item">杯</p></main>',
        '<main><label for="phone">手机号</label><input id="phone"><p id="phone">Phone</p></main>',
    ),
)  # fmt: skip
