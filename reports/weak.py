"""Pages that nobody links to, that one page links to, that lie deep, and from which no link leads on."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from configs.text import Text
from crawler.text import printable
from reports.addresses import readable
from reports.model_links import WeakList, WeakPage
from reports.parts import Cut, Source
from reports.reader import Reader, sql_command
from reports.sentences import clipped
from reports.words import INDEXABLE, named

LISTED = 25
TITLE_COLUMNS = 60
DEEP = 3  # clicks from the start page; pages beyond them are listed

NODE = "p.is_html and p.status = 200"


@dataclass(frozen=True, slots=True)
class Weakness:
    """One list: which pages of ``v_pages p``, in what order, and the command of the links room, if it has one."""

    key: str
    name: Text
    remark: Text
    good: Text
    condition: str
    order: str
    command: str = ""


WEAKNESSES = (
    Weakness(
        "orphans",
        Text(zh="孤立页面：没有人链接", en="Orphans: nobody links to them"),
        Text(
            zh="能打开，但没有引擎会跟踪的站内链接指向它们，只从站点地图或别处得知。给它们加正文链接，或者删掉。",
            en="They answer, but no internal link that engines follow leads to them; they are known from the sitemap or"
            " elsewhere. Link to them from main text, or remove them.",
        ),
        Text(zh="没有孤立页面。", en="No orphan pages."),
        f"{NODE} and p.inlinks_followed = 0 and p.depth is null",
        "p.in_sitemap desc, p.url",
        "orphans",
    ),
    Weakness(
        "single",
        Text(zh="只有一个网页链接", en="Only one page links to them"),
        Text(
            zh="那一个链接没了，它们就成了孤立页面；权重也只来自一处。",
            en="Without that one link they are orphans; and they get their strength from one place only.",
        ),
        Text(zh="每个网页都至少有两个网页链入。", en="Every page is linked by two pages or more."),
        f"{NODE} and p.inlinks = 1",
        "p.indexable desc, p.pagerank desc, p.url",
    ),
    Weakness(
        "deep",
        Text(zh=f"太深：超过 {DEEP} 次点击", en=f"Deep: more than {DEEP} clicks"),
        Text(
            zh="离首页越远，越少被抓取。从分类页或相关网页直接链接过去。",
            en="The farther from the start page, the less they are crawled. Link to them from a category or a related page.",
        ),
        Text(zh=f"每个网页都在 {DEEP} 次点击之内。", en=f"Every page is within {DEEP} clicks."),
        f"{NODE} and p.depth > {DEEP}",
        "p.depth desc, p.url",
    ),
    Weakness(
        "dead-ends",
        Text(zh="死胡同：没有链接通向别的网页", en="Dead ends: no link leads on"),
        Text(
            zh="访客和爬虫到这里就停了，收到的权重也不再传下去。",
            en="Visitors and crawlers stop here, and the strength the page receives goes no further.",
        ),
        Text(zh="没有死胡同。", en="No dead ends."),
        f"{NODE} and p.dead_end",
        "p.pagerank desc, p.url",
    ),
)


def weak_rows(reader: Reader) -> dict[str, list[sqlite3.Row]]:
    """The first rows of every list."""
    columns = (
        "p.url_id, p.url, p.title, p.template, p.indexable, p.indexable_reason, p.depth, p.inlinks,"
        " p.inlinks_editorial, p.outlinks, p.pagerank, p.in_sitemap"
    )
    return {
        one.key: list(
            reader.rows(
                f"select {columns} from v_pages p where p.run_id = :run and {one.condition}"
                f" order by {one.order} limit :limit",
                limit=LISTED,
            )
        )
        for one in WEAKNESSES
    }


def weak_lists(
    reader: Reader,
    rows: Mapping[str, Sequence[sqlite3.Row]],
    linked: Mapping[int, tuple[Source, ...]],
) -> tuple[WeakList, ...]:
    """The lists, with how many pages belong to each; one pass counts them all."""
    sums = ", ".join(f"total({one.condition}) as '{one.key}'" for one in WEAKNESSES)
    counts = reader.row(f"select {sums} from v_pages p where p.run_id = :run")
    return tuple(_list(reader, one, rows[one.key], int(counts[one.key]), linked) for one in WEAKNESSES)


def _list(
    reader: Reader,
    weakness: Weakness,
    rows: Sequence[sqlite3.Row],
    total: int,
    linked: Mapping[int, tuple[Source, ...]],
) -> WeakList:
    run = reader.run_id
    select = f"select url, title, depth, inlinks from v_pages p where run_id = {run} and {weakness.condition}"
    command = f"xunlu links {weakness.command} --run {run} --format csv" if weakness.command else sql_command(select)
    return WeakList(
        key=weakness.key,
        name=weakness.name,
        remark=weakness.remark,
        good=weakness.good,
        rows=tuple(_page(reader, row, linked if weakness.key == "single" else {}) for row in rows),
        cut=Cut(len(rows), total, command, len(rows) >= total),
    )


def _page(reader: Reader, row: sqlite3.Row, linked: Mapping[int, tuple[Source, ...]]) -> WeakPage:
    return WeakPage(
        page=reader.address(row["url"]),
        title=clipped(printable(row["title"]), TITLE_COLUMNS),
        template=readable(row["template"] or ""),
        indexable=bool(row["indexable"]),
        reason=named(INDEXABLE, row["indexable_reason"]),
        depth=row["depth"],
        inlinks=int(row["inlinks"]),
        editorial=int(row["inlinks_editorial"]),
        outlinks=int(row["outlinks"]),
        pagerank=100.0 * float(row["pagerank"]),
        in_sitemap=bool(row["in_sitemap"]),
        sources=linked.get(int(row["url_id"]), ()),
    )
