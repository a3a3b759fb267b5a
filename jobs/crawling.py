"""The crawl as a command: which sites, what is said meanwhile, and what its end means."""

from __future__ import annotations

import shlex
import time
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.errors import REMEDY, WHERE, WHY, CrawlError, Interrupted, SettingsError, XunluError
from configs.settings import Crawl, Site
from configs.text import Text
from crawler.frontier import State
from crawler.plan import Plan, ad_hoc_name, form_of, make_fetching, make_plan, names_of, start_url
from crawler.text import printable
from crawler.url_list import read_list
from crawler.urls import origin
from jobs.expecting import worth_the_time
from jobs.progress import Progress
from jobs.remarks import remarks
from reports.history.compare_runs import MOBILE

if TYPE_CHECKING:
    from crawler.crawl import Crawled
    from crawler.records import Run
    from crawler.store import Store

FAULTS = 5  # lines of a list that are told
FORBIDDEN = (
    (WHY, Text(zh="网站要求爬虫不要访问；寻路默认遵守。", en="The site asks crawlers to stay away; xunlu obeys by default.")),
    (REMEDY, Text(zh="自己的网站：改 robots.txt。别人的网站：请不要抓取。", en="Your own site: change robots.txt. Somebody else's: please do not crawl it.")),
)  # fmt: skip
UNREADABLE = (
    (WHY, Text(zh="读不到 robots.txt 时，不能假定允许抓取（RFC 9309）。", en="While robots.txt cannot be read, nothing may be assumed to be allowed (RFC 9309).")),
    (REMEDY, Text(zh="等服务器恢复正常后再运行同一命令；没有 robots.txt 时应返回 404。", en="Run the same command again once the server is well; a site without robots.txt answers 404.")),
)  # fmt: skip
OPENS = Text(zh="检查网址在浏览器里是否打开为网页。", en="Check that the URL opens as a page in a browser.")
REFUSED = Text(
    zh="网站不让爬虫进来。自己的网站：在防火墙或 CDN 中放行寻路，或降低 --rate。别人的网站：请不要抓取。",
    en="The site turns crawlers away. Your own site: let xunlu through its firewall or CDN, or lower --rate."
    " Somebody else's: leave it alone.",
)
FAILURES = {
    "no-sitemap": (
        210,
        Text(zh="{url} 没有可用的站点地图", en="{url} has no usable sitemap"),
        Text(zh="在 sitemaps 里写上它的网址，或不用 --sitemap-only。", en="Name it in sitemaps, or crawl without --sitemap-only."),
    ),
    "unverified": (
        207,
        Text(zh='没有证明 {url} 是你的网站，不能用 robots = "ignore-own"', en='{url} is not proven to be yours: robots = "ignore-own" is refused'),
        Text(zh="在网站上放 /.well-known/xunlu-verify.txt，里面一行 xunlu-verify: 主机名。", en="Put /.well-known/xunlu-verify.txt on the site, with the line xunlu-verify: HOST."),
    ),
}  # fmt: skip
UNREACHABLE = {
    "dns": Text(zh="找不到这个域名（DNS）", en="the host name does not resolve (DNS)"),
    "refused": Text(zh="服务器拒绝连接", en="the server refuses connections"),
    "timeout": Text(zh="服务器没有按时回答", en="the server did not answer in time"),
    "tls": Text(zh="证书无效或 TLS 握手失败", en="the certificate is invalid or TLS failed"),
}


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
    return [
        make_plan(label, replace(site, crawl=replace(site.crawl, device=device)), listed)
        for label, device in devices.items()
    ]


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
    """Whether a limit left a part of what was asked for: a list that was fetched whole is no cut."""
    return run.status == "partial" and run.reason not in ("list", "sitemap", "page")


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
            halted=lambda: _say_all(app, _interrupted(app, plans, "")),
            resumed=lambda run: app.say(_resumed(run)),
            checked=progress.checked if app.progress else lambda site, done, total: None,
            begin=lambda sites: worth_the_time(app, store, sites, progress, yes=yes),
        )
        batch = f"{time.time():.6f}"
        crawled = crawl_sites(
            store, plans, fetching, fresh=fresh, resume=resume, batch=batch, watch=watch, verbose=app.verbose
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


def _resumed(run: Run) -> Text:
    return Text(zh=f"{run.site}：接着上次中断的运行 #{run.run_id} 继续（--fresh 重新开始）", en=f"{run.site}: going on with the interrupted run #{run.run_id} (--fresh starts anew)")  # fmt: skip


def counts(store: Store, run_id: int) -> tuple[int, int, int, int]:
    """URLs asked for, HTML pages, URLs discovered, and of these the disallowed ones."""
    row = store.db.execute(
        "select (select count(*) from pages where run_id = ?1 and error is not 'robots'),"
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


def raise_failures(app: App, store: Store, crawled: Sequence[Crawled]) -> None:
    """A target that failed fails the command; a competitor that failed is said and left out."""
    for one in crawled:
        if one.run.reason in ("signal", "terminated", "declined"):
            raise _interrupted(app, [each.plan for each in crawled], one.run.reason)
    failed = [failure for one in crawled if (failure := _failure(store, one))]
    targets = [failure for one, failure in failed if one.plan.site.role == "target"]
    if targets or len(failed) == len(crawled):
        raise targets[0] if targets else failed[0][1]
    for _, left_out in failed:
        _say_all(app, left_out)


def _interrupted(app: App, plans: Sequence[Plan], reason: str) -> Interrupted:
    names = names_of(plans)
    said = Text(zh=f"没有开始抓取 {names}", en=f"{names} not crawled")
    if reason != "declined":
        said = Text(zh=f"已中断，{names} 的状态已保存", en=f"Interrupted; the state of {names} is saved")
    return Interrupted(
        said,
        terminated=reason == "terminated",
        rows=[(Text("继续", "Resume"), Text(*[resume_command(app)] * 2))],
    )


def _say_all(app: App, error: XunluError) -> None:
    for line in error.lines(app.lang):
        app.say(line)


def resume_command(app: App) -> str:
    """The command that goes on with an interrupted crawl: the same one, for its options decide what belongs to it."""
    words = [word for word in app.argv if word not in ("--fresh", "--resume")]
    context = click.get_current_context(silent=True)
    if context is not None and context.info_name in ("run", "crawl"):  # the demo's shops are gone; it starts anew
        words.append("--resume")
    return shlex.join(["xunlu", *words])


def _failure(store: Store, one: Crawled) -> tuple[Crawled, XunluError] | None:
    start = one.plan.starts[0]
    if one.run.reason == "unreachable":
        return one, _unreachable(store, one, start)
    if one.run.reason == "robots":
        where = (
            f"robots.txt：{one.verdict.rule}（第 {one.verdict.line} 行）"
            if one.verdict.line
            else f"robots.txt：{one.verdict.rule}"
        )
        where_en = (
            f"robots.txt: {one.verdict.rule} (line {one.verdict.line})"
            if one.verdict.line
            else f"robots.txt answers {one.verdict.rule}"
        )
        return one, CrawlError(
            203,
            Text(zh=f"无法抓取 {start}（robots.txt 禁止）", en=f"cannot crawl {start} (robots.txt forbids it)"),
            [(WHERE, Text(where, where_en)), *(FORBIDDEN if one.verdict.line else UNREADABLE)],
        )  # fmt: skip
    if one.run.reason == "no-pages":
        return one, _no_pages(store, one)
    if one.run.reason in FAILURES:
        number, what, todo = FAILURES[one.run.reason]
        start = ", ".join(one.plan.starts)
        return one, CrawlError(number, Text(what.get("zh", url=start), what.get("en", url=start)), [(REMEDY, todo)])
    return None


def _unreachable(store: Store, one: Crawled, start: str) -> CrawlError:
    row = store.db.execute(
        "select error from probes where run_id = ? and kind = 'robots' and error <> '' limit 1", [one.run.run_id]
    ).fetchone()
    cause = row[0] if row else ""
    why = UNREACHABLE.get(cause, Text(zh=f"网络错误（{cause or '-'}）", en=f"network error ({cause or '-'})"))
    return CrawlError(
        201,
        Text(zh=f"无法连接 {start}", en=f"cannot reach {start}"),
        [(WHY, why), (REMEDY, Text(zh="检查网址、网络和服务器；恢复后再运行同一命令。", en="Check the URL, the network and the server; then run the same command again."))],
    )  # fmt: skip


def _no_pages(store: Store, one: Crawled) -> CrawlError:
    """Told of the start URL; where it was not asked for, of the first that was."""
    wanted = one.plan.seeds[0] if one.plan.seeds else ""
    row = store.db.execute(
        "select p.status, p.error, p.content_type, r.url, p.challenge, u.url from pages p"
        " join urls u on u.url_id = p.url_id left join urls r on r.url_id = p.redirect_to_id where p.run_id = ?"
        " order by u.url = ? desc, p.url_id limit 1",
        [one.run.run_id, wanted],
    ).fetchone()
    status, error, kind, target, challenger, start = row or (None, "", "", None, None, one.plan.starts[0])
    if challenger:
        from crawler.challenge import ADVICE, CHALLENGES

        name = CHALLENGES.get(challenger, Text(challenger, challenger))
        what = Text(zh=f"网站要求人机验证（{name.zh}）", en=f"the site asks for proof of a human ({name.en})")
        todo = ADVICE
    elif target:
        what = Text(zh=f"{start} 跳转到 {target}", en=f"{start} redirects to {target}")
        todo = Text(zh=f"改用它作为起始网址：xunlu run {target}", en=f"Start there: xunlu run {target}")
    else:
        answer = f"{status} {kind}" if status else str(error or "-")
        what = Text(zh=f"{start} 的回答：{answer}", en=f"{start} answered: {answer}")
        todo = REFUSED if status in (401, 403, 429) else OPENS
    place = one.plan.starts[0]
    return CrawlError(
        205,
        Text(zh=f"没有抓到任何网页：{place}", en=f"no HTML page was fetched from {place}"),
        [(WHY, what), (REMEDY, todo)],
    )
