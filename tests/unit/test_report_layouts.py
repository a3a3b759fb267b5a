"""Layouts of the link views: the same for the same input, nothing on top of anything, parts that fill their whole."""

import math
import random
from itertools import combinations, pairwise

import numpy as np
import pytest

from reports.views.directories import CHILDREN, LEVELS, Directory, every, fold
from reports.views.icicle import NARROWEST, icicle_rows, icicles, places
from reports.views.labels import Box, labels
from reports.views.layers import layered
from reports.views.radial import LARGEST, SMALLEST, Disk, radial


def tree(size, seed, wide):
    """Parents, rings, weights and order of a random tree; ``wide``: how often a page hangs on the first ones."""
    chance = random.Random(seed)
    parents = [-1]
    for node in range(1, size):
        parents.append(chance.randrange(min(node, wide)) if chance.random() < 0.8 else chance.randrange(node))
    rings = [0] * size
    for node in range(1, size):
        rings[node] = rings[parents[node]] + 1
    return parents, rings, [chance.paretovariate(1.2) for _ in range(size)], list(range(size))


@pytest.mark.parametrize(("size", "wide"), [(1, 1), (2, 1), (40, 3), (600, 10), (2000, 1), (2000, 40), (300, 300)])
def test_no_disk_touches_another_and_rings_do_not_mix(size, wide):
    parents, rings, weights, order = tree(size, 7, wide)
    disks = radial(parents, rings, weights, order)
    assert disks == radial(parents, rings, weights, order)
    for a, b in combinations(disks, 2):
        assert (a.x - b.x) ** 2 + (a.y - b.y) ** 2 > (a.r + b.r) ** 2
    reach = {}
    for ring, disk in zip(rings, disks, strict=True):
        reach.setdefault(ring, []).append(math.hypot(disk.x, disk.y))
    for inner, outer in pairwise(sorted(reach)):
        assert max(reach[inner]) < min(reach[outer])
    assert all(0 < disk.r <= LARGEST for disk in disks)


def test_a_chain_stays_within_its_rings():
    size = 13
    parents = list(range(-1, size - 1))
    disks = radial(parents, list(range(size)), [1.0] * size, list(range(size)))
    assert max(math.hypot(disk.x, disk.y) for disk in disks) < 150 * size


def test_area_is_page_rank():
    disks = radial([-1, 0, 0], [0, 1, 1], [4.0, 16.0, 9.0], [0, 1, 2])
    assert [disk.r for disk in disks] == pytest.approx([LARGEST / 2, LARGEST, LARGEST * 0.75])
    assert radial([-1], [0], [0.0], [0])[0].r == SMALLEST


def test_pages_of_one_parent_stand_together():
    parents = [-1, 0, 0, *[1] * 10, *[2] * 10]
    disks = radial(parents, [0, 1, 1, *[2] * 20], [1.0] * 23, list(range(23)))
    turns = [math.atan2(disk.x, -disk.y) % (2 * math.pi) for disk in disks]
    assert max(turns[3:13]) < min(turns[13:])


def test_labels_meet_neither_each_other_nor_a_disk():
    chance = random.Random(3)
    disks = [Disk(chance.uniform(-300, 300), chance.uniform(-300, 300), chance.uniform(2, 12)) for _ in range(200)]
    texts = [chance.choice(["紫砂壶选购", "tea", "Silver Longjing", ""]) for _ in disks]
    frame = Box(-300, -300, 300, 300)
    found = labels(disks, texts, range(200), 13.0, frame)
    assert len(found) > 20 and found == labels(disks, texts, range(200), 13.0, frame)
    boxes = [label.box for label in found]
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    spots = [Box(d.x - d.r, d.y - d.r, d.x + d.r, d.y + d.r) for d in disks]
    assert not any(box.meets(spot) for box in boxes for spot in spots)
    assert all(box.left >= -300 and box.right <= 300 and box.top >= -300 and box.bottom <= 300 for box in boxes)


def rows(count, seed=1):
    """Directories of one host in order of their paths."""
    chance = random.Random(seed)
    found = {"shop.example/": 1}
    for _ in range(count):
        path = "/".join(
            chance.choice(["a", "b-c", "茶", "x.y", str(chance.randrange(60))]) for _ in range(chance.randint(1, 9))
        )
        found[f"shop.example/{path}/"] = chance.randint(1, 40)
    return [(path, Directory("", pages, pages / 1000, pages // 3, pages // 2)) for path, pages in sorted(found.items())]


def summed(listed):
    total = Directory("")
    for _, one in listed:
        total.add(one)
    return total


def test_directories_add_up_and_stay_few():
    listed = rows(3000)
    total = summed(listed)
    root = fold(rows(3000), total)
    assert (root.pages, root.broken, root.wrong) == (total.pages, total.broken, total.wrong)
    for it in every(root):
        assert len(it.below) <= CHILDREN + 2
        if it.below:
            assert sum(child.pages for child in it.below) == it.pages
            assert sum(child.pagerank for child in it.below) == pytest.approx(it.pagerank)
    deepest = max(place.level for place in places(root, lambda it: float(it.pages)))
    assert deepest <= LEVELS + 2  # the host, and what stands right in the last one


def test_what_is_merged_is_counted():
    listed = [(f"shop.example/{n:04}/", Directory("", 1)) for n in range(1000)]
    host = fold(listed, Directory("", 1000)).below[0]
    assert [child.merged for child in host.below if child.merged] == [1000 - CHILDREN]
    assert sum(child.pages for child in host.below) == 1000


@pytest.mark.parametrize("size", [lambda it: float(it.pages), lambda it: it.pagerank])
def test_rectangles_lie_within_the_one_above_side_by_side(size):
    listed = rows(800)
    root = fold(listed, summed(rows(800)))
    found = list(places(root, size))
    levels = {}
    for place in found:
        levels.setdefault(place.level, []).append(place)
    for level, row in levels.items():
        row.sort(key=lambda place: place.x)
        assert all(a.x + a.width <= b.x + 1e-9 for a, b in pairwise(row))
        for place in row if level else ():
            assert any(
                up.x - 1e-9 <= place.x and place.x + place.width <= up.x + up.width + 1e-9 for up in levels[level - 1]
            )
    narrow = [p for p in found if p.width < NARROWEST and p.level and not p.it.merged and not p.it.own]
    assert narrow == []


def test_the_icicle_says_what_was_not_judged_and_its_table_is_cut():
    root = fold(rows(800), summed(rows(800)))
    (one,) = icicles(root, judged=False, linked=False)
    assert {cell.shades for cell in one.cells} == {"qn"} and one.height == max(
        cell.y + cell.height for cell in one.cells
    )
    table, total = icicle_rows(root, judged=False, linked=False)
    assert len(table) <= 60 < total and {row.broken for row in table} == {None}


def test_directories_of_several_hosts_keep_their_names():
    listed = [("img.example/", Directory("", 2)), ("shop.example/a/", Directory("", 5))]
    root = fold(listed, Directory("", 7))
    assert {place.path for place in places(root, lambda it: float(it.pages))} == {
        "",
        "img.example/",
        "shop.example/",
        "shop.example/a/",
    }


@pytest.mark.parametrize("count", [1, 2, 12, 40, 60])
def test_boxes_of_templates_do_not_meet_and_columns_follow_depth(count):
    chance = np.random.default_rng(count)
    depths = [0.0, *chance.uniform(0.6, 7, count - 1).tolist()]
    weights = chance.integers(0, 50, (count, count)).astype(float)
    layout = layered(depths, weights)
    assert layout == layered(depths, weights) and len(layout.boxes) == count
    boxes = [Box(b.x, b.y, b.x + b.width, b.y + b.height) for b in layout.boxes]
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    assert all(
        box.left >= 0 and box.right <= layout.width and box.top >= 0 and box.bottom <= layout.height for box in boxes
    )
    for a in range(count):
        for b in range(count):
            if round(min(depths[a], 5)) < round(min(depths[b], 5)):
                assert layout.boxes[a].x < layout.boxes[b].x
