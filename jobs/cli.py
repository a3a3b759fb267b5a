"""Commands that join the rooms: run and crawl."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from configs.app import App
from configs.cli import command, option
from configs.errors import Exit
from configs.text import Text
from configs.units import seconds

F = TypeVar("F", bound=Callable[..., Any])


class Duration(click.ParamType[str]):
    """``30s``, ``10m``, ``2h``."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            seconds(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return str(value)


CRAWL_OPTIONS = (
    option("--max-pages", type=click.IntRange(min=1), help=Text(zh="每个站点最多抓取多少个网址。", en="At most so many URLs a site.")),
    option("--max-depth", type=click.IntRange(min=0), help=Text(zh="最多点击几层，0 为不限。", en="At most so many clicks from the start; 0 is no limit.")),
    option("--rate", type=click.FloatRange(min=0.001), help=Text(zh="每秒最多几个请求。", en="At most so many requests a second.")),
    option("--concurrency", type=click.IntRange(min=1, max=64), help=Text(zh="同一主机最多几个并发请求。", en="At most so many requests to a host at once.")),
    option("--time-limit", type=Duration(), help=Text(zh="最长抓取时间，如 30m、2h。", en="Stop crawling after this time: 30m, 2h.")),
    option("--include", multiple=True, metavar="GLOB", help=Text(zh="只抓取匹配的路径（可重复）。", en="Only paths that match (repeatable).")),
    option("--exclude", multiple=True, metavar="GLOB", help=Text(zh="不抓取匹配的路径（可重复）。", en="No paths that match (repeatable).")),
    option("--resume", is_flag=True, help=Text(zh="继续上次中断的抓取，不论多久以前。", en="Go on with the interrupted crawl, however old.")),
    option("--fresh", is_flag=True, help=Text(zh="不接着中断的抓取，重新开始。", en="Start anew even if a crawl was interrupted.")),
    option("--strict", is_flag=True, help=Text(zh="抓取被限制截断时以 4 退出。", en="Exit with 4 when a limit cut the crawl.")),
)  # fmt: skip


def crawl_options(function: F) -> F:
    """Decorator: the options of every command that crawls."""
    for decorate in reversed(CRAWL_OPTIONS):
        function = decorate(function)
    return function


def overrides(values: dict[str, Any]) -> dict[str, object]:
    """Settings of the crawl that the command line gives."""
    names = ("max_pages", "max_depth", "rate", "concurrency", "time_limit", "include", "exclude")
    return {name: values[name] for name in names if values[name] not in (None, ())}


@command(
    "run",
    Text(
        zh="抓取商店和竞品，审核每个网页，分析关键词与链接，写出一份 HTML 报告。\n不带参数时按 xunlu.toml 运行全部站点。",
        en="Crawl a shop and its competitors, audit every page, analyse keywords and links, write one HTML report.\n"
        "Without arguments: all sites of xunlu.toml.",
    ),
    examples=("xunlu run https://shop.example/ --competitor https://rival.example/ --max-pages 500", "xunlu run"),
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
    help=Text(zh="报告文件，默认 report.html。", en="Report file; default report.html."),
)
@option(
    "--gate",
    is_flag=True,
    help=Text(
        zh="最后检查 [gate] 的门槛，未达到时以 1 退出。",
        en="At the end meet the thresholds of [gate], else exit with 1.",
    ),
)
@crawl_options
@click.pass_obj
def run(
    app: App, /, sites: tuple[str, ...], competitor: tuple[str, ...], output: str | None, gate: bool, **values: Any
) -> int:
    """Everything."""
    from configs.output import check_writable
    from crawler.store import open_store
    from jobs.crawling import plans_for
    from jobs.whole import whole_job

    plans = plans_for(app, sites, competitor, overrides(values))
    target = Path(output or app.settings.report.output)
    check_writable(target)
    with open_store(app.database, create=True) as store:
        return whole_job(
            app,
            store,
            plans,
            target,
            fresh=values["fresh"],
            resume=values["resume"],
            strict=values["strict"],
            gate=gate,
        )


@command(
    "crawl",
    Text(
        zh="抓取站点并存入库。中断后再运行同一命令即可继续。",
        en="Crawl sites into the store. After an interruption the same command goes on.",
    ),
    examples=("xunlu crawl https://shop.example/ --max-pages 200 --exclude '/cart/**'",),
)
@click.argument("sites", nargs=-1, metavar="[URL|SITE]...")
@option(
    "--competitor",
    multiple=True,
    metavar="URL|SITE",
    help=Text(zh="竞品的网址（可重复）。", en="A competitor's URL (repeatable)."),
)
@crawl_options
@click.pass_obj
def crawl(app: App, /, sites: tuple[str, ...], competitor: tuple[str, ...], **values: Any) -> int:
    """The first stage."""
    from crawler.store import open_store
    from jobs.crawling import crawl as crawl_plans
    from jobs.crawling import plans_for, with_known_role

    plans = plans_for(app, sites, competitor, overrides(values))
    with open_store(app.database, create=True) as store:
        plans = [with_known_role(app, store, plan) for plan in plans]
        crawled = crawl_plans(app, store, plans, fresh=values["fresh"], resume=values["resume"])
    cut = any(one.run.status == "partial" for one in crawled)
    return Exit.INCOMPLETE if values["strict"] and cut else Exit.DONE
