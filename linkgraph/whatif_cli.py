"""The command ``links whatif``: plans tried on a stored run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.errors import REMEDY, SettingsError
from configs.text import Text
from linkgraph.read_cli import computed, run_option

if TYPE_CHECKING:
    from crawler.store import Store
    from linkgraph.plan import Edit, Plan
    from linkgraph.trying import Outcome, Trial

LISTED = 10  # pages that gain, and that lose, where nobody asked for a number
LOADING = Text(zh="读取链接图……", en="Loading the link graph ...")
TRIED = Text(
    zh="{plan}：改动 {edits} 处，新网页 {pages} 个，计算用时 {seconds:.1f} 秒",
    en="{plan}: {edits} changes, {pages} new pages, computed in {seconds:.1f} s",
)
INLINE = Text(zh="命令行", en="command line")
CUT = Text(
    zh="只列出计划涉及的、上升和下降最多的各 {n} 个网页；--limit 改变个数，0 为全部。",
    en="The pages of the plan, and the {n} that gain and lose most, only; --limit changes that, 0 is all.",
)

urls = {"multiple": True, "metavar": "URL", "envvar": None}
link = {"nargs": 2, "type": str, "multiple": True, "metavar": "A B", "envvar": None}


@command(
    "whatif",
    Text(
        zh="假如改了链接会怎样：不改网站，先看 PageRank（全部链接和正文链接）和点击深度的变化。\n"
        "在已存的链接图上用同样的算法精确计算。几个 --plan 并排比较；命令行上的改动合成一个计划。\n"
        "网址可写路径或完整网址；A 里的 * 代表不含 / 的任意一段，** 代表任意一段，改动所有符合的网页。\n"
        "计划文件为 TOML 或 CSV，写法见 docs/links.md；xunlu links suggest --plan-out 可以写出一份。",
        en="What would change if the links did: PageRank, on all links and on editorial ones, and click depth before and after.\n"
        "Exact, by the same algorithms on the stored graph. Several --plan stand side by side; changes on the command\n"
        "line make one plan. Addresses are paths or URLs; with * (no slash) or ** (anything) in A all pages that fit\n"
        "change. Plan files are TOML or CSV, see docs/links.md; xunlu links suggest --plan-out writes one.",
    ),
    examples=(
        "xunlu links whatif --add / /products/12.html",
        "xunlu links whatif --add / /products/12.html --nofollow / /tea/ --format csv -o effect.csv",
        "xunlu links whatif --page /teapots/ --add / /teapots/ --add /teapots/ /products/12.html",
        "xunlu links whatif --add '/products/*' /hot/ --nofollow '**' /cart/",
        "xunlu links whatif --plan plan.toml --plan plan.csv --for /products/12.html",
    ),
)  # fmt: skip
@option(
    "--add",
    **link,
    help=Text(
        zh="网页 A 的正文加一个到 B 的链接；可多次。", en="A link from page A to B in the main text; may be repeated."
    ),
)
@option(
    "--remove",
    **link,
    help=Text(zh="去掉 A 上所有到 B 的链接；可多次。", en="Take all links from A to B out; may be repeated."),
)
@option(
    "--nofollow",
    **link,
    help=Text(zh="给 A 到 B 的链接加 nofollow；可多次。", en="Mark the links from A to B nofollow; may be repeated."),
)
@option(
    "--follow",
    **link,
    help=Text(
        zh="去掉 A 到 B 的链接的 nofollow；可多次。", en="Take nofollow off the links from A to B; may be repeated."
    ),
)
@option(
    "--page",
    "pages",
    **urls,
    help=Text(zh="新建的网页，如汇总页；可多次。", en="A page to be made, such as a hub; may be repeated."),
)
@option(
    "--plan",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    envvar=None,
    help=Text(zh="计划文件；可多次。", en="A plan file; may be repeated."),
)
@option(
    "--for",
    "asked",
    **urls,
    help=Text(zh="一定列出的网页；可多次。", en="A page to list in any case; may be repeated."),
)
@run_option
@read_options
@click.pass_obj
def whatif(
    app: App, /, add: Links, remove: Links, nofollow: Links, follow: Links, pages: tuple[str, ...], files: tuple[Path, ...],
    asked: tuple[str, ...], run: str, format: str, output: str, limit: int,
) -> None:  # fmt: skip
    """Try the plans and print how they compare."""
    from linkgraph.comparing import compare
    from linkgraph.plan_file import read_plan
    from linkgraph.trying import load_trial
    from linkgraph.whatif_output import write

    edits = _edits(add=add, remove=remove, nofollow=nofollow, follow=follow)
    plans = [read_plan(file) for file in files] + _inline(app, edits, pages)
    given = click.get_current_context().get_parameter_source("limit")
    kept = limit if given is not click.core.ParameterSource.DEFAULT else LISTED
    with computed(app, run) as (store, found):
        app.say(LOADING)
        trial = load_trial(store, found.run_id)
        always = [node_of(store, found.run_id, trial, url) for url in asked]
        outcomes = [_tried(app, trial, plan) for plan in plans]
        cut = write(compare(trial, outcomes), app.lang, format, output, kept, always)
    if output != "-":
        app.wrote(cut.rows, output)
    elif cut.cut:
        app.say(CUT, n=kept)


Links = tuple[tuple[str, str], ...]


def _edits(**by_action: Links) -> tuple[Edit, ...]:
    """The changes of the command line."""
    from linkgraph.plan import ACTIONS, Edit, ordered

    return ordered(Edit(action, *pair) for action in ACTIONS for pair in by_action[action])


def _inline(app: App, edits: tuple[Edit, ...], pages: tuple[str, ...]) -> list[Plan]:
    from linkgraph.plan import Plan

    return [Plan(INLINE.get(app.lang), edits, pages)] if edits or pages else []


def _tried(app: App, trial: Trial, plan: Plan) -> Outcome:
    """The outcome of one plan; what is doubtful of it is said."""
    import time

    from linkgraph.trying import try_plan

    begin = time.perf_counter()
    outcome = try_plan(trial, plan)
    for warning in outcome.warnings:
        app.say(warning)
    app.say(
        TRIED,
        plan=plan.name,
        edits=f"{len(outcome.steps):,}",
        pages=len(plan.pages),
        seconds=time.perf_counter() - begin,
    )
    return outcome


def node_of(store: Store, run_id: int, trial: Trial, url: str) -> int:
    """The node of a page that a person names.

    Raises:
        SettingsError: the run does not know it (XE-121), or it is no page (XE-162).
    """
    from crawler.lookup import find_url

    url_id, whole = find_url(store, run_id, url)
    where = trial.stored.layers.where
    node = int(where.node[where.final[url_id]])
    if node < 0:
        raise SettingsError(
            162, Text(zh=f"不是状态 200 的 HTML 网页：{whole}", en=f"no HTML page with status 200: {whole}"),
            [(REMEDY, Text(zh=f"看它回答什么：xunlu page {whole}", en=f"See what it answers: xunlu page {whole}"))],
        )  # fmt: skip
    return node
