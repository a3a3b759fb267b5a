"""What a crawl that failed or was interrupted is told as: why, where, and how to go on."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.errors import REMEDY, WHERE, WHY, CrawlError, Interrupted, XunluError
from configs.text import Text
from crawler.causes import TLS, UNANSWERED
from crawler.plan import Plan, names_of

if TYPE_CHECKING:
    from crawler.crawl import Crawled
    from crawler.store import Store

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
    "fetcher": (
        211,
        Text(zh="下载进程一再死掉，{url} 的抓取停下了", en="the fetching process died again and again: the crawl of {url} was stopped"),
        Text(zh="用 --workers 1 --resume 接着抓；请报告这个问题。", en="Go on with --workers 1 --resume, and please report this."),
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
    "private": Text(
        zh="域名指向本机或内网地址，默认不连接",
        en="the name leads to this machine or a private network, which is not connected to by default",
    ),
    "bad-port": Text(
        zh="这个端口属于别的服务，浏览器也不会打开", en="the port belongs to another service; browsers refuse it too"
    ),
}
AGAIN = Text(
    zh="检查网址、网络和服务器；恢复后再运行同一命令。",
    en="Check the URL, the network and the server; then run the same command again.",
)
OPENED = {  # what opens an address that is not asked for by default
    "private": Text(
        zh="如果这是你的内网站点，加上 --allow-private 和它的地址或网段，如 --allow-private 10.0.0.0/8。",
        en="If it is a site of your own network, add --allow-private with its address or network, such as --allow-private 10.0.0.0/8.",
    ),
}


def raise_failures(app: App, store: Store, crawled: Sequence[Crawled]) -> None:
    """A target that failed fails the command; a competitor that failed is said and left out."""
    for one in crawled:
        if one.run.reason in ("signal", "terminated", "declined"):
            raise interrupted(app, [each.plan for each in crawled], one.run.reason)
    failed = [failure for one in crawled if (failure := _failure(store, one))]
    targets = [failure for one, failure in failed if one.plan.site.role == "target"]
    if targets or len(failed) == len(crawled):
        raise targets[0] if targets else failed[0][1]
    for _, left_out in failed:
        say_all(app, left_out)


def interrupted(app: App, plans: Sequence[Plan], reason: str) -> Interrupted:
    names = names_of(plans)
    said = Text(zh=f"没有开始抓取 {names}", en=f"{names} not crawled")
    if reason != "declined":
        said = Text(zh=f"已中断，{names} 的状态已保存", en=f"Interrupted; the state of {names} is saved")
    return Interrupted(
        said,
        terminated=reason == "terminated",
        rows=[(Text("继续", "Resume"), Text(*[resume_command(app)] * 2))],
    )


def say_all(app: App, error: XunluError) -> None:
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
        "select p.error, t.body ->> '$.fault' from probes p left join probes t on t.run_id = p.run_id and t.kind = 'tls'"
        " and p.error = 'tls' where p.run_id = ? and p.kind = 'robots' and p.error <> '' limit 1",
        [one.run.run_id],
    ).fetchone()
    cause, fault = row or ("", "")
    if not cause:  # it did answer at first
        last = "select reason from frontier where run_id = ? and reason <> '' group by reason order by count(*) desc limit 1"
        cause = (store.db.execute(last, [one.run.run_id]).fetchone() or ("",))[0]
    fault = {"untrusted": "chain"}.get(fault, fault)  # which of the two it is, one handshake does not tell
    why = TLS.get(f"tls-{fault}") if fault else UNREACHABLE.get(cause) or UNANSWERED.get(cause)
    why = why or Text(zh=f"网络错误（{cause or '-'}）", en=f"network error ({cause or '-'})")
    return CrawlError(
        201,
        Text(zh=f"无法连接 {start}", en=f"cannot reach {start}"),
        [(WHY, why), (REMEDY, OPENED.get(cause, AGAIN))],
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
