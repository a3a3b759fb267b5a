"""The command ``trend``: a ranking factor over the runs of a site and its competitors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from configs.app import App
from configs.cli import command, option, read_options
from configs.text import Lang, Text
from reports.history.factors import FACTORS

if TYPE_CHECKING:
    from reports.history.trend import Series

NAMES = ("site", "template", "run", "date", "value", "change", "pages", "gap")
HEADINGS = (
    Text(zh="站点", en="site"), Text(zh="模板", en="template"), Text(zh="运行", en="run"), Text(zh="日期", en="date"),
    Text(zh="数值", en="value"), Text(zh="变化", en="change"), Text(zh="网页", en="pages"), Text(zh="缺口", en="gap"),
)  # fmt: skip
UNIT = Text(zh="{title}（{unit}）：{meaning}", en="{title} ({unit}): {meaning}")
EMPTY = Text(zh="库里还没有可比较的运行。", en="The store holds no run to follow yet.")


@command(
    "trend",
    Text(
        zh="一个排名因素在各次运行中的数值，目标站与竞品分开。抓取不完整的运行留作缺口，不给数字。\n因素："
        + "、".join(f"{name}（{factor.title.zh}）" for name, factor in FACTORS.items())
        + "。定义见 docs/factors.md。",
        en="A ranking factor over the runs of the site and its competitors; an incomplete crawl is a gap, not a number.\n"
        f"Factors: {', '.join(FACTORS)}. Defined in docs/factors.md.",
    ),
    examples=("xunlu trend score", "xunlu trend titles --by-template --format csv -o titles.csv"),
)
@click.argument("factor", metavar="FACTOR", type=click.Choice(list(FACTORS)))
@option("--site", "sites", multiple=True, help=Text(zh="只看这个站点；可重复。", en="Only this site; may be repeated."))
@option("--by-template", is_flag=True, help=Text(zh="每个网址模板一条线。", en="A line for each URL template."))
@option(
    "--runs",
    type=click.IntRange(min=0),
    default=0,
    help=Text(zh="每个站点最近几次，0 为全部。", en="The newest so many of each site; 0: all."),
)
@read_options
@click.pass_obj
def trend(
    app: App, factor: str, sites: tuple[str, ...], by_template: bool, runs: int, format: str, output: str, limit: int
) -> None:
    """Print the points of the series, one a row."""
    from crawler.store import open_store
    from crawler.tables import print_rows
    from reports.history.trend import trend as series_of

    with open_store(app.database) as store:
        for site in sites:
            store.run(f"{site}@latest")  # an unknown name is told with the known ones
        series = series_of(store, factor, sites=sites, by_template=by_template, runs=runs)
    people = format in ("table", "md")
    names: Sequence[str] = [name.get(app.lang) for name in HEADINGS] if people else NAMES
    chosen = FACTORS[factor]
    if people and output == "-":
        title, unit, meaning = (text.get(app.lang) for text in (chosen.title, chosen.unit, chosen.meaning))
        app.say(UNIT, title=title, unit=unit, meaning=meaning)
    print_rows(
        app, names, _rows(series, app.lang, people, chosen.decimals), format=format, output=output, limit=limit, nothing=EMPTY
    )  # fmt: skip


def _rows(series: Sequence[Series], lang: Lang, people: bool, decimals: int) -> Iterator[tuple[object, ...]]:
    from reports.history.trend import GAPS

    for line in series:
        before: float | None = None
        for point in line.points:
            change = None if point.value is None or before is None else point.value - before
            gap = GAPS[point.gap].get(lang) if people and point.gap else point.gap
            figures = [_rounded(value, decimals) for value in (point.value, change)]
            yield line.site, line.template, point.run.run_id, point.run.started[:10], *figures, point.pages or None, gap
            before = point.value if point.value is not None else before


def _rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None else round(value, decimals) if decimals else float(round(value))
