"""Ranking factors of a run: one number for the site and one for each URL template, computed from what the run stored.

A factor whose analysis is missing has no value; so has every factor of a crawl that did not see the whole site. What
they mean and where they come from stands in docs/factors.md, which is generated from ``FACTORS``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from configs.text import Text

STORED = {"score": "overall", "health": "health"}  # names of the table of scores; the others are axes
SITE = ""  # stands for the template of the whole site


@dataclass(frozen=True, slots=True)
class Factor:
    """A number worth following. ``better`` is up, down or "" (neither); ``stage``: the analysis it comes from."""

    name: str
    title: Text
    unit: Text
    meaning: Text
    better: str
    stage: str
    value: str  # SQL aggregate over the pages of a template; empty: a score of the whole site
    where: str = "1"  # SQL condition: the pages that count
    decimals: int = 1


class Value(NamedTuple):
    """One factor of one template (``SITE``: the whole site); ``pages`` is how many pages it rests on."""

    factor: str
    template: str
    value: float
    pages: int


PAGES = Text(zh="个网页", en="pages")
SHARE = Text(zh="%", en="%")
POINTS = Text(zh="分（满分 100）", en="points of 100")
INDEXABLE = "s.indexable_reason = 'ok'"
READ = "p.is_html and p.status between 200 and 299"


def _score(name: str, zh: str, en: str) -> Factor:
    meaning = Text(zh=f"{zh}，公式见 docs/score.md。", en=f"{en}; the formula is in docs/score.md.")
    return Factor(name, Text(zh=zh, en=en), POINTS, meaning, "up", "audit", "")


FACTORS = {
    factor.name: factor
    for factor in (
        _score("score", "总分", "Overall score"),
        _score("score-crawl", "抓取分", "Score: crawl"),
        _score("score-structure", "结构分", "Score: structure"),
        _score("score-page", "页面分", "Score: page"),
        _score("score-keywords", "关键词分", "Score: keywords"),
        _score("score-links", "链接分", "Score: links"),
        _score("score-health", "健康分", "Score: health"),
        Factor(
            "health", Text(zh="无错误网页", en="Pages without an error"), SHARE,
            Text(zh="可编入索引、没有错误级问题的网页占 HTML 网页的比例。", en="Indexable pages without any finding of level error, of all HTML pages."),
            "up", "audit", "",
        ),
        Factor(
            "pages", Text(zh="网页", en="Pages"), PAGES,
            Text(zh="回答 2xx 的 HTML 网页。", en="HTML pages that answer 2xx."), "", "finish", "count(*)", READ, 0,
        ),
        Factor(
            "indexable", Text(zh="可收录网页", en="Indexable pages"), PAGES,
            Text(zh="没有被 noindex、canonical、robots.txt 或状态码排除的网页。", en="Pages that no noindex, canonical, robots.txt or status keeps out."),
            "up", "finish", f"total({INDEXABLE})", "1", 0,
        ),
        Factor(
            "depth", Text(zh="点击深度", en="Click depth"), Text(zh="次点击", en="clicks"),
            Text(zh="可收录网页离首页的平均点击数；走不到的不计。", en="Mean clicks from home of indexable pages; those out of reach are left out."),
            "down", "links", "avg(g.depth)", f"{INDEXABLE} and g.depth is not null", 2,
        ),
        Factor(
            "inlinks", Text(zh="站内入链", en="Inlinks"), Text(zh="个网页", en="pages"),
            Text(zh="平均有多少个站内网页链接到一个可收录网页。", en="Mean number of pages of the site that link to an indexable page."),
            "up", "links", "avg(g.inlinks)", f"{INDEXABLE} and g.inlinks is not null",
        ),
        Factor(
            "pagerank", Text(zh="PageRank 份额", en="Share of PageRank"), SHARE,
            Text(zh="站内 PageRank 有多少落在可收录网页上；按模板看钱流向哪里。", en="Share of the site's PageRank on indexable pages; by template it shows where it flows."),
            "up", "links", f"100.0 * total(iif({INDEXABLE}, g.pagerank, 0))", "g.pagerank is not null",
        ),
        Factor(
            "titles", Text(zh="独有标题", en="Unique titles"), SHARE,
            Text(zh="可收录网页中，标题非空且不与别的网页相同的比例。", en="Share of indexable pages whose title is not empty and not that of another page."),
            "up", "finish", "100.0 * avg(p.title <> '' and o.twins = 1)", INDEXABLE,
        ),
        Factor(
            "title-width", Text(zh="标题宽度", en="Title width"), Text(zh="列", en="columns"),
            Text(zh="可收录网页标题的平均显示宽度，汉字为 2。", en="Mean display width of the titles of indexable pages; a Han character is 2."),
            "", "finish", "avg(p.title_width)", INDEXABLE,
        ),
        Factor(
            "words", Text(zh="正文词数", en="Words"), Text(zh="个词", en="words"),
            Text(zh="可收录网页正文的平均词数（结巴分词与英文词）。", en="Mean words of main text of indexable pages (jieba and Latin words)."),
            "up", "keywords", "avg(w.words)", f"{INDEXABLE} and w.words is not null",
        ),
        Factor(
            "placement", Text(zh="关键词位置", en="Keyword placement"), SHARE,
            Text(zh="目标关键词所在网页的平均位置得分，见 docs/keywords.md。", en="Mean placement of the target keywords on the pages that have them; see docs/keywords.md."),
            "up", "keywords", "100.0 * sum(k.placement) / sum(k.held)", f"{INDEXABLE} and k.held is not null",
        ),
        Factor(
            "ttfb", Text(zh="首字节", en="First byte"), Text(zh="毫秒", en="ms"),
            Text(zh="HTML 网页首字节时间的平均值，由爬虫测得。", en="Mean time to first byte of HTML pages, as the crawler measured it."),
            "down", "finish", "avg(p.ttfb_ms)", f"{READ} and p.ttfb_ms is not null", 0,
        ),
        Factor(
            "schema", Text(zh="结构化数据", en="Structured data"), SHARE,
            Text(zh="可收录网页中带有 JSON-LD 类型的比例。", en="Share of indexable pages with a type of JSON-LD."),
            "up", "finish", "100.0 * avg(p.schema_types <> '[]')", INDEXABLE,
        ),
    )
}  # fmt: skip

_OVER = """
    from pages p join page_states s on s.run_id = p.run_id and s.url_id = p.url_id
    join templates t on t.template_id = s.template_id
    left join page_graph g on g.run_id = p.run_id and g.url_id = p.url_id
    left join page_words w on w.run_id = p.run_id and w.url_id = p.url_id
    {joined}
    where p.run_id = :run and {where}
"""
_TWINS = """
    left join (select title, count(*) as twins from pages i join page_states j using (run_id, url_id)
        where i.run_id = :run and j.indexable_reason = 'ok' group by title) o on o.title = p.title
"""
_HELD = """
    left join (select url_id, sum(placement) as placement, count(*) as held from keyword_places where run_id = :run
        group by url_id) k on k.url_id = p.url_id
"""


def run_factors(db: sqlite3.Connection, run_id: int, names: Iterable[str] = tuple(FACTORS)) -> Iterator[Value]:
    """Some factors of a run whose pages are stored, by default all; the site's own value first of each."""
    stages = {stage for (stage,) in db.execute("select stage from stages where run_id = ?", [run_id])}
    for factor in map(FACTORS.__getitem__, names):
        if factor.stage in stages:
            yield from _scores(db, run_id, factor) if not factor.value else _measured(db, run_id, factor)


def _scores(db: sqlite3.Connection, run_id: int, factor: Factor) -> Iterator[Value]:
    name = STORED.get(factor.name, f"axis:{factor.name.removeprefix('score-')}")
    row = db.execute("select value from scores where run_id = ? and name = ?", [run_id, name]).fetchone()
    if row and row[0] is not None:
        pages = db.execute("select count(*) from pages where run_id = ? and is_html", [run_id]).fetchone()[0]
        yield Value(factor.name, SITE, row[0], pages)


def _measured(db: sqlite3.Connection, run_id: int, factor: Factor) -> Iterator[Value]:
    joined = (_TWINS if "o." in factor.value else "") + (_HELD if "k." in factor.value else "")
    over = _OVER.format(joined=joined, where=factor.where)
    for group in ("''", "t.template"):
        by = " group by t.template order by t.template" if group != "''" else ""
        for template, value, pages in db.execute(
            f"select {group}, {factor.value}, count(*) {over}{by}", {"run": run_id}
        ):
            if value is not None:
                yield Value(factor.name, template, value, pages)
