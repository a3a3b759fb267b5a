"""Target keywords and the pages that should rank for them, as checks in SQL see them, and what these checks share.

A keyword that nobody named is guessed: what it seems to lack is told one level lower, and never as an error. Pages that
are written in another script than the keyword are not asked for it, and none for a keyword of stop words alone. Of an incomplete crawl only the pages that somebody
named are asked: a better one may not have been fetched.
"""

from __future__ import annotations

from functools import partial

from audit.registry import Matters, Severity, SiteCheck
from configs.text import Text

VERIFY = Text(
    zh="改完重新抓取，再看 xunlu keywords page 网址。",
    en="Crawl again, then look at xunlu keywords page URL.",
)
GUIDE = "https://developers.google.com/search/docs/fundamentals/seo-starter-guide"
# A check of target keywords, with what most have in common.
keyword_check = partial(
    SiteCheck, book="4.3.5", view="indexable_pages", needs=frozenset({"keywords", "keyword-map"}), verify=VERIFY,
    matters=Matters.RANKING, source=GUIDE, confidence=0.85, effort_hours=0.25, effort_unit="page", identity=("term",),
    profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}},
)  # fmt: skip
ORIGIN = {
    "given": Text(zh="目标词", en="The keyword"),
    "guessed": Text(zh="推测的目标词", en="The guessed keyword"),
}
NOTICE = "iif(guessed, 'info', 'notice')"  # the level of a finding, by the origin of the keyword
WARNING = "iif(guessed, 'notice', 'warning')"
NOTICES = (Severity.NOTICE, Severity.INFO)
WARNINGS = (Severity.WARNING, Severity.NOTICE)
ALL = (Severity.WARNING, Severity.NOTICE, Severity.INFO)
ENOUGH = "(han >= 100 or latin >= 60)"  # text on which densities and places say something

# ``pairs``: one row for each target keyword with an indexable page, by the keys of the tables; no pass over the pages.
PAIRS = """
    pairs as materialized (
        select m.url_id, m.term_id, t.term, g.origin = 'guessed' as guessed, m.origin = 'config' as assigned,
            iif(g.origin = 'guessed', 'guessed', 'given') as origin, x.page_type, p.title, p.h1, p.description,
            coalesce(p.han_chars, 0) as han, coalesce(p.latin_words, 0) as latin, json_array_length(s.words) as words,
            s.words as tokens, s.fits, s.title_words, s.title_han, s.title_latin, s.h1_words, s.description_hits,
            s.intro_han, s.intro_latin, s.first_paragraph, s.windows, s.url_form, s.images, s.alts, s.alts_with,
            s.alts_same, s.alts_distinct, s.strong_hits, s.strong_share, coalesce(k.in_title, 0) as in_title,
            coalesce(k.in_h1, 0) as in_h1, coalesce(k.in_url, 0) as in_url, coalesce(k.anchors, 0) as anchors,
            coalesce(k.prominence, 0.0) as prominence, coalesce(w.count, 0) as hits,
            100 * coalesce(w.density_chars, 0.0) as density_a, 100 * coalesce(w.density_tokens, 0.0) as density_c
        from temp.current_run c
        cross join main.keyword_map m on m.run_id = c.run_id and (m.origin = 'config'
            or (select r.status from main.runs r where r.run_id = c.run_id) = 'complete')
        join main.keyword_targets g on g.run_id = m.run_id and g.term_id = m.term_id
        join main.terms t on t.term_id = m.term_id
        join main.page_states x on x.run_id = m.run_id and x.url_id = m.url_id and x.indexable_reason = 'ok'
        join main.pages p on p.run_id = m.run_id and p.url_id = m.url_id
        join main.keyword_standing s on s.run_id = m.run_id and s.term_id = m.term_id and s.url_id = m.url_id
        left join main.keyword_places k on k.run_id = m.run_id and k.term_id = m.term_id and k.url_id = m.url_id
        left join main.page_terms w on w.run_id = m.run_id and w.url_id = m.url_id and w.term_id = m.term_id
    )
"""


def applies(condition: str) -> str:
    """SQL for the pages of the keywords that meet a condition; the page fits the keyword."""
    return f"with {PAIRS} select url_id from pairs where fits and words and {condition}"


def found(condition: str, evidence: str, level: str, *, within: str) -> str:
    """SQL for the findings.

    Args:
        evidence: further arguments of ``json_object``, beside origin and term.
        level: an expression of SQL, such as ``NOTICE``.
        within: the condition under which the check applies.
    """
    return f"""
        with {PAIRS}
        select url_id, json_object('origin', origin, 'term', term, {evidence}) as evidence, {level} as severity
        from pairs where fits and words and ({within}) and ({condition})
    """


def labelled(condition: str, evidence: str) -> str:
    """SQL for the findings about the kind of a keyword: one a keyword, on its page. ``l``: its labels, ``h``: the term within."""
    return f"""
        with {PAIRS}
        select pairs.url_id, json_object('origin', origin, 'term', pairs.term, {evidence}) as evidence
        from pairs
        join main.keyword_labels l on l.run_id = (select run_id from temp.current_run) and l.term_id = pairs.term_id
        left join main.terms h on h.term_id = l.head_id
        where fits and {condition}
    """
