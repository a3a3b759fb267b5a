"""Content-Signal lines say what texts may be used for; two that contradict each other say nothing.

A group of an agent's own replaces the one for all, and a training crawler that is closed out while the signals say
search=yes is just what they are for: only lines for the same agent and path are compared, and Disallow counts only where
it closes the very path for the very agent with nothing opened below.
"""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title></head><body><h1>茶舍</h1></body></html>'

check = SiteCheck(
    id="ai-content-signals-conflict",
    module=__name__,
    severity=Severity.NOTICE,
    scope="site",
    book=None,
    tier="extended",
    title=Text(zh="robots.txt 对 AI 用途的声明自相矛盾", en="robots.txt contradicts itself on what AI may use"),
    message=Text(
        zh="第 {line} 行“{text}”与第 {other} 行“{rule}”矛盾：{signal}，{fault}（{agent}，{path}）",
        en="line {line}, “{text}”, contradicts line {other}, “{rule}”: {signal}, {fault} ({agent}, {path})",
    ),
    words={
        "values": Text(zh="一处允许一处禁止", en="allowed here and forbidden there"),
        "closed": Text(zh="允许使用，却不许抓取", en="it may be used, but not be fetched"),
    },
    why=Text(
        zh="Content-Signal 表明内容可否用于搜索、AI 回答和训练。互相矛盾时，各家怎么理解都说得过去。它只是声明，目前认它的爬虫不多，与排名无关。",
        en="Content-Signal says whether texts may serve search, AI answers and training. Where lines contradict each other, any reading can be defended. It is a declaration that few crawlers heed so far, and has no bearing on rankings.",
    ),
    fix=Text(
        zh="先定下态度，再由开发保留一行，如 Content-Signal: search=yes, ai-train=no；CDN 自动加的和自己写的，只留一处。",
        en="Decide first; then the developer keeps one line, such as Content-Signal: search=yes, ai-train=no. Of one that the CDN adds and one of your own, keep one.",
    ),
    avoid=Text(zh="不想被抓取的目录要用 Disallow，声明挡不住。", en="What is not to be fetched needs Disallow: a declaration keeps nobody out."),
    verify=Text(zh="curl 网址/robots.txt，每个分组只有一行 Content-Signal。", en="curl URL/robots.txt: one Content-Signal line a group."),
    before="Content-Signal: ai-train=yes\nContent-Signal: search=yes, ai-train=no",
    after="Content-Signal: search=yes, ai-train=no",
    matters=Matters.INDIRECT,
    source="https://contentsignals.org/",
    view="run_pages",
    applies="select url_id from temp.home_robots where status = 200 and body like '%content-signal%'",
    needs=frozenset({"robots"}),
    identity=("agent", "path", "signal", "fault"),
    sql="""
        select r.url_id, json_set(f.value, '$.robots', r.robots) as evidence
        from temp.home_robots r, json_each(content_signal_conflicts(r.body, r.url)) f
        where r.status = 200 and r.body like '%content-signal%'
    """,
    effort_hours=0.25,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=Example(
        {"/": PAGE},
        robots="User-agent: *\nContent-Signal: search=yes, ai-train=no\nContent-Signal: /guide/ ai-train=yes\nAllow: /\nDisallow: /cart/\n\n"
        "User-agent: GPTBot\nContent-Signal: ai-train=yes\nAllow: /\n\nUser-agent: CCBot\nDisallow: /\n\n"
        "User-agent: ClaudeBot\nContent-Signal: search=yes\nDisallow: /\nAllow: /guide/\n",
    ),
    bad=Example(
        {"/": PAGE},
        robots="User-agent: *\nContent-Signal: search=yes,ai-train=no\nAllow: /\n\nUser-agent: CCBot\nContent-Signal: ai-train=yes\n"
        "Disallow: /\n\nUser-agent: *\nContent-Signal: ai-train=yes\nDisallow: /cart/\n",
    ),
    flags=frozenset({"/"}),
)  # fmt: skip
