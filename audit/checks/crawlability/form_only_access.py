"""Pages behind a search form or a select list only are beyond the reach of a crawler, which fills in no forms.

Judged of addresses that the sitemap lists, no page links to, and a GET form of the crawl leads to.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
FORM = '<form action="/find"><select name="city"><option>杭州<option>苏州</select><button>找门店</button></form>'

check = SiteCheck(
    id="form-only-access",
    module=__name__,
    severity=Severity.WARNING,
    scope="site",
    book="4.3.4",
    title=Text(zh="有些网页只能通过表单到达", en="Some pages can be reached through a form only"),
    message=Text(zh="{pages} 个网址没有链接，只有表单 {action} 能到，例如 {example}", en="{pages} addresses have no link and are reached by the form {action} only, such as {example}"),
    why=Text(
        zh="爬虫和多数 AI 助手不填表单、不选下拉框。这些网页虽在站点地图里，却没有链接传递的内容和权重，常被当作不重要。",
        en="Crawlers and most AI assistants fill in no forms and choose from no lists. The sitemap names these pages, but no link passes anything to them, and they count as unimportant.",
    ),
    fix=Text(
        zh="编辑：给常用的结果（城市、品类、品牌）做一页普通链接的目录，从导航或页脚链接过去；表单照样保留。",
        en="Editor: make an index page with plain links to the usual results (cities, kinds, brands), linked from menu or footer. The form may stay.",
    ),
    avoid=Text(zh="不要把所有可能的搜索词都做成链接。", en="Do not link every possible search."),
    verify=Text(zh="关掉脚本，只点链接，也能走到这些网页。", en="With scripts off, links alone lead to these pages."),
    before='<form action="/find"><select name="city">…</select></form>',
    after='<ul><li><a href="/find?city=杭州">杭州门店</a>…</ul>',
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    needs=frozenset({"complete-crawl", "sitemap", "facts", "links"}),
    applies="select s.url_id from temp.run_sitemap s join temp.html_pages p on p.url_id = s.url_id",
    sql="""
        with lonely as materialized (
            select s.url_id, s.url, substr(s.url, 1, instr(s.url, '?') - 1) as place
            from temp.run_sitemap s join temp.html_pages p on p.url_id = s.url_id
            where coalesce(p.inlinks, 0) = 0 and instr(s.url, '?') > 0
        ),
        forms as materialized (
            select distinct resolved(f.url, coalesce(nullif(a.value ->> '$[1]', ''), substr(f.url, 1, instr(f.url || '?', '?') - 1)),
                f.facts ->> '$.resources.base') as action
            from temp.page_facts f, json_each(f.facts, '$.forms.actions') a
            where a.value ->> '$[0]' = 'get' and exists (select 1 from lonely)
        )
        select min(l.url_id) as url_id, json_object('pages', count(*), 'action', l.place, 'example', min(l.url)) as evidence
        from lonely l join forms f on f.action = l.place
        group by l.place
    """,
    identity=("action",),
    effort_hours=4,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {"/": PAGE.format("茶舍", FORM + '<a href="/find?city=hz">杭州</a>'), "/find?city=hz": PAGE.format("杭州门店", ""), "/lone?a=1": PAGE.format("旧页", "")},
        sitemap=("/", "/find?city=hz", "/lone?a=1"),
    ),
    bad=Example(
        {"/": PAGE.format("茶舍", FORM), "/find?city=hz": PAGE.format("杭州门店", ""), "/find?city=sz": PAGE.format("苏州门店", "")},
        sitemap=("/", "/find?city=hz", "/find?city=sz"),
    ),
    flags=frozenset({"/find?city=hz"}),
)  # fmt: skip
