"""What the link graph says: weak pages, lost links, strong pages, anchors. Units as in reports/model.py."""

from __future__ import annotations

from dataclasses import dataclass

from configs.text import Text
from reports.model_backlinks import Backlinks
from reports.model_friends import Friends
from reports.parts import Address, Cut, Source


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link target that does not answer well, with pages that link to it."""

    target: Address
    status_shown: Text
    inlinks: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OutsideDead:
    """Addresses of other sites that are dead, each once; ``asked``: how many were asked for."""

    rows: tuple[BrokenLink, ...]
    cut: Cut
    asked: int


@dataclass(frozen=True, slots=True)
class Chain:
    """A redirect chain: every address and the status between them."""

    hops: int
    loop: bool
    steps: tuple[ChainStep, ...]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One address of a chain; ``status`` is what it answered."""

    page: Address
    status: int | None


@dataclass(frozen=True, slots=True)
class WeakPage:
    """A complete HTML page that few links lead to, or none from which links lead on."""

    page: Address
    title: str
    template: str
    indexable: bool
    reason: Text
    depth: int | None
    inlinks: int
    editorial: int
    outlinks: int
    pagerank: float
    in_sitemap: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class WeakList:
    """Pages of one weakness; ``key`` is orphans, single, deep or dead-ends."""

    key: str
    name: Text
    remark: Text
    good: Text  # what is said when there is none
    rows: tuple[WeakPage, ...]
    cut: Cut


@dataclass(frozen=True, slots=True)
class Leak:
    """A target of internal links that do not lead straight to where they should."""

    kind: str
    kind_name: Text
    target: Address
    final: Address | None
    final_status: int | None
    tone: str
    hops: int
    links: int
    pages: int
    editorial: int
    example: Address


@dataclass(frozen=True, slots=True)
class ExternalDomain:
    """Where links lead outside; ``followed`` is their share without nofollow."""

    domain: str
    links: int
    pages: int
    targets: int
    followed: float
    nofollow: int
    sponsored: int
    ugc: int
    editorial: int
    repeated: bool  # most of its links stand on half or more of the pages
    example: Address
    target: Address
    asked: int  # addresses of it that said something when they were asked for; 0: not checked
    dead: int  # of them


@dataclass(frozen=True, slots=True)
class StrongPage:
    """A page by the strength that links give it; shares 0..100, None: computed by an older version."""

    page: Address
    title: str
    pagerank: float
    width: float
    editorial: float
    hub: float | None
    authority: float | None
    inlinks: int
    inlinks_editorial: int
    depth: int | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first pages by one measure."""

    name: Text
    remark: Text
    rows: tuple[Ranked, ...]
    cut: Cut


@dataclass(frozen=True, slots=True)
class Ranked:
    """A page and its share of the measure, 0..100."""

    page: Address
    share: float
    width: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """One text of the links to a page; ``kind`` is text, empty or generic."""

    text: str
    kind: str
    pages: int


@dataclass(frozen=True, slots=True)
class AnchorProfile:
    """The texts by which a page is linked; ``entropy`` in bits, ``vague`` the share that is empty or says nothing."""

    page: Address
    anchors: int
    uses: int
    vague: float
    entropy: float
    top: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class TypeShare:
    """Pages of one type and the authority they have; shares 0..100, ``strength`` of the average page, 1 as the site's."""

    name: Text
    pages: int
    part: float
    authority: float
    width: float
    editorial: float
    strength: float


@dataclass(frozen=True, slots=True)
class AuthorityLoss:
    """Authority that no page of the site gets, 0..100 of all."""

    name: Text
    share: float


@dataclass(frozen=True, slots=True)
class Silo:
    """Pages that link among themselves more than elsewhere; shares 0..100."""

    number: int
    pages: int
    authority: float
    kept: float  # of its links, those that stay within
    folder: str
    in_folder: float
    strongest: Address
    terms: tuple[str, ...]  # what its pages speak of, and those of others do not


@dataclass(frozen=True, slots=True)
class Silos:
    """The largest silos; ``rand`` and ``purity`` (0..100) say how well all of them fit folders of ``level``."""

    rows: tuple[Silo, ...]
    cut: Cut
    modularity: float
    level: int
    rand: float
    purity: float
    terms: bool  # whether the keyword analysis says what they speak of
    topics: TopicFit | None  # None: no page is relevant for a target keyword


@dataclass(frozen=True, slots=True)
class TopicFit:
    """How well silos fit target keywords: adjusted Rand index, and purity 0..100, of ``pages`` that have both."""

    rand: float
    purity: float
    pages: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """A page that every way from the start to ``cut_off`` others leads over; betweenness 0..100."""

    page: Address
    type_name: Text
    cut_off: int
    betweenness: float
    in_degree: int


@dataclass(frozen=True, slots=True)
class GraphShape:
    """Whether the graph holds together; shares 0..100: of links returned, of pages in the largest part, of pages that all reach each other."""

    links: int
    reciprocity: float | None  # None: no links
    parts: int
    main: float
    mutual: float
    bridges: tuple[Bridge, ...]
    bridges_cut: Cut


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """What one crawled site links to another, by its crawl of ``day``; ``followed`` and ``main`` count links."""

    source: str
    target: str
    day: str
    links: int
    pages: int
    followed: int
    main: int
    example: Address
    anchor: str
    leads_to: Address


@dataclass(frozen=True, slots=True)
class Between:
    """Links between the ``sites`` of the store."""

    rows: tuple[SiteLinks, ...]
    cut: Cut
    sites: int


@dataclass(frozen=True, slots=True)
class Links:
    """What the link graph says."""

    judged: bool
    partial: bool  # the crawl did not see every page, so that some links are unknown
    weak: tuple[WeakList, ...]
    broken: tuple[BrokenLink, ...]
    broken_cut: Cut
    outside: OutsideDead | None  # None: no address of another site was asked for
    chains: tuple[Chain, ...]
    chains_cut: Cut
    leaks: tuple[Leak, ...]
    leaks_cut: Cut
    strong: tuple[StrongPage, ...]
    strong_cut: Cut
    rankings: tuple[Ranking, ...]
    anchors: tuple[AnchorProfile, ...]
    anchors_cut: Cut
    types: tuple[TypeShare, ...]
    losses: tuple[AuthorityLoss, ...]
    silos: Silos | None
    shape: GraphShape | None
    domains: tuple[ExternalDomain, ...]
    domains_cut: Cut
    backlinks: Backlinks | None  # None: none were imported
    between: Between | None  # None: one site only
    friends: Friends | None  # partners of exchanged links
