"""A footer that leads to one and the same page under one variation of a keyword after the other is made for engines.

The rule counts exact keywords to home and category pages. A footer that lists each category once under its name would be
accused, too, which is what half of all shops have: so only anchors are counted of which several lead to one page, and of
which half or more share a piece (two Han characters, or a word). That is what tells 紫砂壶价格, 紫砂壶批发, 紫砂壶厂家 from the
places of a one-page site (#about, #prices), from languages, and from a name beside a logo; no list of keywords is needed.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = (
    '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1></main><footer>{1}</footer></body></html>'
)
SUFFIXES = (
    "价格", "批发", "厂家", "定制", "图片", "品牌", "排行榜", "多少钱", "哪家好", "专卖", "直销", "报价", "加工", "公司", "网购",
    "鉴定", "名家", "礼品", "套装", "代理", "货源", "加盟", "采购",
)  # fmt: skip
PILE = "".join(f'<a href="/">紫砂壶{suffix}</a>' for suffix in SUFFIXES)
ONE_PAGE = "".join(f'<a href="/#{number}">{suffix}</a>' for number, suffix in enumerate(SUFFIXES))
CATEGORIES = "".join(f'<a href="/c/{number}/">紫砂壶{suffix}</a>' for number, suffix in enumerate(SUFFIXES))

check = SiteCheck(
    id="footer-anchor-pile",
    module=__name__,
    severity=Severity.NOTICE,
    book="4.3.4",
    title=Text(zh="页脚堆了一串指向同一页的关键词", en="A footer piles up keyword links to the same pages"),
    message=Text(
        zh="页脚有 {anchors} 个词变着花样链接到 {targets} 个首页或分类页，例如 {examples}，都到 {target}",
        en="{anchors} variations in the footer lead to {targets} home or category pages, such as {examples}, all to {target}",
    ),
    why=Text(
        zh="访客不会去点，引擎一看就知道是为排名堆的，轻则不计这些链接，重则当成堆砌关键词。",
        en="No visitor needs them, and engines see through them: such links are ignored, or taken for keyword stuffing.",
    ),
    fix=Text(
        zh="编辑：页脚只留访客会找的栏目，每个网页一个链接，文字就是它的名字；开发：删掉模板里的关键词列表。",
        en="Editor: keep what visitors look for, one link a page under its own name. Developer: take the list of keywords out of the template.",
    ),
    avoid=Text(zh="不要把它改成小字或折叠起来。", en="Do not shrink or fold it instead."),
    verify=Text(zh="看一遍页脚：有没有两个链接去同一页。", en="Read the footer: do two links lead to one page?"),
    before='<a href="/">紫砂壶价格</a> <a href="/">紫砂壶批发</a> <a href="/">紫砂壶厂家</a> …',
    after='<a href="/pots/">紫砂壶</a> <a href="/wholesale">批发</a>',
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#keyword-stuffing",
    options={"max_anchors": Option(20, "anchors in the footer")},
    # Texts are compared for the few pages whose footer has that many links to such pages.
    sql="""
        with goals as materialized (
            select url_id from temp.html_pages where page_type in ('home', 'category')
            union select r.url_id from temp.run_redirects r join temp.start_pages h on h.url = r.target
        ),
        feet as materialized (
            select source_id, target_id from temp.internal_links
            where position = 'footer' and target_id in (select url_id from goals)
            group by source_id, target_id having count(*) >= 3
        ),
        anchored as materialized (
            select distinct l.source_id, l.target_id, l.target, matching_copy(l.anchor) as anchor
            from temp.internal_links l join feet f on f.source_id = l.source_id and f.target_id = l.target_id
            where l.position = 'footer' and l.anchor <> '' and not generic_anchor(l.anchor)
                and l.source_id in (select url_id from temp.html_pages)
        ),
        piles as (
            select source_id, target, count(*) as anchors, anchor_spread(json_group_array(anchor)) as spread,
                (select json_group_array(anchor) from (
                    select b.anchor from anchored b where b.source_id = a.source_id and b.target_id = a.target_id
                    order by b.anchor limit 3)) as examples
            from anchored a group by source_id, target_id having count(*) >= 3
        ),
        kept as (select * from piles where spread ->> '$.share' >= 0.5)
        select source_id as url_id, json_object('anchors', sum(anchors), 'targets', count(*),
            'examples', json(substr(max(printf('%08d', anchors) || examples), 9)),
            'target', substr(max(printf('%08d', anchors) || target), 9)) as evidence
        from kept group by source_id having sum(anchors) > :max_anchors
    """,
    confidence=0.85,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", CATEGORIES),
            "/one": PAGE.format("单页", ONE_PAGE),
            "/few": PAGE.format("几个", '<a href="/">紫砂壶价格</a><a href="/">紫砂壶批发</a><a href="/">首页</a>'),
            **{f"/c/{number}/": PAGE.format(f"紫砂壶{suffix}", "") for number, suffix in enumerate(SUFFIXES)},
        }
    ),
    bad=Example({"/": PAGE.format("茶舍", PILE), "/a": PAGE.format("选壶", PILE), "/b": PAGE.format("泡茶", ONE_PAGE)}),
    flags=frozenset({"/", "/a"}),
)  # fmt: skip
