"""A link that says “more” tells neither visitors nor engines what is behind it."""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'

check = SiteCheck(
    id="anchor-generic",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.6",
    title=Text(zh="链接文字是“更多”“点击这里”之类", en="Links say no more than “more” or “click here”"),
    message=Text(zh="正文 {links} 个链接里，{generic} 个没说去哪里，例如“{anchor}”到 {target}", en="{generic} of {links} links in the text say nothing of their target, such as “{anchor}” to {target}"),
    why=Text(
        zh="锚文字告诉引擎目标网页讲什么，也让扫读的访客和读屏用户知道点了会看到什么。“更多”到处都一样，等于没说。",
        en="Anchor text tells engines what the target is about, and tells skimming visitors and screen readers what they will get. “More” fits any link and says nothing.",
    ),
    fix=Text(
        zh="编辑：把链接放在有内容的词上，如“紫砂壶选购指南”；开发：列表里的“查看详情”改为把标题做成链接，或加上隐藏的商品名。",
        en="Editor: link telling words, such as “how to choose a teapot”. Developer: in lists make the title the link instead of “details”, or add the name as hidden text.",
    ),
    avoid=Text(zh="不要全换成同一个关键词。", en="Do not put the same keyword everywhere instead."),
    verify=Text(zh="只读链接文字，看能否猜出目标。", en="Read the links alone: can you guess their targets?"),
    before='想了解怎么挑壶，<a href="/guide/pot">点击这里</a>',
    after='<a href="/guide/pot">怎样挑选紫砂壶</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable#anchor-text-placement",
    applies="select distinct l.source_id as url_id from temp.page_links l where l.kind = 'a' and l.position = 'main' and l.source_id in (select url_id from temp.html_pages)",
    options={"max_share": Option(0.1, "share of the links in the main text, 0-1")},
    sql="""
        with generic as materialized (
            select text from main.anchors where length(text) <= 30 and generic_anchor(text)
        ),
        pages as (
            select l.source_id, count(*) as links, sum(g.text is not null) as generic,
                min(iif(g.text is null, null, l.ordinal)) as first
            from temp.page_links l left join generic g on g.text = l.anchor
            where l.kind = 'a' and l.position = 'main' and l.source_id in (select url_id from temp.html_pages)
            group by l.source_id
        )
        select p.source_id as url_id, json_object('links', p.links, 'generic', p.generic, 'anchor', l.anchor, 'target', l.target) as evidence
        from pages p join temp.page_links l on l.source_id = p.source_id and l.ordinal = p.first
        where p.generic > :max_share * p.links
    """,
    effort_hours=0.5,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("茶舍", '<a href="/a">怎样挑选紫砂壶</a><a href="/b">More about white tea</a>')}),
    bad=Example({"/": PAGE.format("茶舍", '<a href="/a">【点击这里】</a><a href="/b">红茶</a>'), "/en": PAGE.format("Tea", '<a href="/c">Read more »</a>'), "/w": PAGE.format("茶", '<a href="/d">ＭＯＲＥ＞＞</a>')}),
    flags=frozenset({"/", "/en", "/w"}),
)  # fmt: skip
