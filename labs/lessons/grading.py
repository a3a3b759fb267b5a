"""Answers compared with the truth, and what is said about them: how far off, in which way, never just "wrong"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from configs.text import Text
from crawler.store import Store
from labs.lessons.lesson import Task
from labs.lessons.measures import page_paths
from labs.shop import Shop
from labs.verify import apart

RIGHT = Text(zh="正确。", en="Right.")
SHOWN = 5  # addresses named in a reply


@dataclass(frozen=True, slots=True)
class Grade:
    """``share`` is what of the task was solved, 0..1; ``reply`` says what was compared and how it came out."""

    share: float
    reply: Text


def grade(task: Task, shop: Shop, given: Sequence[str]) -> Grade:
    """An answer as typed: one word for numbers and choices, any number of addresses for sets."""
    if task.kind == "urls":
        return _set(task, shop, given)
    if len(given) != 1:
        return Grade(0, Text(zh="这道题要一个答案。", en="This task wants one answer."))
    return _number(task, shop, given[0]) if task.kind == "number" else _choice(task, shop, given[0].strip().lower())


def crawled(shop: Shop, store: Store) -> Grade:
    """Whether the student's store holds a complete run of the lesson's shop."""
    base, wanted = shop.site.base_url, len(page_paths(shop))
    rows = store.db.execute(
        "select status, reason, html_pages from v_runs where start_url = ? order by run_id desc limit 1", [base]
    )
    found = rows.fetchone()
    if found is None:
        text = Text(zh=f"{store.path} 里没有 {base} 的运行。", en=f"{store.path} holds no run of {base}.")
        return Grade(0, text)
    status, reason, pages = found
    if status != "complete":
        return Grade(
            0.5,
            Text(
                zh=f"最近一次运行不完整：{status}（{reason}）。",
                en=f"The newest run is not complete: {status} ({reason}).",
            ),
        )
    if pages != wanted:
        return Grade(
            0.5,
            Text(
                zh=f"抓到 {pages} 个网页，店里有 {wanted} 个。",
                en=f"{pages} pages were crawled, the shop has {wanted}.",
            ),
        )
    return Grade(1, Text(zh=f"正确：一次完整的运行，{pages} 个网页。", en=f"Right: a complete run of {pages} pages."))


def mended(task: Task, shop: Shop, found: Sequence[tuple[str, str]]) -> Grade:
    """What a new crawl of the edited shop says: pairs of check and path, errors and warnings."""
    planted = [(one.check_id, one.path) for one in shop.defects]
    before = sum(check in task.checks for check, _ in planted)
    left = [one for one in found if one[0] in task.checks]
    broken = [one for one in apart(planted, list(found))[1] if one[0] not in task.checks]
    share = max(0.0, 1 - len(left) / before) / (2 if broken else 1)
    if share == 1:
        return Grade(
            1,
            Text(
                zh=f"正确：{before} 个问题都修好了，没有新的。",
                en=f"Right: all {before} findings are gone, and none is new.",
            ),
        )
    named = "; ".join(f"{check} {path}" for check, path in (left + broken)[:SHOWN])
    return Grade(
        share,
        Text(
            zh=f"还剩 {len(left)} / {before}，新出现 {len(broken)}：{named}",
            en=f"{len(left)} of {before} left, {len(broken)} new: {named}",
        ),
    )


def _number(task: Task, shop: Shop, given: str) -> Grade:
    truth = task.truth(shop)
    assert isinstance(truth, float)
    try:
        value = float(given.replace(",", ""))
    except ValueError:
        return Grade(0, Text(zh=f"“{given}”不是数。", en=f"{given!r} is no number."))
    if abs(value - truth) <= task.tolerance:
        return Grade(1, RIGHT)
    slips = task.slips(shop)
    if value in slips:
        return Grade(0, slips[value])
    much = abs(value - truth) > max(3.0, 0.2 * truth)
    if value > truth:
        return Grade(
            0, Text(zh="多了不少。" if much else "多了一点。", en="Far too many." if much else "A little too many.")
        )
    return Grade(0, Text(zh="少了不少。" if much else "少了一点。", en="Far too few." if much else "A little too few."))


def _choice(task: Task, shop: Shop, given: str) -> Grade:
    if given not in task.options:
        known = ", ".join(task.options)
        return Grade(0, Text(zh=f"选项只有 {known}。", en=f"The options are {known}."))
    return Grade(float(given == task.truth(shop)), task.options[given].reply)


def _set(task: Task, shop: Shop, given: Sequence[str]) -> Grade:
    """Score F1 over paths."""
    truth = task.truth(shop)
    assert isinstance(truth, frozenset)
    wanted, answered = {path_of(one) for one in truth}, {path_of(one) for one in given if one.strip()}
    right = wanted & answered
    if not answered:
        return Grade(0, Text(zh="没有给出网址。", en="No address was given."))
    share = 2 * len(right) / (len(wanted) + len(answered))
    if share == 1:
        return Grade(1, RIGHT)
    wrong = sorted(answered - wanted)[:SHOWN]
    missed = len(wanted) - len(right)
    zh = f"给出 {len(answered)} 个，其中 {len(right)} 个正确；漏了 {missed} 个"
    en = f"{len(answered)} given, {len(right)} of them right; {missed} missed"
    if wrong:
        zh, en = f"{zh}；不在其中：{'、'.join(wrong)}", f"{en}; not among them: {', '.join(wrong)}"
    return Grade(share, Text(zh=f"{zh}。", en=f"{en}."))


def path_of(address: str) -> str:
    """An address as its decoded path and query, whatever host it is written with."""
    parts = urlsplit(address.strip(" \t\r\n,\"'"))
    return unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
