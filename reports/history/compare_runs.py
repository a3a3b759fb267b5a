"""Which two runs are laid side by side: a site and its mobile twin, live and staging, or any two that are named."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from configs.errors import REMEDY, WHERE, WHY, SettingsError
from configs.text import Text
from crawler.records import Run
from crawler.store import Store
from crawler.store_errors import pruned_error
from crawler.urls import host_key, path_query
from reports.history.pair import Doubt, doubts, pruned

MOBILE = "-mobile"  # what the name of a site crawled as a phone ends with, beside its desktop twin
SCOPE = ("mode", "within", "include", "exclude", "ignore_params", "strip_params", "sort_params", "trailing_slash")
USABLE = "r.status <> 'failed' and r.pruned is null"


@dataclass(frozen=True, slots=True)
class Couple:
    """Two runs side by side. Pages of hosts that both have are matched by URL, those of two copies by path and query."""

    left: Run
    right: Run
    devices: tuple[str, str]  # any, desktop, mobile
    own: tuple[frozenset[str], frozenset[str]]  # host keys of each run
    by_url: bool
    hosts: dict[str, str] = field(default_factory=dict)  # host of the left copy -> of the right one; empty by URL
    doubts: tuple[Doubt, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether pages that only one of them has may be told."""
        return not self.doubts

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called: by site, by number where they are of one site."""
        if self.left.site != self.right.site:
            return self.left.site, self.right.site
        return f"#{self.left.run_id}", f"#{self.right.run_id}"

    @property
    def swaps(self) -> bool:
        """Whether one copy is http and the other https."""
        return self.left.start_url.startswith("https:") != self.right.start_url.startswith("https:")

    def key(self, url: str) -> str:
        """What the same address of both copies has in common: the URL, or the place on the matching host."""
        if self.by_url:
            return url
        host = host_key(url)
        return self.hosts.get(host, host) + path_query(url)

    def counterpart(self, url: str) -> str:
        """The URL on the right that belongs to one on the left; empty where its host has none."""
        if self.by_url:
            return url
        host = self.hosts.get(host_key(url))
        return f"{self.scheme(url.startswith('https:'))}://{host}{path_query(url)}" if host else ""

    def scheme(self, secure: bool) -> str:
        """The scheme in one copy of what is https, or is not, in the other."""
        return "https" if secure != self.swaps else "http"

    def crosses(self, side: int, url: str) -> bool:
        """Whether an address on the copy ``side`` (0 or 1) is one of the other copy."""
        host = host_key(url) if url else ""
        return not self.by_url and host in self.own[1 - side] and host not in self.own[side]


def couple(store: Store, one: str = "", other: str = "") -> Couple:
    """The runs that two words name: references of runs, or sites, which mean their latest run.

    One word alone is laid beside its twin; none: the newest run of a target that has a mobile twin.

    Raises:
        SettingsError: no such run or site, no twin, twice the same run, one that was pruned or fetched nothing.
    """
    if one and other:
        left, right = named(store, one), named(store, other)
    else:
        run = named(store, one or other) if one or other else _newest(store)
        left, right = sorted((run, _twin(store, run)), key=lambda each: each.site.endswith(MOBILE))
    for run in (left, right):
        _refuse_unusable(store, run)
    if left.run_id == right.run_id:
        raise _refused(
            183,
            store,
            Text(zh=f"两边是同一次运行 {left.run_id}", en=f"both sides are run {left.run_id}"),
            Text(
                zh="写两个站点或两次运行，例如 shop shop-mobile。",
                en="Name two sites or runs, such as shop shop-mobile.",
            ),
        )
    return _made(store, left, right)


def named(store: Store, word: str) -> Run:
    """The run that a word means: a name of a site is its latest run.

    Raises:
        SettingsError: there is no such run or site.
    """
    sites = [name for (name,) in store.db.execute("select name from sites order by site_id")]
    if word in sites and not word.isdigit():
        return store.run(f"{word}@latest")
    if word.isdigit() or "@" in word or word.startswith("latest"):
        return store.run(word)
    known = ", ".join(sites) or "-"
    raise _refused(
        182,
        store,
        Text(zh=f"库里没有站点 {word}", en=f"the store has no site {word}"),
        Text(zh=f"有这些站点：{known.replace(', ', '、')}；也可写运行编号。", en=f"There are: {known}; a run's number will do, too."),
    )  # fmt: skip


def _newest(store: Store) -> Run:
    found = store.runs(
        f"r.role = 'target' and {USABLE} and exists (select 1 from sites m join runs t on t.site_id = m.site_id"
        f" where m.name = s.name || ? and {USABLE.replace('r.', 't.')})",
        (MOBILE,),
    )
    if not found:
        raise _refused(
            181,
            store,
            Text(zh="库里没有同时以桌面和手机抓取的站点", en="the store has no site that was crawled as desktop and as mobile"),
            Text(
                zh="先抓取：xunlu crawl 网址 --device both；或写明比较哪两个：xunlu compare 站点 站点。",
                en="Crawl one: xunlu crawl URL --device both; or say which two: xunlu compare SITE SITE.",
            ),
        )  # fmt: skip
    return found[-1]


def _twin(store: Store, run: Run) -> Run:
    """The run of the other device: of the same command where there is one, else the newest."""
    name = run.site.removesuffix(MOBILE) if run.site.endswith(MOBILE) else run.site + MOBILE
    found = store.runs(f"s.name = ? and {USABLE}", (name,))
    together = store.runs(
        f"s.name = ? and {USABLE} and r.batch <> '' and r.batch = (select batch from runs where run_id = ?)",
        (name, run.run_id),
    )
    if not found:
        raise _refused(
            181,
            store,
            Text(zh=f"没有可与 {run.site} 比较的运行：库里没有站点 {name}", en=f"nothing to lay beside {run.site}: the store has no run of {name}"),
            Text(
                zh=f"写明另一边：xunlu compare {run.site} 站点；或抓取两种设备：xunlu crawl --device both。",
                en=f"Name the other side: xunlu compare {run.site} SITE; or crawl both devices: xunlu crawl --device both.",
            ),
        )  # fmt: skip
    return (together or found)[-1]


def _refuse_unusable(store: Store, run: Run) -> None:
    if gone := pruned(store, run):
        raise pruned_error(run, gone)
    answered = store.db.execute(
        "select exists (select 1 from pages where run_id = ? and status is not null)", [run.run_id]
    ).fetchone()[0]
    if not answered:
        raise SettingsError(
            184,
            Text(zh=f"运行 {run.run_id}（{run.site}）什么也没抓到", en=f"run {run.run_id} ({run.site}) fetched nothing"),
            [(WHY, Text(zh="没有一个网址有回答，没有可比较的内容。", en="Not one URL was answered; there is nothing to compare.")),
             (REMEDY, Text(zh=f"再抓取一次：xunlu crawl {run.start_url}", en=f"Crawl again: xunlu crawl {run.start_url}"))],
        )  # fmt: skip


def _refused(number: int, store: Store, what: Text, advice: Text) -> SettingsError:
    return SettingsError(number, what, [(WHERE, Text(str(store.path), str(store.path))), (REMEDY, advice)])


def _made(store: Store, left: Run, right: Run) -> Couple:
    own = (_hosts(store, left), _hosts(store, right))
    starts = host_key(left.start_url), host_key(right.start_url)
    secure = [run.start_url.startswith("https:") for run in (left, right)]
    by_url = secure[0] == secure[1] and (starts[0] in own[1] or starts[1] in own[0])
    devices = [str(_of_run(store, run, "device")) for run in (left, right)]
    return Couple(
        left, right, (devices[0], devices[1]), own, by_url, {} if by_url else _counterparts(starts, own),
        (*doubts(store, left), *doubts(store, right), *_scope(store, left, right)),
    )  # fmt: skip


def _hosts(store: Store, run: Run) -> frozenset[str]:
    rows = store.db.execute("select host from run_hosts join hosts using (host_id) where run_id = ?", [run.run_id])
    return frozenset(host for (host,) in rows) | {host_key(run.start_url)}


def _counterparts(starts: tuple[str, str], own: tuple[frozenset[str], frozenset[str]]) -> dict[str, str]:
    """Hosts of the left copy with theirs on the right: those of the start URLs, ``en.`` of both, and shared ones."""
    found = {starts[0]: starts[1]}
    below = [start.removeprefix("www.") for start in starts]
    for host in sorted(own[0] - {starts[0]}):
        prefix = host.removesuffix(below[0])
        likely = prefix + below[1] if host.endswith(f".{below[0]}") or not prefix else ""
        for candidate in (likely, host):
            if candidate in own[1] and candidate not in found.values():
                found[host] = candidate
                break
    return found


def _scope(store: Store, left: Run, right: Run) -> list[Doubt]:
    """Settings by which one of them had to find other pages; hosts and device are what is compared."""
    one, other = (_settings(store, run) for run in (left, right))
    names = [name for name in SCOPE if one.get(name) != other.get(name)]
    if _starts(store, left) != _starts(store, right):
        names.insert(0, "start")
    if not names:
        return []
    ids = left.run_id, right.run_id
    text = Text(
        zh=f"运行 {ids[0]} 与 {ids[1]} 的抓取范围不同（{'、'.join(names)}）",
        en=f"runs {ids[0]} and {ids[1]} differ in scope ({', '.join(names)})",
    )
    return [Doubt("scope", 0, text)]


def _settings(store: Store, run: Run) -> dict[str, object]:
    found = json.loads(str(_of_run(store, run, "settings"))).get("crawl")
    return found if isinstance(found, dict) else {}


def _starts(store: Store, run: Run) -> list[str]:
    written = json.loads(str(_of_run(store, run, "settings"))).get("starts") or [run.start_url]
    return sorted({path_query(str(url)) for url in written})


def _of_run(store: Store, run: Run, column: str) -> object:
    return store.db.execute(f"select {column} from runs where run_id = ?", [run.run_id]).fetchone()[0]
