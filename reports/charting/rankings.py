"""Bars sorted by length: checks by the pages that fail them and by the points they cost, and terms by their hits."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from configs.text import Text
from reports.catalogue import Catalogue, texts_of
from reports.charting.histograms import NO_WORDS
from reports.charting.making import absent, inert, pages, says
from reports.model_charts import Bar, Chart
from reports.model_keywords import TermRow
from reports.numbers import decimal, integer, percent, plain, share
from reports.parts import Sentence
from reports.reader import Reader
from reports.site_terms import FROM_PAGES

ROWS = 12
TERMS = 15
NOT_AUDITED = Text(zh="还没有审核：运行 xunlu audit", en="not audited yet: run xunlu audit")
NO_FAILURES = Text(zh="没有检查项未通过", en="no check failed")
NO_POINTS = Text(zh="没有扣分的检查项", en="no check costs points")
TONES = {"error": "poor", "warning": "fair", "notice": "good", "info": "none"}
LEVELS = Text(
    zh="颜色：红为错误，橙为警告，蓝为提示。", en="Colours: red is an error, orange a warning, blue a notice."
)


def checks_by_pages(reader: Reader, catalogue: Catalogue) -> Chart:
    """The checks that most pages fail."""
    title = Text(zh="哪些问题的网页最多", en="Problems by pages")
    rows = _checks(reader, "state = 'failed' and failing > 0", "failing desc, check_id")
    if not rows:
        return absent("checks", title, _nothing(reader, NO_FAILURES))
    longest = max(int(row["failing"]) for row in rows)
    made = tuple(
        _bar(row, catalogue, int(row["failing"]), integer(row["failing"]), share(row["failing"], row["applicable"]), longest)
        for row in rows
    )  # fmt: skip
    first = made[0]
    told = says(
        f"网页最多的是“{inert(first.label.zh)}”：{first.shown} 个网页，占适用网页的 {percent(first.share)}。",
        f"On most pages: “{inert(first.label.en)}” ({first.shown}, {percent(first.share)} of those it applies to).",
    )
    part = Text(zh="占适用网页", en="Of pages it applies to")
    unit = Text(zh="有问题的网页", en="Pages that fail")
    return Chart("checks", "bars", title, unit, made, part, says=told, remark=_more(rows))


def checks_by_points(reader: Reader, catalogue: Catalogue) -> Chart:
    """The checks that cost most points of the score."""
    title = Text(zh="哪些问题扣分最多", en="Problems by points")
    rows = _checks(reader, "points > 0", "points desc, check_id")
    if not rows:
        return absent("points", title, _nothing(reader, NO_POINTS))
    longest, lost = float(rows[0]["points"]), float(rows[0]["lost"])
    made = tuple(
        _bar(row, catalogue, float(row["points"]), _points(row["points"]), share(row["points"], lost), longest)
        for row in rows
    )
    part = Text(zh="占全部失分", en="Of points lost")
    unit = Text(zh="扣分（满分 100）", en="Points lost of 100")
    return Chart("points", "bars", title, unit, made, part, says=_cost(made, lost), remark=_more(rows))


def _cost(made: Sequence[Bar], lost: float) -> Sentence:
    worst = made[:3]
    part = percent(share(sum(bar.value for bar in worst), lost))
    zh, en = (
        f"扣分最多的 {len(worst)} 项占全部失分的 {part}",
        f"The {len(worst)} costliest make up {part} of the points lost",
    )
    if len(worst) == 1:
        zh, en = f"扣分最多的一项占全部失分的 {part}", f"The costliest makes up {part} of the points lost"
    return says(f"{zh}，居首的是“{inert(worst[0].label.zh)}”。", f"{en}, first of all “{inert(worst[0].label.en)}”.")


def _checks(reader: Reader, condition: str, order: str) -> list[sqlite3.Row]:
    return list(
        reader.rows(
            "select check_id, area, severity, applicable, failing, points, sum(points) over () as lost,"
            f" count(*) over () as whole from v_checks where run_id = :run and {condition} order by {order} limit :rows",
            rows=ROWS,
        )
    )


def _bar(row: sqlite3.Row, catalogue: Catalogue, value: float, shown: str, part: float, longest: float) -> Bar:
    label = texts_of(catalogue, row["check_id"], row["area"]).title
    target = pages(checks=f"={row['check_id']}") if row["failing"] else ""
    return Bar(label, value, shown, part, share(value, longest), TONES.get(row["severity"], ""), target=target)


def _points(value: float) -> str:
    return "< 0.01" if value < 0.005 else decimal(value, 2)


def _nothing(reader: Reader, none: Text) -> Text:
    """Nothing to show because all is well, or because nobody looked."""
    judged = reader.count("select exists (select 1 from check_runs where run_id = :run)")
    return none if judged else NOT_AUDITED


def _more(rows: Sequence[sqlite3.Row]) -> Text:
    rest = int(rows[0]["whole"]) - len(rows)
    if not rest:
        return LEVELS
    return Text(
        zh=f"{LEVELS.zh}另有 {rest} 项，见检查项一节。",
        en=f"{LEVELS.en} {rest} more stand in the section on checks.",
    )


def term_hits(reader: Reader, terms: Sequence[TermRow], *, judged: bool) -> Chart:
    """The main terms of the site by how often they stand in main text."""
    title = Text(zh="词频", en="Term frequency")
    if not judged:
        return absent("terms", title, NO_WORDS)
    if not terms:
        return absent("terms", title, Text(zh="正文里没有词", en="there are no words in main text"))
    chosen = sorted(terms[: 2 * TERMS], key=lambda row: (-row.hits, row.term))[:TERMS]
    of = min(FROM_PAGES, reader.count("select count(*) from page_words where run_id = :run"))
    longest = chosen[0].hits
    made = tuple(
        Bar(plain(row.term), row.hits, integer(row.hits), share(row.pages, of), share(row.hits, longest), crawled=True)
        for row in chosen
    )
    first = made[0]
    told = says(
        f"出现最多的是{{term}}：{first.shown} 次，在 {percent(first.share)} 的网页里是主要词语。",
        f"The commonest is {{term}}: {first.shown} hits, a main term on {percent(first.share)} of the pages.",
        term=first.label.en,
    )
    remark = Text(
        zh="TF-IDF 最高的词语中次数最多的；密度和位置见关键词一节。",
        en="The most frequent among the terms with the highest TF-IDF; density and places stand under Keywords.",
    )
    part = Text(zh="占网页", en="Of pages")
    return Chart("terms", "bars", title, Text(zh="次数", en="Hits"), made, part, says=told, remark=remark)
