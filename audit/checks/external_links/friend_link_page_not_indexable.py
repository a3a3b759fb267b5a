"""A link counts only on a page that engines may read and keep."""

from audit.example_probes import FRIEND, TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Severity
from configs.text import Text
from crawler.partner_states import THERE

check = friend_check(
    id="friend-link-page-not-indexable",
    module=__name__,
    severity=Severity.ERROR,
    title=Text(
        zh="放我们链接的网页不能被收录",
        en="The page with the link to us cannot be indexed",
    ),
    message=Text(
        zh="{partner} 的 {page}：{problem}（{detail}）",
        en="{page} of {partner}: {problem} ({detail})",
    ),
    words={
        "robots": Text(zh="被 robots.txt 禁止", en="robots.txt closes it"),
        "noindex": Text(zh="noindex", en="noindex"),
        "canonical": Text(zh="规范网址在别处", en="its canonical is elsewhere"),
    },
    why=Text(
        zh="被 robots.txt 禁止、noindex 或规范网址在别处的网页，搜索引擎不收录，上面的链接也就不算数。",
        en="Engines do not keep a page that robots.txt closes, that says noindex, or whose canonical is elsewhere; its links count for nothing.",
    ),
    fix=Text(
        zh="运营：请对方把链接放到能收录的网页，最好是首页；不然就结束交换。",
        en="Marketing: ask for a place on a page that can be indexed, best the home page, or end the exchange.",
    ),
    avoid=Text(
        zh="不要把我们的链接页也设成 noindex。",
        en="Do not make our own page of links noindex in return.",
    ),
    verify=Text(
        zh="xunlu robots test 对方网址；看网页源代码里的 robots 和 canonical。",
        en="xunlu robots test with their URL; robots and canonical in the source of the page.",
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/block-indexing",
    applies=applies(f"state in {THERE} or state = 'disallowed'"),
    sql=found(
        "f.state in ('nofollow', 'hidden', 'not-indexable', 'live', 'disallowed') and (json_array_length(f.body, '$.closed_to') > 0"
        " or f.body ->> '$.noindex' or f.body ->> '$.canonical' <> '')",
        "'problem', case when json_array_length(f.body, '$.closed_to') > 0 then 'robots'"
        " when f.body ->> '$.noindex' then 'noindex' else 'canonical' end,"
        " 'detail', case when json_array_length(f.body, '$.closed_to') > 0 then f.body -> '$.closed_to'"
        " when f.body ->> '$.noindex' then f.page else f.body ->> '$.canonical' end",
    ),
    good=Example(
        TEAHOUSE,
        probes=(
            partner("live"),
            partner("unread", f"{FRIEND}links"),
        ),
    ),
    bad=Example(TEAHOUSE, probes=(partner("not-indexable", noindex=True),)),
)
