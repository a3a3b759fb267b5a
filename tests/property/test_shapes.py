"""Templates learnt one URL at a time equal those of the rule applied level by level to the whole list."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.shapes import MANY_VALUES, _starred, generalised

SEGMENT = st.one_of(
    st.sampled_from(["", "a", "b", "p"]),
    st.integers(0, 60).map("v{}".format),
    st.integers(0, 60).map("x{}.html".format),
    st.integers(0, 40).map("y{}?page".format),
)
SHAPES = st.lists(st.lists(SEGMENT, min_size=1, max_size=3).map(lambda parts: "/" + "/".join(parts)), max_size=300)


def by_levels(shapes: list[str]) -> list[str]:
    """The rule as documented: count the values of each level under the same prefix, from the left."""
    rows = [shape.split("/") for shape in shapes]
    for level in range(1, max(map(len, rows), default=0)):
        values = defaultdict(set)
        for row in rows:
            if len(row) > level:
                values[(*row[:level], len(row))].add(row[level])
        for row in rows:
            if len(row) > level and len(values[(*row[:level], len(row))]) > MANY_VALUES and row[level]:
                row[level] = _starred(row[level])
    return ["/".join(row) for row in rows]


@settings(max_examples=150, deadline=None)
@given(SHAPES)
def test_tree_equals_rule(shapes):
    assert generalised(shapes) == by_levels(shapes)


def test_many_products_are_one_template():
    shapes = [f"/shop/tea-{number:c}.html" for number in range(97, 97 + 20)] + [
        f"/shop/cup{n}x.html" for n in range(40)
    ]
    assert set(generalised(shapes)) == {"/shop/*.html"}
    assert generalised(["/a/one", "/a/two"]) == ["/a/one", "/a/two"]
