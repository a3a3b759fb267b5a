"""An article most of whose paragraphs stand in several other articles of the site: cut up and stitched together.

The rule counts shingles shared with any other page, which would accuse products with one delivery note, printable versions and
excerpts on lists. Here only articles and other long texts are compared, by whole paragraphs of forty characters or more. What
stands on five pages or more is a notice of the site and counts neither way; what is shared with a page that it links to, or
that links to it, is a quotation; and where half of a text comes from one page it is a near duplicate, told by duplicate-near.
Which of the pages was first cannot be seen: originals that were cut up altogether are reported with the others.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
TOPICS = ("龙井", "普洱", "白茶", "红茶", "岩茶", "黄茶")
LINES = (
    "{0}的采摘时间各地不同，老茶农看天气，也看芽叶的颜色，早一天晚一天都有讲究，山上山下也差得多，第 {1} 天最好。",
    "冲泡{0}的时候，先温杯再投茶，水温和出汤时间要看茶的老嫩，杯子大小也有关系，第 {1} 泡以后可以多坐几秒。",
    "存放{0}要避光密封，离厨房远一些，南方梅雨季节记得检查罐口有没有松，每隔 {1} 个月开罐闻一次香气。",
    "买{0}不要只看包装，先看干茶，再闻香气，最后泡一杯慢慢喝，看叶底是不是完整，多比较 {1} 家再决定也不迟。",
)
NOTE = "<p>本店所有文章由店主手写，转载请注明出处；下单满二百元包邮，七天之内可以退换货，节假日顺延。</p>"


def story(topic: str) -> str:
    """Four paragraphs about one tea, and a notice."""
    number = TOPICS.index(topic) + 2
    return "".join(f"<p>{line.format(topic, number)}</p>" for line in LINES) + NOTE


def site(stitched: str) -> dict[str, str]:
    """Six articles of their own, and one made of ``stitched``."""
    found = {"/": PAGE.format("茶舍", "<p>欢迎。</p>")}
    found |= {f"/blog/{n}.html": PAGE.format(f"{topic}笔记", story(topic)) for n, topic in enumerate(TOPICS)}
    return found | {"/blog/all.html": PAGE.format("喝茶大全", stitched + NOTE)}


STITCHED = "".join(f"<p>{LINES[n].format(TOPICS[n], n + 2)}</p>" for n in range(4))
LINKED = STITCHED + "".join(f'<a href="/blog/{n}.html">原文 {n}</a>' for n in range(4))

check = SiteCheck(
    id="scraped-content",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="文章大半段落也散见于别的网页", en="Most paragraphs of a text stand in several others, too"),
    message=Text(
        zh="正文 {share:.0%} 的段落也出现在另外 {sources} 个网页，例如 {examples}",
        en="{share:.0%} of the text stands on {sources} other pages, too, such as {examples}",
    ),
    why=Text(
        zh="东拼西凑的文章没有新东西，百度飓风算法专门打击采集拼接，谷歌也不展示；读者读到似曾相识的段落，会觉得被敷衍。",
        en="Texts stitched together have nothing of their own: Baidu demotes sites that do it, Google does not show them, and readers feel fobbed off.",
    ),
    fix=Text(
        zh="编辑：留下写得最全的一篇，其余 301 过去或重写成自己的内容；确要引用，注明并链接原文。开发：查一查是否有脚本自动拼文章。",
        en="Editor: keep the best text and redirect the others to it, or write what is new; where you quote, say so and link to the source. Developer: look for a script that puts texts together.",
    ),
    avoid=Text(zh="不要用同义词替换或打乱段落来“伪原创”。", en="Do not disguise it by synonyms or another order."),
    verify=Text(zh="在站内搜索其中一段，看还出现在哪里。", en="Search the site for one of the paragraphs."),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#scaled-content",
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where page_type not in ('home', 'category', 'product', 'account', 'legal') and han_chars + 2 * latin_words >= 150",
    needs=frozenset({"links"}),
    confidence=0.85,
    options={"max_share": Option(0.6, "share of the text, 0-1")},
    # A hundred thousand texts at most: their paragraphs are held in memory, about 60 bytes each.
    sql="""
        with texts as materialized (
            select min(p.url_id) as url_id, q.document_hash, p.han_chars + 2 * p.latin_words as size from temp.indexable_pages p
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = p.url_id
            where p.page_type not in ('home', 'category', 'product', 'account', 'legal') and p.text_hash is not null
                and p.han_chars + 2 * p.latin_words >= 150 and not later_page(p.url) and not listing_path(p.url)
            group by p.text_hash order by 1 limit 100000
        ),
        pieces as materialized (
            select t.url_id, j.value ->> '$[0]' as hash, j.value ->> '$[1]' as length
            from texts t join main.documents d on d.hash = t.document_hash, json_each(paragraphs(d.main_text)) j
        ),
        spread as materialized (select hash, count(*) as pages from pieces group by hash having count(*) > 1),
        own as materialized (
            select t.url_id, t.size - total(iif(s.pages >= 5, p.length, 0)) as total, total(iif(s.pages < 5, p.length, 0)) as shared
            from texts t join pieces p on p.url_id = t.url_id left join spread s on s.hash = p.hash group by t.url_id
        ),
        suspects as materialized (select url_id, total from own where shared > :max_share * total),
        pairs as materialized (
            select a.url_id, b.url_id as other, a.hash, a.length
            from suspects u join pieces a on a.url_id = u.url_id join spread s on s.hash = a.hash and s.pages < 5
            join pieces b on b.hash = a.hash and b.url_id <> a.url_id
        ),
        linked as materialized (
            select source_id as one, target_id as two from temp.internal_links
            where position = 'main' and repeated is not 1
                and (source_id in (select url_id from suspects) or target_id in (select url_id from suspects))
        ),
        foreign_pairs as materialized (
            select * from pairs p where not exists (
                select 1 from linked l where (l.one = p.url_id and l.two = p.other) or (l.one = p.other and l.two = p.url_id))
        ),
        sourced as (
            select url_id, other, sum(length) as length from foreign_pairs group by url_id, other
        ),
        stitched as (
            select url_id, count(*) as sources, max(length) as largest from sourced group by url_id having count(*) >= 3
        ),
        taken as (
            select url_id, sum(length) as length from (select distinct url_id, hash, length from foreign_pairs) group by url_id
        )
        select s.url_id, json_object('share', round(t.length * 1.0 / u.total, 3), 'sources', s.sources, 'examples', (
            select json_group_array(url) from (
                select x.url from sourced r join main.urls x on x.url_id = r.other where r.url_id = s.url_id
                order by r.length desc, x.url limit 3))) as evidence
        from stitched s join taken t on t.url_id = s.url_id join suspects u on u.url_id = s.url_id
        where t.length > :max_share * u.total and s.largest * 2 < u.total
    """,
    effort_hours=1,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(site(LINKED) | {"/blog/copy.html": PAGE.format("龙井随笔", story("龙井") + "<p>又及，明年再写。</p>")}),
    bad=Example(site(STITCHED)),
    flags=frozenset({"/blog/all.html"}),
)  # fmt: skip
