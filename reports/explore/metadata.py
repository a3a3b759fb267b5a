"""What Datasette says of a store: titles, descriptions of views and columns, units, facets, canned queries."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from configs.text import Lang, Text
from crawler.store import Store
from reports.explore.queries import QUERIES
from reports.explore.views import PUBLIC
from reports.headings import HEADINGS
from reports.sentences import clipped

TITLE = Text(zh="寻路：{store}", en="xunlu: {store}")
ABOUT = Text(
    zh="一个库，{runs} 次运行：{sites}。只读。从下面的视图和问题开始；视图包含全部运行，用 run_id 筛选，最新的是 {newest}。",
    en="A store of {runs} runs: {sites}. Reading only. Start with the views and the questions below; views hold all runs:"
    " filter by run_id, the newest is {newest}.",
)
LICENCE = Text(zh="数据来自你自己的抓取", en="Data of your own crawls")
FACETS = {
    "v_runs": ["site", "role", "status"],
    "v_pages": ["run_id", "status", "indexable_reason", "page_type"],
    "v_links": ["run_id", "kind", "position", "internal"],
    "v_findings": ["run_id", "severity", "area", "check_id"],
    "v_accepted": ["run_id", "check_id", "until"],
    "v_checks": ["run_id", "state", "severity", "area"],
    "v_keywords": ["run_id", "target"],
    "v_redirects": ["run_id", "status"],
    "v_keyword_map": ["run_id", "verdict"],
    "v_keyword_labels": ["run_id", "intent", "tier"],
    "v_keyword_topics": ["run_id", "site"],
    "v_competition": ["run_id", "verdict", "site"],
    "v_keyword_figures": ["engine", "day", "period"],
    "v_resources": ["run_id", "kind", "status"],
    "v_agents": ["run_id", "kind", "allowed"],
}
UNITS = {"size_bytes": "byte", "bytes": "byte", "ttfb_ms": "ms", "download_ms": "ms", "ms": "ms"}
NAMED = {  # of columns that no table of the program shows
    "run_id": Text(zh="运行编号", en="number of the run"),
    "url": Text(zh="网址", en="address"),
    "url_id": Text(zh="内部表的键", en="key of the internal tables"),
    "check_id": Text(zh="检查项", en="id of the check"),
    "h1": Text(zh="第一个 h1", en="first h1"),
    "evidence": Text(zh="依据，JSON", en="json: what the verdict rests on"),
    "fingerprint": Text(zh="各次运行中同一个问题的标记", en="the same for the same finding in every run"),
    "until": Text(zh="接受到哪一天", en="last day on which it stands"),
    "points": Text(zh="失分（满分 100）", en="points of 100 it costs"),
    "applicable": Text(zh="适用的网页", en="pages it applies to"),
    "failing": Text(zh="有问题的网页", en="pages with a finding"),
    "repeated": Text(zh="全站重复的链接", en="boilerplate: on half or more of the pages"),
}
_VIEW = re.compile(r"^create view (\w+) as$(.*?);$", re.M | re.S)
_COLUMN = re.compile(r"(\w+),?\s+-- (.+)$", re.M)


@cache
def described() -> dict[str, dict[str, str]]:
    """Column -> meaning in English for every public view, from the comments of its SQL."""
    sql = files("crawler.schema").joinpath("views.sql").read_text("utf-8")
    return {name: dict(_COLUMN.findall(body.partition("\nfrom ")[0])) for name, body in _VIEW.findall(sql)}


def metadata(store: Store, name: str, lang: Lang) -> dict[str, Any]:
    """Metadata of Datasette for a store that it calls ``name``."""
    title = TITLE.get(lang, store=store.path.name)
    about = _about(store, lang)
    hidden = store.db.execute("select name from sqlite_master where type = 'table'").fetchall()
    tables: dict[str, Any] = {table: {"hidden": True} for (table,) in hidden}
    tables |= {view: _view(view, columns, lang) for view, columns in described().items()}
    queries = {query.name: {"sql": query.sql, "title": query.title.get(lang), "hide_sql": False} for query in QUERIES}
    shown = {"title": title, "description": about, "source": LICENCE.get(lang)}
    return shown | {"databases": {name: {**shown, "tables": tables, "queries": queries}}}


def _about(store: Store, lang: Lang) -> str:
    rows = store.db.execute("select site, count(*), max(run_id) from v_runs group by site order by 3 desc").fetchall()
    sites = clipped(", ".join(str(row[0]) for row in rows), 200)
    newest = max((row[2] for row in rows), default="–")
    return ABOUT.get(lang, runs=sum(row[1] for row in rows), sites=sites or "–", newest=newest)


def _view(view: str, columns: dict[str, str], lang: Lang) -> dict[str, Any]:
    made: dict[str, Any] = {
        "title": f"{view} {PUBLIC[view].get(lang).partition('。')[0].partition('：')[0]}" if lang == "zh" else view,
        "description": PUBLIC[view].get(lang),
        "columns": {column: _column(column, comment, lang) for column, comment in columns.items()},
        "size": 50,
    }
    if units := {column: unit for column, unit in UNITS.items() if column in columns}:
        made["units"] = units
    if facets := [facet for facet in FACETS.get(view, ()) if facet in columns]:
        made["facets"] = facets
    return made


def _column(column: str, comment: str, lang: Lang) -> str:
    """Chinese readers get the name of the column in Chinese before what the schema says of it."""
    known = NAMED.get(column) or HEADINGS.get(column)
    return f"{known.zh}（{comment}）" if lang == "zh" and known else comment
