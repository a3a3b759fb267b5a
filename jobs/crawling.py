"""The crawl as a command: which sites, what is said meanwhile, and what its end means."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from configs.app import App
from configs.errors import REMEDY, SettingsError
from configs.settings import Crawl, Partner, Site
from configs.text import Text
from crawler.causes import UNASKED, listed
from crawler.frontier import State
from crawler.plan import Plan, ad_hoc_name, form_of, make_fetching, make_plan, start_url
from crawler.text import printable
from crawler.url_list import read_list
from crawler.urls import origin
from jobs.expecting import worth_the_time
from jobs.failures import interrupted, raise_failures, say_all
from jobs.progress import Progress
from jobs.remarks import remarks
from reports.history.compare_runs import MOBILE

if TYPE_CHECKING:
    from crawler.crawl import Crawled
    from crawler.records import Run
    from crawler.store import Store

FAULTS = 5  # lines of a list that are told


def plans_for(app: App, names: Sequence[str], competitors: Sequence[str], crawl: dict[str, object]) -> list[Plan]:
    """Plans of the sites named, or given as URLs; all sites of the configuration when none is.

    A site that is crawled as two devices has two plans, the one that ``latest`` is to mean last.

    Args:
        crawl: options of the command line, which win over the configuration.

    Raises:
        SettingsError: nothing to crawl, or an unknown name.
    """
    named = {} if crawl.get("list_file") and not names else dict(app.settings.sites)
    chosen = {name: _site(app, name, "target") for name in names} or named
    chosen |= {name: replace(_site(app, name, "competitor"), role="competitor") for name in competitors}
    if crawl.get("list_file"):
        _refuse_several(chosen)
    plans = []
    for name, site in chosen.items():
        limits: Crawl = replace(site.crawl, **crawl)  # type: ignore[arg-type]
        label = name if name in app.settings.sites else ad_hoc_name(site.start[0])
        plans += _devices(app, label, replace(site, crawl=limits))
    if not plans and crawl.get("list_file"):
        plans = [_of_list(app, replace(app.settings.defaults.crawl, **crawl))]  # type: ignore[arg-type]
    if not plans:
        raise SettingsError(
            108,
            Text(zh="不知道要抓取哪个站点", en="nothing to crawl"),
            [(REMEDY, Text(zh="给出网址：xunlu run https://shop.example/，或写一个 xunlu.toml。", en="Give a URL: xunlu run https://shop.example/, or write a xunlu.toml."))],
        )  # fmt: skip
    _refuse_twins(plans)
    return plans


def _devices(app: App, name: str, site: Site) -> list[Plan]:
    """One plan, or one for each device."""
    both = site.crawl.device == "both"
    devices = {f"{name}{MOBILE}": "mobile", name: "desktop"} if both else {name: site.crawl.device}
    base = start_url(site.start[0])
    listed = _listed(app, site.crawl, base)
    partners = _partners(app, name) if site.role == "target" else ()
    return [
        replace(make_plan(label, replace(site, crawl=replace(site.crawl, device=device)), listed), partners=partners)
        for label, device in devices.items()
    ]


def _partners(app: App, name: str) -> tuple[Partner, ...]:
    """Those of the site, and those of every target."""
    return tuple(one for one in app.settings.partners if one.site in ("", name))


def _listed(app: App, crawl: Crawl, base: str) -> Sequence[str]:
    """The URLs of mode "list"; lines that are none are told."""
    if crawl.mode != "list":
        return ()
    found = read_list(crawl.list_file, base, form_of(crawl))
    for line, text in found.faults[:FAULTS]:
        shown = printable(text)[:80]
        app.say(Text(zh=f"清单第 {line} 行不是网址：{shown}", en=f"line {line} of the list is no URL: {shown}"))
    if (more := len(found.faults) - FAULTS) > 0:
        app.say(Text(zh=f"……还有 {more:,} 行", en=f"... and {more:,} more lines"))
    return found.urls


def _of_list(app: App, crawl: Crawl) -> Plan:
    """The plan of a list alone: its first URL says which site it is."""
    listed = _listed(app, crawl, "")
    start = f"{origin(listed[0])}/"
    name = ad_hoc_name(start)
    return make_plan(name, Site(start=(start,), crawl=crawl, types=app.settings.defaults.types), listed)


def was_cut(run: Run) -> bool:
    """Whether a limit or the site left a part of what was asked for: a list that was fetched whole is no cut."""
    return run.status in ("partial", "interrupted") and run.reason not in ("list", "sitemap", "page")


def _refuse_several(chosen: Collection[str]) -> None:
    """A list has the URLs of one site: of several, each would be taken to have them all."""
    if len(chosen) > 1:
        names = ", ".join(chosen)
        raise SettingsError(
            144,
            Text(
                zh=f"--list 一次只用于一个站点，不是 {names}", en=f"--list is for one site at a time, not for {names}"
            ),
            [(REMEDY, Text(zh="每个站点分别抓取。", en="Crawl each site by itself."))],
        )


def _refuse_twins(plans: Sequence[Plan]) -> None:
    """A site is its host: one given twice, or as its own competitor, would be two crawls of one site."""
    names = [plan.name for plan in plans]
    for name in names:
        if names.count(name) > 1:
            raise SettingsError(
                129,
                Text(zh=f"站点 {name} 给了两次", en=f"the site {name} is given twice"),
                [(REMEDY, Text(zh="同一主机算一个站点：目标和竞品要在不同的主机上。", en="One host is one site: target and competitor need different hosts."))],
            )  # fmt: skip


def with_known_role(app: App, store: Store, plan: Plan) -> Plan:
    """A rival of the store that is crawled again by its bare URL stays a rival: reports speak of the target."""
    known = store.db.execute("select role from sites where name = ?", [plan.name]).fetchone()
    if plan.name in app.settings.sites or known is None or known[0] == plan.site.role or plan.site.role != "target":
        return plan
    app.say(
        Text(
            zh=f"{plan.name} 在库中是竞品，仍按竞品抓取（作为目标请用 xunlu run）",
            en=f"{plan.name} is a competitor in this store and is crawled as one (xunlu run makes it a target)",
        )
    )
    return make_plan(plan.name, replace(plan.site, role="competitor"), plan.listed)


def _site(app: App, name: str, role: str) -> Site:
    if name in app.settings.sites:
        return app.settings.sites[name]
    if "." in name or "://" in name or name.startswith("localhost"):
        usual = app.settings.defaults
        return Site(
            role=role, start=(name,), crawl=usual.competitor if role == "competitor" else usual.crawl, types=usual.types
        )
    known = "、".join(app.settings.sites) or "-"
    raise SettingsError(
        109,
        Text(
            zh=f"配置中没有站点“{name}”，它也不是网址", en=f'"{name}" is neither a site of the configuration nor a URL'
        ),
        [(REMEDY, Text(zh=f"可用的站点：{known}", en=f"Known sites: {known.replace('、', ', ')}"))],
    )


def crawl(
    app: App, store: Store, plans: Sequence[Plan], *, fresh: bool, resume: bool, yes: bool = False
) -> list[Crawled]:
    """Crawl the plans and say how each ended.

    Args:
        yes: begin however long it will take, without asking.

    Raises:
        CrawlError: the target could not be crawled at all.
        Interrupted: a signal ended it; the state is saved.
    """
    from crawler.crawl import Watch, crawl_sites

    fetching = make_fetching(app.settings.http)
    if not app.settings.http.contact and not app.quiet:
        app.say(
            Text(
                zh="提示：在 [http] contact 中写上联系方式，站长就知道是谁在抓取。",
                en="Note: set [http] contact, so that site owners know who is crawling.",
            )
        )
    progress = Progress(app, plans)
    shown: AbstractContextManager[object] = progress if app.progress else nullcontext()
    with shown:
        watch = Watch(
            committed=progress.update if app.progress else lambda _: None,
            stopping=lambda count: app.say(_stopping(count)),
            peace=lambda host, seconds: app.say(_peace(host, seconds)),
            halted=lambda: say_all(app, interrupted(app, plans, "")),
            resumed=lambda run: app.say(_resumed(run)),
            checked=progress.checked if app.progress else lambda site, done, total: None,
            begin=lambda sites: worth_the_time(app, store, sites, progress, yes=yes),
        )
        batch = f"{time.time():.6f}"
        crawled = crawl_sites(
            store,
            plans,
            fetching,
            fresh=fresh,
            resume=resume,
            batch=batch,
            watch=watch,
            verbose=app.verbose,
            workers=app.settings.http.workers,
        )
    for one in crawled:
        app.say(ended(store, one))
        for note in (*one.notes, *remarks(store, one.run.run_id)):
            app.say(note)
    raise_failures(app, store, crawled)
    return crawled


def _stopping(count: int) -> Text:
    if not count:
        return Text(zh="正在收尾……", en="Finishing ...")
    return Text(
        zh=f"正在收尾：等待 {count} 个请求完成（再按一次立即停止）",
        en=f"Finishing {count} requests, press again to stop now",
    )


def _peace(host: str, seconds: float) -> Text:
    """The crawl stands still for so long because the server wants it; whoever waits may leave off."""
    minutes = round(seconds / 60)
    return Text(
        zh=f"{host} 要求 {minutes} 分钟内不再请求（Retry-After），到时接着抓；也可以 Ctrl-C，以后再接着抓",
        en=f"{host} asks to be left alone for {minutes} min (Retry-After); the crawl goes on then, or later after Ctrl-C",
    )


def _resumed(run: Run) -> Text:
    return Text(zh=f"{run.site}：接着上次中断的运行 #{run.run_id} 继续（--fresh 重新开始）", en=f"{run.site}: going on with the interrupted run #{run.run_id} (--fresh starts anew)")  # fmt: skip


def counts(store: Store, run_id: int) -> tuple[int, int, int, int]:
    """URLs asked for, HTML pages, URLs discovered, and of these the disallowed ones."""
    row = store.db.execute(
        f"select (select count(*) from pages where run_id = ?1 and coalesce(error, '') not in ({listed(UNASKED)})),"
        " (select count(*) from pages where run_id = ?1 and is_html and status between 200 and 299),"
        " (select count(*) from frontier where run_id = ?1),"
        " (select count(*) from frontier where run_id = ?1 and state = ?2)",
        [run_id, State.DISALLOWED],
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2]), int(row[3])


def ended(store: Store, one: Crawled) -> Text:
    """One line on how a site's crawl ended."""
    from reports.grammar import polished
    from reports.words import STOPPED

    pages, html, found, closed = counts(store, one.run.run_id)
    zh = f"{one.run.site}：运行 #{one.run.run_id}，{pages:,} 个网址（{html:,} 个网页），发现 {found:,} 个"
    en = f"{one.run.site}: run #{one.run.run_id}, {pages:,} URLs ({html:,} pages) of {found:,} discovered"
    if closed:
        zh, en = f"{zh}（{closed:,} 个被 robots.txt 禁止）", f"{en} ({closed:,} disallowed by robots.txt)"
    if one.run.status != "complete":
        why = STOPPED.get(one.run.reason, Text(one.run.reason, one.run.reason))
        zh, en = f"{zh}；未抓完（{why.zh}）", f"{en}; incomplete ({why.en})"
    return Text(zh, polished(en, "en"))
