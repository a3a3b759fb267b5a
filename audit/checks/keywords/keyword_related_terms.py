"""A page that covers a subject uses the words that go with it on the other pages of the site.

The terms by PMI over the own pages: keywords/related.py. Where fewer than six are known, nothing is judged;
nor are guessed keywords, and home pages, which name subjects and leave the rest to others.
"""

from audit.example_keywords import POTS, home, page
from audit.keyword_pairs import ORIGIN, applies, found, keyword_check
from audit.registry import Example, Matters, Option, Severity
from configs.text import Text

KNOWN = """from main.keyword_related r where r.run_id = (select run_id from temp.current_run)
    and r.term_id = pairs.term_id and r.ordinal < :top and r.pages >= :min_pages"""
WITHIN = f"not guessed and page_type <> 'home' and (select count(*) {KNOWN}) >= 2 * :min_present"
PRESENT = f"(select coalesce(sum(r.present), 0) {KNOWN})"
MISSING = f"""(select json_group_array(term) from (select (select w.term from main.terms w where w.term_id = r.related_id) as term
    {KNOWN} and not r.present order by r.ordinal limit 5))"""
OTHER = "瓷器轻薄，釉色多样，适合花茶；玻璃器皿透亮，观赏冲泡过程方便。"


def site(**parts: str) -> dict[str, str]:
    """The shop with six articles about the keyword, and six about something else."""
    said = {f"/news/{number}.html": page(title=f"第{number}篇", h1=f"紫砂壶札记{number}") for number in range(6)}
    others = {
        f"/wiki/{number}.html": page(title=f"瓷器{number}", h1=f"瓷器{number}", lead=OTHER, rest="")
        for number in range(6)
    }
    return {"/": home(), POTS: page(**parts), **said, **others}


check = keyword_check(
    id="keyword-related-terms",
    module=__name__,
    severity=Severity.NOTICE,
    title=Text(
        zh="语义相关词不足",
        en="Related terms missing",
    ),
    message=Text(
        zh="{origin}“{term}”：本站常同时出现的 {known} 个词里，这页只有 {present} 个；没有：{missing}",
        en="{origin} “{term}”: of {known} terms that go with it on this site, the page has {present}; it lacks {missing}",
    ),
    words=ORIGIN,
    why=Text(
        zh="讲得全的网页自然会用到相关的词；缺得多，常说明内容单薄。词表来自本站网页，不是搜索引擎的。",
        en="A page that covers its subject uses its words; many missing mostly means it is thin. The list comes from this site, from no engine.",
    ),
    fix=Text(
        zh="编辑：看缺的词对应哪些问题（规格、用法、保养），读者关心的就补一段。",
        en="Editor: see which questions the missing terms stand for, and answer those that readers have.",
    ),
    avoid=Text(
        zh="不要把词硬塞进去。",
        en="Do not just insert the words.",
    ),
    matters=Matters.INDIRECT,
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    options={"min_pages": Option(5, "pages with both"), "top": Option(10, "terms"), "min_present": Option(3, "terms")},
    applies=applies(WITHIN),
    sql=found(
        f"{PRESENT} < :min_present",
        f"'known', (select count(*) {KNOWN}), 'present', {PRESENT}, 'missing', json({MISSING})",
        "'notice'",
        within=WITHIN,
    ),
    good=Example(site(), keywords={POTS: ("紫砂壶",)}),
    bad=Example(site(lead="紫砂壶好。", rest="欢迎光临。"), keywords={POTS: ("紫砂壶",)}),
    flags=frozenset({POTS}),
    needs=frozenset({"keywords", "keyword-map", "complete-crawl"}),
    effort_hours=1.0,
)
