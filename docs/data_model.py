"""The generated parts of docs/data-model.md: every view and table with its columns, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from configs.text import Text
from docs.schema import Column, Relation, of_kind

# What a user reads before the columns; a public view without a word here is not documented, so it fails.
PUBLIC = {
    "v_runs": Text(
        zh="每次运行一行：哪个站点、何时、怎样结束、抓了多少、得几分。",
        en="One row for each run: which site, when, how it ended, how much it crawled, its score.",
    ),
    "v_pages": Text(
        zh="每次运行中的每个网址一行，包括打不开的、跳转的和不是网页的。",
        en="One row for each URL of each run: also those that failed, that redirect, and that are no pages.",
    ),
    "v_links": Text(
        zh="每个网页上的每个链接一行，站内站外都有；图片、canonical、hreflang 也在其中，用 kind 区分。",
        en="One row for each link on each page, internal and external; images, canonicals and hreflang too, told apart by kind.",
    ),
    "v_findings": Text(
        zh="检查项发现的每个问题一行，证据是 JSON。",
        en="One row for each finding of a check; the evidence is JSON.",
    ),
    "v_accepted": Text(
        zh="设置里接受的每个问题一行，附理由和期限；不计分。",
        en="One row for each finding that the settings let stand, with reason and last day; not scored.",
    ),
    "v_checks": Text(
        zh="每次运行中的每项检查一行：是否通过、适用多少网页、扣多少分。",
        en="One row for each check of each run: whether it passed, how many pages it applies to, what it costs.",
    ),
    "v_tasks": Text(
        zh="每次运行中要做的每件事一行：未通过的检查项，以及之前标记为完成、由这次运行核对的；见 docs/tasks.md。",
        en="One row for each task of each run: a check that fails, or was said to be fixed before and is looked at again; see docs/tasks.md.",
    ),
    "v_keywords": Text(
        zh="每个网页上最突出的词和全部目标关键词，各一行。",
        en="One row for each of the best terms of a page, and for each target keyword on it.",
    ),
    "v_redirects": Text(
        zh="每条跳转链逐跳列出，归在起点网址之下。",
        en="Every redirect chain, hop by hop, under the URL it starts from.",
    ),
    "v_keyword_places": Text(
        zh="每个目标关键词在每个网页上的位置，各一行：标题、h1、描述、首段、网址、图片 alt、站内锚文本。",
        en="Where each target keyword stands on each page: title, h1, description, intro, URL, alt texts, internal anchors.",
    ),
    "v_keyword_map": Text(
        zh="每个目标关键词应由哪个网页承担，以及实际最强的是哪一个。",
        en="Which page should rank for each target keyword, and which one is the strongest.",
    ),
    "v_keyword_rivals": Text(
        zh="站内互相竞争同一个词的网页，place 为 1 的建议保留。",
        en="Pages of one site that compete for the same term; the one with place 1 is proposed to keep it.",
    ),
    "v_keyword_gaps": Text(
        zh="竞品有、本站缺（或弱）的词，以及只有本站做的词。",
        en="Terms that competitors aim pages at and the own site does not (or hardly), and the other way round.",
    ),
    "v_competition": Text(
        zh="每个目标关键词在每个站点的强度及其构成，连同竞争度和判断。",
        en="The strength of each site for each target keyword with its parts, the competition score and the verdict.",
    ),
    "v_anchors": Text(
        zh="站内每个网址最常用的锚文本，各一行，最多二十个。",
        en="The anchors by which most pages of the site link to each of its URLs, at most twenty.",
    ),
    "v_anchor_profiles": Text(
        zh="站内每个被链接的网址一行：锚文本有多少种、多分散、多少没有文字或空泛。",
        en="One row for each URL of the site that is linked: how many anchors, how varied, how many empty or generic.",
    ),
    "v_external_domains": Text(
        zh="每个站外域名一行：多少链接、多少网页链接到它，rel 和正文链接各多少。",
        en="One row for each external domain: how many links and pages lead there, by rel, editorial or repeated.",
    ),
    "v_link_leaks": Text(
        zh="损失权重的站内链接，按目标汇总：nofollow、指向跳转的、指向规范网址在别处的。",
        en="Internal links that lose strength, by target: nofollow, to redirects, to URLs with a canonical elsewhere.",
    ),
    "v_rankings": Text(
        zh="导入的排名，每个关键词、网页、引擎和日期一行。",
        en="Imported rankings: one row for each keyword, page, engine and day.",
    ),
    "v_extracted": Text(
        zh="自定义提取（[[sites.NAME.extract]]）在每个网页上找到的每个值，各一行。",
        en="Every value that custom extraction ([[sites.NAME.extract]]) found on a page.",
    ),
    "v_resources": Text(
        zh="按要求检查过的图片、样式、脚本和站外网址，各一行：状态、类型、大小、跳转到哪里。",
        en="The images, styles, scripts and external addresses that were asked for on request: status, type, size, redirects.",
    ),
    "v_traps": Text(
        zh="抓取时放弃的无尽网址，按模板：是哪种陷阱、抓了多少才放弃、之后略过多少。",
        en="Endless parts of a site that the crawl gave up, by template: what kind, how many before, how many left out since.",
    ),
    "v_agents": Text(
        zh="robots.txt 是否允许各搜索引擎和 AI 爬虫抓取起始网址，由哪一行决定。",
        en="Whether robots.txt lets the crawlers of search engines and of AI fetch the start URL, and the line that decides.",
    ),
}
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
    "What is crawled": "抓取什么",
    "What to fetch next": "接下来抓什么",
    "What was found": "抓到了什么",
    "Markup and headers": "标记与响应头",
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
    "v_competition": {"own": "integer"},
    "v_rankings": {"page": "text", "change": "real"},
}


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
