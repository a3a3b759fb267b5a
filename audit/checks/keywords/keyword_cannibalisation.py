"""Pages of one site that aim at the same keyword share its links and clicks, and engines show whichever they like.

Which pages compete, and which should keep the keyword: keywords/cannibals.py. Versions in other languages and the
further pages of a list are no rivals.
"""

from audit.example_keywords import POTS, home, page
from audit.keyword_pairs import WARNINGS, keyword_check
from audit.registry import Example, Severity
from configs.text import Text

FURTHER = "/zisha-pots.html"

check = keyword_check(
    id="keyword-cannibalisation",
    module=__name__,
    severity=Severity.WARNING,
    levels=WARNINGS,
    scope="keyword",
    title=Text(zh="关键词内部竞争", en="Keyword cannibalisation"),
    message=Text(
        zh="与 {keeper} 争“{term}”（共 {pages} 页），建议由后者承担",
        en="competes for “{term}” with {keeper} ({pages} pages in all); let that one keep it",
    ),
    why=Text(
        zh="几页争一个词，内链和点击被分散，搜索结果里出现的常常不是你想要的那一页。",
        en="Pages that share a keyword share its links and clicks, and results often show the one you did not mean.",
    ),
    fix=Text(
        zh="编辑：改写这一页的标题和 h1，让它讲别的侧面；内容重复的合并，旧网址 301 到保留的页。",
        en="Editor: let title and h1 of this page name another aspect. Merge it when it says the same, and redirect with 301.",
    ),
    avoid=Text(zh="不要用 canonical 把内容不同的网页合在一起。", en="Do not join different pages by canonical."),
    # Every page with a target keyword could be fought over.
    applies="""
        select m.url_id from temp.current_run c join main.keyword_map m on m.run_id = c.run_id where m.url_id is not null
        union select r.url_id from temp.current_run c join main.keyword_rivals r on r.run_id = c.run_id
    """,
    sql="""
        select r.url_id, json_object('term', t.term, 'keeper', u.url, 'pages', (
                select count(*) from main.keyword_rivals o where o.run_id = r.run_id and o.term_id = r.term_id)) as evidence,
            iif(g.origin is 'config', 'warning', 'notice') as severity
        from temp.current_run c
        join main.keyword_rivals r on r.run_id = c.run_id and r.place > 1
        join main.keyword_rivals k on k.run_id = r.run_id and k.term_id = r.term_id and k.place = 1
        join main.urls u on u.url_id = k.url_id
        join main.terms t on t.term_id = r.term_id
        left join main.keyword_targets g on g.run_id = r.run_id and g.term_id = r.term_id
    """,
    effort_hours=1.0,
    good=Example(
        {"/": home(), POTS: page(), FURTHER: page(title="建水紫陶选购", h1="建水紫陶")}, keywords={POTS: ("紫砂壶",)}
    ),
    bad=Example({"/": home(), POTS: page(), FURTHER: page(title="紫砂壶 - 茶舍")}, keywords={POTS: ("紫砂壶",)}),
    flags=frozenset({FURTHER}),
)
