"""The pages that links make strong, by several measures, and the texts by which they are linked."""

from __future__ import annotations

import sqlite3

from configs.text import Text
from crawler.text import printable
from reports.model_links import Anchor, AnchorProfile, Ranked, Ranking, StrongPage
from reports.numbers import share
from reports.parts import Cut
from reports.reader import Reader
from reports.sentences import clipped

STRONG, RANKED, PROFILES, ANCHORS = 20, 10, 12, 5
TITLE_COLUMNS, ANCHOR_COLUMNS = 60, 40

NODE = "p.is_html and p.status = 200"
RANKINGS = (
    (
        "pagerank_editorial",
        Text(zh="只算正文链接的 PageRank", en="PageRank of editorial links"),
        Text(zh="导航、页脚等全站重复的链接不算。", en="Navigation, footer and other repeated links left out."),
    ),
    (
        "hub",
        Text(zh="枢纽：链向许多权威网页", en="Hubs: link to many authorities"),
        Text(zh="HITS 算法；好的枢纽常是分类页和导购文章。", en="By HITS; good hubs are categories and guides."),
    ),
    (
        "authority",
        Text(zh="权威：许多枢纽链向它", en="Authorities: many hubs link to them"),
        Text(zh="HITS 算法；应当是你最想卖的商品和分类。", en="By HITS; they ought to be what you most want to sell."),
    ),
)
COLUMNS = """
    p.url_id, p.url, p.title, p.pagerank, p.pagerank_editorial, p.hub, p.authority, p.inlinks, p.inlinks_editorial, p.depth
"""


def strong(reader: Reader) -> tuple[tuple[StrongPage, ...], Cut]:
    """The pages with the highest PageRank."""
    rows = list(
        reader.rows(
            f"select {COLUMNS} from v_pages p where p.run_id = :run and {NODE} and p.pagerank is not null"
            " order by p.pagerank desc, p.url limit :limit",
            limit=STRONG,
        )
    )
    total = reader.count(
        "select count(*) from pages p join page_graph g using (run_id, url_id) where p.run_id = :run"
        f" and {NODE} and g.pagerank is not null"
    )
    longest = max((float(row["pagerank"]) for row in rows), default=0.0)
    command = f"xunlu links top --run {reader.run_id} --format csv"
    return tuple(_strong(reader, row, longest) for row in rows), Cut(len(rows), total, command, len(rows) >= total)


def _strong(reader: Reader, row: sqlite3.Row, longest: float) -> StrongPage:
    return StrongPage(
        page=reader.address(row["url"]),
        title=clipped(printable(row["title"]), TITLE_COLUMNS),
        pagerank=100.0 * float(row["pagerank"]),
        width=share(float(row["pagerank"]), longest),
        editorial=100.0 * float(row["pagerank_editorial"]),
        hub=_percent(row["hub"]),
        authority=_percent(row["authority"]),
        inlinks=int(row["inlinks"]),
        inlinks_editorial=int(row["inlinks_editorial"]),
        depth=row["depth"],
    )


def _percent(value: float | None) -> float | None:
    return None if value is None else 100.0 * value


def rankings(reader: Reader) -> tuple[Ranking, ...]:
    """The first pages by editorial PageRank, as hubs and as authorities; those an older version did not compute are left out."""
    made = (_ranking(reader, key, name, remark) for key, name, remark in RANKINGS)
    return tuple(ranking for ranking in made if ranking.rows)


def _ranking(reader: Reader, key: str, name: Text, remark: Text) -> Ranking:
    rows = list(
        reader.rows(
            f"select p.url, g.{key} as value from page_graph g join v_pages p on p.run_id = g.run_id and p.url_id = g.url_id"
            f" where g.run_id = :run and g.{key} > 0 and {NODE} order by g.{key} desc, p.url limit :limit",
            limit=RANKED,
        )
    )
    total = reader.count(
        f"select count(*) from page_graph g join pages p using (run_id, url_id) where g.run_id = :run and g.{key} > 0 and {NODE}"
    )
    longest = max((float(row["value"]) for row in rows), default=0.0)
    ranked = tuple(
        Ranked(reader.address(row["url"]), 100.0 * row["value"], share(float(row["value"]), longest)) for row in rows
    )
    command = f"xunlu links top --by {key} --run {reader.run_id} --format csv"
    return Ranking(name, remark, ranked, Cut(len(rows), total, command, len(rows) >= total))


def anchor_profiles(reader: Reader) -> tuple[tuple[AnchorProfile, ...], Cut]:
    """Anchors of the pages with the highest PageRank."""
    rows = list(
        reader.rows(
            "select a.*, u.url from anchor_profiles a join page_graph g using (run_id, url_id)"
            " join urls u on u.url_id = a.url_id where a.run_id = :run and a.uses > 0"
            " order by g.pagerank desc, u.url limit :limit",
            limit=PROFILES,
        )
    )
    total = reader.count("select count(*) from anchor_profiles where run_id = :run and uses > 0")
    command = f"xunlu links anchors --run {reader.run_id} --format csv"
    made = tuple(
        AnchorProfile(
            page=reader.address(row["url"]),
            anchors=int(row["anchors"]),
            uses=int(row["uses"]),
            vague=share(row["empty"] + row["generic"], row["uses"]),
            entropy=float(row["entropy"]),
            top=_anchors(reader, int(row["url_id"])),
        )
        for row in rows
    )
    return made, Cut(len(rows), total, command, len(rows) >= total)


def _anchors(reader: Reader, url_id: int) -> tuple[Anchor, ...]:
    rows = reader.rows(
        "select k.kind, k.pages, n.text from page_anchors k join anchors n on n.anchor_id = k.anchor_id"
        " where k.run_id = :run and k.url_id = :url_id order by k.place limit :limit",
        url_id=url_id,
        limit=ANCHORS,
    )
    return tuple(
        Anchor(clipped(printable(row["text"]), ANCHOR_COLUMNS), row["kind"], int(row["pages"])) for row in rows
    )
