"""Each way to sort, filter or lay out a list makes addresses of what is one list.

Told of parameters whose page is open to engines, is linked by a link that may be followed, and bears the title of the list
without them, which was crawled as well: a filter that has a title of its own may be meant to be found.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title>{1}</head><body><main><h1>{0}</h1>{2}</main></body></html>'
LINKS = '<a href="/tea?sort=price-asc">价格</a> <a href="/tea?view=grid&amp;sort=price-asc">大图</a> <a href="/tea?filter[color]=red">红茶</a> <a href="/tea">茶</a>'

check = SiteCheck(
    id="url-facet-params",
    module=__name__,
    severity=Severity.NOTICE,
    book=None,
    tier="extended",
    title=Text(zh="排序和筛选参数让一个列表有许多网址", en="Sorting and filtering give one list many addresses"),
    message=Text(zh="参数 {key} 产生了 {urls} 个可收录的网址，标题都与 {bare} 相同，如 {url}", en="parameter {key} makes {urls} indexable addresses with the title of {bare}, such as {url}"),
    why=Text(
        zh="排序和筛选一组合，几百个商品能生出几万个网址，爬虫把时间花在上面，新品反而抓得慢；它们内容相近，也多半不会被收录。",
        en="Sorting times filtering turns hundreds of products into many thousands of addresses. Crawlers spend their time there, new products wait, and most copies are not indexed anyway.",
    ),
    fix=Text(
        zh="开发：给这些网页加指向无参数列表的 canonical；量大时改用按钮加脚本，或在 robots.txt 写 Disallow: /*?*sort= 之类。有人搜的筛选（如“红色连衣裙”）单独做成有标题的网页。",
        en="Developer: give such pages a canonical to the plain list. Where there are many, use buttons with script, or Disallow: /*?*sort= and the like. Make filters that people search for pages with titles of their own.",
    ),
    avoid=Text(zh="不要同时用 robots.txt 和 canonical：禁抓的网页读不到 canonical。", en="Not robots.txt and canonical at once: what may not be fetched shows no canonical."),
    verify=Text(zh="重新抓取后，xunlu audit --select url-facet-params。", en="After a new crawl: xunlu audit --select url-facet-params."),
    before='<link rel="canonical" href="/tea?sort=price">',
    after='<link rel="canonical" href="/tea">',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/crawling-managing-faceted-navigation",
    view="indexable_pages",
    needs=frozenset({"links"}),
    identity=("key",),
    sql="""
        with facets as materialized (
            select p.url_id, p.url, p.title, facet_parts(p.url) as parts from temp.indexable_pages p
            where instr(p.url, '?') and p.inlinks_followed > 0 and p.title <> '' and facet_parts(p.url) is not null
        ),
        copies as (
            select f.url_id, f.url, b.url as bare, f.parts
            from facets f join temp.indexable_pages b on b.url = f.parts ->> '$.bare' and b.title = f.title
        )
        select min(c.url_id) as url_id, json_object('key', k.value, 'urls', count(*), 'url', c.url, 'bare', c.bare) as evidence
        from copies c, json_each(c.parts, '$.keys') k
        group by k.value
    """,
    confidence=0.85,
    effort_hours=2,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {
            "/": PAGE.format("茶舍", "", LINKS),
            "/tea": PAGE.format("茶", "", '<a href="/tea?id=3">三</a> <a href="/tea?page=2">二</a> <a href="/tea?order=10086">单</a>'),
            "/tea?sort=price-asc": PAGE.format("茶", '<link rel="canonical" href="/tea">', ""),
            "/tea?view=grid&sort=price-asc": PAGE.format("茶", '<meta name="robots" content="noindex">', ""),
            "/tea?filter[color]=red": PAGE.format("红茶", "", ""),
            "/tea?id=3": PAGE.format("茶", "", ""),
            "/tea?page=2": PAGE.format("茶", "", ""),
            "/tea?order=10086": PAGE.format("茶", "", ""),
            "/tea?sort=new": PAGE.format("茶", "", ""),  # nobody links to it
        }
    ),
    bad=Example(
        {
            "/": PAGE.format("茶舍", "", LINKS),
            "/tea": PAGE.format("茶", "", ""),
            "/tea?sort=price-asc": PAGE.format("茶", "", ""),
            "/tea?view=grid&sort=price-asc": PAGE.format("茶", "", ""),
            "/tea?filter[color]=red": PAGE.format("茶", "", ""),
        }
    ),
    flags=frozenset({"/tea?sort=price-asc", "/tea?view=grid&sort=price-asc", "/tea?filter[color]=red"}),
)  # fmt: skip
