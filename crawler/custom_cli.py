"""The command ``extract``: apply the rules of extraction to the pages a run has kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, read_options
from configs.errors import REMEDY, WHERE, SettingsError
from configs.text import Text

if TYPE_CHECKING:
    from configs.settings import ExtractRule
    from crawler.records import Run

HELP = Text(
    zh="对一次运行保存的网页重新套用提取规则，不访问网络：改了配置里的 [[sites.站点.extract]]，不必重新抓取。\n"
    "列出每条规则在几个网页上找到多少个值；值本身用 xunlu export extracted 导出。",
    en="Apply the rules of extraction to the pages that a run has kept, without a request: a change of\n"
    "[[sites.NAME.extract]] needs no new crawl. Lists how many values each rule found on how many pages;\n"
    "xunlu export extracted has the values.",
)
NAMES = {
    "name": Text(zh="规则", en="rule"),
    "pages": Text(zh="有值的网页", en="pages with a value"),
    "values": Text(zh="值", en="values"),
}
DONE = Text(zh="运行 {run}：查了 {n} 个网页。", en="Run {run}: {n} pages searched.")
UNDER_WAY = Text(zh="已查 {n} 个网页……", en="{n} pages searched ...")
UNKEPT = Text(
    zh="另有 {n} 个网页没有保存 HTML，保留抓取时找到的值。",
    en="The HTML of {n} further pages was not kept: they keep what the crawl found.",
)
STEP = 10_000  # pages between two lines that tell of progress


@command("extract", HELP, examples=("xunlu extract", "xunlu extract shop@latest --format json"))
@click.argument("run", metavar="[RUN]", default="latest")
@read_options
@click.pass_obj
def extract(app: App, /, run: str, format: str, output: str, limit: int) -> None:
    """Search the pages again, then say what each rule found."""
    from crawler.custom_rows import found_by_rule, kept_pages, recompute
    from crawler.store import open_store
    from crawler.tables import print_rows

    with open_store(app.database) as store:
        found = store.run(run)
        rules = _rules(app, found)
        if not kept_pages(store, found.run_id)[0]:
            raise _nothing_kept(found)
        done = recompute(store, found.run_id, rules, told=_teller(app))
        rows = found_by_rule(store, found.run_id, rules)
    names = [text.get(app.lang) if format in ("table", "md") else name for name, text in NAMES.items()]
    print_rows(app, names, rows, format=format, output=output, limit=limit)
    app.say(DONE, run=found.run_id, n=f"{done.searched:,}")
    if done.unkept:
        app.say(UNKEPT, n=f"{done.unkept:,}")
    for complaint in done.complaints:
        app.say(complaint)


def _rules(app: App, run: Run) -> tuple[ExtractRule, ...]:
    """The rules of the run's site.

    Raises:
        SettingsError: the configuration does not know the site, or it has none.
    """
    site = app.settings.sites.get(run.site)
    if site is not None and site.extract:
        return site.extract
    file = app.config_file
    place = Text(str(file), str(file)) if file else Text(zh="没有配置文件", en="there is no configuration file")
    raise SettingsError(
        170,
        Text(zh=f"站点 {run.site} 没有提取规则", en=f"the site {run.site} has no rules of extraction"),
        [
            (WHERE, place),
            (
                REMEDY,
                Text(
                    zh=f'在配置里加上规则，例如：[[sites.{run.site}.extract]] name = "price"，css = ".price"。',
                    en=f'Add rules to the configuration, such as [[sites.{run.site}.extract]] with name = "price" and'
                    ' css = ".price".',
                ),
            ),
        ],
    )


def _nothing_kept(run: Run) -> SettingsError:
    return SettingsError(
        171,
        Text(
            zh=f"运行 {run.run_id}（{run.site}）没有保存任何网页的 HTML",
            en=f"run {run.run_id} ({run.site}) has kept the HTML of no page",
        ),
        [
            (
                REMEDY,
                Text(
                    zh='重新抓取，并让 store_html = "all"；清理过的旧运行（xunlu db prune）也没有网页。',
                    en='Crawl again with store_html = "all"; runs that xunlu db prune has cleared have no pages, either.',
                ),
            )
        ],
    )


def _teller(app: App) -> Callable[[int], None]:
    """Tells of progress where that is wanted."""

    def tell(pages: int) -> None:
        if app.progress and pages % STEP == 0:
            app.say(UNDER_WAY, n=f"{pages:,}")

    return tell
