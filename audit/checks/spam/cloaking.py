"""Spiders, or visitors from search results, are shown another page than people who come by themselves.

Asked for only where the site is proven to be the user's own and its settings say so. Both sides are asked again before
anything is said; pages that change by themselves, and names that the server turns away (a firewall knows real spiders by
their address), are left out: that says nothing of what the real ones see.
"""

from audit.example_probes import HOME, imitated, imitation, seen_as
from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1><a href="/tea">红茶</a></main></body></html>'
PAGES = {"/": PAGE.format("茶舍"), "/tea": PAGE.format("红茶")}
TEA = f"{HOME}tea"

check = SiteCheck(
    id="cloaking",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.NOTICE),
    book="4.3.8",
    title=Text(zh="给爬虫看的与给访客看的不同", en="Spiders are shown another page than visitors"),
    message=Text(
        zh="{by} {name}：{difference}（{status} {final}，文字相同 {jaccard}）；只给它看 {only_there}，只给访客看 {only_here}",
        en="{by} {name}: {difference} ({status} {final}, text in common {jaccard}); only there {only_there}, only for visitors {only_here}",
    ),
    words={
        "agent": Text(zh="爬虫", en="the spider"),
        "referer": Text(zh="从搜索结果来的访客，来自", en="visitors who come from the results of"),
        "moved": Text(zh="状态码或到达的网站不同", en="status or host differ"),
        "text": Text(zh="内容不同", en="the content differs"),
    },
    why=Text(
        zh="给爬虫看一套、给访客看另一套是作弊，百度和 Google 都会降权直至除名。自己没有这样做，多半是网站被入侵：黑客只给爬虫看垃圾页，或把搜索来的访客引走。",
        en="Showing spiders one page and people another is spam by the rules of Baidu and Google, up to removal from the index. Where nobody meant to, the site has often been hacked: intruders show spam to spiders only, or lead visitors from search elsewhere.",
    ),
    fix=Text(
        zh="开发：查服务器、CDN、模板和插件里按 User-Agent 或 Referer 分支的代码（.htaccess、nginx 的 if、PHP 文件开头），不是自己写的就按被入侵处理：改密码、查后门、恢复干净的备份。预渲染给爬虫的页面要与访客看到的一致。",
        en="Developer: look for code that branches by User-Agent or Referer in server, CDN and plug-ins (.htaccess, nginx, heads of PHP files). Where it is not yours, treat it as a break-in: passwords, back doors, a clean backup. Pages rendered for spiders must say what people see.",
    ),
    avoid=Text(zh="不要把寻路加进白名单了事。", en="Do not just let xunlu through."),
    verify=Text(
        zh="Google Search Console 的网址检查、百度搜索资源平台的抓取诊断，与浏览器里看到的比较。",
        en="Compare what URL inspection of Search Console, and Baidu's crawl diagnosis, show with what a browser shows.",
    ),
    before="if ($http_user_agent ~* baiduspider) { root /seo; }",
    after="root /shop;  # the same for everybody",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/essentials/spam-policies#cloaking",
    view="run_pages",
    applies="""
        select u.url_id from main.probes b join main.urls u on u.url = b.url
        where b.run_id = (select run_id from temp.current_run) and b.kind = 'imitated' and b.error = ''
            and exists (select 1 from json_each(b.body, '$.views') where value ->> '$.refused' = '' and value ->> '$.steady')
    """,
    needs=frozenset({"imitated"}),
    options={"error": Option(0.5, "share of tokens"), "notice": Option(0.8, "share of tokens")},
    identity=("name",),
    sql="""
        select u.url_id, json_object('name', v.value ->> '$.as', 'by', v.value ->> '$.by',
            'difference', iif(v.value ->> '$.moved', 'moved', 'text'), 'status', iif(v.value ->> '$.status' = 0, '→', v.value ->> '$.status'),
            'final', v.value ->> '$.final', 'jaccard', v.value ->> '$.jaccard',
            'only_there', v.value -> '$.only_there', 'only_here', v.value -> '$.only_here') as evidence,
            iif(v.value ->> '$.jaccard' < :error, 'error', 'notice') as severity
        from main.probes b join main.urls u on u.url = b.url join json_each(b.body, '$.views') v
        where b.run_id = (select run_id from temp.current_run) and b.kind = 'imitated' and b.error = ''
            and v.value ->> '$.refused' = '' and v.value ->> '$.steady'
            and v.value ->> '$.jaccard' < max(:error, :notice)
            and (b.status between 200 and 299 or v.value ->> '$.status' between 200 and 299)
    """,
    confidence=0.85,
    effort_hours=8,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        PAGES,
        probes=(
            imitated(HOME, seen_as("Googlebot", 1.0), seen_as("Baiduspider", 0.0, refused="403")),
            imitated(TEA, seen_as("Googlebot", 0.6, steady=False), seen_as("baidu.com", 0.9)),
            imitation(),
        ),
    ),
    bad=Example(
        PAGES,
        probes=(
            imitated(HOME, seen_as("Googlebot", 1.0)),
            imitated(TEA, seen_as("Baiduspider", 0.04, only_there=["澳门开户"], only_here=["红茶"])),
            imitation(),
        ),
    ),
    flags=frozenset({"/tea"}),
)  # fmt: skip
