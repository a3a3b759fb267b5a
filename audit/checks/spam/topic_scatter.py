"""A folder about something else than the rest of the site: mostly one that was rented out, or filled to catch searches.

Compared are the terms of the pages of a folder with those of all other pages in its language and script: cosine of the sums of
their TF-IDF vectors, of a hundred pages each. A manual of 500 pages has 0.2 to 0.56 between its parts, strangers 0.0 to 0.05.
So that no shop is accused of its range: folders of products count as the shop's own, folders that every site has (help, jobs,
news, blog; audit/topics.py) belong to the rest, and where a third of the pages or more would be off topic the site is a portal
and has no topic to leave. Short texts have few words in common with any others: a folder must also lie three times further off
than the other parts do on average, two halves of what lies in no such folder among them.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="{2}"><head><title>{0}</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>'
TEA = "紫砂壶适合泡普洱茶，盖碗适合泡绿茶；水温和投茶量决定茶汤的浓淡，茶叶存放要避光密封，第 {0} 泡以后延长时间。"
LOAN = "小额贷款当天放款，凭身份证申请，利率按日计算，逾期影响征信；信用卡代还和抵押贷款也可以咨询第 {0} 号经理。"
CARS = "Cheap car insurance quotes compared, with claims, premiums and no-claims bonus explained for driver {0}."


def site(folder: str, text: str, pages: int, lang: str = "zh") -> dict[str, str]:
    """Forty pages about tea in two folders and at the root, and ``pages`` pages with ``text`` in ``folder``."""
    found = {"/": PAGE.format("茶舍", TEA.format("一"), "zh")}
    for number in range(40):
        place = ("/tea/", "/pots/", "/")[number % 3]
        found[f"{place}{number}.html"] = PAGE.format(f"茶话 {number}", TEA.format(number), "zh")
    return found | {f"{folder}{n}.html": PAGE.format(f"第 {n} 篇", text.format(n), lang) for n in range(pages)}


check = SiteCheck(
    id="topic-scatter",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book="4.3.8",
    title=Text(zh="有个目录讲的和整站不相干", en="A folder is about something else than the site"),
    message=Text(
        zh="{section} 的 {pages} 个网页常说 {terms}，全站其他网页常说 {rest}，相似度只有 {cosine}",
        en="{pages} pages in {section} speak of {terms}, the rest of the site of {rest}; their cosine is {cosine}",
    ),
    why=Text(
        zh="把目录租给别人做外行内容，百度和谷歌都当作滥用网站声誉，可能降低整站；老客户看到也会起疑。",
        en="Folders let to others for content of another trade count as abuse of a site's reputation, with Baidu as with Google, and may lower the whole site. Customers wonder, too.",
    ),
    fix=Text(
        zh="运营：先弄清这个目录是谁在用；不是自己的业务就收回删除，返回 410；确是新业务，另用域名或子站。",
        en="Owner: find out who uses the folder. If it is not your trade, take it back and let it answer 410; if it is a new one, give it a site of its own.",
    ),
    avoid=Text(zh="不要只加 noindex 继续出租。", en="Do not just put noindex on it and go on letting it."),
    verify=Text(zh="重新抓取后，xunlu run；再看本项。", en="Crawl again with xunlu run, and look at this check."),
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#site-reputation",
    view="run_pages",
    applies="select url_id from temp.start_pages",
    needs=frozenset({"complete-crawl", "keywords"}),
    confidence=0.5,
    identity=("section",),
    options={"min_cosine": Option(0.1, "cosine, 0-1")},
    # A hundred folders at most, a hundred pages of each: half a million terms, however large the site is.
    sql="""
        with placed as materialized (
            select url_id, topic_folder(url) as folder, page_type = 'product' as product,
                lower(substr(lang, 1, 2)) || iif(han_chars > 2 * latin_words, ' han', '') as tongue
            from temp.indexable_pages where not private_path(url) and not later_page(url)
        ),
        folders as materialized (
            select folder, tongue, count(*) as pages, sum(product) * 2 >= count(*) as own, min(url_id) as example_id
            from placed where folder <> '' group by folder, tongue having count(*) >= 10
            order by count(*) desc, folder limit 100
        ),
        picked as materialized (
            select url_id, tongue, folder from (
                select *, row_number() over (partition by tongue, folder order by url_id) as place from (
                    select p.url_id, p.tongue, coalesce(f.folder, iif(p.url_id & 1, 'odd', 'even')) as folder
                    from placed p left join folders f on f.folder = p.folder and f.tongue = p.tongue
                )
            ) where place <= 100
        ),
        weights as materialized (
            select p.tongue, p.folder, t.term_id, t.tfidf / sqrt(sum(t.tfidf * t.tfidf) over (partition by t.url_id)) as weight
            from picked p
            join main.page_terms t on t.run_id = (select run_id from temp.current_run) and t.url_id = p.url_id
            where t.tfidf > 0
        ),
        sums as materialized (
            select tongue, folder, term_id, sum(weight) as weight from weights group by tongue, folder, term_id
        ),
        totals as materialized (select tongue, term_id, sum(weight) as weight from sums group by tongue, term_id),
        lengths as materialized (
            select tongue, sum(weight * weight) as square from totals group by tongue
        ),
        products as (
            select s.tongue, s.folder, sum(s.weight * (t.weight - s.weight)) as common, sum(s.weight * s.weight) as square,
                max(l.square) - 2 * sum(s.weight * t.weight) + sum(s.weight * s.weight) as rest
            from sums s join totals t on t.tongue = s.tongue and t.term_id = s.term_id join lengths l on l.tongue = s.tongue
            group by s.tongue, s.folder
        ),
        cosines as materialized (
            select p.tongue, p.folder, p.common / sqrt(p.square * max(p.rest, 1e-9)) as cosine, f.pages, f.example_id,
                f.own is 0 and p.common < :min_cosine * sqrt(p.square * max(p.rest, 1e-9)) as low
            from products p left join folders f on f.folder = p.folder and f.tongue = p.tongue
        ),
        off as materialized (
            select * from cosines o where low and 3 * cosine < (
                select avg(c.cosine) from cosines c where c.tongue = o.tongue and not c.low)
        ),
        sizes as materialized (select tongue, count(*) as pages from placed group by tongue),
        strange as materialized (
            select o.* from off o join sizes z on z.tongue = o.tongue
            where z.pages >= 40 and 3 * (select sum(pages) from off x where x.tongue = o.tongue) < z.pages
        ),
        worded as (
            select s.tongue, s.folder, w.term, s.weight from sums s join main.terms w on w.term_id = s.term_id
            where s.tongue in (select tongue from strange)
        )
        select h.url_id, json_object('section', o.folder, 'pages', o.pages, 'cosine', round(o.cosine, 3),
            'example', (select url from main.urls where url_id = o.example_id),
            'terms', (select json_group_array(term) from (
                select term from worded w where w.folder = o.folder and w.tongue = o.tongue order by weight desc, term limit 3)),
            'rest', (select json_group_array(term) from (
                select term from worded w where w.folder <> o.folder and w.tongue = o.tongue
                group by term order by sum(weight) desc, term limit 3))) as evidence
        from strange o, temp.home_page h
    """,
    effort_hours=8,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({**site("/teaware/", TEA, 12), **site("/jobs/", LOAN, 12), **site("/en/cars/", CARS, 12, "en"), "/loan/1": PAGE.format("贷款", LOAN, "zh")}),
    bad=Example(site("/loan/", LOAN, 12)),
    flags=frozenset({"/"}),
)  # fmt: skip
