"""What a page has to pass on is shared by all its links."""

from audit.example_probes import TEAHOUSE, partner
from audit.friends import applies, found, friend_check
from audit.registry import Example, Option, Severity
from configs.text import Text
from crawler.partner_states import THERE

check = friend_check(
    id="friend-link-outlinks",
    module=__name__,
    severity=Severity.WARNING,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    title=Text(
        zh="放我们链接的网页导出链接过多",
        en="The page with the link to us has too many outgoing links",
    ),
    message=Text(
        zh="{partner} 的 {page} 有 {outlinks} 个可跟踪的站外链接（上限 {limit}）",
        en="{page} of {partner} has {outlinks} followed links to other sites (limit {limit})",
    ),
    why=Text(
        zh="一页的权重由所有链接分享，几十个之后每个所得很少；上百个的像链接农场，可能被搜索引擎忽略。",
        en="All links share what a page has: beyond some dozens little is left for each, and a hundred look like a link farm.",
    ),
    fix=Text(
        zh="运营：请对方精简，或换到链接少的网页；超过 100 个的考虑结束交换。",
        en="Marketing: ask for fewer, or for a page with fewer; beyond a hundred think of ending the exchange.",
    ),
    avoid=Text(
        zh="不要只看数量，相关的站比少的站更重要。",
        en="Do not look at numbers only: a related site is worth more than a short list.",
    ),
    verify=Text(
        zh="重新抓取后看 xunlu links friends。",
        en="Crawl again, then look at xunlu links friends.",
    ),
    source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
    applies=applies(f"state in {THERE}"),
    options={"notice": Option(30, "links"), "warning": Option(50, "links"), "error": Option(100, "links")},
    sql=found(
        f"f.state in {THERE} and f.body ->> '$.outlinks' > min(:notice, :warning, :error)",
        "'outlinks', f.body ->> '$.outlinks', 'limit', case when f.body ->> '$.outlinks' > :error then :error"
        " when f.body ->> '$.outlinks' > :warning then :warning else :notice end",
        "case when f.body ->> '$.outlinks' > :error then 'error' when f.body ->> '$.outlinks' > :warning then 'warning'"
        " else 'notice' end",
    ),
    good=Example(TEAHOUSE, probes=(partner("live", outlinks=30),)),
    bad=Example(TEAHOUSE, probes=(partner("live", outlinks=64),)),
)
