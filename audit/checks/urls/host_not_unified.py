"""With and without www are two hosts to engines: one is the site, and the other leads there.

What the other host refuses (401, 403, 429, 503) says nothing. A page whose canonical names the right host is a warning
only; a quite different page on the other host is a notice, for it may be meant so.
"""

from audit.example_probes import HOME, WWW, form
from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text
from crawler.causes import UNANSWERED

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="host-not-unified",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    scope="site",
    book="4.3.4",
    title=Text(zh="带 www 和不带 www 的网址没有统一", en="The site is not on one host: with and without www"),
    message=Text(zh="{url}：{fault}（得到 {answer}，最后在 {final}）", en="{url}: {fault} ({answer}, ends at {final})"),
    words={
        "both": Text(zh="没有跳转，两个域名都能打开本站", en="does not redirect, so both hosts show the site"),
        "canonical": Text(zh="没有跳转，只靠规范链接", en="does not redirect, only its canonical points over"),
        "other-page": Text(zh="打开的是另一个网页", en="shows quite another page"),
        "temporary": Text(zh="跳转是临时的，应为 301", en="redirects for a while only, 301 is meant"),
        "path-lost": Text(zh="内页跳到了首页", en="sends an inner page to the home page"),
        "elsewhere": Text(zh="跳到了别的网站", en="leads to another site"),
        "fails": Text(zh="打开是错误页", en="answers with an error"),
        "unresolved": Text(zh="没有解析", en="has no DNS record"),
        "unanswered": Text(zh="连不上", en="cannot be reached"),
        "redirect-loop": Text(zh="不停跳转", en="redirects in circles"),
        "too-many-redirects": Text(zh="跳转太多", en="too many redirects"),
        **UNANSWERED,
    },
    why=Text(
        zh="两个域名都能打开时，每个网页有两个网址：外链分散，抓取翻倍，百度和 Google 可能各选一个。另一个域名打不开，则会丢掉手输网址的访客。",
        en="Where both answer, each page has two addresses: links are split, crawling doubles, and engines may each choose another. Where one does not answer, visitors who type it are lost.",
    ),
    fix=Text(
        zh="运维：选定一个域名，另一个做同样的解析和证书，在服务器或 CDN 上逐页 301 过来，保留路径；托管店铺在“主域名”设置里选“全部跳转”。",
        en="Operations: choose one host; give the other a DNS record and certificate, too, and 301 it path by path on server or CDN. On hosted shops set the primary domain and let all traffic redirect to it.",
    ),
    avoid=Text(zh="不要把所有内页都跳到首页。", en="Do not send every inner page to the home page."),
    verify=Text(zh="curl -I 另一个域名/某个内页，返回 301，路径不变。", en="curl -I OTHER-HOST/some-page answers 301 with the same path."),
    before="https://www.shop.example/tea  200",
    after="https://www.shop.example/tea  301  Location: https://shop.example/tea",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    view="run_pages",
    # Addresses, ports and other subdomains have no twin.
    applies="""
        select url_id from temp.start_pages where exists (select 1 from main.probes b
            where b.run_id = (select run_id from temp.current_run) and b.kind = 'variant' and b.url like '%://www.%')
    """,
    needs=frozenset({"extra-probes"}),
    sql="""
        with asked as (
            select json_group_array(json_object('url', url, 'error', error, 'facts', json(body))) as rows
            from main.probes where run_id = (select run_id from temp.current_run) and kind = 'variant'
        )
        select h.url_id, f.value as evidence, f.value ->> '$.severity' as severity
        from temp.home_page h, asked a, json_each(host_faults(a.rows)) f
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, probes=(form(HOME), form(WWW, (301, HOME)), form(f"{WWW}tea", (308, f"{HOME}tea"), role="inner"))),
    bad=Example({"/": PAGE}, probes=(form(HOME), form(WWW))),
    flags=frozenset({"/"}),
)  # fmt: skip
