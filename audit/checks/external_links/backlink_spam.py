"""Pages of results and of webmaster tools (site values, whois, statistics) link to every site; engines mostly ignore them.

Copies of one's texts and link wheels are not told from a table of links, and not judged."""

from audit.backlinks import applies, backlink_check, found
from audit.example_backlinks import assessed
from audit.example_probes import TEAHOUSE
from audit.registry import Example, Matters, Severity
from configs.text import Text

check = backlink_check(
    id="backlink-spam",
    module=__name__,
    severity=Severity.INFO,
    title=Text(
        zh="垃圾外链",
        en="Spam backlinks",
    ),
    message=Text(
        zh="{links} 条外链（{domains} 个域名）来自搜索结果页或站长工具页，如 {examples}",
        en="{links} backlinks of {domains} domains are pages of results or of webmaster tools, such as {examples}",
    ),
    why=Text(
        zh="这类网页自动链接所有网站，几乎不传递权重，引擎多半忽略；知道有多少，才不会把它们算进成绩。",
        en="Such pages link to every site by themselves and pass on hardly anything. Know their number, so as not to count them as success.",
    ),
    fix=Text(
        zh="不用处理；统计外链时不要算进去。",
        en="Nothing to do; leave them out when you count.",
    ),
    avoid=Text(
        zh="不要为它们逐条写信或提交拒绝文件。",
        en="Do not write to them, nor disavow them one by one.",
    ),
    matters=Matters.INDIRECT,
    applies=applies("figures ->> '$.links' > 0"),
    sql=found(
        "figures ->> '$.search_links' > 0",
        "'links', figures ->> '$.search_links', 'domains', figures ->> '$.search_domains', 'examples', (select group_concat(domain, ', ')"
        " from (select w.value ->> '$.domain' as domain from json_each(told.figures, '$.search_pages') w limit 5))",
    ),
    effort_hours=0.5,
    good=Example(TEAHOUSE, backlinks=assessed()),
    bad=Example(
        TEAHOUSE,
        backlinks=assessed(search_pages=[{"domain": "chinaz.com", "links": 7}], search_links=7, search_domains=1),
    ),
)
