"""Pages that differ by a word or two compete like equal ones: an engine keeps the one it likes.

Exact duplicates, pages of one list or filter, and texts too short to compare are left to other checks. Candidates share
16 of 64 bits of their simhash in one of four bands, and are compared with the twenty next to them in each.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

MIN_TEXT = 100  # Han characters, a word counting as two: below, one word changes too much
# "Detecting Near-Duplicates for Web Crawling", WWW 2007: distance 3 of 64 bits
MANKU = "https://research.google/pubs/detecting-near-duplicates-for-web-crawling/"
PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>'
STORY = (
    "这把壶由宜兴匠人手工制成，泥料细腻，出水利落，适合泡普洱和老茶。新壶先用清水冲净，再用茶汤润养，不必久煮。"
    "日常用完倒净茶渣，热水里外冲一遍，打开盖子晾干即可，不要用洗洁精，也不要把茶汤留在壶里过夜。"
    "发货前逐把试水，内衬和外盒都经过跌落测试；收到七天之内，没有使用过的壶可以退换，运费由我们承担。"
    "容量一百五十毫升上下，一个人喝正好；两三个人围坐，可以选大一号的。拿不准的话，把平时喝的茶告诉客服就好。"
)
OTHER = "红茶要用滚水，绿茶八十度就够。投茶量以一克茶配五十毫升水为起点，按口味增减。存茶怕光怕热，密封后放在阴凉处，开封三个月内喝完，取茶用干净的茶匙，不要用手去抓，也不要和香料放在一起。"

check = SiteCheck(
    id="duplicate-near",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.4",
    title=Text(zh="几个网页的正文几乎一样", en="Several pages carry nearly the same text"),
    message=Text(zh="与 {other} 的正文约 {percent}% 相同", en="about {percent}% of the text is that of {other}"),
    why=Text(
        zh="只差颜色、规格或地名的网页，搜索引擎常只展示其中一个，其余白白占用抓取。这不是处罚；写出差别，每一页才有机会。",
        en="Of pages that differ by a colour, size or place, engines often show one, and crawl the others for nothing. It is no penalty; but each page needs a text of its own to stand a chance.",
    ),
    fix=Text(
        zh="编辑：只是规格不同的商品合并成一页多规格；值得单独成页的，写出各自的特点、用途、图片。开发：变体页的 canonical 指向主商品。",
        en="Editor: merge products that differ in size or colour into one page with variants; where a page of its own is worth it, write what sets it apart. Developer: let variants name the main product as canonical.",
    ),
    avoid=Text(zh="不要用同义词替换来“改写”。", en="Do not “rewrite” by exchanging synonyms."),
    verify=Text(zh="重新抓取后，xunlu audit --select duplicate-near。", en="After a new crawl: xunlu audit --select duplicate-near."),
    before="/p/pot-red.html ≈ /p/pot-brown.html",
    after="/p/pot.html（红泥 / 紫泥两种规格）",
    matters=Matters.INDIRECT,
    source=MANKU,
    view="indexable_pages",
    applies="select url_id from temp.indexable_pages where text_hash is not null",
    options={
        "max_distance": Option(3, "differing bits of 64", MANKU),
        "min_jaccard": Option(0.85, "share of shingles, 0-1"),
        "shingle_latin_words": Option(3, "words"),
        "shingle_han_chars": Option(5, "Han characters"),
    },
    sql=f"""
        with texts as materialized (
            select min(p.url_id) as url_id, lower(substr(p.lang, 1, 2)) as lang, q.document_hash
            from temp.indexable_pages p
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = p.url_id
            where p.text_hash is not null and p.han_chars + 2 * p.latin_words >= {MIN_TEXT}
            group by p.text_hash
        ),
        marked as materialized (
            select t.url_id, t.lang, text_simhash(d.main_text, :shingle_han_chars, :shingle_latin_words) as mark
            from texts t join main.documents d on d.hash = t.document_hash
        ),
        banded as materialized (
            select m.*, b.value as band, m.mark >> (16 * b.value) & 65535 as part,
                row_number() over (partition by b.value, m.mark >> (16 * b.value) & 65535 order by m.mark, m.url_id) as place
            from marked m, json_each('[0,1,2,3]') b
        ),
        within as materialized (
            select distinct a.url_id as one, c.url_id as two, bits_apart(a.mark, c.mark) as bits
            from banded a, json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]') n
            join banded c on c.band = a.band and c.part = a.part and c.place = a.place + n.value
            where a.lang = c.lang and bits_apart(a.mark, c.mark) <= :max_distance
        ),
        close as materialized (  -- the two nearest of each are enough to tell
            select one, two from (
                select one, two, row_number() over (partition by one order by bits, two) as rank from within
            ) where rank <= 2
        ),
        placed as materialized (
            select u.url_id, u.url, substr(page_series(u.url), 1, instr(page_series(u.url) || '?', '?') - 1) as path, d.main_text
            from main.urls u
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = u.url_id
            join main.documents d on d.hash = q.document_hash
            where u.url_id in (select one from close union select two from close)
        ),
        measured as materialized (
            select c.one, c.two, a.url as one_url, b.url as two_url,
                shingle_jaccard(a.main_text, b.main_text, :shingle_han_chars, :shingle_latin_words) as jaccard
            from close c join placed a on a.url_id = c.one join placed b on b.url_id = c.two
            where a.path <> b.path
        ),
        sided as (
            select one as url_id, two_url as other, jaccard from measured where jaccard >= :min_jaccard
            union all
            select two, one_url, jaccard from measured where jaccard >= :min_jaccard
        ),
        nearest as (
            select url_id, other, jaccard, row_number() over (partition by url_id order by jaccard desc, length(other), other) as rank
            from sided
        )
        select url_id, json_object('other', other, 'percent', cast(round(100 * jaccard) as integer)) as evidence
        from nearest where rank = 1
    """,
    confidence=0.85,
    effort_hours=0.5,
    effort_unit="page",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", "欢迎。"),
            "/pot": PAGE.format("紫砂壶", STORY),
            "/guide": PAGE.format("泡茶", OTHER),
            "/copy": PAGE.format("紫砂壶", STORY),
            "/list?page=2": PAGE.format("壶谱", STORY + "第二页。"),
            "/list?page=3": PAGE.format("壶谱", STORY + "第三页。"),
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", "欢迎。"),
            "/red": PAGE.format("紫砂壶", STORY),
            "/brown": PAGE.format("紫砂壶", STORY + "紫泥。"),
            "/guide": PAGE.format("泡茶", OTHER),
        }
    ),
    flags=frozenset({"/red", "/brown"}),
)  # fmt: skip
