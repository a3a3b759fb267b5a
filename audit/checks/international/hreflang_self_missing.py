"""A set of language versions that leaves out the page it stands on is incomplete."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{0}"><head><title>茶舍 {0}</title>{1}</head><body><h1>茶舍</h1></body></html>'
LINK = '<link rel="alternate" hreflang="{}" href="https://example.com{}">'
BOTH = LINK.format("zh", "/") + LINK.format("en", "/en/")

check = SiteCheck(
    id="hreflang-self-missing",
    module=__name__,
    severity=Severity.WARNING,
    book=None,
    title=Text(zh="语言版本清单里没有列出本页自己", en="The list of language versions leaves out the page itself"),
    message=Text(zh="列了 {versions} 个版本（{codes}），没有本页", en="{versions} versions are listed ({codes}), not this page"),
    why=Text(
        zh="每个版本都应列出全部版本，包括自己。缺了自己，Google 多半仍能理解，但更容易出错，也常说明网址写得不一致（带不带 www、斜杠）。",
        en="Each version should list all, itself included. Without it Google mostly understands, but less surely; often it shows that addresses are written in two ways (www, slash).",
    ),
    fix=Text(
        zh="开发：在模板里给自己也输出一条，网址与 canonical 完全一致。",
        en="Developer: let the template print an entry for the page itself, with exactly the address of its canonical.",
    ),
    avoid=Text(zh="不要只写 x-default 代替。", en="x-default does not replace it."),
    verify=Text(zh="curl -s 网址 | grep hreflang，应有本页网址。", en="curl -s URL | grep hreflang: this URL is among them."),
    before='hreflang="en" -> /en/',
    after='hreflang="zh-Hans" -> /\nhreflang="en" -> /en/',
    matters=Matters.CLICKS,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where url_id in (select source_id from temp.page_links where kind = 'alternate')",
    sql="""
        select source_id as url_id, json_object('versions', count(distinct target_id), 'codes', group_concat(distinct anchor)) as evidence
        from temp.page_links
        where kind = 'alternate' and source_id in (select url_id from temp.indexable_pages)
        group by source_id having sum(target_id = source_id) = 0
    """,
    effort_hours=0.5,
    profiles={"google": {}, "shop": {}},
    good=Example({"/": PAGE.format("zh", BOTH), "/en/": PAGE.format("en", BOTH), "/a": PAGE.format("zh", "")}),
    bad=Example({"/": PAGE.format("zh", LINK.format("en", "/en/")), "/en/": PAGE.format("en", BOTH)}),
    flags=frozenset({"/"}),
)  # fmt: skip
