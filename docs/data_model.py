"""The generated parts of docs/data-model.md: every view and table with its columns, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from configs.text import Text
from docs.schema import Column, Relation, of_kind
from reports.explore.views import PUBLIC

RUN = {
    "run_pages": Text(zh="这次运行的全部网址。", en="All URLs of the run."),
    "html_pages": Text(zh="回答 2xx 的完整 HTML 网页。", en="Complete HTML pages that answered 2xx."),
    "indexable_pages": Text(zh="可编入索引的网页。", en="Pages that may be indexed."),
    "internal_links": Text(zh="站内的 <a> 链接。", en="<a> links between hosts of the site."),
    "run_redirects": Text(zh="这次运行的跳转。", en="Redirects of the run."),
    "run_sitemap": Text(zh="站点地图列出的网址。", en="URLs that the sitemaps list."),
    "run_robots": Text(
        zh="robots.txt 对已知站内网址的裁定，按爬虫列出。",
        en="Verdicts of robots.txt on known internal URLs, by agent.",
    ),
    "start_pages": Text(zh="首页。", en="Home pages."),
    "judged_urls": Text(
        zh="回答能说明网站好坏的网址：不算 403、429 和没有回答的，也不算正常的图片等文件。",
        en="URLs whose answer speaks of the site: not 403, 429 or no answer, nor healthy files that are no pages.",
    ),
    "broken_urls": Text(
        zh="回答 4xx、5xx 或没有回答的网址，不算 403 和 429。",
        en="URLs that answer 4xx or 5xx, or not at all; 403 and 429 left out.",
    ),
    "page_facts": Text(
        zh="完整 HTML 网页的标记说了什么，按主题的 JSON（crawler/facts）。",
        en="What the markup of complete HTML pages says, as JSON by theme (crawler/facts).",
    ),
    "page_headers": Text(zh="各网址的响应头，JSON。", en="Response headers of the URLs, as JSON."),
    "page_links": Text(
        zh="网页上的全部引用，站内站外、图片、canonical 都在内。",
        en="All references of the pages: internal, external, images, canonicals.",
    ),
    "home_page": Text(zh="首页，网址最短的那个。", en="The home page with the shortest URL."),
    "home_robots": Text(
        zh="首页所在主机的 robots.txt：回答与内容。",
        en="robots.txt of the host of the home page: its answer and text.",
    ),
}
SECTIONS = {
    "What imported backlinks come to": "导入的外链评估出什么",
    "The distinct links of a run's graph, packed": "打包的链接图",
    "Keywords and content": "关键词与内容",
    "What is crawled": "抓取什么",
    "What to fetch next": "接下来抓什么",
    "What was found": "抓到了什么",
    "Markup and headers": "标记与响应头",
    "The shape of the link graph": "链接图的结构",
    "The link graph": "链接图",
    "Sitemap files": "站点地图文件",
    "How a run was crawled": "怎样抓取",
    "What a page is, further": "网页的更多事实",
    "Keywords": "关键词",
    "Target keywords on pages and in the market": "目标关键词：网页与市场",
    "Hubs, components, anchors and lost links": "枢纽、连通、锚文本与损失的链接",
    "The audit": "审核",
    "Findings that somebody accepted": "接受的问题",
    "What people say of tasks": "大家怎样说要做的事",
    "History": "历史",
    "Backlinks, imported": "导入的外链",
}
# SQLite names no type for what a view computes; tests/unit/test_docs.py compares these with a real store.
COMPUTED = {
    "v_runs": {"crawled": "integer", "html_pages": "integer", "discovered": "integer"},
    "v_pages": {"indexable": "integer", "in_sitemap": "integer"},
    "v_links": {"kind": "text", "rel": "text", "position": "text", "internal": "integer", "repeated": "integer"},
    "v_checks": {"points": "real"},
    "v_tasks": {"points": "real", "state": "text", "note": "text"},
    "v_keywords": {"target": "integer"},
    "v_keyword_rivals": {"target": "integer"},
    "v_keyword_labels": {"fits": "integer"},
    "v_competition": {"own": "integer"},
    "v_keyword_topics": {"own": "integer"},
    "v_rankings": {"page": "text", "change": "real"},
    "v_keyword_figures": {"period": "text", "kei": "real"},
    "v_backlinks": {"target": "text", "followed": "integer", "ip": "text"},
    "v_backlink_domains": {
        "links": "integer",
        "targets": "integer",
        "rating": "real",
        "followed": "integer",
        "told": "integer",
        "relevant": "integer",
        "suspect": "integer",
        "first_seen": "text",
        "last_seen": "text",
        "last_day": "text",
    },
    "v_page_types": {
        "page_type": "text", "pages": "integer", "pagerank": "real", "pagerank_editorial": "real", "strength": "real",
        "in_degree": "real", "depth": "real", "unreached": "integer",
    },
}  # fmt: skip


def public_views() -> str:
    """What users may rely on, one section a view.

    Raises:
        LookupError: a view without an introduction, or a column without comment or type.
    """
    return _joined(_section(view, PUBLIC[view.name], _public_columns(view)) for view in of_kind("public view"))


def run_views() -> str:
    """The sets of one run as one table; those with the columns of a public view say so instead of repeating them."""
    rows = []
    for view in of_kind("run view"):
        names = [column.name for column in view.columns]
        same = [one.name for one in of_kind("public view") if [column.name for column in one.columns] == names]
        columns = same[0] if same else ", ".join(names)
        rows.append(f"| `{view.name}` | {_cell(RUN[view.name].zh)} | {_cell(RUN[view.name].en)} | `{columns}` |")
    return _joined(["\n".join(["| 视图 / view | 说明 | meaning | 列 / columns |", "|---|---|---|---|", *rows])])


def tables() -> str:
    """The tables, under the headings of the SQL file."""
    parts, section = [], ""
    for table in of_kind("table"):
        if table.section != section:
            section = table.section
            parts.append(f"### {SECTIONS[section]} / {section}")
        title = f"#### {table.name}" + (f"\n\n{_cell(table.comment)}" if table.comment else "")
        parts.append(f"{title}\n\n{_grid(table.columns)}")
    return _joined(parts)


def _public_columns(view: Relation) -> list[Column]:
    computed = COMPUTED.get(view.name, {})
    silent = [column.name for column in view.columns if not column.comment]
    if silent:
        raise LookupError(f"crawler/schema/views.sql: {view.name} has columns without a comment: {', '.join(silent)}")
    return [Column(one.name, one.type or computed[one.name], one.comment) for one in view.columns]


def _section(view: Relation, text: Text, columns: Iterable[Column]) -> str:
    return f"### {view.name}\n\n{_cell(text.zh)}\n\n{_cell(text.en)}\n\n{_grid(columns)}"


def _grid(columns: Iterable[Column]) -> str:
    rows = [f"| `{one.name}` | {one.type}{', key' if one.key else ''} | {_cell(one.comment)} |" for one in columns]
    return "\n".join(["| 列 / column | 类型 / type | 含义 / meaning |", "|---|---|---|", *rows])


def _cell(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _joined(parts: Iterable[str]) -> str:
    return "\n" + "\n\n".join(parts) + "\n"
