"""Writers of GraphML, GEXF and DOT that hold one node or edge at a time; networkx's own hold the whole graph twice.

A file is the same graph for ``networkx.read_graphml`` and ``read_gexf`` as ``linkgraph.export.to_networkx`` gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import quoteattr

Node = tuple[str, dict[str, object]]  # URL and attributes; only those of NODE_TYPES
Edge = tuple[str, str, str, int]  # source, target, anchor, editorial

TEXT, WHOLE, REAL = "string", "long", "double"
NODE_TYPES = {
    "label": TEXT, "title": TEXT, "template": TEXT, "page_type": TEXT, "depth": WHOLE, "inlinks": WHOLE, "outlinks": WHOLE,
    "pagerank": REAL, "pagerank_editorial": REAL, "hub": REAL, "authority": REAL, "strong_component": WHOLE,
    "weak_component": WHOLE, "dead_end": WHOLE, "inlinks_editorial": WHOLE, "indexable": WHOLE, "lost": WHOLE,
    "in_degree": WHOLE, "out_degree": WHOLE, "reciprocal": WHOLE, "betweenness": REAL, "community": WHOLE, "cut_off": WHOLE,
}  # fmt: skip
EDGE_TYPES = {"anchor": TEXT, "editorial": WHOLE}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[str]:
    """Pieces of a GraphML document."""
    yield HEAD + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES)):
        for name, of in types.items():
            yield f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{of}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for url, known in nodes:
        yield f"<node id={_attribute(url)}>{_data('node', known)}</node>\n"
    for source, target, anchor, editorial in edges:
        data = _data("edge", {"anchor": anchor, "editorial": editorial})
        yield f"<edge source={_attribute(source)} target={_attribute(target)}>{data}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(kind: str, known: dict[str, object]) -> str:
    return "".join(f'<data key="{kind}-{name}">{_content(value)}</data>' for name, value in known.items())


def gexf(nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[str]:
    """Pieces of a GEXF 1.2 document, which Gephi opens."""
    yield HEAD + '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield '<graph mode="static" defaultedgetype="directed">\n'
    for kind, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES)):
        yield f'<attributes class="{kind}" mode="static">\n'
        for name, of in types.items():
            if name != "label":
                yield f'<attribute id="{kind}-{name}" title="{name}" type="{of}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for url, known in nodes:
        label = _attribute(str(known.get("label", url)))
        yield f"<node id={_attribute(url)} label={label}>{_values('node', known)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, (source, target, anchor, editorial) in enumerate(edges):
        data = _values("edge", {"anchor": anchor, "editorial": editorial})
        yield f'<edge id="{number}" source={_attribute(source)} target={_attribute(target)}>{data}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(kind: str, known: dict[str, object]) -> str:
    values = (
        f'<attvalue for="{kind}-{name}" value={_attribute(value)}/>' for name, value in known.items() if name != "label"
    )
    return f"<attvalues>{''.join(values)}</attvalues>"


def dot(nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[str]:
    """Pieces of a DOT document, for Graphviz."""
    yield "digraph xunlu {\n"
    for url, known in nodes:
        yield f"{_quoted(url)} [{_pairs(known)}];\n"
    for source, target, anchor, editorial in edges:
        yield f"{_quoted(source)} -> {_quoted(target)} [{_pairs({'anchor': anchor, 'editorial': editorial})}];\n"
    yield "}\n"


def _pairs(known: dict[str, object]) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in known.items())


def _quoted(value: object) -> str:
    """A string of DOT: only a quote ends it, and a backslash before one would undo that."""
    return '"' + NOT_XML.sub("", str(value)).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _attribute(value: object) -> str:
    return quoteattr(NOT_XML.sub("", str(value)))


def _content(value: object) -> str:
    text = NOT_XML.sub("", str(value))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


WRITERS: dict[str, Callable[[Iterable[Node], Iterable[Edge]], Iterator[str]]] = {
    "graphml": graphml, "gexf": gexf, "dot": dot,
}  # fmt: skip
