"""What to do first, in plain words: made of what the report found, at most seven steps, in the order to take them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import islice

from configs.text import Text
from reports.model import Overview
from reports.model_checks import Checklist
from reports.model_fix import Card, Fix
from reports.model_keywords import Keywords
from reports.model_links import Links
from reports.model_market import Market
from reports.model_steps import Step
from reports.numbers import decimal, integer, percent
from reports.parts import Address

MOST = 7  # the last of them is always to look again


def first_steps(
    run_id: int, start: Address, overview: Overview, checks: Checklist, fix: Fix, keywords: Keywords, market: Market, links: Links
) -> tuple[Step, ...]:  # fmt: skip
    """The steps of a run."""
    again = f"xunlu run {shlex.quote(start.url)}"
    if not checks.judged:
        title = Text(zh="先审核", en="Audit first")
        text = Text(zh="抓到的网页还没有检查过。", en="The pages that were crawled have not been checked yet.")
        return (Step("audit", title, text, "", f"xunlu audit {run_id}", "check"),)
    found = (
        *_crawl(overview, again),
        *_cap(overview),
        *_cards(fix),
        *_links(run_id, links),
        *_words(keywords),
        *_market(market, again),
    )
    return (*islice(found, MOST - 1), _again(again))


def _crawl(overview: Overview, again: str) -> Iterator[Step]:
    if overview.partial:
        yield Step(
            "crawl",
            Text(zh="把网站抓完整", en="Crawl all of the site"),
            Text(
                zh=f"只抓到已知网址的 {percent(overview.coverage)}（{overview.stopped.zh}）。先调高上限或排除原因再抓一次，不然下面的数字只说了一部分。",
                en=f"Only {percent(overview.coverage)} of the known URLs were crawled ({overview.stopped.en}). Raise the limit or remove the cause and crawl again; until then the numbers tell a part.",
            ),
            "overview",
            again,
            "coverage",
        )


def _cap(overview: Overview) -> Iterator[Step]:
    if overview.cap:
        yield Step(
            "cap",
            Text(zh="先搬走压住总分的那块石头", en="Remove what holds the whole score down"),
            Text(
                zh=f"{overview.cap.zh}。不解决它，别的都不会让总分升上去。",
                en=f"{overview.cap.en[:1].upper()}{overview.cap.en[1:]}. Nothing else lifts the score until this is solved.",
            ),
            "fix",
            "",
            "score",
        )


def _cards(fix: Fix) -> Iterator[Step]:
    """The best bargain, and the best of those that an editor can do without a developer."""
    plan = [row.card for row in fix.plan]
    if not plan:
        return
    yield _card("first", Text(zh="先修：", en="Fix first: "), plan[0])
    own = next((card for card in plan[1:] if card.owner == "editor"), None)
    if own and plan[0].owner != "editor":
        yield _card("editor", Text(zh="编辑可以同时做：", en="Meanwhile an editor can do: "), own)


def _card(key: str, before: Text, card: Card) -> Step:
    reach = Text(
        zh=f"{card.reach.zh}，约 +{decimal(card.points, 2)} 分，{card.time.zh}。",
        en=f"{card.reach.en[:1].upper()}{card.reach.en[1:]}, about +{decimal(card.points, 2)} points, {card.time.en}.",
    )
    return Step(
        key,
        Text(zh=f"{before.zh}{card.title.zh}", en=f"{before.en}{card.title.en}"),
        Text(zh=f"{reach.zh}{card.fix.zh}", en=f"{reach.en} {card.fix.en}"),
        f"check-{card.check_id}",
        card.check_command,
        "template" if card.templates else "effort",
    )


def _links(run_id: int, links: Links) -> Iterator[Step]:
    if not links.judged:
        return
    if broken := links.broken_cut.total:
        yield Step(
            "broken",
            Text(zh=f"修好 {integer(broken)} 个死链的目标", en=f"Mend links to {integer(broken)} dead targets"),
            Text(
                zh="下面的命令列出每个死链在哪一页、用什么文字链接：改掉链接，或让目标重新打得开。",
                en="The command lists on which page each broken link stands, and with which words: change the link, or bring the target back.",
            ),
            "links-broken",
            f"xunlu export broken-links --run {run_id} -o broken.csv",
            "broken-link",
        )
    orphans = next((one.cut.total for one in links.weak if one.key == "orphans"), 0)
    if orphans and not links.partial:
        yield Step(
            "orphans",
            Text(zh=f"给 {integer(orphans)} 个孤立页面加链接", en=f"Link to {integer(orphans)} orphan pages"),
            Text(
                zh="从有关的正文里链接过去；没用的就删掉，并移出站点地图。",
                en="Link to them from texts on the subject; remove those of no use, and take them out of the sitemap.",
            ),
            "links-orphans",
            "",
            "orphan",
        )


def _words(keywords: Keywords) -> Iterator[Step]:
    if keywords.judged and keywords.guessed:
        yield Step(
            "targets",
            Text(zh="写下你的目标关键词", en="Write down your target keywords"),
            Text(
                zh="现在的词是从标题猜的。在 xunlu.toml 的 [keywords] targets 写上顾客真正搜的 5 到 20 个词，再分析一次。",
                en="Those shown were guessed from titles. Name 5 to 20 that customers really search under [keywords] targets in xunlu.toml, and analyse again.",
            ),
            "keywords",
            "",
            "target-keyword",
        )


def _market(market: Market, again: str) -> Iterator[Step]:
    if market.alone:
        yield Step(
            "competitor",
            Text(zh="加一个竞品来比", en="Add a competitor to compare with"),
            Text(
                zh="有了比较，才知道 80 分在这一行算高还是算低。",
                en="Only a comparison tells whether 80 is high or low in your trade.",
            ),
            "market",
            f"{again} --competitor URL",
            "competitor",
        )


def _again(again: str) -> Step:
    return Step(
        "again",
        Text(zh="改完再抓一次，看变化", en="Crawl again after the changes, and compare"),
        Text(
            zh="新报告的“与上次相比”会说哪些修好了、哪些还在、有没有弄坏别的。",
            en="The new report tells what is fixed, what is still there, and whether something else broke.",
        ),
        "",
        again,
        "finding",
    )
