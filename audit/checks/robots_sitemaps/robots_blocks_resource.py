"""Engines draw pages before they judge them: closed style sheets, scripts and pictures leave them with a broken view."""

from audit.registry import Example, Matters, Severity, SiteCheck
from configs.text import Text

PAGE = '<html lang="zh"><head><title>茶舍</title><link rel="stylesheet" href="/theme/{0}.css"></head><body><h1>茶舍</h1><img src="/img/pot.jpg" alt="壶"></body></html>'

check = SiteCheck(
    id="robots-blocks-resource",
    module=__name__,
    severity=Severity.WARNING,
    book="4.3.8",
    title=Text(zh="搜索引擎取不到网页用到的样式、脚本或图片", en="Engines may not fetch styles, scripts or pictures that a page uses"),
    message=Text(zh="{agent} 取不到 {file}（第 {line} 行“{rule}”），这样的文件有 {files} 个", en="{agent} may not fetch {file} (line {line}, “{rule}”); {files} such files"),
    why=Text(
        zh="Google 等会像浏览器那样渲染网页。样式和脚本被封，它看到的版面可能残缺，内容也可能缺失；图片被封就进不了图片搜索。只影响用到这些文件的网页。",
        en="Google and others render pages like a browser. Without styles and scripts the layout, even content, may be missing; closed pictures cannot appear in image search.",
    ),
    fix=Text(
        zh="开发：在 robots.txt 里去掉这条规则，或给这些文件加更长的 Allow，如“Allow: /theme/*.css”；图片目录同理。",
        en="Developer: drop the rule from robots.txt, or allow these files by a longer line such as “Allow: /theme/*.css”; likewise for pictures.",
    ),
    avoid=Text(zh="不要为了节省抓取而封掉样式和脚本。", en="Do not close styles and scripts to save crawling."),
    verify=Text(zh="在 Search Console 的网址检查里看渲染截图。", en="Look at the screenshot in Search Console's URL inspection."),
    before="Disallow: /theme/",
    after="Disallow: /theme/\nAllow: /theme/*.css\nAllow: /theme/*.js",
    matters=Matters.INDEXING,
    source="https://developers.google.com/search/docs/crawling-indexing/robots/intro",
    view="indexable_pages",
    needs=frozenset({"robots", "facts"}),
    # A robots.txt that closes nothing closes no file: then no page is looked at.
    sql="""
        with placed as (  -- files are below the page's <base href>
            select f.url_id, page_base(f.url, f.facts ->> '$.resources.base') as url, f.facts,
                r.body, substr(r.robots, 1, length(r.robots) - length('robots.txt')) as home
            from (select * from temp.home_robots where status = 200 and robots_restricts(body)) r
            join temp.page_facts f on f.url_id in (select url_id from temp.indexable_pages)
        ),
        closed as (
            select f.url_id, robots_blocked_resources(f.body, f.url, json_extract(f.facts, '$.resources.styles')) as styles,
                robots_blocked_resources(f.body, f.url, json_extract(f.facts, '$.resources.scripts')) as scripts,
                robots_blocked_resources(f.body, f.url, (select json_group_array(u.url) from (
                    select distinct l.target_id from main.pages p join main.links l on l.link_set_id = p.link_set_id
                    where p.run_id = (select run_id from temp.current_run) and p.url_id = f.url_id and l.kind = 5) i
                    join main.urls u on u.url_id = i.target_id)) as pictures
            from placed f where instr(f.url, f.home) = 1
        ),
        listed as (
            select url_id, coalesce(styles -> '$[0]', scripts -> '$[0]', pictures -> '$[0]') as first,
                json_array_length(styles) + json_array_length(scripts) + json_array_length(pictures) as files
            from closed
        )
        select url_id, json_object('file', first ->> '$.file', 'agent', first ->> '$.agent', 'line', first ->> '$.line',
            'rule', first ->> '$.rule', 'files', files) as evidence
        from listed where files > 0
    """,
    effort_hours=0.5,
    effort_unit="site",
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
    good=Example({"/": PAGE.format("a"), "/b": PAGE.format("b")}, robots="User-agent: *\nDisallow: /cart/\nDisallow: /theme/\nAllow: /theme/*.css\n"),
    bad=Example({"/": PAGE.format("a"), "/tea/": PAGE.format("b").replace("/theme/", "../theme/")}, robots="User-agent: Baiduspider\nDisallow: /theme/\n"),
    flags=frozenset({"/", "/tea/"}),
)  # fmt: skip
