"""“下一页” that opens another article is there for page views, and cheats whoever wants to read on.

Only links that say no more than “下一页”, “next page” or “下一章” count: “下一篇”, “next post” and “next” alone go from article to
article and say so. A book whose pages follow each other is honest, too, and is told by the way back: where the target links
to the page, nothing is reported. Nor are pages of one text or list (audit/pagers.py), the way up to a folder, and chapters in
the folder of their book.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0} | 茶舍</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>'

check = SiteCheck(
    id="pagination-bait",
    module=__name__,
    severity=Severity.WARNING,
    scope="link",
    book="4.3.8",
    title=Text(zh="“下一页”其实是另一篇文章", en="“Next page” opens another article"),
    message=Text(zh="“{anchor}”从“{title}”跳到了“{other}”（{target}）", en="“{anchor}” goes from “{title}” to “{other}” ({target})"),
    why=Text(
        zh="想接着读的访客被骗到别处，只会关掉；百度把这种翻页诱导算作干扰体验，会降低展现。",
        en="Readers who want the rest are led astray and leave. Baidu counts it as disturbing its users and shows such pages less.",
    ),
    fix=Text(
        zh="开发：“下一页”只通向本文的下一页，没有就不输出；通向别的文章时写“下一篇”加标题。",
        en="Developer: let “next page” lead to the next page of this text only, or print none; a link to another article says “next article” and its title.",
    ),
    avoid=Text(zh="不要为了凑页数把短文拆成几页。", en="Do not split short texts to have pages."),
    verify=Text(zh="点一下，看标题有没有变。", en="Click it: does the title stay the same?"),
    before='<a href="/news/88.html">下一页</a>',
    after='下一篇：<a href="/news/88.html">白茶怎么存</a>',
    matters=Matters.RANKING,
    source="https://ziyuan.baidu.com/college/",
    confidence=0.85,
    identity=("target",),
    applies="select url_id from temp.html_pages where page_type <> 'home'",
    sql="""
        with words as materialized (
            select text, next_link(text) as kind from main.anchors where length(text) <= 20 and next_link(text) <> ''
        ),
        turned as materialized (
            select l.source_id, l.target_id, w.kind, l.anchor from temp.internal_links l join words w on w.text = l.anchor
            where exists (select 1 from words) and l.source_id <> l.target_id and l.repeated is not 1
            group by l.source_id, l.target_id
        ),
        pairs as materialized (
            select t.source_id, t.target_id, t.kind, t.anchor, s.url, s.title, s.h1, d.url as target, d.title as other, d.h1 as other_h1
            from turned t cross join temp.html_pages s on s.url_id = t.source_id cross join temp.html_pages d on d.url_id = t.target_id
            where s.page_type <> 'home' and d.page_type <> 'home' and s.title <> '' and d.title <> ''
        )
        select p.source_id as url_id, json_object('anchor', substr(p.anchor, 1, 20), 'title', substr(p.title, 1, 120),
            'other', substr(p.other, 1, 120), 'target', p.target) as evidence
        from pairs p
        where (p.kind = 'page' or url_folder(p.url) <> url_folder(p.target))
            and not leads_up(p.url, p.target)
            and not one_piece(p.url, p.title || char(10) || p.h1, p.target, p.other || char(10) || p.other_h1)
            and not exists (select 1 from temp.page_links b where b.source_id = p.target_id and b.target_id = p.source_id
                and b.kind in ('a', 'prev') and b.repeated is not 1)
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", '<a href="/guide">选壶</a><a href="/list/2">下一页</a>'),
            "/guide": PAGE.format("怎样挑选紫砂壶", '<a href="/guide_2">下一页</a><a href="/news/301.html">下一篇</a>'),
            "/guide_2": PAGE.format("怎样挑选紫砂壶（2）", '<a href="/guide_3">下一页 »</a>'),
            "/guide_3": PAGE.format("挑壶之三", '<a href="/">下一页</a>'),
            "/news/301.html": PAGE.format("春茶上市", '<a href="/news/302.html">下一篇</a><a href="/news/303.html">Next</a>'),
            "/news/302.html": PAGE.format("白茶怎么存", '<a href="/news/">下一页</a>'),
            "/news/303.html": PAGE.format("店庆", '<a href="/show?id=9">下一页</a>'),
            "/show?id=9": PAGE.format("店庆（第 2 页）", ""),
            "/news/": PAGE.format("新闻", '<a href="/news/index_2.html">下一页</a>'),
            "/news/index_2.html": PAGE.format("旧闻", ""),
            "/book/1.html": PAGE.format("宋人的茶", '<a href="/book/2.html">下一页</a><a href="/book/9.html">下一章</a>'),
            "/book/2.html": PAGE.format("明人的壶", '<a href="/book/1.html">上一页</a>'),
            "/book/9.html": PAGE.format("清人的盏", ""),
            "/list/2": PAGE.format("列表", ""),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", '<a href="/news/301.html">春茶</a>'),
            "/news/301.html": PAGE.format("春茶上市", '<a href="/news/302.html">下一页</a>'),
            "/news/302.html": PAGE.format("白茶怎么存", '<a href="/tours/77.html">【下一章】</a>'),
            "/tours/77.html": PAGE.format("武夷山两日游", ""),
            "/en/tea": PAGE.format("How to store white tea", '<a href="/en/insurance">Next page &gt;&gt;</a>'),
            "/en/insurance": PAGE.format("Cheap car insurance", ""),
        }
    ),
    flags=frozenset({"/news/301.html", "/news/302.html", "/en/tea"}),
)  # fmt: skip
