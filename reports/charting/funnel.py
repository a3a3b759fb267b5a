"""The indexing funnel: strictly nested sets, from what is known of the site to what has nothing to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from configs.text import Text
from reports.charting.making import INDEXABLE, URLS, absent, inert, pages, says
from reports.model_charts import Bar, Chart
from reports.numbers import integer, percent, share
from reports.parts import Sentence
from reports.reader import ASKED, Reader

KEY = "funnel"
TITLE = Text(zh="收录漏斗", en="Indexing funnel")
OF_ALL = Text(zh="占已发现", en="Of discovered")
REMARK = Text(
    zh="每一步都是上一步的一部分；右侧是比上一步少了多少。",
    en="Every step is part of the step above; on the right, what was lost since that step.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """A condition on v_pages that narrows the step above; ``lacks`` says what is missing where the SQL ``input`` is null."""

    label: Text
    condition: str
    input: str = "1"
    lacks: Text | None = None
    target: str = ""


STEPS = (
    Step(Text(zh="已抓取", en="Crawled"), ASKED),
    Step(Text(zh="状态 200", en="Status 200"), "status = 200", target=pages(status=200)),
    Step(
        Text(zh="可编入索引", en="Indexable"), "indexable",
        "(select 1 from page_states where run_id = :run limit 1)",
        Text(zh="抓取没有收尾", en="the crawl was not brought to its end"),
        pages(indexable=INDEXABLE),
    ),
    Step(
        Text(zh="在站点地图中", en="In a sitemap"), "in_sitemap",
        "(select 1 from sitemap_urls where run_id = :run limit 1)",
        Text(zh="没有可读的站点地图", en="there is no readable sitemap"),
    ),
    Step(
        Text(zh="至少 2 个站内链入", en="2 inlinks or more"), "inlinks >= 2",
        "(select 1 from stages where run_id = :run and stage = 'links')",
        Text(zh="还没有分析链接", en="links are not analysed yet"),
    ),
    Step(
        Text(zh="没有错误和警告", en="No error, no warning"),
        "url_id not in (select url_id from findings where run_id = :run and severity in ('error', 'warning'))",
        "(select 1 from check_runs where run_id = :run limit 1)",
        Text(zh="还没有审核", en="not audited yet"),
    ),
)  # fmt: skip


def funnel(reader: Reader, discovered: int) -> Chart:
    """Strictly nested sets: each row is part of the row above. Steps whose input is missing are left out, and named."""
    known = reader.row(f"select {', '.join(f'{step.input} as s{number}' for number, step in enumerate(STEPS))}")
    there = [step for number, step in enumerate(STEPS) if known[f"s{number}"]]
    counts = _counts(reader, there)
    if not counts[0]:
        return absent(KEY, TITLE, Text(zh="没有抓到网址", en="no URL was crawled"))
    steps = [
        (Text(zh="已发现", en="Discovered"), max(discovered, counts[0]), ""),
        *((step.label, count, step.target) for step, count in zip(there, counts, strict=True)),
    ]
    made = nested(steps)
    return Chart(KEY, "funnel", TITLE, URLS, made, OF_ALL, says=_says(made), remark=REMARK, left_out=_left(there))


def _counts(reader: Reader, steps: Sequence[Step]) -> list[int]:
    """Pages that meet the conditions up to each step."""
    sums, met = [], "1"
    for number, step in enumerate(steps):
        met = f"{met} and ({step.condition})"
        sums.append(f"total({met}) as s{number}")
    row = reader.row(f"select {', '.join(sums)} from v_pages where run_id = :run")
    return [int(row[f"s{number}"]) for number in range(len(steps))]


def nested(steps: Sequence[tuple[Text, int, str]]) -> tuple[Bar, ...]:
    """Bars of (label, count, target), each a part of the one before.

    Raises:
        AssertionError: a step is larger than the one above it: then they are no nested sets, and no funnel.
    """
    made: list[Bar] = []
    whole = above = steps[0][1]
    for label, count, target in steps:
        assert count <= above, f"{label.en}: {count} of {above}"
        part = share(count, whole)
        lost, lost_shown = (share(above - count, above), integer(above - count)) if made else (None, "")
        made.append(Bar(label, count, integer(count), part, part, "step", lost, lost_shown, target if count else ""))
        above = count
    return tuple(made)


def _says(made: Sequence[Bar]) -> Sentence:
    last = made[-1]
    number = max(range(1, len(made)), key=lambda index: made[index - 1].value - made[index].value)
    worst, before = made[number], made[number - 1]
    zh = f"{percent(last.share)} 走到最后一步。"
    en = f"{percent(last.share)} reach the last step. "
    if worst.lost:
        zh += f"损失最多的是“{before.label.zh}”到“{worst.label.zh}”：少了 {worst.lost_shown} 个（{percent(worst.lost)}）。"
        en += f"Most are lost between “{before.label.en}” and “{worst.label.en}”: {worst.lost_shown} ({percent(worst.lost)})."
    return says(inert(zh), inert(en.strip()))


def _left(there: Sequence[Step]) -> tuple[Text, ...]:
    out = [step for step in STEPS if step not in there and step.lacks]
    return tuple(
        Text(zh=f"{step.label.zh}：{step.lacks.zh}", en=f"{step.label.en}: {step.lacks.en}")
        for step in out
        if step.lacks
    )
