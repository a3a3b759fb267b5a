"""Domains that a tool listed the time before and lists no longer: a redesign, an end of a partnership, a dead site.

Two imports of one tool on different days are compared; not where the newer has less than half of the rows, or either ends at a round number, as cut exports do."""

from audit.backlinks import applies, backlink_check, found
from audit.example_backlinks import assessed, lost
from audit.example_probes import TEAHOUSE
from audit.registry import Example, Option, Severity
from configs.text import Text

check = backlink_check(
    id="backlink-domains-lost",
    module=__name__,
    levels=(Severity.NOTICE, Severity.WARNING),
    book=None,
    title=Text(
        zh="外链域名流失",
        en="Linking domains lost",
    ),
    message=Text(
        zh="{tool} 在 {before} 列出的 {had} 个域名，到 {newest} 少了 {lost} 个（{percent}%），如 {examples}",
        en="Of {had} domains that {tool} listed on {before}, {lost} ({percent}%) are missing on {newest}, such as {examples}",
    ),
    why=Text(
        zh="失去的推荐会慢慢削弱排名；多半可以挽回：网页改版、你的网址变了、对方的网页没了。",
        en="Recommendations that are lost weaken rankings by and by, and many can be won back: a redesign, an address of yours that changed.",
    ),
    fix=Text(
        zh="运营：看 xunlu links backlinks --verify 哪些真的没了；网址变了就加 301，重要的请对方恢复。",
        en="Marketing: see with xunlu links backlinks --verify which are really gone. Redirect addresses that changed, and ask the important ones.",
    ),
    avoid=Text(
        zh="每次导入用同样的导出设置，否则比较没有意义。",
        en="Export with the same settings each time, or the comparison means nothing.",
    ),
    applies=applies("json_array_length(figures, '$.lost_domains') > 0"),
    options={"warning_share": Option(0.1, "share")},
    identity=("tool",),
    sql=found(
        "w.value ->> '$.lost' > 0",
        "'tool', w.value ->> '$.tool', 'before', w.value ->> '$.before', 'newest', w.value ->> '$.newest', 'had', w.value ->> '$.had',"
        " 'lost', w.value ->> '$.lost', 'percent', cast(round(100.0 * (w.value ->> '$.lost') / (w.value ->> '$.had')) as integer),"
        " 'examples', (select group_concat(value, ', ') from json_each(w.value, '$.examples'))",
        joined="join json_each(told.figures, '$.lost_domains') w",
        severity="iif(w.value ->> '$.lost' > :warning_share * (w.value ->> '$.had'), 'warning', 'notice')",
    ),
    confidence=0.85,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(TEAHOUSE, backlinks=assessed()),
    bad=Example(TEAHOUSE, backlinks=assessed(lost_domains=lost(90, 20))),
)
