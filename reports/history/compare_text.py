"""Two runs side by side as people read them: what is in doubt, the sites as a whole, the differences by template."""

from __future__ import annotations

from collections.abc import Iterator

from configs.text import Lang, Text
from crawler.tables import LINES
from crawler.text import printable
from crawler.urls import origin
from reports.grammar import polished
from reports.history.changes import Change
from reports.history.compare import Comparison, Remark
from reports.history.compare_pages import KINDS
from reports.history.compare_runs import Couple
from reports.history.diff import Group
from reports.history.diff_text import LISTED, MORE, place, values
from reports.numbers import decimal

HEAD = Text(zh="{left}（{one}）与 {right}（{other}）", en="{left} ({one}) beside {right} ({other})")
RUN = Text(zh="运行 {run}，{device}{day}", en="run {run}, {device}{day}")
DEVICES = {"desktop": Text(zh="桌面", en="desktop"), "mobile": Text(zh="手机", en="mobile")}
NOT_COMPARED = Text(
    zh="不完整，只在一边的网页未作比较：{why}。", en="Incomplete, pages that only one side has are not told: {why}."
)
COUNTED = Text(
    zh="按{how}对照 {shared:,} 个网址，其中 {differing:,} 个有差异；网页 {one:,} / {other:,} 个，首字节时间中位数 {slow} / {slower} 毫秒。",
    en="{shared:,} URLs compared by {how}, {differing:,} with differences; pages {one:,} / {other:,}, median time to first"
    " byte {slow} / {slower} ms.",
)
BY_URL = Text(zh="网址", en="URL")
BY_PLACE = Text(zh="路径与参数", en="path and query")
SAME = Text(zh="没有差异。", en="Nothing differs.")
NOTHING = Text(
    zh="两边没有相同的网址：它们是同一个网站的两份吗？",
    en="No URL of one is known of the other: are they copies of one site?",
)
DIFFERENCES = Text(zh="差异（按模板）", en="Differences (by template)")
COLUMNS = (
    Text(zh="差异", en="difference"), Text(zh="网页", en="pages"), Text(zh="该模板共", en="of"),
    Text(zh="模板", en="template"), Text(zh="例", en="example"),
)  # fmt: skip
REMARKS = {
    "vary": Text(
        zh="{n:,} 个网页按设备给出不同的回答，但没有 Vary: User-Agent，缓存可能把一种设备的网页发给另一种。例：{url}",
        en="{n:,} pages have another answer for each device and no Vary: User-Agent: caches may mix them up."
        " Example: {url}",
    ),
    "crossed": Text(
        zh="{n:,} 个网页的 canonical 指向另一份网站。例：{url} → {to}",
        en="{n:,} pages have a canonical that points to the other copy. Example: {url} -> {to}",
    ),
}


def compare_text(found: Comparison, lang: Lang, format: str = "table", limit: int = 0) -> str:
    """All of it; ``format`` is table or md; at most ``limit`` groups, 0: as many as a terminal shows."""
    return "".join(_blocks(found, lang, format, limit))


def _blocks(found: Comparison, lang: Lang, format: str, limit: int) -> Iterator[str]:
    couple = found.couple
    title, mark = ("# ", "## ") if format == "md" else ("", "")
    yield f"{title}{_head(couple, lang)}\n"
    if couple.doubts:
        why = ("；" if lang == "zh" else "; ").join(doubt.text.get(lang) for doubt in couple.doubts)
        yield "\n" + printable(NOT_COMPARED.get(lang, why=why)) + "\n"
    yield f"\n{_counted(found, lang) if found.shared else NOTHING.get(lang)}\n"
    yield from (f"\n{_remark(couple, one, lang)}\n" for one in found.remarks)
    if not found.groups:
        yield f"\n{SAME.get(lang)}\n" if found.shared else ""
        return
    yield f"\n{mark}{DIFFERENCES.get(lang)}\n" + ("\n" if format == "md" else "")
    shown = found.groups[: limit or LISTED]
    names = [*(name.get(lang) for name in COLUMNS), *map(printable, couple.names)]
    yield from LINES[format](names, [row(couple, group, lang) for group in shown])
    if len(found.groups) > len(shown):
        yield MORE.get(lang, n=len(found.groups) - len(shown)) + "\n"


def _head(couple: Couple, lang: Lang) -> str:
    said = []
    for run, device in zip((couple.left, couple.right), couple.devices, strict=True):
        known = f"{DEVICES[device].get(lang)}{'，' if lang == 'zh' else ', '}" if device in DEVICES else ""
        said.append(RUN.get(lang, run=run.run_id, device=known, day=run.started[:10]))
    left, right = (printable(run.site) for run in (couple.left, couple.right))
    return HEAD.get(lang, left=left, right=right, one=said[0], other=said[1])


def _counted(found: Comparison, lang: Lang) -> str:
    one, other = found.figures
    how = (BY_URL if found.couple.by_url else BY_PLACE).get(lang)
    text = COUNTED.get(
        lang, how=how, shared=found.shared, differing=found.differing, one=one.pages, other=other.pages,
        slow=decimal(one.ttfb_ms, 0), slower=decimal(other.ttfb_ms, 0),
    )  # fmt: skip
    return polished(text, lang)


def _remark(couple: Couple, remark: Remark, lang: Lang) -> str:
    example = remark.examples[0]
    text = REMARKS[remark.kind].get("en" if lang == "en" else "zh", n=remark.count, url="{url}", to="{to}")
    to = printable(example.before or example.after)
    return polished(text, lang).format(url=place(example.url), to=to)


def row(couple: Couple, group: Group, lang: Lang) -> tuple[object, ...]:
    """One group as a row of the table."""
    example = group.examples[0]
    name = couple.names[group.kind == "right"]
    said = [side.get(lang) for side in values(_short(couple, example))]
    kind = printable(KINDS[group.kind].get(lang, name=name))
    return kind, group.count, group.of, group.template, place(example.url), *said


def _short(couple: Couple, example: Change) -> Change:
    """The addresses of either site as their paths."""
    sides = [
        text.replace(f"{origin(run.start_url)}/", "/")
        for text, run in zip((example.before, example.after), (couple.left, couple.right), strict=True)
    ]
    return example._replace(before=sides[0], after=sides[1])
