"""The first screen: scores, coverage, a few numbers worth a glance, three things to fix first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.score import COMPLETE_SHARE
from configs.text import Text
from reports.model import Overview
from reports.model_charts import Chart
from reports.model_checks import Checklist
from reports.model_fix import Card
from reports.numbers import integer, milliseconds, percent, plain, share
from reports.parts import Tile
from reports.reader import ASKED, BAD, Reader
from reports.sites import TOTAL, median, run_scores, score
from reports.words import AXES, CAPS, STOPPED, named

FIRST = 3
HEALTH = Text(zh="无错误网页", en="Pages without an error")


def discovered(reader: Reader, crawled: int) -> int:
    """URLs known of the site, crawled or not; those that robots.txt disallows are no gap and not counted."""
    return max(crawled, reader.count("select count(*) from frontier where run_id = :run and state <> 4"))


def overview(
    reader: Reader, shares: Mapping[str, float], cards: Sequence[Card], checks: Checklist, known: int, crawled: int
) -> Overview:
    """The first screen of a run with ``known`` URLs, of which ``crawled`` were fetched.

    Args:
        shares: percent of the total that each axis has.
    """
    run = reader.row("select status, reason from runs where run_id = :run")
    stored = run_scores(reader, reader.run_id)
    covered = stored.get("coverage")
    covered = share(crawled, known) if covered is None and known else covered
    total = score(stored, "overall", TOTAL, 100.0)
    return Overview(
        total=total,
        axes=tuple(score(stored, f"axis:{axis}", name, shares.get(axis, 0.0)) for axis, name in AXES.items()),
        cap=_cap(reader),
        cap_points=stored.get("cap") or 0.0,
        health=score(stored, "health", HEALTH),
        coverage=covered,
        crawled=crawled,
        discovered=known,
        left=known - crawled,
        left_why=_left(reader),
        partial=run["status"] != "complete" or (covered is not None and covered < COMPLETE_SHARE),
        stopped=named(STOPPED, run["reason"] or "finished"),
        tiles=_tiles(reader, checks),
        first=tuple(card for card in cards if card.points > 0)[:FIRST],
    )


LEFT = {
    0: Text(zh="没有轮到", en="not reached"),
    3: Text(zh="多次失败", en="failed repeatedly"),
    5: Text(zh="超出限制或像陷阱", en="beyond a limit or like a trap"),
}


def _left(reader: Reader) -> tuple[Text, ...]:
    """Why known URLs were not crawled; what was leased and not answered was not reached."""
    rows = reader.rows(
        "select iif(state = 1, 0, state) as kind, count(*) as n from frontier"
        " where run_id = :run and state in (0, 1, 3, 5) group by 1 order by 2 desc, 1"
    )
    return tuple(_counted(LEFT[row["kind"]], integer(row["n"])) for row in rows)


def _counted(why: Text, count: str) -> Text:
    return Text(zh=f"{why.zh} {count}", en=f"{count} {why.en}")


def _cap(reader: Reader) -> Text | None:
    """Why a cap holds the score down, and to what; its note is "reason:limit"."""
    rows = list(reader.rows("select note from scores where run_id = :run and name = 'cap' and value > 0"))
    if not rows:
        return None
    reason, _, limit = str(rows[0]["note"]).partition(":")
    why = named(CAPS, reason)
    return Text(zh=f"{why.zh}：总分最高 {limit}", en=f"{why.en}: the score is at most {limit}")


def _tiles(reader: Reader, checks: Checklist) -> tuple[Tile, ...]:
    row = reader.row(
        f"""
        select total({ASKED}) as crawled, total(is_html and status between 200 and 299) as html,
            total(indexable) as indexable, total({BAD}) as bad, max(depth) as depth
        from v_pages where run_id = :run
        """
    )
    html, bad, crawled = float(row["html"]), float(row["bad"]), integer(row["crawled"])
    ttfb = median(reader, reader.run_id, "ttfb_ms")
    part, wrong = percent(share(float(row["indexable"]), html)), percent(share(bad, float(row["crawled"])))
    remarks = {
        "html": Text(zh=f"共抓取 {crawled} 个网址", en=f"of {crawled} URLs crawled"),
        "indexable": Text(zh=f"占 HTML 网页 {part}", en=f"{part} of HTML pages"),
        "bad": Text(zh=f"4xx、5xx 或无响应，占 {wrong}", en=f"4xx, 5xx or no response: {wrong}"),
        "depth": Text(zh="从首页起的点击次数", en="clicks from the start page"),
        "ttfb": Text(zh="全部网页的中位数", en="median of all pages"),
        "checks": Text(
            zh=f"通过 {checks.passed}，未通过 {checks.failed}", en=f"{checks.passed} passed, {checks.failed} failed"
        ),
    }
    return (
        _tile(Text(zh="HTML 网页", en="HTML pages"), integer(html), remarks["html"], "pages"),
        _tile(
            Text(zh="可编入索引", en="Indexable"),
            integer(row["indexable"]),
            remarks["indexable"],
            "chart-funnel",
            go="f.indexable=%3Dok",
        ),
        _tile(Text(zh="失效网址", en="Failing URLs"), integer(bad), remarks["bad"], "chart-status", bad > 0),
        _tile(
            Text(zh="最大点击深度", en="Deepest page"),
            integer(row["depth"]),
            remarks["depth"],
            "chart-depth",
            go="s=-depth",
        ),
        _tile(
            Text(zh="首字节时间", en="Time to first byte"),
            milliseconds(ttfb),
            remarks["ttfb"],
            "pages",
            go="s=-ttfb_ms",
        ),
        _tile(Text(zh="检查项", en="Checks"), integer(checks.total), remarks["checks"], "checks"),
    )


def _tile(name: Text, value: str, remark: Text, target: str, bad: bool = False, go: str = "") -> Tile:
    return Tile(name, plain(value), remark, "poor" if bad else "", target, go)


def led(tiles: Sequence[Tile], charts: Sequence[Chart]) -> tuple[Tile, ...]:
    """The tiles; one that leads to a chart that there is not leads to the pages."""
    known = {f"chart-{chart.key}" for chart in charts}
    return tuple(
        tile if tile.target in known or not tile.target.startswith("chart-") else replace(tile, target="pages")
        for tile in tiles
    )
