"""Many links from few domains: a footer, a forum or a network of sites counts as one voice, however often it links.

By the tools' figures (F-11); fewer than twenty links are not judged."""

from audit.backlinks import MANY_LINKS, applies, backlink_check, found
from audit.example_backlinks import assessed
from audit.example_probes import TEAHOUSE
from audit.registry import Example, Option
from configs.text import Text

check = backlink_check(
    id="backlink-domains-few",
    module=__name__,
    title=Text(
        zh="外链域名单一",
        en="Low referring-domain diversity",
    ),
    message=Text(
        zh="{links} 条外链只来自 {domains} 个域名：比值 {ratio}（下限 {limit}）",
        en="{links} backlinks come from {domains} domains only: a ratio of {ratio} (at least {limit})",
    ),
    why=Text(
        zh="同一个域名的第一百条链接几乎不再加分；引擎看的是多少个独立的网站推荐你。",
        en="The hundredth link of a domain hardly counts: engines look at how many independent sites recommend you.",
    ),
    fix=Text(
        zh="运营：看 xunlu links backlinks --domains，把精力放在还没有链接过来的相关网站（--intersect 列出链接竞品的域名）。",
        en="Marketing: look at xunlu links backlinks --domains, and turn to related sites that do not link yet (--intersect lists those that link to competitors).",
    ),
    avoid=Text(
        zh="不要为凑域名数买链接或用站群。",
        en="Do not buy links or build networks of sites to raise the number.",
    ),
    applies=applies(f"{MANY_LINKS} and figures ->> '$.domain_ratio' is not null"),
    options={"min_ratio": Option(0.1, "domains/links")},
    sql=found(
        f"{MANY_LINKS} and figures ->> '$.domain_ratio' < :min_ratio",
        "'links', figures ->> '$.links', 'domains', figures ->> '$.domains', 'ratio', round(figures ->> '$.domain_ratio', 2), 'limit', :min_ratio",
    ),
    good=Example(TEAHOUSE, backlinks=assessed(domain_ratio=0.1)),
    bad=Example(TEAHOUSE, backlinks=assessed(links=2000, domains=90, domain_ratio=0.045)),
)
