"""Two runs of one site, and how far they may be compared: a cut or blocked crawl proves nothing by what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from configs.errors import REMEDY, WHERE, SettingsError
from configs.text import Text
from crawler.causes import UNASKED, listed
from crawler.records import Run
from crawler.store import Store
from crawler.store_errors import pruned_error

UNUSABLE = 0.2  # share of the URLs asked for without a usable answer from which a crawl counts as blocked


def lost(page: str) -> str:
    """SQL: whether the row ``page`` of ``pages`` is no usable answer: none, cut off, refused, or a server in trouble."""
    status = f"{page}.status"
    return f"({status} is null or {page}.truncated or {status} in (401, 403, 407, 429) or {status} >= 500)"


CUT = {
    "running": Text(zh="仍在抓取", en="still crawling"),
    "interrupted": Text(zh="被中断", en="interrupted"),
    "partial": Text(zh="达到上限而停止", en="stopped at a limit"),
    "failed": Text(zh="失败", en="failed"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why what one run lacks says nothing: ``kind`` is cut, blocked or scope; ``run_id`` 0: it is about both."""

    kind: str
    run_id: int
    text: Text


@dataclass(frozen=True, slots=True)
class Pair:
    """Two runs of a site, the older first. Without doubts, a page that one of them lacks was not there."""

    older: Run
    newer: Run
    doubts: tuple[Doubt, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether new and gone pages may be told."""
        return not self.doubts

    @property
    def ids(self) -> dict[str, int]:
        """As SQL parameters."""
        return {"older": self.older.run_id, "newer": self.newer.run_id}


def pair(store: Store, one: Run, other: Run) -> Pair:
    """The pair of two runs in the order of their numbers: clocks may be set back, numbers are not.

    Raises:
        SettingsError: it is twice the same run, the runs are of different sites, or one was pruned.
    """
    if one.run_id == other.run_id:
        raise _refused(
            store,
            Text(zh=f"两边是同一次运行 {one.run_id}", en=f"both are run {one.run_id}"),
            Text(zh="写两次不同的运行，例如 latest~1 latest。", en="Name two runs, such as latest~1 latest."),
        )
    for run in (one, other):
        if gone := pruned(store, run):
            raise pruned_error(run, gone)
    if one.site_id != other.site_id:
        raise _refused(
            store,
            Text(
                zh=f"运行 {one.run_id}（{one.site}）与 {other.run_id}（{other.site}）不是同一个站点",
                en=f"runs {one.run_id} ({one.site}) and {other.run_id} ({other.site}) are of different sites",
            ),
            Text(zh=f"写 {one.site}@latest~1 {one.site}@latest。", en=f"Write {one.site}@latest~1 {one.site}@latest."),
        )
    older, newer = sorted((one, other), key=lambda run: run.run_id)
    return Pair(older, newer, (*doubts(store, older), *doubts(store, newer), *_scope(store, older, newer)))


def previous(store: Store, run: Run) -> Run | None:
    """The newest earlier run of the same site that may be compared with ``run`` as a whole; None when there is none."""
    condition = "r.site_id = ? and r.run_id < ? and r.status = 'complete' and r.pruned is null"
    earlier = store.runs(condition, (run.site_id, run.run_id))
    return next((one for one in reversed(earlier) if pair(store, one, run).whole or doubts(store, run)), None)


def earlier(store: Store, run: Run, wanted: str) -> Run | None:
    """The run that a report compares ``run`` with: ``previous``, ``off``, or one that is named.

    Raises:
        SettingsError: there is no such run, or it did not come before on the same site, or it was pruned.
    """
    if wanted in ("previous", "off"):
        return previous(store, run) if wanted == "previous" else None
    found = store.run(wanted)
    if found.run_id > run.run_id:
        raise _refused(
            store,
            Text(zh=f"运行 {found.run_id} 比 {run.run_id} 晚", en=f"run {found.run_id} is later than {run.run_id}"),
            Text(
                zh="与更早的运行比较，或写 previous、off。", en="Compare with an earlier run, or write previous or off."
            ),
        )
    return pair(store, found, run).older


def pruned(store: Store, run: Run) -> str:
    """When the pages of a run were let go, UTC; empty while they are there."""
    return str(store.db.execute("select coalesce(pruned, '') from runs where run_id = ?", [run.run_id]).fetchone()[0])


def _refused(store: Store, what: Text, advice: Text) -> SettingsError:
    return SettingsError(150, what, [(WHERE, Text(str(store.path), str(store.path))), (REMEDY, advice)])


def doubts(store: Store, run: Run) -> list[Doubt]:
    """Why what ``run`` lacks says nothing; empty for a crawl that saw its whole site."""
    if run.status != "complete":
        why = CUT[run.status]
        text = Text(
            zh=f"运行 {run.run_id} {why.zh}（{run.reason}），不完整",
            en=f"run {run.run_id} is incomplete: {why.en} ({run.reason})",
        )
        return [Doubt("cut", run.run_id, text)]
    asked, failed = store.db.execute(
        f"select count(*), sum({lost('p')}) from pages p where run_id = ? and coalesce(error, '') not in ({listed(UNASKED)})",
        [run.run_id],
    ).fetchone()
    if not asked or (failed or 0) <= UNUSABLE * asked:
        return []
    text = Text(
        zh=f"运行 {run.run_id} 的 {asked:,} 个网址里有 {failed:,} 个没有可用的回答（超时、拒绝、服务器错误）",
        en=f"in run {run.run_id}, {failed:,} of {asked:,} URLs gave no usable answer (timeout, refused, server error)",
    )
    return [Doubt("blocked", run.run_id, text)]


def _scope(store: Store, older: Run, newer: Run) -> list[Doubt]:
    scopes = store.db.execute(
        "select count(distinct scope) from runs where run_id in (?, ?)", [older.run_id, newer.run_id]
    ).fetchone()[0]
    if scopes == 1:
        return []
    text = Text(
        zh=f"运行 {older.run_id} 与 {newer.run_id} 的抓取范围不同（start、hosts、include、exclude 或 strip_params）",
        en=f"runs {older.run_id} and {newer.run_id} differ in scope (start, hosts, include, exclude or strip_params)",
    )
    return [Doubt("scope", 0, text)]
