"""Two or three core terms belong on the home page, second-tier terms on categories, the long tail on products and articles.

Tiers: keywords/pyramid.py. Whether every category has a keyword is only asked where the owner named second-tier terms.
"""

from audit.example_keywords import POTS, home, page
from audit.keyword_pairs import ALL, keyword_check
from audit.registry import Example, Severity
from configs.text import Text

SHELVES = {POTS: "紫砂壶", "/c/puer/": "普洱茶", "/c/chahe/": "茶盒", "/c/chaxi/": "茶席"}
ASSIGNED = {"/": ("紫砂壶", "普洱茶"), "/c/chahe/": ("茶盒",), "/c/chaxi/": ("茶席",)}


def site(title: str) -> dict[str, str]:
    """The shop with a category for each of four keywords."""
    pages = {path: page(title=f"{term}选购", h1=term) for path, term in SHELVES.items()}
    return {"/": home("茶盒和茶席也有。", title=title), **pages}


check = keyword_check(
    id="keyword-pyramid",
    module=__name__,
    severity=Severity.WARNING,
    levels=ALL,
    scope="site",
    title=Text(zh="关键词金字塔分布失衡", en="Keyword pyramid broken"),
    message=Text(zh="{problem}：{terms}（{number} 个）", en="{problem}: {terms} ({number})"),
    words={
        "core": Text(zh="首页标题缺核心词", en="the home title lacks core terms"),
        "core-guessed": Text(zh="首页标题缺推测的核心词", en="the home title lacks guessed core terms"),
        "categories": Text(
            zh="分类页的标题和 h1 没有二级词或别的目标词",
            en="categories without a second-tier or other keyword in title or h1",
        ),
    },
    why=Text(
        zh="首页得到的链接最多，最适合竞争最难的词；分类页接住细分需求。词和网页错位，强页去争弱词。",
        en="The home page has most links and suits the hardest terms, categories the narrower ones. Misplaced, strong pages fight for weak terms.",
    ),
    fix=Text(
        zh="运营：核心词写进首页标题的前半；给每个分类定一个二级词，写进标题和 h1。见 xunlu keywords pyramid。",
        en="Marketing: put core terms into the first half of the home title, and give each category a second-tier term. See xunlu keywords pyramid.",
    ),
    avoid=Text(zh="不要把所有词都塞进首页标题。", en="Do not stuff every term into the home title."),
    applies="""
        select h.url_id from temp.home_page h
        where exists (select 1 from temp.current_run c join main.keyword_labels l on l.run_id = c.run_id where l.tier = 'core')
    """,
    # A core term is asked of the home pages of its script only; where there are several, one is enough. Which terms are core
    # is our proposal: a warning needs one that the owner assigned to the home page, or a title without any of several.
    sql="""
        with core as materialized (
            select t.term, g.origin, max(coalesce(k.in_title, 0) or s.title_words >= json_array_length(s.words)) as there,
                max(s.url_id in (select m.url_id from main.keyword_map m
                    where m.run_id = l.run_id and m.term_id = l.term_id and m.origin = 'config')) as assigned
            from temp.current_run c
            cross join main.keyword_labels l on l.run_id = c.run_id and l.tier = 'core'
            join main.keyword_targets g on g.run_id = l.run_id and g.term_id = l.term_id
            join main.terms t on t.term_id = l.term_id
            join main.keyword_standing s on s.run_id = l.run_id and s.term_id = l.term_id and s.fits
            join main.page_states x on x.run_id = s.run_id and x.url_id = s.url_id and x.page_type = 'home'
            left join main.keyword_places k on k.run_id = s.run_id and k.term_id = s.term_id and k.url_id = s.url_id
            group by t.term, g.origin
        ),
        named as materialized (
            select l.run_id, l.term_id, l.han > 0 as han, l.tier from temp.current_run c
            join main.keyword_labels l on l.run_id = c.run_id
            join main.keyword_targets g on g.run_id = l.run_id and g.term_id = l.term_id and g.origin = 'config'
        ),
        bare as materialized (
            select p.url from temp.indexable_pages p
            where p.page_type = 'category' and 'second' in (select tier from named) and instr(p.url, '?') = 0 and not later_page(p.url)
                and (p.han_chars > 2 * p.latin_words) in (select han from named)
                and not exists (select 1 from named n join main.keyword_places k on k.run_id = n.run_id
                    and k.term_id = n.term_id and k.url_id = p.url_id where k.in_title or k.in_h1)
        )
        select h.url_id, json_object('problem', iif(f.given, 'core', 'core-guessed'), 'number', f.number, 'terms', json(f.terms)) as evidence,
            case when not f.given then 'info' when f.sure then 'warning' else 'notice' end as severity
        from temp.home_page h,
            (select origin = 'config' as given, count(*) as number, json_group_array(term) as terms,
                    max(assigned) or (count(*) > 1 and not exists (select 1 from core o where o.there)) as sure
                from (select * from core where not there order by term) group by origin) f
        union all
        select h.url_id, json_object('problem', 'categories', 'number', b.number, 'terms', json(b.urls)), 'notice'
        from temp.home_page h, (select count(*) as number, (select json_group_array(url) from (select url from bare order by url limit 3)) as urls from bare) b
        where b.number
    """,
    identity=("problem",),
    needs=frozenset({"keywords", "keyword-map", "complete-crawl"}),
    effort_hours=2.0,
    effort_unit="site",
    good=Example(site("紫砂壶与普洱茶 | 茶舍"), keywords=ASSIGNED),
    bad=Example({**site("欢迎光临 | 茶舍"), "/c/misc/": page(title="其他", h1="其他")}, keywords=ASSIGNED),
    flags=frozenset({"/"}),
)
