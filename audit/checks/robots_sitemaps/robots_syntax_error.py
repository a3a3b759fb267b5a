"""A line of robots.txt that is understood, and yet does nothing or something else than it seems to.

Lines without any known field are robots-unknown-directive's, and a web page in place of the file robots-unavailable's.
``$`` is an ordinary character of a path except at its end: one within a name, as in ``?$filter=``, is no fault.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="robots-syntax-error",
    module=__name__,
    severity=Severity.ERROR,
    levels=(Severity.ERROR, Severity.WARNING, Severity.NOTICE),
    scope="site",
    book=None,
    tier="extended",
    title=Text(zh="robots.txt 里有写错、不起作用的行", en="A line of robots.txt is wrong and has no effect"),
    message=Text(zh="第 {line} 行“{text}”：{fault}（同类的共 {lines} 行）", en="line {line}, “{text}”: {fault} ({lines} such lines)"),
    words={
        "before-group": Text(zh="前面没有 User-agent，对谁都无效", en="no User-agent line above, so it applies to nobody"),
        "no-agent": Text(zh="没有写明爬虫的名字", en="no crawler is named"),
        "bad-path": Text(zh="路径不是以 / 或 * 开头，什么也挡不住", en="the path begins with neither / nor *, so nothing is closed"),
        "bad-allow": Text(zh="路径不是以 / 或 * 开头，什么也没放行", en="the path begins with neither / nor *, so nothing is opened"),
        "relative-sitemap": Text(zh="站点地图要写完整网址", en="a sitemap needs an absolute address"),
        "no-colon": Text(zh="缺冒号，有的爬虫不认", en="without a colon, which some crawlers do not understand"),
        "dollar": Text(zh="$ 只在结尾才表示结束", en="$ means the end only where it stands last"),
    },
    why=Text(
        zh="爬虫不会报错，只会跳过这样的行：想封的目录照样被抓，站点地图也没人去读。别的行不受影响。",
        en="Crawlers do not complain, they skip such lines: what was to be closed stays open, a sitemap is not read. Other lines are not affected.",
    ),
    fix=Text(
        zh="开发：按行号改：规则写在 User-agent 下面，路径从网站根目录写起，如 Disallow: /cart/；Sitemap 写 https 开头的完整网址；一行只写一条路径。",
        en="Developer: correct it by its line number: rules below a User-agent line, paths from the root such as Disallow: /cart/, Sitemap with https and host, one path a line.",
    ),
    avoid=Text(zh="路径前不要写域名，robots.txt 只管自己的域名。", en="Put no host before paths: the file is about its own host."),
    verify=Text(zh="运行 xunlu robots 网址，看哪条规则起作用。", en="xunlu robots URL tells which rule decides."),
    before="Disallow: cart/",
    after="Disallow: /cart/",
    matters=Matters.INDEXING,
    source="https://www.rfc-editor.org/rfc/rfc9309.html",
    view="run_pages",
    applies="select url_id from temp.home_robots where status = 200",
    needs=frozenset({"robots"}),
    identity=("fault",),
    sql="""
        with found as (
            select r.url_id, r.robots, f.value ->> '$.line' as line, f.value ->> '$.fault' as fault, f.value ->> '$.text' as text,
                f.value ->> '$.severity' as severity
            from temp.home_robots r, json_each(robots_syntax_faults(r.body)) f where r.status = 200
        )
        select url_id, json_object('line', min(line), 'text', text, 'fault', fault, 'lines', count(*), 'robots', robots)
            as evidence, severity
        from found group by url_id, fault
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {"/": PAGE},
        robots="# 茶舍\nSitemap: https://example.com/sitemap.xml\nUser-agent: *\nDisallow:\nDisallow: /*.pdf$\nDisallow: /*?$filter=\n"
        "Disallow: *?sort=\nDisallow: /购物车/ # 购物车\nCrawl-delay: 1\nHost: example.com\nNonsense here and there\n",
    ),
    bad=Example(
        {"/": PAGE},
        robots="Disallow: /tmp/\nUser-agent:\nUser-agent: *\nDisallow: cart/\nDisallow: https://example.com/member/\nAllow: img/\n"
        "Disallow /old/\nDisallow: /*.php$ /*.asp$\nSitemap: /sitemap.xml\n",
    ),
    flags=frozenset({"/"}),
)  # fmt: skip
