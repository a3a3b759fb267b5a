"""A link from one section into another that is called something its target does not speak of.

The rule compares anchor and title. A paraphrase in running text shares no word with a title and is no fault, so that heads and
main text of the target are asked as well, and one Han character in common with the title is enough (audit/anchors.py). Other
links of the page to the same target count for it: of a product card, the price need not name the product. Sections are
first-level folders with an index page (audit/sections.py); menus and other repeated links are left out.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from audit.sections import SECTIONS
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'


def site(links: str) -> dict[str, str]:
    """Two sections of three pages each; the first article has ``links``."""
    found = {"/": PAGE.format("茶舍", ""), "/tea/": PAGE.format("茶叶", ""), "/pots/": PAGE.format("茶壶", "")}
    found |= {f"/tea/{number}": PAGE.format(f"白茶笔记 {number}", links if number == 0 else "") for number in range(4)}
    pots = ("怎样清洗紫砂壶", "银壶与铁壶", "盖碗的三种拿法", "订制刻字")
    return found | {
        f"/pots/{number}": PAGE.format(name, "<p>先用温水，再用茶汤养护。</p>") for number, name in enumerate(pots)
    }


GOOD = (
    '<a href="/pots/0">清洁茶壶</a><a href="/pots/0">这个办法</a><a href="/pots/1">￥128</a><a href="/pots/1">铁壶</a>'
    '<a href="/pots/0">茶汤养护</a><a href="/pots/2">Gaiwan</a><a href="/pots/3">2024年3月5日</a><a href="/tea/1">存放</a><a href="/pots/">器物</a>'
)

check = SiteCheck(
    id="cross-channel-anchor",
    module=__name__,
    severity=Severity.NOTICE,
    scope="link",
    book="4.3.6",
    title=Text(zh="跨频道的链接文字和目标网页对不上", en="A link into another section names what is not there"),
    message=Text(zh="“{anchor}”链接到“{title}”（{target}），那里没有讲到它", en="“{anchor}” links to “{title}” ({target}), which does not speak of it"),
    why=Text(
        zh="访客点进去发现说的是另一回事；引擎也靠链接文字理解目标网页，文不对题等于白给一个链接。",
        en="Visitors find something else than they were told; and engines, which read anchors to understand their targets, learn nothing from it.",
    ),
    fix=Text(
        zh="编辑：把链接文字改成目标网页讲的东西，如商品名或文章主题；地址贴错的，改成对的网址。",
        en="Editor: call the link after what the target is about, such as the product's name; where the address is wrong, mend it.",
    ),
    avoid=Text(zh="不要全改成目标网页的完整标题。", en="Do not paste the whole title of the target everywhere."),
    verify=Text(zh="只读链接文字，再看目标网页的标题。", en="Read the link alone, then the target's title."),
    before='<a href="/pots/12">冬日送礼</a>  →  《怎样清洗紫砂壶》',
    after='<a href="/pots/12">紫砂壶清洗</a>',
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable#anchor-text-placement",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where page_type <> 'home' and first_segment(url) <> ''",
    needs=frozenset({"links"}),
    confidence=0.5,
    identity=("target",),
    sql=f"""
        with {SECTIONS},
        content as materialized (
            select url_id, first_segment(url) as segment, lower(substr(lang, 1, 2)) as tongue,
                title <> '' and page_type not in ('home', 'category', 'account', 'legal') and not listing_path(url) as goal
            from temp.indexable_pages where first_segment(url) in (select segment from sections) and not private_path(url)
        ),
        crossing as materialized (
            select distinct l.target_id, l.source_id, l.anchor
            from content s join temp.internal_links l on l.source_id = s.url_id
            join content t on t.url_id = l.target_id
            where t.goal and t.segment <> s.segment and t.tongue = s.tongue and l.position = 'main' and l.repeated is not 1
                and l.anchor <> '' and t.url_id not in (select url_id from sections)
        ),
        judged as (
            select c.source_id, c.target_id, p.title, p.url as target, min(c.anchor) as anchor, max(anchor_suits(c.anchor,
                coalesce(p.title, '') || char(10) || coalesce(p.h1, '') || char(10) || coalesce(p.description, '') || char(10) || p.url,
                d.main_text)) as suits
            from (select * from crossing order by target_id) c join temp.html_pages p on p.url_id = c.target_id
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = c.target_id
            join main.documents d on d.hash = q.document_hash
            group by c.target_id, c.source_id
        )
        select source_id as url_id, json_object('anchor', substr(anchor, 1, 120), 'title', substr(title, 1, 120), 'target', target)
            as evidence
        from judged where not suits
    """,
    effort_hours=0.25,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(site(GOOD)),
    bad=Example(site('<a href="/pots/0">冬日送礼</a>')),
    flags=frozenset({"/tea/0"}),
)  # fmt: skip
