"""URL templates of a whole site: a path segment that takes many values under one prefix becomes ``*``."""

from __future__ import annotations

from collections.abc import Iterable

MANY_VALUES = 30  # distinct values of one segment under the same prefix that make it a variable


class ShapeTree:
    """Learns shapes (``crawler.urls.template``) one by one, then generalises them.

    A node keeps at most 31 children: memory grows with the number of templates, not of pages.
    """

    def __init__(self) -> None:
        self._roots: dict[int, _Node] = {}  # by number of segments: only shapes of one length are compared

    def add(self, shape: str) -> None:
        """Learn one shape."""
        segments = shape.split("/")
        node = self._roots.setdefault(len(segments), _Node())
        for segment in segments:
            node = node.child(segment)

    def template(self, shape: str) -> str:
        """The template of a learnt shape."""
        segments = shape.split("/")
        node, found = self._roots[len(segments)], []
        for segment in segments:
            name = node.name(segment)
            found.append(name)
            node = node.children[name]
        return "/".join(found)


class _Node:
    __slots__ = ("children", "crowded")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.crowded = False

    def name(self, segment: str) -> str:
        return _starred(segment) if self.crowded and segment else segment

    def child(self, segment: str) -> _Node:
        name = self.name(segment)
        if name not in self.children:
            self.children[name] = _Node()
            if not self.crowded and len(self.children) > MANY_VALUES:
                self._crowd()
                name = self.name(segment)
        return self.children[name]

    def _crowd(self) -> None:
        """From now on the values are one: what was learnt below them is merged."""
        self.crowded = True
        before, self.children = self.children, {}
        for segment, node in before.items():
            name = self.name(segment)
            if name in self.children:
                self.children[name]._merge(node)
            else:
                self.children[name] = node

    def _merge(self, other: _Node) -> None:
        if other.crowded and not self.crowded:
            self._crowd()
        for segment, node in other.children.items():
            self.child(segment)._merge(node)


def _starred(segment: str) -> str:
    """``*``, keeping extension and query keys: ``*.html?page``."""
    path, mark, query = segment.partition("?")
    stem, dot, extension = path.rpartition(".")
    return (f"*.{extension}" if dot and stem else "*") + mark + query


def generalised(shapes: Iterable[str]) -> list[str]:
    """The templates of shapes that are known together."""
    known, tree = list(shapes), ShapeTree()
    for shape in known:
        tree.add(shape)
    return [tree.template(shape) for shape in known]
