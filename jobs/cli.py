"""Commands that join the rooms: run and crawl."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from configs.app import App
from configs.cli import browser_option, command, option
from configs.errors import REMEDY, Exit, SettingsError
from configs.schema import CHOICES
from configs.settings import MOST_WORKERS
from configs.text import Text
from configs.units import network, seconds, size
from jobs.outputs import Outputs, output_options

if TYPE_CHECKING:
    from crawler.plan import Plan

F = TypeVar("F", bound=Callable[..., Any])


class Quantity(click.ParamType[str]):
    """A duration (``30s``, ``10m``, ``2h``) or a size (``500M``), kept as written."""

    def __init__(self, name: str, parse: Callable[[str], float]) -> None:
        self.name, self.parse = name, parse

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            self.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return str(value)


class Network(click.ParamType[str]):
    """An IP address or network, kept as written."""

    name = "network"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            network(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return str(value)


def chosen(name: str) -> click.Choice[str]:
    """The values that a key of ``[sites.NAME.crawl]`` may have."""
    return click.Choice(CHOICES[f"crawl.{name}"])


CRAWL_OPTIONS = (
    option("--max-pages", type=click.IntRange(min=1), help=Text(zh="每个站点最多抓取多少个网址。", en="At most so many URLs a site.")),
    option("--max-depth", type=click.IntRange(min=0), help=Text(zh="最多点击几层，0 为不限。", en="At most so many clicks from the start; 0 is no limit.")),
    option("--rate", type=click.FloatRange(min=0.001), help=Text(zh="每秒最多几个请求。", en="At most so many requests a second.")),
    option("--concurrency", type=click.IntRange(min=1, max=64), help=Text(zh="同一主机最多几个并发请求。", en="At most so many requests to a host at once.")),
    option("--time-limit", type=Quantity("duration", seconds), help=Text(zh="最长抓取时间，如 30m、2h。", en="Stop crawling after this time: 30m, 2h.")),
    option("--max-bytes", type=Quantity("size", size), help=Text(zh="最多下载多少内容，如 500M、2G。", en="Stop after so many bytes: 500M, 2G.")),
    option("--list", "list_file", metavar="FILE|-", help=Text(zh="只抓取文件里的网址，一行一个；- 为标准输入。", en="Only the URLs of a file, one a line; - is standard input.")),
    option("--sitemap-only", is_flag=True, help=Text(zh="只抓取站点地图里的网址，不沿链接走。", en="Only the URLs of the sitemaps; links are not followed.")),
    option("--one-page", is_flag=True, help=Text(zh="只抓取起始网址。", en="Only the start URL.")),
    option("--within", type=chosen("within"), help=Text(zh="hosts 同主机，subdomains 全部子域名，folder 起始目录之下。", en="How far: hosts (the same host), subdomains of the domain, or folder (below the start URL's).")),
    option("--allow-private", multiple=True, metavar="CIDR", type=Network(), help=Text(zh="可以连接的内网网段，如 10.0.0.0/8（可重复）。", en="A private network that may be connected to, such as 10.0.0.0/8 (repeatable).")),
    option("--include", multiple=True, metavar="GLOB", help=Text(zh="只抓取匹配的路径（可重复）。", en="Only paths that match (repeatable).")),
    option("--exclude", multiple=True, metavar="GLOB", help=Text(zh="不抓取匹配的路径（可重复）。", en="No paths that match (repeatable).")),
    option("--sample", type=chosen("sample"), help=Text(zh="有上限时先抓哪些：breadth 由近到远，template 各模板平均；默认竞品用 template。", en="Which pages a limit leaves: breadth, the nearest; template, spread over templates, as rivals are by default.")),
    option("--device", type=chosen("device"), help=Text(zh="User-Agent 带哪种浏览器的标识；both 电脑、手机各抓一次。", en="Marks of which browser the user agent bears; both: a run of each.")),
    option("--conditional/--no-conditional", default=None, help=Text(zh="只问网页自上次以来有没有变（ETag、Last-Modified）。", en="Ask only whether pages changed since the last run (ETag, Last-Modified).")),
    option("--check-external", type=chosen("check_external"), help=Text(zh="检查站外链接的状态。", en="Ask for the status of external links.")),
    option("--check-resources", type=chosen("check_resources"), help=Text(zh="检查图片、样式、脚本的状态、类型和大小。", en="Ask for status, type and size of images, styles and scripts.")),
    option("--workers", type=click.IntRange(1, MOST_WORKERS), help=Text(zh="抓取用几个进程：1，或 2（下载与解析分开）。", en="Processes of the crawl: 1, or 2 (fetching apart from reading).")),
    option("--resume", is_flag=True, help=Text(zh="继续上次中断的抓取，不论多久以前。", en="Go on with the interrupted crawl, however old.")),
    option("--fresh", is_flag=True, help=Text(zh="不接着中断的抓取，重新开始。", en="Start anew even if a crawl was interrupted.")),
    option("-y", "--yes", is_flag=True, help=Text(zh="抓取会很久时也不询问。", en="Do not ask, however long the crawl will take.")),
    option("--strict", is_flag=True, help=Text(zh="抓取被限制截断时以 4 退出。", en="Exit with 4 when a limit cut the crawl.")),
)  # fmt: skip


def crawl_options(function: F) -> F:
    """Decorator: the options of every command that crawls."""
    for decorate in reversed(CRAWL_OPTIONS):
        function = decorate(function)
    return function


def plans_of(app: App, sites: Sequence[str], competitors: Sequence[str], values: dict[str, Any]) -> list[Plan]:
    """What the command line asks to crawl; how it is fetched goes into the settings of ``app``."""
    from jobs.crawling import plans_for

    if values["workers"]:
        app.settings = replace(app.settings, http=replace(app.settings.http, workers=values["workers"]))
    return plans_for(app, sites, competitors, overrides(values))


LIMITS = (
    "max_pages", "max_depth", "rate", "concurrency", "time_limit", "max_bytes", "allow_private", "include", "exclude", "within", "sample", "device",
    "conditional", "check_external", "check_resources",
)  # fmt: skip


def overrides(values: dict[str, Any]) -> dict[str, object]:
    """Settings of the crawl that the command line gives.

    Raises:
        SettingsError: two modes at once.
    """
    given: dict[str, object] = {name: values[name] for name in LIMITS if values[name] not in (None, ())}
    modes = {"list": values["list_file"], "sitemap": values["sitemap_only"], "page": values["one_page"]}
    wanted = [name for name, value in modes.items() if value]
    if len(wanted) > 1:
        raise SettingsError(
            143,
            Text(zh="--list、--sitemap-only、--one-page 只能用一个", en="--list, --sitemap-only and --one-page exclude each other"),
            [(REMEDY, Text(zh="分几次抓取。", en="Crawl once with each."))],
        )  # fmt: skip
    if wanted:
        given |= {"mode": wanted[0], "list_file": values["list_file"] or ""}
    return given


@command(
    "run",
    Text(
        zh="抓取商店和竞品，审核每个网页，分析关键词与链接，写出一份 HTML 报告。\n不带参数时按 xunlu.toml 运行全部站点。",
        en="Crawl a shop and its competitors, audit every page, analyse keywords and links, write one HTML report.\n"
        "Without arguments: all sites of xunlu.toml.",
    ),
    examples=(
        "xunlu run https://shop.example/ --competitor https://rival.example/ --max-pages 500",
        "xunlu run",
        "xunlu run --gate --junit xunlu.xml --sarif xunlu.sarif",
    ),
)
@click.argument("sites", nargs=-1, metavar="[URL|SITE]...")
@option(
    "--competitor",
    multiple=True,
    metavar="URL|SITE",
    help=Text(zh="竞品的网址（可重复）。", en="A competitor's URL (repeatable)."),
)
@option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help=Text(
        zh="报告文件；扩展名决定格式；默认 report.html。",
        en="Report file; its extension says the format; default report.html.",
    ),
)
@option(
    "--gate",
    is_flag=True,
    help=Text(
        zh="最后检查 [gate] 的门槛，未达到时以 1 退出。",
        en="At the end meet the thresholds of [gate], else exit with 1.",
    ),
)
@browser_option
@output_options
@crawl_options
@click.pass_obj
def run(
    app: App, /, sites: tuple[str, ...], competitor: tuple[str, ...], output: str | None, gate: bool, browser: str, **values: Any
) -> int:  # fmt: skip
    """Everything."""
    from crawler.store import open_store
    from jobs.whole import check_output, whole_job

    outputs = Outputs.of(values, gated=gate)
    plans = plans_of(app, sites, competitor, values)
    target = output or app.settings.report.output
    check_output(app, target, plans, make=not output, browser=browser)
    outputs.check()
    with outputs.failing(app), open_store(app.database, create=True) as store:
        return whole_job(
            app,
            store,
            plans,
            target,
            fresh=values["fresh"],
            resume=values["resume"],
            strict=values["strict"],
            gate=gate,
            outputs=outputs,
            yes=values["yes"],
            browser=browser,
        )


@command(
    "crawl",
    Text(
        zh="抓取站点并存入库。中断后再运行同一命令即可继续。",
        en="Crawl sites into the store. After an interruption the same command goes on.",
    ),
    examples=(
        "xunlu crawl https://shop.example/ --max-pages 200 --exclude '/cart/**'",
        "xunlu crawl https://shop.example/ --dry-run",
        "xunlu crawl shop --list urls.txt",
    ),
)
@click.argument("sites", nargs=-1, metavar="[URL|SITE]...")
@option(
    "--competitor",
    multiple=True,
    metavar="URL|SITE",
    help=Text(zh="竞品的网址（可重复）。", en="A competitor's URL (repeatable)."),
)
@option(
    "--dry-run",
    is_flag=True,
    help=Text(
        zh="不抓取，只看 robots 规则、站点地图、前二十个网址会怎样、要多久。",
        en="Crawl nothing: show the robots rules, the sitemaps, what becomes of the first twenty URLs, and how long it will take.",
    ),
)
@crawl_options
@click.pass_obj
def crawl(app: App, /, sites: tuple[str, ...], competitor: tuple[str, ...], dry_run: bool, **values: Any) -> int:
    """The first stage."""
    from crawler.store import open_store
    from jobs.crawling import crawl as crawl_plans
    from jobs.crawling import was_cut, with_known_role

    plans = plans_of(app, sites, competitor, values)
    if dry_run:
        from jobs.dry_run import dry_run as look

        return look(app, plans)
    with open_store(app.database, create=True) as store:
        plans = [with_known_role(app, store, plan) for plan in plans]
        crawled = crawl_plans(app, store, plans, fresh=values["fresh"], resume=values["resume"], yes=values["yes"])
    cut = any(was_cut(one.run) for one in crawled)
    return Exit.INCOMPLETE if values["strict"] and cut else Exit.DONE
