"""A tag page whose items do not speak of its tag was made for a search, and disappoints whoever comes from there.

The rule asks for the tag in the items as listed; 盖碗 under the category 茶具 would be accused. So only tags and searches are
judged, by their address (audit/tags.py), and an item is on topic when its own page says any word of the tag, in title, h1,
description or text. Left out are tags by time, price or taste (新品, gifts), items in another script than the tag, and lists
in which three items in a row are on topic: those are the list, and what stands around them are recommendations.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0} | 茶舍</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
TEXTS = ("紫砂壶出水利落", "白瓷盖碗薄胎", "竹制茶则", "武夷岩茶炭焙", "铁壶养护", "茶巾用棉麻", "茶旅两日游")


def site(tag: str, texts: tuple[str, ...]) -> dict[str, str]:
    """A home page, a tag page, and an item for each text."""
    links = "".join(f'<a href="/p/{number}">第 {number} 件</a>' for number in range(len(texts)))
    items = {f"/p/{number}": PAGE.format(f"第 {number} 件", f"<p>{text}。</p>") for number, text in enumerate(texts)}
    return {
        "/": PAGE.format("茶舍", '<a href="/tag/1">标签</a>'),
        "/tag/1": PAGE.format(f"标签：{tag}", links),
        **items,
    }


check = SiteCheck(
    id="listing-off-topic",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="标签页列出的东西和标签不相干", en="A tag page lists what has nothing to do with its tag"),
    message=Text(
        zh="“{tag}”列出的 {items} 项里只有 {fitting} 项提到它，例如“{example}”就没有",
        en="of {items} items under “{tag}” only {fitting} speak of it; “{example}”, for one, does not",
    ),
    why=Text(
        zh="从搜索点进来的人要找的东西不在里面，马上离开。百度劲风算法专门打击题文不符的聚合页，连带全站。",
        en="Visitors from search do not find what they asked for and leave. Baidu demotes sites with listings that do not keep their title's promise.",
    ),
    fix=Text(
        zh="编辑：把不相干的内容移出标签，凑不满的标签删掉或合并；开发：标签页只列真正打了该标签的内容，不要用随机推荐补足，自动生成的加 noindex。",
        en="Editor: take unrelated items out, merge or drop tags with little in them. Developer: list what bears the tag, do not fill up at random, and put noindex on generated tags.",
    ),
    avoid=Text(zh="不要把标签词硬塞进每篇文章。", en="Do not sprinkle the tag over every text."),
    verify=Text(zh="重新抓取后，xunlu audit --select listing-off-topic。", en="After a new crawl: xunlu audit --select listing-off-topic."),
    matters=Matters.RANKING,
    source="https://ziyuan.baidu.com/college/",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where tag_path(url) and not later_page(url)",
    needs=frozenset({"links"}),
    confidence=0.5,
    options={"min_share": Option(0.5, "share of the items, 0-1")},
    # Texts are read for the first fifty items of a list, and only of those whose title and anchor are silent.
    sql="""
        with tags as materialized (
            select url_id, tag_word(h1, title) as tag from temp.indexable_pages
            where tag_path(url) and not later_page(url) and tag_word(h1, title) <> ''
        ),
        listed as materialized (
            select t.url_id, t.tag, l.target_id, min(l.ordinal) as ordinal, l.anchor
            from tags t join temp.internal_links l on l.source_id = t.url_id
            where l.position = 'main' and l.repeated is not 1 and l.target_id <> l.source_id
            group by t.url_id, l.target_id
        ),
        items as materialized (
            select l.*, p.title, p.h1, row_number() over (partition by l.url_id order by l.ordinal) as place,
                coalesce(p.title, '') || char(10) || coalesce(p.h1, '') || char(10) || coalesce(p.description, '') || char(10) || l.anchor as heads
            from listed l join temp.html_pages p on p.url_id = l.target_id
            where p.page_type not in ('home', 'category', 'account', 'legal') and not tag_path(p.url) and not listing_path(p.url)
                and same_writing(l.tag, p.han_chars, p.latin_words)
        ),
        judged as materialized (
            select i.url_id, i.tag, i.place, i.title, speaks_of(i.tag, i.heads, d.main_text) as fits
            from items i
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = i.target_id
            join main.documents d on d.hash = q.document_hash
            where i.place <= 50
        ),
        runs as (  -- items in a row with the same verdict have the same difference
            select url_id, fits, count(*) as length from (
                select url_id, fits, place - row_number() over (partition by url_id, fits order by place) as run from judged
            ) group by url_id, fits, run
        )
        select j.url_id, json_object('tag', j.tag, 'items', count(*), 'fitting', sum(j.fits),
            'example', substr(max(iif(j.fits, '', j.title)), 1, 120)) as evidence
        from judged j group by j.url_id
        having count(*) >= 5 and sum(j.fits) < :min_share * count(*)
            and not exists (select 1 from runs r where r.url_id = j.url_id and r.fits and r.length >= 3)
    """,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            **site("紫砂壶", ("紫砂壶泥料", "紫砂养护", "紫砂壶容量", *TEXTS[1:])),
            "/tag/new": PAGE.format("标签：新品", "".join(f'<a href="/p/{n}">{n}</a>' for n in range(7))),
            "/tag/teapot": PAGE.format("Teapots", "".join(f'<a href="/p/{n}">{n}</a>' for n in range(7))),
            "/tag/few": PAGE.format("标签：咖啡", '<a href="/p/1">一</a><a href="/p/2">二</a>'),
        }
    ),
    bad=Example(site("紫砂壶", TEXTS)),
    flags=frozenset({"/tag/1"}),
)  # fmt: skip
