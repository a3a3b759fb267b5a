"""A page that is to stand for many keywords stands for none: title, h1 and text can only be about one subject.

Only keywords that the owner assigned to a page count. Proposed pages are our guess, and no fault of the site.
"""

from audit.example_keywords import POTS, shop
from audit.keyword_pairs import keyword_check
from audit.registry import Option, Severity
from configs.text import Text

ASSIGNED = """
    from temp.current_run c
    cross join main.keyword_map m on m.run_id = c.run_id and m.origin = 'config'
    join main.page_states x on x.run_id = m.run_id and x.url_id = m.url_id and x.indexable_reason = 'ok'
    join main.terms t on t.term_id = m.term_id
"""

check = keyword_check(
    id="keyword-too-many",
    module=__name__,
    severity=Severity.WARNING,
    title=Text(zh="一页目标词过多", en="Too many target keywords"),
    message=Text(
        zh="这一页承担 {number} 个目标词（上限 {limit}）：{terms}",
        en="The page stands for {number} keywords (at most {limit}): {terms}",
    ),
    why=Text(
        zh="标题和开头只有几十个字，放不下许多主题；引擎看不出这页最该为哪个词出现。",
        en="Title and lead have room for one subject; engines cannot tell which of many the page is for.",
    ),
    fix=Text(
        zh="运营：留下意思相同的两三个词，其余的另建网页，在 [[keywords.pages]] 里重新分配。",
        en="Marketing: keep two or three of one meaning, give the others pages of their own, and assign anew in [[keywords.pages]].",
    ),
    avoid=Text(zh="不要为每个近义词各建一页。", en="Do not make a page for every synonym."),
    applies=f"select m.url_id {ASSIGNED}",
    sql=f"""
        select url_id, json_object('number', count(*), 'limit', :max_terms, 'terms', json_group_array(term)) as evidence
        from (select m.url_id, t.term {ASSIGNED} order by t.term) group by url_id having count(*) > :max_terms
    """,
    options={"max_terms": Option(3, "keywords")},
    identity=(),
    confidence=1.0,
    effort_hours=2.0,
    good=shop(keywords=("紫砂壶", "宜兴紫砂壶", "手工紫砂壶")),
    bad=shop(keywords=("紫砂壶", "宜兴紫砂壶", "普洱茶", "乌龙茶")),
    flags=frozenset({POTS}),
)
