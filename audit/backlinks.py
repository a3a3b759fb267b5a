"""Imported backlinks as checks in SQL see them: the assessment that is kept, and the page of ours that a finding hangs on.

The figures are those of linkgraph/backlinks/assessing.py, which a test compares with audit/example_backlinks.py.
"""

from __future__ import annotations

from functools import partial

from audit.registry import START_URL, Matters, Severity, SiteCheck
from configs.text import Text

# A check of imported backlinks, with what most have in common.
backlink_check = partial(
    SiteCheck, severity=Severity.NOTICE, scope="site", tier="import", book="4.3.7", view="run_pages", needs=frozenset({"backlinks"}),
    verify=Text(
        zh="导入新的外链表（xunlu import backlinks），再看 xunlu links backlinks。",
        en="Import a new table (xunlu import backlinks), then look at xunlu links backlinks.",
    ),
    matters=Matters.RANKING, source="https://developers.google.com/search/docs/essentials/spam-policies#link-spam",
    effort_hours=4.0, effort_unit="site", profiles={"google": {}, "baidu": {}, "book-2016": {}, "shop": {}}, flags=frozenset({"/"}),
)  # fmt: skip
ENOUGH = 20  # links, or domains, below which shares say nothing

# ``told`` (url_id, figures): one row, or none where nothing was imported.
TOLD = f"""
    told as materialized (
        select coalesce((select h.url_id from temp.home_page h), ({START_URL} limit 1)) as url_id, a.figures
        from temp.current_run c join main.runs r on r.run_id = c.run_id join main.sites s on s.site_id = r.site_id
        join main.linked_sites k on k.name = s.name
        join main.backlink_assessments a on a.linked_id = k.linked_id and a.run_id = r.run_id
    )
"""
MANY_LINKS = f"figures ->> '$.links' >= {ENOUGH}"


def applies(condition: str) -> str:
    """SQL for the home page, where the figures meet a condition."""
    return f"with {TOLD} select url_id from told where {condition}"


def found(condition: str, evidence: str, *, joined: str = "", severity: str = "", more: str = "") -> str:
    """SQL for the findings.

    Args:
        evidence: arguments of ``json_object``.
        joined: further tables, such as lists within the figures.
        severity: an expression of SQL; "" = the usual level.
        more: further common table expressions, each after a comma.
    """
    level = f", {severity} as severity" if severity else ""
    return f"""
        with {TOLD}{more}
        select told.url_id, json_object({evidence}) as evidence{level}
        from told {joined}
        where {condition}
    """
