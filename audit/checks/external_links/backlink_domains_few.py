"""Many links from few domains: a footer, a forum or a network of sites counts as one voice, however often it links.

By the tools' figures (F-11); fewer than twenty links are not judged."""

from audit.backlinks import MANY_LINKS, applies, found
from audit.example_backlinks import PAGES, assessed
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

check = SiteCheck(
    id="backlink-domains-few",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    tier="import",
    book="4.3.7",
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
    verify=Text(
        zh="导入新的外链表（xunlu import backlinks），再看 xunlu links backlinks。",
        en="Import a new table (xunlu import backlinks), then look at xunlu links backlinks.",
    ),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
    view="run_pages",
    applies=applies(f"{MANY_LINKS} and figures ->> '$.domain_ratio' is not null"),
    needs=frozenset({"backlinks"}),
    options={"min_ratio": Option(0.1, "domains/links")},
    sql=found(
        f"{MANY_LINKS} and figures ->> '$.domain_ratio' < :min_ratio",
        "'links', figures ->> '$.links', 'domains', figures ->> '$.domains', 'ratio', round(figures ->> '$.domain_ratio', 2), 'limit', :min_ratio",
    ),
    confidence=1.0,
    effort_hours=4.0,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(PAGES, backlinks=assessed(domain_ratio=0.1)),
    bad=Example(PAGES, backlinks=assessed(links=2000, domains=90, domain_ratio=0.045)),
    flags=frozenset({"/"}),
)
