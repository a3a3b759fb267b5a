"""A site on https whose plain addresses still open has every page twice, once unprotected.

A port 80 that is shut leads nobody astray and is no fault here. Where the site was crawled on http and https shows
something else, such as the server's own first page, it is not this site that is on https.
"""

from audit.example_probes import HOME, PLAIN, form
from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="http-not-redirected",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING),
    scope="site",
    book="4.3.4",
    title=Text(zh="不加密的 http 网址没有跳转到 https", en="Plain http addresses do not redirect to https"),
    message=Text(zh="{url}：{fault}（返回 {answer}，最后在 {final}）", en="{url}: {fault} ({answer}, ends at {final})"),
    words={
        "open": Text(zh="不跳转，直接打开", en="opens without a redirect"),
        "temporary": Text(zh="跳转是临时的，应为 301", en="redirects for a while only, 301 is meant"),
        "path-lost": Text(zh="内页跳到了首页", en="an inner page is sent to the home page"),
    },
    why=Text(
        zh="旧链接和手输的网址会进到不加密的那一份：浏览器提示“不安全”，途中可能被改；搜索引擎看到两套相同的网页。用 302，旧网址会留得更久。",
        en="Old links and typed addresses reach the open copy: browsers say “not secure”, and anybody on the way may change it. Engines see everything twice; with 302 the old addresses stay longer.",
    ),
    fix=Text(
        zh="运维：在服务器或 CDN 上把 http 逐页 301 到 https，路径和参数不变，稳定后再开 HSTS；托管店铺在域名设置里打开“强制 HTTPS”。",
        en="Operations: 301 http to https on server or CDN with path and query kept; once that works, add HSTS. On hosted shops turn on “force HTTPS” in the domain settings.",
    ),
    avoid=Text(zh="不要用脚本或 meta 刷新代替 301。", en="No script or meta refresh in place of the 301."),
    verify=Text(zh="curl -I http://域名/某个内页，返回 301，Location 是 https 的同一网页。", en="curl -I http://HOST/some-page answers 301 with the same page on https."),
    before="http://shop.example/tea  200",
    after="http://shop.example/tea  301  Location: https://shop.example/tea",
    matters=Matters.RANKING,
    source="https://developers.google.com/search/docs/crawling-indexing/site-move-with-url-changes",
    view="run_pages",
    # The site answers on https, and was asked for on http.
    applies="""
        select url_id from temp.start_pages where exists (select 1 from main.probes b
            where b.run_id = (select run_id from temp.current_run) and b.kind = 'variant' and b.url like 'https:%'
            and b.body ->> '$.role' = 'start' and b.body ->> '$.final' like 'https:%' and b.body ->> '$.final_status' between 200 and 299)
    """,
    needs=frozenset({"extra-probes"}),
    sql="""
        with asked as (
            select json_group_array(json_object('url', url, 'error', error, 'facts', json(body))) as rows
            from main.probes where run_id = (select run_id from temp.current_run) and kind = 'variant'
        )
        select h.url_id, f.value as evidence, f.value ->> '$.severity' as severity
        from temp.home_page h, asked a, json_each(scheme_faults(a.rows)) f
    """,
    effort_hours=1,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE}, probes=(form(HOME), form(PLAIN, (308, HOME)), form(f"{PLAIN}tea", (301, f"{HOME}tea"), role="inner"))),
    bad=Example({"/": PAGE}, probes=(form(HOME), form(PLAIN, (301, HOME)), form(f"{PLAIN}tea", role="inner"))),
    flags=frozenset({"/"}),
)  # fmt: skip
