"""One pass over all links of a run, some thousand pages at a time; who wants something of them takes it as they go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.records import LinkKind, Rel
from reports.reader import Reader
from reports.views.nodes import Flags, Ints, Nodes

FETCH = 1_000  # pages a step: their links are what is in memory at once

# One row a page, its numbers joined to a text: three times faster than one row a link.
LINKS = f"""
    select p.url_id, count(*), group_concat(l.target_id), group_concat(l.anchor_id), group_concat(l.rel & {Rel.NOFOLLOW.value})
    from pages p cross join links l on l.link_set_id = p.link_set_id
    where p.run_id = :run and p.is_html and p.status = 200 and l.kind = {LinkKind.A.value}
    group by p.url_id
"""
ROLES = "select template_id, target_id, anchor_id from link_roles where run_id = :run"


@dataclass(frozen=True, slots=True)
class Links:
    """Some <a> links to pages of the run, in order of the page they stand on; arrays of shape (links,)."""

    source: Ints  # number of a page
    target: Ints  # number of the page linked to
    followed: Flags  # neither link nor page says nofollow
    repeated: Flags  # boilerplate: target and anchor on half of the pages of the site or of the template


@dataclass(frozen=True, slots=True)
class Roles:
    """The repeated (target, anchor) pairs: of the site, and of single templates."""

    pairs: NDArray[np.int64]  # distinct pairs, ascending
    site: Flags  # shape (pairs,): repeated on the whole site
    own: NDArray[np.int64]  # template_id * len(pairs) + place of the pair, ascending

    def of(self, template: Ints, target: Ints, anchor: Ints) -> Flags:
        """Which of the links are repeated."""
        if not len(self.pairs):
            return np.zeros(len(target), dtype=np.bool_)
        found = _pairs(target, anchor)
        place = np.minimum(np.searchsorted(self.pairs, found), len(self.pairs) - 1)
        known = self.pairs[place] == found
        key = template.astype(np.int64) * len(self.pairs) + place
        at = np.minimum(np.searchsorted(self.own, key), max(len(self.own) - 1, 0))
        own = self.own[at] == key if len(self.own) else np.zeros(len(key), dtype=np.bool_)
        repeated: Flags = known & (self.site[place] | own)
        return repeated


def _pairs(target: Ints, anchor: Ints) -> NDArray[np.int64]:
    return (target.astype(np.int64) << 32) | anchor.astype(np.int64)


def load_roles(reader: Reader) -> Roles:
    """What the stage ``links`` found to be repeated."""
    rows = np.array(reader.db.execute(ROLES, {"run": reader.run_id}).fetchall(), dtype=np.int64).reshape(-1, 3)
    pairs = _pairs(rows[:, 1], rows[:, 2])
    distinct = np.unique(pairs)
    place = np.searchsorted(distinct, pairs)
    site = np.zeros(len(distinct), dtype=np.bool_)
    site[place[rows[:, 0] == 0]] = True
    return Roles(distinct, site, np.sort(rows[:, 0] * max(len(distinct), 1) + place))


def walk(reader: Reader, nodes: Nodes) -> Iterator[Links]:
    """All links between pages of the run, in order of their source; the links of a page come together."""
    roles = load_roles(reader)
    cursor = reader.db.execute(LINKS, {"run": reader.run_id})
    while rows := cursor.fetchmany(FETCH):
        page, count, *texts = zip(*rows, strict=True)
        target, anchor, nofollow = (np.fromstring(",".join(text), dtype=np.int64, sep=",") for text in texts)
        source = np.repeat(nodes.numbers(np.array(page, dtype=np.int64)), count)
        number = nodes.numbers(target)
        repeated = roles.of(nodes.template[source], target, anchor)
        kept = number >= 0
        followed = (nofollow == 0) & ~nodes.nofollow[source]
        yield Links(source[kept], number[kept], followed[kept], repeated[kept])
