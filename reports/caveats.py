"""What a reader of the summary must know before acting on it: what was not crawled, not judged, not compared, only estimated."""

from __future__ import annotations

from collections.abc import Iterator

from configs.text import Text
from reports.model import ReportModel
from reports.numbers import integer, percent
from reports.sentences import clipped

NAMES = 3  # competitors without a crawl that are named
ALWAYS = (
    Text(
        zh="分数说明网站的技术与内容状况，不预测排名、流量或收入。",
        en="The score describes the technical and editorial state of the site; it predicts no ranking, traffic or revenue.",
    ),
    Text(
        zh="工作量是估计；可得分以别的都不变为前提。",
        en="Effort is an estimate; points to win hold while everything else stays as it is.",
    ),
)


def caveats(model: ReportModel) -> tuple[Text, ...]:
    """At most eight sentences, the gravest first."""
    return (*_crawl(model), *_checks(model), *_market(model), *ALWAYS)


def _crawl(model: ReportModel) -> Iterator[Text]:
    o = model.overview
    if o.partial:
        yield Text(
            zh=f"抓取不完整：只抓到已知网址的 {percent(o.coverage)}（{o.stopped.zh}），分数只代表抓到的部分。",
            en=f"The crawl is incomplete: {percent(o.coverage)} of the known URLs ({o.stopped.en}); the score speaks of that part only.",
        )
    compared = model.history.compared
    if compared and compared.doubts:
        yield Text(
            zh="两次抓取的范围不同，或有一次不完整，所以没有比较新增和消失的网页。",
            en="One of the two crawls was incomplete, or their scopes differ, so new and gone pages were not compared.",
        )


def _checks(model: ReportModel) -> Iterator[Text]:
    c = model.checklist
    if c.not_judged or c.crashed:
        count = integer(c.not_judged + c.crashed)
        yield Text(
            zh=f"{count} 个检查项没有判断（缺少数据或没有适用的网页）：不算通过，也不计分。",
            en=f"{count} checks were not judged (no data, or no page they apply to): they are no pass and are not scored.",
        )
    if c.accepted:
        pages = integer(sum(one.pages for one in c.accepted))
        yield Text(
            zh=f"按设置接受的问题不计分：{len(c.accepted)} 条，涉及 {pages} 个网页，都有理由和期限。",
            en=f"Findings accepted in the settings are not scored: {len(c.accepted)}, on {pages} pages, each with a reason and a last day.",
        )


def _market(model: ReportModel) -> Iterator[Text]:
    market = model.market
    if market.missing:
        names = ", ".join(clipped(name, 30) for name in market.missing[:NAMES])
        rest = "…" if len(market.missing) > NAMES else ""
        yield Text(
            zh=f"没有这些竞品的完整抓取：{names}{rest}。", en=f"No finished crawl of these competitors: {names}{rest}."
        )
    if not market.alone:
        yield Text(
            zh="竞品只看公开的网页，抓取的日期和规模各不相同；比的是同样的检查。",
            en="Competitors were seen from outside, on other days and in other sizes; the checks are the same.",
        )
