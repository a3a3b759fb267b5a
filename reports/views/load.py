"""All link views of a run: SELECTs only, one pass over the links, arrays of numbers as long as the site and no more."""

from __future__ import annotations

from reports.model_views import Views
from reports.reader import Reader
from reports.views.depth_map import depth_map, mapped
from reports.views.directories import directories
from reports.views.ego import covered, ego
from reports.views.icicle import icicle_rows, icicles
from reports.views.neighbours import Surroundings
from reports.views.nodes import load_nodes
from reports.views.paths import Paths
from reports.views.template_graph import TemplateLinks, template_graph
from reports.views.walk import walk


def views(reader: Reader, *, linked: bool, judged: bool) -> Views:
    """The views.

    Args:
        linked: the link graph has been computed; without it there are directories only.
        judged: the run has been audited; without that nothing is coloured by findings.
    """
    root = directories(reader)
    rows, total = icicle_rows(root, judged=judged, linked=linked)
    start = len(reader.base) + 1
    cut = reader.cut(
        len(rows),
        total,
        f"select rtrim(substr(url, {start}), replace(substr(url, {start}), '/', '')) as directory, count(*) as pages,"
        f" sum(pagerank) as pagerank from v_pages where run_id = {reader.run_id} and is_html group by 1 order by 2 desc",
    )
    found = Views(root.pages, judged, icicles(root, judged=judged, linked=linked), rows, cut, None, None, None)
    return _with_links(reader, found) if linked else found


def _with_links(reader: Reader, found: Views) -> Views:
    nodes = load_nodes(reader)
    chosen, _, _ = covered(nodes)
    paths, near, between = Paths(nodes), Surroundings(nodes, chosen), TemplateLinks(nodes)
    for links in walk(reader, nodes):
        for each in (paths, near, between):
            each.take(links)
    parents, repeated = paths.parents()
    pages = mapped(nodes, parents)
    data = ego(reader, nodes, near.found(), (parents, repeated), chosen, pages)
    return Views(
        pages=found.pages,
        judged=found.judged,
        icicles=found.icicles,
        directories=found.directories,
        directories_cut=found.directories_cut,
        map=depth_map(reader, nodes, parents, pages, data),
        ego=data,
        templates=template_graph(reader, nodes, between, judged=found.judged),
    )
