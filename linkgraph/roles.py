"""Repeated links: (target, anchor) pairs on half or more of a template's or of the site's pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from linkgraph.arrays import Flags, distinct_values
from linkgraph.load import Links, Nodes

SHARE = 0.5  # of the pages
MIN_PAGES = 4  # of a template or a site: on fewer, half of the pages says nothing
SITE = 0  # stands for a template's id

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Repeated:
    """The pairs that repeat over one template, or over the site (``template_id`` is ``SITE``)."""

    template_id: int
    keys: Keys  # target_id << 32 | anchor_id, ascending
    pages: NDArray[np.int64]  # pages of the template or site that have the pair


@dataclass(frozen=True, slots=True)
class _Group:
    """The nodes of one template, and where their links stand."""

    template_id: int
    nodes: int
    links: slice


def repeated_links(nodes: Nodes, links: Links) -> list[Repeated]:
    """The repeated pairs of the site, then of each template of at least ``MIN_PAGES`` pages.

    Pairs are counted template by template. What is on half of the site's pages is on half of the pages of at least
    one template, so that the site's pairs need to be sought among those only.
    """
    groups = _groups(nodes, links)
    found = [(group, *_frequent(links, group)) for group in groups]
    candidates = np.unique(np.concatenate([np.zeros(0, np.int64), *(keys for _, keys, _ in found)]))
    total = np.zeros(len(candidates), dtype=np.int64)
    for group in groups if len(candidates) else []:
        total += _counts(links, group, candidates)
    enough = (total >= SHARE * len(nodes.url_ids)) & (len(nodes.url_ids) >= MIN_PAGES)
    templates = [Repeated(g.template_id, *rest) for g, *rest in found if g.template_id != SITE and g.nodes >= MIN_PAGES]
    return [Repeated(SITE, candidates[enough], total[enough]), *templates]


def are_repeated(nodes: Nodes, links: Links, repeated: list[Repeated]) -> Flags:
    """Shape (links,): the link's pair is repeated over the site or the page's template."""
    by_template = {found.template_id: found.keys for found in repeated}
    site = by_template[SITE]
    flags = np.zeros(len(links.source), dtype=np.bool_)
    for group in _groups(nodes, links):
        known = np.union1d(site, by_template.get(group.template_id, site))
        flags[group.links] = _among(_keys(links, group), known)
    return flags


def _groups(nodes: Nodes, links: Links) -> list[_Group]:
    """Nodes are numbered template by template and links ordered by node: each template's links are one slice."""
    templates, first, sizes = np.unique(nodes.template_ids, return_index=True, return_counts=True)
    bounds = np.searchsorted(links.source, np.append(first, len(nodes.template_ids))).tolist()
    slices = [slice(a, b) for a, b in pairwise(bounds)]
    return [_Group(*group) for group in zip(templates.tolist(), sizes.tolist(), slices, strict=True)]


def _keys(links: Links, group: _Group) -> Keys:
    return (links.target[group.links].astype(np.int64) << 32) | links.anchor[group.links]


def _frequent(links: Links, group: _Group) -> tuple[Keys, NDArray[np.int64]]:
    """Pairs on at least ``SHARE`` of a template's pages, and on how many."""
    keys, rows = np.unique(_keys(links, group), return_counts=True)
    candidates = keys[rows >= SHARE * group.nodes]  # rows, not pages: a pair may stand twice on a page
    pages = _counts(links, group, candidates)
    enough = pages >= SHARE * group.nodes
    return candidates[enough], pages[enough]


def _counts(links: Links, group: _Group, candidates: Keys) -> NDArray[np.int64]:
    """On how many pages of a template each of the candidates stands."""
    keys, source = _keys(links, group), links.source[group.links]
    hit = _among(keys, candidates)
    number = np.searchsorted(candidates, keys[hit])
    pairs = distinct_values(source[hit] * np.int64(max(len(candidates), 1)) + number)  # once a page
    return np.bincount(pairs % max(len(candidates), 1), minlength=len(candidates))


def _among(keys: Keys, known: Keys) -> Flags:
    """Which of the keys are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(keys), dtype=np.bool_)
    place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    found: Flags = known[place] == keys
    return found
