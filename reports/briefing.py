"""The summary of two pages from the report's model: what it means, what changed, what to do first, who is ahead."""

from __future__ import annotations

from configs.text import Text
from crawler.text import columns
from reports.caveats import caveats
from reports.meaning import meaning
from reports.model import ReportModel
from reports.model_fix import Card
from reports.model_summary import Changed, ChartRow, ChartSite, PlainAxis, Rivals, Since, Todo, TwoPages
from reports.numbers import decimal, integer, percent, plain
from reports.parts import Setting
from reports.sentences import clipped

TITLE, WHY, HOW, PLACE, LABEL = 84, 180, 180, 44, 34  # display columns, so that two pages always suffice
CHANGES, SITES, STATES = 2, 4, ("new", "fixed", "still", "gone")

QUESTIONS = {
    "axis:crawl": Text(zh="搜索引擎打得开每个网页吗？", en="Can engines open every page?"),
    "axis:structure": Text(zh="网页进得了索引、彼此连得上吗？", en="Can pages be indexed and reached?"),
    "axis:page": Text(zh="标题、内容、图片说得清楚吗？", en="Do titles and texts say what is there?"),
    "axis:keywords": Text(zh="网页写了顾客搜的词吗？", en="Do pages use customers’ words?"),
    "axis:links": Text(zh="指向站外的链接健康吗？", en="Are links to other sites sound?"),
    "axis:health": Text(zh="够快、安全、可信吗？", en="Is it fast, safe and trustworthy?"),
}
NOTHING = plain("")


def two_pages(model: ReportModel) -> TwoPages:
    """What the summary shows; every text is cut so that it fits."""
    head, o = model.head, model.overview
    todo = tuple(_todo(number, card) for number, card in enumerate(o.first, 1))
    gain = sum(one.points for one in todo)
    capped = o.cap is not None
    return TwoPages(
        label=_cut(head.label, LABEL),
        start=clipped(head.start.shown, PLACE),
        day=head.day,
        run_id=head.run_id,
        version=head.version,
        pages=head.pages,
        total=o.total,
        partial=o.partial,
        axes=tuple(PlainAxis(axis, QUESTIONS.get(axis.key, NOTHING)) for axis in o.axes),
        meaning=meaning(model),
        since=_since(model),
        todo=todo,
        gain=gain,
        reachable=None if o.total.value is None or capped or not todo else min(100.0, o.total.value + gain),
        audited=model.checklist.judged,
        rivals=_rivals(model),
        people=_people(model),
        facts=_facts(model),
        caveats=caveats(model),
    )


def _cut(text: Text, width: int) -> Text:
    return Text(zh=clipped(text.zh, width), en=clipped(text.en, width))


def _sentences(text: Text, width: int) -> Text:
    """Whole sentences as far as they fit; the first is cut where even that is too long."""
    return Text(zh=_fitting(text.zh, "。", width), en=_fitting(text.en, ". ", width))


def _fitting(text: str, end: str, width: int) -> str:
    if columns(text) <= width:
        return text
    kept = ""
    for sentence in text.split(end):
        longer = f"{kept}{sentence}{end}"
        if columns(longer) > width:
            break
        kept = longer
    return kept.strip() or clipped(text, width)


def _todo(number: int, card: Card) -> Todo:
    return Todo(
        number=number,
        check_id=card.check_id,
        title=_cut(card.title, TITLE),
        severity=card.severity,
        why=_sentences(card.why, WHY),
        fix=_sentences(card.fix, HOW),
        who=card.owner_name,
        effort=card.effort,
        reach=card.reach,
        points=card.points,
        example=clipped(card.example.page.shown, PLACE) if card.example else "",
    )


def _since(model: ReportModel) -> Since | None:
    compared = model.history.compared
    if compared is None:
        return None
    changes = tuple(
        Changed(one.change, one.count, one.of, clipped(one.template or one.example.shown, PLACE))
        for one in compared.changes[:CHANGES]
    )
    return Since(
        score=compared.score,
        day=compared.older_day,
        run_id=compared.older,
        states=tuple(Setting(one.name, plain(integer(one.count))) for one in compared.states if one.state in STATES),
        changes=changes,
        more=compared.changes_cut.total - len(changes),
        doubtful=bool(compared.doubts),
    )


def _rivals(model: ReportModel) -> Rivals:
    market = model.market
    sites = tuple(
        ChartSite(number, _cut(site.label, LABEL), site.day, site.own, site.partial)
        for number, site in enumerate(market.sites[:SITES], 1)
    )
    rows = tuple(
        ChartRow(axis.name, tuple(cell.score for cell in axis.cells[:SITES]))
        for axis in market.axes
        if any(cell.score.value is not None for cell in axis.cells[:SITES])
    )
    return Rivals(sites, rows, _verdict(model), max(0, len(market.sites) - SITES))


def _verdict(model: ReportModel) -> Text:
    market = model.market
    if market.alone:
        return Text(
            zh="这次没有抓取竞品，无从比较。加上竞品：xunlu run --competitor 网址",
            en="No competitor was crawled, so nothing is compared. To add one: xunlu run --competitor URL",
        )
    s, total = market.standing, market.axes[0]
    parts = Text(
        zh=f"六个方面中领先 {s.ahead} 个，相当 {s.even} 个，落后 {s.behind} 个",
        en=f"Of the six axes, ahead on {s.ahead}, level on {s.even}, behind on {s.behind}",
    )
    if s.unknown:
        parts = Text(zh=f"{parts.zh}，无法比较 {s.unknown} 个", en=f"{parts.en}, {s.unknown} not comparable")
    margin = decimal(total.margin)
    whole = {
        "own": Text(
            zh=f"总分领先最强的竞品 {margin} 分。", en=f"Overall {margin} points ahead of the best competitor."
        ),
        "rival": Text(
            zh=f"总分落后最强的竞品 {margin} 分。", en=f"Overall {margin} points behind the best competitor."
        ),
        "even": Text(zh="总分与最强的竞品相当。", en="Overall level with the best competitor."),
    }.get(total.state, NOTHING)
    return Text(zh=f"{parts.zh}。{whole.zh}", en=f"{parts.en}. {whole.en}".rstrip())


def _people(model: ReportModel) -> tuple[Setting, ...]:
    """How much each kind of people has to do, over all failing checks that cost points."""
    return tuple(
        Setting(
            one.name,
            Text(
                zh=f"{integer(one.count)} 件 · {one.time.zh} · +{decimal(one.points)} 分",
                en=f"{integer(one.count)} {'task' if one.count == 1 else 'tasks'} · {one.time.en} · +{decimal(one.points)} points",
            ),
        )
        for one in model.fix.owners
    )


def _facts(model: ReportModel) -> tuple[Setting, ...]:
    o, c = model.overview, model.checklist
    crawled = Text(
        zh=f"{integer(o.crawled)} / {integer(o.discovered)} 个已知网址（{percent(o.coverage)}）；{o.stopped.zh}",
        en=f"{integer(o.crawled)} of {integer(o.discovered)} known URLs ({percent(o.coverage)}); {o.stopped.en}",
    )
    checks = Text(
        zh=f"{c.total} 项：通过 {c.passed}，未通过 {c.failed}，未判断 {c.not_judged}",
        en=f"{c.total}: {c.passed} passed, {c.failed} failed, {c.not_judged} not judged",
    )
    return (
        Setting(Text(zh="抓取范围", en="Crawled"), crawled),
        Setting(o.health.name, plain(percent(o.health.value))),
        Setting(Text(zh="检查项", en="Checks"), checks if c.judged else Text(zh="还没有审核", en="not audited yet")),
    )
