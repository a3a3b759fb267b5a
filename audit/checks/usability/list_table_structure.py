"""Lists and tables that are put together wrongly are read out as a heap of loose words."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    facts = page.facts.usability
    for code in ("in-list", "loose-item", "in-dl"):
        found = [(tag, count) for one, tag, count in facts.list_faults if one == code]
        if found:
            yield {
                "problem": code,
                "count": sum(count for _, count in found),
                "examples": [tag for tag, _ in found[:5]],
            }
    if facts.bare_tables:
        yield {"problem": "no-th", "count": facts.bare_tables, "examples": list(facts.table_examples)}


check = PageCheck(
    id="list-table-structure",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    title=Text(zh="列表或表格搭得不对", en="Lists or tables are put together wrongly"),
    message=Text(zh="{problem}：{count} 处（{examples}）", en="{problem}: {count} ({examples})"),
    words={
        "in-list": Text(zh="ul、ol 里直接放了别的元素", en="other elements directly in a ul or ol"),
        "loose-item": Text(zh="li 不在列表里", en="li outside of a list"),
        "in-dl": Text(zh="dl 里直接放了别的元素", en="other elements directly in a dl"),
        "no-th": Text(zh="数据表格没有表头单元格", en="tables of data without heading cells"),
    },
    why=Text(
        zh="读屏软件报不出“共几项”，也不知道“250 克”属于哪一栏；搜索引擎从规格表取数据时也可能取错。不是排名因素。",
        en="A screen reader cannot say how many items there are, or what “250 g” belongs to; engines that read tables may err too. No ranking factor.",
    ),
    fix=Text(
        zh="开发：ul、ol 的子元素只用 li；规格表的名称一栏改用 <th>。",
        en="Developer: only li directly inside ul and ol; make the names of a specification table <th>.",
    ),
    avoid=Text(zh="不要为排版套表格。", en="Do not use tables for layout."),
    verify=Text(zh="重新抓取后，xunlu audit --select list-table-structure。", en="After a new crawl: xunlu audit --select list-table-structure."),
    before="<tr><td>净重</td><td>250 克</td></tr>",
    after='<tr><th scope="row">净重</th><td>250 克</td></tr>',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/WCAG22/Understanding/info-and-relationships.html",
    needs=frozenset({"facts"}),
    identity=("problem",),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        "<main><ul><li>红茶</li></ul><dl><dt>产地</dt><dd>宜兴</dd></dl><table><tr><th>净重</th><td>250 克</td></tr><tr><th>产地</th><td>宜兴</td></tr></table></main>",
        '<main><table role="presentation"><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><table><tr><td><img src="/a.png" alt="a"></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></main>',
    ),
    bad=(
        "<main><ul><div>红茶</div></ul></main>",
        "<main><div><li>Black tea</li></div></main>",
        "<main><dl><p>产地</p></dl></main>",
        "<main><table><tr><td>净重</td><td>250 克</td></tr><tr><td>产地</td><td>宜兴</td></tr></table></main>",
    ),
)  # fmt: skip
