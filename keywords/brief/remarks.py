"""What is wanting in the material of a brief, said plainly."""

from __future__ import annotations

from collections.abc import Sequence

from configs.text import Text
from crawler.records import Run
from keywords.brief.model import Draft, Source


def remarks(
    run: Run, rivals: Sequence[Run], sources: Sequence[Source], own: Source | None, titles: Sequence[Draft], fewest: int
) -> tuple[Text, ...]:
    """What a person must know to read the brief, the gravest first."""
    found = []
    if not rivals:
        found.append(
            Text(
                zh="库里没有竞品的抓取：没有可比的网页。用 xunlu run 网址 --competitor 竞品网址 一并抓取。",
                en="No competitor was crawled: there is nothing to compare with. xunlu run URL --competitor URL crawls both.",
            )
        )
    if len(sources) < fewest:
        found.append(
            Text(
                zh=f"材料不够：抓到的网页里只有 {len(sources)} 页专讲这个词，至少要 {fewest} 页。没有给出子主题、用词、问题和篇幅；草稿只用关键词本身。",
                en=f"Not enough material: of the pages crawled, {len(sources)} serve this keyword, {fewest} are needed. Subtopics, terms,"
                " questions and lengths are left out; the drafts are of the keyword alone.",
            )
        )
    elif all(one.own for one in sources):
        found.append(
            Text(
                zh="没有竞品网页专讲这个词：下面依据的都是本站的其他网页。",
                en="No page of a competitor serves this keyword: what follows rests on other pages of the own site.",
            )
        )
    if len(sources) >= fewest and not any(one.exact for one in sources):
        found.append(
            Text(
                zh="没有网页原样写这个词，只有写了其中大部分字词的网页：材料只是近似。",
                en="No page has the keyword as it is, only most of its words: the material is an approximation.",
            )
        )
    if partial := [one.site for one in (run, *rivals) if one.status != "complete"]:
        names = ", ".join(partial)
        found.append(
            Text(
                zh=f"抓取不完整（{names}）：没抓到的网页没有算进来。",
                en=f"Incompletely crawled: {names}. Pages that were not fetched do not count.",
            )
        )
    if own is None:
        found.append(
            Text(zh="本站没有网页专讲这个词：请新写一页。", en="No own page serves this keyword: write a new one.")
        )
    if len(titles) < 3:
        found.append(
            Text(
                zh="关键词太宽，宽度限制内写不出三个不同的标题。",
                en="The keyword is so wide that three different titles within the limit are not possible.",
            )
        )
    return tuple(found)
