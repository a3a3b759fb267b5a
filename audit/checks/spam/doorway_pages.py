"""One text with the name of another city in each copy: pages made for searches, not for people.

The masked slot is the name of a Chinese province or city, in pages whose title has one. Keywords as slots, and a common
target of the links, are not looked at.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = (
    '<html lang="zh"><head><title>{0}茶叶批发 | 茶舍</title></head><body><main><h1>{0}茶叶批发</h1>'
    "<p>{0}茶舍专业从事{0}茶叶批发多年，为{0}地区的茶馆、酒店和单位提供龙井、普洱与红茶，{0}市内当天送达，欢迎{0}的朋友来电。{1}</p>"
    "</main></body></html>"
)
CITIES = (
    "北京", "上海", "天津", "重庆", "南京", "苏州", "无锡", "常州", "杭州", "宁波", "温州", "合肥", "福州", "厦门", "南昌",
    "济南", "青岛", "郑州", "武汉", "长沙", "广州", "深圳",
)  # fmt: skip
STORES = "{0}店在{1}路{2}号，{3}点开门，停车请走{4}门，店长姓{5}，招牌是{6}。"

check = SiteCheck(
    id="doorway-pages",
    module=__name__,
    severity=Severity.ERROR,
    scope="site",
    book="4.3.8",
    title=Text(zh="大量网页只换了地名，内容相同", en="Many pages differ only in the name of a city"),
    message=Text(zh="{pages} 个网页除地名外内容相同，如 {examples}", en="{pages} pages are alike but for the place, such as {examples}"),
    why=Text(
        zh="这类“桥页”只为占搜索词，访客看到的都是一样的内容。Google 明文处罚，百度也会降权，可能牵连整站。",
        en="Such doorway pages catch searches and show everyone the same. Google punishes them by name, Baidu demotes them, and the whole site may suffer.",
    ),
    fix=Text(
        zh="编辑：只留确有门店、库存或案例的城市页并写出当地内容；开发：其余的 301 到一个总页面。",
        en="Editor: keep the pages of cities where you have a branch, stock or customers, and write what is true there. Developer: redirect the rest to one page.",
    ),
    avoid=Text(zh="不要用同义词改写来躲避。", en="Do not disguise them with synonyms."),
    verify=Text(zh="重新抓取后，xunlu audit --select doorway-pages。", en="After a new crawl: xunlu audit --select doorway-pages."),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#doorways",
    view="html_pages",
    applies="select url_id from temp.start_pages",
    confidence=0.85,
    options={
        "min_pages": Option(20, "pages"),
        "max_distance": Option(6, "bits of 64 in which the fingerprints of two texts differ"),
    },
    # Fifty texts at most are compared with the others: a site of many different city pages stays cheap.
    sql="""
        with named as materialized (
            select p.url_id, p.title, p.text_hash, masked_simhash(d.main_text) as mask
            from temp.indexable_pages p
            join main.pages q on q.run_id = (select run_id from temp.current_run) and q.url_id = p.url_id
            join main.documents d on d.hash = q.document_hash
            where has_place(p.title)
        ),
        texts as materialized (select mask, count(*) as pages from named where mask <> 0 group by mask),
        seeds as (select mask from texts where pages > 1 order by pages desc, mask limit 50),
        largest as (
            select s.mask, sum(t.pages) as pages from seeds s
            join texts t on bits_apart(s.mask, t.mask) <= :max_distance
            group by s.mask order by pages desc, s.mask limit 1
        ),
        alike as materialized (
            select n.title, n.text_hash from named n, largest l
            where n.mask <> 0 and bits_apart(n.mask, l.mask) <= :max_distance
        )
        select h.url_id, json_object('pages', (select count(*) from alike),
            'examples', (select json_group_array(title) from (select title from alike order by title limit 3))) as evidence
        from (select url_id from temp.start_pages order by length(url), url limit 1) h
        where (select count(distinct text_hash) from alike) >= :min_pages
    """,
    effort_hours=8,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("北京", ""),
            **{
                f"/s{n}": PAGE.format(city, STORES.format(city, city[::-1] * 3, n * 37, n % 5 + 7, "东南西北"[n % 4], "赵钱孙李周吴郑王"[n % 8], "龙井普洱红茶白茶"[n % 7 :]) * 4)
                for n, city in enumerate(CITIES[:10])
            },
        }
    ),
    bad=Example({"/": "<title>茶舍</title>", **{f"/c{n}": PAGE.format(city, "") for n, city in enumerate(CITIES)}}),
    flags=frozenset({"/"}),
)  # fmt: skip
