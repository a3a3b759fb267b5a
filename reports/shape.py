"""The shape of the link graph in the report: whether it holds together, how often links are returned, what all depends on."""

from __future__ import annotations

from reports.charting.shares import TYPES
from reports.model_links import Bridge, GraphShape
from reports.numbers import share
from reports.parts import Cut
from reports.reader import Reader
from reports.words import named

BRIDGES = 10


def graph_shape(reader: Reader) -> GraphShape | None:
    """None where the stage has not run, or in a version that did not compute it."""
    graph = next(reader.rows("select pages, links, reciprocity from v_link_graphs where run_id = :run"), None)
    if graph is None or not graph["pages"]:
        return None
    parts = reader.row(
        "select max(weak_component) as parts, sum(weak_component = 1) as main, sum(strong_component = 1) as mutual"
        " from page_graph where run_id = :run"
    )
    rows = list(
        reader.rows(
            "select u.url, t.page_type, g.cut_off, g.betweenness, g.in_degree from page_graph g join urls u using (url_id)"
            " left join page_states t on t.run_id = g.run_id and t.url_id = g.url_id"
            " where g.run_id = :run and g.cut_off > 0 order by g.cut_off desc, u.url limit :limit",
            limit=BRIDGES,
        )
    )
    total = reader.count("select count(*) from page_graph where run_id = :run and cut_off > 0")
    pages = int(graph["pages"])
    return GraphShape(
        links=int(graph["links"]),
        reciprocity=None if graph["reciprocity"] is None else 100.0 * float(graph["reciprocity"]),
        parts=int(parts["parts"] or 0),
        main=share(parts["main"] or 0, pages),
        mutual=share(parts["mutual"] or 0, pages),
        bridges=tuple(
            Bridge(
                page=reader.address(row["url"]),
                type_name=named(TYPES, row["page_type"] or "other"),
                cut_off=int(row["cut_off"]),
                betweenness=100.0 * float(row["betweenness"] or 0),
                in_degree=int(row["in_degree"] or 0),
            )
            for row in rows
        ),
        bridges_cut=Cut(
            len(rows), total, f"xunlu links bridges --run {reader.run_id} --format csv", len(rows) >= total
        ),
    )
