"""Which analysis needs which, and running what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from configs.app import App
from configs.errors import REMEDY, WHY, CrawlError
from configs.settings import Settings
from configs.text import Text
from crawler.store_errors import pruned_error

if TYPE_CHECKING:
    from audit.runner import AuditSummary
    from crawler.records import Run
    from crawler.store import Store

NEEDS: dict[str, tuple[str, ...]] = {
    "links": ("finish",),
    "keywords": ("finish",),
    "audit": ("finish", "links", "keywords"),
    "report": ("finish", "links", "keywords", "audit", "factors"),
}
DOING = {
    "finish": Text(zh="整理网页……", en="Sorting pages ..."),
    "links": Text(zh="计算链接图……", en="Computing the link graph ..."),
    "keywords": Text(zh="分析关键词……", en="Analysing keywords ..."),
    "backlinks": Text(zh="评估导入的外链……", en="Assessing the imported backlinks ..."),
    "audit": Text(zh="按清单检查……", en="Running the checks ..."),
    "factors": Text(zh="计算排名因素……", en="Computing ranking factors ..."),
}


def prepare(app: App, store: Store, run_id: int, stage: str) -> None:
    """Run the stages that ``stage`` needs and that are missing, in order, telling the person."""
    from reports.words import STOPPED

    run = store.run(str(run_id))
    if run.status == "failed":
        raise CrawlError(
            206,
            Text(zh=f"运行 #{run_id}（{run.site}）什么也没抓到，没有可分析的内容", en=f"run #{run_id} ({run.site}) fetched nothing: there is nothing to analyse"),
            [(WHY, STOPPED.get(run.reason, Text(run.reason, run.reason))),
             (REMEDY, Text(zh=f"再抓取一次：xunlu run {run.start_url}", en=f"Crawl again: xunlu run {run.start_url}"))],
        )  # fmt: skip
    refuse_pruned(store, run)
    for one in (*NEEDS.get(stage, ()), stage):
        if one == "audit":  # what it rests on may have come since the crawl
            backlinks_stage(store, run_id, app.settings, lambda: app.say(DOING["backlinks"]))
            if one == stage:  # a command that judges by itself; else audit_stage does it
                mapping_stage(store, run_id, app.settings)
        if one != stage and not store.stage_finished(run_id, one):
            app.say(DOING[one])
            RUN[one](store, run_id, app.settings)


def refuse_pruned(store: Store, run: Run) -> None:
    """An analysis of a pruned run would find an empty site, and overwrite what was kept of it.

    Raises:
        SettingsError: its pages were let go.
    """
    pruned = store.db.execute("select pruned from runs where run_id = ?", [run.run_id]).fetchone()[0]
    if pruned:
        raise pruned_error(run, pruned)


def finish_stage(store: Store, run_id: int, settings: Settings) -> None:
    """Templates, page types, indexability, redirect chains."""
    from crawler.finish import finish

    site = settings.sites.get(store.run(str(run_id)).site)
    finish(store, run_id, site.types if site else settings.defaults.types)


def links_stage(store: Store, run_id: int, settings: Settings) -> None:
    """The link graph."""
    from linkgraph.stage import run_links

    run_links(store, run_id)


def keywords_stage(store: Store, run_id: int, settings: Settings) -> None:
    """Terms of a run; a competitor is measured by the target's keywords, and the market compared again.

    Backlinks that were imported are judged again, by the terms of this run.
    """
    from keywords.market import run_market
    from keywords.stage import run_keywords
    from linkgraph.backlinks.judging import judge

    run = store.run(str(run_id))
    target = _newest_target(store) if run.role == "competitor" else run_id
    if run.role == "target":
        run_keywords(store, run_id, settings)
    if target is not None and store.stage_finished(target, "keywords"):
        run_market(store, target, settings)  # counts the competitors where that is wanting
    if not store.stage_finished(run_id, "keywords"):
        run_keywords(store, run_id, settings, targets=_targets(store, target))
    judge(store, run.site)


def backlinks_stage(
    store: Store, run_id: int, settings: Settings, begun: Callable[[], None] = lambda: None
) -> None:  # fmt: skip
    """What imported backlinks come to, where it is not up to date; the checks that read it are then judged anew.

    Args:
        begun: told when there is something to do.
    """
    from linkgraph.backlinks.assessing import linked_id_of
    from linkgraph.backlinks.keeping import kept, refresh

    run = store.run(str(run_id))
    if linked_id_of(store.db, run.site) is None or kept(store.db, run.site, run):
        return
    begun()
    if refresh(store, run.site, run):
        with store.atomic() as db:
            db.execute("delete from stages where run_id = ? and stage in ('audit', 'factors')", [run_id])


def mapping_stage(store: Store, run_id: int, settings: Settings) -> None:
    """Which page stands for which keyword, and how well, where a run of a target site does not know it yet.

    As after a link graph that came later than the keywords, or with a store of an older version.
    """
    from keywords.reading import compare

    run = store.run(str(run_id))
    if run.role == "target" and store.stage_finished(run_id, "keywords"):
        compare(store, run, settings)


def audit_stage(store: Store, run_id: int, settings: Settings) -> AuditSummary:
    """The checklist and the score."""
    from audit.runner import run_checks

    backlinks_stage(store, run_id, settings)
    mapping_stage(store, run_id, settings)
    return run_checks(store, run_id, settings)


def factors_stage(store: Store, run_id: int, settings: Settings) -> None:
    """The ranking factors, which trends over many runs read."""
    from reports.history.kept import keep_factors

    keep_factors(store, store.run(str(run_id)))


RUN: dict[str, Callable[[Store, int, Settings], object]] = {
    "finish": finish_stage,
    "links": links_stage,
    "keywords": keywords_stage,
    "audit": audit_stage,
    "factors": factors_stage,
}


def _newest_target(store: Store) -> int | None:
    runs = [run for run in store.runs("r.role = 'target'") if run.status in ("complete", "partial", "interrupted")]
    return runs[-1].run_id if runs else None


def _targets(store: Store, run_id: int | None) -> list[str]:
    rows = store.db.execute(
        "select t.term from keyword_targets k join terms t using (term_id) where k.run_id = ? order by k.ordinal",
        [run_id],
    )
    return [term for (term,) in rows]
