"""The texts of the links within the site tell visitors and engines what a page is about.

An anchor counts with the keyword or all of its words; where the anchors have only some of them it is told as info. The home page is left out: links to it are called Home or bear the
name of the site. Where Traditional and Simplified count as one, the words of an anchor cannot be compared here: the check
applies to no page.
"""

from audit.example_keywords import POTS, home, page
from audit.keyword_pairs import NOTICE, NOTICES, ORIGIN, applies, found, keyword_check
from audit.registry import Example, Option, Severity
from configs.text import Text

LINKED = """(select coalesce(max(i.inlinks), 0) from main.page_graph i
    where i.run_id = (select run_id from temp.current_run) and i.url_id = pairs.url_id)"""
AS_WRITTEN = """not exists (
    select 1 from main.stages z where z.run_id = (select run_id from temp.current_run) and z.stage = 'keywords'
        and z.options ->> '$.simplified')"""
WITHIN = f"page_type <> 'home' and {LINKED} >= :min_inlinks and {AS_WRITTEN}"
# All words of the keyword in one of the anchors that most pages link with.
NAMED = """exists (
    select 1 from main.page_anchors a join main.anchors n using (anchor_id)
    where a.run_id = (select run_id from temp.current_run) and a.url_id = pairs.url_id
        and not exists (select 1 from json_each(pairs.tokens) w where instr(lower(n.text), w.value) = 0))"""


# One of them at least, as menus have: their labels are shorter than keywords.
TOUCHED = """exists (
    select 1 from main.page_anchors a join main.anchors n using (anchor_id), json_each(pairs.tokens) w
    where a.run_id = (select run_id from temp.current_run) and a.url_id = pairs.url_id
        and instr(lower(n.text), w.value))"""


def site(anchor: str) -> dict[str, str]:
    """The shop with five articles that link to the page."""
    articles = {
        f"/news/{number}.html": page(title=f"第{number}篇", nav=f'<a href="{POTS}">{anchor}</a>') for number in range(5)
    }
    return {
        "/": home(*(f'<a href="{path}">文章</a>' for path in articles)).replace(">紫砂壶</a>", ">全部商品</a>"),
        POTS: page(),
        **articles,
    }


check = keyword_check(
    id="keyword-in-anchors",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh="站内锚文字不含目标词",
        en="Keyword absent from inbound anchors",
    ),
    message=Text(
        zh="{origin}“{term}”：站内 {inlinks} 个网页链到这里，没有一个锚文字含它",
        en="{origin} “{term}”: {inlinks} pages of the site link here, none with it in the anchor",
    ),
    words=ORIGIN,
    why=Text(
        zh="锚文字说明目标页讲什么，是站内你能完全掌握的信号；都写“查看更多”就浪费了。",
        en="Anchors say what a page is about, a signal entirely in your hands. “More” in all of them wastes it.",
    ),
    fix=Text(
        zh="编辑：从正文或导航里用目标词做锚文字链过来几处。",
        en="Editor: link here from texts or menus with the keyword as anchor in a few places.",
    ),
    avoid=Text(
        zh="不要让所有链接都用一模一样的锚文字。",
        en="Do not use one and the same anchor everywhere.",
    ),
    levels=NOTICES,
    book="4.3.6",
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    needs=frozenset({"keywords", "keyword-map", "links", "complete-crawl"}),
    options={"min_inlinks": Option(5, "pages")},
    applies=applies(WITHIN),
    sql=found(
        f"anchors = 0 and not {NAMED}", f"'inlinks', {LINKED}", f"iif({TOUCHED}, 'info', {NOTICE})", within=WITHIN
    ),
    good=Example(site("宜兴紫砂壶"), keywords={POTS: ("紫砂壶",)}),
    bad=Example(site("查看更多"), keywords={POTS: ("紫砂壶",)}),
    flags=frozenset({POTS}),
)
