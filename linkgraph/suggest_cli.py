"""The command ``links suggest``: what to change in the links, what each change would come to, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Lang, Text
from linkgraph.read_cli import NOTHING, computed, run_option
from linkgraph.whatif_cli import LOADING, node_of, urls

if TYPE_CHECKING:
    from linkgraph.site_facts import SiteFacts
    from linkgraph.suggestion import Suggestion
    from linkgraph.trying import Trial

SHOWN = 10  # links to add where nobody asked for a number
EACH = 3  # suggestions of each other kind, for each SHOWN
KINDS = {
    "add": Text(zh="加链接", en="add link"),
    "broken": Text(zh="去断链", en="remove broken"),
    "nofollow": Text(zh="去 nofollow", en="drop nofollow"),
    "redirect": Text(zh="直链终点", en="link directly"),
    "hub": Text(zh="汇总页", en="hub page"),
    "pagination": Text(zh="分页", en="pagination"),
}
COLUMNS = (
    "kind", "source", "target", "pages", "anchor", "place", "gain", "depth_before", "depth", "money_gain", "deep_before", "deep",
    "sentence", "why",
)  # fmt: skip
HEADINGS = {
    "kind": Text(zh="建议", en="suggestion"),
    "source": Text(zh="所在网页", en="on page"),
    "target": Text(zh="链接到", en="to"),
    "anchor": Text(zh="锚文本", en="anchor"),
    "gain": Text(zh="PageRank", en="PageRank"),
    "depth": Text(zh="深度", en="depth"),
    "why": Text(zh="为什么", en="why"),
}
SEARCHING = Text(zh="计算建议的效果：{done}/{all}", en="Computing what comes of it: {done} of {all}")
TOGETHER = Text(
    zh="合在一起：商品与分类页的 PageRank {before:.2%} → {after:.2%}，{shallow} 次点击之外的网页 {deep_before:,} → {deep:,}。",
    en="All together: PageRank of products and categories {before:.2%} -> {after:.2%}, pages more than {shallow} clicks away {deep_before:,} -> {deep:,}.",
)
WROTE = Text(
    zh="计划（{edits} 处改动）→ {path}；试算：xunlu links whatif --plan {path}",
    en="Plan ({edits} changes) -> {path}; try it: xunlu links whatif --plan {path}",
)
NO_TERMS = Text(
    zh="还没有关键词分析，无法按共同的词找相关网页：先运行 xunlu keywords。",
    en="No keyword analysis yet, so that no related pages are known: run xunlu keywords first.",
)


@command(
    "suggest",
    Text(
        zh="建议改哪些链接：给缺少链接的商品页和分类页加的链接（哪一页的正文、什么锚文本），要去掉或修正的链接，\n"
        "能让网页变浅的汇总页和分页。每条说明为什么，PageRank 与深度单独算出效果；按收益排列。\n"
        "--plan-out 写成计划文件，可用 xunlu links whatif 试算。",
        en="Which links to change: links to add for products and categories that get too few, with source page, place and anchor;\n"
        "links to remove or mend; a hub page and pagers that bring pages nearer. Each says why, and what it alone would do\n"
        "to PageRank and depth; the largest gain first. --plan-out writes a plan file for xunlu links whatif.",
    ),
    examples=(
        "xunlu links suggest",
        "xunlu links suggest --for /products/12.html --limit 3",
        "xunlu links suggest --plan-out suggested.toml",
        "xunlu links suggest --format csv -o suggestions.csv",
    ),
)
@option(
    "--for",
    "asked",
    **urls,
    help=Text(zh="只要给这个网页的建议；可多次。", en="Only for this page; may be repeated."),
)
@option(
    "--plan-out",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar=None,
    help=Text(zh="全部建议写成计划文件（.toml 或 .csv）。", en="Write all suggestions as a plan file (.toml or .csv)."),
)
@run_option
@read_options
@click.pass_obj
def suggest(
    app: App, /, asked: tuple[str, ...], plan_out: Path | None, run: str, format: str, output: str, limit: int
) -> None:
    """Find suggestions and print them."""
    from configs.output import check_writable

    if plan_out:
        check_writable(plan_out)
    with computed(app, run) as (store, found):
        if app.prepare:
            app.prepare(app, store, found.run_id, "audit")  # what it rests on: the keyword analysis, too
        if not store.stage_finished(found.run_id, "keywords"):
            app.say(NO_TERMS)
        app.say(LOADING)
        from linkgraph.site_facts import site_facts
        from linkgraph.trying import load_trial

        trial = load_trial(store, found.run_id)
        nodes = [node_of(store, found.run_id, trial, url) for url in asked]
        facts = site_facts(trial)
        listed = _suggestions(app, trial, facts, nodes, limit or SHOWN)
        _write(app, listed, format, output)
        if listed:
            _together(app, trial, facts, listed, plan_out)


def _suggestions(app: App, trial: Trial, facts: SiteFacts, asked: list[int], limit: int) -> list[Suggestion]:
    from linkgraph.additions import additions
    from linkgraph.repairs import repairs
    from linkgraph.structure_changes import structure_changes

    def done(number: int, every: int) -> None:
        if app.progress and (number % 5 == 0 or number == every):
            app.say(SEARCHING, done=number, all=every)

    each = max(limit * EACH // SHOWN, 1)
    found = additions(trial, facts, limit, asked, done)
    found += repairs(trial, facts, each, asked)
    return found if asked else found + structure_changes(trial, facts, each)


def _write(app: App, listed: list[Suggestion], format: str, output: str) -> None:
    from crawler.tables import print_rows

    if format in ("table", "md"):
        names, rows = [heading.get(app.lang) for heading in HEADINGS.values()], _for_people(listed, app.lang)
    else:
        names, rows = list(COLUMNS), _rows(listed, app.lang)
    print_rows(app, names, rows, format=format, output=output, nothing=NOTHING)


def _rows(listed: list[Suggestion], lang: Lang) -> Iterator[tuple[object, ...]]:
    for one in listed:
        effect = one.effect
        place = {"add": "main", "hub": "main", "pagination": "nav"}.get(one.kind)
        yield (
            one.kind, one.source, one.target, one.pages, one.anchor or None, place, effect.gain, effect.depth_before, effect.depth,
            effect.money_gain, effect.deep_before, effect.deep, one.sentence or None, one.why.get(lang),
        )  # fmt: skip


def _for_people(listed: list[Suggestion], lang: Lang) -> Iterator[tuple[object, ...]]:
    from crawler.urls import shown

    for one in listed:
        effect = one.effect
        depth = f"{_dash(effect.depth_before)} → {_dash(effect.depth)}" if effect.pagerank is not None else "—"
        gain = "—" if effect.gain is None else f"{effect.gain:+.1%}"
        why = one.why.get(lang) + (PLACE.get(lang, sentence=one.sentence) if one.sentence else "")
        yield KINDS[one.kind].get(lang), shown(one.source), shown(one.target), one.anchor or "—", gain, depth, why


PLACE = Text(zh="位置：正文“{sentence}”。", en=" Place: main text, “{sentence}”.")


def _dash(depth: int | None) -> object:
    return "—" if depth is None else depth


def _together(
    app: App, trial: Trial, facts: SiteFacts, listed: list[Suggestion], plan_out: Path | None
) -> None:  # fmt: skip
    """What all of them come to, and the plan file."""
    from linkgraph.comparing import SHALLOW
    from linkgraph.plan_file import write_plan
    from linkgraph.suggestion import effect_of, joined

    plan = joined("suggested", listed)
    effect = effect_of(trial, plan, facts.money)
    app.say(
        TOGETHER, before=effect.money_before, after=effect.money, shallow=SHALLOW, deep_before=effect.deep_before, deep=effect.deep
    )  # fmt: skip
    if plan_out:
        write_plan(plan_out, plan)
        app.say(WROTE, edits=f"{len(plan.edits):,}", path=plan_out)
