"""A link to another site that leads nowhere: readers blame the page they came from.

Asked for with --check-external only: HEAD, then GET where that fails. What refuses crawlers (401, 403, 429, 451, 999)
cannot be judged and is told once for each address.
"""

from audit.registry import Example, Matters, Option, Severity, SiteCheck
from configs.text import Text
from crawler.causes import NOTHING, REFUSALS, UNANSWERED, listed

PAGE = '<html lang="zh"><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>'
LINKS = "".join(f'<a href="https://a{n}.example.net/">{n}</a>' for n in range(30))

# ``asked``: external addresses with an answer, at the end of their redirects; ``state``: broken, shut, or fine.
ASKED = f"""
    asked as materialized (
        select a.url_id, a.url, a.answer, case when a.status in {REFUSALS} then 'shut'
            when a.status >= 400 or (a.status is null and a.answer in ({listed(UNANSWERED)})) then 'broken' else 'fine' end as state
        from (
            select r.url_id, r.url, coalesce(r.final_status, r.status) as status,
                coalesce(r.final_status, r.status, r.error) as answer
            from main.v_resources r where r.run_id = (select run_id from temp.current_run) and r.method <> ''
        ) a
    )
"""

check = SiteCheck(
    id="external-link-broken",
    module=__name__,
    severity=Severity.NOTICE,
    levels=(Severity.NOTICE, Severity.WARNING, Severity.INFO),
    scope="link",
    book="4.3.8",
    title=Text(zh="指向外站的链接打不开", en="A link to another site leads nowhere"),
    message=Text(
        zh="“{anchor}”链接到 {target}，它返回 {answer}{judged}", en="“{anchor}” links to {target}, which answers {answer}{judged}"
    ),
    words={
        **NOTHING,
        "broken": Text(zh="（打不开）", en=" (broken)"),
        "shut": Text(zh="（拒绝爬虫，无法判断）", en=" (it refuses crawlers, which says nothing of visitors)"),
    },
    why=Text(
        zh="访客点了没有结果，会怀疑网页没人维护。死链多的网页看起来陈旧；个别死链不影响排名。",
        en="Visitors who click into nothing doubt that the page is kept up. Many make it look stale; a few do not change rankings.",
    ),
    fix=Text(
        zh="编辑：在浏览器里确认，改成新的网址或删掉；页脚里的由开发在模板里改。",
        en="Editor: make sure in a browser, then correct or remove it; those of the footer are changed in the template.",
    ),
    avoid=Text(zh="不要只加 nofollow 留着死链。", en="Do not keep a dead link with nofollow."),
    verify=Text(zh="curl -IL 网址，最后是 200。", en="curl -IL the URL ends in 200."),
    matters=Matters.UX,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    applies=f"""
        with {ASKED}
        select distinct l.source_id as url_id from temp.page_links l
        where l.kind = 'a' and not l.internal and l.target_id in (select url_id from asked where state <> 'shut')
    """,
    needs=frozenset({"external-asked"}),
    options={"warning_share": Option(0.05, "share of links")},
    identity=("target",),
    # The first link of a page to a target stands for all of them; what refuses crawlers is told on one page.
    sql=f"""
        with {ASKED},
        level as (
            select iif(total(state = 'broken') > :warning_share * total(state <> 'shut'), 'warning', 'notice') as name from asked
        ),
        linked as (
            select l.source_id as url_id, min(l.ordinal) as first, l.anchor, a.url as target, a.answer, a.state,
                row_number() over (partition by a.url_id order by l.source_id) as place
            from temp.page_links l join asked a on a.url_id = l.target_id
            where l.kind = 'a' and not l.internal and a.state <> 'fine' and l.source_id in (select url_id from temp.html_pages)
            group by l.source_id, l.target_id
        )
        select url_id, json_object('target', target, 'answer', answer, 'anchor', substr(anchor, 1, 120), 'judged', state) as evidence,
            iif(state = 'shut', 'info', (select name from level)) as severity
        from linked where state = 'broken' or place = 1
    """,
    effort_hours=0.25,
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example(
        {"/": PAGE.format("茶舍", LINKS)},
        files=tuple({"kind": "external", "url": f"https://a{n}.example.net/", "method": "HEAD"} for n in range(30)),
    ),
    bad=Example(
        {"/": PAGE.format("茶舍", LINKS), "/tea": PAGE.format("红茶", '<a href="https://a1.example.net/">茶博会</a>')},
        files=(
            *({"kind": "external", "url": f"https://a{n}.example.net/", "method": "HEAD"} for n in range(2, 30)),
            {"kind": "external", "url": "https://a0.example.net/", "status": 403},
            {"kind": "external", "url": "https://a1.example.net/", "status": 404},
        ),
    ),
    flags=frozenset({"/", "/tea"}),
)  # fmt: skip
